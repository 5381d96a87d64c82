package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/parallel"
	"firenet/recon/transform"
)

// spectrum is what the network keeps of each frequency, in panels of sixteen rows of the
// half spectrum: the picture's panels turned. Frequencies stand where the transforms leave
// them; ownRow and ownColumn say where that is.
//
// Nothing is normalised inside: y is divided by unit, and the steps are multiplied by it.
type spectrum[F array.Real] struct {
	v    []row[F]      // dual variable, to be multiplied by the factor of its last projection
	y    []row[F]      // samples / unit
	mask [][lanes]int8 // -1 where sampled
	n    int           // rows of a panel: the width of the image
	unit float64       // 1 / sqrt(number of pixels)

	rows, columns kernel.Spectral[F] // transforms along rows, along columns
	height        int
	ownRow        []int // of each row of the spectrum that is seen
	ownColumn     []int
}

func newSpectrum[F array.Real](name string, s array.Shape, unit float64, w *parallel.Workers) *spectrum[F] {
	make1D := func(n int) kernel.Spectral[F] {
		if name == "walsh" {
			return kernel.NewWalsh[F](n)
		}
		return kernel.NewFourier[F](n, w)
	}
	sp := &spectrum[F]{n: s.W, height: s.H, unit: unit, rows: make1D(s.W)}
	sp.columns = sp.rows
	if s.H != s.W {
		sp.columns = make1D(s.H)
	}
	size := blocks(s.H) * s.W
	sp.v, sp.y, sp.mask = make([]row[F], size), make([]row[F], size), make([][lanes]int8, size)
	sp.ownRow, sp.ownColumn = transform.Orders(name, s)
	for _, axis := range []struct{ own, at []int }{{sp.ownRow, sp.columns.At()}, {sp.ownColumn, sp.rows.At()}} {
		for i, k := range axis.own {
			axis.own[i] = axis.at[k]
		}
	}
	return sp
}

// panel returns the rows of panel j of v, y or what has their layout.
func (s *spectrum[F]) panel(rows []row[F], j int) []row[F] { return rows[j*s.n : (j+1)*s.n] }

// place is the row and the lane of a frequency that is seen at [r, c].
func (s *spectrum[F]) place(r, c int) (at, lane int) {
	own := s.ownRow[r]
	return own/lanes*s.n + s.ownColumn[c], own % lanes
}

// load reads mask and samples, and returns the norm of the samples.
func (s *spectrum[F]) load(w *parallel.Workers, mask *array.Mask, samples *array.Complex) float64 {
	w.Do(parallel.Func(func(_, r int) {
		for c, on := range mask.Data[r*mask.W : (r+1)*mask.W] {
			if !on {
				continue
			}
			at, lane := s.place(r, c)
			z := samples.At(r, c)
			s.mask[at][lane] = -1
			s.y[at][lane], s.y[at][lane+lanes] = F(real(z)/s.unit), F(imag(z)/s.unit)
		}
	}), s.height)
	return samples.Norm()
}

// dual writes the dual variable, times factor, in the order that is seen.
func (s *spectrum[F]) dual(w *parallel.Workers, factor float64) *array.Complex {
	out := array.NewComplex(array.Shape{H: s.height, W: s.n})
	w.Do(parallel.Func(func(_, r int) {
		for c := range s.n {
			at, lane := s.place(r, c)
			if s.mask[at][lane] != 0 {
				out.Set(r, c, complex(float64(F(factor)*s.v[at][lane]), float64(F(factor)*s.v[at][lane+lanes])))
			}
		}
	}), s.height)
	return out
}

// toPicture is the adjoint half step as a task: each index is a panel of the spectrum,
// which is transformed along its rows and turned into the panels of the picture.
type toPicture[F array.Real] struct{ *layers[F] }

func (t *toPicture[F]) Run(worker, j int) {
	y := t.scratch[worker]
	t.rows.Inverse(worker, y[:t.n], t.panel(t.v, j))
	clear(y[t.n : len(t.turn)*lanes]) // lanes without a column
	for k, columns := range t.turn {
		t.loops.Turn(t.picture.panel(k)[j*lanes:], inOrder[:], y, columns)
	}
}

// fromPicture is the forward half step, with what is done to the samples of a panel while
// they are near: A x and A (2 x+ - x) are followed, and the dual step is taken.
type fromPicture[F array.Real] struct {
	*layers[F]
	steps      bool // the dual step is taken
	keep, step float64
	norms      []float64 // sum of |v|^2 of each panel

	first      bool // of a block: the sum of A x starts anew
	fresh, old float64
}

func (t *fromPicture[F]) Run(worker, j int) {
	y := t.scratch[worker]
	for k, columns := range t.turn {
		t.loops.Turn(y, columns, t.picture.panel(k)[j*lanes:], inOrder[:])
	}
	y = y[:t.n]
	t.rows.Transform(worker, y, y)
	mask := t.mask[j*t.n : (j+1)*t.n]
	if tr := t.track; tr != nil {
		sum := t.panel(tr.sum, j)
		if t.first {
			clear(sum)
		}
		t.loops.Track(t.panel(tr.ax, j), sum, y, mask, F(t.fresh), F(t.old))
	}
	if t.steps {
		t.norms[j] = t.loops.Ascend(t.panel(t.v, j), y, t.panel(t.y, j), mask, F(t.keep), F(t.step))
	}
}
