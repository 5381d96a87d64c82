package wholefile

import (
	"errors"
	"os"
	"syscall"
)

// acquire opens a file that no other program can open until it is closed.
func acquire(path string, flag int) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	disposition := uint32(syscall.OPEN_EXISTING)
	switch {
	case flag&os.O_EXCL != 0:
		disposition = syscall.CREATE_NEW
	case flag&os.O_CREATE != 0:
		disposition = syscall.OPEN_ALWAYS
	}
	// Deleting is shared, so that the one who holds the file can remove or rename it.
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_DELETE, nil,
		disposition, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

// isLocked tells a violation of sharing.
func isLocked(err error) bool { return errors.Is(err, syscall.Errno(32)) }
