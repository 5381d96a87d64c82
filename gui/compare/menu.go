package compare

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/model"
)

// Menu is that of a pane.
func (v *View) Menu(pane int) *fyne.Menu { return v.PaneMenu(v.Slots[pane]) }

// PaneMenu lists what a pane can show and how, and adds and removes panes.
func (v *View) PaneMenu(s *Slot) *fyne.Menu {
	choose := func(c model.Content) { v.ChoosePane(s, c) }
	items := v.ContentItems(s.Content, choose)
	items = append(items, fyne.NewMenuItemSeparator())
	if parts := v.partItems(s); len(parts) > 0 {
		items = append(items, command.Submenu("Show of complex values", parts))
	}
	if maps := v.mapItems(s); len(maps) > 1 {
		items = append(items, command.Submenu("Colour map", maps))
	}
	add := fyne.NewMenuItem("Add a pane", func() { v.AddPane(s) })
	add.Disabled = len(v.Slots) >= model.MaxPanes
	remove := fyne.NewMenuItem("Remove this pane", func() { v.removePane(s) })
	remove.Disabled = len(v.Slots) == 1
	return fyne.NewMenu("", append(items, add, remove)...)
}

// ContentItems are all contents; one is marked as chosen.
func (v *View) ContentItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	entry := func(label string, c model.Content) *fyne.MenuItem {
		item := fyne.NewMenuItem(label, func() { choose(c) })
		item.Checked = c == chosen
		return item
	}
	items := v.imageItems(chosen, choose)
	ofEach := func(label string, what model.What) *fyne.MenuItem {
		var list []*fyne.MenuItem
		for _, r := range v.open.Control.Recipe().Reconstructors {
			list = append(list, entry(r.Name, model.Show(what, r.Name)))
		}
		return command.Submenu(label, append(list, entry("Selected reconstructor", model.Show(what, ""))))
	}
	if pinned := v.PinnedItems(chosen, choose); len(pinned) > 0 {
		items = append(items, command.Submenu("Pinned runs", pinned))
	}
	return append(items, fyne.NewMenuItemSeparator(),
		ofEach("Residual of", model.ShowResidual),
		command.Submenu("Difference", v.differenceItems(chosen, choose)),
		fyne.NewMenuItemSeparator(),
		entry("Measurements", model.Show(model.ShowMeasurements, "")),
		entry("Spectrum with mask", model.Show(model.ShowSpectrum, "")),
		entry("Mask", model.Show(model.ShowMask, "")),
		ofEach("Wavelet coefficients of", model.ShowCoefficients),
		ofEach("Dual variable of", model.ShowDual),
	)
}

// imageItems are the images: truth, zero-filled, reconstructions.
func (v *View) imageItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, n := range v.open.Catalogue.ImageSources() {
		c := model.Content{Of: n.Source}
		item := fyne.NewMenuItem(n.Label, func() { choose(c) })
		item.Checked = c == chosen
		items = append(items, item)
	}
	return items
}

// PinnedItems are the results of pinned runs, and their residuals.
func (v *View) PinnedItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, t := range v.open.Control.Compared() {
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
func (v *View) differenceItems(chosen model.Content, choose func(model.Content)) []*fyne.MenuItem {
	var first []*fyne.MenuItem
	for _, a := range v.open.Catalogue.ImageSources() {
		var second []*fyne.MenuItem
		for _, b := range v.open.Catalogue.ImageSources() {
			if a.Source == b.Source {
				continue
			}
			c := model.Content{Of: a.Source, Minus: b.Source}
			item := fyne.NewMenuItem(b.Label, func() { choose(c) })
			item.Checked = c == chosen
			second = append(second, item)
		}
		first = append(first, command.Submenu(a.Label+" –", second))
	}
	return first
}

// partItems choose what of complex values a pane shows; none where there is no choice.
func (v *View) partItems(s *Slot) []*fyne.MenuItem {
	p := s.Pane.Picture()
	if p == nil || s.Content.IsDifference() || !p.IsComplex() && s.part == model.DefaultPart {
		return nil
	}
	type choice struct {
		label string
		part  model.Part
	}
	var list []choice
	switch s.Content.Of.What {
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
		item := fyne.NewMenuItem(c.label, func() { v.ChoosePart(s, c.part) })
		item.Checked = c.part == current
		items = append(items, item)
	}
	return items
}

// mapItems choose the colour map of a pane, and of all that are linked to it.
func (v *View) mapItems(s *Slot) []*fyne.MenuItem {
	p := s.Pane.Picture()
	if p == nil {
		return nil
	}
	var items []*fyne.MenuItem
	for _, k := range p.Kind().Scale().Maps() {
		name := k.String()
		item := fyne.NewMenuItem(strings.ToUpper(name[:1])+name[1:], func() { s.Pane.SetMap(k) })
		item.Checked = k == s.Pane.Map()
		items = append(items, item)
	}
	return items
}
