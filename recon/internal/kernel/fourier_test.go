package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/internal/panel"
)

// Whatever a length is divided by, with passes of radix 8 or without, the transform is the DFT
// and the inverse leads back.
func TestRadices(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 8, 16, 25, 27, 32, 64, 75, 80, 96, 128, 256, 320, 480, 512, 768, 1024, 2048} {
		for _, eights := range []bool{false, true} {
			radices, last, ok := factors(n, eights)
			product := last
			for _, radix := range radices {
				product *= radix
			}
			if !ok || product != n {
				t.Fatalf("%d is taken apart as %v and %d", n, radices, last)
			}
			f := newMixedRadix[float64](n, radices, last)
			isDFT(t, f, eights)
		}
	}
	for _, n := range []int{7, 14, 11 * 16} {
		if _, _, ok := factors(n, true); ok {
			t.Errorf("%d has no other factors than 2, 3 and 5", n)
		}
	}
}

func isDFT(t *testing.T, f *mixedRadix[float64], eights bool) {
	t.Helper()
	for _, p := range f.passes {
		if p.Split == nil {
			return // this processor has no passes of radix 8
		}
	}
	n := f.n
	r := rand.New(rand.NewPCG(uint64(n), 1))
	x, y, want := make([]panel.Row[float64], n), make([]panel.Row[float64], n), make([]panel.Row[float64], n)
	for i := range x {
		for j := range x[i] {
			x[i][j] = r.NormFloat64()
		}
	}
	f.Transform(0, y, x)
	newAnyLength[float64](n, nil).Transform(0, want, x)
	for k, at := range f.At() {
		for j := range want[k] {
			if d := math.Abs(y[at][j] - want[k][j]); !(d <= 1e-13*float64(n)) {
				t.Fatalf("n = %d, passes of 8 %v: frequency %d misses by %g", n, eights, k, d)
			}
		}
	}
	f.Inverse(0, y, y)
	for i := range x {
		for j := range x[i] {
			if d := math.Abs(y[i][j]/float64(n) - x[i][j]); !(d <= 1e-13) {
				t.Fatalf("n = %d, passes of 8 %v: element %d comes back with %g missing", n, eights, i, d)
			}
		}
	}
}
