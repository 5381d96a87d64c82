package form

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// RunCardWidth is the width of a card of the strip.
const RunCardWidth = 202

// RunState is what the card of a run shows.
type RunState struct {
	Thumbnail image.Image
	Title     string
	Changes   string // what differs from the run before
	Value     string // bold: the error, or how far it is
	Unit      string // muted behind it
	Shown     bool   // it is what the window shows
	Pinned    bool
	Pinnable  bool
	Failed    bool
	Tip       Tip
}

// RunCard is one run in the strip under the panes: a small picture, the run's number,
// what changed, its error, and a pin. A click shows the run again.
type RunCard struct {
	widget.BaseWidget
	state          RunState
	tips           *Tips
	tapped         func()
	pin            *Button
	hover, focused bool
}

// NewRunCard is a card; pinned is called by a click on the pin.
func NewRunCard(tips *Tips, tapped, pinned func()) *RunCard {
	c := &RunCard{tips: tips, tapped: tapped}
	c.pin = NewSmallButton("", look.Pin, Tip{Name: "Pin", Sentence: "Keeps the run, and offers its pictures and curves beside those of later ones.", Detail: "P"}, tips, pinned)
	c.ExtendBaseWidget(c)
	return c
}

// Set shows another state.
func (c *RunCard) Set(s RunState) {
	if s != c.state {
		c.state = s
		c.Refresh()
	}
}

// State is what is shown.
func (c *RunCard) State() RunState { return c.state }

// PinButton is the pin.
func (c *RunCard) PinButton() *Button { return c.pin }

// Tapped shows the run.
func (c *RunCard) Tapped(*fyne.PointEvent) {
	c.tips.Hide()
	c.tapped()
}

// Cursor is a hand.
func (c *RunCard) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn shows the tip after a while.
func (c *RunCard) MouseIn(*desktop.MouseEvent) {
	c.hover = true
	c.tips.Arm(c.state.Tip, c)
	c.Refresh()
}

// MouseMoved does nothing.
func (c *RunCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tip away.
func (c *RunCard) MouseOut() {
	c.hover = false
	c.tips.Hide()
	c.Refresh()
}

// FocusGained shows the focus.
func (c *RunCard) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost takes it away.
func (c *RunCard) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune is for the window.
func (c *RunCard) TypedRune(r rune) {
	passLetter(c, r)
}

// TypedKey shows the run on the space bar and on Return, or is for the window.
func (c *RunCard) TypedKey(e *fyne.KeyEvent) {
	tapOrPass(c, e)
}

// CreateRenderer makes the renderer.
func (c *RunCard) CreateRenderer() fyne.WidgetRenderer {
	ground, well, border := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	ground.CornerRadius, border.CornerRadius = look.Radius, look.Radius
	thumb := canvas.NewImageFromImage(nil)
	thumb.FillMode = canvas.ImageFillContain
	title, changes := NewText("", Strong), NewText("", Caption)
	second, value, unit := NewText("", Caption), NewText("", Value), NewText("", Caption)
	n := &renderer{objects: []fyne.CanvasObject{ground, well, thumb, title, changes, second, value, unit, c.pin, border}}
	n.layout = func(s fyne.Size) { c.lay(s, ground, border, well, thumb, title, changes, second, value, unit) }
	n.min = func() fyne.Size { return fyne.NewSize(RunCardWidth, 68) }
	n.refresh = func() {
		p := look.Current()
		ground.FillColor, well.FillColor = p.Panel, p.Surround
		if c.hover {
			ground.FillColor = blend(p.Panel, p.Foreground, 0.04)
		}
		border.FillColor, border.StrokeWidth, border.StrokeColor = nil, 0, nil
		switch {
		case c.state.Failed:
			border.StrokeWidth, border.StrokeColor = 1, p.Error
		case c.state.Shown:
			border.StrokeWidth, border.StrokeColor = 2, p.Primary
		}
		if c.focused {
			border.StrokeWidth, border.StrokeColor = 2, p.Primary
		}
		for t, st := range map[*canvas.Text]Style{title: Strong, changes: Caption, second: Caption, value: Value, unit: Caption} {
			Restyle(t, st)
		}
		if c.state.Failed {
			Restyle(value, Alarm)
		}
		if thumb.Image != c.state.Thumbnail {
			thumb.Image = c.state.Thumbnail
			thumb.Refresh()
		}
		c.pin.Style.Role = theme.ColorNamePlaceHolder
		if c.state.Pinned {
			c.pin.Style.Role = theme.ColorNamePrimary
		}
		c.pin.Hidden = !c.state.Pinnable
		c.pin.Refresh()
		if s := c.Size(); s.Width > 0 {
			n.layout(s)
		}
		canvas.Refresh(c)
	}
	n.refresh()
	return n
}

// lay places the parts: the picture at the left, the texts behind it. A card without an
// error has two lines for what it says.
func (c *RunCard) lay(s fyne.Size, ground, border, well, thumb fyne.CanvasObject, title, changes, second, value, unit *canvas.Text) {
	const pad, line = look.Gap, 17
	ground.Resize(s)
	border.Resize(s)
	side := min(s.Height-20, 92)
	top := (s.Height - side) / 2
	place(well, pad, top, side, side)
	place(thumb, pad, top, side, side)
	x := 2*pad + side
	w := s.Width - x - 4
	y := max(pad, (s.Height-3*line)/2) - 1
	titleWidth := w
	if c.state.Pinnable {
		place(c.pin, s.Width-look.Row-4, y-3, look.Row, look.Row)
		titleWidth -= look.Row
	}
	title.Text = Fit(c.state.Title, Strong, titleWidth)
	centred(title, x, y, titleWidth, line)
	changes.Text, second.Text, value.Text, unit.Text = Fit(c.state.Changes, Caption, w), "", c.state.Value, c.state.Unit
	if c.state.Value == "" {
		lines := Wrap(c.state.Changes, Caption, w)
		changes.Text = lines[0]
		if len(lines) > 1 {
			second.Text = lines[1]
		}
	}
	centred(changes, x, y+line, w, line)
	centred(second, x, y+2*line, w, line)
	value.Text = Fit(value.Text, Value, w)
	vw := Width(value.Text, Value)
	centred(value, x, y+2*line, vw, line)
	unit.Text = Fit(unit.Text, Caption, max(0, w-vw-4))
	centred(unit, x+vw+4, y+2*line, max(0, w-vw-4), line)
}
