package plots

import (
	"cmp"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
)

// GraphLine is one line of a [Graph], in its colour.
type GraphLine struct {
	model.Curve
	Label string
	Slot  int
}

// Graph plots what the table of a report says: a line for each of its subjects, dashed what
// it is held against.
type Graph struct {
	Chart
	graph model.Graph
	lines []GraphLine
}

// NewGraph returns an empty plot.
func NewGraph() *Graph {
	c := &Graph{}
	c.init(Margins{Left: 36, Right: 54, Top: 12, Bottom: 40}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetLines replaces the lines; the curves of the graph itself are not drawn.
func (c *Graph) SetLines(g model.Graph, lines []GraphLine) {
	c.graph, c.lines = g, lines
	c.Refresh()
}

// Still is the plot as it is now.
func (c *Graph) Still() Still {
	return still(c.margins, (&Graph{graph: c.graph, lines: c.lines}).plot)
}

func (c *Graph) plot(s *Scene) string {
	x, y := newExtent(c.graph.LogX), newExtent(c.graph.LogY)
	var names []string
	for _, l := range c.lines {
		names = append(names, l.Label)
		x.include(l.X...)
		y.include(l.Y...)
		if !c.graph.Shares {
			y.include(l.Beside...)
		}
	}
	if x.empty() || y.empty() {
		return cmp.Or(c.graph.Empty, "there are no values to draw")
	}
	label := model.Axis
	if c.graph.Shares {
		if !c.graph.LogY {
			y.include(0, 1)
			y.hi = math.Min(y.hi, 2) // a share of little, such as a low contrast, may be many times the whole
			y.lo = math.Max(y.lo, -1)
		}
		label = func(v float64) string { return model.Short(100*v) + " %" }
	}
	s.makeRoom(names)
	x.apply(&s.Plot.X, map[bool]float64{true: 1.1, false: 1.05}[c.graph.LogX])
	y.apply(&s.Plot.Y, map[bool]float64{true: 1.5, false: 1.05}[c.graph.LogY])
	s.Axes(x.ticks(&s.Plot.X, 5), y.ticks(&s.Plot.Y, 4), model.Axis, label)
	s.Plot.Add(plotter(func(area draw.Canvas, p *plot.Plot) { c.draw(s, area, p) }))
	return ""
}

func (c *Graph) draw(s *Scene, area draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&area)
	if l := c.graph.Level; l != 0 {
		at := crisp(y(l))
		area.StrokeLine2(draw.LineStyle{Color: s.Palette.Foreground, Width: 1}, area.Min.X, at, area.Max.X, at)
	}
	path := func(l GraphLine, values []float64) (list []vg.Point, of []int) {
		for i, v := range values {
			if on(l.X[i], c.graph.LogX) && on(v, c.graph.LogY) {
				list, of = append(list, vg.Point{X: x(l.X[i]), Y: y(v)}), append(of, i)
			}
		}
		return list, of
	}
	var ends []ending
	for _, l := range c.lines {
		ink := Colour(s.Palette, l.Slot)
		values, of := path(l, l.Y)
		beside, _ := path(l, l.Beside)
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 1, Dashes: []vg.Length{3, 3}}, area.ClipLinesXY(beside)...)
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 2}, area.ClipLinesXY(values)...)
		for k, at := range values {
			area.DrawGlyph(draw.GlyphStyle{Color: ink, Radius: 3, Shape: marker(l.Slot)}, at)
			if l.Labels != nil {
				s.label(area, caption(ink, false, draw.XLeft), at, l.Labels[of[k]], [][]vg.Point{values, beside})
			}
		}
		if len(values) > 0 {
			ends = append(ends, ending{l.Label, ink, values[len(values)-1]})
		}
	}
	s.beside(area, ends)
	write(area, caption(s.Palette.Muted, false, draw.XRight), vg.Point{X: area.Max.X, Y: area.Min.Y - 28}, c.graph.XTitle())
}

// on says whether a value has a place on an axis.
func on(v float64, log bool) bool { return v-v == 0 && (!log || v > 0) }
