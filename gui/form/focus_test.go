package form

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestControlsHandOnTheKeysThatAreNotTheirs(t *testing.T) {
	test.NewTempApp(t)
	slider, check := NewSlider(0, 1), NewCheck("Live", nil)
	list := NewSelect([]string{"a", "b"}, nil)
	pressed := 0
	button := NewTextButton("x", Body, Tip{}, nil, func() { pressed++ })
	entry := NewEntry(true, Tip{}, nil)
	w := test.NewTempWindow(t, container.NewVBox(slider, check, list, button, entry))
	var keys []fyne.KeyName
	var runes []rune
	c := w.Canvas()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { keys = append(keys, e.Name) })
	c.SetOnTypedRune(func(r rune) { runes = append(runes, r) })

	for _, f := range []fyne.Focusable{slider, check, list, button} {
		keys, runes = nil, nil
		c.Focus(f)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		f.TypedRune('f')
		if len(keys) != 1 || keys[0] != fyne.KeyEscape || len(runes) != 1 || runes[0] != 'f' {
			t.Errorf("%T hands on the keys %v and the letters %q, want Escape and f", f, keys, runes)
		}
	}
	keys, runes = nil, nil
	slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	check.TypedRune(' ')
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if slider.Value != 1 || !check.Checked || pressed != 1 || len(keys)+len(runes) != 0 {
		t.Errorf("slider %g, check %v, pressed %d, handed on %v %q", slider.Value, check.Checked, pressed, keys, runes)
	}

	f := entry.Focusable()
	c.Focus(f)
	f.TypedRune('7')
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	if entry.Text() != "7" || len(keys) != 1 || len(runes) != 0 {
		t.Errorf("a field: text %q, keys %v, letters %q handed on", entry.Text(), keys, runes)
	}
}

func TestAFieldKeepsTheShortcutsOfTexts(t *testing.T) {
	custom := func(n fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: n, Modifier: fyne.KeyModifierControl}
	}
	for _, c := range []struct {
		s               fyne.Shortcut
		pending, window bool
	}{
		{custom(fyne.KeyS), true, true},
		{custom(fyne.Key1), false, true},
		{custom(fyne.KeyLeft), false, false},
		{&fyne.ShortcutCopy{}, false, false},
		{&fyne.ShortcutUndo{}, true, false},
		{&fyne.ShortcutUndo{}, false, true},
		{&fyne.ShortcutRedo{}, false, true},
	} {
		if got := forWindow(c.s, c.pending); got != c.window {
			t.Errorf("%s while typing %v goes to the window: %v, want %v", c.s.ShortcutName(), c.pending, got, c.window)
		}
	}
}
