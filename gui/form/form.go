package form

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// Host is what a form hands right values to.
type Host struct {
	// Set is called with a value that the parameter's description allows; nil takes the
	// key out.
	Set func(key string, value any)
	// Slide is called with the values of a slider while it is dragged, nil: Set is; Settled
	// when it is let go.
	Slide   func(key string, value any)
	Settled func()
	// PickFile asks for a file.
	PickFile func(picked func(path string))
	Tips     *Tips
	// Resized is called when the form's height may have changed.
	Resized func()
}

// Form shows fields below one another, two short ones beside one another, and below each
// line what is wrong in it.
type Form struct {
	widget.BaseWidget
	host      Host
	rows      []*row
	made      map[string]*row // all that there have been, by their parameters
	signature string
	renderer  *renderer
	width     float32
}

// NewForm returns an empty form.
func NewForm(h Host) *Form {
	f := &Form{host: h, width: 264, made: map[string]*row{}}
	f.ExtendBaseWidget(f)
	return f
}

// SetFields shows the fields, and messages at them by key. Rows stay in place, with what is
// being typed into them, as long as the list of fields does not change.
func (f *Form) SetFields(fields []Field, messages map[string]string) {
	if s := signatureOf(fields); s != f.signature {
		f.signature = s
		f.rows = nil
		alike := map[string]int{}
		for _, field := range fields {
			key := fmt.Sprintf("%+v", field.Parameter)
			alike[key]++
			f.rows = append(f.rows, f.rowFor(field, fmt.Sprint(key, alike[key])))
		}
		f.collect()
	}
	for i, r := range f.rows {
		r.show(fields[i], messages[fields[i].Key])
	}
	f.resized()
}

// rowFor is the row of a field: one that was made before for the same parameter, of this
// section or another, or a new one: so a form that changes to another section makes no
// widgets.
func (f *Form) rowFor(field Field, key string) *row {
	r, ok := f.made[key]
	if !ok {
		r = newRow(f, field)
		f.made[key] = r
		return r
	}
	r.typed, r.draft = "", ""
	r.message.SetText("")
	return r
}

// Wrong says whether a field of the form has a message.
func (f *Form) Wrong() bool {
	for _, r := range f.rows {
		if r.wrong() {
			return true
		}
	}
	return false
}

// Keys lists the keys of the fields that are shown.
func (f *Form) Keys() []string {
	keys := make([]string, len(f.rows))
	for i, r := range f.rows {
		keys[i] = r.field.Key
	}
	return keys
}

// Entry is the entry of a field; Slider, Select and Check its other controls. They are
// nil where the field has none.
func (f *Form) Entry(key string) *Entry {
	if r := f.row(key); r != nil {
		return r.entry
	}
	return nil
}

// Slider is the slider of a field.
func (f *Form) Slider(key string) *Slider {
	if r := f.row(key); r != nil {
		return r.slider
	}
	return nil
}

// Select is the list of a field.
func (f *Form) Select(key string) *Select {
	if r := f.row(key); r != nil {
		return r.choice
	}
	return nil
}

// Message is what is said below a field; empty for nothing.
func (f *Form) Message(key string) string {
	if r := f.row(key); r != nil {
		return r.message.Text()
	}
	return ""
}

func (f *Form) row(key string) *row {
	for _, r := range f.rows {
		if r.field.Key == key {
			return r
		}
	}
	return nil
}

// signatureOf changes when the rows must be made anew.
func signatureOf(fields []Field) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(f.Key + "|" + f.Parameter.Name + "|" + strings.Join(f.Parameter.Choices, ",") + "\n")
	}
	return b.String()
}

func (f *Form) resized() {
	f.Refresh()
	if f.host.Resized != nil {
		f.host.Resized()
	}
}

// collect gives the renderer the objects of the rows.
func (f *Form) collect() {
	if f.renderer == nil {
		return
	}
	f.renderer.objects = nil
	for _, r := range f.rows {
		f.renderer.objects = append(f.renderer.objects, r, r.message)
	}
}

// arrange places the rows for a width, if move is set, and returns the height.
func (f *Form) arrange(width float32, move bool) float32 {
	y := float32(0)
	put := func(o fyne.CanvasObject, x, w, h float32) {
		if move {
			place(o, x, y, w, h)
		}
	}
	for i := 0; i < len(f.rows); i++ {
		line := []*row{f.rows[i]}
		r := f.rows[i]
		h := r.MinSize().Height
		switch {
		case r.compact() && i+1 < len(f.rows) && f.rows[i+1].compact() &&
			r.compactWidth()+16+f.rows[i+1].compactWidth() <= width:
			i++
			line = append(line, f.rows[i])
			left := max(r.compactWidth(), min((width-16)/2, width-16-f.rows[i].compactWidth()))
			left = min(left, r.compactWidth()+12)
			put(r, 0, left, h)
			put(f.rows[i], left+16, width-left-16, h)
		default:
			put(r, 0, width, h)
		}
		y += h
		for _, l := range line {
			if l.message.Text() == "" {
				continue
			}
			y += 4
			m := l.message.HeightFor(width)
			put(l.message, 0, width, m)
			y += m
		}
		y += look.Gap
	}
	return max(0, y-look.Gap)
}

// CreateRenderer makes the renderer.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	f.renderer = &renderer{}
	f.renderer.layout = func(s fyne.Size) {
		f.width = s.Width
		f.arrange(s.Width, true)
	}
	f.renderer.min = func() fyne.Size { return fyne.NewSize(200, f.arrange(f.width, false)) }
	f.renderer.refresh = func() {
		f.arrange(f.width, true)
		canvas.Refresh(f)
	}
	f.collect()
	return f.renderer
}
