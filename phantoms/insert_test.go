package phantoms

import (
	"errors"
	"math"
	"math/cmplx"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func inserted(t interface {
	Helper()
	Fatal(args ...any)
}, img *array.Complex, given parameter.Values,
) *array.Complex {
	t.Helper()
	v, err := parameter.Complete(InsertParameters(), given)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Insert(img, v)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestInsertNone(t *testing.T) {
	img := SheppLogan(array.Shape{H: 20, W: 30})
	a := inserted(t, img, nil)
	if !slices.Equal(a.Data, img.Data) || &a.Data[0] == &img.Data[0] {
		t.Error("not a copy")
	}
	if _, err := Insert(img, nil); err != nil {
		t.Errorf("without values: %v", err)
	}
}

// A disc of diameter f of the shorter side m adds contrast * pi (f m)^2 / 4, about the pixel
// that was asked for.
func TestInsertDisc(t *testing.T) {
	for _, s := range []array.Shape{{H: 64, W: 64}, {H: 100, W: 61}, {H: 37, W: 200}} {
		img := array.NewComplex(s)
		a := inserted(t, img, parameter.Values{"insert": "disc", "insert_x": 0.4, "insert_y": 0.6, "insert_size": 0.2, "insert_contrast": -0.5})
		var sum, x, y float64
		for r := range s.H {
			for c := range s.W {
				v := real(a.At(r, c))
				sum, x, y = sum+v, x+v*(float64(c)+0.5), y+v*(float64(r)+0.5)
			}
		}
		diameter := 0.2 * float64(min(s.H, s.W))
		if want := -0.5 * math.Pi / 4 * diameter * diameter; math.Abs(sum/want-1) > 0.005 {
			t.Errorf("%v: sum %v, want %v", s, sum, want)
		}
		if dx, dy := x/sum-0.4*float64(s.W), y/sum-0.6*float64(s.H); math.Hypot(dx, dy) > 0.02 {
			t.Errorf("%v: centre off by (%v, %v) pixels", s, dx, dy)
		}
	}
}

// Text and groups are centred where asked and independent of the resolution.
func TestInsertResolution(t *testing.T) {
	for _, kind := range []string{"text", "disc", "details"} {
		v := parameter.Values{"insert": kind, "insert_text": "HOX", "insert_size": 0.12}
		small := inserted(t, array.NewComplex(array.Shape{H: 256, W: 256}), v)
		mean := blockMean(inserted(t, array.NewComplex(array.Shape{H: 512, W: 512}), v))
		if e := array.Distance(small, mean) / small.Norm(); e > 0.02 {
			t.Errorf("%s: sizes differ by %v", kind, e)
		}
		if small.Norm() == 0 {
			t.Errorf("%s: nothing inserted", kind)
		}
	}
	// H, O and X are symmetric, and so is the line of them in the middle.
	a := inserted(t, array.NewComplex(array.Shape{H: 96, W: 96}), parameter.Values{"insert": "text", "insert_text": "HOXOH", "insert_size": 0.15})
	for r := range 96 {
		for c := range 96 {
			if d := a.At(r, c) - a.At(r, 95-c); cmplx.Abs(d) > 0.02 {
				t.Fatalf("(%d, %d) and its mirror differ by %v", r, c, d)
			}
		}
	}
}

// The detail is linear in its contrast, and in a complex image it is a change of modulus.
func TestInsertComplex(t *testing.T) {
	s := array.Shape{H: 80, W: 80}
	img := draw(t, "smooth-phase", s, nil)
	zero := inserted(t, array.NewComplex(s), parameter.Values{"insert": "details", "insert_contrast": 0.3})
	a := inserted(t, img, parameter.Values{"insert": "details", "insert_contrast": 0.3})
	for i, z := range a.Data {
		before := img.Data[i]
		if math.Abs(cmplx.Abs(z)-cmplx.Abs(before)-real(zero.Data[i])) > 1e-14 {
			t.Fatalf("modulus %v, before %v, detail %v", cmplx.Abs(z), cmplx.Abs(before), zero.Data[i])
		}
		if before != 0 && math.Abs(cmplx.Phase(z/before)) > 1e-12 {
			t.Fatalf("phase turned by %v", cmplx.Phase(z/before))
		}
	}
}

// Any kind at any place and size in any image: no panic, no value beyond the contrast, and
// nothing outside the detail's reach.
func TestInsertAnywhere(t *testing.T) {
	fraction := rapid.Float64Range(0, 1)
	rapid.Check(t, func(t *rapid.T) {
		s := array.Shape{H: rapid.IntRange(1, 40).Draw(t, "H"), W: rapid.IntRange(1, 40).Draw(t, "W")}
		contrast := rapid.Float64Range(-1, 1).Draw(t, "contrast")
		a := inserted(t, array.NewComplex(s), parameter.Values{
			"insert":          rapid.SampledFrom([]string{"text", "disc", "details"}).Draw(t, "kind"),
			"insert_text":     rapid.StringOfN(rapid.RuneFrom([]rune("ABab09 .,:;!?-+=_/()[]<>*#%&@'\"\\|")), 1, 20, -1).Draw(t, "text"),
			"insert_contrast": contrast,
			"insert_x":        fraction.Draw(t, "x"),
			"insert_y":        fraction.Draw(t, "y"),
			"insert_size":     rapid.Float64Range(1e-6, 1).Draw(t, "size"),
		})
		for _, z := range a.Data {
			if v := real(z) * math.Copysign(1, contrast); imag(z) != 0 || v < 0 || v > math.Abs(contrast)+1e-12 {
				t.Fatalf("value %v for contrast %v", z, contrast)
			}
		}
	})
}

func TestInsertErrors(t *testing.T) {
	img := array.NewComplex(array.Shape{H: 8, W: 8})
	for _, c := range []struct {
		v    parameter.Values
		want string
	}{
		{parameter.Values{"insert": "text", "insert_text": "5 µm Ω µ"}, `"µΩ"`},
		{parameter.Values{"insert": "text", "insert_text": ""}, "must be a text"},
		{parameter.Values{"insert": "lesion"}, `"lesion"`},
	} {
		var keyed *parameter.Error
		if _, err := Insert(img, c.v); !errors.As(err, &keyed) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %s", c.v, err, c.want)
		}
	}
}

// Every glyph has strokes that stay within its box, and no two are alike.
func TestGlyphs(t *testing.T) {
	for r := 'A'; r <= 'Z'; r++ {
		if _, ok := glyphs[r]; !ok {
			t.Errorf("no glyph %q", r)
		}
	}
	for _, r := range punctuation {
		if _, ok := glyphs[r]; !ok {
			t.Errorf("no glyph %q", r)
		}
	}
	if want := 26 + 10 + len(punctuation) + 1; len(glyphs) != want {
		t.Errorf("%d glyphs, want %d", len(glyphs), want)
	}
	pictures := map[string]rune{}
	for r, g := range glyphs {
		if r == ' ' {
			continue
		}
		for _, s := range g.strokes {
			for _, p := range s {
				if p.x < 0 || p.x > g.width || p.y < -1 || p.y > 6.8 {
					t.Errorf("%q: point %v", r, p)
				}
			}
		}
		c := newCanvas(array.Shape{H: 24, W: 24}, 0)
		c.write(string(r), -0.5, -0.7, 1.4, func(b box, cover func(x, y float64) float64) { c.add(b, 1, cover) })
		var picture strings.Builder
		for _, v := range c.v {
			picture.WriteByte("01"[int(v+0.5)])
		}
		if other, taken := pictures[picture.String()]; taken {
			t.Errorf("%q looks like %q", r, other)
		}
		pictures[picture.String()] = r
		if !strings.Contains(picture.String(), "1") {
			t.Errorf("%q is empty", r)
		}
	}
}
