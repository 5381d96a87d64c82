package sampling

import (
	"fmt"
	"math"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/measure"
)

// AddNoise adds complex Gaussian noise e to samples y (zero off the mask) in place.
// The real and imaginary parts of e are independent standard normal numbers on the mask,
// zero off it, scaled by one factor so that
//
//	||e||_2 = level * ||y||_2
//
// to rounding for every draw, and not on average only; level 0.05 is "5 % noise". The
// numbers are drawn in the order of [measure.Model.Sampled], the real part first, so the noise of
// one seed at two levels differs by a factor. Level 0 draws nothing.
func AddNoise(samples *array.Complex, m measure.Model, level float64, r *rand.Rand) error {
	if samples.Shape != m.Range() {
		return fmt.Errorf("sampling: samples are %v, the measurement gives %v", samples.Shape, m.Range())
	}
	if !(level >= 0) || math.IsInf(level, 1) {
		return fmt.Errorf("sampling: noise level %v: must be a number of at least 0", level)
	}
	norm := samples.Norm()
	if level == 0 || norm == 0 {
		return nil
	}
	noise := array.NewComplex(samples.Shape)
	for i := range m.Sampled() {
		re := r.NormFloat64()
		noise.Data[i] = complex(re, r.NormFloat64())
	}
	drawn := noise.Norm()
	if drawn == 0 {
		return fmt.Errorf("sampling: noise on an empty mask")
	}
	scale := complex(level*norm/drawn, 0)
	for i, e := range noise.Data {
		samples.Data[i] += scale * e
	}
	return nil
}
