package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/recipe"
	"firenet/recon/result"
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

	attack    string // section of the recipe whose card is open; empty: the first one
	chosen    string // name of the attack that is shown; empty: the first one of the section
	noise     bool   // Gaussian noise of equal norm in place of the worst case
	singular  bool   // the singular vector in its place, where there is one
	spectral  bool   // e in the spectrum in place of r
	magnified float64
	focused   *viewer.Pane
	narrow    bool // there is little room below a picture
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
	v := &lab{w: w, magnified: model.DefaultMagnified, grid: container.NewWithoutLayout(), empty: container.NewStack()}
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
	b := form.NewSmallButton(text, nil, form.Tip{Name: capital(text), Sentence: sentence, Detail: key}, v.w.tips, do)
	b.Style = form.Caption
	return b
}

// choosePerturbation shows Gaussian noise in all rows, or the singular vector, or else what
// the search has found.
func (v *lab) choosePerturbation(noise, singular bool) {
	v.noise, v.singular = noise, singular
	v.show()
	v.w.side.showProfile()
}

func (v *lab) setMagnified(times float64) {
	v.magnified = max(model.MinMagnified, min(model.MaxMagnified, times))
	v.show()
	v.w.prune()
}

// choose shows another attack.
func (v *lab) choose(name string) {
	if name != v.chosen {
		v.chosen = name
		if a := v.current(); a != nil {
			v.attack = a.Section
		}
		v.show()
		v.w.left.show()
	}
}

// current is the attack that is shown, nil if there is none.
func (v *lab) current() *control.Attack {
	list := v.w.control.Attacks()
	if i := slices.IndexFunc(list, func(a *control.Attack) bool { return a.Name == v.chosen }); i >= 0 {
		return list[i]
	}
	section := v.section()
	if i := slices.IndexFunc(list, func(a *control.Attack) bool { return a.Section == section }); i >= 0 {
		return list[i]
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// section is the attack of the recipe whose card is open, empty if there is none.
func (v *lab) section() string {
	list := v.w.control.Recipe().Attacks
	if slices.ContainsFunc(list, func(a recipe.AttackSection) bool { return a.Name == v.attack }) {
		return v.attack
	}
	if len(list) == 0 {
		return ""
	}
	return list[0].Name
}

// asks says whether the attack of the recipe that is shown asks for a noise curve, or for the
// largest singular value, by the key that does.
func (v *lab) asks(key string) bool {
	for _, a := range v.w.control.Recipe().Attacks {
		if a.Name == v.section() {
			return a.Values.Int(key) > 0 || len(a.Values.Numbers(key)) > 0
		}
	}
	return false
}

// columns are the reconstructors that are shown.
func (v *lab) columns() []*control.Track {
	var list []*control.Track
	for _, t := range v.w.control.Tracks() {
		if !v.w.hidden[t.Name] {
			list = append(list, t)
		}
	}
	return list
}

// shown is what the view shows of the attack, without toolkit.
func (v *lab) shown() model.Stability { return v.shownFor(v.columns()) }

// shownFor is the same for given columns.
func (v *lab) shownFor(columns []*control.Track) model.Stability {
	s := model.Stability{Noise: v.noise, Magnified: v.magnified, Spectral: v.spectral}
	d := v.w.control.Data()
	if d != nil {
		s.Truth, s.Mask = d.Truth, d.Mask
	}
	if found := v.found(); found != nil {
		s.Attack, s.For = found, v.current().Target
		if l := v.local(found); v.singular && l != nil {
			s.Attack, s.Singular = l, true
		}
	}
	for _, t := range columns {
		c := model.Tested{Name: t.Name}
		if t.Picture != nil {
			c.Clean = t.Picture.Image
		}
		if t.Output != nil {
			c.Metrics = t.Output.Metrics
		}
		if i := slices.Index(v.w.control.Tracks(), t); s.Attack != nil {
			c.Target = s.Attack.Target == i
			if i < len(s.Attack.Exposed) {
				c.Exposed = s.Attack.Exposed[i]
			}
		}
		s.Tested = append(s.Tested, c)
	}
	return s
}

// found is what the search has found, or what of it is tried out; nil: nothing yet.
func (v *lab) found() *result.AttackOutput {
	a, d := v.current(), v.w.control.Data()
	if d == nil || a == nil || a.Output == nil || a.Output.Samples == nil || a.Output.Samples.Shape != d.Shape() {
		return nil
	}
	if t := v.w.control.Trial(); t != nil && t.Attack == a.Name {
		return t.Output
	}
	return a.Output
}

// local is the same with the singular vector in its place; nil where there is none, and
// while something is tried out.
func (v *lab) local(found *result.AttackOutput) *result.AttackOutput {
	if found == nil || v.w.control.Trial() != nil {
		return nil
	}
	return found.Local()
}

// show draws the view anew.
func (v *lab) show() {
	if v.w.view != labName {
		return
	}
	v.invite()
	v.match()
	s := v.shown()
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
		Actions: []viewer.Action{{Label: "Find a worst case", Do: v.w.addAttack}},
	}
	text := m.Text
	if len(v.w.control.Recipe().Attacks) > 0 || v.current() != nil {
		text = ""
	}
	show(v.scroll, text == "")
	show(v.empty, text != "")
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
	for _, t := range v.columns() {
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
	p.OnKey, p.OnRune, p.OnKeyDown, p.OnKeyUp = v.w.typedKey, v.w.typedRune, v.w.keyDown, v.w.keyUp
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
			v.spectral = spectral
			v.show()
		})
		i.Checked = v.spectral == spectral
		return i
	}
	r := item("r in the image, magnified", false)
	if a := v.current(); a == nil || a.Output == nil || a.Output.Image == nil {
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
func (w *Window) labCommands() []command {
	inLab := func() bool { return w.view == labName }
	return []command{
		{
			id: "gaussian", name: "Worst case or Gaussian noise", menu: "Run", line: true, keys: []key{letter('G')},
			sentence: "Shows Gaussian noise of equal norm in place of the worst case, in the view Stability.",
			do:       func() { w.lab.choosePerturbation(!w.lab.noise, false) }, enabled: inLab, checked: func() bool { return w.lab.noise },
		},
		{
			id: "singular", name: "Worst case or singular vector", menu: "Run",
			sentence: "Shows the vector of the largest singular value, scaled to the norm of the worst case, in the view Stability.",
			do:       func() { w.lab.choosePerturbation(false, !w.lab.singular) },
			enabled:  func() bool { return inLab() && w.lab.local(w.lab.found()) != nil }, checked: func() bool { return w.lab.singular },
		},
		{
			id: "spectral", name: "The perturbation in the spectrum", menu: "Run",
			sentence: "Shows e among the samples in place of r, in the view Stability.",
			do: func() {
				w.lab.spectral = !w.lab.spectral
				w.lab.show()
			}, enabled: inLab, checked: func() bool { return w.lab.spectral },
		},
	}
}
