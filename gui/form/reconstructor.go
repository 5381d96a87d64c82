package form

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// Entry of the list of reconstructors: what one row shows.
type Reconstructor struct {
	Name     string
	Detail   string // "p 20"
	Color    color.NRGBA
	Shown    bool   // its curve is drawn
	Selected bool   // its parameters are below
	Error    string // its relative error; empty while there is none
	Stale    bool   // the error is that of an iterate, or of an earlier run
	Oracle   bool   // it makes use of the true image
	Worse    bool   // than the zero-filled image
	Failed   bool
	Progress float64 // 0 to 1 while it runs, negative otherwise
}

// ReconstructorRow is one line of the list: a check in the colour of its curve, its name,
// what distinguishes it, and its error.
type ReconstructorRow struct {
	widget.BaseWidget
	state    Reconstructor
	selected func()
	toggled  func(bool)
	menu     func(fyne.Position)
	box      *checkBox
	focused  bool
}

// NewReconstructorRow makes a row. selected is called by a click, toggled by one on the
// check, menu by the other button of the mouse.
func NewReconstructorRow(selected func(), toggled func(bool), menu func(fyne.Position)) *ReconstructorRow {
	r := &ReconstructorRow{selected: selected, toggled: toggled, menu: menu}
	r.state.Progress = -1
	r.box = &checkBox{row: r}
	r.box.ExtendBaseWidget(r.box)
	r.ExtendBaseWidget(r)
	return r
}

// Set shows another state.
func (r *ReconstructorRow) Set(s Reconstructor) {
	if s != r.state {
		r.state = s
		r.Refresh()
	}
}

// State is what is shown.
func (r *ReconstructorRow) State() Reconstructor { return r.state }

// Tapped selects the reconstructor.
func (r *ReconstructorRow) Tapped(*fyne.PointEvent) { r.selected() }

// TappedSecondary opens the menu.
func (r *ReconstructorRow) TappedSecondary(e *fyne.PointEvent) { r.menu(e.AbsolutePosition) }

// Toggle switches the check.
func (r *ReconstructorRow) Toggle() { r.toggled(!r.state.Shown) }

// FocusGained shows the focus.
func (r *ReconstructorRow) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost takes it away.
func (r *ReconstructorRow) FocusLost() { r.focused = false; r.Refresh() }

// TypedKey selects on Return, or is for the window.
func (r *ReconstructorRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace: // comes as a letter too
	case fyne.KeyReturn, fyne.KeyEnter:
		r.selected()
	default:
		passKey(r, e)
	}
}

// TypedRune switches the check on the space bar, or is for the window.
func (r *ReconstructorRow) TypedRune(c rune) {
	if c == ' ' {
		r.Toggle()
		return
	}
	passRune(r, c)
}

const runningBar = 4

// CreateRenderer makes the renderer.
func (r *ReconstructorRow) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	ground.CornerRadius = look.Radius
	name, detail, mark := NewText("", Body), NewText("", Caption), NewText("", Caution)
	word, number := NewText("", Caption), NewText("", Strong)
	failure := canvas.NewImageFromResource(nil)
	track, bar := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	n := &renderer{objects: []fyne.CanvasObject{ground, r.box, name, detail, mark, word, number, failure, track, bar}}
	n.layout = func(s fyne.Size) {
		const line = look.Row
		place(ground, 0, 0, s.Width, line)
		place(r.box, 0, 0, 24, line)
		right := s.Width - 4
		if r.state.Failed {
			place(failure, right-look.IconSize, (line-look.IconSize)/2, look.IconSize, look.IconSize)
			right -= look.IconSize + 4
		}
		w := Width(number.Text, Strong)
		centred(number, right-w, 0, w, line)
		right -= max(w, 36) + 8
		w = Width(word.Text, Caption)
		centred(word, right-w, 0, w, line)
		right -= w + 6
		x := float32(28)
		name.Text = Fit(r.state.Name, Body, right-x)
		w = Width(name.Text, Body)
		centred(name, x, 0, w, line)
		x += w + 5
		detail.Text, mark.Text = "", ""
		if w = Width(r.state.Detail, Caption); r.state.Detail != "" && x+w <= right {
			detail.Text = r.state.Detail
			centred(detail, x, 0, w, line+2)
			x += w + 5
		}
		if m := r.mark(); m != "" {
			mark.Text = Fit(m, Caution, max(0, right-x))
			centred(mark, x, 0, max(0, right-x), line+2)
		}
		place(track, 0, line, s.Width, runningBar)
		place(bar, 0, line, s.Width*float32(max(0, r.state.Progress)), runningBar)
	}
	n.min = func() fyne.Size {
		h := float32(look.Row)
		if r.state.Progress >= 0 {
			h += runningBar
		}
		return fyne.NewSize(200, h)
	}
	n.refresh = func() {
		p := look.Current()
		s := r.state
		ground.FillColor, ground.StrokeWidth, ground.StrokeColor = nil, 0, nil
		if s.Selected {
			ground.FillColor = p.Selection
		}
		if r.focused {
			ground.StrokeWidth, ground.StrokeColor = 2, p.Primary
		}
		Restyle(name, Body)
		Restyle(detail, Caption)
		Restyle(mark, Caution)
		Restyle(word, Caption)
		value := Strong
		if s.Stale {
			value.Role = theme.ColorNamePlaceHolder
		}
		Restyle(number, value)
		number.Text, word.Text = s.Error, ""
		if s.Error != "" {
			word.Text = "rel. ℓ²"
		}
		failure.Resource, failure.Hidden = look.Failure(theme.ColorNameError), !s.Failed
		track.FillColor, bar.FillColor = p.Button, s.Color
		track.Hidden, bar.Hidden = s.Progress < 0, s.Progress < 0
		r.box.Refresh()
		if size := r.Size(); size.Width > 0 {
			n.layout(size)
		}
		canvas.Refresh(r)
	}
	n.refresh()
	return n
}

// mark is what must be known of the number.
func (r *ReconstructorRow) mark() string {
	switch {
	case r.state.Worse && r.state.Oracle:
		return "oracle, worse"
	case r.state.Worse:
		return "worse"
	case r.state.Oracle:
		return "oracle"
	}
	return ""
}

// checkBox is the check of a row, in the colour of its curve.
type checkBox struct {
	widget.BaseWidget
	row *ReconstructorRow
}

// Tapped switches the check.
func (b *checkBox) Tapped(*fyne.PointEvent) { b.row.Toggle() }

// CreateRenderer makes the renderer.
func (b *checkBox) CreateRenderer() fyne.WidgetRenderer {
	const side = 14
	box := canvas.NewRectangle(nil)
	box.CornerRadius = 3
	tick := canvas.NewImageFromResource(nil)
	tick.FillMode = canvas.ImageFillContain
	r := &renderer{objects: []fyne.CanvasObject{box, tick}}
	r.layout = func(s fyne.Size) {
		place(box, 5, (s.Height-side)/2, side, side)
		place(tick, 6, (s.Height-side)/2+1, side-2, side-2)
	}
	r.min = func() fyne.Size { return fyne.NewSize(24, look.Row) }
	r.refresh = func() {
		p := look.Current()
		box.StrokeWidth, box.StrokeColor, box.FillColor = 1.5, b.row.state.Color, p.Input
		tick.Hidden = !b.row.state.Shown
		if b.row.state.Shown {
			box.FillColor = b.row.state.Color
			tick.Resource = look.Tick(theme.ColorNameForegroundOnPrimary)
		}
		canvas.Refresh(b)
	}
	r.refresh()
	return r
}
