package command

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Key is one key: a letter as it is typed, in either case, or a key by its name.
type Key struct {
	letter rune
	name   fyne.KeyName
	Mod    fyne.KeyModifier
}

// Letter is the key of a letter, in either case.
func Letter(r rune) Key { return Key{letter: unicode.ToUpper(r)} }

// Named is a key by its name, such as F5.
func Named(n fyne.KeyName) Key { return Key{name: n} }

// Ctrl is a key with Ctrl, on a Mac with Cmd.
func Ctrl(n fyne.KeyName) Key { return Key{name: n, Mod: fyne.KeyModifierShortcutDefault} }

// CtrlShift is a key with Ctrl and Shift.
func CtrlShift(n fyne.KeyName) Key {
	return Key{name: n, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// CtrlAlt is a key with Ctrl and Alt.
func CtrlAlt(n fyne.KeyName) Key {
	return Key{name: n, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierAlt}
}

// String is the key as the user reads it: Ctrl+O, F5, F.
func (k Key) String() string {
	if k.letter != 0 {
		return string(k.letter)
	}
	var s strings.Builder
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierSuper, "Cmd+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if k.Mod&m.mod != 0 {
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
func (k Key) shortcut() fyne.Shortcut {
	if k.Mod&^fyne.KeyModifierShift == 0 {
		return nil
	}
	if k.Mod == fyne.KeyModifierShortcutDefault {
		switch k.name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	return &desktop.CustomShortcut{KeyName: k.name, Modifier: k.Mod}
}
