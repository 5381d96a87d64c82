package kernel

import (
	"math"
	"math/bits"

	"firenet/recon/array"
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
	base   int             // length of the first transforms
	at     []int           // the one of the elements e, e+n/base, ... goes to the rows from at[e] on
	stages [][]twiddles[F] // of the radix-4 passes, shortest first
}

// twiddles holds w, w^2, w^3 as real and imaginary parts, w = exp(-2 pi i k / n).
type twiddles[F array.Real] [6]F

func newPowerOfTwo[F array.Real](n int) *powerOfTwo[F] {
	f := &powerOfTwo[F]{n: n, base: firstLength(n)}
	for m := f.base; m < n; m *= 4 {
		stage := make([]twiddles[F], m)
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
			dft4(y[row:], x[e:], step)
		}
	case 8:
		for e, row := range f.at {
			dft8(y[row:], x[e:], step)
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
	radix4(y, f.stages[passes-1])
}

// radix4 combines four transforms of length m, those of the elements 0, 1, 2 and 3 modulo
// 4, into one of length 4m.
func radix4[F array.Real](x []panel.Row[F], stage []twiddles[F]) {
	m := len(stage)
	x0, x1, x2, x3 := x[:m], x[m:2*m], x[2*m:3*m], x[3*m:4*m]
	for k := range stage {
		t := &stage[k]
		c1, s1, c2, s2, c3, s3 := t[0], t[1], t[2], t[3], t[4], t[5]
		a, b, c, d := &x0[k], &x1[k], &x2[k], &x3[k]
		for j := range panel.Lanes {
			br := c1*b[j] - s1*b[j+panel.Lanes]
			bi := c1*b[j+panel.Lanes] + s1*b[j]
			cr := c2*c[j] - s2*c[j+panel.Lanes]
			ci := c2*c[j+panel.Lanes] + s2*c[j]
			dr := c3*d[j] - s3*d[j+panel.Lanes]
			di := c3*d[j+panel.Lanes] + s3*d[j]
			ar, ai := a[j], a[j+panel.Lanes]

			er, ei := ar+cr, ai+ci
			fr, fi := ar-cr, ai-ci
			gr, gi := br+dr, bi+di
			hr, hi := br-dr, bi-di

			a[j], a[j+panel.Lanes] = er+gr, ei+gi
			b[j], b[j+panel.Lanes] = fr+hi, fi-hr
			c[j], c[j+panel.Lanes] = er-gr, ei-gi
			d[j], d[j+panel.Lanes] = fr-hi, fi+hr
		}
	}
}

// dft2 transforms the elements 0 and step of x into y; dft4 and dft8 likewise.
func dft2[F array.Real](y, x []panel.Row[F], step int) {
	x0, x1 := &x[0], &x[step]
	y0, y1 := &y[0], &y[1]
	for j := range x0 {
		y0[j], y1[j] = x0[j]+x1[j], x0[j]-x1[j]
	}
}

func dft4[F array.Real](y, x []panel.Row[F], step int) {
	x0, x1, x2, x3 := &x[0], &x[step], &x[2*step], &x[3*step]
	y0, y1, y2, y3 := &y[0], &y[1], &y[2], &y[3]
	for j := range panel.Lanes {
		const L = panel.Lanes
		er, ei := x0[j]+x2[j], x0[j+L]+x2[j+L]
		fr, fi := x0[j]-x2[j], x0[j+L]-x2[j+L]
		gr, gi := x1[j]+x3[j], x1[j+L]+x3[j+L]
		hr, hi := x1[j]-x3[j], x1[j+L]-x3[j+L]
		y0[j], y0[j+L] = er+gr, ei+gi
		y1[j], y1[j+L] = fr+hi, fi-hr
		y2[j], y2[j+L] = er-gr, ei-gi
		y3[j], y3[j+L] = fr-hi, fi+hr
	}
}

// dft8 is two transforms of length 4, on the even and the odd elements, then one step of
// radix 2.
func dft8[F array.Real](y, x []panel.Row[F], step int) {
	const half = math.Sqrt2 / 2
	x0, x1, x2, x3 := &x[0], &x[step], &x[2*step], &x[3*step]
	x4, x5, x6, x7 := &x[4*step], &x[5*step], &x[6*step], &x[7*step]
	y0, y1, y2, y3, y4, y5, y6, y7 := &y[0], &y[1], &y[2], &y[3], &y[4], &y[5], &y[6], &y[7]
	for j := range panel.Lanes {
		const L = panel.Lanes
		// Even elements.
		er, ei := x0[j]+x4[j], x0[j+L]+x4[j+L]
		fr, fi := x0[j]-x4[j], x0[j+L]-x4[j+L]
		gr, gi := x2[j]+x6[j], x2[j+L]+x6[j+L]
		hr, hi := x2[j]-x6[j], x2[j+L]-x6[j+L]
		a0r, a0i := er+gr, ei+gi
		a1r, a1i := fr+hi, fi-hr
		a2r, a2i := er-gr, ei-gi
		a3r, a3i := fr-hi, fi+hr
		// Odd elements.
		er, ei = x1[j]+x5[j], x1[j+L]+x5[j+L]
		fr, fi = x1[j]-x5[j], x1[j+L]-x5[j+L]
		gr, gi = x3[j]+x7[j], x3[j+L]+x7[j+L]
		hr, hi = x3[j]-x7[j], x3[j+L]-x7[j+L]
		b0r, b0i := er+gr, ei+gi
		b1r, b1i := fr+hi, fi-hr
		b2r, b2i := er-gr, ei-gi
		b3r, b3i := fr-hi, fi+hr
		// Times exp(-2 pi i k / 8).
		b1r, b1i = half*(b1r+b1i), half*(b1i-b1r)
		b2r, b2i = b2i, -b2r
		b3r, b3i = half*(b3i-b3r), -half*(b3r+b3i)

		y0[j], y0[j+L] = a0r+b0r, a0i+b0i
		y1[j], y1[j+L] = a1r+b1r, a1i+b1i
		y2[j], y2[j+L] = a2r+b2r, a2i+b2i
		y3[j], y3[j+L] = a3r+b3r, a3i+b3i
		y4[j], y4[j+L] = a0r-b0r, a0i-b0i
		y5[j], y5[j+L] = a1r-b1r, a1i-b1i
		y6[j], y6[j+L] = a2r-b2r, a2i-b2i
		y7[j], y7[j+L] = a3r-b3r, a3i-b3i
	}
}
