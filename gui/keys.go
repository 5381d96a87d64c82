package gui

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"

	"firenet/gui/control"
	"firenet/gui/form"
)

// key is one key: a letter as it is typed, in either case, or a key by its name.
type key struct {
	letter rune
	name   fyne.KeyName
	mod    fyne.KeyModifier
}

func letter(r rune) key        { return key{letter: unicode.ToUpper(r)} }
func typed(n fyne.KeyName) key { return key{name: n} }
func ctrl(n fyne.KeyName) key  { return key{name: n, mod: fyne.KeyModifierShortcutDefault} }

// String is the key as the user reads it: Ctrl+O, F5, F.
func (k key) String() string {
	if k.letter != 0 {
		return string(k.letter)
	}
	var s strings.Builder
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierSuper, "Cmd+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if k.mod&m.mod != 0 {
			s.WriteString(m.name)
		}
	}
	switch k.name {
	case fyne.KeyEscape:
		s.WriteString("Esc")
	default:
		s.WriteString(string(k.name))
	}
	return s.String()
}

// shortcut is how the toolkit reports a key with Ctrl or Alt; nil for other keys. Some
// have names of their own there.
func (k key) shortcut() fyne.Shortcut {
	if k.mod&^fyne.KeyModifierShift == 0 {
		return nil
	}
	if k.mod == fyne.KeyModifierShortcutDefault {
		switch k.name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	return &desktop.CustomShortcut{KeyName: k.name, Modifier: k.mod}
}

// furtherKeys are those that fields and lists act on by themselves.
var furtherKeys = [][2]string{
	{"Tab", "Next field"},
	{"Shift+Tab", "Field before"},
	{"Up, Down", "In a field: step the number"},
	{"Return", "In a field: take what was typed"},
	{"Space", "Press a button, switch a check"},
}

// bindKeys makes the keys of all commands act.
func (w *Window) bindKeys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(w.typedKey)
	c.SetOnTypedRune(w.typedRune)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(w.keyDown)
		d.SetOnKeyUp(w.keyUp)
	}
	for _, cmd := range w.commands {
		for _, k := range cmd.keys {
			if s := k.shortcut(); s != nil {
				c.AddShortcut(s, func(fyne.Shortcut) { w.act(cmd) })
			}
		}
	}
}

// act runs a command that a key stands for. While something is open above the window
// only those act that are meant to.
func (w *Window) act(c command) {
	if w.win.Canvas().Overlays().Top() == nil || c.always {
		c.run()
	}
}

// byKey finds the command of a key without Ctrl or Alt.
func (w *Window) byKey(is func(key) bool) (command, bool) {
	for _, c := range w.commands {
		for _, k := range c.keys {
			if k.shortcut() == nil && is(k) {
				return c, true
			}
		}
	}
	return command{}, false
}

// typedKey acts on a key while no field has the focus.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	mod := w.modifiers() & fyne.KeyModifierShift
	if c, ok := w.byKey(func(k key) bool { return k.letter == 0 && k.name == e.Name && k.mod == mod }); ok && c.release == nil {
		w.act(c)
	}
}

// typedRune acts on a letter while no field has the focus.
func (w *Window) typedRune(r rune) {
	r = unicode.ToUpper(r)
	if c, ok := w.byKey(func(k key) bool { return k.letter == r }); ok && c.release == nil {
		w.act(c)
	}
}

// held finds the command of a key that acts while it is held.
func (w *Window) held(e *fyne.KeyEvent) (command, bool) {
	c, ok := w.byKey(func(k key) bool { return k.name == e.Name || k.letter != 0 && string(k.letter) == string(e.Name) })
	return c, ok && c.release != nil
}

// keyDown begins what lasts while a key is held.
func (w *Window) keyDown(e *fyne.KeyEvent) {
	if c, ok := w.held(e); ok {
		w.act(c)
	}
}

// keyUp ends it.
func (w *Window) keyUp(e *fyne.KeyEvent) {
	if c, ok := w.held(e); ok {
		c.release()
	}
}

// modifiersNow are the modifier keys that are held, where the driver knows them.
func modifiersNow() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

func (w *Window) moveCursor(rows, cols int) {
	if d := w.control.Data(); d != nil {
		w.group.MoveCursor(d.Shape(), rows, cols)
	}
}

// escape closes what is on top, or cancels the run.
func (w *Window) escape() {
	w.tips.Hide()
	if n := len(w.overlays); n > 0 {
		hide := *w.overlays[n-1]
		w.overlays = w.overlays[:n-1]
		hide()
		return
	}
	if w.control.Status().State == control.Running {
		w.control.Cancel()
	}
}

// opened notes how to close what has been opened above the window. closed takes the note
// away, and does nothing when Escape has done so.
func (w *Window) opened(hide func()) (closed func()) {
	note := &hide
	w.overlays = append(w.overlays, note)
	return func() {
		w.overlays = slices.DeleteFunc(w.overlays, func(n *func()) bool { return n == note })
	}
}

// showDialog shows a dialog that Escape closes.
func (w *Window) showDialog(d dialog.Dialog) {
	d.SetOnClosed(w.opened(d.Hide))
	d.Show()
}

// keyList are all keys with what they do, under the names of the menus.
func (w *Window) keyList() (heads []string, rows map[string][][2]string) {
	rows = map[string][][2]string{}
	last := menus[0]
	for _, c := range w.commands {
		if c.menu != "" {
			last = c.menu
		}
		if text := c.keyText(); text != "" && !c.unlisted {
			rows[last] = append(rows[last], [2]string{text, strings.TrimSuffix(c.name, " …")})
		}
	}
	rows["Fields"] = furtherKeys
	return append(menus[:len(menus):len(menus)], "Fields"), rows
}

// showKeys lists all keys in two columns.
func (w *Window) showKeys() {
	heads, rows := w.keyList()
	total := 0
	for _, list := range rows {
		total += len(list) + 1
	}
	var columns [2][]fyne.CanvasObject
	n := 0
	for _, h := range heads {
		if len(rows[h]) == 0 {
			continue
		}
		at := 0
		if n+len(rows[h])/2 > total/2 {
			at = 1
		}
		columns[at] = append(columns[at], form.NewText(h, form.Caption), form.NewText("", form.Caption))
		for _, k := range rows[h] {
			columns[at] = append(columns[at], form.NewText(k[0], form.Strong), form.NewText(k[1], form.Body))
		}
		n += len(rows[h]) + 1
	}
	both := container.NewHBox()
	for _, c := range columns {
		both.Add(container.New(layout.NewFormLayout(), c...))
		both.Add(spacer(16))
	}
	w.showDialog(dialog.NewCustom("Keys", "Close", both, w.win))
}
