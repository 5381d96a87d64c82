package viewer

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// Message takes the place of a picture: what to do in an empty pane, or what went wrong.
type Message struct {
	Failure bool   // an error, with its icon
	Text    string // one sentence
	Remedy  string // what to do, may be empty
	Actions []Action
}

// Action is a button.
type Action struct {
	Label string
	Do    func()
}

// key is everything that can be read in m.
func (m Message) key() string {
	key := fmt.Sprintf("%v\n%s\n%s", m.Failure, m.Text, m.Remedy)
	for _, a := range m.Actions {
		key += "\n" + a.Label
	}
	return key
}

// NewMessage is a message that stands by itself.
func NewMessage(m Message) fyne.CanvasObject {
	return messageBody(m, func(i int) { m.Actions[i].Do() })
}

// messageBody is a message as rows in the middle of its room; act is told which button was
// tapped.
func messageBody(m Message, act func(i int)) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	size := theme.SizeNameSubHeadingText
	if m.Failure {
		icon := canvas.NewImageFromResource(look.Failure(theme.ColorNameError))
		icon.FillMode = canvas.ImageFillContain
		icon.SetMinSize(fyne.NewSquareSize(24))
		rows = append(rows, icon)
		size = theme.SizeNameText
	}
	rows = append(rows, sentence(m.Text, size, theme.ColorNameForeground))
	if m.Remedy != "" {
		rows = append(rows, sentence(m.Remedy, theme.SizeNameText, theme.ColorNamePlaceHolder))
	}
	if len(m.Actions) > 0 {
		buttons := container.NewHBox()
		for i, a := range m.Actions {
			buttons.Add(widget.NewButton(a.Label, func() { act(i) }))
		}
		rows = append(rows, container.NewCenter(buttons))
	}
	return container.New(middle{}, rows...)
}

func sentence(text string, size fyne.ThemeSizeName, ink fyne.ThemeColorName) fyne.CanvasObject {
	t := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		Alignment: fyne.TextAlignCenter, SizeName: size, ColorName: ink,
	}})
	t.Wrapping = fyne.TextWrapWord
	return t
}

// middle stacks rows in the middle of the height. Unlike a VBox it asks a text for its
// height once its width is known.
type middle struct{}

// MinSize is part of fyne.Layout.
func (middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// Layout is part of fyne.Layout.
func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	total := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height)) // breaks the lines
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		total += o.Size().Height
	}
	gap := float32(look.Gap)
	total += gap * float32(len(objects)-1)
	at := max(0, (size.Height-total)/2)
	for _, o := range objects {
		o.Move(fyne.NewPos(0, at))
		at += o.Size().Height + gap
	}
}
