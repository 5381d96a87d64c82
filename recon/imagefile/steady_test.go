package imagefile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAFileThatChangesWhileItIsReadIsRefused(t *testing.T) {
	dir := t.TempDir()
	path, header := filepath.Join(dir, "x.cfl"), filepath.Join(dir, "x.hdr")
	past := time.Now().Add(-time.Hour)
	for _, name := range []string{path, header} {
		check(t, os.WriteFile(name, []byte("first"), 0o600))
		check(t, os.Chtimes(name, past, past))
	}
	for what, change := range map[string]func() error{
		"longer":                 func() error { return os.WriteFile(path, []byte("second, longer"), 0o600) },
		"as long, written again": func() error { return os.WriteFile(path, []byte("secon"), 0o600) },
		"the file beside it":     func() error { return os.WriteFile(header, []byte("other"), 0o600) },
		"removed":                func() error { return os.Remove(path) },
	} {
		check(t, os.WriteFile(path, []byte("first"), 0o600))
		check(t, os.Chtimes(path, past, past))
		check(t, os.Chtimes(header, past, past))
		if err := steady(path, change); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := steady(path, func() error { _, err := os.ReadFile(header); return err }); err != nil {
		t.Errorf("only read: %v", err)
	}
}
