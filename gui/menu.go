package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// popUp opens a menu below a button.
func (w *Window) popUp(m *fyne.Menu, below fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	w.popUpAt(m, at.AddXY(0, below.Size().Height+2))
}

// popUpAt opens a menu at a place.
func (w *Window) popUpAt(m *fyne.Menu, at fyne.Position) {
	p := widget.NewPopUpMenu(m, w.win.Canvas())
	size := p.MinSize()
	at.X = max(0, min(at.X, w.win.Canvas().Size().Width-size.Width-4))
	w.opened(p.Hide, p.Visible)
	p.ShowAtPosition(at)
}
