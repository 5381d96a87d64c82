package kernel

import (
	"math/bits"

	"firenet/recon/array"
	"firenet/recon/internal/panel"
	"firenet/recon/internal/simd"
)

// Walsh is the unnormalised Walsh-Hadamard transform of a power-of-two length in natural
// (Hadamard) order, X[k] = sum_j (-1)^popcount(j and k) x[j]. It is symmetric.
type Walsh[F array.Real] struct {
	n     int
	at    []int
	loops *simd.Kernels[F]
}

// NewWalsh returns the transform of n elements, n a power of two.
func NewWalsh[F array.Real](n int) Walsh[F] {
	return Walsh[F]{n, panel.Rolled(n, 0), simd.For[F]()}
}

// At is the natural order.
func (h Walsh[F]) At() []int { return h.at }

// Inverse is Transform.
func (h Walsh[F]) Inverse(worker int, y, x []panel.Row[F]) { h.Transform(worker, y, x) }

// Len is the number of elements.
func (h Walsh[F]) Len() int { return h.n }

// Transform begins with transforms of length 1, 2, 4 or 8 and then combines four at a
// time.
func (h Walsh[F]) Transform(_ int, y, x []panel.Row[F]) {
	base := firstLength(h.n)
	switch base {
	case 1:
		y[0] = x[0]
	case 2:
		h.loops.Radix2.DFT(y, x)
	case 4:
		h.loops.Walsh4(y, x)
	case 8:
		h.loops.Walsh8(y, x)
	}
	h.combine(y, base)
}

// combine goes depth first, so that short transforms are combined while they are in the
// first cache.
func (h Walsh[F]) combine(y []panel.Row[F], base int) {
	if len(y) == base {
		return
	}
	m := len(y) / 4
	for q := range 4 {
		h.combine(y[q*m:(q+1)*m], base)
	}
	h.loops.Hadamard4(y)
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
