package recipe

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firenet/recon/parameter"
)

func TestSet(t *testing.T) {
	r := mustParse(t, "format = 1\n[sampling]\nsparsities = [1, 2]\n[[reconstructor]]\nname = \"FIRENET\"\n[[reconstructor]]\nname = \"p = 20 (slow)\"\nstart = \"FIRENET\"\n")
	fire := func(r Recipe) parameter.Values { return r.Reconstructors[0].Values }
	for _, c := range []struct {
		path, value string
		get         func(Recipe) any
		want        any
	}{
		{"sampling.fraction", "0.2", func(r Recipe) any { return r.Sampling.Fraction }, 0.2},
		{"sampling.fraction", "1", func(r Recipe) any { return r.Sampling.Fraction }, 1.0},
		{"title", "Run 3: a # b", func(r Recipe) any { return r.Title }, "Run 3: a # b"},
		{"title", `"quoted \" text"`, func(r Recipe) any { return r.Title }, `quoted " text`},
		{"title", "2026", func(r Recipe) any { return r.Title }, "2026"},
		{"title", "", func(r Recipe) any { return r.Title }, ""},
		{"seed", "42", func(r Recipe) any { return r.Seed }, uint64(42)},
		{"image.size", "512", func(r Recipe) any { return r.Image.Size }, 512},
		{"sampling.operator", "walsh", func(r Recipe) any { return r.Sampling.Operator }, "walsh"},
		{"reconstructor.FIRENET.inner", "20", func(r Recipe) any { return fire(r)["inner"] }, 20},
		{"reconstructor.firenet.inner", "20", func(r Recipe) any { return fire(r)["inner"] }, 20},
		{"reconstructor.'p = 20 (slow)'.inner", "7", func(r Recipe) any { return r.Reconstructors[1].Values["inner"] }, 7},
		{`reconstructor."p = 20 (slow)".tau`, "1e-3", func(r Recipe) any { return r.Reconstructors[1].Values["tau"] }, 1e-3},
		{"reconstructor.FIRENET.weights", "none", func(r Recipe) any { return fire(r)["weights"] }, "none"},
		{"reconstructor.FIRENET.history", "false", func(r Recipe) any { return fire(r)["history"] }, false},
		{
			"reconstructor.FIRENET.weights", "{sparsities = [4, 12, 40]}", func(r Recipe) any { return fire(r)["weights"] },
			parameter.Table{Key: "sparsities", Numbers: []float64{4, 12, 40}},
		},
		{"reconstructor.FIRENET.start", `{file = "x0.npy"}`, func(r Recipe) any { return fire(r)["start"] }, parameter.Table{Key: "file", Text: "x0.npy"}},
		{"sampling.sparsities", "[3, 4, inf]", func(r Recipe) any { return len(r.Sampling.Values.Numbers("sparsities")) }, 3},
		{"reconstructor.FIRENET.name", "Main", func(r Recipe) any { return r.Reconstructors[1].Values["start"] }, "Main"},
		{"reconstructor.FIRENET.method", "zero-filled", func(r Recipe) any { return r.Reconstructors[0].Method }, "zero-filled"},
		{"image.file", "brain.png", func(r Recipe) any { return r.Image.File + r.Image.Phantom }, "brain.png"},
		{"image.file", "brain.png", func(r Recipe) any { return r.Image.Size }, 0},
		{"noise.level", "0.05", func(r Recipe) any { return r.Noise.Level }, 0.05},
	} {
		before := r.Encode()
		changed, err := r.Set(c.path, c.value)
		if err != nil {
			t.Errorf("%s=%s: %v", c.path, c.value, err)
			continue
		}
		if d := cmp.Diff(c.want, c.get(changed)); d != "" {
			t.Errorf("%s=%s: %s", c.path, c.value, d)
		}
		if string(r.Encode()) != string(before) {
			t.Errorf("%s=%s changed the recipe it was called on", c.path, c.value)
		}
	}
}

// TestSetFollows: what belongs to the old choice goes with it.
func TestSetFollows(t *testing.T) {
	r := mustParse(t, "format = 1\n[image]\nsize = 64\n[sampling]\nwavelet = \"db4\"\n[[reconstructor]]\nname=\"F\"\ninner = 3\n")
	for _, a := range []string{"sampling.pattern=radial", "reconstructor.F.method=zero-filled", "image.file=a.png"} {
		path, value, err := SplitAssignment(a)
		if err != nil {
			t.Fatal(err)
		}
		if r, err = r.Set(path, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Complete(); err != nil {
		t.Error(err)
	}
	if r.Image.Size != 64 {
		t.Errorf("the size that the file gives was changed to %d", r.Image.Size)
	}
	r, err := r.Set("image.phantom", "shepp-logan")
	if err != nil || r.Image.File != "" || r.Image.Size != 64 {
		t.Errorf("%v: %+v", err, r.Image)
	}
}

// TestSetMeasuredSamples: the default phantom is not the truth of measured samples, a phantom
// that somebody has named is.
func TestSetMeasuredSamples(t *testing.T) {
	for text, phantom := range map[string]string{"format = 1": "", "format = 1\nimage.phantom = \"shepp-logan\"": "shepp-logan"} {
		r, err := mustParse(t, text).Set("noise.file", "y.npy")
		must(t, err)
		if r.Image.Phantom != phantom {
			t.Errorf("%q: phantom %q", text, r.Image.Phantom)
		}
		_, err = r.Complete()
		must(t, err)
	}
}

func TestSetErrors(t *testing.T) {
	r := mustParse(t, "format = 1\n[[reconstructor]]\nname = \"FIRENET\"\n")
	for _, c := range []struct{ path, value, want string }{
		{"sampling.fraction", "1.5", `sampling.fraction = 1.5: must be a number in (0, 1]`},
		{"sampling.fraction", "lots", `sampling.fraction = "lots": must be a number in (0, 1]`},
		{"sampling.fraction", "0.1\nseed = 3", `sampling.fraction = "0.1\nseed = 3": must be`},
		{"sampling.fractoin", "1", `sampling.fractoin: unknown key; did you mean "fraction"?`},
		{"smapling.fraction", "1", `smapling.fraction: unknown key; did you mean "sampling"?`},
		{"reconstructor.FISTA.inner", "1", `reconstructor.FISTA.inner: there is no reconstructor "FISTA": "FIRENET"`},
		{"reconstructor.FIRENET.iner", "1", `reconstructor.FIRENET.iner: unknown key; did you mean "inner"?`},
		{"reconstructor.FIRENET", "1", `reconstructor.FIRENET: must be reconstructor.name.key`},
		{"reconstructor.FIRENET.name", "..", `must contain a letter`},
		{"reconstructor.FIRENET.start", "[1]", `"[1]": `},
		{"format", "2", `format: cannot be changed`},
		{"image", "2", `image: is a section; name a key of it, for example image.phantom`},
		{"a b", "2", `a b: is not a key`},
		{"a\nb", "2", `is not a key`},
		{"seed", "-1", `seed = -1: must be a whole number in [0, 9223372036854775807]`},
		{"image.size.x", "2", `image.size.x: there is no such key`},
	} {
		changed, err := r.Set(c.path, c.value)
		if c.path == "reconstructor.FIRENET.start" && err == nil {
			_, err = changed.Complete() // names are looked up when all is known
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s=%s: %v, want %s", c.path, c.value, err, c.want)
		}
		var field *FieldError
		if !errors.As(err, &field) {
			t.Errorf("%s=%s: %T", c.path, c.value, err)
		}
	}
	if _, _, err := SplitAssignment("title"); err == nil {
		t.Error("an assignment without = was accepted")
	}
}

// TestSetErrorNamesNoFile: what stands in the file is not blamed for what --set has said.
func TestSetErrorNamesNoFile(t *testing.T) {
	r, err := mustParse(t, "format = 1\n[sampling]\nfraction = 0.1\n").Set("sampling.file", "mask.npy")
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Complete()
	if want := `sampling.file = "mask.npy": is read only with pattern = "file"`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestSplitAssignment(t *testing.T) {
	path, value, err := SplitAssignment(`reconstructor."a = b".weights = {sparsities = [1]}`)
	if err != nil || path != `reconstructor."a = b".weights` || value != "{sparsities = [1]}" {
		t.Errorf("%q %q %v", path, value, err)
	}
}

// TestKeysCanBeSet: every key that completion offers is one that Set knows.
func TestKeysCanBeSet(t *testing.T) {
	r := mustParse(t, "format = 1\n[[reconstructor]]\nname = \"a \\\"b\\\" c\"\n")
	for _, k := range r.Keys() {
		value := k.Default
		if value == nil {
			continue
		}
		if _, err := r.Set(k.Path, formatTOML(value)); err != nil {
			t.Errorf("%s: %v", k.Path, err)
		}
	}
}

// TestSetReadsWhatEncodeWrites for any text.
func TestSetReadsWhatEncodeWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		r, err := Default().Set("title", quoteTOML(text))
		if err != nil || r.Title != text {
			t.Fatalf("%q became %q, %v", text, r.Title, err)
		}
	})
}

func TestRelocate(t *testing.T) {
	root := t.TempDir()
	r := mustParse(t, "format = 1\nimage.file = \"data/a.png\"\nnoise.file = \"/abs/y.npy\"\n[sampling]\npattern=\"file\"\nfile=\"../m.npy\"\n[[reconstructor]]\nstart={file=\"x.npy\"}\n")
	r.Dir = filepath.Join(root, "recipes")
	moved, err := r.Relocate(filepath.Join(root, "out", "run1"))
	if err != nil {
		t.Fatal(err)
	}
	if moved.Image.File != "../../recipes/data/a.png" || moved.Sampling.File != "../../m.npy" || moved.Noise.File != "/abs/y.npy" {
		t.Errorf("%s %s %s", moved.Image.File, moved.Sampling.File, moved.Noise.File)
	}
	if start, _ := moved.Reconstructors[0].Values.Table("start"); start.Text != "../../recipes/x.npy" {
		t.Errorf("start %v", start)
	}
	if moved.Path(moved.Image.File) != r.Path(r.Image.File) {
		t.Errorf("%s is not %s", moved.Path(moved.Image.File), r.Path(r.Image.File))
	}
	if r.Image.File != "data/a.png" {
		t.Error("the recipe itself was changed")
	}
}
