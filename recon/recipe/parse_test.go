package recipe

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firenet/recon/parameter"
)

// TestShortestRecipe: a file that says only its format is the published experiment.
func TestShortestRecipe(t *testing.T) {
	r := mustParse(t, "format = 1\n")
	if r.Image.Phantom != "shepp-logan" || r.Image.Size != 256 || r.Image.File != "" {
		t.Errorf("image: %+v", r.Image)
	}
	if s := r.Sampling; s.Operator != "fourier" || s.Pattern != "levels" || s.Fraction != 0.15 {
		t.Errorf("sampling: %+v", s)
	}
	if r.Noise != (NoiseSection{}) || r.Seed != 1 || r.Title != "" || len(r.Attacks) != 0 {
		t.Errorf("noise %+v, seed %d, title %q, attacks %v", r.Noise, r.Seed, r.Title, r.Attacks)
	}
	c, err := r.Complete()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Reconstructors) != 2 || c.Reconstructors[0].Name != "Zero-filled" || c.Reconstructors[0].Method != "zero-filled" {
		t.Fatalf("reconstructors: %+v", c.Reconstructors)
	}
	f := c.Reconstructors[1]
	want := parameter.Values{
		"wavelet": "db1", "weights": "image", "lambda": 0.00025, "tau": 1.0, "sigma": 1.0, "inner": 5, "restarts": 5,
		"delta": 1e-9, "epsilon0": 0.0, "start": "none", "precision": "float32", "history": true,
	}
	if f.Name != "FIRENET" || f.Method != "firenet" {
		t.Errorf("second reconstructor: %+v", f)
	}
	for key, v := range want {
		if f.Values[key] != v {
			t.Errorf("FIRENET.%s = %v, want %v", key, f.Values[key], v)
		}
	}
	if f.Values.Has("levels") {
		t.Error("levels depend on the image and must be absent")
	}
	if c.Sampling.Values["wavelet"] != "db1" {
		t.Errorf("sampling values: %v", c.Sampling.Values)
	}
}

// TestWrongRecipes: each message names file, line, key, what was found and what would do.
func TestWrongRecipes(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"fraction":       {"format = 1\n[sampling]\nfraction = 1.5", `r.toml:3: sampling.fraction = 1.5: must be a number in (0, 1]`},
		"fraction zero":  {"format = 1\nsampling.fraction = 0", `r.toml:2: sampling.fraction = 0: must be a number in (0, 1]`},
		"not a number":   {"format = 1\nsampling.fraction = nan", `r.toml:2: sampling.fraction = nan: must be a number in (0, 1]`},
		"wrong type":     {"format = 1\n[image]\nsize = \"big\"", `r.toml:3: image.size = "big": must be a whole number in [16, 4096]`},
		"size":           {"format = 1\n[image]\nsize = 8", `r.toml:3: image.size = 8: must be a whole number in [16, 4096]`},
		"no format":      {"title = \"x\"\nsampling.fraction = 7", `r.toml: format: missing; a recipe begins with format = 1`},
		"other format":   {"\nformat = 2\nnew = 1", `r.toml:2: format = 2: must be 1, the version that this program reads`},
		"unknown key":    {"format = 1\n[sampling]\nfracton = 0.1", `r.toml:3: sampling.fracton: unknown key; did you mean "fraction"?`},
		"unknown top":    {"format = 1\nimages = 1", `r.toml:2: images: unknown key; did you mean "image"?`},
		"own key":        {"format = 1\n[[reconstructor]]\n\n[[reconstructor]]\nname = \"B\"\niner = 4", `r.toml:6: reconstructor.B.iner: unknown key; did you mean "inner"?`},
		"method":         {"format = 1\n[[reconstructor]]\nmethod = \"firnet\"\nfoo = 1", `r.toml:3: reconstructor.firnet.method = "firnet": must be one of`},
		"inline":         {"format = 1\nreconstructor = [\n {name = \"A\"},\n {name = \"B\",\n inner = 0.5}]", `r.toml:5: reconstructor.B.inner = 0.5: must be a whole number`},
		"not a table":    {"format = 1\nimage = 3", `r.toml:2: image = 3: must be a table, [image]`},
		"not tables":     {"format = 1\n[reconstructor]\ninner = 3", `r.toml:2: reconstructor = {inner = 3}: must be a list of tables, [[reconstructor]]`},
		"duplicate name": {"format = 1\n[[reconstructor]]\nname=\"A b\"\n[[reconstructor]]\nname=\"a-B\"", `r.toml:5: reconstructor.a-B.name = "a-B": must be unique; "A b" has the same folder "a-b"`},
		"empty name":     {"format = 1\n[[reconstructor]]\nname=\"\"", `name = "": must not be empty`},
		"dots":           {"format = 1\n[[reconstructor]]\nname=\"..\"", `r.toml:3: reconstructor.FIRENET.name = "..": must contain a letter`},
		"device":         {"format = 1\n[[reconstructor]]\nname=\"NUL\"", `cannot be a folder on Windows`},
		"seed":           {"format = 1\nseed = -1", `r.toml:2: seed = -1: must be a whole number in [0, 9223372036854775807]`},
		"seed type":      {"format = 1\nseed = 1.5", `r.toml:2: seed = 1.5: must be a whole number in`},
		"both images":    {"format = 1\n[image]\nphantom=\"shepp-logan\"\nfile=\"a.png\"", `r.toml:4: image.file = "a.png": give either phantom or file, not both`},
		"mask missing":   {"format = 1\nsampling.pattern = \"file\"", `sampling.file: missing`},
		"mask unused":    {"format = 1\nsampling.file = \"m.npy\"", `r.toml:2: sampling.file = "m.npy": is read only with pattern = "file"`},
		"noise twice":    {"format = 1\n[noise]\nlevel = 0.1\nfile = \"y.npy\"", `r.toml:3: noise.level = 0.1: give either level or file`},
		"start":          {"format = 1\n[[reconstructor]]\nname=\"A\"\nstart=\"B\"\n[[reconstructor]]\nname=\"B\"", `r.toml:4: reconstructor.A.start = "B": must be one of "none", "zero-filled", a name, {file = ...} of an earlier reconstructor; there is none`},
		"weights":        {"format = 1\n[[reconstructor]]\nname=\"A\"\n[reconstructor.weights]\nvalue = [1]", `r.toml:4: reconstructor.A.weights = {value = [1]}: must be one of`},
		"slice":          {"format = 1\nimage.slice = 3", `r.toml:2: image.slice = 3: there is no file`},
		"attack target":  {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"nobody\"", `r.toml:4: attack.x.target = "nobody": must be the name of a reconstructor: "Zero-filled", "FIRENET"`},
		"attack key":     {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nstep=-1", `r.toml:5: attack.x.step = -1: must be a number above 0`},
		"attack radius":  {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nradius=2", `r.toml:5: attack.x.radius = 2: must be a number in (0, 1] or inf`},
		"attack zero":    {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nradius=0.0", `r.toml:5: attack.x.radius = 0.0: must be a number in (0, 1]`},
		"attack inf":     {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nkind=\"pgd\"\nradius=inf", `r.toml:6: attack.x.radius = inf: must be a number in (0, 1]: only the momentum ascent`},
		"attack target2": {"format = 1\n[[attack]]\nname=\"x\"", `r.toml:2: attack.x.target: must be the name of a reconstructor: "Zero-filled", "FIRENET"; or "all"`},
		"attack region":  {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nregion=[1,2,0,4]", `r.toml:5: attack.x.region = [1, 2, 0, 4]: must be [row, column, height, width] in whole pixels`},
		"attack norms":   {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nnorms=[0.1,1.5]", `r.toml:5: attack.x.norms = [0.1, 1.5]: must be a list of 1 to 50 norms`},
		"attack folder":  {"format = 1\n[[reconstructor]]\nname=\"A\"\n[[attack]]\nname=\"x\"\ntarget=\"all\"\n[[attack]]\nname=\"x a\"\ntarget=\"A\"", `r.toml:5: attack.x.name = "x": leaves a folder "x-a" for its attack on A, which "x a" has too`},
		"attack all":     {"format = 1\n[[reconstructor]]\nname=\"all\"\n[[attack]]\nname=\"x\"\ntarget=\"all\"", `r.toml:6: attack.x.target = "all": means every reconstructor; give`},
		"attack still":   {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nstart=0", `r.toml:5: attack.x.start = 0.0: must be above 0`},
		"contrasts":      {"format = 1\n[visibility]\ncontrasts=[0.1, 0]", `r.toml:3: visibility.contrasts = [0.1, 0]: must be a list of 1 to 50 contrasts in [-1, 1], none of them 0`},
		"attack start":   {"format = 1\n[[attack]]\nname=\"x\"\ntarget=\"FIRENET\"\nstart=\"here\"", `r.toml:5: attack.x.start = "here": must be a number of at least 0, or {file = "..."}`},
		"date":           {"format = 1\ntitle = 2024-01-01", `r.toml:2: title = 2024-01-01: must be a text`},
		"empty file":     {"format = 1\nimage.file = \"\"", `r.toml:2: image.file = "": must be the name of a file`},
		"syntax":         {"format = 1\n[image]\nsize = = 4", `r.toml:3:8: `},
		"twice":          {"format = 1\nseed = 1\nseed = 2", `r.toml:3:1: `},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("r.toml", []byte(c.text))
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("message %q\n   wants %q", err, c.want)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one error: %s", err)
			}
			var field *FieldError
			if !errors.As(err, &field) {
				t.Errorf("%T is not a FieldError", err)
			}
		})
	}
}

// TestAllErrorsAtOnce: a file is reported as a whole, in the order of its lines.
func TestAllErrorsAtOnce(t *testing.T) {
	_, err := Parse("r.toml", []byte(`format = 1
[[reconstructor]]
name = "A"
tau = "one"
start = "later"
[image]
size = 3
[sampling]
operator = "cosine"
[[reconstructor]]
name = "a"
`))
	lines := []string{
		"r.toml:4: reconstructor.A.tau", "r.toml:5: reconstructor.A.start", "r.toml:7: image.size",
		"r.toml:9: sampling.operator", "r.toml:11: reconstructor.a.name",
	}
	got := strings.Split(err.Error(), "\n")
	if len(got) != len(lines) {
		t.Fatalf("%d errors, want %d:\n%v", len(got), len(lines), err)
	}
	for i, l := range lines {
		if !strings.HasPrefix(got[i], l) {
			t.Errorf("error %d is %q, want %q", i, got[i], l)
		}
	}
}

// TestManyErrors: a file that is no recipe at all does not fill the screen.
func TestManyErrors(t *testing.T) {
	var b strings.Builder
	b.WriteString("format = 1\n")
	for i := range 1000 {
		b.WriteString("key" + strings.Repeat("x", i) + " = 1\n")
	}
	_, err := Parse("r.toml", []byte(b.String()))
	if n := strings.Count(err.Error(), "\n"); n != maxProblems {
		t.Errorf("%d lines, want %d", n, maxProblems+1)
	}
}

// TestTooManyKeys: reading a file that is no recipe takes no time.
func TestTooManyKeys(t *testing.T) {
	for _, key := range []string{"k%d = 1\n", "[t%d]\n", "t%d.a.b = 1\n", "t%d = {a = 1, b = 2}\n"} {
		var b strings.Builder
		b.WriteString("format = 1\n")
		for i := range maxKeys {
			fmt.Fprintf(&b, key, i)
		}
		b.WriteString("[end]\n")
		_, err := Parse("r.toml", []byte(b.String()))
		if err == nil || !strings.Contains(err.Error(), "more than 5000 keys") {
			t.Errorf("%s: %v", key, err)
		}
	}
	_, err := Parse("r.toml", []byte("format = 1\n"+strings.Repeat("a.", MaxRecipe/2-10)+"a = 1"))
	if err == nil || !strings.Contains(err.Error(), "more than 5000 keys") {
		t.Error("a key of many parts was accepted")
	}
}

// TestNames: reconstructors without a name are called by their method's title.
func TestNames(t *testing.T) {
	r := mustParse(t, "format = 1\n[[reconstructor]]\n[[reconstructor]]\nmethod=\"zero-filled\"\n[[reconstructor]]\nname=\"firenet 2\"\n[[reconstructor]]\n")
	var got []string
	for _, s := range r.Reconstructors {
		got = append(got, s.Name)
	}
	if want := "FIRENET, Zero-filled, firenet 2, FIRENET 3"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	for name, folder := range map[string]string{
		"FIRENET": "firenet", "FIRENET p=20": "firenet-p-20", "Zero-filled": "zero-filled", "a/b\\c..d": "a-b-c--d", "Ünit 3": "-nit-3",
	} {
		if f := FolderName(name); f != folder {
			t.Errorf("folder of %q is %q, want %q", name, f, folder)
		}
	}
}

// TestMeasuredWithoutTruth: measured samples need no image.
func TestMeasuredWithoutTruth(t *testing.T) {
	r := mustParse(t, "format = 1\nnoise.file = \"y.npy\"\n[[reconstructor]]\nweights = \"phantom\"\n")
	if r.Image.Phantom != "" || r.Image.File != "" || r.Image.Size != 0 {
		t.Errorf("image: %+v", r.Image)
	}
	r = mustParse(t, "format = 1\nnoise.file = \"y.npy\"\nimage.size = 64\n")
	if r.Image.Phantom != "shepp-logan" || r.Image.Size != 64 {
		t.Errorf("a size asks for the phantom: %+v", r.Image)
	}
}

func TestWindowsText(t *testing.T) {
	r := mustParse(t, "\xef\xbb\xbfformat = 1\r\ntitle = \"x\"\r\n")
	if r.Title != "x" {
		t.Errorf("title %q", r.Title)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "r.toml")
	if err := os.WriteFile(file, []byte("format = 1\nimage.file = \"data/a.png\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Path(r.Image.File), filepath.Join(dir, "data", "a.png"); got != want {
		t.Errorf("path %s, want %s", got, want)
	}
	if _, err := ReadFile(filepath.Join(dir, "none.toml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	big := filepath.Join(dir, "big.toml")
	if err := os.WriteFile(big, []byte("format = 1\n"+strings.Repeat("#\n", MaxRecipe/2)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFile(big); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("large file: %v", err)
	}
}

func mustParse(t testing.TB, text string) Recipe {
	t.Helper()
	r, err := Parse("test.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
