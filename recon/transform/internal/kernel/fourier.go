package kernel

import (
	"math"
	"math/bits"

	"firenet/recon/array"
	"firenet/recon/internal/simd"
	"firenet/recon/parallel"
	"firenet/recon/transform/internal/panel"
)

// NewFourier returns the unnormalised DFT of n elements in natural order,
// X[k] = sum_j x[j] exp(-2 pi i j k / n): own code for powers of two, gonum's for other
// lengths. This is the place where more radices of own code would be chosen.
func NewFourier[F array.Real](n int, w *parallel.Workers) panel.Kernel[F] {
	if n&(n-1) == 0 {
		return newPowerOfTwo[F](n)
	}
	return newAnyLength[F](n, w)
}

// powerOfTwo is a decimation in time: transforms of length 1, 2, 4 or 8 without twiddle
// factors, which read the input in order and write it in digit-reversed order, then radix
// 4 in place. The recursion goes depth first, so that short transforms are combined while
// they are in the first cache.
type powerOfTwo[F array.Real] struct {
	n      int
	base   int                  // length of the first transforms
	at     []int                // the one of the elements e, e+n/base, ... goes to the rows from at[e] on
	stages [][]simd.Twiddles[F] // of the radix-4 passes, shortest first
	loops  *simd.Kernels[F]
}

func newPowerOfTwo[F array.Real](n int) *powerOfTwo[F] {
	f := &powerOfTwo[F]{n: n, base: firstLength(n), loops: simd.For[F]()}
	for m := f.base; m < n; m *= 4 {
		stage := make([]simd.Twiddles[F], m)
		for k := range stage {
			for power := 1; power <= 3; power++ {
				c, s := unitRoot(power*k, 4*m)
				stage[k][2*power-2], stage[k][2*power-1] = F(c), F(s)
			}
		}
		f.stages = append(f.stages, stage)
	}
	f.at = make([]int, n/f.base)
	f.order(0, 0, 1, n)
	return f
}

// firstLength is the length, at most 8, from which radix 4 leads to n.
func firstLength(n int) int {
	switch exponent := bits.TrailingZeros(uint(n)); {
	case n < 4:
		return n
	case exponent%2 == 1:
		return 8
	}
	return 4
}

// order finds where the first transforms of the n elements e, e+step, e+2*step, ... go:
// those that are combined stand together, from row on.
func (f *powerOfTwo[F]) order(row, e, step, n int) {
	if n == f.base {
		f.at[e] = row
		return
	}
	for q := range 4 {
		f.order(row+q*n/4, e+q*step, 4*step, n/4)
	}
}

// unitRoot is exp(-2 pi i k / n) to the last bit or nearly so: the angle is brought below
// pi/4 in whole numbers before it is rounded.
func unitRoot(k, n int) (c, s float64) {
	k %= n
	// 8k = octant*n + rest
	octant, rest := 8*k/n, 8*k%n
	if octant%2 == 1 {
		rest = n - rest
	}
	sin, cos := math.Sincos(math.Pi / 4 * float64(rest) / float64(n))
	switch octant {
	case 0:
		return cos, -sin
	case 1:
		return sin, -cos
	case 2:
		return -sin, -cos
	case 3:
		return -cos, -sin
	case 4:
		return -cos, sin
	case 5:
		return -sin, cos
	case 6:
		return sin, cos
	}
	return cos, sin
}

func (f *powerOfTwo[F]) Len() int { return f.n }

func (f *powerOfTwo[F]) Transform(_ int, y, x []panel.Row[F]) {
	step := len(f.at)
	switch f.base {
	case 1:
		y[0] = x[0]
	case 2:
		dft2(y, x, step)
	case 4:
		for e, row := range f.at {
			f.loops.DFT4(y[row:], x[e:], step)
		}
	case 8:
		for e, row := range f.at {
			f.loops.DFT8(y[row:], x[e:], step)
		}
	}
	f.combine(y, len(f.stages))
}

// combine makes one transform of the first transforms in y, in the given number of
// radix-4 passes.
func (f *powerOfTwo[F]) combine(y []panel.Row[F], passes int) {
	if passes == 0 {
		return
	}
	m := len(y) / 4
	for q := range 4 {
		f.combine(y[q*m:(q+1)*m], passes-1)
	}
	f.loops.Radix4(y, f.stages[passes-1])
}

// dft2 transforms the elements 0 and step of x into y.
func dft2[F array.Real](y, x []panel.Row[F], step int) {
	x0, x1 := &x[0], &x[step]
	y0, y1 := &y[0], &y[1]
	for j := range x0 {
		y0[j], y1[j] = x0[j]+x1[j], x0[j]-x1[j]
	}
}
