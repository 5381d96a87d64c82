package model

import (
	"math"
	"sync"

	"firenet/recon/array"
)

// plane is a real array in single precision, enough for a screen.
type plane struct {
	w, h int
	data []float32
}

func newPlane(s array.Shape) plane { return plane{s.W, s.H, make([]float32, s.Len())} }

// halved is the plane of averages over squares of 2 x 2, fewer at an odd edge.
func (p plane) halved() plane {
	q := plane{(p.w + 1) / 2, (p.h + 1) / 2, nil}
	q.data = make([]float32, q.w*q.h)
	for y := range q.h {
		top := p.data[2*y*p.w : (2*y+1)*p.w]
		bottom := top
		if 2*y+1 < p.h {
			bottom = p.data[(2*y+1)*p.w : (2*y+2)*p.w]
		}
		out := q.data[y*q.w : (y+1)*q.w]
		for x := range p.w / 2 {
			out[x] = (top[2*x] + top[2*x+1] + bottom[2*x] + bottom[2*x+1]) / 4
		}
		if p.w%2 == 1 {
			out[q.w-1] = (top[p.w-1] + bottom[p.w-1]) / 2
		}
	}
	return q
}

// finish computes what every picture has: range, rms, and its reductions.
func (p *Picture) finish() *Picture {
	lo, hi := float32(math.Inf(1)), float32(math.Inf(-1))
	sum, n := 0.0, 0
	for _, v := range p.values.data {
		if v-v != 0 { // NaN or infinite
			continue
		}
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
		sum += float64(v) * float64(v)
		n++
	}
	if n > 0 {
		p.min, p.max, p.rms = float64(lo), float64(hi), math.Sqrt(sum/float64(n))
	}
	p.counts = sync.OnceValue(func() []int { return p.count(p.min, p.max, fineBins) })
	p.reduce()
	return p
}

// reduce builds the levels. The renderer averages at most 4 x 4 values of a level for a
// pixel on screen, so a picture that no screen shows at less than a quarter needs none.
func (p *Picture) reduce() {
	level := p.channels()
	p.levels = [][]plane{level}
	for max(level[0].w, level[0].h) > 256 {
		next := make([]plane, len(level))
		for i := range level {
			next[i] = level[i].halved()
		}
		p.levels = append(p.levels, next)
		level = next
	}
}

// channels are the planes that are averaged. An average of angles says nothing where they
// jump by a turn, so a phase averages the numbers themselves.
func (p *Picture) channels() []plane {
	switch {
	case p.kind == Phase:
		re, im := newPlane(p.Shape), newPlane(p.Shape)
		for i, z := range p.source.Data {
			re.data[i], im.data[i] = float32(real(z)), float32(imag(z))
		}
		return []plane{re, im}
	case p.mask != nil:
		sampled := newPlane(p.Shape)
		for i, on := range p.mask.Data {
			if on {
				sampled.data[i] = 1
			}
		}
		return []plane{p.values, sampled}
	}
	return []plane{p.values}
}
