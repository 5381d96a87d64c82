package viewer

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
	"firenet/gui/plots"
)

// plot sets up the chart: filled counts of the picture, outlined ones of the reference.
func (h *Histogram) plot(s *plots.Scene) string {
	p := h.picture()
	if p == nil || !(h.shown[1] > h.shown[0]) {
		return "choose a pane to see its values"
	}
	counts := p.Histogram(h.shown[0], h.shown[1], bins)
	top := 10.0
	for _, n := range counts {
		top = math.Max(top, float64(n))
	}
	var behind []int
	if h.reference != nil && h.reference != p {
		behind = h.reference.Histogram(h.shown[0], h.shown[1], bins)
		for _, n := range behind {
			top = math.Max(top, float64(n))
		}
	}
	s.Plot.X.Min, s.Plot.X.Max = h.shown[0], h.shown[1]
	s.Plot.Y.Scale = plot.LogScale{}
	s.Plot.Y.Min, s.Plot.Y.Max = 0.8, top*1.5
	var powers []float64
	every := 1
	if top > 2e3 {
		every = 2
	}
	for e := 0; math.Pow(10, float64(e)) <= s.Plot.Y.Max; e += every {
		powers = append(powers, math.Pow(10, float64(e)))
	}
	scale := p.Kind().Scale()
	s.Axes(plots.Ticks(h.shown[0], h.shown[1], 6), powers,
		func(v float64) string { return scaleLabel(v, scale) }, model.Axis)
	fill := s.Palette.Muted
	fill.A = 0x40
	s.Plot.Add(outline{counts, draw.LineStyle{Color: s.Palette.Muted, Width: 1}, fill})
	if behind != nil {
		s.Plot.Add(outline{behind, draw.LineStyle{Color: s.Palette.Foreground, Width: 1}, color.NRGBA{}})
	}
	return ""
}

// outline draws counts as steps, filled below unless fill is transparent.
type outline struct {
	counts []int
	line   draw.LineStyle
	fill   color.NRGBA
}

// Plot is part of plot.Plotter.
func (o outline) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	width := (p.X.Max - p.X.Min) / float64(len(o.counts))
	path := []vg.Point{{X: x(p.X.Min), Y: c.Min.Y}}
	for i, n := range o.counts {
		at := c.Min.Y
		if n > 0 {
			at = y(float64(n))
		}
		left, right := x(p.X.Min+float64(i)*width), x(p.X.Min+float64(i+1)*width)
		path = append(path, vg.Point{X: left, Y: at}, vg.Point{X: right, Y: at})
	}
	path = append(path, vg.Point{X: x(p.X.Max), Y: c.Min.Y})
	if o.fill.A > 0 {
		c.FillPolygon(o.fill, path)
	}
	c.StrokeLines(o.line, path)
}
