package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// Entry is a field for one value. While it has no focus its text stands at the right, as
// numbers should, or at the left; the border is red while the value is wrong. What is
// typed counts when Return is pressed or the focus leaves; Up and Down step a number.
type Entry struct {
	widget.BaseWidget
	Right bool

	// Committed is called with a text that differs from the one set last.
	Committed func(string)
	// Stepped is called for Up (+1) and Down (-1); nil: they move the cursor.
	Stepped func(int)

	field   *field
	set     string // by SetText
	hint    string // shown muted while the field is empty
	pending bool   // typed and not yet committed
	wrong   bool
	focused bool
	tips    *Tips
	tip     Tip
}

// field is the entry inside, which tells its owner about focus and keys.
type field struct {
	widget.Entry
	owner   *Entry
	pressed bool // the focus came from the pointer
}

func newField(owner *Entry) *field {
	f := &field{owner: owner}
	f.ExtendBaseWidget(f)
	f.Wrapping = fyne.TextWrapOff
	f.Scroll = fyne.ScrollNone
	return f
}

// MouseDown notes that the focus comes from the pointer.
func (f *field) MouseDown(e *desktop.MouseEvent) {
	f.pressed = true
	f.Entry.MouseDown(e)
}

// FocusGained shows the text for editing; by keyboard the tip comes at once.
func (f *field) FocusGained() {
	f.Entry.FocusGained()
	if !f.pressed {
		f.owner.tips.Show(f.owner.tip, f.owner)
		f.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	f.pressed, f.owner.focused = false, true
	f.owner.Refresh()
}

// FocusLost commits what was typed.
func (f *field) FocusLost() {
	f.Entry.FocusLost()
	f.owner.tips.Hide()
	f.owner.focused = false
	f.owner.commit()
	f.owner.Refresh()
}

// TypedKey steps a number on Up and Down, commits on Return, and takes back what was
// typed on Escape.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyUp && f.owner.Stepped != nil:
		f.owner.commit()
		f.owner.Stepped(1)
	case e.Name == fyne.KeyDown && f.owner.Stepped != nil:
		f.owner.commit()
		f.owner.Stepped(-1)
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		f.owner.enter()
	case e.Name == fyne.KeyEscape:
		f.owner.pending = false
		f.Entry.SetText(f.owner.set)
		if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
			c.Unfocus()
		}
	case functionKey(e.Name):
		passKey(f, e)
	default:
		f.Entry.TypedKey(e)
	}
}

// TypedShortcut is for the window if it means nothing to a field.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if forWindow(s, f.owner.pending) {
		passShortcut(f, s)
		return
	}
	f.Entry.TypedShortcut(s)
}

// NewEntry is a field; tips may be nil.
func NewEntry(right bool, tip Tip, tips *Tips) *Entry {
	e := &Entry{Right: right, tip: tip, tips: tips}
	e.field = newField(e)
	e.field.OnChanged = func(s string) { e.pending = s != e.set }
	e.ExtendBaseWidget(e)
	return e
}

// Text is what stands in the field.
func (e *Entry) Text() string { return e.field.Text }

// SetText shows a value, unless something is being typed.
func (e *Entry) SetText(s string) {
	if e.pending || s == e.set && s == e.field.Text {
		return
	}
	e.set = s
	e.field.SetText(s)
	e.pending = false
	e.Refresh()
}

// SetHint shows what stands for an empty field.
func (e *Entry) SetHint(s string) {
	if s != e.hint {
		e.hint = s
		e.Refresh()
	}
}

// SetWrong marks the value as wrong, or as right again.
func (e *Entry) SetWrong(wrong bool) {
	if wrong != e.wrong {
		e.wrong = wrong
		e.Refresh()
	}
}

// Wrong says whether the field is marked.
func (e *Entry) Wrong() bool { return e.wrong }

// Focusable is the object that takes the focus.
func (e *Entry) Focusable() fyne.Focusable { return e.field }

// Commit enters a text as if it had been typed and Return pressed.
func (e *Entry) Commit(s string) {
	e.field.SetText(s)
	e.enter()
}

// enter commits on Return. In a field that is marked as wrong the value that stands there may
// be the right one of before, which is taken too.
func (e *Entry) enter() {
	e.pending = e.pending || e.wrong
	e.commit()
}

func (e *Entry) commit() {
	if !e.pending {
		return
	}
	e.pending = false
	e.set = e.field.Text
	if e.Committed != nil {
		e.Committed(e.field.Text)
	}
}

// CreateRenderer makes the renderer: the entry, and over it, while it has no focus, a box
// with the text.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(nil)
	box.CornerRadius, box.StrokeWidth = look.Radius, 1
	text := NewText("", Body)
	// The box covers the border of the field, which is there for the focus only.
	r := &renderer{objects: []fyne.CanvasObject{e.field, box, text}}
	r.layout = func(s fyne.Size) {
		e.field.Resize(s)
		box.Resize(s)
		centred(text, 7, 0, s.Width-14, s.Height)
	}
	r.min = func() fyne.Size { return fyne.NewSize(40, look.Control) }
	r.refresh = func() {
		p := look.Current()
		box.Hidden, text.Hidden = e.focused && !e.wrong, e.focused
		box.FillColor, box.StrokeColor = p.Input, p.InputBorder
		if e.focused {
			box.FillColor = nil
		}
		if e.wrong {
			box.StrokeColor = p.Error
		}
		shown, st := e.field.Text, Body
		if shown == "" {
			shown, st = e.hint, Symbol
		}
		Restyle(text, st)
		text.Alignment = fyne.TextAlignLeading
		if e.Right {
			text.Alignment = fyne.TextAlignTrailing
		}
		w := e.Size().Width - 14
		text.Text = shown
		if w > 0 {
			text.Text = Fit(shown, st, w)
		}
		canvas.Refresh(e)
	}
	r.refresh()
	return r
}
