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

// Transform begins with transforms of length 1, 2, 4 or 8 and then combines eight or four
// at a time.
func (h Walsh[F]) Transform(_ int, y, x []panel.Row[F]) { hadamard(y, x) }

// hadamard goes depth first, so that short transforms are combined while they are in the
// first cache.
func hadamard[F array.Real](y, x []panel.Row[F]) {
	switch len(y) {
	case 1:
		y[0] = x[0]
		return
	case 2:
		dft2(y, x, 1)
		return
	case 4:
		hadamard4(y, x)
		return
	case 8:
		hadamard8(y, x)
		return
	}
	radix := 4
	if bits.TrailingZeros(uint(len(y)))%3 == 0 {
		radix = 8
	}
	m := len(y) / radix
	for q := range radix {
		hadamard(y[q*m:(q+1)*m], x[q*m:(q+1)*m])
	}
	if radix == 8 {
		combineEight(y, m)
	} else {
		combineFour(y, m)
	}
}

func hadamard4[F array.Real](y, x []panel.Row[F]) {
	to, from := (*[4]panel.Row[F])(y), (*[4]panel.Row[F])(x)
	for j := range from[0] {
		a, b := from[0][j]+from[1][j], from[0][j]-from[1][j]
		c, d := from[2][j]+from[3][j], from[2][j]-from[3][j]
		to[0][j], to[1][j], to[2][j], to[3][j] = a+c, b+d, a-c, b-d
	}
}

func hadamard8[F array.Real](y, x []panel.Row[F]) {
	to, from := (*[8]panel.Row[F])(y), (*[8]panel.Row[F])(x)
	for j := range from[0] {
		a, b := from[0][j]+from[1][j], from[0][j]-from[1][j]
		c, d := from[2][j]+from[3][j], from[2][j]-from[3][j]
		e, f := from[4][j]+from[5][j], from[4][j]-from[5][j]
		g, h := from[6][j]+from[7][j], from[6][j]-from[7][j]
		a, b, c, d = a+c, b+d, a-c, b-d
		e, f, g, h = e+g, f+h, e-g, f-h
		to[0][j], to[1][j], to[2][j], to[3][j] = a+e, b+f, c+g, d+h
		to[4][j], to[5][j], to[6][j], to[7][j] = a-e, b-f, c-g, d-h
	}
}

// combineFour makes one transform of four of length m.
func combineFour[F array.Real](y []panel.Row[F], m int) {
	y0, y1, y2, y3 := y[:m], y[m:2*m], y[2*m:3*m], y[3*m:4*m]
	for k := range y0 {
		p0, p1, p2, p3 := &y0[k], &y1[k], &y2[k], &y3[k]
		for j := range p0 {
			a, b := p0[j]+p1[j], p0[j]-p1[j]
			c, d := p2[j]+p3[j], p2[j]-p3[j]
			p0[j], p1[j], p2[j], p3[j] = a+c, b+d, a-c, b-d
		}
	}
}

// combineEight makes one transform of eight of length m.
func combineEight[F array.Real](y []panel.Row[F], m int) {
	for k := range m {
		p0, p1, p2, p3 := &y[k], &y[k+m], &y[k+2*m], &y[k+3*m]
		p4, p5, p6, p7 := &y[k+4*m], &y[k+5*m], &y[k+6*m], &y[k+7*m]
		for j := range p0 {
			a, b := p0[j]+p1[j], p0[j]-p1[j]
			c, d := p2[j]+p3[j], p2[j]-p3[j]
			e, f := p4[j]+p5[j], p4[j]-p5[j]
			g, h := p6[j]+p7[j], p6[j]-p7[j]
			a, b, c, d = a+c, b+d, a-c, b-d
			e, f, g, h = e+g, f+h, e-g, f-h
			p0[j], p1[j], p2[j], p3[j] = a+e, b+f, c+g, d+h
			p4[j], p5[j], p6[j], p7[j] = a-e, b-f, c-g, d-h
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
