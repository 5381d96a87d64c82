package sampling

import (
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/rng"
)

// noisy returns samples and what AddNoise adds to them.
func noisy(t *testing.T, level float64, seed uint64) (y, e *array.Complex, mask *array.Mask) {
	t.Helper()
	mask = draw(t, "uniform", request(Fourier, 32, 40))
	y = array.NewComplex(mask.Shape)
	for i, on := range mask.Data {
		if on {
			y.Data[i] = complex(float64(i%7), -float64(i%5))
		}
	}
	e = y.Clone()
	if err := AddNoise(e, measure.Model{Mask: mask}, level, rng.Stream(seed, "noise")); err != nil {
		t.Fatal(err)
	}
	for i := range e.Data {
		e.Data[i] -= y.Data[i]
	}
	return y, e, mask
}

// The norm is level ||y|| to 1e-12, the noise is on the mask only, and the same seed at
// another level gives a multiple.
func TestNoiseNorm(t *testing.T) {
	y, e, mask := noisy(t, 0.05, 1)
	if got := e.Norm() / y.Norm(); math.Abs(got-0.05) > 1e-12 {
		t.Errorf("||e||/||y|| = %v, want 0.05", got)
	}
	_, twice, _ := noisy(t, 0.1, 1)
	_, other, _ := noisy(t, 0.05, 2)
	if slices.Equal(e.Data, other.Data) {
		t.Error("another seed gives the same noise")
	}
	for i, on := range mask.Data {
		if !on && e.Data[i] != 0 {
			t.Fatalf("noise off the mask at %d", i)
		}
		if d := twice.Data[i] - 2*e.Data[i]; math.Hypot(real(d), imag(d)) > 1e-12 {
			t.Fatalf("twice the level gives %v, want %v", twice.Data[i], 2*e.Data[i])
		}
	}
}

// Real and imaginary parts are uncorrelated Gaussians of equal variance: first, second
// and fourth moments over 40 seeds within 4 standard errors.
func TestNoiseMoments(t *testing.T) {
	const seeds = 40
	var n, mean, square, fourth, product float64
	for seed := range uint64(seeds) {
		y, e, mask := noisy(t, 1, seed)
		unit := y.Norm() / math.Sqrt(2*float64(mask.Count()))
		for i, on := range mask.Data {
			if on {
				a, b := real(e.Data[i])/unit, imag(e.Data[i])/unit
				n++
				mean += a + b
				square += a*a - b*b
				fourth += (a*a*a*a + b*b*b*b) / 2
				product += a * b
			}
		}
	}
	for what, z := range map[string]float64{
		"mean":                     mean / math.Sqrt(2*n),
		"difference of variances":  square / math.Sqrt(4*n),
		"fourth moment":            (fourth - 3*n) / math.Sqrt(48*n),
		"correlation of the parts": product / math.Sqrt(n),
	} {
		if math.Abs(z) > 4 {
			t.Errorf("%s: %.1f standard errors from its value", what, z)
		}
	}
}

func TestNoiseBadInput(t *testing.T) {
	s := array.Shape{H: 2, W: 2}
	y := array.FromReal(s, []float64{1, 0, 0, 1})
	full := &array.Mask{Shape: s, Data: []bool{true, true, true, true}}
	for _, level := range []float64{-1, math.NaN(), math.Inf(1)} {
		if AddNoise(y, measure.Model{Mask: full}, level, rng.Stream(1, "noise")) == nil {
			t.Errorf("level %v: no error", level)
		}
	}
	if AddNoise(y, measure.Model{Mask: array.NewMask(s)}, 0.1, rng.Stream(1, "noise")) == nil {
		t.Error("an empty mask: no error")
	}
	if AddNoise(y, measure.Model{Mask: array.NewMask(array.Shape{H: 1, W: 4})}, 0.1, rng.Stream(1, "noise")) == nil {
		t.Error("another shape: no error")
	}
	before := slices.Clone(y.Data)
	if err := AddNoise(y, measure.Model{Mask: full}, 0, rng.Stream(1, "noise")); err != nil || !slices.Equal(y.Data, before) {
		t.Errorf("level 0: %v, %v", y.Data, err)
	}
}
