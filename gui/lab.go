package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// labName is the name of the view.
const labName = "Stability"

// lab is the view of one attack: rows clean, perturbed and difference, a column for the
// truth and one for each reconstructor.
type lab struct {
	w      *Window
	object *fyne.Container
	grid   *fyne.Container
	layout *labGrid
	scroll *container.Scroll

	info    *labInfo
	rows    [model.StabilityRows]*labRow
	heads   []*labHead
	names   []string // of the columns that there are panes for
	empty   *fyne.Container
	invited string // what the empty view invites to

	perturbation *catalogue.Perturbation
	focused      *viewer.Pane
	narrow       bool // there is little room below a picture
}

// labRow is a row of the grid with its title line.
type labRow struct {
	ground        *canvas.Rectangle
	title, symbol *canvas.Text
	choices       []*form.Button // worst case, Gaussian, or singular vector
	without       bool           // there is no singular vector to choose
	bar           *viewer.RowBar
	panes         []*viewer.Pane // that of the truth first
}

// labHead is the name of a column.
type labHead struct {
	dot         *canvas.Circle
	name, facts *canvas.Text
	tag         *canvas.Text
	icon        *canvas.Image
}

func newLab(w *Window) *lab {
	v := &lab{w: w, perturbation: w.catalogue.Perturbation, grid: container.NewWithoutLayout(), empty: container.NewStack()}
	v.layout = &labGrid{v}
	v.grid.Layout = v.layout
	v.info = newLabInfo(v)
	scales := [...]model.Scale{model.ImageScale, model.ImageScale, model.ResidualScale}
	for i := range v.rows {
		v.rows[i] = &labRow{
			ground: canvas.NewRectangle(nil), title: form.NewText("", form.Strong), symbol: form.NewText("", form.Caption),
			bar: viewer.NewRowBar(w.group, scales[i]),
		}
		v.rows[i].ground.CornerRadius = look.Radius
	}
	v.rows[model.PerturbedRow].choices = []*form.Button{
		v.newChoice("worst case", "What the search has found, in all columns.", "", func() { v.choosePerturbation(false, false) }),
		v.newChoice("Gaussian of equal norm", "Gaussian noise on the samples with the norm of the worst case: what chance does.", "G",
			func() { v.choosePerturbation(true, false) }),
		v.newChoice("singular vector", "The vector of the largest singular value of the derivative at y, scaled to the norm of the worst case.", "",
			func() { v.choosePerturbation(false, true) }),
	}
	v.scroll = container.NewHScroll(v.grid)
	v.object = container.NewStack(v.scroll, v.empty)
	return v
}

// newChoice is a button that switches all rows to another perturbation.
func (v *lab) newChoice(text, sentence, key string, do func()) *form.Button {
	b := form.NewSmallButton(text, nil, form.Tip{Name: model.Capital(text), Sentence: sentence, Detail: key}, v.w.tips, do)
	b.Style = form.Caption
	return b
}

// choosePerturbation shows Gaussian noise in all rows, or the singular vector, or else what
// the search has found.
func (v *lab) choosePerturbation(noise, singular bool) {
	v.perturbation.Noise, v.perturbation.Singular = noise, singular
	v.show()
	v.w.side.showProfile()
}

func (v *lab) setMagnified(times float64) {
	v.perturbation.Magnified = max(model.MinMagnified, min(model.MaxMagnified, times))
	v.show()
	v.w.catalogue.Prune()
}

// choose shows another attack.
func (v *lab) choose(name string) {
	if name != v.perturbation.Chosen {
		v.perturbation.Chosen = name
		if a := v.perturbation.Current(); a != nil {
			v.perturbation.Attack = a.Section
		}
		v.show()
		v.w.left.show()
	}
}

// show draws the view anew.
func (v *lab) show() {
	if v.w.view != labName {
		return
	}
	v.perturbation.Seen = true
	v.invite()
	v.match()
	s := v.perturbation.Shown()
	v.info.show(s)
	for i, h := range v.heads {
		v.showHead(h, i, s)
	}
	v.showRows(s)
	v.w.labSide.show(s)
	v.grid.Refresh()
}

func (v *lab) showRows(s model.Stability) {
	for r := range v.rows {
		v.showRow(model.StabilityRow(r), s)
	}
}

// invite shows what to do where there is no attack yet.
func (v *lab) invite() {
	m := viewer.Message{
		Text: "How far can these reconstructions be trusted?",
		Remedy: "An attack searches the perturbation of the samples that changes a reconstruction most. " +
			"All reconstructors are shown it, beside Gaussian noise of equal norm.",
		Actions: []viewer.Action{{Label: "Find a worst case", Do: v.w.attacks.Add}},
	}
	text := m.Text
	if len(v.w.control.Recipe().Attacks) > 0 || v.perturbation.Current() != nil {
		text = ""
	}
	form.SetVisible(v.scroll, text == "")
	form.SetVisible(v.empty, text != "")
	if text == v.invited {
		return
	}
	v.invited = text
	v.empty.Objects = nil
	if text != "" {
		v.empty.Objects = []fyne.CanvasObject{viewer.NewMessage(m)}
	}
	v.empty.Refresh()
}

// match makes panes for the columns that there are now.
func (v *lab) match() {
	names := []string{""}
	for _, t := range v.perturbation.Columns() {
		names = append(names, t.Name)
	}
	if slices.Equal(names, v.names) {
		return
	}
	v.names = names
	for len(v.heads) < len(names) {
		v.heads = append(v.heads, newLabHead())
	}
	v.heads = v.heads[:len(names)]
	for i, r := range v.rows {
		for len(r.panes) < len(names) {
			r.panes = append(r.panes, v.newPane(model.StabilityRow(i), len(r.panes)))
		}
		for _, p := range r.panes[len(names):] {
			p.Close()
		}
		r.panes = slices.Delete(r.panes, len(names), len(r.panes)) // and holds them no more
		r.bar.SetPanes(r.scaled())
	}
	if !slices.Contains(v.panes(), v.focused) {
		v.focused = v.rows[model.PerturbedRow].panes[len(names)-1]
	}
	v.layout.collect()
}

// scaled are the panes whose scale the bar of the row is for: all but that of e.
func (r *labRow) scaled() []*viewer.Pane {
	if r.bar.Scale() == model.ResidualScale {
		return r.panes[1:]
	}
	return r.panes
}

func (v *lab) newPane(row model.StabilityRow, column int) *viewer.Pane {
	p := viewer.NewPane(v.w.group)
	p.Bare, p.Barless = true, true
	p.OnKey, p.OnRune, p.OnKeyDown, p.OnKeyUp = v.w.keys.TypedKey, v.w.keys.TypedRune, v.w.keys.KeyDown, v.w.keys.KeyUp
	p.OnFocus = func() {
		v.focused = p
		v.w.side.showHistogram()
	}
	if row == model.DifferenceRow && column == 0 {
		p.OnMenu = func(at fyne.Position) { v.w.popUpAt(v.perturbationMenu(), at) }
	}
	return p
}

// perturbationMenu chooses how the perturbation is shown.
func (v *lab) perturbationMenu() *fyne.Menu {
	item := func(label string, spectral bool) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() {
			v.perturbation.Spectral = spectral
			v.show()
		})
		i.Checked = v.perturbation.Spectral == spectral
		return i
	}
	r := item("r in the image, magnified", false)
	if a := v.perturbation.Current(); a == nil || a.Output == nil || a.Output.Image == nil {
		r.Disabled, r.Checked = true, false
	}
	return fyne.NewMenu("", r, item("e in the spectrum", true))
}

// panes are all of the grid.
func (v *lab) panes() []*viewer.Pane {
	var list []*viewer.Pane
	for _, r := range v.rows {
		list = append(list, r.panes...)
	}
	return list
}

// leave lets go of the pictures.
func (v *lab) leave() {
	v.perturbation.Seen = false
	for _, p := range v.panes() {
		p.SetPicture(nil)
	}
}

// recolour takes the colours of the theme.
func (v *lab) recolour() {
	p := look.Current()
	for _, r := range v.rows {
		r.ground.FillColor = p.Panel
		form.Restyle(r.title, form.Strong)
		form.Restyle(r.symbol, form.Caption)
	}
	for _, h := range v.heads {
		form.Restyle(h.name, form.Strong)
		form.Restyle(h.facts, form.Caption)
	}
	v.info.recolour()
	v.invited = "-"
	v.show()
}

// labCommands are those of the view.
func (w *Window) labCommands() []command.Command {
	inLab := func() bool { return w.view == labName }
	return []command.Command{
		{
			ID: "gaussian", Name: "Worst case or Gaussian noise", Menu: "Run", Line: true, Keys: []command.Key{command.Letter('G')},
			Sentence: "Shows Gaussian noise of equal norm in place of the worst case, in the view Stability.",
			Do:       func() { w.lab.choosePerturbation(!w.catalogue.Perturbation.Noise, false) }, Enabled: inLab, Checked: func() bool { return w.catalogue.Perturbation.Noise },
		},
		{
			ID: "singular", Name: "Worst case or singular vector", Menu: "Run",
			Sentence: "Shows the vector of the largest singular value, scaled to the norm of the worst case, in the view Stability.",
			Do:       func() { w.lab.choosePerturbation(false, !w.catalogue.Perturbation.Singular) },
			Enabled:  func() bool { return inLab() && w.catalogue.Perturbation.Local(w.catalogue.Perturbation.Found()) != nil }, Checked: func() bool { return w.catalogue.Perturbation.Singular },
		},
		{
			ID: "spectral", Name: "The perturbation in the spectrum", Menu: "Run",
			Sentence: "Shows e among the samples in place of r, in the view Stability.",
			Do: func() {
				w.catalogue.Perturbation.Spectral = !w.catalogue.Perturbation.Spectral
				w.lab.show()
			}, Enabled: inLab, Checked: func() bool { return w.catalogue.Perturbation.Spectral },
		},
	}
}
