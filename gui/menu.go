package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
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
	closed := w.opened(p.Hide)
	p.OnDismiss = func() {
		closed()
		p.Hide()
	}
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
	item := fyne.NewMenuItem(c.title(), c.run)
	if c.items != nil {
		item.ChildMenu = fyne.NewMenu("", c.items()...)
		item.Disabled = len(item.ChildMenu.Items) == 0
		return item
	}
	item.Disabled = !c.can()
	item.Checked = c.checked != nil && c.checked()
	if len(c.keys) > 0 {
		k := c.keys[0]
		if k.letter != 0 {
			k.name = fyne.KeyName(string(k.letter))
		}
		item.Shortcut = &desktop.CustomShortcut{KeyName: k.name, Modifier: k.mod}
	}
	return item
}

// themeKey is where the preferences keep the theme.
const themeKey = "theme"

// themeMenu chooses between light, dark and the system's theme.
func (w *Window) themeMenu() *fyne.Menu {
	current := look.System
	if t, ok := w.app.Settings().Theme().(*look.Theme); ok {
		current = t.Mode
	}
	var items []*fyne.MenuItem
	for _, m := range []struct {
		mode  look.Mode
		label string
	}{{look.System, "As the system"}, {look.LightMode, "Light"}, {look.DarkMode, "Dark"}} {
		item := fyne.NewMenuItem(m.label, func() { w.SetMode(m.mode) })
		item.Checked = m.mode == current
		items = append(items, item)
	}
	return fyne.NewMenu("", items...)
}

// SetMode changes the theme and remembers it.
func (w *Window) SetMode(m look.Mode) {
	w.app.Preferences().SetString(themeKey, m.String())
	w.app.Settings().SetTheme(&look.Theme{Mode: m})
}

// SavedMode is the theme that was chosen last.
func SavedMode(app fyne.App) look.Mode {
	m, err := look.ParseMode(app.Preferences().String(themeKey))
	if err != nil {
		return look.System
	}
	return m
}
