package stability

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/viewer"
	"firenet/recon/question"
	"firenet/recon/result"
)

// reports are the answers to the questions of the run, whatever was asked, and what else may
// be asked.
type reports struct {
	view     *View
	graphs   map[string]*plots.Graph // by the files of their tables
	pictures map[string]*pictures    // by the names of their reports
	asks     map[string]*form.Button // by kinds
}

// Measures of what a report is shown in.
const (
	GraphHeight   = 190
	pictureHeight = 230
	mostRows      = 100 // of a table: more do not help, and a file has them all
	cellRoom      = 58  // for the text of a cell
	tableRoom     = 236 // across the column at its least width
)

func newReports(v *View) *reports {
	s := &reports{view: v, graphs: map[string]*plots.Graph{}, pictures: map[string]*pictures{}, asks: map[string]*form.Button{}}
	for _, kind := range question.Names() {
		k, _ := question.Lookup(kind)
		s.asks[kind] = form.NewSmallButton(k.Title, nil, form.Tip{Name: k.Title, Sentence: k.Help}, v.frame.Tips, func() { v.open.Attacks.Ask(kind) })
	}
	return s
}

// alias is the short name of a reconstructor, and whether it is in view.
func (s *reports) alias() model.Alias {
	short := map[string]string{}
	names := s.view.open.Catalogue.ShortNames()
	for i, t := range s.view.open.Control.Tracks() {
		short[t.Name] = names[i]
	}
	return func(name string) (string, bool) {
		seen := !s.view.open.Catalogue.Hidden[name]
		if n, ok := short[name]; ok {
			return n, seen
		}
		return name, seen
	}
}

// lines are those of a graph in their colours.
func (s *reports) lines(g model.Graph) (list []plots.GraphLine) {
	alias := s.alias()
	for i, c := range g.Curves {
		l := plots.GraphLine{Curve: c, Label: c.Name, Slot: i}
		if c.Reconstructs {
			l.Label, _ = alias(c.Name)
			l.Slot = s.view.open.Catalogue.SlotOf(c.Name)
		}
		list = append(list, l)
	}
	return list
}

// graph is the plot of a table of a report; nil where it has none.
func (s *reports) graph(r *result.Report, t result.Table) (*plots.Graph, model.Graph) {
	alias := s.alias()
	g, ok := model.NewGraph(t, func(name string) bool { _, seen := alias(name); return seen })
	if !ok {
		return nil, g
	}
	file := r.FileName(t)
	if s.graphs[file] == nil {
		s.graphs[file] = plots.NewGraph()
	}
	s.graphs[file].SetLines(g, s.lines(g))
	return s.graphs[file], g
}

// wording is everything that the section says. A report is never written to: another one takes
// its place.
func (s *reports) wording() string {
	text := fmt.Sprint(s.view.open.Catalogue.ShortNames())
	for _, t := range s.view.open.Control.Tracks() {
		text += fmt.Sprint(s.view.open.Catalogue.Hidden[t.Name])
	}
	for _, q := range s.view.open.Control.Questions() {
		text += fmt.Sprintf("%s %s %p %d;", q.Name, q.Kind, q.Report, q.Phase)
	}
	for _, kind := range question.Names() {
		text += s.view.open.Attacks.CanAsk(kind)
	}
	return text
}

// show draws plots and pictures anew, and forgets those of reports that are gone.
func (s *reports) show() {
	there := map[string]bool{}
	for _, r := range s.view.open.Control.Reports() {
		there[r.Name] = true
		for _, t := range r.Tables {
			there[r.FileName(t)] = true
			s.graph(r, t)
		}
		if len(r.Pictures) > 0 {
			if s.pictures[r.Name] == nil {
				s.pictures[r.Name] = newPictures(s.view)
			}
			s.pictures[r.Name].show(r.Pictures)
		}
	}
	for file := range s.graphs {
		if !there[file] {
			delete(s.graphs, file)
		}
	}
	for name, p := range s.pictures {
		if !there[name] {
			p.pane.Close()
			delete(s.pictures, name)
		}
	}
}

// sections are the reports below one another, then what else may be asked.
func (s *reports) sections() (list []fyne.CanvasObject) {
	titles := map[string]int{}
	for _, r := range s.view.open.Control.Reports() {
		titles[r.Title]++
	}
	for _, q := range s.view.open.Control.Questions() {
		list = append(list, form.Rule())
		if q.Report == nil {
			k, _ := question.Lookup(q.Kind)
			list = append(list, s.view.Numbers.heading(k.Title), caption(s.waiting(q)))
			continue
		}
		if titles[q.Report.Title] > 1 {
			list = append(list, s.view.Numbers.heading(q.Report.Title, note(q.Report.Name)))
		} else {
			list = append(list, s.view.Numbers.heading(q.Report.Title))
		}
		list = append(list, s.report(q)...)
	}
	return append(list, s.ask()...)
}

// waiting says why a question has no answer.
func (s *reports) waiting(q *control.Question) string {
	if s.view.open.Control.Status().State == control.Running {
		return "Asked: the answer follows the reconstructions."
	}
	return "Asked, and not answered yet: Run (F5)."
}

// report is one answer.
func (s *reports) report(q *control.Question) (list []fyne.CanvasObject) {
	r := q.Report
	if r.Partial {
		text := "It was stopped: this is what it had by then."
		if q.Phase == control.Active {
			text = "More follows: this is the answer so far."
		}
		list = append(list, caption(text))
	}
	for _, t := range r.Tables {
		if len(r.Tables) > 1 && t.Title != "" {
			list = append(list, caption(t.Title))
		}
		list = append(list, s.table(r, t)...)
	}
	if p := s.pictures[r.Name]; p != nil && len(r.Pictures) > 0 {
		list = append(list, p.object)
	}
	for _, text := range r.Notes {
		list = append(list, caption(text))
	}
	return list
}

// table is a table with its plot.
func (s *reports) table(r *result.Report, t result.Table) (list []fyne.CanvasObject) {
	sheet := model.NewSheet(t, s.alias())
	if len(sheet.Rows) == 0 {
		return []fyne.CanvasObject{caption("None of the reconstructors in view is in it.")}
	}
	left := len(sheet.Rows) - mostRows
	if left > 0 {
		sheet.Rows = sheet.Rows[:mostRows]
	}
	list = append(list, s.rowsOf(sheet)...)
	if left > 0 {
		list = append(list, caption(fmt.Sprintf("%s more, in the CSV.", model.Plural(left, "row"))))
	}
	plot, g := s.graph(r, t)
	if plot != nil {
		list = append(list, form.Fixed(plot, GraphHeight))
	}
	words := sheet.About
	if g.Beside != "" && t.Cross != nil {
		words += " Dashed: " + g.Besides() + "."
	} else if plot != nil && t.Cross == nil {
		words = model.Capital(g.Words()) + "."
	}
	if words != "" {
		list = append(list, caption(words))
	}
	return list
}

// rowsOf are the rows of a table below one another. Columns whose texts are short are evenly
// wide; others have the room that they need. Where that is not there the heads of a square
// table stand above their rows, and any other table can be moved sideways.
func (s *reports) rowsOf(sheet model.Sheet) []fyne.CanvasObject {
	widths, even := widthsOf(sheet)
	if !even && sheet.Marked != nil && columns(widths).MinSize(nil).Width > tableRoom {
		return stacked(sheet)
	}
	var list []fyne.CanvasObject
	add := func(values []string, marked []bool) {
		objects := make([]fyne.CanvasObject, len(values))
		for k, v := range values {
			st := form.Caption
			if marked != nil && marked[k] {
				st = form.Value
			}
			room := widths[k]
			if even {
				room = cellRoom
			}
			t := form.NewText(form.Fit(v, st, room), st)
			if sheet.Right[k] || even {
				t.Alignment = fyne.TextAlignTrailing
			}
			objects[k] = t
		}
		if even {
			list = append(list, container.New(form.Even{}, objects...))
			return
		}
		list = append(list, container.New(columns(widths), objects...))
	}
	add(sheet.Head, nil)
	list = append(list, form.Rule())
	for i, row := range sheet.Rows {
		var marked []bool
		if sheet.Marked != nil {
			marked = sheet.Marked[i]
		}
		add(row, marked)
	}
	if even {
		return list
	}
	table := container.New(form.Stack{Gap: 8}, list...)
	if columns(widths).MinSize(nil).Width <= tableRoom {
		return []fyne.CanvasObject{table}
	}
	return []fyne.CanvasObject{underWheel(s.view.Numbers.object, container.NewHScroll(container.New(form.Inset{Below: 10}, table)))}
}

// stacked are the rows of a square table with their heads above them.
func stacked(sheet model.Sheet) []fyne.CanvasObject {
	values := func(texts []string, marked []bool) fyne.CanvasObject {
		var objects []fyne.CanvasObject
		for k, v := range texts[1:] {
			st := form.Body
			if marked != nil && marked[k+1] {
				st = form.Value
			}
			if marked == nil {
				st = form.Caption
			}
			room := tableRoom/float32(len(texts)-1) - 4
			t := form.NewText(form.Fit(v, st, room), st)
			t.Alignment = fyne.TextAlignTrailing
			objects = append(objects, t)
		}
		return container.New(across{}, objects...)
	}
	list := []fyne.CanvasObject{values(sheet.Head, nil), form.Rule()}
	for i, row := range sheet.Rows {
		list = append(list, container.New(form.Stack{Gap: 0}, note(row[0]), values(row, sheet.Marked[i])))
	}
	return list
}

// across gives columns the same share of all the width.
type across struct{}

// Layout is part of fyne.Layout.
func (across) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := s.Width / float32(len(o))
	for i, c := range o {
		h := c.MinSize().Height
		c.Move(fyne.NewPos(float32(i)*w, (s.Height-h)/2))
		c.Resize(fyne.NewSize(w-4, h))
	}
}

// MinSize is part of fyne.Layout.
func (across) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 18) }

// widthsOf are the columns' widths, and whether the even ones of a narrow table will do: their
// heads may be cut then, but no value.
func widthsOf(sheet model.Sheet) (widths []float32, even bool) {
	even = sheet.Marked != nil
	for k, head := range sheet.Head {
		w := form.NewText(form.Fit(head, form.Caption, 2*cellRoom), form.Caption).MinSize().Width
		for _, row := range sheet.Rows {
			cell := form.NewText(row[k], form.Value).MinSize().Width
			w = max(w, cell)
			even = even && cell <= cellRoom
		}
		widths = append(widths, w)
	}
	return widths, even
}

// columns lays out a row of cells of these widths.
type columns []float32

const columnGap = 12

// Layout is part of fyne.Layout.
func (c columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for k, cell := range o {
		h := cell.MinSize().Height
		cell.Move(fyne.NewPos(x, (s.Height-h)/2))
		cell.Resize(fyne.NewSize(c[k], h))
		x += c[k] + columnGap
	}
}

// MinSize is part of fyne.Layout.
func (c columns) MinSize([]fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, each := range c {
		w += each + columnGap
	}
	return fyne.NewSize(w, 14)
}

// ask offers what may be asked, each with what it means.
func (s *reports) ask() []fyne.CanvasObject {
	list := []fyne.CanvasObject{form.Rule(), s.view.Numbers.heading("Ask the reconstructors")}
	for _, kind := range question.Names() {
		k, _ := question.Lookup(kind)
		button := s.asks[kind]
		help := k.Help
		if why := s.view.open.Attacks.CanAsk(kind); why != "" {
			help += " Not now: " + why + "."
		}
		button.SetEnabled(s.view.open.Attacks.CanAsk(kind) == "")
		list = append(list, container.New(&form.Line{Left: []fyne.CanvasObject{button}}, button), caption(help))
	}
	return list
}

// pictures are those of a report, one at a time.
type pictures struct {
	view   *View
	pane   *viewer.Pane
	choice *form.Choice
	object *fyne.Container
	list   []result.Picture
	chosen string
}

func newPictures(v *View) *pictures {
	p := &pictures{view: v, pane: viewer.NewPane(v.open.Group)}
	p.pane.Bare = true
	v.frame.Watch(p.pane)
	p.choice = form.NewChoice(func(name string) {
		p.chosen = name
		p.show(p.list)
	})
	p.object = container.New(form.Stack{Gap: 8}, p.choice.Box, underWheel(v.Numbers.object, form.Fixed(p.pane, pictureHeight)))
	return p
}

// show draws the chosen picture; where none is, the one with most in it.
func (p *pictures) show(list []result.Picture) {
	p.list = list
	at := slices.IndexFunc(list, func(r result.Picture) bool { return r.Name == p.chosen })
	if at < 0 {
		at = fullest(list)
	}
	var names, titles []string
	for _, r := range list {
		names, titles = append(names, r.Name), append(titles, r.Title)
	}
	p.choice.Show(names, titles, list[at].Name)
	p.pane.SetTitle(list[at].Title, "")
	p.pane.SetPicture(p.view.open.Catalogue.Picture(model.ReportKind(list[at]), list[at].Image))
}

// fullest is the picture of the largest norm.
func fullest(list []result.Picture) (at int) {
	most := 0.0
	for i, r := range list {
		if n := r.Image.Norm(); n > most {
			at, most = i, n
		}
	}
	return at
}

// release lets go of the pictures.
func (s *reports) release() {
	for _, p := range s.pictures {
		p.pane.SetPicture(nil)
	}
}
