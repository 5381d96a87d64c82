package classic

import (
	"math"
	"math/rand/v2"
	"testing"
)

// z = prox of t |.| + projection on the disc of radius t (Moreau).
func TestMoreau(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	for range 200 {
		z, threshold := complex(r.NormFloat64(), r.NormFloat64()), 1.5*r.Float64()
		s, b := []complex128{z}, []complex128{z / complex(threshold, 0)}
		soft(s, []float64{threshold})
		ball(b)
		if d := abs(s[0] + b[0]*complex(threshold, 0) - z); d > 1e-15 {
			t.Fatalf("z = %v, t = %v: the parts are %g away from their sum", z, threshold, d)
		}
	}
}

// A projection is closer than any other point of the ball.
func TestBallsAreProjections(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 0))
	number := func() complex128 { return complex(r.NormFloat64(), r.NormFloat64()) }
	for range 200 {
		a, b := []complex128{number()}, []complex128{number()}
		u, v := a[0], b[0]
		ballPairs(a, b)
		if abs2(a[0], b[0]) > 1+1e-15 {
			t.Fatalf("(%v, %v) is outside", a[0], b[0])
		}
		for range 50 {
			c, d := []complex128{a[0] + 0.1*number()}, []complex128{b[0] + 0.1*number()}
			ballPairs(c, d)
			if abs2(c[0]-u, d[0]-v) < abs2(a[0]-u, b[0]-v)-1e-14 {
				t.Fatalf("(%v, %v) is closer to (%v, %v) than (%v, %v)", c, d, u, v, a, b)
			}
		}
		one, zero := []complex128{u}, []complex128{0}
		pair := []complex128{u}
		ball(one)
		ballPairs(pair, zero)
		if abs(one[0]-pair[0]) > 1e-15 {
			t.Fatalf("%v: the disc gives %v, the ball of pairs %v", u, one, pair)
		}
	}
}

// An infinite threshold holds a number at 0, a threshold of 0 changes nothing.
func TestSoftAtItsEnds(t *testing.T) {
	c := []complex128{3 - 4i, 0, 1e300, 3 - 4i}
	soft(c, []float64{0, 0, math.Inf(1), 5})
	if c[0] != 3-4i || c[1] != 0 || c[2] != 0 || c[3] != 0 {
		t.Errorf("%v", c)
	}
}
