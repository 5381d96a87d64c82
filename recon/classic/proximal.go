package classic

import "math"

// The maps here act number by number, or pixel by pixel, and each stands beside its
// derivative. Both are symmetric for the real inner product, being gradients of convex
// functions. At a kink the derivative is that of the side where nothing is passed on (soft)
// or of the inside (ball).

// abs is |z|.
func abs(z complex128) float64 { return math.Sqrt(square(z)) }

// soft is the proximal map of the modulus times a threshold: it shrinks the modulus and
// keeps the phase.
func soft(c []complex128, thresholds []float64) {
	for i, z := range c {
		a, t := abs(z), thresholds[i]
		if a <= t {
			c[i] = 0
			continue
		}
		c[i] = times(1-t/a, z)
	}
}

// bendSoft applies the derivative of soft at c to d,
//
//	(1 - t/|z|) d + (t/|z|) z^ Re(conj(z^) d),   z^ = z/|z|,
//
// and 0 where |z| <= t.
func bendSoft(d, c []complex128, thresholds []float64) {
	for i, z := range c {
		a, t := abs(z), thresholds[i]
		if a <= t {
			d[i] = 0
			continue
		}
		d[i] = times(1-t/a, d[i]) + times(t/a*inner(z, d[i])/(a*a), z)
	}
}
