package form

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
	"firenet/recon/parameter"
)

// Widths of a row's parts.
const (
	nameWidth  = 104
	entryWidth = 60
	shortEntry = 48
	rowGap     = 8
)

// Field is one parameter to be shown, with its value.
type Field struct {
	Key       string // dotted recipe key: "sampling.fraction"
	Parameter parameter.Parameter
	Value     any                 // nil: absent
	Names     []string            // a Variant that is Free: the names to choose from
	Title     func(string) string // words for the choices; nil: the recipe's
	Hint      string              // what an absent value stands for
}

// row shows one field: the name, and the control that suits its kind.
type row struct {
	widget.BaseWidget
	form   *Form
	field  Field
	travel travel

	slider *Slider
	entry  *Entry
	choice *Select
	list   *List // the choice with its border
	check  *Check
	browse *Button

	message *Message
	typed   string // the wrong text in the entry; shows that the message is the form's own
	draft   string // the table form of a Variant that was chosen and has no value yet
	options []string
	quiet   bool // the controls are being set
}

// newRow makes the row and its controls.
func newRow(f *Form, field Field) *row {
	r := &row{form: f, field: field, message: NewFailure()}
	p := field.Parameter
	switch p.Kind {
	case parameter.Real, parameter.Integer:
		r.makeEntry(true)
		if t, ok := newTravel(p); ok && p.Kind == parameter.Real && !p.More {
			r.travel = t
			r.slider = NewSlider(0, 1)
			r.slider.Step = 0.001
			r.slider.OnChanged = r.slid
			r.slider.OnChangeEnded = func(float64) {
				if f.host.Settled != nil {
					f.host.Settled()
				}
			}
		}
	case parameter.Switch:
		r.check = NewCheck(p.Name, func(on bool) {
			if !r.quiet {
				r.give(on)
			}
		})
	case parameter.Choice:
		r.makeChoice()
	case parameter.Variant:
		r.makeChoice()
		r.makeEntry(false)
		r.makeBrowse()
	case parameter.Path:
		r.makeEntry(false)
		r.makeBrowse()
	default:
		r.makeEntry(false)
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) makeEntry(right bool) {
	r.entry = NewEntry(right, TipOf(r.field.Parameter), r.form.host.Tips)
	r.entry.Committed = r.commit
	if k := r.field.Parameter.Kind; k == parameter.Real || k == parameter.Integer {
		r.entry.Stepped = r.step
	}
}

func (r *row) makeChoice() {
	r.choice = NewSelect(nil, func(string) {
		if !r.quiet {
			r.chosen(r.choice.SelectedIndex())
		}
	})
	r.list = NewList(r.choice)
}

func (r *row) makeBrowse() {
	r.browse = NewSmallButton("", look.Open, Tip{Name: "Choose a file"}, r.form.host.Tips, func() {
		if r.form.host.PickFile != nil {
			r.form.host.PickFile(func(path string) { r.entry.Commit(path) })
		}
	})
}

// compact rows are a name and a short entry; two of them share a line.
func (r *row) compact() bool {
	k := r.field.Parameter.Kind
	return r.slider == nil && (k == parameter.Real || k == parameter.Integer)
}

// table says which table form of a Variant is shown.
func (r *row) table() (parameter.TableKey, bool) {
	key := r.draft
	if t, ok := r.field.Value.(parameter.Table); ok && key == "" {
		key = t.Key
	}
	i := slices.IndexFunc(r.field.Parameter.Tables, func(k parameter.TableKey) bool { return k.Key == key })
	if i < 0 {
		return parameter.TableKey{}, false
	}
	return r.field.Parameter.Tables[i], true
}

// show takes a field's value and the message for it; an empty message takes an old one
// away unless what is wrong was only typed here.
func (r *row) show(field Field, message string) {
	if FormatValue(field.Value) != FormatValue(r.field.Value) {
		r.typed, r.draft = "", "" // changed from elsewhere
	}
	r.field = field
	r.quiet = true
	defer func() { r.quiet = false }()
	switch {
	case message != "":
		r.message.Say(message, Alarm, look.Failure)
	case r.typed == "" && r.draft == "":
		r.message.SetText("")
	}
	wrong := r.wrong()
	if r.entry != nil {
		r.entry.SetWrong(wrong)
		r.entry.SetHint(r.hint())
		if r.typed == "" && r.draft == "" {
			r.entry.SetText(FormatValue(field.Value))
		}
	}
	if r.slider != nil {
		if x, ok := asNumber(field.Value); ok {
			if at := r.travel.at(x); at != r.slider.Value && r.travel.value(r.slider.Value) != x {
				r.slider.Value = at
				r.slider.Refresh()
			}
		}
	}
	if r.check != nil {
		on, _ := field.Value.(bool)
		r.check.SetChecked(on)
	}
	if r.choice != nil {
		r.showChoice()
	}
	r.Refresh()
}

// hint is what an empty field says.
func (r *row) hint() string {
	if r.field.Hint != "" || r.compact() {
		return r.field.Hint
	}
	return r.field.Parameter.Absent
}

// showChoice fills the list: choices, tables, names. A value that is none of them is
// listed too.
func (r *row) showChoice() {
	p := r.field.Parameter
	var titles []string
	r.options = nil
	add := func(option, title string) {
		r.options = append(r.options, option)
		titles = append(titles, title)
	}
	for _, c := range p.Choices {
		add(c, r.field.title(c))
	}
	for _, n := range r.field.Names {
		add(n, n)
	}
	for _, t := range p.Tables {
		add("{"+t.Key, "given "+t.Key+" …")
	}
	current := ""
	if t, ok := r.table(); ok {
		current = "{" + t.Key
	} else if s, ok := r.field.Value.(string); ok && r.draft == "" {
		current = s
		if s != "" && !slices.Contains(r.options, s) {
			add(s, r.field.title(s))
		}
	}
	if !slices.Equal(titles, r.choice.Options) {
		r.choice.Options = titles
	}
	r.choice.PlaceHolder = p.Absent
	if i := slices.Index(r.options, current); i >= 0 {
		r.choice.SetSelectedIndex(i)
	} else {
		r.choice.ClearSelected()
	}
}

func (f Field) title(choice string) string {
	if f.Title != nil {
		if s := f.Title(choice); s != "" {
			return s
		}
	}
	return choice
}

// slid is called while the slider moves.
func (r *row) slid(at float64) {
	if r.quiet {
		return
	}
	x := r.travel.value(at)
	if y, ok := asNumber(r.field.Value); ok && x == y {
		return
	}
	r.typed = ""
	var value any = x
	if r.field.Parameter.Kind == parameter.Integer {
		value = int(x)
	}
	r.hand(value, r.form.host.Slide)
}

// step moves a number by one, or by a slider's hundredth on its scale.
func (r *row) step(by int) {
	x, ok := asNumber(r.field.Value)
	if !ok {
		return
	}
	if r.field.Parameter.Kind == parameter.Integer {
		r.take(int(x) + by)
		return
	}
	t, ok := newTravel(r.field.Parameter)
	if !ok {
		return
	}
	r.take(t.value(max(0, min(1, t.at(x)+0.02*float64(by)))))
}

// take hands a number on as it is, or says at the field what is wrong with it.
func (r *row) take(value any) {
	p := r.field.Parameter
	checked, err := p.Check(value)
	if err != nil {
		typed := FormatValue(value)
		r.complain(typed, Complaint(p, typed, r.field.Value))
		return
	}
	r.typed = ""
	r.give(checked)
}

// commit checks what was typed and hands it on, or says at the field what is wrong.
func (r *row) commit(typed string) {
	p := r.field.Parameter
	if p.Kind == parameter.Variant {
		r.commitTable(typed)
		return
	}
	if typed == "" && p.Default == nil {
		r.typed = ""
		r.give(nil)
		return
	}
	value, ok := ParseValue(p, typed)
	if ok {
		if checked, err := p.Check(value); err == nil {
			r.typed = ""
			r.give(checked)
			return
		}
	}
	r.complain(typed, Complaint(p, typed, r.field.Value))
}

func (r *row) commitTable(typed string) {
	k, ok := r.table()
	if !ok {
		return
	}
	p := parameter.Parameter{Key: k.Key, Kind: k.Kind, Help: k.Help}
	value, ok := ParseValue(p, typed)
	if !ok {
		r.complain(typed, Complaint(p, typed, r.field.Value))
		return
	}
	t := parameter.Table{Key: k.Key}
	if k.Kind == parameter.Numbers {
		t.Numbers = value.([]float64)
	} else {
		t.Text = value.(string)
	}
	r.typed = ""
	r.give(t)
}

func (r *row) complain(typed, text string) {
	r.typed = typed
	r.message.Say(text, Alarm, look.Failure)
	r.entry.SetWrong(true)
	r.entry.SetText(typed)
	r.form.resized()
}

// chosen takes a choice from the list. A table form waits for its value before anything
// is handed on.
func (r *row) chosen(i int) {
	if i < 0 || i >= len(r.options) {
		return
	}
	option := r.options[i]
	if option[0] != '{' {
		r.give(option)
		return
	}
	if t, ok := r.field.Value.(parameter.Table); ok && t.Key == option[1:] {
		return
	}
	r.draft, r.typed = option[1:], ""
	r.entry.SetWrong(false)
	r.entry.SetText("")
	k, _ := r.table()
	r.message.Say(k.Help, Caption, nil)
	r.Refresh()
	r.form.resized()
}

// wrong says whether the message is a complaint, not a hint.
func (r *row) wrong() bool { return r.message.Text() != "" && r.message.icon != nil }

// give hands a right value on.
func (r *row) give(value any) { r.hand(value, nil) }

// hand hands a right value to a function, nil for the host's Set.
func (r *row) hand(value any, to func(string, any)) {
	r.typed, r.draft = "", ""
	if !r.wrong() {
		r.message.SetText("")
	}
	if to == nil {
		to = r.form.host.Set
	}
	if to != nil {
		to(r.field.Key, value)
	}
	r.form.resized()
}

// MouseIn shows the tip after a while.
func (r *row) MouseIn(*desktop.MouseEvent) { r.form.host.Tips.Arm(TipOf(r.field.Parameter), r) }

// MouseMoved does nothing.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tip away.
func (r *row) MouseOut() { r.form.host.Tips.Hide() }

// changedFromDefault says whether the dot is shown.
func (r *row) changedFromDefault() bool {
	d := r.field.Parameter.Default
	if d == nil {
		return r.field.Value != nil
	}
	return r.field.Value != nil && FormatValue(d) != FormatValue(r.field.Value)
}

// compactWidth is what a compact row needs.
func (r *row) compactWidth() float32 {
	return r.labelWidth() + rowGap + shortEntry
}

func (r *row) labelWidth() float32 {
	p := r.field.Parameter
	w := Width(p.Name, Body)
	if p.Symbol != "" {
		w += 4 + Width(p.Symbol, Symbol)
	}
	return w
}

// CreateRenderer makes the renderer.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	name, symbol := NewText("", Body), NewText("", Symbol)
	dot := canvas.NewCircle(nil)
	objects := []fyne.CanvasObject{name, symbol, dot}
	objects = append(objects, r.controls()...)
	n := &renderer{objects: objects}
	n.layout = func(s fyne.Size) { r.lay(name, symbol, dot, s) }
	n.min = func() fyne.Size {
		if r.browse != nil && r.choice != nil && r.hasTable() {
			return fyne.NewSize(200, 2*look.Control+4)
		}
		if r.compact() {
			return fyne.NewSize(r.compactWidth(), look.Control)
		}
		return fyne.NewSize(200, look.Control)
	}
	n.refresh = func() {
		p := r.field.Parameter
		Restyle(name, Body)
		Restyle(symbol, Symbol)
		name.Text, symbol.Text = p.Name, p.Symbol
		if r.check != nil {
			name.Text, symbol.Text = "", ""
		}
		dot.FillColor = look.Current().Primary
		dot.Hidden = !r.changedFromDefault()
		if s := r.Size(); s.Width > 0 {
			r.lay(name, symbol, dot, s)
		}
		canvas.Refresh(r)
	}
	n.refresh()
	return n
}

func (r *row) hasTable() bool { _, ok := r.table(); return ok }

func (r *row) controls() (list []fyne.CanvasObject) {
	if r.slider != nil {
		list = append(list, r.slider)
	}
	if r.choice != nil {
		list = append(list, r.list)
	}
	if r.check != nil {
		list = append(list, r.check)
	}
	if r.entry != nil {
		list = append(list, r.entry)
	}
	if r.browse != nil {
		list = append(list, r.browse)
	}
	return list
}

// lay places the parts in a row of the given size.
func (r *row) lay(name, symbol *canvas.Text, dot *canvas.Circle, s fyne.Size) {
	p := r.field.Parameter
	const line = look.Control
	centred(name, 0, 0, Width(p.Name, Body), line)
	centred(symbol, Width(p.Name, Body)+4, 0, Width(p.Symbol, Symbol), line)
	place(dot, -6, line/2-2, 4, 4)
	x := float32(nameWidth + rowGap)
	if w := r.labelWidth(); w > nameWidth && r.slider == nil {
		x = w + rowGap
	}
	switch {
	case r.check != nil:
		centred(r.check, -5, 0, s.Width+5, line)
	case r.slider != nil:
		place(r.entry, s.Width-entryWidth, 0, entryWidth, line)
		x = max(x, r.labelWidth()+rowGap)
		centred(r.slider, x-4, 0, s.Width-entryWidth-rowGap-x+8, line)
	case r.compact():
		w := float32(shortEntry)
		if s.Width > r.compactWidth()+16 {
			w = entryWidth
		}
		place(r.entry, s.Width-w, 0, w, line)
	case r.choice != nil:
		place(r.list, x, 0, s.Width-x, line)
		if r.entry != nil {
			k, ok := r.table()
			r.entry.Hidden, r.browse.Hidden = !ok, !ok || k.Kind != parameter.Path
			w := s.Width - x
			if !r.browse.Hidden {
				w -= look.Row + 4
			}
			place(r.entry, x, line+4, w, line)
			place(r.browse, s.Width-look.Row, line+6, look.Row, look.Row)
		}
	case r.browse != nil:
		place(r.entry, x, 0, s.Width-x-look.Row-4, line)
		place(r.browse, s.Width-look.Row, 2, look.Row, look.Row)
	default:
		place(r.entry, x, 0, s.Width-x, line)
	}
}

func asNumber(v any) (float64, bool) {
	switch x := v.(type) {
	case float64:
		return x, true
	case int:
		return float64(x), true
	}
	return 0, false
}
