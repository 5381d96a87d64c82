package recipe

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/parameter"
)

// TestCompleteChecksRecipesWithoutAFile: a window makes recipes as values.
func TestCompleteChecksRecipesWithoutAFile(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Recipe)
		want   string
	}{
		"format":    {func(r *Recipe) { r.Format = 0 }, "format = 0: must be 1"},
		"seed":      {func(r *Recipe) { r.Seed = 1 << 63 }, "seed = 9223372036854775808: must be"},
		"fraction":  {func(r *Recipe) { r.Sampling.Fraction = 0 }, "sampling.fraction = 0.0: must be a number in (0, 1]"},
		"operator":  {func(r *Recipe) { r.Sampling.Operator = "" }, `sampling.operator = "": must be one of "fourier", "walsh"`},
		"pattern":   {func(r *Recipe) { r.Sampling.Pattern = "dots" }, `sampling.pattern = "dots": must be one of`},
		"phantom":   {func(r *Recipe) { r.Image.Phantom = "x" }, `image.phantom = "x": must be one of`},
		"no image":  {func(r *Recipe) { r.Image = ImageSection{} }, "image.phantom: missing"},
		"no size":   {func(r *Recipe) { r.Image.Size = 0 }, "image.size: missing"},
		"size":      {func(r *Recipe) { r.Image.Size = 5000 }, "image.size = 5000: must be a whole number in [16, 4096]"},
		"method":    {func(r *Recipe) { r.Reconstructors[1].Method = "x" }, `reconstructor.FIRENET.method = "x": must be one of`},
		"value":     {func(r *Recipe) { r.Reconstructors[1].Values["tau"] = -1.0 }, "reconstructor.FIRENET.tau = -1.0: must be a number above 0"},
		"unknown":   {func(r *Recipe) { r.Reconstructors[1].Values["tua"] = 1.0 }, `reconstructor.FIRENET.tua: unknown key; did you mean "tau"?`},
		"same name": {func(r *Recipe) { r.Reconstructors[1].Name = "zero filled" }, `reconstructor.zero filled.name = "zero filled": must be unique; "Zero-filled" has the same folder`},
		"long name": {func(r *Recipe) { r.Reconstructors[1].Name = strings.Repeat("x", 101) }, "must be at most 100 bytes long"},
		"line feed": {func(r *Recipe) { r.Reconstructors[1].Name = "a\nb" }, "printable"},
		"none":      {func(r *Recipe) { r.Reconstructors[1].Name = "none" }, `means "no start"`},
		"too many": {func(r *Recipe) {
			for range maxSections {
				r.Reconstructors = append(r.Reconstructors, ReconstructorSection{Method: "zero-filled"})
			}
		}, "reconstructor = 66: must be at most 64 sections"},
	} {
		r := Default()
		c.change(&r)
		_, err := r.Complete()
		if err == nil || !strings.HasPrefix(err.Error(), c.want) && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestCompleteKeepsWhatIsGiven and leaves the recipe it is called on alone.
func TestCompleteKeepsWhatIsGiven(t *testing.T) {
	r := mustParse(t, "format = 1\n[[reconstructor]]\ninner = 7\n")
	before := r.Clone()
	c, err := r.Complete()
	must(t, err)
	if v := c.Reconstructors[0].Values; v.Int("inner") != 7 || v.Int("restarts") != 5 {
		t.Errorf("%v", v)
	}
	if d := cmp.Diff(before, r, same); d != "" {
		t.Error(d)
	}
	again, err := c.Complete()
	must(t, err)
	if d := cmp.Diff(c, again, same); d != "" {
		t.Errorf("completing twice: %s", d)
	}
}

// TestWindowNames: reconstructors that a window adds need no name.
func TestWindowNames(t *testing.T) {
	r := Default()
	r.Reconstructors = append(r.Reconstructors, ReconstructorSection{Method: "firenet", Values: parameter.Values{}})
	c, err := r.Complete()
	must(t, err)
	if n := c.Reconstructors[2].Name; n != "FIRENET 2" {
		t.Errorf("name %q", n)
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "", 3},
		{"tau", "tau", 0},
		{"tua", "tau", 1},
		{"fracton", "fraction", 1},
		{"kitten", "sitting", 3},
		{"fractoin", "fraction", 1},
		{"abcd", "badc", 2},
	} {
		if d := editDistance(c.a, c.b); d != c.want {
			t.Errorf("%q to %q: %d, want %d", c.a, c.b, d, c.want)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
