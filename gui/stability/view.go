package stability

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
)

// View is the view of one attack: rows clean, perturbed and difference, a column for the
// truth and one for each reconstructor.
type View struct {
	open    view.Open
	frame   view.Frame
	voice   view.Voice
	files   view.Files
	Numbers *numbers
	object  *fyne.Container
	grid    *fyne.Container
	layout  *gridLayout
	Scroll  *container.Scroll

	Info        *statement
	Rows        [model.StabilityRows]*gridRow
	heads       []*columnHead
	ColumnNames []string // of the columns that there are panes for
	Empty       *fyne.Container
	invited     string // what the empty view invites to

	perturbation *catalogue.Perturbation
	Focus        *viewer.Pane
	narrow       bool // there is little room below a picture
}

// gridRow is a row of the grid with its title line.
type gridRow struct {
	ground        *canvas.Rectangle
	title, Symbol *canvas.Text
	Choices       []*form.Button // worst case, Gaussian, or singular vector
	Without       bool           // there is no singular vector to choose
	Bar           *viewer.RowBar
	Panes         []*viewer.Pane // that of the truth first
}

// columnHead is the name of a column.
type columnHead struct {
	dot         *canvas.Circle
	name, facts *canvas.Text
	tag         *canvas.Text
	icon        *canvas.Image
}

// New makes the view.
func New(open view.Open, frame view.Frame, voice view.Voice, files view.Files) *View {
	v := &View{
		open: open, frame: frame, voice: voice, files: files,
		perturbation: open.Catalogue.Perturbation, grid: container.NewWithoutLayout(), Empty: container.NewStack(),
	}
	v.layout = &gridLayout{v}
	v.grid.Layout = v.layout
	v.Info = newStatement(v)
	scales := [...]model.Scale{model.ImageScale, model.ImageScale, model.ResidualScale}
	for i := range v.Rows {
		v.Rows[i] = &gridRow{
			ground: canvas.NewRectangle(nil), title: form.NewText("", form.Strong), Symbol: form.NewText("", form.Caption),
			Bar: viewer.NewRowBar(open.Group, scales[i]),
		}
		v.Rows[i].ground.CornerRadius = look.Radius
	}
	v.Rows[model.PerturbedRow].Choices = []*form.Button{
		v.newChoice("worst case", "What the search has found, in all columns.", "", func() { v.ChoosePerturbation(false, false) }),
		v.newChoice("Gaussian of equal norm", "Gaussian noise on the samples with the norm of the worst case: what chance does.", "G",
			func() { v.ChoosePerturbation(true, false) }),
		v.newChoice("singular vector", "The vector of the largest singular value of the derivative at y, scaled to the norm of the worst case.", "",
			func() { v.ChoosePerturbation(false, true) }),
	}
	v.Scroll = container.NewHScroll(v.grid)
	v.object = container.NewStack(v.Scroll, v.Empty)
	v.Numbers = newNumbers(v)
	return v
}

// newChoice is a button that switches all rows to another perturbation.
func (v *View) newChoice(text, sentence, key string, do func()) *form.Button {
	b := form.NewSmallButton(text, nil, form.Tip{Name: model.Capital(text), Sentence: sentence, Detail: key}, v.frame.Tips, do)
	b.Style = form.Caption
	return b
}

// ChoosePerturbation shows Gaussian noise in all rows, or the singular vector, or else what
// the search has found.
func (v *View) ChoosePerturbation(noise, singular bool) {
	v.perturbation.Noise, v.perturbation.Singular = noise, singular
	v.Show()
	v.frame.Profiled()
}

// SetMagnified shows r so many times as large.
func (v *View) SetMagnified(times float64) {
	v.perturbation.Magnified = max(model.MinMagnified, min(model.MaxMagnified, times))
	v.Show()
	v.open.Catalogue.Prune()
}

// choose shows another attack.
func (v *View) choose(name string) {
	if name != v.perturbation.Chosen {
		v.perturbation.Chosen = name
		if a := v.perturbation.Current(); a != nil {
			v.perturbation.Attack = a.Section
		}
		v.Show()
		v.frame.Chosen()
	}
}

// Show draws the view anew.
func (v *View) Show() {
	if !v.frame.Shown(v.Name()) {
		return
	}
	v.perturbation.Seen = true
	v.invite()
	v.match()
	s := v.perturbation.Shown()
	v.Info.show(s)
	for i, h := range v.heads {
		v.showHead(h, i, s)
	}
	v.showRows(s)
	v.Numbers.show(s)
	v.grid.Refresh()
}

func (v *View) showRows(s model.Stability) {
	for r := range v.Rows {
		v.showRow(model.StabilityRow(r), s)
	}
}

// invite shows what to do where there is no attack yet.
func (v *View) invite() {
	m := viewer.Message{
		Text: "How far can these reconstructions be trusted?",
		Remedy: "An attack searches the perturbation of the samples that changes a reconstruction most. " +
			"All reconstructors are shown it, beside Gaussian noise of equal norm.",
		Actions: []viewer.Action{{Label: "Find a worst case", Do: v.open.Attacks.Add}},
	}
	text := m.Text
	if len(v.open.Control.Recipe().Attacks) > 0 || v.perturbation.Current() != nil {
		text = ""
	}
	form.SetVisible(v.Scroll, text == "")
	form.SetVisible(v.Empty, text != "")
	if text == v.invited {
		return
	}
	v.invited = text
	v.Empty.Objects = nil
	if text != "" {
		v.Empty.Objects = []fyne.CanvasObject{viewer.NewMessage(m)}
	}
	v.Empty.Refresh()
}

// match makes panes for the columns that there are now.
func (v *View) match() {
	names := []string{""}
	for _, t := range v.perturbation.Columns() {
		names = append(names, t.Name)
	}
	if slices.Equal(names, v.ColumnNames) {
		return
	}
	v.ColumnNames = names
	for len(v.heads) < len(names) {
		v.heads = append(v.heads, newColumnHead())
	}
	v.heads = v.heads[:len(names)]
	for i, r := range v.Rows {
		for len(r.Panes) < len(names) {
			r.Panes = append(r.Panes, v.newPane(model.StabilityRow(i), len(r.Panes)))
		}
		for _, p := range r.Panes[len(names):] {
			p.Close()
		}
		r.Panes = slices.Delete(r.Panes, len(names), len(r.Panes)) // and holds them no more
		r.Bar.SetPanes(r.scaled())
	}
	if !slices.Contains(v.Panes(), v.Focus) {
		v.Focus = v.Rows[model.PerturbedRow].Panes[len(names)-1]
	}
	v.layout.collect()
}

// scaled are the panes whose scale the bar of the row is for: all but that of e.
func (r *gridRow) scaled() []*viewer.Pane {
	if r.Bar.Scale() == model.ResidualScale {
		return r.Panes[1:]
	}
	return r.Panes
}

func (v *View) newPane(row model.StabilityRow, column int) *viewer.Pane {
	p := viewer.NewPane(v.open.Group)
	p.Bare, p.Barless = true, true
	v.frame.Watch(p)
	p.OnFocus = func() {
		v.Focus = p
		v.frame.Focused()
	}
	if row == model.DifferenceRow && column == 0 {
		p.OnMenu = func(at fyne.Position) { v.frame.PopUp(v.perturbationMenu(), at) }
	}
	return p
}

// perturbationMenu chooses how the perturbation is shown.
func (v *View) perturbationMenu() *fyne.Menu {
	item := func(label string, spectral bool) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() {
			v.perturbation.Spectral = spectral
			v.Show()
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

// Panes are all of the grid.
func (v *View) Panes() []*viewer.Pane {
	var list []*viewer.Pane
	for _, r := range v.Rows {
		list = append(list, r.Panes...)
	}
	return list
}

// Leave lets go of the pictures.
func (v *View) Leave() {
	v.perturbation.Seen = false
	for _, p := range v.Panes() {
		p.SetPicture(nil)
	}
	v.Numbers.reports.release()
}

// Recolour takes the colours of the theme.
func (v *View) Recolour() {
	v.Numbers.recolour()
	p := look.Current()
	for _, r := range v.Rows {
		r.ground.FillColor = p.Panel
		form.Restyle(r.title, form.Strong)
		form.Restyle(r.Symbol, form.Caption)
	}
	for _, h := range v.heads {
		form.Restyle(h.name, form.Strong)
		form.Restyle(h.facts, form.Caption)
	}
	v.Info.recolour()
	v.invited = "-"
	v.Show()
}

// Commands are those of the view.
func (v *View) Commands() []command.Command {
	inLab := func() bool { return v.frame.Shown(v.Name()) }
	return []command.Command{
		{
			ID: "gaussian", Name: "Worst case or Gaussian noise", Menu: "Run", Line: true, Keys: []command.Key{command.Letter('G')},
			Sentence: "Shows Gaussian noise of equal norm in place of the worst case, in the view Stability.",
			Do:       func() { v.ChoosePerturbation(!v.perturbation.Noise, false) }, Enabled: inLab, Checked: func() bool { return v.perturbation.Noise },
		},
		{
			ID: "singular", Name: "Worst case or singular vector", Menu: "Run",
			Sentence: "Shows the vector of the largest singular value, scaled to the norm of the worst case, in the view Stability.",
			Do:       func() { v.ChoosePerturbation(false, !v.perturbation.Singular) },
			Enabled:  func() bool { return inLab() && v.perturbation.Local(v.perturbation.Found()) != nil }, Checked: func() bool { return v.perturbation.Singular },
		},
		{
			ID: "spectral", Name: "The perturbation in the spectrum", Menu: "Run",
			Sentence: "Shows e among the samples in place of r, in the view Stability.",
			Do: func() {
				v.perturbation.Spectral = !v.perturbation.Spectral
				v.Show()
			}, Enabled: inLab, Checked: func() bool { return v.perturbation.Spectral },
		},
	}
}

// Name is part of view.View.
func (v *View) Name() string { return "Stability" }

// Sentence is part of view.View.
func (v *View) Sentence() string {
	return "A worst-case perturbation beside Gaussian noise, for all reconstructors."
}

// Centre is part of view.View.
func (v *View) Centre() fyne.CanvasObject { return v.object }

// Side is the tab with the numbers.
func (v *View) Side() fyne.CanvasObject { return v.Numbers.object }

// Cards are those of the attacks and of the questions.
func (v *View) Cards() []string { return []string{"attack", "question"} }

// Focused is the pane that keys act on; nil before the view is shown for the first time.
func (v *View) Focused() *viewer.Pane { return v.Focus }

// Play plays growing norms, or pauses.
func (v *View) Play() { v.Numbers.Player.toggle(v.Numbers.Player.norms) }

// CanPlay says whether there is an attack to play.
func (v *View) CanPlay() bool { return v.Numbers.Player.attack() != nil }

// StopPlaying goes back to what was found.
func (v *View) StopPlaying() bool {
	if v.open.Control.Trial() == nil {
		return false
	}
	v.Numbers.Player.Stop()
	return true
}

// Plots are those of the tab.
func (v *View) Plots() []export.Plot { return v.Numbers.plots() }
