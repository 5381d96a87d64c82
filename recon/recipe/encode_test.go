package recipe

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"firenet/recon/parameter"
)

// same compares what a recipe says, not where its keys stand in a file.
var same = cmp.Options{cmpopts.IgnoreUnexported(Recipe{}), cmpopts.EquateEmpty()}

func checkRoundTrip(t interface {
	Helper()
	Fatalf(string, ...any)
}, r Recipe,
) {
	t.Helper()
	text := r.Encode()
	back, err := Parse("", text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if d := cmp.Diff(r, back, same); d != "" {
		t.Fatalf("read back (-written +read):\n%s\n%s", d, text)
	}
	if again := back.Encode(); !bytes.Equal(again, text) {
		t.Fatalf("encoded again:\n%s\nfirst:\n%s", again, text)
	}
}

func TestEncodeRoundTrip(t *testing.T) {
	for _, text := range []string{
		"format = 1",
		"format = 1\nreconstructor = []",
		"format = 1\ntitle = \"Tab\\t, quote \\\", back\\\\slash, \\u0001, 日本\\nline\"\nseed = 9223372036854775807",
		"format = 1\nimage.file = \"a b.png\"\nimage.slice = 0",
		"format = 1\nimage.file = \"a.nii\"\nimage.size = 300",
		"format = 1\nnoise.file = \"y.npy\"",
		"format = 1\n[sampling]\npattern = \"file\"\nfile = \"m.npy\"",
		"format = 1\n[sampling]\nsparsities = [4, 12.5, 1e300, inf]\nfraction = 0.30000000000000004",
		"format = 1\n[[reconstructor]]\nname = \"a.b \\\"c\\\"\"\nweights = {values = [1, inf, 0.1]}\n[[reconstructor]]\nstart = \"a.b \\\"c\\\"\"\n[[reconstructor]]\nstart = {file = \"x'\\\\0.npy\"}",
		"format = 1\n[[attack]]\ntarget = \"FIRENET\"\nstart = {file = \"r.npy\"}\n[[attack]]\ntarget = \"FIRENET\"\nkind = \"pgd\"\nstart = 1e-5\nnorms = [0.1, 1]\nregion = [0, 1, 2, 3]\n[visibility]\ncontrasts = [0.5, -0.1]",
		"format = 1\n[[attack]]\ntarget = \"all\"\nradius = inf",
	} {
		r := mustParse(t, text)
		checkRoundTrip(t, r)
		c, err := r.Complete()
		if err != nil {
			t.Fatal(err)
		}
		checkRoundTrip(t, c)
	}
}

// TestEncodeAnyRecipe draws recipes from the descriptions of their keys.
func TestEncodeAnyRecipe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Default()
		r.Title = rapid.String().Draw(t, "title")
		r.Seed = uint64(rapid.Int64Min(0).Draw(t, "seed"))
		for _, s := range r.sections() {
			described, _ := s.described()
			for _, d := range described {
				if rapid.Bool().Draw(t, "given") {
					continue
				}
				if v, ok := drawValue(t, d); ok {
					(*s.values())[d.Key] = v
				}
			}
		}
		r.Sampling.Fraction = rapid.Float64Range(1e-9, 1).Draw(t, "fraction")
		r.Noise.Level = rapid.Float64Range(0, 1).Draw(t, "level")
		if _, err := r.Complete(); err != nil {
			t.Fatalf("not a recipe: %v", err)
		}
		checkRoundTrip(t, r)
	})
}

func drawValue(t *rapid.T, d parameter.Parameter) (any, bool) {
	switch d.Kind {
	case parameter.Real:
		hi := d.Max
		if math.IsInf(hi, 1) {
			hi = math.MaxFloat64
		}
		v, err := d.Check(rapid.Float64Range(d.Min, hi).Draw(t, d.Key))
		return v, err == nil
	case parameter.Integer:
		return rapid.IntRange(int(d.Min), int(math.Min(d.Max, 1<<53))).Draw(t, d.Key), true
	case parameter.Switch:
		return rapid.Bool().Draw(t, d.Key), true
	case parameter.Choice:
		return rapid.SampledFrom(d.Choices).Draw(t, d.Key), true
	case parameter.Numbers:
		return rapid.SliceOfN(rapid.Float64(), 1, -1).Draw(t, d.Key), true
	case parameter.Variant:
		if len(d.Tables) == 0 || rapid.Bool().Draw(t, "word") {
			return rapid.SampledFrom(d.Choices).Draw(t, d.Key), true
		}
		k := rapid.SampledFrom(d.Tables).Draw(t, "table")
		if k.Kind == parameter.Numbers {
			return parameter.Table{Key: k.Key, Numbers: rapid.SliceOfN(rapid.Float64(), 1, -1).Draw(t, d.Key)}, true
		}
		return parameter.Table{Key: k.Key, Text: rapid.StringN(1, -1, -1).Draw(t, d.Key)}, true
	}
	return rapid.String().Draw(t, d.Key), true
}

// TestCommented: the commented recipe is the default one, and explains every key.
func TestCommented(t *testing.T) {
	text, err := mustParse(t, "format = 1").Commented()
	if err != nil {
		t.Fatal(err)
	}
	r := mustParse(t, string(text))
	if d := cmp.Diff(Default(), r, same); d != "" {
		t.Error(d)
	}
	for _, k := range Default().Keys() {
		if !strings.Contains(string(text), k.Help[:min(20, len(k.Help))]) {
			t.Errorf("%s is not explained", k.Path)
		}
	}
	for _, l := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(l, "#") && len([]rune(l)) > commentWidth {
			t.Errorf("long line: %s", l)
		}
	}
}

func FuzzRecipe(f *testing.F) {
	f.Add([]byte("format = 1"))
	f.Add(Default().Encode())
	f.Add([]byte("format = 1\nseed = 0x10\n[image]\nfile = 'a'\nslice = 1\n[noise]\nlevel = 1e-3"))
	f.Add([]byte("format = 1\n[[reconstructor]]\nname = \"a\"\nweights.sparsities = [1, inf]\n[[reconstructor]]\nstart = \"a\""))
	f.Add([]byte("format = 1\nreconstructor = [{}, {name = 'x', method = \"zero-filled\"}]"))
	f.Add([]byte("format = 1\n[[attack]]\ntarget = \"FIRENET\"\nstart = {file = \"r\"}"))
	f.Add([]byte("\xef\xbb\xbfformat = 1\r\n[[reconstructor]]\r\n[reconstructor.start]\r\nfile = \"x\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse("f", data)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a message")
			}
			return
		}
		checkRoundTrip(t, r)
		if c, err := r.Complete(); err == nil {
			checkRoundTrip(t, c)
		}
	})
}
