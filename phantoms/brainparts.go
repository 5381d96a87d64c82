package phantoms

import (
	"math"
	"slices"
)

// The parts of the brain, in the right half; |x| mirrors the deep ones.

// nucleus is an ellipse of grey matter, bent by a parabola along its length.
type nucleus struct {
	ellipse
	bend  float64
	value func(*contrast) float64
}

func (n nucleus) depth(x, y float64) float64 {
	return depthOfEllipse(n.ellipse, x+n.bend*(y-n.y)*(y-n.y), y)
}

var nuclei = []nucleus{
	{ // caudate head, beside the frontal horn
		ellipse{a: 0.042, b: 0.085, x: 0.142, y: 0.148, phi: -0.42},
		0, func(c *contrast) float64 { return c.grey * 1.03 },
	},
	{ // putamen
		ellipse{a: 0.050, b: 0.150, x: 0.285, y: 0.030, phi: 0.12},
		1.6, func(c *contrast) float64 { return c.grey * 1.05 },
	},
	{ // pallidum, on its inner side
		ellipse{a: 0.034, b: 0.085, x: 0.222, y: -0.005, phi: 0.3},
		0, func(c *contrast) float64 { return c.pallidum },
	},
	{ // thalamus, beside the third ventricle
		ellipse{a: 0.072, b: 0.118, x: 0.090, y: -0.135, phi: 0.35},
		0, func(c *contrast) float64 { return c.thalamus },
	},
	{ // claustrum
		ellipse{a: 0.007, b: 0.120, x: 0.357, y: 0.030, phi: 0.08},
		1.4, func(c *contrast) float64 { return c.grey * 1.1 },
	},
}

// ventricle is a curve with a radius that changes linearly along it.
type ventricle struct {
	curve    []point
	from, to float64
}

func (v ventricle) depth(x, y float64) float64 {
	d, t := toChain(point{x, y}, v.curve)
	return v.from + (v.to-v.from)*t - d
}

var ventricles = []ventricle{
	{curve(point{0.040, 0.045}, point{0.030, 0.185}, point{0.112, 0.262}), 0.024, 0.026},    // frontal horn
	{curve(point{0.150, -0.250}, point{0.225, -0.330}, point{0.185, -0.450}), 0.034, 0.010}, // trigone
	{curve(point{0, 0.010}, point{0, -0.100}, point{0, -0.200}), 0.008, 0.013},              // third
}

// curve samples a quadratic Bezier curve finely enough that its corners stay below a tenth of
// a pixel at a side of 4096.
func curve(a, b, c point) []point {
	const pieces = 24
	out := make([]point, pieces+1)
	for i := range out {
		out[i] = bezier(a, b, c, float64(i)/pieces)
	}
	return out
}

// sulcus is a fold: a curve with fluid of the given half width around it. The circle about
// centre holds the curve.
type sulcus struct {
	curve     []point
	halfWidth float64
	centre    point
	radius    float64
}

func newSulcus(c []point, halfWidth float64) sulcus {
	s := sulcus{curve: c, halfWidth: halfWidth, centre: middle(c[0], c[len(c)-1])}
	for _, p := range c {
		s.radius = max(s.radius, math.Hypot(p.x-s.centre.x, p.y-s.centre.y))
	}
	return s
}

// nearestSulcus returns how deep p lies in the fluid of the sulci (negative outside) and how
// far outside of it, rounded where two are near.
func (m *brainModel) nearestSulcus(p point) (fluid, depth float64) {
	fluid, depth = math.Inf(-1), 1.0
	for i := range m.sulci {
		s := &m.sulci[i]
		// Beyond the cortex and its rounding a sulcus has no effect.
		if math.Hypot(p.x-s.centre.x, p.y-s.centre.y) > s.radius+s.halfWidth+cortex+0.05 {
			continue
		}
		d, t := toChain(p, s.curve)
		d -= s.halfWidth * (1 - 0.45*t)
		fluid = max(fluid, -d)
		depth = smoothMin(depth, d, 0.02)
	}
	return fluid, depth
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
		newSulcus(midline(0.90, 0.335), 0.010),
		newSulcus(midline(-0.90, -0.345), 0.010),
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
		out = append(out, newSulcus(curve(point{0, y}, point{0.55 * l, y - 0.4*f.rise}, end), 0.006))
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
	out := []sulcus{newSulcus(curve(at(-0.03, 0), at(0.6*length, -0.5*turn), end), 0.0065)}
	if f.fork > 0 {
		fork := f.fork * (1 + 0.3*vary())
		for _, aside := range [2]float64{1, -0.8} {
			tip := at(length+0.35*fork, turn+aside*fork)
			out = append(out, newSulcus(curve(end, at(length+0.3*fork, turn+0.5*aside*fork), tip), 0.004))
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
		newSulcus(curve(start, point{0.53, 0.00}, root), 0.011),
		newSulcus(curve(root, point{0.436, 0.11}, point{0.385, 0.165}), 0.008),
		newSulcus(curve(root, point{0.442, -0.04}, point{0.400, -0.125 + 0.01*vary()}), 0.008),
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
		out[i] = newSulcus(c, s.halfWidth)
	}
	return out
}
