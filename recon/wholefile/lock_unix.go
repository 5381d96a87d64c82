//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package wholefile

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

func acquire(path string, flag int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|flag, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case err == nil:
		return f, nil
	case !isLocked(err): // some network file systems have no locks
		err = fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	_ = f.Close()
	return nil, &os.PathError{Op: "lock", Path: path, Err: err}
}

func isLocked(err error) bool { return errors.Is(err, syscall.EWOULDBLOCK) }
