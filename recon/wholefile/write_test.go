package wholefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func onlyFile(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("folder holds %v (%v), want the file alone", entries, err)
	}
}

func TestWriteReplacesAndKeepsPermissions(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.txt")
	if err := Write(path, text("first")); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		return // files have no such permissions
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o644 {
		t.Errorf("permissions %v, want those of results, 0644", info.Mode().Perm())
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, text("second")); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(path); mustRead(t, path) != "second" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q with %v, want the second text with the permissions of the first", mustRead(t, path), info.Mode().Perm())
	}
	onlyFile(t, dir)
}

func TestALinkIsFollowed(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	target, link := filepath.Join(other, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip("this system lets nobody make links:", err)
	}
	if err := Write(link, text("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 || mustRead(t, target) != "new" {
		t.Errorf("the link is %v, its target %q", info.Mode(), mustRead(t, target))
	}
}

// full is a disk with room for so many bytes.
type full struct {
	*os.File
	left int
}

func (d *full) Write(b []byte) (int, error) {
	if len(b) > d.left {
		n, _ := d.File.Write(b[:d.left])
		d.left = 0
		return n, fmt.Errorf("write: %w", syscall.ENOSPC)
	}
	d.left -= len(b)
	return d.File.Write(b)
}

func TestAFullDiskLeavesWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	large := make([]byte, 1<<20)
	err := write(path, func(w io.Writer) error {
		_, err := w.Write(large)
		return err
	}, func(f *os.File) sink { return &full{f, 1 << 18} })
	if !errors.Is(err, syscall.ENOSPC) || Remedy(err) == "" {
		t.Errorf("error %v, remedy %q", err, Remedy(err))
	}
	if mustRead(t, path) != "old" {
		t.Error("the old file is gone")
	}
	onlyFile(t, dir)
	broken := errors.New("broken")
	if err := Write(path, func(w io.Writer) error { _, _ = w.Write(large); return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	onlyFile(t, dir)
}

func TestAMissingFolderIsAnErrorWithARemedy(t *testing.T) {
	err := Write(filepath.Join(t.TempDir(), "missing", "x"), text("x"))
	if !errors.Is(err, fs.ErrNotExist) || Remedy(err) == "" {
		t.Errorf("error %v, remedy %q", err, Remedy(err))
	}
}

func TestExchange(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for _, d := range []string{a, b} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d, "name"), []byte(filepath.Base(d)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	err := Exchange(a, b)
	if errors.Is(err, ErrNoExchange) {
		if got := mustRead(t, filepath.Join(a, "name")); got != "a" {
			t.Errorf("not exchanged, but a holds %q", got)
		}
		return
	}
	if err != nil || mustRead(t, filepath.Join(a, "name")) != "b" || mustRead(t, filepath.Join(b, "name")) != "a" {
		t.Errorf("not exchanged: %v", err)
	}
	if err := Exchange(a, filepath.Join(dir, "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("with a name that is not there: %v", err)
	}
}
