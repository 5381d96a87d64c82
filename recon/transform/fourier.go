package transform

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/internal/panel"
	"firenet/recon/parallel"
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
	if err := Check("fourier", s); err != nil {
		return nil, err
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
	rows := kernel.NewFourier[F](s.W, w)
	columns := rows
	if s.H != s.W {
		columns = kernel.NewFourier[F](s.H, w)
	}
	scratch := panel.NewScratch[F](w.Count(), s)
	// plan has frequency k of an axis at (k + shift) mod n.
	plan := func(shiftH, shiftW int, inverted bool) mapping[T] {
		p := &panel.Plan[F]{
			Rows: panel.Natural(rows), Columns: panel.Natural(columns),
			Stride: s.W, Scale: F(1 / math.Sqrt(float64(s.Len()))),
			Conjugate: inverted, InPlace: true, Scratch: scratch,
		}
		atRows, atColumns := panel.Rolled(s.W, s.W-shiftW), panel.Rolled(s.H, s.H-shiftH)
		if inverted {
			p.Rows.From, p.Columns.From = atRows, atColumns
		} else {
			p.Rows.To, p.Columns.To = atRows, atColumns
		}
		for _, line := range []*panel.Line[F]{&p.Rows, &p.Columns} {
			// What the kernel leaves in digit-reversed order is put in order.
			at := line.Kernel.(kernel.Spectral[F]).At()
			for i, k := range line.To {
				line.To[i] = at[k]
			}
		}
		return &separable[T, F]{workers: w, plans: []*panel.Plan[F]{p}}
	}
	f := &Fourier[T]{}
	f.square = square[T]{s, plan(s.H/2, s.W/2, false), plan(s.H/2, s.W/2, true)}
	f.own = square[T]{s, plan(0, 0, false), plan(0, 0, true)}
	f.rows, f.columns = Orders("fourier", s)
	f.ownRows, f.ownColumns = panel.Rolled(s.H, s.H/2), panel.Rolled(s.W, s.W/2)
	return f
}
