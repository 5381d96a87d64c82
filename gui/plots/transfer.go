package plots

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/colormap"
)

// Transfer draws a table of amplifications as coloured cells: a row for each perturbation,
// a column for each reconstructor that it is shown to. The cell of the reconstructor that
// it was found for has a border.
type Transfer struct {
	Chart
	matrix model.Matrix
}

// Measures of the table, in units of the screen.
const (
	transferRow  = 24
	transferHead = 20
	transferName = 84
)

// NewTransfer returns an empty table.
func NewTransfer() *Transfer {
	c := &Transfer{}
	c.init(Margins{}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetMatrix shows another table.
func (c *Transfer) SetMatrix(m model.Matrix) {
	c.matrix = m
	c.Refresh()
}

// Height is that of the table with all its rows.
func (c *Transfer) Height() float32 {
	return float32(transferHead + transferRow*max(1, len(c.matrix.Rows)))
}

// Still is the plot as it is now.
func (c *Transfer) Still() Still {
	return still(c.margins, (&Transfer{matrix: c.matrix}).plot)
}

func (c *Transfer) plot(s *Scene) string {
	lo, hi, ok := c.matrix.Range()
	if !ok {
		return "no perturbation has been shown to all"
	}
	area := s.Canvas
	width := (area.Size().X - transferName) / vg.Length(len(c.matrix.Columns))
	number := c.number(width - 4)
	head := caption(s.Palette.Muted, false, draw.XCenter)
	names := c.heads(width-4, head.Width)
	for k, name := range names {
		at := vg.Point{X: area.Min.X + transferName + (vg.Length(k)+0.5)*width, Y: area.Max.Y - transferHead/2}
		write(area, head, at, shortened(name, width-4, head.Width))
	}
	left := caption(s.Palette.Foreground, false, draw.XLeft)
	for i, row := range c.matrix.Values {
		top := area.Max.Y - transferHead - vg.Length(i)*transferRow
		write(area, left, vg.Point{X: area.Min.X, Y: top - transferRow/2}, shortened(c.matrix.Rows[i], transferName-6, left.Width))
		for k, v := range row {
			x := area.Min.X + transferName + vg.Length(k)*width
			if math.IsNaN(v) {
				write(area, caption(s.Palette.Muted, false, draw.XCenter), vg.Point{X: x + width/2, Y: top - transferRow/2}, "–")
				continue
			}
			box := vg.Rectangle{Min: vg.Point{X: x + 1, Y: top - transferRow + 1}, Max: vg.Point{X: x + width - 1, Y: top - 1}}
			c.cell(s, box, amplificationColour(v, lo, hi, s.Palette), number(v), k == c.matrix.Found[i])
		}
	}
	return ""
}

// heads are the names of the columns: of "p 5" and "p 100" the last word, where one of them does
// not fit.
func (c *Transfer) heads(width vg.Length, measure func(string) vg.Length) []string {
	names := slices.Clone(c.matrix.Columns)
	if !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, " ") && measure(name) > width }) {
		return names
	}
	for i, name := range names {
		names[i] = name[strings.LastIndex(name, " ")+1:]
	}
	return names
}

// number writes the values so that all fit into a width: with three digits, with two, or, in
// a table of many columns, not at all. What is not known is a dash.
func (c *Transfer) number(width vg.Length) func(float64) string {
	style := caption(color.Black, true, draw.XCenter)
	for _, f := range []func(float64) string{model.Sig, model.Rough} {
		fits := true
		for _, row := range c.matrix.Values {
			for _, v := range row {
				fits = fits && (math.IsNaN(v) || style.Width(f(v)) <= width)
			}
		}
		if fits {
			return f
		}
	}
	return func(float64) string { return "" }
}

// cell draws one value on its colour.
func (c *Transfer) cell(s *Scene, box vg.Rectangle, ground color.RGBA, value string, found bool) {
	middle := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	s.Canvas.SetColor(ground)
	s.Canvas.Fill(box.Path())
	if found {
		s.Canvas.StrokeLines(draw.LineStyle{Color: s.Palette.Foreground, Width: 1.5}, []vg.Point{
			box.Min, {X: box.Max.X, Y: box.Min.Y}, box.Max, {X: box.Min.X, Y: box.Max.Y}, box.Min,
		})
	}
	write(s.Canvas, caption(inkOn(ground), true, draw.XCenter), middle, value)
}

// amplificationColour is that of a value between the least and the largest of the table, on
// a logarithmic scale, from the panel towards orange: the half of the map of residuals that
// stands for more.
func amplificationColour(v, lo, hi float64, p look.Palette) color.RGBA {
	share := 0.0
	if hi > lo && lo > 0 {
		share = math.Log(v/lo) / math.Log(hi/lo)
	} else if hi > lo {
		share = (v - lo) / (hi - lo)
	}
	m := colormap.DivergingLight
	if p.Dark {
		m = colormap.DivergingDark
	}
	return m.At(0.55 + 0.4*math.Max(0, math.Min(1, share)))
}

// inkOn is black or white, whichever is read better on a colour.
func inkOn(c color.RGBA) color.Color {
	linear := func(v uint8) float64 { return math.Pow(float64(v)/255, 2.2) }
	if 0.2126*linear(c.R)+0.7152*linear(c.G)+0.0722*linear(c.B) > 0.18 {
		return color.Black
	}
	return color.White
}

// shortened is a text that fits into a width, with an ellipsis where it was cut.
func shortened(text string, width vg.Length, measure func(string) vg.Length) string {
	if measure(text) <= width {
		return text
	}
	letters := []rune(text)
	for len(letters) > 1 && measure(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}
