package wholefile

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// What is being written lies beside its place under the name
//
//	.NAME.MACHINE-RANDOM.part
//
// where MACHINE tells the machines that share a disk from each other. Who writes holds a
// lock, on the file itself or, for a folder, on a file with the suffix ".lock", which the
// system lets go when the program ends, however it ends. So what can be locked was left by
// a program of this machine that was killed, and goes; what cannot stays.
const (
	partSuffix = ".part"
	lockSuffix = ".lock"
	oldSuffix  = ".old" // what was there, while it is being replaced
)

// tries is how many names are tried: tidying may take one between making and locking it.
const tries = 10

// machine is a short name of this computer.
var machine = func() string {
	name, _ := os.Hostname()
	id, _ := os.ReadFile("/etc/machine-id") // of Linux; many computers are called localhost
	h := fnv.New32a()
	_, _ = h.Write(append(id, name...))
	return hex.EncodeToString(h.Sum(nil))
}()

// prefix is how the names of all that is being written for path on this machine begin.
func prefix(path string) string { return "." + filepath.Base(path) + "." + machine + "-" }

func partName(path string) string {
	random := make([]byte, 4)
	_, _ = rand.Read(random) // never fails
	return filepath.Join(filepath.Dir(path), prefix(path)+hex.EncodeToString(random)+partSuffix)
}

// createLocked makes a file, and locks it where the disk can. Names are those of name.
func createLocked(name func() string) (f *os.File, err error) {
	for range tries {
		path := name()
		f, err = acquire(path, os.O_CREATE|os.O_EXCL)
		switch {
		case err == nil && InPlace(f, path):
			return f, nil
		case err == nil:
			_ = f.Close()
			err = &os.PathError{Op: "create", Path: path, Err: fs.ErrNotExist}
		case errors.Is(err, errors.ErrUnsupported):
			return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		case !errors.Is(err, fs.ErrExist) && !IsLocked(err):
			return nil, err
		}
	}
	return nil, err
}

// Folder is a hidden folder beside its place, to be filled and renamed to it by
// [Folder.Replace].
type Folder struct {
	Path string // where it is filled

	place string
	lock  *os.File
}

// NewFolder makes a hidden folder beside path, after it has removed what programs have left
// there that were killed (see [Tidy]).
func NewFolder(path string) (*Folder, error) {
	Tidy(path)
	lock, err := createLocked(func() string { return partName(path) + lockSuffix })
	if err != nil {
		return nil, err
	}
	f := &Folder{Path: strings.TrimSuffix(lock.Name(), lockSuffix), place: path, lock: lock}
	if err := os.Mkdir(f.Path, 0o777); err != nil {
		f.release()
		return nil, err
	}
	return f, nil
}

// Replace gives the folder its name. What is there is exchanged with it in one step, or,
// where that is not possible, kept beside until the new one has its name; then it is
// removed.
func (f *Folder) Replace() error {
	if _, err := os.Lstat(f.place); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(f.Path, f.place)
	}
	err := Exchange(f.place, f.Path)
	if !errors.Is(err, ErrNoExchange) {
		return err
	}
	old := f.Path + oldSuffix
	if err := os.Rename(f.place, old); err != nil {
		return err
	}
	if err := os.Rename(f.Path, f.place); err != nil {
		return errors.Join(err, os.Rename(old, f.place))
	}
	return nil
}

// Close removes what does not lie in its place: the new folder, or what it has replaced.
func (f *Folder) Close() error {
	err := errors.Join(os.RemoveAll(f.Path), os.RemoveAll(f.Path+oldSuffix))
	if err == nil {
		f.release()
		return nil
	}
	_ = f.lock.Close() // the next program tries again
	return err
}

func (f *Folder) release() {
	_ = LetGo(f.lock, f.lock.Name())
}

// Tidy removes what programs have left beside path that were killed while they wrote it,
// and puts back what one of them had moved aside to make room. It touches only names given
// here, on this machine, by programs that have ended for certain. Whatever cannot be
// removed stays.
func Tidy(path string) {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return
	}
	names, _ := dir.Readdirnames(-1)
	_ = dir.Close()
	for _, name := range names {
		if !strings.HasPrefix(name, prefix(path)) {
			continue
		}
		name = filepath.Join(filepath.Dir(path), name)
		switch {
		case strings.HasSuffix(name, partSuffix+lockSuffix):
			tidyFolder(path, name)
		case strings.HasSuffix(name, partSuffix):
			tidyFile(name)
		}
	}
}

// tidyFolder removes a folder whose lock nobody has any more.
func tidyFolder(path, lock string) {
	held := left(lock)
	if held == nil {
		return
	}
	part := strings.TrimSuffix(lock, lockSuffix)
	f := &Folder{Path: part, place: path, lock: held}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		_ = os.Rename(part+oldSuffix, path) // killed between the two renames
	}
	_ = f.Close()
}

func tidyFile(part string) {
	if f := left(part); f != nil {
		_ = LetGo(f, part)
	}
}

// left opens a file that a program has left that has ended; nil if it is not one.
func left(path string) *os.File {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := acquire(path, 0)
	if err != nil {
		return nil
	}
	if !InPlace(f, path) {
		_ = f.Close()
		return nil
	}
	return f
}
