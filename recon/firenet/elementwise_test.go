package firenet

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"firenet/recon/internal/simd"
)

// primal applies the kernel to one coefficient and returns x+.
func primal(x, g complex128, step, threshold, w float64) complex128 {
	xs, sum := []float64{real(x), imag(x)}, []float64{0, 0}
	as := []float64{real(g), imag(g)}
	simd.For[float64]().Primal(xs, sum, as, []float64{w}, step, threshold)
	return complex(xs[0], xs[1])
}

// x+ minimises threshold w |c| + |c - z|^2 / 2: no neighbour is better.
func TestPrimalStepIsProximal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		z := complex(r.NormFloat64(), r.NormFloat64())
		threshold, w := r.Float64(), 2*r.Float64()
		value := func(c complex128) float64 {
			return threshold*w*cmplx.Abs(c) + cmplx.Abs(c-z)*cmplx.Abs(c-z)/2
		}
		best := primal(z, 0, 1, threshold, w)
		for range 50 {
			size := math.Pow(10, -6*r.Float64())
			other := best + complex(size*r.NormFloat64(), size*r.NormFloat64())
			if value(other) < value(best)-1e-15 {
				t.Fatalf("z = %v, t = %v: %v is better than %v", z, threshold*w, other, best)
			}
		}
	}
}

// Moreau: z = prox of the modulus + projection on the ball of the dual norm.
func TestPrimalStepMoreau(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		z, limit := complex(r.NormFloat64(), r.NormFloat64()), r.Float64()
		projection := z
		if m := cmplx.Abs(z); m > limit {
			projection = z * complex(limit/m, 0)
		}
		if d := cmplx.Abs(primal(z, 0, 1, limit, 1) + projection - z); d > 1e-15 {
			t.Fatalf("z = %v, t = %v: the parts are %g away from their sum", z, limit, d)
		}
	}
}

func TestPrimalStepHeldCoefficient(t *testing.T) {
	for _, z := range []complex128{0, 1e300, complex(-1, 1e-300)} {
		if got := primal(z, 0, 1, 1e-300, math.Inf(1)); got != 0 {
			t.Errorf("infinite weight: %v becomes %v", z, got)
		}
	}
	if got := primal(3-4i, 1, 2, 0.5, 0); got != 1-4i {
		t.Errorf("weight 0 shrinks: %v", got)
	}
}

// The dual kernel against its formula.
func TestDualChunk(t *testing.T) {
	v, product, y := []float64{1, 2, 3, 4}, []float64{5, 6, 7, 8}, []float64{0.5, 0.25, 0, 0}
	norm := simd.For[float64]().Dual(v, product, y, []float64{1, 0}, 0.5, 2)
	want := []float64{0.5 + 2*4.5, 1 + 2*5.75, 1.5, 2}
	sum := 0.0
	for i := range v {
		if v[i] != want[i] {
			t.Errorf("v[%d] = %v, want %v", i, v[i], want[i])
		}
		sum += want[i] * want[i]
	}
	if math.Abs(norm-sum) > 1e-12 {
		t.Errorf("sum of squares %v, want %v", norm, sum)
	}
}
