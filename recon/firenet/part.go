package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/simd"
)

// part is a piece of one band of wavelet coefficients: the lines of one panel. Its rows
// stand together in x, sum and seen, and between the others' in the picture, where the
// wavelet transform leaves and reads them.
type part[F array.Real] struct {
	index int      // among the parts
	n     int      // rows
	x     []row[F] // x of the layer
	sum   []row[F] // S, sum of the block's iterates
	// filled knows rows of x and S that are zero, as the primal step keeps it.
	filled []uint8
	seen   []row[F] // coefficients of the image that distances are asked to; nil: none yet
	ahead  []row[F] // in the picture: A* v before the primal step, 2 x+ - x after it
	apart  int      // distance of its rows there

	weight float64
	place  place
}

// place says where in the nested squares the coefficients of a part belong: those of a row
// in one column (or, if not alongRows, in one row), from the first on.
type place struct {
	row, column int
	count       int   // lanes that hold a coefficient
	order       order // of the lanes
	pieces      order // of n rows each, by which lanes are further down
	alongRows   bool  // lanes are neighbours in a row of the array
}

// at is the index of lane j of row r of n in a row-major array of the given width.
func (p *place) at(width, n, r, j int) int {
	if p.alongRows {
		return (p.row+p.pieces[j]*n+r)*width + p.column + p.order[j]
	}
	return (p.row+p.order[j])*width + p.column + r
}

// primalStep is what a primal step needs to know.
type primalStep[F array.Real] struct {
	loops           *simd.Kernels[F]
	first           bool    // of a block: there is no A* v (the dual is 0), and S starts anew
	mean            float64 // of the block before: x is S times that; 0: x is there
	step, threshold float64
	sums            sumOf
	// over takes the layer's average times mean through the first step of the next block, with
	// the threshold next; S is not written.
	over bool
	next float64
}

// sumOf says how a primal step adds to S.
type sumOf int

const (
	addEach   sumOf = iota // S = S + x+
	addNone                // later: x is there in the next layer
	addBoth                // S = S + x + x+
	addLast                // S = S + x+, which is all that is kept
	beginBoth              // S = x + x+
)

// beginning is how many rows the first step of a block handles before the next, so that
// what it prepares is still in the first cache when it is used.
const beginning = 32

// shrink is x+ = soft(x - step A* v, threshold w), S = S + x+, ahead = 2 x+ - x, as the
// derivative records it: next takes x+.
func (p *part[F]) shrink(s *primalStep[F], next, x []row[F]) {
	step, limit := F(s.step), F(s.threshold*p.weight)
	if !s.first {
		s.loops.Shrink(next, x, p.sum, p.ahead, p.apart, step, limit)
		return
	}
	for lo := 0; lo < len(x); lo += beginning {
		hi := min(lo+beginning, len(x))
		next, x, sum, ahead := next[lo:hi], x[lo:hi], p.sum[lo:hi], p.ahead[lo*p.apart:]
		if s.mean != 0 {
			s.loops.Scale(flat(x), flat(sum), F(s.mean))
		}
		clear(sum)
		for r := range x {
			ahead[r*p.apart] = row[F]{}
		}
		s.loops.Shrink(next, x, sum, ahead, p.apart, step, limit)
	}
}

// descend is shrink as the network takes it: in place, S when it is due, and rows of zeros
// left alone.
func (p *part[F]) descend(s *primalStep[F]) {
	if !s.first {
		p.descendRows(s, 0, p.n)
		return
	}
	for lo := 0; lo < p.n; lo += beginning {
		hi := min(lo+beginning, p.n)
		p.restart(s, lo, hi)
		p.descendRows(s, lo, hi)
	}
}

func (p *part[F]) descendRows(s *primalStep[F], lo, hi int) {
	x, sum, ahead, filled := p.x[lo:hi], p.sum[lo:hi], p.ahead[lo*p.apart:], p.filled[lo:hi]
	step, limit := F(s.step), F(s.threshold*p.weight)
	if s.over {
		s.loops.Primal.Turn(x, sum, ahead, p.apart, step, limit, F(s.mean), F(s.next*p.weight), filled)
		return
	}
	kernel := s.loops.Primal.Add
	switch s.sums {
	case addNone:
		kernel = s.loops.Primal.Leave
	case addBoth:
		kernel = s.loops.Primal.AddBoth
	case addLast:
		kernel = s.loops.Primal.Last
	case beginBoth:
		kernel = s.loops.Primal.Begin
	}
	kernel(x, sum, ahead, p.apart, step, limit, filled)
}

// restart makes the rows lo to hi what they are at the start of a block. Where S is zero so is
// the mean.
func (p *part[F]) restart(s *primalStep[F], lo, hi int) {
	x, sum, filled := p.x[lo:hi], p.sum[lo:hi], p.filled[lo:hi]
	known := uint8(0)
	for r, f := range filled {
		known |= f
		p.ahead[(lo+r)*p.apart] = row[F]{}
	}
	if known&simd.FilledSum != 0 {
		if s.mean != 0 {
			s.loops.Scale(flat(x), flat(sum), F(s.mean))
			known = simd.FilledX
		}
		clear(sum)
	} else if s.mean != 0 && known != 0 {
		clear(x)
		known = 0
	}
	for r := range filled {
		filled[r] = known & simd.FilledX
	}
}

// take copies the part from the picture.
func (p *part[F]) take(dst []row[F]) {
	for r := range dst {
		dst[r] = p.ahead[r*p.apart]
	}
}

// give writes the part, times factor, into the picture.
func (p *part[F]) give(loops *simd.Kernels[F], src []row[F], factor float64) {
	for r := range src {
		loops.Scale(p.ahead[r*p.apart][:], src[r][:], F(factor))
	}
}

// write writes src, times factor, where it belongs in the nested squares.
func (p *part[F]) write(dst *array.Complex, src []row[F], factor float64) {
	for r := range src {
		z := &src[r]
		for j := range lanes {
			if p.place.order[j] < p.place.count {
				dst.Data[p.place.at(dst.W, p.n, r, j)] = complex(float64(F(factor)*z[j]), float64(F(factor)*z[j+lanes]))
			}
		}
	}
}

// flat views rows as the numbers in them.
func flat[F array.Real](rows []row[F]) []F { return simd.Flat(rows) }
