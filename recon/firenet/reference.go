package firenet

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/transform"
)

// upsilon is the factor by which the accuracy falls per block, [CAH22, Theorem 5].
var upsilon = math.Exp(-1)

// Settings are the numbers of a FIRENET, with the letters of [CAH22].
type Settings struct {
	Lambda   float64 // lambda, weight of sparsity
	Tau      float64 // tau, primal step (in the threshold)
	Sigma    float64 // sigma, dual step
	Inner    int     // p, layers in a block
	Restarts int     // n, blocks
	Delta    float64 // delta, accuracy at which the theory stops falling
	Epsilon0 float64 // eps_0, a bound on the first error; 0: ||y||
}

// normA is ||A||: every operator of this program is a projection of a unitary one.
const normA = 1

// Check refuses steps for which the iteration need not converge, and empty networks.
func (s Settings) Check() error {
	switch {
	case !(s.Lambda > 0) || math.IsInf(s.Lambda, 0):
		return fmt.Errorf("lambda = %g: must be a positive number", s.Lambda)
	case !(s.Tau > 0) || !(s.Sigma > 0):
		return fmt.Errorf("tau = %g, sigma = %g: both must be positive", s.Tau, s.Sigma)
	case s.Tau*s.Sigma*normA*normA > 1:
		return fmt.Errorf("tau*sigma*||A||^2 = %g: must be at most 1; with tau = %g take sigma <= %g",
			s.Tau*s.Sigma, s.Tau, 1/s.Tau)
	case s.Inner < 1 || s.Restarts < 1:
		return fmt.Errorf("inner = %d, restarts = %d: both must be at least 1", s.Inner, s.Restarts)
	case !(s.Delta >= 0) || !(s.Epsilon0 >= 0):
		return fmt.Errorf("delta = %g, epsilon0 = %g: neither may be negative", s.Delta, s.Epsilon0)
	}
	return nil
}

// epsilon0 is the bound that the first block starts from.
func (s Settings) epsilon0(normY float64) float64 {
	if s.Epsilon0 > 0 {
		return s.Epsilon0
	}
	return normY
}

// Iterate is what [Reference] shows after each inner layer.
type Iterate struct {
	Block, Inner int            // k and the layer in the block, both from 1
	X, V         *array.Complex // x+ and v after the ball, of the scaled problem
	Average      *array.Complex // S / Inner, in image units
}

// Reference computes FIRENET on the wavelet coefficients,
//
//	min_c  lambda ||c||_{1,w} + ||A c - y||_2,   A = P_Omega U Psi^-1,
//
// and returns psi_n. A maps coefficients to samples, y holds the samples (zero off the
// mask), w the weights (+Inf holds a coefficient at 0), psi0 the start. see may be nil.
// It needs tau*sigma*||A||^2 <= 1 with ||A|| <= 1. [CAH22, Section 4]
func Reference(A transform.Operator[complex128], y, psi0 *array.Complex, w []float64, s Settings, see func(Iterate)) *array.Complex {
	psi := psi0
	eps := s.epsilon0(y.Norm())
	for k := 1; k <= s.Restarts; k++ {
		eps = upsilon * (s.Delta + eps)
		alpha := 2 * normA / (eps * float64(s.Inner))
		observe := func(j int, x, v, sum *array.Complex) {
			if see != nil {
				see(Iterate{k, j, x, v, scale(1/(alpha*float64(j)), sum)})
			}
		}
		psi = scale(1/alpha, inner(A, scale(alpha, y), scale(alpha, psi), w, s, observe))
	}
	return psi
}

// inner runs the p primal-dual layers of one block and returns the average of the primal
// iterates.
func inner(A transform.Operator[complex128], y, x0 *array.Complex, w []float64, s Settings, observe func(j int, x, v, sum *array.Complex)) *array.Complex {
	x, v := x0, array.NewComplex(y.Shape)
	sum := array.NewComplex(x0.Shape)
	for j := 1; j <= s.Inner; j++ {
		next := soft(combine(1, x, -s.Tau, adjoint(A, v)), w, s.Tau*s.Lambda)
		ahead := combine(2, next, -1, x)
		v = ball(combine(1, v, s.Sigma, combine(1, forward(A, ahead), -1, y)))
		x, sum = next, combine(1, sum, 1, next)
		observe(j, x, v, sum)
	}
	return scale(1/float64(s.Inner), sum)
}

// soft is the proximal map of t ||.||_{1,w}: it shrinks the modulus and keeps the phase.
func soft(z *array.Complex, w []float64, t float64) *array.Complex {
	out := array.NewComplex(z.Shape)
	for i, c := range z.Data {
		if m := math.Hypot(real(c), imag(c)); m > t*w[i] {
			out.Data[i] = c * complex(1-t*w[i]/m, 0)
		}
	}
	return out
}

// ball is the projection on the l2 unit ball.
func ball(v *array.Complex) *array.Complex { return scale(1/max(1, v.Norm()), v) }

func forward(A transform.Operator[complex128], x *array.Complex) *array.Complex {
	y := array.NewComplex(A.Range())
	A.Forward(y, x)
	return y
}

func adjoint(A transform.Operator[complex128], y *array.Complex) *array.Complex {
	x := array.NewComplex(A.Domain())
	A.Adjoint(x, y)
	return x
}

func scale(a float64, x *array.Complex) *array.Complex {
	out := array.NewComplex(x.Shape)
	for i, v := range x.Data {
		out.Data[i] = complex(a*real(v), a*imag(v))
	}
	return out
}

func combine(a float64, x *array.Complex, b float64, y *array.Complex) *array.Complex {
	out := array.NewComplex(x.Shape)
	for i := range x.Data {
		out.Data[i] = complex(a, 0)*x.Data[i] + complex(b, 0)*y.Data[i]
	}
	return out
}
