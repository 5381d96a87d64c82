package transform

import (
	"firenet/recon/array"
	"firenet/recon/internal/simd"
	"firenet/recon/parallel"
)

// haar is the Haar transform (db1) without panels: on each level, two rows of the
// approximation become one row of each of its four quadrants by sums and differences,
//
//	A = (a+b+c+d)/2   V = (a-b+c-d)/2        of   a b
//	H = (a+b-c-d)/2   D = (a-b-c+d)/2             c d
//
// and the same sums lead back. Approximations between the levels have memory of their own,
// so that nothing is overwritten before it is read.
type haar[T array.Scalar, F array.Real] struct {
	workers *parallel.Workers
	levels  []*haarLevel[F] // finest first
	inverse bool
}

// haarLevel is one level as a [parallel.Task] whose indices are groups of row pairs.
type haarLevel[F array.Real] struct {
	size    array.Shape // of its approximation and of each of its details
	stride  int         // of the coefficients, in reals
	inverse bool
	loops   *simd.Kernels[F]

	// Memory for the approximations on both sides; nil for the image's, which is on the
	// finest level, and for the coarsest, which is among the coefficients.
	fine, coarse []F

	image, coefficients []F
}

// newHaar returns analysis and synthesis with at least one level.
func newHaar[T array.Scalar, F array.Real](s array.Shape, levels int, w *parallel.Workers) (analysis, synthesis *haar[T, F]) {
	analysis = &haar[T, F]{workers: w}
	synthesis = &haar[T, F]{workers: w, inverse: true}
	var fine []F
	for j := 1; j <= levels; j++ {
		size := array.Shape{H: s.H >> j, W: s.W >> j}
		var coarse []F
		if j < levels {
			coarse = make([]F, 2*size.Len())
		}
		level := haarLevel[F]{size: size, stride: 2 * s.W, loops: simd.For[F](), fine: fine, coarse: coarse}
		undo := level
		undo.inverse = true
		analysis.levels = append(analysis.levels, &level)
		synthesis.levels = append(synthesis.levels, &undo)
		fine = coarse
	}
	return analysis, synthesis
}

func (p *haar[T, F]) apply(dst, src []T) {
	image, coefficients := array.Parts[F](src), array.Parts[F](dst)
	if p.inverse {
		image, coefficients = coefficients, image
		for j := len(p.levels) - 1; j >= 0; j-- {
			p.levels[j].do(p.workers, image, coefficients)
		}
		return
	}
	for _, level := range p.levels {
		level.do(p.workers, image, coefficients)
	}
}

func (l *haarLevel[F]) do(w *parallel.Workers, image, coefficients []F) {
	l.image, l.coefficients = image, coefficients
	group := l.group()
	w.Do(l, (l.size.H+group-1)/group)
	l.image, l.coefficients = nil, nil
}

// group is how many row pairs make up one index: enough that handing it out costs little.
func (l *haarLevel[F]) group() int { return max(1, 4096/l.size.W) }

// Run transforms one group of row pairs, or undoes it.
func (l *haarLevel[F]) Run(_, index int) {
	group := l.group()
	for r := index * group; r < min((index+1)*group, l.size.H); r++ {
		top, bottom, a, h, v, d := l.rows(r)
		if l.inverse {
			l.loops.HaarSynthesis(top, bottom, a, h, v, d)
		} else {
			l.loops.HaarAnalysis(top, bottom, a, h, v, d)
		}
	}
}

// rows are the two rows of the finer approximation, and the row of each quadrant, that
// belong together.
func (l *haarLevel[F]) rows(r int) (top, bottom, a, h, v, d []F) {
	n := 2 * l.size.W // reals in a row of a quadrant
	if l.fine == nil {
		top, bottom = l.image[2*r*l.stride:], l.image[(2*r+1)*l.stride:]
	} else {
		top, bottom = l.fine[2*r*2*n:], l.fine[(2*r+1)*2*n:]
	}
	a = l.coefficients[r*l.stride:]
	v = a[n : 2*n]
	if l.coarse != nil {
		a = l.coarse[r*n:]
	}
	h = l.coefficients[(l.size.H+r)*l.stride:]
	d = h[n : 2*n]
	return top[:2*n], bottom[:2*n], a[:n], h[:n], v, d
}
