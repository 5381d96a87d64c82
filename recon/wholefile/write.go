package wholefile

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Write makes the file at path of what content writes. What was there is replaced only
// when all of the new file is on the disk. A symbolic link is followed: the file that it
// names is replaced, not the link.
func Write(path string, content func(io.Writer) error) error {
	return write(path, content, func(f *os.File) sink { return f })
}

// sink is what Write needs of a file.
type sink interface {
	io.Writer
	Sync() error
}

func write(path string, content func(io.Writer) error, open func(*os.File) sink) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	Tidy(path)
	f, err := createLocked(func() string { return partName(path) })
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
			_ = f.Close()
		}
	}()
	out := open(f)
	buffer := bufio.NewWriterSize(out, 1<<16)
	if err := content(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	// Temporary files are private; results are for everyone whom the folder lets in, and a
	// file that is replaced keeps its permissions.
	if err := f.Chmod(permissions(path)); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return err
	}
	if err := rename(f, path); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// rename gives an open file its name and closes it. Until it has the name it is locked,
// unless the disk cannot rename what is open, as some shared ones.
func rename(f *os.File, path string) error {
	if err := os.Rename(f.Name(), path); err == nil {
		return f.Close()
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func permissions(path string) fs.FileMode {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		return info.Mode().Perm()
	}
	return 0o644
}

// Remedy says what would help against an error of writing a file; "" where nothing is
// known.
func Remedy(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "The disk is full: free some space or choose another folder."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "Nothing may be written there: choose another folder."
	case errors.Is(err, fs.ErrNotExist):
		return "The folder does not exist (any more): choose another one."
	}
	return ""
}
