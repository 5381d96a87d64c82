package imagefile

import (
	"os"
	"time"
)

// stamp tells whether somebody has written to a file.
type stamp struct {
	size int64
	time time.Time
}

// stampsOf are those of a file and of those that may belong to it.
func stampsOf(path string) (all [4]stamp) {
	for i, name := range []string{path, sibling(path, ".hdr"), sibling(path, ".cfl"), sibling(path, ".img")} {
		if info, err := os.Stat(name); err == nil {
			all[i] = stamp{info.Size(), info.ModTime()}
		}
	}
	return all
}

// steady reads a file, and refuses what was read when the file is another one by then: half
// of it would be old and half new.
func steady(path string, read func() error) error {
	before := stampsOf(path)
	err := read()
	if stampsOf(path) != before {
		return &Error{What: "the file changed while it was read", Remedy: "try again when it has been written", Kind: ErrChanged, Cause: err}
	}
	return err
}
