package form

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/look"
)

// TipDelay is how long the pointer rests before a tip is shown.
const TipDelay = 600 * time.Millisecond

const tipWidth = 240

// Tip is what a tooltip says: a name, a sentence, and range and default or a key.
type Tip struct {
	Name, Sentence, Detail string
}

// Tips shows one tooltip at a time on a layer above the window's content. The layer holds
// drawings only, so that it never takes a click. A nil *Tips shows none.
type Tips struct {
	Layer *fyne.Container
	after func(time.Duration, func()) (stop func())
	stop  func()
	shown Tip
}

// NewTips is a layer for tips. after runs a function on the window's goroutine after a
// time, unless it is stopped before.
func NewTips(after func(time.Duration, func()) (stop func())) *Tips {
	return &Tips{Layer: container.NewWithoutLayout(), after: after}
}

// Arm shows the tip beside an object after a while.
func (t *Tips) Arm(tip Tip, beside fyne.CanvasObject) {
	if t == nil {
		return
	}
	t.Hide()
	if tip == (Tip{}) {
		return
	}
	t.stop = t.after(TipDelay, func() { t.Show(tip, beside) })
}

// Shown is the tip on screen, the zero value if there is none.
func (t *Tips) Shown() Tip { return t.shown }

// Hide takes the tip away, also one that is still to come.
func (t *Tips) Hide() {
	if t == nil {
		return
	}
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	if t.shown != (Tip{}) {
		t.shown = Tip{}
		t.Layer.Objects = nil
		t.Layer.Refresh()
	}
}

// Show shows the tip beside an object at once: below it, or above where there is no room.
func (t *Tips) Show(tip Tip, beside fyne.CanvasObject) {
	if t == nil || tip == (Tip{}) {
		return
	}
	t.Hide()
	t.shown = tip
	objects, size := drawTip(tip)
	driver := fyne.CurrentApp().Driver()
	origin := driver.AbsolutePositionForObject(t.Layer)
	at := driver.AbsolutePositionForObject(beside).Subtract(origin)
	area := t.Layer.Size()
	x := min(at.X, area.Width-size.Width-4)
	y := at.Y + beside.Size().Height + 4
	if y+size.Height > area.Height {
		y = at.Y - size.Height - 4
	}
	for _, o := range objects {
		o.Move(o.Position().AddXY(max(4, x), max(4, y)))
	}
	t.Layer.Objects = objects
	t.Layer.Refresh()
}

// drawTip draws a tip at the origin.
func drawTip(tip Tip) ([]fyne.CanvasObject, fyne.Size) {
	p := look.Current()
	bold := Style{Role: theme.ColorNameForeground, Size: look.CaptionSize, Bold: true}
	box := canvas.NewRectangle(p.Input)
	box.StrokeColor, box.StrokeWidth, box.CornerRadius = p.InputBorder, 1, look.Radius
	objects := []fyne.CanvasObject{box}
	y, w := float32(6), float32(0)
	add := func(s string, st Style) {
		if s == "" {
			return
		}
		for _, line := range Wrap(s, st, tipWidth-16) {
			text := NewText(line, st)
			place(text, 8, y, Width(line, st), messageLine)
			w = max(w, Width(line, st))
			objects = append(objects, text)
			y += messageLine
		}
	}
	add(tip.Name, bold)
	add(tip.Sentence, Plain)
	add(tip.Detail, Caption)
	size := fyne.NewSize(w+16, y+6)
	box.Resize(size)
	return objects, size
}
