package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/form"
	"firenet/gui/look"
)

const noticeHeight = 40

// notice is a line above the pictures that asks something and covers nothing.
type notice struct {
	w       *Window
	object  *fyne.Container
	text    string
	answers []*form.Button
}

// answer is one of the buttons.
type answer struct {
	label string
	do    func()
}

func newNotice(w *Window) *notice {
	n := &notice{w: w, object: container.NewStack()}
	n.object.Hide()
	return n
}

// ask shows a sentence with answers, the first of which is the one to be expected. Any of
// them closes the line.
func (n *notice) ask(text string, answers ...answer) {
	n.text, n.answers = text, nil
	for i, a := range answers {
		b := form.NewActionButton(n.w.tips, func() {
			n.hide()
			a.do()
		})
		b.Text, b.Tip = a.label, form.Tip{Name: a.label}
		b.Ground, b.Style.Role = theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
		if i > 0 {
			b.Ground, b.Border, b.Style.Role = theme.ColorNameHeaderBackground, theme.ColorNameInputBorder, theme.ColorNameForeground
		}
		n.answers = append(n.answers, b)
	}
	n.show()
}

func (n *notice) hide() {
	n.answers = nil
	n.show()
}

// show draws the line in the colours of the theme.
func (n *notice) show() {
	if len(n.answers) == 0 {
		n.object.Objects = nil
		n.object.Hide()
		n.w.root.Refresh()
		return
	}
	ground, edge := canvas.NewRectangle(look.Current().Panel), canvas.NewRectangle(look.Current().Separator)
	ground.SetMinSize(fyne.NewSize(1, noticeHeight))
	edge.SetMinSize(fyne.NewSize(1, 1))
	icon := canvas.NewImageFromResource(look.Caution(theme.ColorNameWarning))
	icon.SetMinSize(fyne.NewSize(look.IconSize, look.IconSize))
	icon.FillMode = canvas.ImageFillContain
	text := form.NewText(n.text, form.Body)
	l := &line{left: []fyne.CanvasObject{icon, text}, gap: 8, margin: 12}
	for _, b := range n.answers {
		l.right = append(l.right, b)
	}
	n.object.Objects = []fyne.CanvasObject{ground, container.NewBorder(nil, edge, nil, nil, container.New(l, append(l.left, l.right...)...))}
	n.object.Show()
	n.object.Refresh()
	n.w.root.Refresh()
}
