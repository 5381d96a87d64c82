package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
)

// Line is the values of one picture along a line.
type Line struct {
	Name   string
	Values []float64
	Slot   int // Truth, ZeroFilled, or the reconstructor
}

// Mark is a dashed line at a place of the horizontal axis, with a name above.
type Mark struct {
	At   float64
	Name string
}

// Profile plots the values of pictures along a line.
type Profile struct {
	Chart
	lines  []Line
	at     []float64 // where the values lie; nil: in the middles of a row's pixels
	marks  []Mark
	legend bool
}

// NewProfile returns an empty plot; with a legend the names stand below it.
func NewProfile(legend bool) *Profile {
	p := &Profile{legend: legend}
	m := Margins{Left: 36, Right: 14, Top: 22, Bottom: 46}
	if !legend {
		m.Bottom = 24
	}
	p.init(m, p.plot)
	p.ExtendBaseWidget(p)
	return p
}

// SetLines replaces the lines and the marks. at is where the values lie on the horizontal
// axis; nil stands for the middles of the pixels of a row. What looks as before is not drawn
// again.
func (p *Profile) SetLines(lines []Line, at []float64, marks ...Mark) {
	same := slices.EqualFunc(p.lines, lines, Line.same) && equal(p.at, at) && slices.Equal(p.marks, marks)
	p.lines, p.at, p.marks = lines, at, marks
	if !same {
		p.Refresh()
	}
}

func (l Line) same(m Line) bool {
	return l.Name == m.Name && l.Slot == m.Slot && equal(l.Values, m.Values)
}

// equal says whether two lists have the same values, NaN among them.
func equal(a, b []float64) bool {
	return (a == nil) == (b == nil) && slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || x != x && y != y })
}

// Lines are what is plotted.
func (p *Profile) Lines() []Line { return p.lines }

// across is where value i lies.
func (p *Profile) across(i int) float64 {
	if p.at == nil {
		return float64(i) + 0.5
	}
	return p.at[min(i, len(p.at)-1)]
}

// span is the range of the horizontal axis for n values, and its ticks.
func (p *Profile) span(n int) (lo, hi float64, ticks []float64) {
	if p.at == nil {
		return 0, float64(n), pixelTicks(n)
	}
	lo, hi = slices.Min(p.at), slices.Max(p.at)
	if hi == lo {
		hi = lo + 1
	}
	return lo, hi, Ticks(lo, hi, 6)
}

func (p *Profile) plot(s *Scene) string {
	lo, hi, n := math.Inf(1), math.Inf(-1), 0
	for _, l := range p.lines {
		n = max(n, len(l.Values))
		for _, v := range l.Values {
			if v-v == 0 {
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
	}
	if n == 0 || hi < lo {
		return "move over a picture to see a row"
	}
	if hi == lo {
		lo, hi = lo-0.5, hi+0.5
	}
	margin := 0.03 * (hi - lo)
	left, right, ticks := p.span(n)
	s.Plot.X.Min, s.Plot.X.Max = left, right
	s.Plot.Y.Min, s.Plot.Y.Max = lo-margin, hi+margin
	s.Axes(ticks, Ticks(lo-margin, hi+margin, 4), model.Short, model.Short)
	s.Plot.Add(plotter(func(c draw.Canvas, pl *plot.Plot) {
		x, y := pl.Transforms(&c)
		for _, m := range p.marks {
			m.draw(s, c, x)
		}
		for _, l := range p.lines {
			// Pieces between values that are not finite.
			var pieces [][]vg.Point
			var path []vg.Point
			for i, v := range l.Values {
				if v-v != 0 {
					pieces, path = append(pieces, path), nil
					continue
				}
				path = append(path, vg.Point{X: x(p.across(i)), Y: y(v)})
			}
			for _, piece := range append(pieces, path) {
				if len(piece) > 1 {
					c.StrokeLines(stroke(s.Palette, l.Slot), thinned(piece))
				}
			}
		}
		if p.legend {
			p.names(s, c)
		}
	}))
	return ""
}

// draw draws the mark; one beside the axis is left out.
func (m Mark) draw(s *Scene, c draw.Canvas, x func(float64) vg.Length) {
	at := crisp(x(m.At))
	if at < c.Min.X-1 || at > c.Max.X+1 {
		return
	}
	style := caption(s.Palette.Muted, false, draw.XLeft)
	c.StrokeLine2(draw.LineStyle{Color: s.Palette.Muted, Width: 1, Dashes: []vg.Length{3, 3}}, at, c.Min.Y, at, c.Max.Y+4)
	w := style.Width(m.Name)
	left := max(c.Min.X-20, min(at-w/2, c.Max.X+8-w))
	write(c, style, vg.Point{X: left, Y: c.Max.Y + 11}, m.Name)
}

// names writes the names below the axis; those that do not fit are left out.
func (p *Profile) names(s *Scene, c draw.Canvas) {
	style := caption(s.Palette.Muted, false, draw.XLeft)
	at, y := c.Min.X, s.Canvas.Min.Y+10
	for _, l := range p.lines {
		w := style.Width(l.Name)
		if at+20+w > s.Canvas.Max.X {
			return
		}
		key := stroke(s.Palette, l.Slot)
		key.Width = 2
		c.StrokeLine2(key, at, crisp(y), at+16, crisp(y))
		write(c, style, vg.Point{X: at + 20, Y: y}, l.Name)
		at += 20 + w + 12
	}
}
