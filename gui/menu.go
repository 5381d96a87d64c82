package gui

import (
	"slices"

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

// mainMenu is the menu at the left of the tool bar: what has no room there any more, and
// all commands by their menus.
func (w *Window) mainMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	for _, name := range menus {
		if m := w.menuOf(name); len(m.Items) > 0 {
			item := fyne.NewMenuItem(name, nil)
			item.ChildMenu = m
			items = append(items, item)
		}
	}
	return fyne.NewMenu("", items...)
}

// menuOf is one menu with the commands that belong to it.
func (w *Window) menuOf(name string) *fyne.Menu {
	m := fyne.NewMenu(name)
	list := slices.DeleteFunc(slices.Clone(w.commands), func(c command) bool { return c.menu != name })
	// What ends the program stands last, wherever it was listed.
	slices.SortStableFunc(list, func(a, b command) int { return compareBool(a.id == "quit", b.id == "quit") })
	for _, c := range list {
		if c.line && len(m.Items) > 0 {
			m.Items = append(m.Items, fyne.NewMenuItemSeparator())
		}
		m.Items = append(m.Items, c.menuItem())
	}
	return m
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// menuItem is the entry of a command.
func (c command) menuItem() *fyne.MenuItem {
	// Fyne draws shortcuts of entries too faintly to be read; so the key stands in the text.
	label := c.title()
	if text := c.keyText(); text != "" {
		label += "  (" + text + ")"
	}
	item := fyne.NewMenuItem(label, c.run)
	if c.items != nil {
		item.ChildMenu = fyne.NewMenu("", c.items()...)
		item.Disabled = len(item.ChildMenu.Items) == 0
		return item
	}
	item.Disabled = !c.can()
	item.Checked = c.checked != nil && c.checked()
	return item
}
