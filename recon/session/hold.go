package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrHeld says that another window has a session open.
var ErrHeld = errors.New("open in another window")

// Hold tells other windows that a session is open here. It stops nobody from writing.
type Hold struct {
	path string
	lock *os.File
}

// HoldFile takes hold of the session at path, by a locked hidden file beside it which goes
// when the program ends, however it does. ErrHeld: another window has it. Where nothing can
// be written, or locked, there is no hold: nil, without an error.
func HoldFile(path string) (*Hold, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	name := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+lockSuffix)
	for range 3 {
		f, err := acquire(name)
		if err != nil {
			if held(err) {
				return nil, ErrHeld
			}
			return nil, nil
		}
		// Who had it may have removed it between opening and locking.
		here, err1 := f.Stat()
		there, err2 := os.Stat(name)
		if err1 == nil && err2 == nil && os.SameFile(here, there) {
			return &Hold{name, f}, nil
		}
		_ = f.Close()
	}
	return nil, ErrHeld
}

// held says whether a file cannot be locked because it is locked already, not because there
// is no right or no folder.
func held(err error) bool {
	return !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errors.ErrUnsupported) && isLocked(err)
}

// Release lets go. A nil hold does nothing.
func (h *Hold) Release() {
	if h == nil {
		return
	}
	_ = os.Remove(h.path)
	_ = h.lock.Close()
}
