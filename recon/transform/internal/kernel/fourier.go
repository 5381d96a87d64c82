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
// X[k] = sum_j x[j] exp(-2 pi i j k / n): own code for n = 2^a 3^b 5^c, gonum's for other
// lengths. This is the place where more radices of own code would be chosen.
func NewFourier[F array.Real](n int, w *parallel.Workers) panel.Kernel[F] {
	if first, radices, ok := factors(n); ok {
		return newMixedRadix[F](n, first, radices)
	}
	return newAnyLength[F](n, w)
}

// factors finds the length of the first transforms and the radices with which they are
// combined to n, in this order, if n has no prime factor above 5.
func factors(n int) (first int, radices []int, ok bool) {
	twos := 1 << bits.TrailingZeros(uint(n))
	switch {
	case twos > 1:
		first = firstLength(twos)
	case n%5 == 0:
		first = 5
	case n%3 == 0:
		first = 3
	default:
		first = 1
	}
	rest := n / first
	for _, radix := range []int{4, 3, 5} {
		for rest%radix == 0 {
			radices = append(radices, radix)
			rest /= radix
		}
	}
	return first, radices, rest == 1
}

// mixedRadix is a decimation in time: transforms of length 1, 2, 3, 4, 5 or 8 without
// twiddle factors, which read the input in order and write it in digit-reversed order,
// then passes of radix 4, 3 and 5 in place. The recursion goes depth first, so that short
// transforms are combined while they are in the first cache.
type mixedRadix[F array.Real] struct {
	n      int
	first  func(y, x []panel.Row[F], step int) // the first transforms
	at     []int                               // the one of the elements e, e+len(at), ... goes to the rows from at[e] on
	passes []pass[F]                           // shortest first
}

// pass combines, in place, as many transforms as radix says, which stand one after
// another in y, to one.
type pass[F array.Real] struct {
	radix   int
	combine func(y []panel.Row[F])
}

func newMixedRadix[F array.Real](n, first int, radices []int) *mixedRadix[F] {
	loops := simd.For[F]()
	f := &mixedRadix[F]{n: n, first: firstTransform(loops, first), at: make([]int, n/first)}
	m := first
	for _, radix := range radices {
		f.passes = append(f.passes, newPass(loops, m, radix))
		m *= radix
	}
	f.order(0, 0, 1, n, len(radices))
	return f
}

func firstTransform[F array.Real](loops *simd.Kernels[F], n int) func(y, x []panel.Row[F], step int) {
	switch n {
	case 2:
		return loops.DFT2
	case 3:
		return loops.DFT3
	case 4:
		return loops.DFT4
	case 5:
		return loops.DFT5
	case 8:
		return loops.DFT8
	}
	return func(y, x []panel.Row[F], _ int) { y[0] = x[0] }
}

// newPass combines transforms of m rows.
func newPass[F array.Real](loops *simd.Kernels[F], m, radix int) pass[F] {
	var combine func(y []panel.Row[F])
	switch radix {
	case 3:
		stage := twiddles[F, simd.Twiddles3[F]](m, radix)
		combine = func(y []panel.Row[F]) { loops.Radix3(y, stage) }
	case 4:
		stage := twiddles[F, simd.Twiddles[F]](m, radix)
		combine = func(y []panel.Row[F]) { loops.Radix4(y, stage) }
	case 5:
		stage := twiddles[F, simd.Twiddles5[F]](m, radix)
		combine = func(y []panel.Row[F]) { loops.Radix5(y, stage) }
	}
	return pass[F]{radix, combine}
}

// twiddles holds for each row k of m the powers of exp(-2 pi i k / (m radix)) from the
// first to that below radix.
func twiddles[F array.Real, T ~[4]F | ~[6]F | ~[8]F](m, radix int) []T {
	stage := make([]T, m)
	for k := range stage {
		for power := 1; power < radix; power++ {
			c, s := unitRoot(power*k, m*radix)
			stage[k][2*power-2], stage[k][2*power-1] = F(c), F(s)
		}
	}
	return stage
}

// firstLength is the length, at most 8, from which radix 4 leads to n, a power of two.
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
func (f *mixedRadix[F]) order(row, e, step, n, passes int) {
	if passes == 0 {
		f.at[e] = row
		return
	}
	radix := f.passes[passes-1].radix
	for q := range radix {
		f.order(row+q*n/radix, e+q*step, radix*step, n/radix, passes-1)
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

func (f *mixedRadix[F]) Len() int { return f.n }

func (f *mixedRadix[F]) Transform(_ int, y, x []panel.Row[F]) {
	step := len(f.at)
	for e, row := range f.at {
		f.first(y[row:], x[e:], step)
	}
	f.combine(y, len(f.passes))
}

// combine makes one transform of the first transforms in y, in the given number of passes.
func (f *mixedRadix[F]) combine(y []panel.Row[F], passes int) {
	if passes == 0 {
		return
	}
	last := &f.passes[passes-1]
	m := len(y) / last.radix
	for q := range last.radix {
		f.combine(y[q*m:(q+1)*m], passes-1)
	}
	last.combine(y)
}
