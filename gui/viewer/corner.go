package viewer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"firenet/gui/look"
)

// corner is a name in an upper corner of a picture, on a plate, behind a dot in the colour
// of its curve.
type corner struct {
	plate *canvas.Rectangle
	dot   *canvas.Circle
	text  *line
}

func newCorner() *corner {
	c := &corner{plate: &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1}, dot: &canvas.Circle{}, text: &line{}}
	c.show(false)
	return c
}

func (c *corner) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.plate, c.dot, &c.text.Container}
}

func (c *corner) show(on bool) {
	for _, o := range c.objects() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// place writes the name with its outer edge at x; right says which edge that is. Muted is
// the name of a picture that is not seen at the moment.
func (c *corner) place(b Badge, x, y, room float32, right, muted bool) {
	palette := look.Current()
	ink := palette.Foreground
	if muted {
		ink = palette.Disabled
	}
	c.text.set([]run{{text: b.Name, color: ink, bold: true, size: look.CaptionSize, elide: true}})
	lead := float32(8)
	if b.Colour.A > 0 {
		lead = 20
	}
	width := min(c.text.width(0, 1), max(0, room-lead-8)) + lead + 8
	if right {
		x -= width
	}
	c.show(true)
	end := c.text.place(x+lead, y, 20, width-lead-8+0.5)
	c.plate.FillColor, c.plate.StrokeColor = palette.Panel, palette.Separator
	c.plate.Move(fyne.NewPos(x, y))
	c.plate.Resize(fyne.NewSize(end+8-x, 20))
	c.dot.FillColor = b.Colour
	if muted {
		c.dot.FillColor = palette.Disabled
	}
	if b.Colour.A == 0 {
		c.dot.FillColor = color.Transparent
	}
	c.dot.Move(fyne.NewPos(x+8, y+6))
	c.dot.Resize(fyne.NewSquareSize(8))
	c.plate.Refresh()
	c.dot.Refresh()
}

// showCorners shows the names of two pictures in one pane and says whether there are any.
func (w *parts) showCorners(at fyne.Position, size fyne.Size) bool {
	p := w.pane
	on := p.picture != nil && p.note == nil && (p.second != nil || p.blink != nil)
	if on {
		at, size = w.seen(at, size)
	}
	for i, c := range w.corners {
		b := p.names[i]
		if !on || b.Name == "" {
			c.show(false)
			continue
		}
		x := at.X + 8
		if i == 1 {
			x = at.X + size.Width - 8
		}
		hidden := p.second != nil && p.blink != nil && (p.blink == p.second) == (i == 0)
		c.place(b, x, at.Y+8, size.Width/2-12, i == 1, hidden)
	}
	return on && p.names[0].Name != ""
}
