package command

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Keyboard makes the keys of all commands act, in a window and in what has the focus there.
type Keyboard struct {
	// commands are all that there are; they may be set when the keyboard is there already.
	commands Table
	canvas   fyne.Canvas
	// modifiers are those that are held.
	Modifiers func() fyne.KeyModifier
}

// NewKeyboard is the keyboard of a canvas.
func NewKeyboard(c fyne.Canvas) *Keyboard {
	return &Keyboard{canvas: c, Modifiers: modifiersNow}
}

// Bind makes the keys of the commands act wherever no field has the focus.
func (k *Keyboard) Bind(commands Table) {
	k.commands = commands
	k.canvas.SetOnTypedKey(k.TypedKey)
	k.canvas.SetOnTypedRune(k.TypedRune)
	if d, ok := k.canvas.(desktop.Canvas); ok {
		d.SetOnKeyDown(k.KeyDown)
		d.SetOnKeyUp(k.KeyUp)
	}
	for _, c := range commands {
		for _, one := range c.Keys {
			if s := one.shortcut(); s != nil {
				k.canvas.AddShortcut(s, func(fyne.Shortcut) { k.act(c) })
			}
		}
	}
}

// act runs a command that a key stands for. While something is open above the window
// only those act that are meant to.
func (k *Keyboard) act(c Command) {
	if k.canvas.Overlays().Top() == nil || c.Always {
		c.Run()
	}
}

// TypedKey acts on a key while no field has the focus.
func (k *Keyboard) TypedKey(e *fyne.KeyEvent) {
	mod := k.Modifiers() & fyne.KeyModifierShift
	if c, ok := k.commands.byKey(func(k Key) bool { return k.letter == 0 && k.name == e.Name && k.Mod == mod }); ok && c.Release == nil {
		k.act(c)
	}
}

// TypedRune acts on a letter while no field has the focus.
func (k *Keyboard) TypedRune(r rune) {
	r = unicode.ToUpper(r)
	if c, ok := k.commands.byKey(func(k Key) bool { return k.letter == r }); ok && c.Release == nil {
		k.act(c)
	}
}

// held finds the command of a key that acts while it is held.
func (k *Keyboard) held(e *fyne.KeyEvent) (Command, bool) {
	c, ok := k.commands.byKey(func(k Key) bool { return k.name == e.Name || k.letter != 0 && string(k.letter) == string(e.Name) })
	return c, ok && c.Release != nil
}

// KeyDown begins what lasts while a key is held.
func (k *Keyboard) KeyDown(e *fyne.KeyEvent) {
	if c, ok := k.held(e); ok {
		k.act(c)
	}
}

// KeyUp ends it.
func (k *Keyboard) KeyUp(e *fyne.KeyEvent) {
	if c, ok := k.held(e); ok {
		c.Release()
	}
}

// modifiersNow are the modifier keys that are held, where the driver knows them.
func modifiersNow() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
