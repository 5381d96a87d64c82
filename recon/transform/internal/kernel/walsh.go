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

// Transform works in place.
func (h Walsh[F]) Transform(_ int, x, _ []panel.Row[F]) []panel.Row[F] {
	hadamard(x)
	return x
}

// hadamard takes two bits of the index in each step of the recursion, which goes depth
// first, so that short transforms are done while they are in the first cache.
func hadamard[F array.Real](x []panel.Row[F]) {
	m := len(x) / 4
	switch len(x) {
	case 1:
		return
	case 2:
		dft2(x)
		return
	case 4:
	default:
		for q := range 4 {
			hadamard(x[q*m : (q+1)*m])
		}
	}
	x0, x1, x2, x3 := x[:m], x[m:2*m], x[2*m:3*m], x[3*m:4*m]
	for k := range x0 {
		a, b, c, d := &x0[k], &x1[k], &x2[k], &x3[k]
		for j := range a {
			e, f := a[j]+b[j], a[j]-b[j]
			g, h := c[j]+d[j], c[j]-d[j]
			a[j], b[j], c[j], d[j] = e+g, f+h, e-g, f-h
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
