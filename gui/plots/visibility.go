package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
)

// VisibilityLine is what one reconstructor shows of a detail, over its contrast.
type VisibilityLine struct {
	Name     string
	Slot     int
	Contrast []float64
	Share    []float64 // of the contrast that is recovered
	Chance   []float64 // what a place without a detail would give
}

// Visibility plots the share of a detail's contrast that each reconstructor recovers. Above
// half, and well above what chance gives (dashed), the detail can be seen.
type Visibility struct {
	Chart
	lines []VisibilityLine
}

// NewVisibility returns an empty plot.
func NewVisibility() *Visibility {
	c := &Visibility{}
	c.init(Margins{Left: 36, Right: 54, Top: 12, Bottom: 40}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetLines replaces the lines.
func (c *Visibility) SetLines(lines []VisibilityLine) {
	c.lines = lines
	c.Refresh()
}

// Still is the plot as it is now.
func (c *Visibility) Still() Still {
	return still(c.margins, (&Visibility{lines: c.lines}).plot)
}

func (c *Visibility) plot(s *Scene) string {
	x, y := newExtent(true), newExtent(false)
	var names []string
	for _, l := range c.lines {
		names = append(names, l.Name)
		x.include(l.Contrast...)
		y.include(l.Share...)
	}
	if x.empty() || y.empty() {
		return "no contrasts were asked for"
	}
	y.include(0, 1)
	y.hi = math.Min(y.hi, 2) // noise at a low contrast is recovered many times over
	y.lo = math.Max(y.lo, -1)
	s.makeRoom(names)
	x.apply(&s.Plot.X, 1.1)
	y.apply(&s.Plot.Y, 1.05)
	s.Axes(x.ticks(&s.Plot.X, 5), y.ticks(&s.Plot.Y, 4), model.Axis, func(v float64) string { return model.Short(100*v) + " %" })
	s.Plot.Add(plotter(func(area draw.Canvas, p *plot.Plot) { c.draw(s, area, p) }))
	return ""
}

func (c *Visibility) draw(s *Scene, area draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&area)
	half := crisp(y(0.5))
	area.StrokeLine2(draw.LineStyle{Color: s.Palette.Foreground, Width: 1}, area.Min.X, half, area.Max.X, half)
	path := func(l VisibilityLine, values []float64) []vg.Point {
		var list []vg.Point
		for i, v := range values {
			if v-v == 0 && l.Contrast[i] > 0 {
				list = append(list, vg.Point{X: x(l.Contrast[i]), Y: y(v)})
			}
		}
		return list
	}
	var paths [][]vg.Point
	for _, l := range c.lines {
		ink := Colour(s.Palette, l.Slot)
		share := path(l, l.Share)
		paths = append(paths, share)
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 1, Dashes: []vg.Length{3, 3}}, area.ClipLinesXY(path(l, l.Chance))...)
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 2}, area.ClipLinesXY(share)...)
		for _, at := range share {
			area.DrawGlyph(draw.GlyphStyle{Color: ink, Radius: 3, Shape: marker(l.Slot)}, at)
		}
	}
	var ends []ending
	for i, l := range c.lines {
		if len(paths[i]) > 0 {
			ends = append(ends, ending{l.Name, Colour(s.Palette, l.Slot), paths[i][len(paths[i])-1]})
		}
	}
	s.beside(area, ends)
	write(area, caption(s.Palette.Muted, false, draw.XRight), vg.Point{X: area.Max.X, Y: area.Min.Y - 28}, "contrast")
}
