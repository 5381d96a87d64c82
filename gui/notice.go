package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/form"
	"firenet/gui/look"
)

const (
	noticeHeight = 40
	noticeLine   = 17 // of two lines of text
)

// notice is a line above the pictures that asks something and covers nothing.
type notice struct {
	w       *Window
	object  *fyne.Container
	text    string
	answers []*form.Button
}

// noticeRow lays out icon, text and answers; a text that does not fit takes two lines.
type noticeRow struct {
	icon    fyne.CanvasObject
	text    string
	lines   [2]*canvas.Text
	answers []fyne.CanvasObject
}

// Layout is part of fyne.Layout.
func (r *noticeRow) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	right := &form.Line{Right: r.answers, Left: []fyne.CanvasObject{r.icon}, Gap: 8, Margin: 12}
	right.Layout(nil, s)
	x := r.icon.Position().X + r.icon.Size().Width + 8
	room := s.Width - 12 - x
	for _, b := range r.answers {
		room = min(room, b.Position().X-12-x)
	}
	list := form.Wrap(r.text, form.Body, room)
	if len(list) > len(r.lines) {
		list = []string{list[0], form.Fit(strings.Join(list[1:], " "), form.Body, room)}
	}
	y := (s.Height - noticeLine*float32(len(list))) / 2
	for i, t := range r.lines {
		t.Text = ""
		if i < len(list) {
			t.Text = list[i]
		}
		t.Move(fyne.NewPos(x, y+noticeLine*float32(i)))
		t.Resize(fyne.NewSize(max(0, room), noticeLine))
		t.Refresh()
	}
}

// MinSize is part of fyne.Layout.
func (r *noticeRow) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 24) }

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
	row := &noticeRow{icon: icon, text: n.text}
	objects := []fyne.CanvasObject{icon}
	for i := range row.lines {
		row.lines[i] = form.NewText("", form.Body)
		objects = append(objects, row.lines[i])
	}
	for _, b := range n.answers {
		row.answers = append(row.answers, b)
		objects = append(objects, b)
	}
	n.object.Objects = []fyne.CanvasObject{ground, container.NewBorder(nil, edge, nil, nil, container.New(row, objects...))}
	n.object.Show()
	n.object.Refresh()
	n.w.root.Refresh()
}
