package detail

import (
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
)

var shape = array.Shape{H: 40, W: 48}

// scene is a background with structure, and the same with a square of the given contrast.
func scene(contrast complex128) (with, without *array.Complex) {
	without = array.NewComplex(shape)
	for i := range without.Data {
		without.Data[i] = complex(math.Sin(float64(i%shape.W)/5), math.Cos(float64(i/shape.W)/7))
	}
	with = without.Clone()
	for r := 10; r < 16; r++ {
		for c := 20; c < 26; c++ {
			with.Data[r*shape.W+c] += contrast
		}
	}
	return with, without
}

func TestContrastOfKnownReconstructions(t *testing.T) {
	with, without := scene(0.2 + 0.1i)
	template, ok := New(with, without)
	if !ok {
		t.Fatal("no detail found")
	}
	mix := func(share, offset float64) *array.Complex {
		a := without.Clone()
		for i := range a.Data {
			a.Data[i] += complex(share, 0)*(with.Data[i]-without.Data[i]) + complex(offset, 0)
		}
		return a
	}
	for _, c := range []struct{ share, offset float64 }{{1, 0}, {0, 0}, {0.51, 0}, {1, 0.3}, {-0.25, -1}, {2, 0}} {
		r := template.In(mix(c.share, c.offset))
		if math.Abs(r.Contrast-c.share) > 1e-12 {
			t.Errorf("share %g with offset %g: contrast %g", c.share, c.offset, r.Contrast)
		}
		if !(r.Chance < 1e-12) {
			t.Errorf("share %g: chance %g where the error is constant", c.share, r.Chance)
		}
		if r.Shows() != (c.share >= 0.5) {
			t.Errorf("share %g: shows %v", c.share, r.Shows())
		}
	}
	// An error at right angles in phase is none of the detail.
	turned := with.Clone()
	for i := range turned.Data {
		turned.Data[i] += 1i * (with.Data[i] - without.Data[i])
	}
	if r := template.In(turned); math.Abs(r.Contrast-1) > 1e-12 {
		t.Errorf("an error at right angles in phase changes the contrast to %g", r.Contrast)
	}
}

// White noise of standard deviation s (both parts together s^2) gives a contrast of
// standard deviation s / sqrt(2) / ||P d||.
func TestChanceIsWhatNoiseReaches(t *testing.T) {
	with, without := scene(0.2)
	template, _ := New(with, without)
	rng := rand.New(rand.NewPCG(1, 2))
	const s = 0.1
	chance, n := 0.0, 200
	for range n {
		noisy := with.Clone()
		for i := range noisy.Data {
			noisy.Data[i] += complex(s*rng.NormFloat64()/math.Sqrt2, s*rng.NormFloat64()/math.Sqrt2)
		}
		chance += template.In(noisy).Chance / float64(n)
	}
	if want := s / math.Sqrt2 / math.Sqrt(template.energy); math.Abs(chance/want-1) > 0.1 {
		t.Errorf("chance %g for white noise, want %g within a tenth", chance, want)
	}
}

func TestWithoutADetail(t *testing.T) {
	with, _ := scene(0)
	if _, ok := New(with, with.Clone()); ok {
		t.Error("a detail in equal images")
	}
	if _, ok := New(with, array.NewComplex(array.Shape{H: 2, W: 2})); ok {
		t.Error("a detail in images of two shapes")
	}
	whole := with.Clone()
	for i := range whole.Data {
		whole.Data[i] += 1
	}
	if _, ok := New(whole, with); ok {
		t.Error("a constant everywhere is no detail")
	}
	one, zero := array.NewComplex(array.Shape{H: 8, W: 8}), array.NewComplex(array.Shape{H: 8, W: 8})
	one.Data[27] = 1
	template, ok := New(one, zero)
	if !ok {
		t.Fatal("a single pixel is not found")
	}
	if r := template.In(one); r.Contrast != 1 || !math.IsNaN(r.Chance) || !r.Shows() {
		t.Errorf("%+v: no place beside the neighbourhood, so chance is not known", r)
	}
}
