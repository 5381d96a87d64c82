package kernel

import (
	"firenet/recon/array"
	"firenet/recon/transform/internal/panel"
)

// Wavelet is one level of a periodic orthonormal filter bank with F taps on n elements, n
// even. Analysis computes the averages a into the first half of the line, the details d
// into the second,
//
//	a[k] = sum_j low[j] x[(2k + F/2 - j) mod n],  d[k] = sum_j high[j] x[(2k + F/2 - j) mod n],
//
// and synthesis its adjoint, which is its inverse. The filter may be longer than the line.
type Wavelet[F array.Real] struct {
	n         int
	synthesis bool
	low, high []F
	// wrap[t] is t - F modulo the length of the line (analysis) or of its halves
	// (synthesis).
	wrap []int
}

// NewAnalysis returns the forward filter bank.
func NewAnalysis[F array.Real](n int, low, high []float64) *Wavelet[F] {
	return newWavelet[F](n, low, high, false)
}

// NewSynthesis returns the inverse filter bank.
func NewSynthesis[F array.Real](n int, low, high []float64) *Wavelet[F] {
	return newWavelet[F](n, low, high, true)
}

func newWavelet[F array.Real](n int, low, high []float64, synthesis bool) *Wavelet[F] {
	f := &Wavelet[F]{n: n, synthesis: synthesis}
	for j := range low {
		f.low = append(f.low, F(low[j]))
		f.high = append(f.high, F(high[j]))
	}
	period := n
	if synthesis {
		period = n / 2
	}
	f.wrap = make([]int, n+3*len(low))
	for t := range f.wrap {
		f.wrap[t] = ((t-len(low))%period + period) % period
	}
	return f
}

// Len is the number of elements.
func (f *Wavelet[F]) Len() int { return f.n }

// Transform applies the filter bank.
func (f *Wavelet[F]) Transform(_ int, y, x []panel.Row[F]) {
	if f.synthesis {
		f.synthesise(y, x)
	} else {
		f.analyse(y, x)
	}
}

func (f *Wavelet[F]) analyse(y, x []panel.Row[F]) {
	taps := len(f.low)
	half := f.n / 2
	for k := range half {
		a, d := &y[k], &y[half+k]
		*a, *d = panel.Row[F]{}, panel.Row[F]{}
		for j := range taps {
			r := &x[f.wrap[2*k+taps/2-j+taps]]
			l, h := f.low[j], f.high[j]
			for i := range r {
				a[i] += l * r[i]
				d[i] += h * r[i]
			}
		}
	}
}

func (f *Wavelet[F]) synthesise(y, x []panel.Row[F]) {
	taps := len(f.low)
	half := f.n / 2
	for m := range f.n {
		r := &y[m]
		*r = panel.Row[F]{}
		// Taps with 2k = m + j - taps/2 for a whole k.
		for j := (m + taps/2) % 2; j < taps; j += 2 {
			// The shift by 2*taps keeps the numerator positive; wrap takes it off.
			k := f.wrap[(m+j-taps/2+2*taps)/2]
			a, d := &x[k], &x[half+k]
			l, h := f.low[j], f.high[j]
			for i := range r {
				r[i] += l*a[i] + h*d[i]
			}
		}
	}
}
