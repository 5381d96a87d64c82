package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/recon/experiment"
)

// keys are all keys, in the order of the list that ? shows.
var keys = [][2]string{
	{"F5", "run"},
	{"Esc", "cancel the run, close a dialog"},
	{"Ctrl+O", "open a picture or a recipe"},
	{"Ctrl+S", "save the recipe"},
	{"F", "fit the pictures (also double click)"},
	{"1", "one pixel on one of the screen"},
	{"+  –", "larger, smaller (also the wheel)"},
	{"arrows", "move the cross-hair, with Shift by 10"},
	{"C", "cross-hair on or off"},
	{"A  R", "window of values: all values, reset"},
	{"K", "link or unlink the scale of the focused pane"},
	{"L", "link or unlink zoom and position"},
	{"F9  F10", "left column, right column"},
	{"Tab", "next field"},
	{"Up  Down", "in a field: step the number"},
	{"?", "this list"},
}

// bindKeys makes the keys act.
func (w *Window) bindKeys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(w.typedKey)
	c.SetOnTypedRune(w.typedRune)
	add := func(name fyne.KeyName, mod fyne.KeyModifier, do func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: mod}, func(fyne.Shortcut) { do() })
	}
	add(fyne.KeyO, fyne.KeyModifierShortcutDefault, w.openDialog)
	add(fyne.KeyS, fyne.KeyModifierShortcutDefault, w.save)
	for name, by := range arrows {
		add(name, fyne.KeyModifierShift, func() { w.moveCursor(10*by[0], 10*by[1]) })
	}
}

// arrows are rows and columns by which the cross-hair moves.
var arrows = map[fyne.KeyName][2]int{
	fyne.KeyUp: {-1, 0}, fyne.KeyDown: {1, 0}, fyne.KeyLeft: {0, -1}, fyne.KeyRight: {0, 1},
}

func (w *Window) moveCursor(rows, cols int) {
	if d := w.control.Data(); d != nil {
		w.group.MoveCursor(d.Shape(), rows, cols)
	}
}

// typedKey acts on a key while no field has the focus.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		w.escape()
	case fyne.KeyF5:
		w.control.Run()
	case fyne.KeyF9:
		w.fold(&w.zones.hideLeft)
	case fyne.KeyF10:
		w.fold(&w.zones.hideRight)
	default:
		if by, ok := arrows[e.Name]; ok {
			w.moveCursor(by[0], by[1])
		}
	}
}

// escape closes what is open, or cancels the run.
func (w *Window) escape() {
	w.tips.Hide()
	if w.overlay != nil {
		hide := w.overlay
		w.overlay = nil
		hide()
		return
	}
	if w.control.Status().State == control.Running {
		w.control.Cancel()
	}
}

// typedRune acts on a letter while no field has the focus.
func (w *Window) typedRune(r rune) {
	if w.win.Canvas().Overlays().Top() != nil {
		return
	}
	pane := w.panes[w.focused].pane
	switch r {
	case 'f', 'F':
		w.fit()
	case '1':
		w.oneToOne()
	case '+':
		w.zoomBy(1)
	case '-', '–':
		w.zoomBy(-1)
	case 'c', 'C':
		w.toggleCrosshair()
	case 'l', 'L':
		w.group.SetViewsLinked(!w.group.ViewsLinked())
	case 'k', 'K':
		pane.SetScaleLinked(!pane.ScaleLinked())
	case 'a', 'A':
		pane.AutoWindow()
	case 'r', 'R':
		pane.ResetWindow()
	case '?':
		w.showKeys()
	}
}

// showKeys lists all keys.
func (w *Window) showKeys() {
	rows := make([]fyne.CanvasObject, 0, 2*len(keys))
	for _, k := range keys {
		rows = append(rows, form.NewText(k[0], form.Strong), form.NewText(k[1], form.Body))
	}
	d := dialog.NewCustom("Keys", "Close", container.New(layout.NewFormLayout(), rows...), w.win)
	d.SetOnClosed(func() { w.overlay = nil })
	w.overlay = d.Hide
	d.Show()
}

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
	p.ShowAtPosition(at)
}

// mainMenu is the menu at the left of the tool bar.
func (w *Window) mainMenu() *fyne.Menu {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Open …", w.openDialog),
		fyne.NewMenuItem("Save the recipe", w.save),
		fyne.NewMenuItem("Save the recipe as …", w.saveAs),
		fyne.NewMenuItem("Default recipe", func() { w.control.Open(experiment.Default(), "") }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Left column (F9)", func() { w.fold(&w.zones.hideLeft) }),
		fyne.NewMenuItem("Right column (F10)", func() { w.fold(&w.zones.hideRight) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Keys", w.showKeys),
		fyne.NewMenuItem("Quit", func() { w.win.Close() }),
	}
	return fyne.NewMenu("", items...)
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
