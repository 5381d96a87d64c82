package phantoms

import (
	"math"
	"slices"
)

// The parts of the brain, in the right half; |x| mirrors the deep ones.

// nucleus is an ellipse of grey matter, bent by a parabola along its length.
type nucleus struct {
	inside  func(x, y float64) float64
	y, bend float64
	value   float64
}

func (n *nucleus) depth(x, y float64) float64 {
	return n.inside(x+n.bend*(y-n.y)*(y-n.y), y)
}

func nuclei(c contrast) []nucleus {
	bent := func(e ellipse, bend, value float64) nucleus {
		return nucleus{inside: e.depth(), y: e.y, bend: bend, value: value}
	}
	return []nucleus{
		// caudate head, beside the frontal horn
		bent(ellipse{a: 0.042, b: 0.085, x: 0.142, y: 0.148, phi: -0.42}, 0, c.grey*1.03),
		// putamen, and the pallidum on its inner side
		bent(ellipse{a: 0.050, b: 0.150, x: 0.285, y: 0.030, phi: 0.12}, 1.6, c.grey*1.05),
		bent(ellipse{a: 0.034, b: 0.085, x: 0.222, y: -0.005, phi: 0.3}, 0, c.pallidum),
		// thalamus, beside the third ventricle
		bent(ellipse{a: 0.072, b: 0.118, x: 0.090, y: -0.135, phi: 0.35}, 0, c.thalamus),
		// claustrum
		bent(ellipse{a: 0.007, b: 0.120, x: 0.357, y: 0.030, phi: 0.08}, 1.4, c.grey*1.1),
	}
}

// ventricle is a curve with a radius that changes linearly along it.
type ventricle struct {
	curve    []point
	from, to float64
	reach    box // holds it
}

func newVentricle(curve []point, from, to float64) ventricle {
	r := max(from, to)
	b := box{1, 1, -1, -1}
	for _, p := range curve {
		b = box{min(b.x0, p.x-r), min(b.y0, p.y-r), max(b.x1, p.x+r), max(b.y1, p.y+r)}
	}
	return ventricle{curve, from, to, b}
}

// depth is the depth below the ventricle's wall; -1 more than margin outside of its box.
func (v *ventricle) depth(x, y, margin float64) float64 {
	b := v.reach
	if x < b.x0-margin || x > b.x1+margin || y < b.y0-margin || y > b.y1+margin {
		return -1
	}
	d, t := toChain(point{x, y}, v.curve)
	return v.from + (v.to-v.from)*t - d
}

// Frontal horn, trigone and third ventricle.
var ventricles = []ventricle{
	newVentricle(curve(point{0.040, 0.045}, point{0.030, 0.185}, point{0.112, 0.262}), 0.024, 0.026),
	newVentricle(curve(point{0.150, -0.250}, point{0.225, -0.330}, point{0.185, -0.450}), 0.034, 0.010),
	newVentricle(curve(point{0, 0.010}, point{0, -0.100}, point{0, -0.200}), 0.008, 0.013),
}

// curve samples a quadratic Bezier curve so finely that the chords are off by less than a
// twentieth of a pixel at a side of 2048.
func curve(a, b, c point) []point {
	const pieces = 32
	out := make([]point, pieces+1)
	for i := range out {
		out[i] = bezier(a, b, c, float64(i)/pieces)
	}
	return out
}

// fold is a sulcus of the convexity: where it starts (degrees from the right, counterclockwise), its
// length, how far its end turns aside, and the length of the branches of its end.
type fold struct{ angle, length, turn, fork float64 }

var folds = [...]fold{
	{81, 0.08, 0.01, 0},
	{71, 0.17, -0.03, 0.03},
	{62, 0.08, -0.02, 0},
	{53, 0.20, -0.03, 0.04},
	{45, 0.10, -0.03, 0},
	{36.5, 0.19, -0.05, 0.04},
	{29.5, 0.09, -0.03, 0},
	{22.5, 0.15, -0.04, 0.03},
	{15, 0.07, -0.02, 0},
	{-3.5, 0.10, 0.03, 0},
	{-11.5, 0.17, 0.04, 0.035},
	{-20, 0.10, 0.03, 0},
	{-28, 0.20, 0.05, 0.04},
	{-36, 0.11, 0.03, 0},
	{-44, 0.21, 0.05, 0.035},
	{-52.5, 0.10, 0.03, 0},
	{-61, 0.19, 0.04, 0.035},
	{-70, 0.09, 0.02, 0},
	{-79, 0.13, 0.02, 0},
}

// medialFolds start at the midline.
var medialFolds = [...]struct{ y, length, rise float64 }{
	{0.60, 0.085, 0.035},
	{0.47, 0.125, 0.060},
	{-0.46, 0.100, -0.055},
	{-0.60, 0.090, -0.030},
}

// sulci are the midline fissures, and the folds of both halves. The left half is a mirrored
// right one with every number changed a little, as in a real head.
func sulci() []sulcus {
	out := []sulcus{
		{midline(0.90, 0.335), 0.010},
		{midline(-0.90, -0.345), 0.010},
	}
	out = append(out, half(variation(1))...)
	return append(out, mirrored(half(variation(2)))...)
}

// variation gives numbers in [-1, 1] that look random.
func variation(start float64) func() float64 {
	k := 0.0
	return func() float64 {
		k++
		return math.Sin(12.9898*k + start)
	}
}

// midline is a fissure along x = 0 with a slight wave.
func midline(from, to float64) []point {
	const pieces = 40
	out := make([]point, pieces+1)
	for i := range out {
		y := from + (to-from)*float64(i)/pieces
		out[i] = point{0.006 * math.Sin(9*y), y}
	}
	return out
}

// half is the folds of the right half.
func half(vary func() float64) []sulcus {
	var out []sulcus
	for _, f := range folds {
		out = append(out, f.sulci(vary)...)
	}
	for _, f := range medialFolds {
		l := f.length * (1 + 0.15*vary())
		y := f.y + 0.02*vary()
		end := point{l, y + f.rise}
		out = append(out, sulcus{curve(point{0, y}, point{0.55 * l, y - 0.4*f.rise}, end), 0.006})
	}
	return append(out, lateralFissure(vary)...)
}

// sulci is the fold and the two branches of its end.
func (f fold) sulci(vary func() float64) []sulcus {
	angle := (f.angle + 1.2*vary()) * math.Pi / 180
	length := f.length * (1 + 0.12*vary())
	turn := f.turn * (1 + 0.4*vary())
	start := surfacePoint(angle)
	// Folds point to the midline near their own height, not to the centre.
	nx, ny := -start.x, max(-0.35, min(start.y, 0.35))-start.y
	norm := math.Hypot(nx, ny)
	nx, ny = nx/norm, ny/norm
	at := func(along, aside float64) point {
		return point{start.x + along*nx - aside*ny, start.y + along*ny + aside*nx}
	}
	end := at(length, turn)
	out := []sulcus{{curve(at(-0.03, 0), at(0.6*length, -0.5*turn), end), 0.0065}}
	if f.fork > 0 {
		fork := f.fork * (1 + 0.3*vary())
		for _, aside := range [2]float64{1, -0.8} {
			tip := at(length+0.35*fork, turn+aside*fork)
			out = append(out, sulcus{curve(end, at(length+0.3*fork, turn+0.5*aside*fork), tip), 0.004})
		}
	}
	return out
}

// lateralFissure runs inwards from the side and branches along the insula.
func lateralFissure(vary func() float64) []sulcus {
	start := surfacePoint(0.10 + 0.02*vary())
	start.x += 0.03
	root := point{0.432 + 0.008*vary(), 0.045}
	return []sulcus{
		{curve(start, point{0.53, 0.00}, root), 0.011},
		{curve(root, point{0.436, 0.11}, point{0.385, 0.165}), 0.008},
		{curve(root, point{0.442, -0.04}, point{0.400, -0.125 + 0.01*vary()}), 0.008},
	}
}

// surfacePoint is where the ray at angle theta meets the brain's surface, by bisection.
func surfacePoint(theta float64) point {
	sin, cos := math.Sincos(theta)
	inside, outside := 0.3, 1.2
	for range 50 {
		r := (inside + outside) / 2
		if headDepth(r*cos, r*sin) > brainSurface(theta) {
			inside = r
		} else {
			outside = r
		}
	}
	return point{inside * cos, inside * sin}
}

func mirrored(list []sulcus) []sulcus {
	out := make([]sulcus, len(list))
	for i, s := range list {
		c := slices.Clone(s.curve)
		for j := range c {
			c[j].x = -c[j].x
		}
		out[i] = sulcus{c, s.halfWidth}
	}
	return out
}
