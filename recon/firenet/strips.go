package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/pages"
)

// haarStrips is the first levels of the Haar transform at once, each strip of sixteen columns
// by itself. They work in place: the upper half of a panel and its lower half are the two
// panels that a level pairs, and the approximation goes to the rows that haarLevel leaves
// unused. Of n rows, upper and lower half:
//
//	row 2r      a b  a b                    H
//	row 2r+1    c d  c d                    V
//	 :                             ->
//	n/2 + 2r    a b  a b                    D
//	n/2 + 2r+1  c d  c d                    A: row r of the next level's n/4, 2 rows apart
//
// A level halves columns and rows; lanes of the lower half come to stand beside those of the
// upper one, so that all sixteen stay in use until a strip has a column left.
//
// The step on the details of a strip needs nothing but the strip, the way back up only the
// approximations besides. Those of all strips, sums over squares of pixels, are found
// beforehand from sums of columns of the half spectrum: the way down, the step and the way up
// are then one pass, in which a panel stays in the second cache.
type haarStrips[F array.Real] struct {
	*layers[F]
	depth  int // levels
	strips []haarStrip[F]
	lanes  placing
	coarse *picture[F] // the approximations

	// The half spectrum of the sums of columns.
	half *picture[F]
	sums [][]row[F] // of a line, for each worker
	fold foldTask[F]

	way strips
}

// strips is where Run goes: down, handing its approximation to the coarse picture or not, and up
// with the approximation from there.
type strips struct{ down, gives, up bool }

// haarStrip is one panel, finest level first.
type haarStrip[F array.Real] struct {
	levels []stripLevel[F]
	last   []row[F] // the approximation
}

// stripLevel is what a level pairs, and the details that it leaves.
type stripLevel[F array.Real] struct {
	upper, lower []row[F]
	n, apart     int // rows of a band, distance of the rows that it takes
	parts        []*part[F]
}

// placing is where the lanes of a band of a strip stand: in which of the pieces, of n rows
// each, that rows have been cut to, and in which column of the strip.
type placing struct{ pieces, columns order }

// next is the placing of the bands one level down, lanes in order; those of the approximation
// are parted again.
func (p placing) next() (bands, approximation placing) {
	for i := range lanes {
		from := i % (lanes / 2)
		bands.pieces[i] = 2*p.pieces[from] + 2*i/lanes
		bands.columns[i] = p.columns[from] / 2
	}
	for lane, i := range evenOdd {
		approximation.pieces[lane], approximation.columns[lane] = bands.pieces[i], bands.columns[i]
	}
	return bands, approximation
}

// deepest is the most levels of a strip: sixteen columns have become one.
const deepest = 4

// stripLevels is how many of J levels strips take: as long as the rows can be cut in two.
func stripLevels(height, levels int) int {
	depth := 0
	for depth < min(levels, deepest) && height%4 == 0 {
		depth++
		height /= 4
	}
	return depth
}

// worthStrips is the least depth at which strips save time: they transform each 2^depth-th
// column once more.
const worthStrips = 3

func newHaarStrips[F array.Real](l *layers[F], depth int) *haarStrips[F] {
	h, w := l.Shape.H>>depth, l.Shape.W>>depth
	s := &haarStrips[F]{
		layers: l, depth: depth, strips: make([]haarStrip[F], len(l.turn)),
		// An even number of panels, so that the next level finds pairs.
		coarse: newPicture[F](h, w, (blocks(w)+1)/2*2),
		half:   newPicture[F](l.Shape.H, w, blocks(w)),
	}
	for range l.scratch {
		s.sums = append(s.sums, pages.Make[row[F]](blocks(w)*lanes))
	}
	s.fold.haarStrips = s
	for k := range s.strips {
		s.lanes = s.newStrip(k)
	}
	return s
}

// newStrip cuts panel k and returns where the lanes of its approximation stand.
func (s *haarStrips[F]) newStrip(k int) placing {
	rows, n, apart := s.picture.panel(k), s.Shape.H, 1
	at := placing{columns: evenOdd}
	for j := 1; j <= s.depth; j++ {
		var bands placing
		bands, at = at.next()
		level := stripLevel[F]{upper: rows, lower: rows[n/2*apart:], n: n / 4, apart: apart}
		column := k * lanes >> j
		level.parts = s.newHaarParts(level.upper, level.lower, apart, j, level.n, place{
			column: column, count: min(lanes>>j, s.Shape.W>>j-column), order: bands.columns, pieces: bands.pieces,
		})
		s.strips[k].levels = append(s.strips[k].levels, level)
		rows, n, apart = level.approximation(), n/4, 2*apart
	}
	s.strips[k].last = rows
	return at
}

func (l *stripLevel[F]) approximation() []row[F] { return l.lower[l.apart:] }

func (s *haarStrips[F]) analyse() { s.run(strips{down: true, gives: true}) }

func (s *haarStrips[F]) synthesise() { s.run(strips{up: true}) }

func (s *haarStrips[F]) next() *picture[F] { return s.coarse }

func (s *haarStrips[F]) run(way strips) {
	s.way = way
	s.do(s, len(s.strips), s.picture)
}

// round goes from the half spectrum through the parts of all levels and, if up is set, back.
func (s *haarStrips[F]) round(up bool) {
	if !s.primal.first {
		s.do(&s.fold, blocks(s.half.lines), s.half)
	}
	s.coarser()
	for j := len(s.levels) - 1; j > 0 && up; j-- {
		s.levels[j].synthesise()
	}
	s.run(strips{down: true, up: up})
}

// Run takes a strip down, its details through the primal step, and up.
func (s *haarStrips[F]) Run(worker, k int) {
	strip := &s.strips[k]
	if s.way.down {
		s.toImage(worker, s.picture.panel(k))
		for j := range strip.levels {
			s.descend(&strip.levels[j])
		}
		if s.way.gives {
			s.give(k, strip.last)
		}
	}
	if s.way.up {
		s.take(k, strip.last)
		for j := s.depth - 1; j >= 0; j-- {
			l := &strip.levels[j]
			s.loops.HaarMerge(l.upper, l.lower, l.approximation(), l.n, l.apart, 2*l.apart)
		}
		s.fromImage(worker, s.picture.panel(k))
	}
}

func (s *haarStrips[F]) descend(l *stripLevel[F]) {
	if !s.primal.first {
		s.loops.HaarSplit(l.upper, l.lower, l.approximation(), l.n, l.apart, 2*l.apart)
	}
	if s.steps {
		for _, p := range l.parts {
			s.cross(p)
		}
	}
}

// columnOf is where a lane of the approximation of strip k stands in the coarse picture.
func (s *haarStrips[F]) columnOf(k, lane int) (in []row[F], at int, ok bool) {
	column := k*lanes>>s.depth + s.lanes.columns[lane]
	if column >= s.coarse.lines {
		return nil, 0, false
	}
	n := s.coarse.n >> s.depth // rows of a piece
	rows := s.coarse.panel(column / lanes)[s.lanes.pieces[lane]*n:]
	return rows[:n], column%lanes/2 + column%2*lanes/2, true
}

// give writes the approximation of strip k to the coarse picture, take reads it.
func (s *haarStrips[F]) give(k int, last []row[F]) {
	for lane := range lanes {
		coarse, at, ok := s.columnOf(k, lane)
		if !ok {
			continue
		}
		for r := range coarse {
			coarse[r][at], coarse[r][at+lanes] = last[r<<s.depth][lane], last[r<<s.depth][lane+lanes]
		}
	}
}

func (s *haarStrips[F]) take(k int, last []row[F]) {
	for lane := range lanes {
		coarse, at, _ := s.columnOf(k, lane)
		for r := range coarse {
			last[r<<s.depth][lane], last[r<<s.depth][lane+lanes] = coarse[r][at], coarse[r][at+lanes]
		}
	}
}

// sumLine adds up the columns of line j of the half spectrum, which is y.
func (s *haarStrips[F]) sumLine(worker, j int, y []row[F]) {
	sums := s.sums[worker]
	s.loops.SumPairs(sums[:s.half.lines], y, 1<<(s.depth-1), 1)
	for k := range blocks(s.half.lines) {
		tile := s.half.panel(k)[j*lanes:]
		s.toTile(tile, sums[k*lanes:], tile)
	}
}

// foldTask takes the sums of columns to the image and adds up their rows; each index is a
// panel of sums.
type foldTask[F array.Real] struct{ *haarStrips[F] }

func (t *foldTask[F]) Run(worker, k int) {
	x := t.half.panel(k)[:t.half.n]
	t.columns.Inverse(worker, x, x)
	t.loops.SumPairs(t.coarse.panel(k)[:t.coarse.n], x, 1<<(t.depth-1), F(1)/F(int(1)<<t.depth))
}
