package result_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"firenet/recon/recipe"
	"firenet/recon/result"
)

// tree lists what lies in a folder, files with their content.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			found[filepath.ToSlash(name)+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(path)
		found[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func sameTree(t testing.TB, got, want map[string]string) {
	t.Helper()
	for name, data := range want {
		if d, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if d != data {
			t.Errorf("%s differs", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s was left behind", name)
		}
	}
}

// failing is a file that is full after some bytes, or cannot be synchronised.
type failing struct {
	result.File
	room int // bytes; negative: never full
	err  error
}

func (f *failing) Write(b []byte) (int, error) {
	if f.room < 0 || len(b) <= f.room {
		f.room -= len(b)
		return f.File.Write(b)
	}
	n, _ := f.File.Write(b[:f.room])
	return n, f.err
}

func (f *failing) Sync() error {
	if f.room < 0 {
		return f.err
	}
	return f.File.Sync()
}

// TestFullDisk lets the writing of each file fail in turn, in its middle and when it is
// synchronised. Nothing may be left, and what was there before must stay.
func TestFullDisk(t *testing.T) {
	r := smallResult(t, smallRecipe(t))
	files := 0
	counted := func(path string) (result.File, error) { files++; return result.CreateFile(path) }
	if err := r.WriteWith(t.Context(), filepath.Join(t.TempDir(), "out"), false, result.Environment{}, counted); err != nil {
		t.Fatal(err)
	}
	if files < 12 {
		t.Fatalf("only %d files written", files)
	}
	for _, old := range []bool{false, true} {
		for i := range 2 * files {
			parent := t.TempDir()
			dir := filepath.Join(parent, "results", "out")
			if old {
				dir = filepath.Join(parent, "out")
				must(t, os.MkdirAll(filepath.Join(dir, "firenet"), 0o755))
				must(t, os.WriteFile(filepath.Join(dir, "firenet", "precious"), []byte("old"), 0o600))
			}
			before := tree(t, parent)
			n := 0
			open := func(path string) (result.File, error) {
				f, err := result.CreateFile(path)
				if n++; n != i/2+1 || err != nil {
					return f, err
				}
				room := 7
				if i%2 == 1 {
					room = -1
				}
				return &failing{f, room, syscall.ENOSPC}, nil
			}
			err := r.WriteWith(t.Context(), dir, true, result.Environment{}, open)
			if !errors.Is(err, syscall.ENOSPC) {
				t.Fatalf("file %d: %v", i/2, err)
			}
			sameTree(t, tree(t, parent), before)
		}
	}
}

// TestForceReplacesWhole: nothing of the old folder is left in the new one.
func TestForceReplacesWhole(t *testing.T) {
	r := smallResult(t, smallRecipe(t))
	parent := t.TempDir()
	dir := filepath.Join(parent, "out")
	must(t, os.MkdirAll(filepath.Join(dir, "old"), 0o755))
	must(t, r.Write(t.Context(), dir, true, result.Environment{}))
	got := tree(t, parent)
	if _, left := got["out/old/"]; left || got["out/recipe.toml"] == "" {
		t.Errorf("%v", keysOfTree(got))
	}
	for name := range got {
		if !strings.HasPrefix(name, "out") {
			t.Errorf("%s was left behind", name)
		}
	}
}

func keysOfTree(m map[string]string) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	return names
}

// TestWriteThroughLink replaces the folder, not the link to it.
func TestWriteThroughLink(t *testing.T) {
	parent := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(parent, "real", "old"), 0o755))
	link := filepath.Join(parent, "link")
	if err := os.Symlink("real", link); err != nil {
		t.Logf("no links here: %v", err)
		return
	}
	must(t, smallResult(t, smallRecipe(t)).Write(t.Context(), link, true, result.Environment{}))
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if _, err := os.Stat(filepath.Join(parent, "real", "recipe.toml")); err != nil {
		t.Error(err)
	}
}

func TestCancelledWrite(t *testing.T) {
	r := smallResult(t, smallRecipe(t))
	ctx, cancel := context.WithCancel(t.Context())
	parent := t.TempDir()
	n := 0
	open := func(path string) (result.File, error) {
		if n++; n == 5 {
			cancel()
		}
		return result.CreateFile(path)
	}
	err := r.WriteWith(ctx, filepath.Join(parent, "a", "b", "out"), false, result.Environment{}, open)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if left := tree(t, parent); len(left) > 0 {
		t.Errorf("left behind: %v", keysOfTree(left))
	}
}

func TestCheckFolder(t *testing.T) {
	parent := t.TempDir()
	t.Chdir(parent)
	must(t, os.MkdirAll("full/in", 0o755))
	must(t, os.Mkdir("empty", 0o755))
	must(t, os.WriteFile("file", nil, 0o600))
	r := recipe.Default()
	for _, c := range []struct {
		dir   string
		force bool
		want  string // part of the message; empty: may be written
	}{
		{"new", false, ""},
		{"new/er/est", false, ""},
		{"empty", false, ""},
		{"full", true, ""},
		{"full", false, "full exists and is not empty; name another folder, or replace it with --force"},
		{"", false, "is empty"},
		{"file", true, "file is a file"},
		{"file/x", true, "file"},
		{".", true, "current folder"},
		{"..", true, "current folder"},
		{"/", true, "current folder"},
	} {
		err := result.CheckFolder(r, c.dir, c.force)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q, force %v: %v, want %q", c.dir, c.force, err, c.want)
		}
		if err != nil && !errors.Is(err, result.ErrFolder) {
			t.Errorf("%q: %v is not ErrFolder", c.dir, err)
		}
	}
	r, err := r.Set("image.file", "full/in/a.png")
	must(t, err)
	r.Dir = parent
	must(t, os.WriteFile("full/in/a.png", nil, 0o600))
	if err := result.CheckFolder(r, "full", true); err == nil || !strings.Contains(err.Error(), "which the recipe reads") {
		t.Errorf("a folder with an input may not be replaced: %v", err)
	}
	home := filepath.Join(parent, "full", "home")
	must(t, os.Mkdir(home, 0o755))
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if err := result.CheckFolder(recipe.Default(), "full", true); err == nil || !strings.Contains(err.Error(), "home folder") {
		t.Errorf("the folder of the home folder may not be replaced: %v", err)
	}
	entries, err := os.ReadDir(parent)
	if must(t, err); len(entries) != 3 {
		t.Errorf("checking left something behind: %v", entries)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
