package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
)

// TradeoffPoint is a reconstructor in a [Tradeoff], in its colour.
type TradeoffPoint struct {
	model.Tradeoff
	Label string
	Slot  int
}

// Tradeoff plots accuracy against stability: the error of the clean reconstruction and the
// largest amplification that was found, both with logarithmic axes. Low and left is good. A
// small mark below, joined by a dashed line, is what Gaussian noise does. Depths of one network
// are joined in their order.
type Tradeoff struct {
	Chart
	points []TradeoffPoint
}

// NewTradeoff returns an empty plot.
func NewTradeoff() *Tradeoff {
	c := &Tradeoff{}
	c.init(Margins{Left: 36, Right: 30, Top: 14, Bottom: 40}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetPoints replaces the points.
func (c *Tradeoff) SetPoints(points []TradeoffPoint) {
	c.points = points
	c.Refresh()
}

// Still is the plot as it is now.
func (c *Tradeoff) Still() Still {
	return still(c.margins, (&Tradeoff{points: c.points}).plot)
}

func (c *Tradeoff) plot(s *Scene) string {
	x, y := newExtent(true), newExtent(true)
	for _, p := range c.points {
		x.include(p.CleanError)
		y.include(p.Worst, p.Gaussian)
	}
	if x.empty() || y.empty() {
		return "no reconstructor has been attacked"
	}
	x.apply(&s.Plot.X, 1.25)
	y.apply(&s.Plot.Y, 1.5)
	s.Axes(x.ticks(&s.Plot.X, 5), y.ticks(&s.Plot.Y, 6), model.Axis, model.Axis)
	s.Plot.Add(plotter(func(area draw.Canvas, p *plot.Plot) { c.draw(s, area, p) }))
	return ""
}

func (c *Tradeoff) draw(s *Scene, area draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&area)
	at := func(p TradeoffPoint, v float64) vg.Point { return vg.Point{X: x(p.CleanError), Y: y(v)} }
	var paths [][]vg.Point
	for _, family := range c.families() {
		var path []vg.Point
		for _, p := range family {
			path = append(path, at(p, p.Worst))
		}
		paths = append(paths, path)
		area.StrokeLines(draw.LineStyle{Color: s.Palette.Muted, Width: 1}, path)
	}
	for _, p := range c.points {
		ink := Colour(s.Palette, p.Slot)
		if p.Gaussian > 0 && !math.IsInf(p.Gaussian, 1) {
			low := at(p, p.Gaussian)
			area.StrokeLines(draw.LineStyle{Color: ink, Width: 1, Dashes: []vg.Length{3, 3}}, []vg.Point{at(p, p.Worst), low})
			area.StrokeLine2(draw.LineStyle{Color: ink, Width: 1.5}, low.X-4, low.Y, low.X+4, low.Y)
		}
		middle := at(p, p.Worst)
		area.DrawGlyphNoClip(draw.GlyphStyle{Color: ink, Radius: 4, Shape: marker(p.Slot)}, middle)
		// Labels stay away from the marks.
		paths = append(paths, []vg.Point{{X: middle.X - 4, Y: middle.Y - 4}, {X: middle.X + 4, Y: middle.Y + 4}})
	}
	for _, p := range c.points {
		s.label(area, caption(Colour(s.Palette, p.Slot), false, draw.XLeft), at(p, p.Worst), p.Label, paths)
	}
	below := caption(s.Palette.Muted, false, draw.XRight)
	write(area, below, vg.Point{X: area.Max.X + 24, Y: area.Min.Y - 28}, "rel. ℓ² error, clean")
}

// families are the points that are joined, each in the order of p.
func (c *Tradeoff) families() [][]TradeoffPoint {
	of := map[int][]TradeoffPoint{}
	var order []int
	for _, p := range c.points {
		if p.Family < 0 {
			continue
		}
		if of[p.Family] == nil {
			order = append(order, p.Family)
		}
		of[p.Family] = append(of[p.Family], p)
	}
	var list [][]TradeoffPoint
	for _, f := range order {
		slices.SortStableFunc(of[f], func(a, b TradeoffPoint) int { return a.Depth - b.Depth })
		list = append(list, of[f])
	}
	return list
}
