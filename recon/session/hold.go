package session

import (
	"errors"
	"os"
	"path/filepath"

	"firenet/recon/wholefile"
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
		f, err := wholefile.Lock(name)
		if err != nil {
			if wholefile.IsLocked(err) {
				return nil, ErrHeld
			}
			return nil, nil
		}
		if wholefile.InPlace(f, name) {
			return &Hold{name, f}, nil
		}
		_ = f.Close()
	}
	return nil, ErrHeld
}

// Release lets go. A nil hold does nothing.
func (h *Hold) Release() {
	if h == nil {
		return
	}
	_ = wholefile.LetGo(h.lock, h.path)
}
