package wholefile

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// kill lets go of a folder as the system does for a program that is killed.
func (f *Folder) kill() { _ = f.lock.Close() }

// filled is a new folder beside path with one file.
func filled(t *testing.T, path, content string) *Folder {
	t.Helper()
	f, err := NewFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.Path, "name"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestAFolderTakesItsPlace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out")
	for _, content := range []string{"first", "second"} {
		f := filled(t, path, content)
		if err := f.Replace(); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if got := mustRead(t, filepath.Join(path, "name")); got != content {
			t.Errorf("holds %q, want %q", got, content)
		}
		onlyFile(t, dir)
	}
	if err := filled(t, path, "third").Close(); err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, filepath.Join(path, "name")); got != "second" {
		t.Errorf("a folder that was given up has replaced: %q", got)
	}
	onlyFile(t, dir)
}

// TestWhatKilledProgramsLeaveGoes: at the next time that the same place is written, and only
// what was left for certain.
func TestWhatKilledProgramsLeaveGoes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out")
	live := filled(t, path, "of a program that runs")
	other := filled(t, filepath.Join(dir, "out.2"), "for another place")
	other.kill()
	stay := []string{filepath.Base(live.Path), filepath.Base(live.Path) + lockSuffix, filepath.Base(other.Path), filepath.Base(other.Path) + lockSuffix}
	for _, name := range []string{
		".out.0badcafe-00000000.part", ".out.0badcafe-00000000.part.lock", // of another machine
		".out.part", ".out." + machine + "-notes", "out.part", // of the user
	} {
		stay = append(stay, name)
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(stay)

	filled(t, path, "first").kill()
	killed := filled(t, path, "second")
	killed.kill()
	if _, err := os.Stat(killed.Path); err != nil {
		t.Fatal("the second was to be left: ", err)
	}
	f, err := acquire(partName(path), os.O_CREATE|os.O_EXCL) // of a file at this place
	if err != nil {
		t.Fatal(err)
	}
	Tidy(path)
	if got, want := names(t, dir), append(slices.Clone(stay), filepath.Base(f.Name())); !equalSets(got, want) {
		t.Errorf("left:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	_ = f.Close()
	Tidy(path)
	if got := names(t, dir); !slices.Equal(got, stay) {
		t.Errorf("left:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(stay, "\n"))
	}
	if err := live.Replace(); err != nil {
		t.Fatal(err)
	}
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, filepath.Join(path, "name")); got != "of a program that runs" {
		t.Errorf("the live one has become %q", got)
	}
}

func equalSets(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func TestAWriteRemovesWhatAKilledOneLeft(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "mine.firenet")
	f, err := acquire(partName(path), os.O_CREATE|os.O_EXCL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "half"); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	if err := Write(path, text("whole")); err != nil {
		t.Fatal(err)
	}
	onlyFile(t, dir)
}

// TestWhatWasMovedAsideComesBack: where names cannot be exchanged, a program may be killed
// when the old folder has lost its name and the new one has not got it.
func TestWhatWasMovedAsideComesBack(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, "name"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := filled(t, path, "new")
	if err := os.Rename(path, f.Path+oldSuffix); err != nil {
		t.Fatal(err)
	}
	f.kill()
	Tidy(path)
	if got := mustRead(t, filepath.Join(path, "name")); got != "old" {
		t.Errorf("holds %q, want what was there before", got)
	}
	onlyFile(t, dir)
	// With the new one in its place, what it has replaced goes.
	f = filled(t, path, "new")
	if err := os.Rename(path, f.Path+oldSuffix); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(f.Path, path); err != nil {
		t.Fatal(err)
	}
	f.kill()
	Tidy(path)
	if got := mustRead(t, filepath.Join(path, "name")); got != "new" {
		t.Errorf("holds %q, want the new one", got)
	}
	onlyFile(t, dir)
}
