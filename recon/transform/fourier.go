package transform

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/transform/internal/kernel"
	"firenet/recon/transform/internal/panel"
)

// Fourier is the centred unitary two-dimensional DFT of an H x W image,
//
//	X[u, v] = (H W)^(-1/2) sum_{r, c} x[r, c] exp(-2 pi i (k r / H + l c / W)),
//	k = u - floor(H/2),  l = v - floor(W/2):
//
// zero frequency stands at [H/2, W/2]. Only the spectrum is centred; the image's origin is
// pixel [0, 0]. Software that centres both (BART, SigPy) gets a spectrum that differs, for
// even sides, by the sign (-1)^(k+l).
//
// [Fourier.Own] is the same DFT in the natural order, zero frequency at [0, 0]. The
// adjoint is the inverse.
type Fourier[T array.Scalar] struct{ spectral[T] }

// NewFourier returns the transform for any H, W >= 1. Powers of two are fast.
func NewFourier[T array.Scalar](s array.Shape, w *parallel.Workers) (*Fourier[T], error) {
	if s.H < 1 || s.W < 1 {
		return nil, fmt.Errorf("fourier: image of %v: both sides must be at least 1", s)
	}
	var z T
	switch any(z).(type) {
	case complex64:
		return any(newFourier[complex64, float32](s, w)).(*Fourier[T]), nil
	default:
		return any(newFourier[complex128, float64](s, w)).(*Fourier[T]), nil
	}
}

func newFourier[T array.Scalar, F array.Real](s array.Shape, w *parallel.Workers) *Fourier[T] {
	f := &Fourier[T]{}
	scratch := panel.NewScratch[F](w.Count(), max(s.H, s.W))
	columns := kernel.NewFourier[F](s.H, w)
	rows := columns
	if s.W != s.H {
		rows = kernel.NewFourier[F](s.W, w)
	}
	// plan puts element i of the spectrum at (i + shift) mod n.
	plan := func(shiftH, shiftW int, inverted bool) mapping[T] {
		p := []*panel.Pass[F]{
			{Kernel: columns, Axis: panel.Columns, Lines: s.W, Scale: 1},
			{Kernel: rows, Axis: panel.Rows, Lines: s.H, Scale: F(1 / math.Sqrt(float64(s.Len())))},
		}
		for i, shift := range []int{shiftH, shiftW} {
			input := []kernel.Fourier[F]{columns, rows}[i].Input()
			n := len(input)
			frequency := rolled(n, n-shift)
			p[i].Stride, p[i].Scratch = s.W, scratch
			p[i].From, p[i].To = input, frequency
			if inverted {
				p[i].From, p[i].To = composed(input, frequency), panel.Identity(n)
			}
		}
		p[0].SwapIn, p[1].SwapOut = inverted, inverted
		return &separable[T, F]{workers: w, passes: p}
	}
	f.square = square[T]{s, plan(s.H/2, s.W/2, false), plan(s.H/2, s.W/2, true)}
	f.own = square[T]{s, plan(0, 0, false), plan(0, 0, true)}
	f.rows, f.columns = rolled(s.H, s.H-s.H/2), rolled(s.W, s.W-s.W/2)
	f.ownRows, f.ownColumns = rolled(s.H, s.H/2), rolled(s.W, s.W/2)
	return f
}

// composed is the order i -> outer[inner[i]].
func composed(outer, inner []int) []int {
	order := make([]int, len(inner))
	for i, k := range inner {
		order[i] = outer[k]
	}
	return order
}
