package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
)

// Line is the values of one picture along a row.
type Line struct {
	Name   string
	Values []float64
	Slot   int // Truth, ZeroFilled, or the reconstructor
}

// Profile plots the values along a row of all pictures, and marks a column.
type Profile struct {
	Chart
	lines  []Line
	column int
}

// NewProfile returns an empty plot.
func NewProfile() *Profile {
	p := &Profile{column: -1}
	p.init(Margins{Left: 36, Right: 14, Top: 22, Bottom: 46}, p.plot)
	p.ExtendBaseWidget(p)
	return p
}

// SetLines replaces the lines; column is marked unless it is negative.
func (p *Profile) SetLines(lines []Line, column int) {
	p.lines, p.column = lines, column
	p.Refresh()
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
	s.Plot.X.Min, s.Plot.X.Max = 0, float64(n)
	s.Plot.Y.Min, s.Plot.Y.Max = lo-margin, hi+margin
	s.Axes(pixelTicks(n), Ticks(lo-margin, hi+margin, 4), model.Short, model.Short)
	s.Plot.Add(plotter(func(c draw.Canvas, pl *plot.Plot) {
		x, y := pl.Transforms(&c)
		p.mark(s, c, x)
		for _, l := range p.lines {
			// Pieces between values that are not finite.
			var pieces [][]vg.Point
			var path []vg.Point
			for i, v := range l.Values {
				if v-v != 0 {
					pieces, path = append(pieces, path), nil
					continue
				}
				path = append(path, vg.Point{X: x(float64(i) + 0.5), Y: y(v)})
			}
			for _, piece := range append(pieces, path) {
				if len(piece) > 1 {
					c.StrokeLines(stroke(s.Palette, l.Slot), thinned(piece))
				}
			}
		}
		p.legend(s, c)
	}))
	return ""
}

// mark draws the marked column and its number.
func (p *Profile) mark(s *Scene, c draw.Canvas, x func(float64) vg.Length) {
	if p.column < 0 {
		return
	}
	at := crisp(x(float64(p.column) + 0.5))
	style := caption(s.Palette.Muted, false, draw.XLeft)
	c.StrokeLine2(draw.LineStyle{Color: s.Palette.Muted, Width: 1, Dashes: []vg.Length{3, 3}}, at, c.Min.Y, at, c.Max.Y+4)
	txt := fmt.Sprintf("column %d", p.column)
	w := style.Width(txt)
	left := max(c.Min.X-20, min(at-w/2, c.Max.X+8-w))
	write(c, style, vg.Point{X: left, Y: c.Max.Y + 11}, txt)
}

// legend writes the names below the axis; those that do not fit are left out.
func (p *Profile) legend(s *Scene, c draw.Canvas) {
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
