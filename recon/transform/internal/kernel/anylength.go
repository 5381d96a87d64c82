package kernel

import (
	"gonum.org/v1/gonum/dsp/fourier"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/transform/internal/panel"
)

// anyLength is the DFT of lengths that own code does not have: line by line through
// gonum's FFT, in double precision. A prime factor p of n costs p operations per element.
type anyLength[F array.Real] struct {
	n       int
	workers *parallel.Workers
	ffts    []*fourier.CmplxFFT // one per worker: they hold scratch memory
	lines   [][]complex128
}

func newAnyLength[F array.Real](n int, w *parallel.Workers) *anyLength[F] {
	f := &anyLength[F]{n: n, workers: w}
	for range w.Count() {
		f.ffts = append(f.ffts, fourier.NewCmplxFFT(n))
		f.lines = append(f.lines, make([]complex128, n))
	}
	return f
}

func (f *anyLength[F]) Len() int { return f.n }

func (f *anyLength[F]) Transform(worker int, y, x []panel.Row[F]) {
	line, fft := f.lines[worker], f.ffts[worker]
	for j := range panel.Lanes {
		// A line with large prime factors takes long enough to look for a cancellation.
		if f.workers.Err() != nil {
			break
		}
		for i := range x {
			line[i] = complex(float64(x[i][j]), float64(x[i][j+panel.Lanes]))
		}
		fft.Coefficients(line, line)
		for i, z := range line {
			y[i][j], y[i][j+panel.Lanes] = F(real(z)), F(imag(z))
		}
	}
}
