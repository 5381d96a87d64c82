//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd && !windows

package wholefile

import (
	"errors"
	"os"
)

// acquire fails where nothing tells whether a program still runs: nothing is kept for after
// a crash there, and nothing is tidied up.
func acquire(string, int) (*os.File, error) { return nil, errors.ErrUnsupported }

func isLocked(error) bool { return false }
