package gui

import (
	"maps"
	"slices"

	"firenet/gui/model"
	"firenet/gui/view"
)

// layout is everything about the centre of the window that a session brings back.
func (w *Window) layout() model.Layout {
	l := model.Layout{View: w.shown.Name(), Selected: w.catalogue.Selected}
	w.group.Save(&l)
	for _, v := range viewsOf[view.Keeper](w.views) {
		v.Save(&l)
	}
	for _, name := range slices.Sorted(maps.Keys(w.catalogue.Hidden)) {
		if w.catalogue.Hidden[name] {
			l.Hidden = append(l.Hidden, name)
		}
	}
	return l
}

// setLayout brings the centre back as it was. What a layout does not say stays; what it
// says and there is not, such as a reconstructor that has gone, is said in its pane.
func (w *Window) setLayout(l model.Layout) {
	l = l.Valid()
	if _, i := w.catalogue.Section(l.Selected); i >= 0 {
		w.catalogue.Selected = l.Selected
	}
	clear(w.catalogue.Hidden)
	for _, name := range l.Hidden {
		w.catalogue.Hidden[name] = true
	}
	w.group.Restore(l)
	for _, v := range viewsOf[view.Keeper](w.views) {
		v.Restore(l)
	}
	w.left.show()
	w.left.showTracks()
	w.left.showResult()
	w.side.showTracks()
	w.showView(l.View)
	w.shown.Show()
	w.side.showHistogram()
	w.toolbar.show()
}
