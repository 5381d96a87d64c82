package form

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// The toolkit gives keys to what has the focus and to nothing else. A control that has no
// use for a key hands it on to the window, so that F5 runs and Escape cancels while a
// slider has the focus from being dragged. Only fields keep letters for themselves.

// passKey hands a key on to the window.
func passKey(from fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// passRune hands a letter on to the window.
func passRune(from fyne.CanvasObject, r rune) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// passLetter hands a letter on to the window, but for the space, whose key has acted.
func passLetter(from fyne.CanvasObject, r rune) {
	if r != ' ' {
		passRune(from, r)
	}
}

// tapOrPass taps on the space bar and on Return, and hands other keys on to the window.
func tapOrPass(o interface {
	fyne.CanvasObject
	fyne.Tappable
}, e *fyne.KeyEvent,
) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		o.Tapped(nil)
	default:
		passKey(o, e)
	}
}

// passShortcut hands a key with Ctrl or Alt on to the window.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// functionKey says whether a key is one of F1 to F12, which mean nothing to a field.
func functionKey(n fyne.KeyName) bool { return len(n) > 1 && strings.HasPrefix(string(n), "F") }

// forWindow says whether a shortcut means nothing to a field with this state.
func forWindow(s fyne.Shortcut, pending bool) bool {
	switch s := s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return !pending // what was typed and not yet taken is the field's to undo
	case *desktop.CustomShortcut:
		return len(s.KeyName) == 1 || functionKey(s.KeyName) // not those with arrows: they move by words
	}
	return false
}

// Check is a check whose other keys are for the window.
type Check struct{ widget.Check }

// NewCheck is a check with a text.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{widget.Check{Text: text, OnChanged: changed}}
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey switches on Return, or is for the window.
func (c *Check) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace: // comes as a letter too
	case fyne.KeyReturn, fyne.KeyEnter:
		c.Check.TypedRune(' ')
	default:
		passKey(c, e)
	}
}

// TypedRune switches on the space bar, or is for the window.
func (c *Check) TypedRune(r rune) {
	if r == ' ' {
		c.Check.TypedRune(r)
		return
	}
	passRune(c, r)
}

// Select is a drop-down list whose other keys are for the window.
type Select struct {
	widget.Select
	focused func(bool) // told about the focus
}

// NewSelect is a list.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{Select: widget.Select{Options: options, OnChanged: changed}}
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey opens the list or moves in it, or is for the window.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown:
		s.Select.TypedKey(e)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		passKey(s, e)
	}
}

// TypedRune is for the window.
func (s *Select) TypedRune(r rune) {
	passLetter(s, r)
}

// FocusGained shows the focus.
func (s *Select) FocusGained() {
	s.Select.FocusGained()
	if s.focused != nil {
		s.focused(true)
	}
}

// FocusLost takes it away.
func (s *Select) FocusLost() {
	s.Select.FocusLost()
	if s.focused != nil {
		s.focused(false)
	}
}
