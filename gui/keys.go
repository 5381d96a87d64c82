package gui

import (
	"firenet/gui/control"
	"firenet/gui/view"
)

// escape closes what is on top, or cancels the run.
func (w *Window) escape() {
	w.tips.Hide()
	if w.overlays.closeTop() {
		return
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
