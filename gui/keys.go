package gui

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"

	"firenet/gui/control"
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

func ctrlShift(n fyne.KeyName) key {
	return key{name: n, mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

func ctrlAlt(n fyne.KeyName) key {
	return key{name: n, mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierAlt}
}

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
	for n := len(w.overlays); n > 0; n = len(w.overlays) {
		top := w.overlays[n-1]
		w.overlays = w.overlays[:n-1]
		if top.visible() {
			top.hide()
			return
		}
	}
	switch {
	case w.control.Trial() != nil:
		w.labSide.player.stop()
	case w.control.Film() != nil:
		w.side.player.stop()
	case w.placing:
		w.place(false)
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
