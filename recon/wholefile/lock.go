package wholefile

import (
	"errors"
	"io/fs"
	"os"
)

// Lock opens the file at path, which is made if need be, and locks it until it is closed or
// the program ends, however it ends. It does not wait: [IsLocked] tells that another
// program has it.
func Lock(path string) (*os.File, error) { return acquire(path, os.O_CREATE) }

// LetGo removes a locked file. It is unlocked after that, so that nobody else can have taken
// hold of what is removed.
func LetGo(f *os.File, path string) error { return errors.Join(os.Remove(path), f.Close()) }

// IsLocked says whether a file cannot be locked because it is locked already, not because
// there is no right, no folder, or no lock on this disk.
func IsLocked(err error) bool {
	return !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errors.ErrUnsupported) && isLocked(err)
}

// InPlace says whether path still names the open file: who had the lock before may have
// removed it between opening and locking.
func InPlace(f *os.File, path string) bool {
	here, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(here, there)
}
