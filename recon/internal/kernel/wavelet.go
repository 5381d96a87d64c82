package kernel

import (
	"firenet/recon/array"
	"firenet/recon/internal/panel"
	"firenet/recon/internal/simd"
)

// Wavelet is one level of a periodic orthonormal filter bank with F taps on n elements, n
// even. Analysis computes the averages a into the first half of the line, the details d
// into the second,
//
//	a[k] = sum_j low[j] x[(2k + F/2 - j) mod n],  d[k] = sum_j high[j] x[(2k + F/2 - j) mod n],
//
// and synthesis its adjoint, which is its inverse. The filter may be longer than the line.
//
// Both come down to the same loop: two rows of the result are two sums over the same F
// rows of the input, which move on by two from one pair to the next.
type Wavelet[F array.Real] struct {
	n             int
	first, second []F   // factors of the two sums
	in            []int // rows that pair q reads are in[2q], ..., in[2q+F-1]
	out           []int // rows that pair q writes are out[2q] and out[2q+1]
	loops         *simd.Kernels[F]
}

// NewAnalysis returns the filter bank on n elements.
func NewAnalysis[F array.Real](n int, low, high []float64) *Wavelet[F] {
	f := newWavelet[F](n, len(low))
	for t := range low {
		f.first[t], f.second[t] = F(low[len(low)-1-t]), F(high[len(low)-1-t])
	}
	for i := range f.in {
		f.in[i] = modulo(i+1-len(low)/2, n)
	}
	for k := range n / 2 {
		f.out[2*k], f.out[2*k+1] = k, n/2+k
	}
	return f
}

// NewSynthesis returns the inverse of the filter bank on n elements,
//
//	x[m] = sum of low[j] a[k] + high[j] d[k] over all j, k with 2k + F/2 - j = m mod n.
//
// Two neighbours m, m+1 with m + F/2 odd share their k: m takes the odd taps j = 2t+1,
// m+1 the even ones 2t, both with k = (m+1-F/2)/2 + t.
func NewSynthesis[F array.Real](n int, low, high []float64) *Wavelet[F] {
	f := newWavelet[F](n, len(low))
	for t := range len(low) / 2 {
		f.first[2*t], f.first[2*t+1] = F(low[2*t+1]), F(high[2*t+1])
		f.second[2*t], f.second[2*t+1] = F(low[2*t]), F(high[2*t])
	}
	odd := (len(low)/2 + 1) % 2
	for i := range f.in {
		k := i/2 + (odd+1-len(low)/2)/2
		f.in[i] = modulo(k, n/2) + i%2*n/2
	}
	for q := range n / 2 {
		f.out[2*q], f.out[2*q+1] = 2*q+odd, (2*q+odd+1)%n
	}
	return f
}

func newWavelet[F array.Real](n, taps int) *Wavelet[F] {
	return &Wavelet[F]{
		n: n, first: make([]F, taps), second: make([]F, taps),
		in: make([]int, n+taps), out: make([]int, n), loops: simd.For[F](),
	}
}

// modulo is the remainder in 0, ..., n-1.
func modulo(i, n int) int { return (i%n + n) % n }

// Len is the number of elements.
func (f *Wavelet[F]) Len() int { return f.n }

// Transform applies the filter bank.
func (f *Wavelet[F]) Transform(_ int, y, x []panel.Row[F]) {
	f.loops.FilterPair(y, f.out, x, f.in, f.first, f.second)
}
