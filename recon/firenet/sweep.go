package firenet

import "firenet/recon/array"

// sweep is what the two derivatives have in common: they go through the layers, tangents
// forwards and cotangents backwards, with two numbers for each coefficient, one for each
// sampled frequency, and the tape of the layers beside them.
type sweep[F array.Real] struct {
	*linearisation[F]
	tape  *tape[F]
	layer int // j

	// At the start of a block first becomes mean times second, and second 0.
	first, second [][]row[F]
	mean          float64
	ascent        F // step of the dual variable

	// What the ball's derivative at u does to a v: keep v + add u.
	keep, add float64
	dots      []float64 // <u, v> of each panel
}

func newSweep[F array.Real](l *linearisation[F], first, second [][]row[F]) sweep[F] {
	return sweep[F]{linearisation: l, first: first, second: second, dots: make([]float64, len(l.panels))}
}

// open finds the tape of block k, or records it again.
func (s *sweep[F]) open(k int, as crossing[F]) error {
	s.tape = s.tapeOf(k)
	if s.tape.block != k {
		if err := s.recording.block(k); err != nil {
			return err
		}
	}
	s.crossing = as
	return nil
}

// step sets what the coefficients of a layer need to know.
func (s *sweep[F]) step(first bool, step, alpha float64) {
	s.primal.first, s.primal.step, s.primal.threshold = first, step*s.unit, s.Tau/alpha*s.Lambda
}

// cross applies a kernel to a part: Tangent to d and sum, or Cotangent to d and base.
func (s *sweep[F]) cross(p *part[F], kernel func(d, other, ahead, x []row[F], apart int, step, limit F), d, other []row[F]) {
	x, step, limit := s.tape.xOf(s.layer, p), F(s.primal.step), F(s.primal.threshold*p.weight)
	if !s.primal.first {
		kernel(d, other, p.ahead, x, p.apart, step, limit)
		return
	}
	first, second := s.first[p.index], s.second[p.index]
	for lo := 0; lo < len(x); lo += beginning {
		hi := min(lo+beginning, len(x))
		s.loops.Scale(flat(first[lo:hi]), flat(second[lo:hi]), F(s.mean))
		clear(second[lo:hi])
		ahead := p.ahead[lo*p.apart:]
		for r := range hi - lo {
			ahead[r*p.apart] = row[F]{}
		}
		kernel(d[lo:hi], other[lo:hi], ahead, x[lo:hi], p.apart, step, limit)
	}
}

// ball sets the derivative of the projection at u_j, <u, v> being known: inside it changes
// nothing, outside it is g -> (g - u^ Re<u^, g>) / ||u||.
func (s *sweep[F]) ball(j int) {
	s.keep, s.add = 1, 0
	if norm := s.tape.norms[j-1]; norm > 1 {
		s.keep = 1 / norm
		s.add = -array.PairwiseSum(s.dots) / norm / norm / norm
	}
}

// clearRows sets coefficients to 0; each index is a part.
type clearRows[F array.Real] struct{ rows [][]row[F] }

func (t *clearRows[F]) Run(_, i int) { clear(t.rows[i]) }

// analyseInto makes rows the coefficients of an image, 0 if there is none.
func (l *linearisation[F]) analyseInto(rows [][]row[F], image *array.Complex) {
	if image == nil {
		l.clearing.rows = rows
		l.workers.Do(&l.clearing, len(rows))
		return
	}
	l.analyseImage(image)
	l.take(rows)
}

// synthesiseFrom writes the image of coefficients, times factor.
func (l *linearisation[F]) synthesiseFrom(image *array.Complex, rows [][]row[F], factor float64) {
	l.giveRows(rows, factor)
	l.synthesiseImage()
	l.write(image)
}
