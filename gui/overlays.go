package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// overlays are the dialogs and menus above the window, which Escape closes one by one.
type overlays struct {
	canvas fyne.Canvas
	list   []overlay // the topmost last; some may have been closed meanwhile
}

// overlay is something that stands open above the window.
type overlay struct {
	hide    func()
	visible func() bool
}

// opened notes how to close what has been opened above the window.
func (o *overlays) opened(hide func(), visible func() bool) {
	o.list = slices.DeleteFunc(o.list, func(l overlay) bool { return !l.visible() })
	o.list = append(o.list, overlay{hide, visible})
}

// closeTop closes what is on top, and says whether something was.
func (o *overlays) closeTop() bool {
	for n := len(o.list); n > 0; n = len(o.list) {
		top := o.list[n-1]
		o.list = o.list[:n-1]
		if top.visible() {
			top.hide()
			return true
		}
	}
	return false
}

// showDialog shows a dialog that Escape closes.
func (o *overlays) showDialog(d dialog.Dialog) {
	open := true
	d.SetOnClosed(func() { open = false })
	d.Show()
	o.opened(d.Hide, func() bool { return open })
}

// popUp opens a menu below a button.
func (o *overlays) popUp(m *fyne.Menu, below fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	o.popUpAt(m, at.AddXY(0, below.Size().Height+2))
}

// popUpAt opens a menu at a place.
func (o *overlays) popUpAt(m *fyne.Menu, at fyne.Position) {
	p := widget.NewPopUpMenu(m, o.canvas)
	size := p.MinSize()
	at.X = max(0, min(at.X, o.canvas.Size().Width-size.Width-4))
	o.opened(p.Hide, p.Visible)
	p.ShowAtPosition(at)
}
