package phantoms

import "math"

// sulcus is a fold: a curve with fluid around it, of the given half width at its start and 0.55
// of it at its end.
type sulcus struct {
	curve     []point
	halfWidth float64
}

// foldIndex finds the folds near a point. The square [-1, 1]^2 is divided into cells, and each
// knows the pieces of the folds that reach into it.
type foldIndex struct {
	cells [indexSide * indexSide][]nearFold
}

const indexSide = 64

// nearFold is the pieces of one sulcus that a cell has to look at.
type nearFold struct {
	pieces    []piece
	halfWidth float64
}

// piece is one segment of a curve, from start along direction; it covers the part from, ...,
// from + part of the curve.
type piece struct {
	start, direction point
	inverse          float64 // 1 / |direction|^2
	from, part       float64
}

// newFoldIndex prepares for questions about distances up to reach.
func newFoldIndex(sulci []sulcus, reach float64) *foldIndex {
	x := &foldIndex{}
	for _, s := range sulci {
		n := len(s.curve) - 1
		x.eachCell(s.curve, reach+s.halfWidth, func(cell int, centre point, limit float64) {
			var near []piece
			for i := range n {
				p := newPiece(s.curve[i], s.curve[i+1], i, n)
				if d, _ := p.distance2(centre); d < limit*limit {
					near = append(near, p)
				}
			}
			if near != nil {
				x.cells[cell] = append(x.cells[cell], nearFold{near, s.halfWidth})
			}
		})
	}
	return x
}

func newPiece(a, b point, i, n int) piece {
	d := point{b.x - a.x, b.y - a.y}
	return piece{a, d, 1 / (d.x*d.x + d.y*d.y), float64(i) / float64(n), 1 / float64(n)}
}

// eachCell calls f with the cells whose centre may lie within limit of the curve, where limit
// is reach and half the diagonal of a cell.
func (x *foldIndex) eachCell(curve []point, reach float64, f func(cell int, centre point, limit float64)) {
	const half = 1.0 / indexSide
	limit := reach + half*math.Sqrt2
	b := box{1, 1, -1, -1}
	for _, p := range curve {
		b = box{min(b.x0, p.x-limit), min(b.y0, p.y-limit), max(b.x1, p.x+limit), max(b.y1, p.y+limit)}
	}
	index := func(v float64) int { return max(0, min(int((v+1)/(2*half)), indexSide-1)) }
	for row := index(b.y0); row <= index(b.y1); row++ {
		for column := index(b.x0); column <= index(b.x1); column++ {
			centre := point{float64(2*column+1)*half - 1, float64(2*row+1)*half - 1}
			f(row*indexSide+column, centre, limit)
		}
	}
}

// distance2 is the squared distance from q to the piece, and where on the curve the nearest
// point lies, 0 at its start and 1 at its end.
func (p *piece) distance2(q point) (squared, along float64) {
	x, y := q.x-p.start.x, q.y-p.start.y
	t := unit((x*p.direction.x + y*p.direction.y) * p.inverse)
	x, y = x-t*p.direction.x, y-t*p.direction.y
	return x*x + y*y, p.from + t*p.part
}

// nearest returns how deep p lies in the fluid of the folds (negative outside), and its
// distance from them, rounded where two are near; 1 beyond the reach.
func (x *foldIndex) nearest(p point) (fluid, distance float64) {
	fluid, distance = -1, 1
	column, row := int((p.x+1)*indexSide/2), int((p.y+1)*indexSide/2)
	if p.x < -1 || p.y < -1 || column >= indexSide || row >= indexSide {
		return fluid, distance
	}
	near := x.cells[row*indexSide+column]
	for i := range near {
		squared, along := math.Inf(1), 0.0
		for j := range near[i].pieces {
			if d, t := near[i].pieces[j].distance2(p); d < squared {
				squared, along = d, t
			}
		}
		d := math.Sqrt(squared) - near[i].halfWidth*(1-0.45*along)
		fluid = max(fluid, -d)
		distance = smoothMin(distance, d, 0.02)
	}
	return fluid, distance
}
