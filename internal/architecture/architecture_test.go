package architecture

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func repository(t *testing.T) []File {
	t.Helper()
	files, err := Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestImportsOfTheProgram(t *testing.T) {
	files := repository(t)
	for _, broken := range Check(files) {
		t.Error(broken)
	}
	for _, unused := range Unused(files) {
		t.Error(unused)
	}
	// The walk itself must not silently find nothing.
	seen := map[string]bool{}
	for _, f := range files {
		seen[f.Folder()] = true
	}
	for _, folder := range []string{"recon/array", "recon/transform", "recon/experiment", "phantoms", "internal/architecture"} {
		if !seen[folder] {
			t.Errorf("no Go file of %s was read", folder)
		}
	}
}

// The checker must find a violation of each kind, and nothing else.
func TestCheckFindsViolations(t *testing.T) {
	for _, c := range []struct {
		name, imported, want string // want: part of the complaint; empty: allowed
	}{
		{"recon/firenet/network.go", "fyne.io/fyne/v2", "allowed only in gui, cmd/workbench"},
		{"recon/colormap/map_test.go", "fyne.io/fyne/v2/test", "allowed only in gui"},
		{"phantoms/brain.go", "fyne.io/fyne/v2/canvas", "allowed only in gui"},
		{"cmd/firenet/main.go", "fyne.io/fyne/v2", "allowed only in gui"},
		{"cmd/firenet/main.go", "firenet/gui/model", "cmd/firenet may import recon"},
		{"gui/views/window.go", "fyne.io/fyne/v2/app", "allowed only in cmd/workbench"},
		{"gui/views/window.go", "fyne.io/fyne/v2/widget", ""},
		{"gui/views/window.go", "firenet/recon/experiment", ""},
		{"gui/views/window.go", "firenet/gui/control", ""},
		{"gui/model/picture.go", "fyne.io/fyne/v2", "not allowed in gui/model, gui/control, gui/catalogue"},
		{"gui/model/picture.go", "firenet/recon/firenet", "gui/model may import"},
		{"cmd/workbench/main.go", "fyne.io/fyne/v2/app", ""},
		{"recon/session/read.go", "firenet/gui/model", "recon/session may import recon"},
		{"recon/experiment/run.go", "firenet/recon/classic", ""},
		{"recon/experiment/run.go", "firenet/cmd/firenet", "nothing imports a program"},
		{"gui/views/window_test.go", "firenet/cmd/workbench", "nothing imports a program"},
		{"cmd/workbench/main.go", "firenet/cmd/firenet", "nothing imports a program"},
		{"recon/array/norm.go", "firenet/recon/parallel", "recon/array may import nothing"},
		{"recon/parameter/parameter.go", "firenet/recon/array", "recon/parameter may import nothing"},
		{"recon/transform/fourier.go", "firenet/recon/firenet", "recon/transform may import recon/array, recon/parallel, recon/internal/simd"},
		{"recon/transform/internal/fft/fft.go", "firenet/recon/array", ""},
		{"recon/transform/fourier.go", "firenet/recon/transform/internal/fft", ""},
		{"recon/transform/fourier.go", "gonum.org/v1/gonum/dsp/fourier", ""},
		{"recon/sampling/levels.go", "firenet/recon/transform", "recon/sampling may import"},
		{"recon/firenet/network.go", "firenet/phantoms", "recon/firenet may import"},
		{"recon/firenet/network_test.go", "firenet/phantoms", ""},
		{"recon/firenet/network.go", "firenet/recon/classic", "recon/firenet may import"},
		{"recon/transform/golden_test.go", "firenet/internal/npytest", ""},
		{"recon/transform/fourier.go", "firenet/internal/npytest", "for tests only"},
		{"recon/experiment/run.go", "firenet/internal/npytest", "for tests only"},
		{"recon/elsewhere/thing.go", "fmt", "has no room"},
		{"scripts/manual/main.go", "firenet/recon/sampling", ""},
		{"recon/quality/ssim.go", "github.com/spf13/cobra", "allowed only in cmd/firenet"},
	} {
		source := "package thing\n\nimport _ \"" + c.imported + "\"\n"
		files, err := Read(fstest.MapFS{c.name: {Data: []byte(source)}})
		if err != nil {
			t.Fatal(err)
		}
		broken := Check(files)
		switch {
		case c.want == "" && len(broken) > 0:
			t.Errorf("allowed, but refused: %q", broken)
		case c.want != "" && (len(broken) != 1 || !strings.Contains(broken[0], c.want)):
			t.Errorf("%s imports %s: got %q, want one complaint with %q", c.name, c.imported, broken, c.want)
		}
	}
}

// A grant counts as used by the files of its own room only, and one of tests by tests only.
func TestGrantsNobodyUses(t *testing.T) {
	source := func(imported string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("package thing\n\nimport _ \"" + imported + "\"\n")}
	}
	files, err := Read(fstest.MapFS{
		"recon/sampling/levels.go": source("firenet/recon/array"),
		"recon/session/write.go":   source("firenet/phantoms"),
		"gui/model/picture.go":     source("firenet/recon/parameter"),
	})
	if err != nil {
		t.Fatal(err)
	}
	unused := strings.Join(Unused(files), "\n") + "\n"
	for sentence, want := range map[string]bool{
		"recon/sampling may import recon/array, and no file of it does\n":         false,
		"recon/sampling may import recon/parameter, and no file of it does\n":     true,
		"tests of recon/firenet may import phantoms, and none does\n":             true,
		"gui/model may import recon/parameter, and no file of it does\n":          false,
		"cmd/firenet may import github.com/spf13/cobra, and no file of it does\n": true,
	} {
		if strings.Contains(unused, sentence) != want {
			t.Errorf("%q is said: %v, want %v", sentence, !want, want)
		}
	}
}

func TestCheckFindsEmptyNames(t *testing.T) {
	tree := fstest.MapFS{
		"recon/array/a.go":           {Data: []byte("package util\n")},
		"recon/array/a_test.go":      {Data: []byte("package helpers_test\n")},
		"recon/array/b.go":           {Data: []byte("package array\n")},
		"recon/array/testdata/c.go":  {Data: []byte("package common\n")},
		"recon/array/.hidden/d.go":   {Data: []byte("package common\n")},
		"recon/array/module/go.mod":  {Data: []byte("module elsewhere\n")},
		"recon/array/module/main.go": {Data: []byte("package common\n")},
	}
	files, err := Read(tree)
	if err != nil {
		t.Fatal(err)
	}
	if broken := Check(files); len(broken) != 2 {
		t.Errorf("got %q, want the complaints about util and helpers", broken)
	}
}

// The table that people read is the table that is enforced.
func TestTableInTheDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	if table := Table(); !strings.Contains(string(page), table) {
		t.Errorf("docs/architecture.md does not contain the table of rooms:\n%s", table)
	}
}
