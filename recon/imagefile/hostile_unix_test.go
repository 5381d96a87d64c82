//go:build unix

package imagefile

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe: a pipe, which would block, is not opened.
func TestPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.png")
	check(t, syscall.Mkfifo(pipe, 0o600))
	_, err := Read(pipe, Options{})
	wantError(t, err, ErrUnsupported, "not a regular file")
	_, err = Read(os.DevNull, Options{})
	wantError(t, err, ErrUnsupported, "not a regular file")
}
