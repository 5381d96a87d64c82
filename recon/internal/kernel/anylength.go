package kernel

import (
	"gonum.org/v1/gonum/dsp/fourier"

	"firenet/recon/array"
	"firenet/recon/internal/panel"
	"firenet/recon/parallel"
)

// anyLength is the DFT of lengths that own code does not have: line by line through
// gonum's FFT, in double precision. A prime factor p of n costs p operations per element.
type anyLength[F array.Real] struct {
	n       int
	workers *parallel.Workers
	ffts    []*fourier.CmplxFFT // one per worker: they hold scratch memory
	lines   [][]complex128
	at      []int
}

func newAnyLength[F array.Real](n int, w *parallel.Workers) *anyLength[F] {
	f := &anyLength[F]{n: n, workers: w, at: panel.Rolled(n, 0)}
	for range w.Count() {
		f.ffts = append(f.ffts, fourier.NewCmplxFFT(n))
		f.lines = append(f.lines, make([]complex128, n))
	}
	return f
}

// Len is the number of elements.
func (f *anyLength[F]) Len() int { return f.n }

// At is the natural order.
func (f *anyLength[F]) At() []int { return f.at }

// Transform is the DFT of x.
func (f *anyLength[F]) Transform(worker int, y, x []panel.Row[F]) { f.lineByLine(worker, y, x, 0) }

// Inverse is n times its inverse: the DFT with real and imaginary parts exchanged.
func (f *anyLength[F]) Inverse(worker int, y, x []panel.Row[F]) {
	f.lineByLine(worker, y, x, panel.Lanes)
}

// lineByLine has the real parts at re and the imaginary parts in the other half of a row.
func (f *anyLength[F]) lineByLine(worker int, y, x []panel.Row[F], re int) {
	line, fft := f.lines[worker], f.ffts[worker]
	im := panel.Lanes - re
	for j := range panel.Lanes {
		// A line with large prime factors takes long enough to look for a cancellation.
		if f.workers.Err() != nil {
			break
		}
		for i := range line {
			line[i] = complex(float64(x[i][j+re]), float64(x[i][j+im]))
		}
		fft.Coefficients(line, line)
		for i, z := range line {
			y[i][j+re], y[i][j+im] = F(real(z)), F(imag(z))
		}
	}
}
