package firenet

import "firenet/recon/array"

// haarLevel is one level of the Haar transform, in place: each pair of panels of the finer
// picture becomes one panel of each band.
//
//	left panel    right panel           left          right
//	row 2r   a b  a b                   H             D
//	row 2r+1 c d  c d            ->     V             unused    A: row r of the coarser picture
//
// Lanes of the finer picture hold its even columns, then its odd ones.
type haarLevel[F array.Real] struct {
	*layers[F]
	fine, coarse *picture[F]
	parts        []*part[F] // H, V and D of panel 0, of panel 1, ...
	finest       bool
	down         haarDown[F]
	up           haarUp[F]
}

// haarDown and haarUp are analysis and synthesis as tasks; each index is a pair of panels.
type (
	haarDown[F array.Real] struct{ *haarLevel[F] }
	haarUp[F array.Real]   struct{ *haarLevel[F] }
)

// newHaarLevel transforms the picture before it; j counts from 1, the finest.
func newHaarLevel[F array.Real](l *layers[F], fine *picture[F], j int) *haarLevel[F] {
	h, w := l.Shape.H>>j, l.Shape.W>>j
	pairs := blocks(w)
	level := &haarLevel[F]{
		layers: l, fine: fine, finest: j == 1,
		// An even number of panels, so that the next level finds pairs.
		coarse: newPicture[F](h, w, (pairs+1)/2*2),
	}
	level.down.haarLevel, level.up.haarLevel = level, level
	for k := range pairs {
		left, right := fine.panel(2*k), fine.panel(2*k+1)
		at := place{column: k * lanes, count: min(lanes, w-k*lanes), order: inOrder}
		level.parts = append(level.parts, l.newHaarParts(left, right, 1, j, h, at)...)
	}
	return level
}

// newHaarParts makes the parts of n rows for the bands H, V and D of level j, where the transform
// of left and right leaves them, whose rows are apart rows apart. at is their place in a band.
func (l *layers[F]) newHaarParts(left, right []row[F], apart, j, n int, at place) (parts []*part[F]) {
	h, w := l.Shape.H>>j, l.Shape.W>>j
	at.alongRows = true
	for _, band := range []struct {
		ahead       []row[F]
		row, column int
	}{{left, h, 0}, {left[apart:], 0, w}, {right, h, w}} {
		p := at
		p.row, p.column = band.row, band.column+at.column
		parts = append(parts, l.newPart(n, band.ahead, 2*apart, l.weightOf(j), p))
	}
	return parts
}

func (l *haarLevel[F]) pairs() int { return len(l.parts) / 3 }

func (l *haarLevel[F]) analyse() { l.do(&l.down, l.pairs(), l.fine) }

func (l *haarLevel[F]) synthesise() { l.do(&l.up, l.pairs(), l.fine) }

func (l *haarLevel[F]) next() *picture[F] { return l.coarse }

// Run takes a pair of panels down, on the finest level from the half spectrum that they
// hold, and the coefficients through the primal step.
func (l *haarDown[F]) Run(worker, k int) {
	left, right := l.fine.panel(2*k), l.fine.panel(2*k+1)
	if l.finest {
		l.toImage(worker, left)
		l.toImage(worker, right)
	}
	if (2*k+1)*lanes >= l.fine.lines {
		clear(right) // no line, but D of the last time
	}
	approximation := l.coarse.panel(k)[:l.coarse.n]
	if !l.primal.first {
		l.loops.HaarSplit(left, right, approximation, l.coarse.n, 1, 1)
	}
	if l.steps {
		for _, p := range l.parts[3*k : 3*k+3] {
			l.cross(p)
		}
	}
}

// Run takes a pair of panels up, on the finest level to the half spectrum.
func (l *haarUp[F]) Run(worker, k int) {
	left, right := l.fine.panel(2*k), l.fine.panel(2*k+1)
	l.loops.HaarMerge(left, right, l.coarse.panel(k), l.coarse.n, 1, 1)
	if l.finest {
		l.fromImage(worker, left)
		l.fromImage(worker, right)
	}
}
