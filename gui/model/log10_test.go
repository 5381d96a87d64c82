package model

import (
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
)

func TestLog10(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 100000 {
		x := math.Pow(10, 600*random.Float64()-300)
		if got, want := log10(x), math.Log10(x); math.Abs(got-want) > 1e-11*math.Max(1, math.Abs(want)) {
			t.Fatalf("log10(%g) = %g, want %g", x, got, want)
		}
	}
	for _, x := range []float64{1, 2, 10, 1 + 1e-16, 1.999999999} {
		if got, want := log10(x), math.Log10(x); math.Abs(got-want) > 1e-11 {
			t.Errorf("log10(%g) = %g, want %g", x, got, want)
		}
	}
	if log10(0) > -300 || log10(-1) > -300 || log10(math.NaN()) == log10(math.NaN()) {
		t.Error("numbers without a logarithm")
	}
}

// Spectra whose squares leave the range of numbers are drawn like others.
func TestSpectrumOfExtremeValues(t *testing.T) {
	for _, scale := range []float64{1, 1e200, 1e-200} {
		a := array.NewComplex(array.Shape{H: 1, W: 3})
		a.Data[0], a.Data[1] = complex(3*scale, 4*scale), complex(0, 0.05*scale)
		p := NewPicture(Spectrum, a)
		for i, want := range []float64{0, -2, SpectrumFloor} {
			if got := p.Value(0, i); math.Abs(got-want) > 1e-6 {
				t.Errorf("scale %g: value %d is %g, want %g", scale, i, got, want)
			}
		}
		if math.Abs(p.Top()/scale-5) > 1e-9 {
			t.Errorf("scale %g: largest %g", scale, p.Top())
		}
	}
}
