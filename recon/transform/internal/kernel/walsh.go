package kernel

import (
	"math/bits"

	"firenet/recon/array"
	"firenet/recon/transform/internal/panel"
)

// Walsh is the unnormalised Walsh-Hadamard transform of a power-of-two length in natural
// (Hadamard) order, X[k] = sum_j (-1)^popcount(j and k) x[j]. It is symmetric.
type Walsh[F array.Real] struct{ n int }

// NewWalsh returns the transform of n elements, n a power of two.
func NewWalsh[F array.Real](n int) Walsh[F] { return Walsh[F]{n} }

// Len is the number of elements.
func (h Walsh[F]) Len() int { return h.n }

// Transform begins with transforms of length 1, 2, 4 or 8, then takes two bits of the
// index in each step.
func (h Walsh[F]) Transform(_ int, y, x []panel.Row[F]) { hadamard(y, x, firstLength(h.n)) }

// hadamard goes depth first, so that short transforms are done while they are in the
// first cache.
func hadamard[F array.Real](y, x []panel.Row[F], base int) {
	if len(y) == base {
		switch base {
		case 1:
			y[0] = x[0]
		case 2:
			dft2(y, x, 1)
		case 4:
			hadamard4(y, x)
		case 8:
			hadamard8(y, x)
		}
		return
	}
	m := len(y) / 4
	for q := range 4 {
		hadamard(y[q*m:(q+1)*m], x[q*m:(q+1)*m], base)
	}
	y0, y1, y2, y3 := y[:m], y[m:2*m], y[2*m:3*m], y[3*m:4*m]
	for k := range y0 {
		a, b, c, d := &y0[k], &y1[k], &y2[k], &y3[k]
		for j := range a {
			e, f := a[j]+b[j], a[j]-b[j]
			g, h := c[j]+d[j], c[j]-d[j]
			a[j], b[j], c[j], d[j] = e+g, f+h, e-g, f-h
		}
	}
}

func hadamard4[F array.Real](y, x []panel.Row[F]) {
	x0, x1, x2, x3 := &x[0], &x[1], &x[2], &x[3]
	y0, y1, y2, y3 := &y[0], &y[1], &y[2], &y[3]
	for j := range x0 {
		e, f := x0[j]+x1[j], x0[j]-x1[j]
		g, h := x2[j]+x3[j], x2[j]-x3[j]
		y0[j], y1[j], y2[j], y3[j] = e+g, f+h, e-g, f-h
	}
}

func hadamard8[F array.Real](y, x []panel.Row[F]) {
	hadamard4(y, x)
	hadamard4(y[4:], x[4:])
	for k := range 4 {
		a, b := &y[k], &y[k+4]
		for j := range a {
			a[j], b[j] = a[j]+b[j], a[j]-b[j]
		}
	}
}

// Sequency gives for each row of the sequency-ordered matrix of size n, a power of two,
// the row of the natural one that it is: row k, with k sign changes, is row
// bitreverse(k xor (k >> 1)).
func Sequency(n int) []int {
	order := make([]int, n)
	shift := 64 - bits.TrailingZeros(uint(n))
	for k := range order {
		gray := uint64(k ^ k>>1)
		order[k] = int(bits.Reverse64(gray) >> shift)
	}
	return order
}
