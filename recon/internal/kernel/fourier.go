package kernel

import (
	"math"
	"math/bits"
	"slices"

	"firenet/recon/array"
	"firenet/recon/internal/panel"
	"firenet/recon/internal/simd"
	"firenet/recon/parallel"
)

// Spectral is a transform of lines to frequencies on panels. Both directions may work in
// place; neither is normalised: one after the other multiplies by the length.
type Spectral[F array.Real] interface {
	panel.Kernel[F]
	// Inverse writes into y the lines whose transform is x.
	Inverse(worker int, y, x []panel.Row[F])
	// At says in which row of the transform each frequency stands, in natural order.
	At() []int
}

// NewFourier returns the unnormalised DFT of n elements,
// X[k] = sum_j x[j] exp(-2 pi i j k / n): own code for n = 2^a 3^b 5^c, gonum's for other
// lengths. This is the place where more radices of own code would be chosen.
func NewFourier[F array.Real](n int, w *parallel.Workers) Spectral[F] {
	if radices, last, ok := factors(n, simd.For[F]().Eights); ok {
		return newMixedRadix[F](n, radices, last)
	}
	return newAnyLength[F](n, w)
}

// factors finds the radices by which n is divided, in this order, and the length of the
// transforms that are left, if n has no prime factor above 5. eights says that there are
// passes of radix 8.
func factors(n int, eights bool) (radices []int, last int, ok bool) {
	exponent := bits.TrailingZeros(uint(n))
	last, fours, eighths := powersOfTwo(exponent, eights)
	rest := n >> exponent
	for _, radix := range []int{5, 3} {
		for rest%radix == 0 {
			radices = append(radices, radix)
			rest /= radix
		}
	}
	ok = rest == 1
	if last == 1 && len(radices) > 0 {
		radices, last = radices[:len(radices)-1], radices[len(radices)-1]
	}
	// Blocks that are far apart compete for the same places in the first cache: the wider passes
	// come when they are near.
	radices = append(radices, slices.Repeat([]int{4}, fours)...)
	return append(radices, slices.Repeat([]int{8}, eighths)...), last, ok
}

// powersOfTwo takes 2^exponent apart: transforms of length last, and how many passes of radix 4
// and 8. Transforms of eight do most for their way through memory, passes of radix 8 more than
// those of radix 4.
func powersOfTwo(exponent int, eights bool) (last, fours, eighths int) {
	last = firstLength(1 << exponent)
	if eights && exponent > 4 {
		last = 8
	}
	rest := exponent - bits.TrailingZeros(uint(last))
	for eights && rest > 2 && rest != 4 {
		eighths++
		rest -= 3
	}
	return last, rest / 2, eighths
}

// mixedRadix is a decimation in frequency, in place: passes of radix 5, 3, 4 and 8 split the
// transform into shorter ones, which stand one after another, and transforms of length 1,
// 2, 3, 4, 5 or 8 end it. Rows are met in order; it is the frequencies that come in
// digit-reversed order, and whoever reads them looks up where they are. The inverse goes
// the same way back, so that between the two nobody need know. The recursion goes depth
// first: once a part fits the first cache it is finished there.
type mixedRadix[F array.Real] struct {
	n      int
	passes []pass[F] // longest first
	last   simd.Radix[F]
	at     []int
}

type pass[F array.Real] struct {
	count int // parts into which it splits
	simd.Radix[F]
	stage []F
}

func newMixedRadix[F array.Real](n int, radices []int, last int) *mixedRadix[F] {
	loops := simd.For[F]()
	f := &mixedRadix[F]{n: n, last: radixOf(loops, last), at: make([]int, n)}
	length := n
	for _, radix := range radices {
		f.passes = append(f.passes, pass[F]{radix, radixOf(loops, radix), twiddles[F](length/radix, radix)})
		length /= radix
	}
	f.order(0, 0, 1, n, radices)
	return f
}

func radixOf[F array.Real](loops *simd.Kernels[F], n int) simd.Radix[F] {
	switch n {
	case 2:
		return loops.Radix2
	case 3:
		return loops.Radix3
	case 4:
		return loops.Radix4
	case 5:
		return loops.Radix5
	case 8:
		return loops.Radix8
	}
	same := func(y, x []panel.Row[F]) { copy(y, x) }
	return simd.Radix[F]{DFT: same, IDFT: same}
}

// twiddles holds for each row k of m the powers of exp(-2 pi i k / (m radix)) from the
// first to that below radix.
func twiddles[F array.Real](m, radix int) []F {
	stage := make([]F, 0, m*(2*radix-2))
	for k := range m {
		for power := 1; power < radix; power++ {
			c, s := unitRoot(power*k, m*radix)
			stage = append(stage, F(c), F(s))
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

// eight is the order in which a DFT of eight leaves its frequencies.
var eight = [8]int{0, 4, 1, 5, 2, 6, 3, 7}

// order finds where the frequencies k, k+step, k+2*step, ... are, which n rows from row
// on hold.
func (f *mixedRadix[F]) order(row, k, step, n int, radices []int) {
	if len(radices) == 0 {
		for i := range n {
			frequency := i
			if n == 8 {
				frequency = eight[i]
			}
			f.at[k+step*frequency] = row + i
		}
		return
	}
	radix := radices[0]
	for q := range radix {
		f.order(row+q*n/radix, k+q*step, radix*step, n/radix, radices[1:])
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

// Len is the number of elements.
func (f *mixedRadix[F]) Len() int { return f.n }

// At says where the frequencies are.
func (f *mixedRadix[F]) At() []int { return f.at }

// Transform is the DFT of x.
func (f *mixedRadix[F]) Transform(_ int, y, x []panel.Row[F]) { f.split(y[:f.n], x[:f.n], 0) }

// Inverse is n times its inverse.
func (f *mixedRadix[F]) Inverse(_ int, y, x []panel.Row[F]) { f.merge(y[:f.n], x[:f.n], 0) }

func (f *mixedRadix[F]) split(y, x []panel.Row[F], depth int) {
	if depth == len(f.passes) {
		f.last.DFT(y, x)
		return
	}
	p := &f.passes[depth]
	p.Split(y, x, p.stage)
	m := len(y) / p.count
	if depth == len(f.passes)-1 {
		f.last.DFT(y, y) // of all parts at once
		return
	}
	for q := range p.count {
		part := y[q*m : (q+1)*m]
		f.split(part, part, depth+1)
	}
}

func (f *mixedRadix[F]) merge(y, x []panel.Row[F], depth int) {
	if depth == len(f.passes) {
		f.last.IDFT(y, x)
		return
	}
	p := &f.passes[depth]
	m := len(y) / p.count
	if depth == len(f.passes)-1 {
		f.last.IDFT(y, x)
	} else {
		for q := range p.count {
			f.merge(y[q*m:(q+1)*m], x[q*m:(q+1)*m], depth+1)
		}
	}
	p.Merge(y, y, p.stage)
}
