package phantoms

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/rng"
)

// draw evaluates a phantom with its defaults, except for what is given.
func draw(t interface {
	Helper()
	Fatal(args ...any)
}, name string, s array.Shape, given parameter.Values,
) *array.Complex {
	t.Helper()
	p, ok := Lookup(name)
	if !ok {
		t.Fatal("no phantom", name)
	}
	v, err := parameter.Complete(p.Parameters, given)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Draw(s, v, rng.Stream(1, "phantom"))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestRegistry(t *testing.T) {
	want := []string{"brain", "details", "ellipses", "resolution", "shepp-logan", "shepp-logan-original", "smooth-phase", "text"}
	if got := Names(); !slices.Equal(got, want) {
		t.Errorf("phantoms %v, want %v", got, want)
	}
	reserved := []string{"phantom", "file", "size", "slice"}
	for _, name := range Names() {
		p, _ := Lookup(name)
		if p.Title == "" || !strings.HasSuffix(p.Help, ".") {
			t.Errorf("%s: title %q, help %q", name, p.Title, p.Help)
		}
		for _, q := range p.Parameters {
			if slices.Contains(reserved, q.Key) || strings.HasPrefix(q.Key, "insert") {
				t.Errorf("%s: key %q is taken by the image section", name, q.Key)
			}
		}
	}
	// Defaults are values that their own checks accept.
	for _, name := range append(Names(), "") {
		described := InsertParameters()
		if name != "" {
			p, _ := Lookup(name)
			described = p.Parameters
		}
		for _, q := range described {
			if _, err := q.Check(q.Default); err != nil {
				t.Errorf("%s: default: %v", name, err)
			}
			if q.Name == "" || q.Help == "" {
				t.Errorf("%s: %q has no name or help", name, q.Key)
			}
		}
	}
}

// At any shape every phantom has finite values with modulus in [0, 1] (the original
// Shepp-Logan: [0, 2]), is not constant once there is room, and is the same when drawn again.
func TestAnyShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(Names()).Draw(t, "name")
		s := array.Shape{H: rapid.IntRange(1, 70).Draw(t, "H"), W: rapid.IntRange(1, 70).Draw(t, "W")}
		a := draw(t, name, s, nil)
		if a.Shape != s || !a.IsFinite() {
			t.Fatalf("%s at %v: shape %v, finite %v", name, s, a.Shape, a.IsFinite())
		}
		limit := 1.0
		if name == "shepp-logan-original" {
			limit = 2
		}
		low, high := math.Inf(1), 0.0
		for _, z := range a.Data {
			low, high = min(low, cmplx.Abs(z)), max(high, cmplx.Abs(z))
			if name != "smooth-phase" && (imag(z) != 0 || real(z) < 0) {
				t.Fatalf("%s at %v has value %v", name, s, z)
			}
		}
		if high > limit+1e-12 {
			t.Fatalf("%s at %v: greatest value %v", name, s, high)
		}
		if min(s.H, s.W) >= 16 && high-low < 0.3 {
			t.Fatalf("%s at %v: values only from %v to %v", name, s, low, high)
		}
		if b := draw(t, name, s, nil); !slices.Equal(a.Data, b.Data) {
			t.Fatalf("%s at %v: drawn twice, two images", name, s)
		}
	})
}

// A pixel is the mean of the four pixels of twice the size: relative l2 difference, larger
// where details are near the pixel size.
func TestSizesAgree(t *testing.T) {
	for name, tolerance := range map[string]float64{
		"brain": 0.012, "details": 1e-3, "ellipses": 0.007, "resolution": 0.02,
		"smooth-phase": 0.015, "text": 0.03,
		// Points on other grids: the skull moves by up to a pixel.
		"shepp-logan": 0.3, "shepp-logan-original": 0.2,
	} {
		small := draw(t, name, array.Shape{H: 256, W: 256}, nil)
		mean := blockMean(draw(t, name, array.Shape{H: 512, W: 512}, nil))
		if e := array.Distance(small, mean) / small.Norm(); e > tolerance {
			t.Errorf("%s: 256 and the blocks of 512 differ by %.4f, more than %v", name, e, tolerance)
		}
	}
}

func blockMean(a *array.Complex) *array.Complex {
	out := array.NewComplex(array.Shape{H: a.H / 2, W: a.W / 2})
	for r := range out.H {
		for c := range out.W {
			out.Set(r, c, (a.At(2*r, 2*c)+a.At(2*r+1, 2*c)+a.At(2*r, 2*c+1)+a.At(2*r+1, 2*c+1))/4)
		}
	}
	return out
}

// Wide and tall images hold the square one in their middle, and do not stretch it.
func TestAspect(t *testing.T) {
	for _, name := range []string{"shepp-logan", "brain", "smooth-phase", "details", "ellipses"} {
		square := draw(t, name, array.Shape{H: 64, W: 64}, nil)
		wide := draw(t, name, array.Shape{H: 64, W: 100}, nil)
		tall := draw(t, name, array.Shape{H: 100, W: 64}, nil)
		for r := range 64 {
			for c := range 64 {
				z := square.At(r, c)
				if cmplx.Abs(wide.At(r, c+18)-z) > 1e-12 || cmplx.Abs(tall.At(r+18, c)-z) > 1e-12 {
					t.Fatalf("%s: pixel (%d, %d) differs", name, r, c)
				}
			}
		}
	}
}

// The tissues of the brain stand where the anatomy has them, and in the order of intensities of
// each weighting.
func TestBrainTissues(t *testing.T) {
	s := array.Shape{H: 512, W: 512}
	for weighting, order := range map[string][]string{
		"T1": {"skull", "ventricle", "putamen", "white", "fat"},
		"T2": {"skull", "white", "fat", "putamen", "ventricle"},
	} {
		a := draw(t, "brain", s, parameter.Values{"weighting": weighting})
		at := func(x, y float64) float64 { return real(a.At(int(256-256*y), int(256+256*x))) }
		values := map[string]float64{
			"ventricle": at(0.112, 0.255), "putamen": at(0.275, 0.05), "white": at(0.2, -0.2),
			"fat": at(0, -0.91), "skull": at(0, headLength-scalpThickness(math.Pi/2)-0.008),
		}
		for i := 1; i < len(order); i++ {
			if values[order[i-1]] >= values[order[i]] {
				t.Errorf("%s: %s has %.2f, %s %.2f", weighting, order[i-1], values[order[i-1]], order[i], values[order[i]])
			}
		}
		if at(0.99, 0.99) != 0 {
			t.Errorf("%s: background %v", weighting, at(0.99, 0.99))
		}
	}
}

// The index of the folds says what a walk over all of them says, wherever it has an effect,
// up to 1e-5 (a hundredth of a pixel at a side of 2048): folds that it leaves out round the
// corners of corners.
func TestFoldIndex(t *testing.T) {
	all := sulci()
	index := newFoldIndex(all, foldReach)
	rapid.Check(t, func(t *rapid.T) {
		p := point{rapid.Float64Range(-1.1, 1.1).Draw(t, "x"), rapid.Float64Range(-1.1, 1.1).Draw(t, "y")}
		wantFluid, want := -1.0, 1.0
		for _, s := range all {
			d, along := toChain(p, s.curve)
			d -= s.halfWidth * (1 - 0.45*along)
			wantFluid, want = max(wantFluid, -d), smoothMin(want, d, 0.02)
		}
		fluid, got := index.nearest(p)
		switch {
		case want < cortex+0.01 && (math.Abs(got-want) > 1e-5 || math.Abs(fluid-wantFluid) > 1e-12):
			t.Fatalf("%v: distance %v and fluid %v, want %v and %v", p, got, fluid, want, wantFluid)
		case want >= cortex+0.01 && got < cortex+0.01:
			t.Fatalf("%v: distance %v, want %v", p, got, want)
		}
	})
}

// Discs and squares have contrast times area as mass, whatever the pixel.
func TestDetailsMass(t *testing.T) {
	for _, side := range []int{9, 64, 301} {
		for _, shape := range []string{"discs", "squares"} {
			c := newCanvas(array.Shape{H: side, W: side}, 0)
			for _, size := range []float64{0.3, 0.1, 0.01, 0.001} {
				clear(c.v)
				area := size * size
				b, cover := c.rectangle(around(0.137, -0.21, size/2, size/2))
				if shape == "discs" {
					b, cover = c.disc(0.137, -0.21, size/2)
					area *= math.Pi / 4
				}
				c.add(b, 0.5, cover)
				if got := array.PairwiseSum(c.v) * c.pixel * c.pixel; math.Abs(got-0.5*area) > 0.005*area {
					t.Errorf("%s of %v at %d: mass %v, want %v", shape, size, side, got, 0.5*area)
				}
			}
		}
	}
}

// Where the spokes cannot be resolved the star has their mean, half the contrast; on a circle
// where they can, half of it is bright.
func TestStar(t *testing.T) {
	a := draw(t, "resolution", array.Shape{H: 512, W: 512}, nil)
	at := func(x, y float64) float64 { return real(a.At(int(256-256*y), int(256+256*x))) }
	if v := at(-0.46, 0.44); math.Abs(v-0.5) > 0.1 {
		t.Errorf("centre of the star: %v", v)
	}
	sum, dark, bright := 0.0, 0, 0
	const n = 10000
	for k := range n {
		sin, cos := math.Sincos(2 * math.Pi * (float64(k) + 0.5) / n)
		v := at(-0.46+0.4*cos, 0.44+0.4*sin)
		sum += v
		if v < 1e-9 {
			dark++
		}
		if v > 1-1e-9 {
			bright++
		}
	}
	if math.Abs(sum/n-0.5) > 0.01 || dark < n/3 || bright < n/3 {
		t.Errorf("circle: mean %v, %d dark and %d bright of %d", sum/n, dark, bright, n)
	}
}

func TestEllipsesDependOnTheSeed(t *testing.T) {
	p, _ := Lookup("ellipses")
	s := array.Shape{H: 32, W: 32}
	v := parameter.Values{"count": 20, "contrast": 0.4}
	a, _ := p.Draw(s, v, rng.Stream(1, "phantom"))
	b, _ := p.Draw(s, v, rng.Stream(2, "phantom"))
	if array.Distance(a, b) < 1 {
		t.Error("two seeds, one image")
	}
	// Without ellipses the body is left: one intensity.
	a, _ = p.Draw(s, parameter.Values{"count": 0, "contrast": 0.4}, rand.New(rand.NewPCG(1, 1)))
	if centre := real(a.At(16, 16)); centre < 0.4 || centre > 0.6 || real(a.At(10, 12)) != centre {
		t.Errorf("body: %v and %v", centre, a.At(10, 12))
	}
}

// The modulus is the real phantom, the phase stays below its amplitude, and amplitude 0 is real.
func TestSmoothPhase(t *testing.T) {
	s := array.Shape{H: 96, W: 96}
	for _, magnitude := range []string{"brain", "shepp-logan"} {
		plain := draw(t, magnitude, s, nil)
		a := draw(t, "smooth-phase", s, parameter.Values{"magnitude": magnitude, "phase": 2.0})
		greatest := 0.0
		for i, z := range a.Data {
			if math.Abs(cmplx.Abs(z)-real(plain.Data[i])) > 1e-14 {
				t.Fatalf("%s: modulus %v, want %v", magnitude, cmplx.Abs(z), plain.Data[i])
			}
			greatest = max(greatest, math.Abs(cmplx.Phase(z)))
		}
		if greatest > 2 || greatest < 1 {
			t.Errorf("%s: greatest phase %v for amplitude 2", magnitude, greatest)
		}
		if !draw(t, "smooth-phase", s, parameter.Values{"magnitude": magnitude, "phase": 0.0}).IsReal() {
			t.Errorf("%s: complex for amplitude 0", magnitude)
		}
	}
}

func TestRefusedValues(t *testing.T) {
	s := array.Shape{H: 8, W: 8}
	for name, v := range map[string]parameter.Values{
		"brain":        {"weighting": "T3"},
		"smooth-phase": {"magnitude": "text"},
		"text":         {"text": "naïve é"},
	} {
		p, _ := Lookup(name)
		_, err := p.Draw(s, v, nil)
		if err == nil {
			t.Errorf("%s accepts %v", name, v)
		} else if name == "text" && !strings.Contains(err.Error(), `"ïé"`) {
			t.Errorf("error %q does not name the characters", err)
		}
	}
}
