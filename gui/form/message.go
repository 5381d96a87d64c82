package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// messageLine is the height of a line of caption text.
const messageLine = 15

// Message is a wrapped text of caption size, with an icon before it if it has one.
type Message struct {
	widget.BaseWidget
	text  string
	style Style
	icon  look.Icon
	width float32 // that the lines were broken for
}

// NewMessage is a message that is hidden while its text is empty.
func NewMessage(st Style, icon look.Icon) *Message {
	m := &Message{style: st, icon: icon, width: 264}
	m.ExtendBaseWidget(m)
	m.Hide()
	return m
}

// NewParagraph is a wrapped text that is always shown.
func NewParagraph(s string, st Style) *Message {
	m := NewMessage(st, nil)
	m.SetText(s)
	return m
}

// Text is what the message says.
func (m *Message) Text() string { return m.text }

// SetText shows another text, or hides the message.
func (m *Message) SetText(s string) {
	if s == m.text {
		return
	}
	m.text = s
	if s == "" {
		m.Hide()
		return
	}
	m.Show()
	m.Refresh()
}

// Say shows a text in another style, with or without an icon.
func (m *Message) Say(s string, st Style, icon look.Icon) {
	m.style, m.icon, m.text = st, icon, ""
	m.SetText(s)
}

// Resize breaks the lines anew for another width.
func (m *Message) Resize(s fyne.Size) {
	if s.Width != m.width && s.Width > 0 {
		m.width = s.Width
		m.Refresh()
	}
	m.BaseWidget.Resize(s)
}

// HeightFor is the height that the message needs at a width.
func (m *Message) HeightFor(w float32) float32 {
	return float32(len(Wrap(m.text, m.style, w-m.indent()))) * messageLine
}

func (m *Message) indent() float32 {
	if m.icon == nil {
		return 0
	}
	return 20
}

// CreateRenderer makes the renderer.
func (m *Message) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{}
	icon := canvas.NewImageFromResource(nil)
	icon.FillMode = canvas.ImageFillContain
	build := func() {
		r.objects = nil
		if m.icon != nil {
			icon.Resource = m.icon(m.style.Role)
			place(icon, 0, 0, look.IconSize, look.IconSize)
			r.objects = append(r.objects, icon)
		}
		for i, line := range Wrap(m.text, m.style, m.width-m.indent()) {
			t := NewText(line, m.style)
			place(t, m.indent(), float32(i)*messageLine, m.width-m.indent(), messageLine)
			r.objects = append(r.objects, t)
		}
	}
	build()
	r.layout = func(fyne.Size) {}
	r.min = func() fyne.Size { return fyne.NewSize(40, m.HeightFor(m.width)) }
	r.refresh = func() { build(); canvas.Refresh(m) }
	return r
}

// NewFailure is an error message with its icon.
func NewFailure() *Message {
	return NewMessage(Style{Role: theme.ColorNameError, Size: look.CaptionSize}, look.Failure)
}
