package form

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// header is the height of a card's header, and the side of its thumbnail.
const header = 36

// Card is one step of the experiment: a header with a thumbnail, the step's name and one
// line of facts, and below it the step's controls. A click on the header folds the card.
type Card struct {
	widget.BaseWidget
	title, facts string
	thumbnail    image.Image
	body         fyne.CanvasObject
	actions      []*Button
	head         *cardHead
	button       *CardButton // nil, or shows the same thumbnail
	folded       bool
	wrong        bool

	// Resized is called when the card's height has changed.
	Resized func()
}

// NewCard is an open card. The actions stand in the header before the chevron.
func NewCard(title string, body fyne.CanvasObject, actions ...*Button) *Card {
	c := &Card{title: title, body: body, actions: actions}
	c.head = &cardHead{card: c, ring: canvas.NewRectangle(nil)}
	c.head.ring.CornerRadius = look.Radius
	c.head.ExtendBaseWidget(c.head)
	c.ExtendBaseWidget(c)
	return c
}

// SetFacts shows the line below the title.
func (c *Card) SetFacts(s string) {
	if s != c.facts {
		c.facts = s
		c.Refresh()
	}
}

// SetThumbnail shows a picture of the step, of 72 x 72 pixels at most.
func (c *Card) SetThumbnail(img image.Image) {
	c.thumbnail = img
	c.Refresh()
	if c.button != nil {
		c.button.Refresh()
	}
}

// SetWrong gives the card the border of an error.
func (c *Card) SetWrong(wrong bool) {
	if wrong != c.wrong {
		c.wrong = wrong
		c.Refresh()
		if c.button != nil {
			c.button.Refresh()
		}
	}
}

// Wrong says whether the card has the border of an error.
func (c *Card) Wrong() bool { return c.wrong }

// Facts is the line below the name.
func (c *Card) Facts() string { return c.facts }

// Folded says whether the card shows its header only.
func (c *Card) Folded() bool { return c.folded }

// Fold folds or opens the card.
func (c *Card) Fold(folded bool) {
	c.folded = folded
	c.Refresh()
	if c.Resized != nil {
		c.Resized()
	}
}

// CreateRenderer makes the renderer.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	ground.CornerRadius = look.Radius
	well := canvas.NewRectangle(nil)
	thumb := canvas.NewImageFromImage(nil)
	thumb.FillMode = canvas.ImageFillContain
	title, facts := NewText(c.title, Strong), NewText("", Caption)
	chevron := canvas.NewImageFromResource(nil)
	chevron.FillMode = canvas.ImageFillContain
	r := &renderer{objects: []fyne.CanvasObject{ground, c.head, well, thumb, title, facts, chevron}}
	for _, a := range c.actions {
		r.objects = append(r.objects, a)
	}
	r.objects = append(r.objects, c.body)
	const pad = look.Gap
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		place(c.head, 0, 0, s.Width, header+2*pad)
		place(well, pad, pad, header, header)
		place(thumb, pad, pad, header, header)
		right := s.Width - pad - look.IconSize
		place(chevron, right, pad+(header-look.IconSize)/2, look.IconSize, look.IconSize)
		for i := len(c.actions) - 1; i >= 0; i-- {
			a := c.actions[i]
			a.Hidden = c.folded
			if c.folded {
				continue
			}
			m := a.MinSize()
			right -= m.Width + 4
			place(a, right, pad+(header-m.Height)/2, m.Width, m.Height)
		}
		const x = pad + header + pad
		centred(title, x, pad-1, right-x-4, 20)
		facts.Text = Fit(c.facts, Caption, right-x-2)
		centred(facts, x, pad+19, right-x-2, 16)
		c.body.Move(fyne.NewPos(pad, header+2*pad))
		c.body.Resize(fyne.NewSize(s.Width-2*pad, max(0, s.Height-header-3*pad)))
	}
	r.min = func() fyne.Size {
		if c.folded {
			return fyne.NewSize(240, header+2*pad)
		}
		return fyne.NewSize(240, header+3*pad+c.body.MinSize().Height)
	}
	r.refresh = func() {
		p := look.Current()
		ground.FillColor, well.FillColor = p.Panel, p.Surround
		ground.StrokeWidth, ground.StrokeColor = 0, nil
		if c.wrong {
			ground.StrokeWidth, ground.StrokeColor = 1, p.Error
		}
		Restyle(title, Strong)
		Restyle(facts, Caption)
		icon := look.ChevronDown
		if c.folded {
			icon = look.ChevronRight
		}
		if drawn := icon(Caption.Role); chevron.Resource == nil || chevron.Resource.Name() != drawn.Name() {
			chevron.Resource = drawn
			chevron.Refresh()
		}
		if thumb.Image != c.thumbnail {
			thumb.Image = c.thumbnail
			thumb.Refresh()
		}
		if c.folded != !c.body.Visible() {
			if c.folded {
				c.body.Hide()
			} else {
				c.body.Show()
			}
		}
		if s := c.Size(); s.Width > 0 {
			r.layout(s)
		}
		canvas.Refresh(c)
	}
	r.refresh()
	return r
}

// cardHead takes the clicks on a header.
type cardHead struct {
	widget.BaseWidget
	card *Card
	ring *canvas.Rectangle // seen while the header has the focus
}

// Tapped folds or opens the card.
func (h *cardHead) Tapped(*fyne.PointEvent) { h.card.Fold(!h.card.folded) }

// Cursor is a hand.
func (h *cardHead) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows the focus.
func (h *cardHead) FocusGained() { h.setRing(true) }

// FocusLost takes it away.
func (h *cardHead) FocusLost() { h.setRing(false) }

func (h *cardHead) setRing(on bool) {
	h.ring.StrokeWidth, h.ring.StrokeColor = 0, nil
	if on {
		h.ring.StrokeWidth, h.ring.StrokeColor = 2, look.Current().Primary
	}
	h.ring.Refresh()
}

// TypedKey folds the card on the space bar and on Return, or is for the window.
func (h *cardHead) TypedKey(e *fyne.KeyEvent) {
	tapOrPass(h, e)
}

// TypedRune is for the window.
func (h *cardHead) TypedRune(r rune) {
	passLetter(h, r)
}

// CreateRenderer makes the renderer.
func (h *cardHead) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(h.ring)
}
