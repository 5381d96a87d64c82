package classic

import "math"

// The maps here act number by number, or pixel by pixel, and each stands beside its
// derivative. Both are symmetric for the real inner product, being gradients of convex
// functions. At a kink the derivative is that of the side where nothing is passed on (soft)
// or of the inside (ball).

// abs is |z|.
func abs(z complex128) float64 { return math.Sqrt(square(z)) }

// abs2 is the modulus of a pair.
func abs2(a, b complex128) float64 { return math.Sqrt(square(a) + square(b)) }

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

// ball is the projection of every number on the unit disc.
func ball(u []complex128) {
	for i, z := range u {
		if a := abs(z); a > 1 {
			u[i] = times(1/a, z)
		}
	}
}

// bendBall applies the derivative of ball at u to d: ( d - z^ Re(conj(z^) d) ) / |z|
// outside, nothing changes inside.
func bendBall(d, u []complex128) {
	for i, z := range u {
		if a := abs(z); a > 1 {
			d[i] = times(1/a, d[i]-times(inner(z, d[i])/(a*a), z))
		}
	}
}

// ballPairs is the projection of every pair on the unit ball.
func ballPairs(u, v []complex128) {
	for i, z := range u {
		if a := abs2(z, v[i]); a > 1 {
			u[i], v[i] = times(1/a, z), times(1/a, v[i])
		}
	}
}

// bendPairs applies the derivative of ballPairs at (u, v) to (du, dv).
func bendPairs(du, dv, u, v []complex128) {
	for i, z := range u {
		if a := abs2(z, v[i]); a > 1 {
			along := (inner(z, du[i]) + inner(v[i], dv[i])) / (a * a)
			du[i] = times(1/a, du[i]-times(along, z))
			dv[i] = times(1/a, dv[i]-times(along, v[i]))
		}
	}
}
