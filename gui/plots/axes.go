package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// plotter is a plot.Plotter made of a function.
type plotter func(c draw.Canvas, p *plot.Plot)

// Plot is part of plot.Plotter.
func (f plotter) Plot(c draw.Canvas, p *plot.Plot) { f(c, p) }

// Axes adds a horizontal axis line with ticks below, and ticks of the vertical axis with
// lines across; there is no box.
func (s *Scene) Axes(xs, ys []float64, xLabel, yLabel func(float64) string) {
	rule := draw.LineStyle{Color: s.Palette.Separator, Width: 1}
	axis := draw.LineStyle{Color: s.Palette.Muted, Width: 1}
	s.Plot.Add(plotter(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		left := caption(s.Palette.Muted, false, draw.XRight)
		for _, v := range ys {
			at := crisp(y(v))
			c.StrokeLine2(rule, c.Min.X, at, c.Max.X, at)
			write(c, left, vg.Point{X: c.Min.X - 4, Y: at}, yLabel(v))
		}
		below := caption(s.Palette.Muted, false, draw.XCenter)
		base := crisp(c.Min.Y)
		c.StrokeLine2(axis, c.Min.X, base, c.Max.X, base)
		for _, v := range xs {
			at := crisp(x(v))
			c.StrokeLine2(axis, at, base-4, at, base)
			write(c, below, vg.Point{X: at, Y: base - 12}, xLabel(v))
		}
	}))
}

// crisp moves a line of one unit onto the grid of the screen.
func crisp(v vg.Length) vg.Length { return vg.Length(int(v)) + 0.5 }
