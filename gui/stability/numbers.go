package stability

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/parameter"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// numbers is the tab Stability of the right column: the numbers of the perturbation, the
// curves, and the tables.
type numbers struct {
	view   *View
	object *container.Scroll
	rows   *fyne.Container

	magnified *form.Form
	Noise     *plots.NoiseCurve
	Axes      *form.Button
	search    *plots.Search
	quantity  *form.Button
	Player    *player
	transfer  *plots.Transfer
	tradeoff  *plots.Tradeoff
	reports   *reports
	Asks      map[string]*form.Button // by what they ask for

	written string // what the rows say: they are made anew when it changes
}

// Heights of the plots.
const (
	NoiseHeight    = 252
	searchHeight   = 140
	tradeoffHeight = 224
)

// magnifiedKey is the key of the field of the magnification.
const magnifiedKey = "magnified"

func newNumbers(v *View) *numbers {
	s := &numbers{
		view: v, Noise: plots.NewNoiseCurve(), search: plots.NewSearch(), transfer: plots.NewTransfer(),
		tradeoff: plots.NewTradeoff(), reports: newReports(v), Asks: map[string]*form.Button{},
	}
	magnify := func(_ string, value any) {
		if times, ok := value.(float64); ok {
			v.SetMagnified(times)
		}
	}
	s.magnified = form.NewForm(form.Host{Set: magnify, Slide: magnify, Tips: v.frame.Tips})
	s.Axes = form.NewSmallButton("linear", nil, form.Tip{Name: "Axes", Sentence: "Linear, or both logarithmic."}, v.frame.Tips, func() {
		s.SetLog(!s.Noise.Log())
	})
	s.quantity = form.NewSmallButton(plots.Amplified.String(), nil, form.Tip{Name: "What is plotted", Sentence: "Amplification, objective, change of the reconstruction, or norm."}, v.frame.Tips, func() { v.frame.Below(s.quantityMenu(), s.quantity) })
	for _, a := range []struct {
		id, text, sentence string
		do                 func()
	}{
		{"norms", "Add growing norms", "Attacks the target anew at seven norms from 0.005 to 0.1, beside Gaussian noise of each.", v.open.Attacks.AddNorms},
		{"singular", "Add power iterations", "Computes the largest singular value of the derivative at y: the local worst case.", v.open.Attacks.AddSingular},
		{"all", "Attack each in turn", "An attack on every reconstructor; each perturbation is shown to all.", v.open.Attacks.AddAll},
		{"depths", "FIRENET, p 1 to 100", "Puts FIRENETs of growing depth beside one another and attacks each.", v.open.Attacks.AddSeries},
	} {
		s.Asks[a.id] = form.NewSmallButton(a.text, nil, form.Tip{Name: a.text, Sentence: a.sentence}, v.frame.Tips, a.do)
	}
	s.Player = newPlayer(v)
	s.rows = container.New(form.Stack{Gap: 8})
	s.object = container.NewVScroll(container.New(margins{}, s.rows))
	return s
}

// SetLog chooses linear axes for the noise curve, or logarithmic ones.
func (s *numbers) SetLog(on bool) {
	s.Noise.SetLog(on)
	s.Axes.SetText(map[bool]string{false: "linear", true: "log-log"}[on])
}

// margins leaves room for the bar of the scrolling at the right.
type margins struct{}

// Layout is part of fyne.Layout.
func (margins) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(4, 4))
	o[0].Resize(fyne.NewSize(max(0, s.Width-14), max(0, s.Height-8)))
}

// MinSize is part of fyne.Layout.
func (margins) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(14, 8)
}

// magnifiedField describes the slider.
func magnifiedField(times float64) form.Field {
	return form.Field{Key: magnifiedKey, Value: times, Parameter: parameter.Parameter{
		Key: magnifiedKey, Name: "Magnified", Symbol: "×", Kind: parameter.Real, Scale: parameter.Log,
		Min: model.MinMagnified, Max: model.MaxMagnified, Default: float64(model.DefaultMagnified),
		Help: "How many times r is shown. It changes the picture of r only, and is written on it.",
	}}
}

// quantityMenu chooses what is plotted over the steps.
func (s *numbers) quantityMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	for _, q := range []plots.SearchQuantity{plots.Amplified, plots.Climbed, plots.Displaced, plots.NormFound} {
		item := fyne.NewMenuItem(q.String(), func() {
			s.search.SetQuantity(q)
			s.quantity.SetText(q.String())
			s.rows.Refresh()
		})
		item.Checked = q == s.search.Quantity()
		items = append(items, item)
	}
	return fyne.NewMenu("", items...)
}

// show draws the tab anew. Texts and sections are made again only when they say something
// else.
func (s *numbers) show(v model.Stability) {
	for _, id := range []string{"norms", "singular"} {
		s.Asks[id].SetEnabled(s.view.perturbation.Section() != "")
	}
	s.magnified.SetFields([]form.Field{magnifiedField(s.view.perturbation.Magnified)}, nil)
	s.showSearch(v)
	s.showNoise()
	s.Player.show()
	s.reports.show()
	result := s.view.open.Control.Result()
	if result != nil {
		s.showTables(result)
	}
	if written := s.wording(v, result); written != s.written {
		s.written = written
		s.rows.Objects = s.sections(v, result)
		s.rows.Refresh()
		s.object.Refresh()
	}
}

// wording is everything that the texts say.
func (s *numbers) wording(v model.Stability, r *result.Result) string {
	text := fmt.Sprint(v.Comparisons(v.Target()), s.budget(v), v.Singular, s.view.perturbation.Asks("norms"), s.view.perturbation.Asks("singular"), s.view.open.Control.Status().State, s.view.ColumnNames, s.noiseLines() != nil)
	if v.Attack != nil {
		text += fmt.Sprint(v.Attack.Name, model.SingularStatement(v.Attack.Singular), v.Attack.Singular != nil)
	}
	if r != nil {
		text += fmt.Sprint(len(r.Transfer().Rows), len(model.Tradeoffs(r)))
	}
	return text + s.reports.wording()
}

// budget is what the search has cost. A step of it, or another norm, has not been held
// against Gaussian noise.
func (s *numbers) budget(v model.Stability) string {
	switch {
	case v.Attack == nil:
		return ""
	case s.view.open.Control.Trial() != nil && s.view.open.Control.Trial().Point > 0:
		return "Each norm of the noise curve is a search of its own, beside Gaussian noise of that norm."
	case s.view.open.Control.Trial() != nil:
		return model.Budget(v.Attack, -1) + "\nGaussian noise belongs to what was found: Esc."
	}
	if v.Singular {
		return model.SingularBudget(v.Attack)
	}
	if a := s.view.perturbation.Current(); a != nil && a.Phase == control.Active {
		return model.Budget(v.Attack, -1) + "\nGaussian noise of equal norm follows."
	}
	return model.Budget(v.Attack, v.Attack.Target)
}

// sections are the parts of the tab from top to bottom.
func (s *numbers) sections(v model.Stability, r *result.Result) []fyne.CanvasObject {
	list := s.numbers(v)
	list = append(list, form.Rule(), s.heading("Noise curve", s.Axes))
	if s.noiseLines() != nil {
		list = append(list, form.Fixed(s.Noise, NoiseHeight), caption("Each norm is attacked anew. Bars: 95 % of the Gaussian draws."))
	} else {
		list = append(list, s.AskOrWait("norms", s.view.perturbation.Asks("norms")))
	}
	list = append(list, form.Rule(), s.heading("Search", s.quantity), form.Fixed(s.search, searchHeight), s.Player.object)
	list = append(list, s.singular(v)...)
	list = append(list, form.Rule(), s.heading("Transfer", note("amplification")))
	if r != nil && len(r.Transfer().Rows) > 0 {
		list = append(list, form.Fixed(s.transfer, s.transfer.Height()), caption("Rows: found for the one with a border. Columns: shown to."))
	}
	list = append(list, s.ask("all"))
	list = append(list, form.Rule(), s.heading("Accuracy against stability"))
	if r != nil && len(model.Tradeoffs(r)) > 0 {
		list = append(list, form.Fixed(s.tradeoff, tradeoffHeight),
			caption("Up: the largest amplification found for it. Bar below: Gaussian noise of equal norm. Down and left is better."))
		if off := OffAxes(r, s.view.open.Catalogue.ShortNames()); off != "" {
			list = append(list, caption(model.Capital(off)+"."))
		}
	}
	list = append(list, s.ask("depths"))
	return append(list, s.reports.sections()...)
}

// numbers compare the worst case with Gaussian noise of equal norm.
func (s *numbers) numbers(v model.Stability) []fyne.CanvasObject {
	found := ""
	if v.Attack != nil {
		found = "found for " + v.For
		switch {
		case v.Singular:
			found = "singular vector"
		case v.Attack.Kind == stability.Random:
			found = "at random"
		}
	}
	list := []fyne.CanvasObject{s.heading("Perturbation", note(form.Fit(found, form.Caption, 130))), s.magnified}
	rows := v.Comparisons(v.Target())
	if len(rows) == 0 {
		return append(list, caption("Nothing has been shown to the target yet."))
	}
	shown := "worst case"
	if v.Singular {
		shown = "singular"
	}
	list = append(list, comparison(model.Comparison{Worst: shown, Gaussian: "Gaussian"}, form.Caption), form.Rule())
	for _, c := range rows {
		list = append(list, comparison(c, form.Value))
	}
	return append(list, form.Rule(), caption(s.budget(v)))
}

// comparison is a row of the table.
func comparison(c model.Comparison, st form.Style) fyne.CanvasObject {
	worst, noise := form.NewText(c.Worst, st), form.NewText(c.Gaussian, st)
	if c.Alarm {
		form.Restyle(worst, form.Style{Role: theme.ColorNameError, Size: st.Size, Bold: st.Bold})
	}
	name := form.NewText(c.Name, form.Caption)
	for _, t := range []*canvas.Text{worst, noise} {
		t.Alignment = fyne.TextAlignTrailing
	}
	return container.New(comparisonLayout{}, name, worst, noise)
}

// comparisonLayout puts a name and two columns of numbers into a line.
type comparisonLayout struct{}

// Layout is part of fyne.Layout.
func (comparisonLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const column = 60
	for i, c := range o {
		m := c.MinSize()
		x, w := float32(0), m.Width
		if i > 0 {
			x, w = s.Width-column*float32(len(o)-i), column
		}
		c.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		c.Resize(fyne.NewSize(w, m.Height))
	}
}

// MinSize is part of fyne.Layout.
func (comparisonLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 14) }

// singular is the local worst case, where it was asked for.
func (s *numbers) singular(v model.Stability) []fyne.CanvasObject {
	list := []fyne.CanvasObject{form.Rule()}
	if v.Attack == nil || v.Attack.Singular == nil {
		return append(list, s.heading("Largest singular value"), s.AskOrWait("singular", s.view.perturbation.Asks("singular")))
	}
	value := form.NewText(model.Sig(v.Attack.Singular.Value), form.Value)
	return append(list, s.heading("Largest singular value", value), caption(model.SingularStatement(v.Attack.Singular)))
}

// showSearch draws how the search climbed.
func (s *numbers) showSearch(v model.Stability) {
	state := plots.SearchState{At: -1, Gaussian: math.NaN()}
	if a := s.view.perturbation.Current(); a != nil {
		state.Steps, state.Slot = a.Steps, s.view.open.Catalogue.SlotOf(a.Target)
		if a.Restarts > 0 {
			state.Budget = a.All / a.Restarts
		}
	}
	if o := v.Attack; o != nil {
		if len(state.Steps) == 0 {
			state.Steps = o.Steps
		}
		state.Best, state.Kept = o.Best, o.Last.Amplification
		if t := s.view.open.Control.Trial(); t != nil && isStep(t) {
			state.At = t.Step
		}
		if i := v.Target(); i >= 0 && v.Tested[i].Exposed != nil && v.Tested[i].Exposed.Gaussian != nil {
			state.Gaussian = v.Tested[i].Exposed.Gaussian.Amplification.Mean
		}
	}
	s.search.SetState(state)
}

// noiseLines are the curves of growing norms, one for each reconstructor that has been
// attacked so.
func (s *numbers) noiseLines() []plots.NoiseLine {
	var list []plots.NoiseLine
	names := s.view.open.Catalogue.ShortNames()
	for _, a := range s.view.open.Control.Attacks() {
		o := a.Output
		if o == nil || len(o.Curve) == 0 || s.view.open.Catalogue.Hidden[a.Target] {
			continue
		}
		l := plots.NoiseLine{Name: a.Target, Slot: s.view.open.Catalogue.SlotOf(a.Target), Clean: math.NaN(), Points: o.Curve}
		if o.Target < len(names) {
			l.Name = names[o.Target]
		}
		if t := s.view.open.Control.Track(a.Target); t != nil && t.Output != nil && t.Output.Metrics != nil {
			l.Clean = t.Output.Metrics.RelativeL2
		}
		list = append(list, l)
	}
	return list
}

func (s *numbers) showNoise() {
	mark := 0.0
	if a := s.view.perturbation.Shown().Attack; a != nil {
		mark = a.Relative
	}
	s.Noise.SetLines(s.noiseLines(), mark)
}

// heading is the title of a section; what stands at its right is muted or acts.
func (s *numbers) heading(title string, right ...fyne.CanvasObject) fyne.CanvasObject {
	head := form.NewText(title, form.Strong)
	return container.New(&form.Line{Left: []fyne.CanvasObject{head}, Right: right, Gap: 8}, append([]fyne.CanvasObject{head}, right...)...)
}

// ask is the button for something that has not been asked for.
func (s *numbers) ask(id string) fyne.CanvasObject {
	button := s.Asks[id]
	return container.New(&form.Line{Left: []fyne.CanvasObject{button}}, button)
}

// AskOrWait is the same, or where it has been asked for says so.
func (s *numbers) AskOrWait(id string, asked bool) fyne.CanvasObject {
	switch {
	case !asked:
		return s.ask(id)
	case s.view.open.Control.Status().State == control.Running:
		return caption("Asked for: it follows the search.")
	}
	return caption("Asked for, and not computed yet: Run (F5).")
}

func note(text string) fyne.CanvasObject    { return form.NewText(text, form.Caption) }
func caption(text string) fyne.CanvasObject { return form.NewParagraph(text, form.Caption) }

// recolour takes the colours of the theme.
func (s *numbers) recolour() { s.written = "" }
