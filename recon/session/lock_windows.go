package session

import (
	"errors"
	"os"
	"syscall"
)

// acquire opens a file that no other program can open until it is closed.
func acquire(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	// Deleting is shared, so that the one who holds the file can remove it.
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_DELETE, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

// isLocked tells that another program holds the file: a violation of sharing.
func isLocked(err error) bool { return errors.Is(err, syscall.Errno(32)) }
