package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
	"firenet/recon/stability"
)

// NoiseLine is the noise curve of one reconstructor.
type NoiseLine struct {
	Name   string
	Slot   int
	Clean  float64 // error without any perturbation; NaN: not known
	Points []stability.CurvePoint
}

// NoiseCurve plots the error against the norm of the perturbation: the worst case that was
// found as a solid line, the mean of Gaussian noise of equal norm dashed, with the range of
// 95 % of its draws, and dotted what the theory promises. Without a truth it plots the
// amplification.
type NoiseCurve struct {
	Chart
	lines []NoiseLine
	log   bool
	mark  float64 // norm of the perturbation that is shown; 0: none
}

// NewNoiseCurve returns an empty plot with linear axes.
func NewNoiseCurve() *NoiseCurve {
	c := &NoiseCurve{}
	c.init(Margins{Left: 36, Right: 54, Top: 12, Bottom: 58}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetLines replaces the curves; mark is the norm of the perturbation that is shown, 0 for
// none.
func (c *NoiseCurve) SetLines(lines []NoiseLine, mark float64) {
	c.lines, c.mark = lines, mark
	c.Refresh()
}

// SetLog changes between linear and logarithmic axes.
func (c *NoiseCurve) SetLog(on bool) {
	if on != c.log {
		c.log = on
		c.Refresh()
	}
}

// Log says whether the axes are logarithmic.
func (c *NoiseCurve) Log() bool { return c.log }

// PlotsErrors says whether errors against the truth are plotted, not amplifications.
func (c *NoiseCurve) PlotsErrors() bool {
	for _, l := range c.lines {
		for _, p := range l.Points {
			if !math.IsNaN(p.Error) {
				return true
			}
		}
	}
	return false
}

// Bounded says whether there is a bound of the theory among the lines.
func (c *NoiseCurve) Bounded() bool {
	return c.PlotsErrors() && slices.ContainsFunc(c.lines, func(l NoiseLine) bool {
		return slices.ContainsFunc(l.Points, func(p stability.CurvePoint) bool { return !math.IsNaN(p.Bound) })
	})
}

// noiseValues are the values of one point that are plotted.
type noiseValues struct {
	norm, worst, bound float64
	noise              stability.Spread
}

// values are the points of a line, the one without perturbation first where it is known.
func (c *NoiseCurve) values(l NoiseLine) []noiseValues {
	var list []noiseValues
	errors := c.PlotsErrors()
	nothing := stability.Spread{Mean: l.Clean, Low: l.Clean, High: l.Clean}
	if errors && !c.log && !math.IsNaN(l.Clean) {
		list = append(list, noiseValues{0, l.Clean, math.NaN(), nothing})
	}
	for _, p := range l.Points {
		v := noiseValues{p.Relative, p.Error, p.Bound, p.GaussianError}
		if !errors {
			v = noiseValues{p.Relative, p.Amplification, math.NaN(), p.GaussianAmplification}
		}
		list = append(list, v)
	}
	return list
}

// Still is the plot as it is now.
func (c *NoiseCurve) Still() Still {
	return still(c.margins, (&NoiseCurve{lines: c.lines, log: c.log, mark: c.mark}).plot)
}

func (c *NoiseCurve) plot(s *Scene) string {
	x, y := newExtent(c.log), newExtent(c.log)
	var names []string
	for _, l := range c.lines {
		names = append(names, l.Name)
		for _, v := range c.values(l) {
			x.include(v.norm)
			y.include(v.worst, v.noise.Mean)
		}
	}
	if x.empty() || y.empty() {
		return "norms were not asked for"
	}
	for _, l := range c.lines {
		for _, v := range c.values(l) {
			if v.bound < 1.5*y.hi { // one that is far off is cut
				y.include(v.bound)
			}
		}
	}
	if c.mark > 0 {
		x.include(c.mark)
	}
	if !c.log {
		x.include(0)
		y.include(0)
	}
	s.makeRoom(names)
	x.apply(&s.Plot.X, 1)
	y.apply(&s.Plot.Y, 1.06)
	s.Axes(x.ticks(&s.Plot.X, 5), y.ticks(&s.Plot.Y, 6), model.Axis, model.Axis)
	s.Plot.Add(plotter(func(area draw.Canvas, p *plot.Plot) {
		c.draw(s, area, p)
		c.legend(s, area)
	}))
	return ""
}

// draw draws the curves and their names.
func (c *NoiseCurve) draw(s *Scene, area draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&area)
	if c.mark > 0 {
		at := crisp(x(c.mark))
		area.StrokeLine2(draw.LineStyle{Color: s.Palette.Muted, Width: 1, Dashes: []vg.Length{3, 3}}, at, area.Min.Y, at, area.Max.Y)
	}
	var paths [][]vg.Point
	for _, l := range c.lines {
		solid, dashed, dotted := c.path(l, x, y)
		paths = append(paths, solid, dashed)
		ink := Colour(s.Palette, l.Slot)
		c.ranges(area, l, x, y, draw.LineStyle{Color: ink, Width: 1})
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 1, Dashes: []vg.Length{1, 3}}, area.ClipLinesXY(dotted)...)
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 1.5, Dashes: []vg.Length{5, 3}}, dashed)
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 2}, solid)
		for _, at := range solid {
			area.DrawGlyphNoClip(draw.GlyphStyle{Color: ink, Radius: 3, Shape: marker(l.Slot)}, at)
		}
	}
	var ends []ending
	for i, l := range c.lines {
		if solid := paths[2*i]; len(solid) > 0 {
			ends = append(ends, ending{l.Name, Colour(s.Palette, l.Slot), solid[len(solid)-1]})
		}
	}
	s.beside(area, ends)
}

// path are the lines of the worst case, of the Gaussian noise and of the bound.
func (c *NoiseCurve) path(l NoiseLine, x, y func(float64) vg.Length) (solid, dashed, dotted []vg.Point) {
	add := func(list []vg.Point, norm, v float64) []vg.Point {
		if v-v != 0 || c.log && !(v > 0 && norm > 0) {
			return list
		}
		return append(list, vg.Point{X: x(norm), Y: y(v)})
	}
	for _, v := range c.values(l) {
		solid, dashed, dotted = add(solid, v.norm, v.worst), add(dashed, v.norm, v.noise.Mean), add(dotted, v.norm, v.bound)
	}
	return solid, dashed, dotted
}

// ranges are those of 95 % of the draws.
func (c *NoiseCurve) ranges(area draw.Canvas, l NoiseLine, x, y func(float64) vg.Length, style draw.LineStyle) {
	for _, v := range c.values(l) {
		lo, hi := v.noise.Low, v.noise.High
		if hi > lo && (!c.log || lo > 0 && v.norm > 0) {
			area.StrokeLine2(style, x(v.norm), y(lo), x(v.norm), y(hi))
		}
	}
}

// legend says what the two kinds of lines are, and the axis what it counts.
func (c *NoiseCurve) legend(s *Scene, area draw.Canvas) {
	right := caption(s.Palette.Muted, false, draw.XRight)
	write(area, right, vg.Point{X: area.Max.X, Y: area.Min.Y - 28}, "‖e‖/‖y‖")
	style := caption(s.Palette.Muted, false, draw.XLeft)
	at, y := s.Canvas.Min.X+4, s.Canvas.Min.Y+8
	for _, k := range c.keys() {
		area.StrokeLine2(draw.LineStyle{Color: s.Palette.Foreground, Width: 1.5, Dashes: k.dashes}, at, crisp(y), at+16, crisp(y))
		write(area, style, vg.Point{X: at + 20, Y: y}, k.name)
		at += 20 + style.Width(k.name) + 10
	}
}

// lineKey is an entry of the legend.
type lineKey struct {
	name   string
	dashes []vg.Length
}

func (c *NoiseCurve) keys() []lineKey {
	list := []lineKey{{"worst case", nil}, {"Gaussian", []vg.Length{5, 3}}}
	if c.Bounded() {
		list = append(list, lineKey{"bound", []vg.Length{1, 3}})
	}
	return list
}
