package stability

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
)

// gridLayout lays out the view: the statement, the names of the columns, and the rows.
type gridLayout struct{ v *View }

// Measures of the view.
const (
	margin        = 8
	infoRow       = 28
	headRow       = 24
	titleRow      = 24
	footRow       = 24 // of a pane
	rowGap        = 5
	besidePicture = 8   // of a picture in its column
	leastPicture  = 100 // side of a picture
	narrowColumn  = 150 // column in which the numbers have short names
)

// collect gives the grid its objects.
func (g *gridLayout) collect() {
	v := g.v
	objects := v.Info.objects()
	for _, h := range v.heads {
		objects = append(objects, h.dot, h.name, h.facts, h.tag, h.icon)
	}
	for _, r := range v.Rows {
		objects = append(objects, r.ground, r.title, r.Symbol, r.Bar)
		for _, b := range r.Choices {
			objects = append(objects, b)
		}
		for _, p := range r.Panes {
			objects = append(objects, p)
		}
	}
	v.grid.Objects = objects
}

// MinSize leaves room for small pictures in all columns: more columns are scrolled to.
func (g *gridLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*margin+float32(max(1, len(g.v.ColumnNames)))*(leastPicture+besidePicture), 200)
}

// Layout is part of fyne.Layout.
func (g *gridLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	v := g.v
	if len(v.ColumnNames) == 0 {
		return
	}
	width := s.Width - 2*margin
	v.Info.place(margin, margin, width, infoRow)
	y := float32(margin + infoRow + rowGap)
	column := width / float32(len(v.ColumnNames))
	for i, h := range v.heads {
		h.place(margin+float32(i)*column+4, y, column-8, headRow)
	}
	y += headRow
	if narrow := column < narrowColumn; narrow != v.narrow {
		v.narrow = narrow
		v.showRows(v.perturbation.Shown())
	}
	n := float32(len(v.Rows))
	height := max(titleRow+footRow+40, (s.Height-y-margin-(n-1)*rowGap)/n)
	for _, r := range v.Rows {
		r.place(margin, y, width, height, column)
		y += height + rowGap
	}
}

// place lays a row out: its title line, and the panes below it.
func (r *gridRow) place(x, y, width, height, column float32) {
	r.ground.Move(fyne.NewPos(x, y))
	r.ground.Resize(fyne.NewSize(width, height))
	at := x + 4
	put := func(o fyne.CanvasObject, gap float32) {
		m := o.MinSize()
		o.Move(fyne.NewPos(at, y+(titleRow-m.Height)/2))
		o.Resize(m)
		at += m.Width + gap
	}
	put(r.title, 6)
	put(r.Symbol, 14)
	bar := r.Bar.MinSize()
	left := x + width - bar.Width
	for i, b := range r.Choices {
		form.SetVisible(b, at+b.MinSize().Width < left && !(i == 2 && r.Without))
		put(b, 4)
	}
	r.Bar.Move(fyne.NewPos(left, y+(titleRow-bar.Height)/2))
	r.Bar.Resize(bar)
	for i, p := range r.Panes {
		p.Move(fyne.NewPos(x+float32(i)*column, y+titleRow))
		p.Resize(fyne.NewSize(column, height-titleRow))
	}
}

// place lays the name of a column out.
func (h *columnHead) place(x, y, width, height float32) {
	right := x + width
	middle := func(o fyne.CanvasObject, at float32, m fyne.Size) {
		o.Move(fyne.NewPos(at, y+(height-m.Height)/2))
		o.Resize(m)
	}
	if h.icon.Visible() {
		right -= 14
		middle(h.icon, right, fyne.NewSquareSize(14))
		m := h.tag.MinSize()
		if form.SetVisible(h.tag, width >= narrowColumn); !h.tag.Visible() {
			m.Width = 0
		}
		right -= m.Width + 4
		middle(h.tag, right, m)
		right -= 8
	}
	if h.dot.Visible() {
		middle(h.dot, x, fyne.NewSquareSize(8))
		x += 14
	}
	h.name.Text = form.Fit(h.name.Text, form.Strong, right-x)
	m := h.name.MinSize()
	middle(h.name, x, m)
	x += m.Width + 5
	if room := right - x; room > 20 {
		h.facts.Text = form.Fit(h.facts.Text, form.Caption, room)
	} else {
		h.facts.Text = ""
	}
	middle(h.facts, x, h.facts.MinSize())
}

// statement is the line above the grid: what is shown and what that proves, or where the
// search is; and the list of the attacks.
type statement struct {
	v      *View
	ground *canvas.Rectangle
	icon   *canvas.Image
	Text   string         // as it was set, all its forms
	forms  [][]form.Piece // the longest first: the first that fits is shown
	list   *form.Choice
}

func newStatement(v *View) *statement {
	i := &statement{v: v, ground: canvas.NewRectangle(nil), icon: canvas.NewImageFromResource(nil)}
	i.ground.CornerRadius = look.Radius
	i.icon.FillMode = canvas.ImageFillContain
	i.list = form.NewChoice(v.choose)
	return i
}

func (i *statement) objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{i.ground, i.icon}
	for _, p := range slices.Concat(i.forms...) {
		list = append(list, p.Text)
	}
	return append(list, i.list.Box)
}

// show says what is shown. Bold is what stands between ** and **.
func (i *statement) show(s model.Stability) {
	forms, role, icon := s.Statements(), theme.ColorNamePrimary, look.Info
	a := i.v.perturbation.Current()
	st := i.v.open.Control.Status()
	switch {
	case a != nil && a.Phase == control.Active:
		forms = []string{i.progress(a)}
	case i.v.open.Control.Trial() != nil:
		forms = i.before("Shown is "+i.trial(i.v.open.Control.Trial())+". Esc goes back to what was found.", forms)
	case s.Attack != nil && s.Attack.Partial:
		forms = i.before("The search was stopped: this is the best that it had found by then.", forms)
		role, icon = theme.ColorNameWarning, look.Caution
	case len(forms) == 0 && st.State == control.Running:
		forms = []string{"The search begins when the reconstructors have ended."}
	case len(forms) == 0:
		forms = []string{"Run (F5) searches for the worst case."}
	}
	i.icon.Resource = icon(role)
	i.icon.Refresh()
	i.showList()
	if text := strings.Join(forms, "\n"); text != i.Text {
		i.Text = text
		i.forms = nil
		for _, f := range forms {
			i.forms = append(i.forms, sentencePieces(f))
		}
		i.v.layout.collect()
	}
}

// before puts a sentence before the others; alone it is the shortest form.
func (*statement) before(first string, forms []string) []string {
	var list []string
	for _, f := range forms[:min(1, len(forms))] {
		list = append(list, first+" "+f)
	}
	return append(list, first)
}

// sentencePieces splits a sentence at ** into plain and bold pieces, each with the room of
// the space before it.
func sentencePieces(text string) []form.Piece {
	var list []form.Piece
	for i, s := range strings.Split(text, "**") {
		st := form.Plain
		if i%2 == 1 {
			st = form.Value
		}
		before := float32(0)
		if strings.HasPrefix(s, " ") || len(list) > 0 && strings.HasSuffix(strings.Split(text, "**")[i-1], " ") {
			before = 3
		}
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, form.Piece{Text: form.NewText(s, st), Before: before})
		}
	}
	return list
}

// progress says where a search is, in the status line's form.
func (i *statement) progress(a *control.Attack) string {
	if a.Work != "" {
		return fmt.Sprintf("Found for **%s**; now %s: %d of %d", a.Target, a.Work, a.WorkDone, a.WorkAll)
	}
	text := "Searching the worst case of **" + a.Target + "**"
	if b := i.badge(a); b != "" {
		text += ": " + b
	}
	if n := len(a.Steps); n > 0 {
		text += " · amplified **" + model.Sig(a.Steps[n-1].Amplification) + "**"
	}
	return text
}

// trial says what is shown in place of what was found.
func (*statement) trial(t *control.Trial) string {
	if isStep(t) {
		return fmt.Sprintf("step %d of the search", t.Step)
	}
	if t.Point > 0 {
		return "what was found when ‖e‖/‖y‖ " + model.Sig(t.Output.Relative) + " was attacked anew"
	}
	return "what was found at ‖e‖/‖y‖ " + model.Sig(t.Output.Relative)
}

// trialBadge says the same on a picture.
func trialBadge(t *control.Trial) string {
	if isStep(t) {
		return fmt.Sprintf("step **%d**", t.Step)
	}
	return "‖e‖/‖y‖ **" + model.Sig(t.Output.Relative) + "**"
}

// badge is "restart 2 of 3 · step 47 of 150".
func (*statement) badge(a *control.Attack) string {
	if len(a.Steps) == 0 {
		return ""
	}
	var parts []string
	last := a.Steps[len(a.Steps)-1]
	if a.Restarts > 1 {
		parts = append(parts, fmt.Sprintf("restart **%d** of %d", last.Restart, a.Restarts))
	}
	if a.Restarts > 0 && a.All >= a.Restarts {
		parts = append(parts, fmt.Sprintf("step **%d** of %d", last.Step, a.All/a.Restarts))
	}
	return strings.Join(parts, " · ")
}

// showList lists the attacks, if there are several.
func (i *statement) showList() {
	var names []string
	for _, a := range i.v.open.Control.Attacks() {
		names = append(names, a.Name)
	}
	form.SetVisible(i.list.Box, len(names) > 1)
	if a := i.v.perturbation.Current(); a != nil {
		i.list.Show(names, names, a.Name)
	}
}

// place lays the line out; what does not fit is left out from its end.
func (i *statement) place(x, y, wide, height float32) {
	i.ground.Move(fyne.NewPos(x, y))
	i.ground.Resize(fyne.NewSize(wide, height))
	i.icon.Move(fyne.NewPos(x+8, y+(height-16)/2))
	i.icon.Resize(fyne.NewSquareSize(16))
	right := x + wide - 4
	if i.list.Box.Visible() {
		list := min(168, wide/3)
		right -= list
		i.list.Box.Move(fyne.NewPos(right, y+(height-24)/2))
		i.list.Box.Resize(fyne.NewSize(list, 24))
	}
	chosen := len(i.forms) - 1
	for k := len(i.forms) - 1; k >= 0; k-- {
		if form.PiecesWidth(i.forms[k]) <= right-8-x-32 {
			chosen = k
		}
	}
	for k, list := range i.forms {
		at := x + 32
		for _, p := range list {
			at += p.Before
			m := p.MinSize()
			form.SetVisible(p.Text, k == chosen && at+m.Width <= right-8)
			p.Move(fyne.NewPos(at, y+(height-m.Height)/2))
			p.Resize(m)
			at += m.Width
		}
	}
}

func (i *statement) recolour() {
	i.ground.FillColor = look.Current().Panel
	i.Text = "" // its pieces take the colours when they are made
}
