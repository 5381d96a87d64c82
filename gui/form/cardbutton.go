package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// CardButton stands for a card where there is no room for it: its thumbnail, in the border
// of an error if the card has one. A click, or the space bar, is for whoever made it.
type CardButton struct {
	widget.BaseWidget
	card    *Card
	tips    *Tips
	tapped  func()
	focused bool
}

// NewCardButton is the button of a card.
func NewCardButton(c *Card, tips *Tips, tapped func()) *CardButton {
	b := &CardButton{card: c, tips: tips, tapped: tapped}
	b.ExtendBaseWidget(b)
	c.button = b
	return b
}

func (b *CardButton) tip() Tip { return Tip{Name: b.card.title, Sentence: b.card.facts} }

// Tapped does what the button is for.
func (b *CardButton) Tapped(*fyne.PointEvent) {
	b.tips.Hide()
	b.tapped()
}

// MouseIn shows the tip after a while.
func (b *CardButton) MouseIn(*desktop.MouseEvent) { b.tips.Arm(b.tip(), b) }

// MouseMoved does nothing.
func (b *CardButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tip away.
func (b *CardButton) MouseOut() { b.tips.Hide() }

// FocusGained shows the focus and the tip.
func (b *CardButton) FocusGained() {
	b.focused = true
	b.tips.Show(b.tip(), b)
	b.Refresh()
}

// FocusLost takes them away.
func (b *CardButton) FocusLost() {
	b.focused = false
	b.tips.Hide()
	b.Refresh()
}

// TypedKey taps the button on the space bar and on Return, or is for the window.
func (b *CardButton) TypedKey(e *fyne.KeyEvent) {
	tapOrPass(b, e)
}

// TypedRune is for the window.
func (b *CardButton) TypedRune(r rune) {
	passLetter(b, r)
}

// CreateRenderer makes the renderer.
func (b *CardButton) CreateRenderer() fyne.WidgetRenderer {
	well := canvas.NewRectangle(nil)
	thumb := canvas.NewImageFromImage(nil)
	thumb.FillMode = canvas.ImageFillContain
	ring := canvas.NewRectangle(nil)
	ring.CornerRadius = look.Radius
	r := &renderer{objects: []fyne.CanvasObject{well, thumb, ring}}
	r.layout = func(s fyne.Size) {
		place(well, 2, 2, s.Width-4, s.Height-4)
		place(thumb, 2, 2, s.Width-4, s.Height-4)
		ring.Resize(s)
	}
	r.min = func() fyne.Size { return fyne.NewSize(header+4, header+4) }
	r.refresh = func() {
		p := look.Current()
		well.FillColor = p.Surround
		ring.StrokeWidth, ring.StrokeColor = 0, nil
		switch {
		case b.focused:
			ring.StrokeWidth, ring.StrokeColor = 2, p.Primary
		case b.card.wrong:
			ring.StrokeWidth, ring.StrokeColor = 1, p.Error
		}
		if thumb.Image != b.card.thumbnail {
			thumb.Image = b.card.thumbnail
			thumb.Refresh()
		}
		canvas.Refresh(b)
	}
	r.refresh()
	return r
}
