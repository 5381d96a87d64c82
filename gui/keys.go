package gui

import (
	"slices"

	"fyne.io/fyne/v2/dialog"

	"firenet/gui/control"
	"firenet/gui/view"
)

func (w *Window) moveCursor(rows, cols int) {
	if d := w.control.Data(); d != nil {
		w.group.MoveCursor(d.Shape(), rows, cols)
	}
}

// escape closes what is on top, or cancels the run.
func (w *Window) escape() {
	w.tips.Hide()
	for n := len(w.overlays); n > 0; n = len(w.overlays) {
		top := w.overlays[n-1]
		w.overlays = w.overlays[:n-1]
		if top.visible() {
			top.hide()
			return
		}
	}
	for _, v := range viewsOf[view.Player](w.views) {
		if v.StopPlaying() {
			return
		}
	}
	switch {
	case w.control.Film() != nil:
		w.side.player.stop()
	case w.left.placing:
		w.left.place(false)
	case w.control.Status().State == control.Running:
		w.control.Cancel()
	}
}

// overlay is something that stands open above the window.
type overlay struct {
	hide    func()
	visible func() bool
}

// opened notes how to close what has been opened above the window.
func (w *Window) opened(hide func(), visible func() bool) {
	w.overlays = slices.DeleteFunc(w.overlays, func(o overlay) bool { return !o.visible() })
	w.overlays = append(w.overlays, overlay{hide, visible})
}

// showDialog shows a dialog that Escape closes.
func (w *Window) showDialog(d dialog.Dialog) {
	open := true
	d.SetOnClosed(func() { open = false })
	d.Show()
	w.opened(d.Hide, func() bool { return open })
}
