package plots

import (
	"image/color"
	"math"

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

func (c *Transfer) plot(s *Scene) string {
	lo, hi, ok := c.matrix.Range()
	if !ok {
		return "no perturbation has been shown to all"
	}
	area := s.Canvas
	width := (area.Size().X - transferName) / vg.Length(len(c.matrix.Columns))
	head := caption(s.Palette.Muted, false, draw.XCenter)
	for k, name := range c.matrix.Columns {
		at := vg.Point{X: area.Min.X + transferName + (vg.Length(k)+0.5)*width, Y: area.Max.Y - transferHead/2}
		write(area, head, at, shortened(name, width-4, head.Width))
	}
	left := caption(s.Palette.Foreground, false, draw.XLeft)
	for i, row := range c.matrix.Values {
		top := area.Max.Y - transferHead - vg.Length(i)*transferRow
		write(area, left, vg.Point{X: area.Min.X, Y: top - transferRow/2}, shortened(c.matrix.Rows[i], transferName-6, left.Width))
		for k, v := range row {
			x := area.Min.X + transferName + vg.Length(k)*width
			box := vg.Rectangle{Min: vg.Point{X: x + 1, Y: top - transferRow + 1}, Max: vg.Point{X: x + width - 1, Y: top - 1}}
			c.cell(s, box, v, lo, hi, k == c.matrix.Found[i])
		}
	}
	return ""
}

// cell draws one value on its colour.
func (c *Transfer) cell(s *Scene, box vg.Rectangle, v, lo, hi float64, found bool) {
	middle := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	if math.IsNaN(v) {
		write(s.Canvas, caption(s.Palette.Muted, false, draw.XCenter), middle, "–")
		return
	}
	ground := amplificationColour(v, lo, hi, s.Palette)
	s.Canvas.SetColor(ground)
	s.Canvas.Fill(box.Path())
	if found {
		s.Canvas.StrokeLines(draw.LineStyle{Color: s.Palette.Foreground, Width: 1.5}, []vg.Point{
			box.Min, {X: box.Max.X, Y: box.Min.Y}, box.Max, {X: box.Min.X, Y: box.Max.Y}, box.Min,
		})
	}
	style := caption(inkOn(ground), true, draw.XCenter)
	for _, txt := range []string{model.Sig(v), model.Rough(v)} { // in a narrow cell the colour says it
		if style.Width(txt) <= box.Size().X-2 {
			write(s.Canvas, style, middle, txt)
			return
		}
	}
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
