package gui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/model"
)

// paneMenu lists what a pane can show and how, and adds and removes panes.
func (w *Window) paneMenu(s *slot) *fyne.Menu {
	choose := func(c model.Content) { w.choosePane(s, c) }
	items := w.contentItems(s.content, choose)
	items = append(items, fyne.NewMenuItemSeparator())
	if parts := w.partItems(s); len(parts) > 0 {
		items = append(items, submenu("Show of complex values", parts))
	}
	if maps := w.mapItems(s); len(maps) > 1 {
		items = append(items, submenu("Colour map", maps))
	}
	add := fyne.NewMenuItem("Add a pane", func() { w.addPane(s) })
	add.Disabled = len(w.panes) >= model.MaxPanes
	remove := fyne.NewMenuItem("Remove this pane", func() { w.removePane(s) })
	remove.Disabled = len(w.panes) == 1
	return fyne.NewMenu("", append(items, add, remove)...)
}

func submenu(label string, items []*fyne.MenuItem) *fyne.MenuItem {
	m := fyne.NewMenuItem(label, nil)
	m.ChildMenu = fyne.NewMenu("", items...)
	return m
}

// contentItems are all contents; one is marked as chosen.
func (w *Window) contentItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	entry := func(label string, c model.Content) *fyne.MenuItem {
		item := fyne.NewMenuItem(label, func() { choose(c) })
		item.Checked = c == chosen
		return item
	}
	items := w.imageItems(chosen, choose)
	ofEach := func(label string, what model.What) *fyne.MenuItem {
		var list []*fyne.MenuItem
		for _, r := range w.control.Recipe().Reconstructors {
			list = append(list, entry(r.Name, model.Show(what, r.Name)))
		}
		return submenu(label, append(list, entry("Selected reconstructor", model.Show(what, ""))))
	}
	if pinned := w.pinnedItems(chosen, choose); len(pinned) > 0 {
		items = append(items, submenu("Pinned runs", pinned))
	}
	return append(items, fyne.NewMenuItemSeparator(),
		ofEach("Residual of", model.ShowResidual),
		submenu("Difference", w.differenceItems(chosen, choose)),
		fyne.NewMenuItemSeparator(),
		entry("Measurements", model.Show(model.ShowMeasurements, "")),
		entry("Spectrum with mask", model.Show(model.ShowSpectrum, "")),
		entry("Mask", model.Show(model.ShowMask, "")),
		ofEach("Wavelet coefficients of", model.ShowCoefficients),
		ofEach("Dual variable of", model.ShowDual),
	)
}

// imageItems are the images: truth, zero-filled, reconstructions.
func (w *Window) imageItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, n := range w.catalogue.ImageSources() {
		c := model.Content{Of: n.Source}
		item := fyne.NewMenuItem(n.Label, func() { choose(c) })
		item.Checked = c == chosen
		items = append(items, item)
	}
	return items
}

// pinnedItems are the results of pinned runs, and their residuals.
func (w *Window) pinnedItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, t := range w.control.Compared() {
		for label, what := range map[string]model.What{t.Name: model.ShowReconstruction, "Residual of " + t.Name: model.ShowResidual} {
			c := model.Content{Of: model.Source{What: what, Name: t.Of, Run: t.Run}}
			item := fyne.NewMenuItem(label, func() { choose(c) })
			item.Checked = c == chosen
			items = append(items, item)
		}
	}
	slices.SortFunc(items, func(a, b *fyne.MenuItem) int { return strings.Compare(a.Label, b.Label) })
	return items
}

// differenceItems choose the first and then the second image of a difference.
func (w *Window) differenceItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	var first []*fyne.MenuItem
	for _, a := range w.catalogue.ImageSources() {
		var second []*fyne.MenuItem
		for _, b := range w.catalogue.ImageSources() {
			if a.Source == b.Source {
				continue
			}
			c := model.Content{Of: a.Source, Minus: b.Source}
			item := fyne.NewMenuItem(b.Label, func() { choose(c) })
			item.Checked = c == chosen
			second = append(second, item)
		}
		first = append(first, submenu(a.Label+" –", second))
	}
	return first
}

// partItems choose what of complex values a pane shows; none where there is no choice.
func (w *Window) partItems(s *slot) []*fyne.MenuItem {
	p := s.pane.Picture()
	if p == nil || s.content.IsDifference() || !p.IsComplex() && s.part == model.DefaultPart {
		return nil
	}
	type choice struct {
		label string
		part  model.Part
	}
	var list []choice
	switch s.content.Of.What {
	case model.ShowResidual, model.ShowMask:
		return nil
	case model.ShowMeasurements, model.ShowSpectrum, model.ShowCoefficients, model.ShowDual:
		list = []choice{{"Magnitude, log", model.DefaultPart}, {"Phase", model.PhasePart}}
	default:
		list = []choice{
			{"Magnitude", model.MagnitudePart},
			{"Phase", model.PhasePart},
			{"Real part", model.RealOnly},
			{"Imaginary part", model.ImaginaryOnly},
		}
	}
	var items []*fyne.MenuItem
	current := s.part
	if !slices.ContainsFunc(list, func(c choice) bool { return c.part == current }) {
		current = list[0].part
	}
	for _, c := range list {
		item := fyne.NewMenuItem(c.label, func() { w.choosePart(s, c.part) })
		item.Checked = c.part == current
		items = append(items, item)
	}
	return items
}

// mapItems choose the colour map of a pane, and of all that are linked to it.
func (w *Window) mapItems(s *slot) []*fyne.MenuItem {
	p := s.pane.Picture()
	if p == nil {
		return nil
	}
	var items []*fyne.MenuItem
	for _, k := range p.Kind().Scale().Maps() {
		name := k.String()
		item := fyne.NewMenuItem(strings.ToUpper(name[:1])+name[1:], func() { s.pane.SetMap(k) })
		item.Checked = k == s.pane.Map()
		items = append(items, item)
	}
	return items
}
