package firenet

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"firenet/recon/internal/simd"
)

// primal takes one coefficient through a primal step and returns x+.
func primal(x, g complex128, step, threshold, w float64) complex128 {
	p := part[float64]{x: make([]row[float64], 1), sum: make([]row[float64], 1), ahead: make([]row[float64], 1), n: 1, apart: 1, weight: w, filled: []uint8{simd.FilledX}}
	const lane = 5
	p.x[0][lane], p.x[0][lane+lanes] = real(x), imag(x)
	p.ahead[0][lane], p.ahead[0][lane+lanes] = real(g), imag(g)
	p.descend(&primalStep[float64]{loops: simd.For[float64](), step: step, threshold: threshold})
	return complex(p.x[0][lane], p.x[0][lane+lanes])
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

// The kernel of the dual step against its formula.
func TestAscend(t *testing.T) {
	v, product, y := make([]float64, 19), make([]float64, 19), make([]float64, 19)
	for i := range v {
		v[i], product[i], y[i] = float64(i), float64(2*i+1), 0.25
	}
	norm := simd.For[float64]().Ascend(v, v, product, y, 0.5, 2)
	sum := 0.0
	for i := range v {
		want := 0.5*float64(i) + 2*(float64(2*i+1)-0.25)
		if v[i] != want {
			t.Errorf("number %d is %v, want %v", i, v[i], want)
		}
		sum += want * want
	}
	if math.Abs(norm-sum) > 1e-12 {
		t.Errorf("sum of squares %v, want %v", norm, sum)
	}
}
