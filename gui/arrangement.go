package gui

import (
	"maps"
	"slices"

	"firenet/gui/model"
)

// layout is everything about the centre of the window that a session brings back.
func (w *Window) layout() model.Layout {
	l := model.Layout{View: w.view, Focused: w.focused, Selected: w.catalogue.Selected}
	w.group.Save(&l)
	l.Swipe, l.Stability = w.swipe.layout(), w.lab.saved()
	for _, s := range w.panes {
		p := model.PaneLayout{Content: s.content, Previous: s.previous, Part: s.part}
		s.pane.Save(&p)
		l.Panes = append(l.Panes, p)
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
	if len(l.Panes) > 0 {
		for _, s := range w.panes {
			s.pane.Close()
		}
		w.panes = nil
		for _, p := range l.Panes {
			s := w.newSlot(p.Content)
			s.previous, s.part = p.Previous, p.Part
			w.panes = append(w.panes, s)
		}
		w.focused = l.Focused
	}
	if _, i := w.catalogue.Section(l.Selected); i >= 0 {
		w.catalogue.Selected = l.Selected
	}
	clear(w.catalogue.Hidden)
	for _, name := range l.Hidden {
		w.catalogue.Hidden[name] = true
	}
	w.placePanes()
	w.group.Restore(l)
	w.swipe.setLayout(l.Swipe)
	w.lab.restore(l.Stability)
	for i, p := range l.Panes {
		w.panes[i].pane.Restore(p)
	}
	w.left.show()
	w.left.showTracks()
	w.left.showResult()
	w.side.showTracks()
	w.showView(l.View)
	w.redrawView()
	w.side.showHistogram()
	w.toolbar.show()
}
