package plots

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
)

// Sheet draws a table of a report as text.
type Sheet struct {
	Chart
	sheet model.Sheet
}

// Measures of a table, in units of the screen.
const (
	sheetRow = 18
	sheetGap = 12
)

// NewSheet returns a table.
func NewSheet(sheet model.Sheet) *Sheet {
	c := &Sheet{sheet: sheet}
	c.init(Margins{}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// Height is that of the table with all its rows.
func (c *Sheet) Height() float32 { return float32(sheetRow*(len(c.sheet.Rows)+1) + 4) }

// Still is the table as it is now.
func (c *Sheet) Still() Still { return still(c.margins, (&Sheet{sheet: c.sheet}).plot) }

func (c *Sheet) plot(s *Scene) string {
	if len(c.sheet.Rows) == 0 {
		return "the table has no rows"
	}
	area := s.Canvas
	widths := c.widths(s, area.Size().X)
	top := area.Max.Y
	c.line(s, c.sheet.Head, nil, widths, top, true)
	rule := crisp(top - sheetRow - 1)
	area.StrokeLine2(draw.LineStyle{Color: s.Palette.Separator, Width: 1}, area.Min.X, rule, area.Max.X, rule)
	for i, row := range c.sheet.Rows {
		var marked []bool
		if c.sheet.Marked != nil {
			marked = c.sheet.Marked[i]
		}
		c.line(s, row, marked, widths, top-vg.Length(i+1)*sheetRow-3, false)
	}
	return ""
}

// widths are those of the columns: as wide as their texts, all less where there is no room.
func (c *Sheet) widths(s *Scene, room vg.Length) []vg.Length {
	style := caption(s.Palette.Foreground, true, draw.XLeft)
	widths := make([]vg.Length, len(c.sheet.Head))
	sum := vg.Length(0)
	for k, head := range c.sheet.Head {
		widths[k] = style.Width(head)
		for _, row := range c.sheet.Rows {
			widths[k] = max(widths[k], style.Width(row[k]))
		}
		widths[k] += sheetGap
		sum += widths[k]
	}
	if sum > room {
		for k := range widths {
			widths[k] *= room / sum
		}
	}
	return widths
}

// line writes a row whose upper edge is at top.
func (c *Sheet) line(s *Scene, texts []string, marked []bool, widths []vg.Length, top vg.Length, head bool) {
	x := s.Canvas.Min.X
	for k, text := range texts {
		ink := s.Palette.Foreground
		if head {
			ink = s.Palette.Muted
		}
		style := caption(ink, marked != nil && marked[k], draw.XLeft)
		at := vg.Point{X: x, Y: top - sheetRow/2}
		if c.sheet.Right[k] {
			style.XAlign = draw.XRight
			at.X += widths[k] - sheetGap
		}
		write(s.Canvas, style, at, shortened(text, widths[k]-2, style.Width))
		x += widths[k]
	}
}
