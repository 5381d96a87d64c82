package gui

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

// labSide is the tab Stability of the right column: the numbers of the perturbation, the
// curves, and the tables.
type labSide struct {
	w      *Window
	object *container.Scroll
	rows   *fyne.Container

	magnified *form.Form
	noise     *plots.NoiseCurve
	axes      *form.Button
	search    *plots.Search
	quantity  *form.Button
	player    *labPlayer
	transfer  *plots.Transfer
	tradeoff  *plots.Tradeoff
	visible   *plots.Visibility
	asks      map[string]*form.Button // by what they ask for

	written string // what the rows say: they are made anew when it changes
}

// Heights of the plots.
const (
	noiseHeight    = 252
	searchHeight   = 140
	tradeoffHeight = 224
	visibleHeight  = 190
)

// magnifiedKey is the key of the field of the magnification.
const magnifiedKey = "magnified"

func newLabSide(w *Window) *labSide {
	s := &labSide{
		w: w, noise: plots.NewNoiseCurve(), search: plots.NewSearch(), transfer: plots.NewTransfer(),
		tradeoff: plots.NewTradeoff(), visible: plots.NewVisibility(), asks: map[string]*form.Button{},
	}
	magnify := func(_ string, v any) {
		if times, ok := v.(float64); ok {
			w.lab.setMagnified(times)
		}
	}
	s.magnified = form.NewForm(form.Host{Set: magnify, Slide: magnify, Tips: w.tips})
	s.axes = form.NewSmallButton("linear", nil, form.Tip{Name: "Axes", Sentence: "Linear, or both logarithmic."}, w.tips, func() {
		s.setLog(!s.noise.Log())
	})
	s.quantity = form.NewSmallButton(plots.Amplified.String(), nil, form.Tip{Name: "What is plotted", Sentence: "Amplification, objective, change of the reconstruction, or norm."}, w.tips, func() { w.popUp(s.quantityMenu(), s.quantity) })
	for _, a := range []struct {
		id, text, sentence string
		do                 func()
	}{
		{"norms", "Add growing norms", "Attacks the target anew at seven norms from 0.005 to 0.1, beside Gaussian noise of each.", w.attacks.AddNorms},
		{"singular", "Add power iterations", "Computes the largest singular value of the derivative at y: the local worst case.", w.attacks.AddSingular},
		{"all", "Attack each in turn", "An attack on every reconstructor; each perturbation is shown to all.", w.attacks.AddAll},
		{"depths", "FIRENET, p 1 to 100", "Puts FIRENETs of growing depth beside one another and attacks each.", w.attacks.AddSeries},
		{"see", "Can you see it?", "Inserts a detail with falling contrast and asks which reconstructor still shows it.", w.attacks.AddVisibility},
	} {
		s.asks[a.id] = form.NewSmallButton(a.text, nil, form.Tip{Name: a.text, Sentence: a.sentence}, w.tips, a.do)
	}
	s.player = newLabPlayer(w)
	s.rows = container.New(form.Stack{Gap: 8})
	s.object = container.NewVScroll(container.New(labMargins{}, s.rows))
	return s
}

// setLog chooses linear axes for the noise curve, or logarithmic ones.
func (s *labSide) setLog(on bool) {
	s.noise.SetLog(on)
	s.axes.SetText(map[bool]string{false: "linear", true: "log-log"}[on])
}

// labMargins leaves room for the bar of the scrolling at the right.
type labMargins struct{}

// Layout is part of fyne.Layout.
func (labMargins) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(4, 4))
	o[0].Resize(fyne.NewSize(max(0, s.Width-14), max(0, s.Height-8)))
}

// MinSize is part of fyne.Layout.
func (labMargins) MinSize(o []fyne.CanvasObject) fyne.Size {
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
func (s *labSide) quantityMenu() *fyne.Menu {
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
func (s *labSide) show(v model.Stability) {
	for _, id := range []string{"norms", "singular"} {
		s.asks[id].SetEnabled(s.w.catalogue.Perturbation.Section() != "")
	}
	s.magnified.SetFields([]form.Field{magnifiedField(s.w.catalogue.Perturbation.Magnified)}, nil)
	s.showSearch(v)
	s.showNoise()
	s.player.show()
	result := s.w.control.Result()
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
func (s *labSide) wording(v model.Stability, r *result.Result) string {
	text := fmt.Sprint(v.Comparisons(v.Target()), s.budget(v), v.Singular, s.w.catalogue.Perturbation.Asks("norms"), s.w.catalogue.Perturbation.Asks("singular"), s.w.control.Status().State, s.w.lab.names, s.noiseLines() != nil)
	if v.Attack != nil {
		text += fmt.Sprint(v.Attack.Name, model.SingularStatement(v.Attack.Singular), v.Attack.Singular != nil)
	}
	if r != nil {
		text += fmt.Sprint(len(r.Transfer().Rows), len(model.Tradeoffs(r)), r.Visibility)
	}
	return text
}

// budget is what the search has cost. A step of it, or another norm, has not been held
// against Gaussian noise.
func (s *labSide) budget(v model.Stability) string {
	switch {
	case v.Attack == nil:
		return ""
	case s.w.control.Trial() != nil && s.w.control.Trial().Point > 0:
		return "Each norm of the noise curve is a search of its own, beside Gaussian noise of that norm."
	case s.w.control.Trial() != nil:
		return model.Budget(v.Attack, -1) + "\nGaussian noise belongs to what was found: Esc."
	}
	if v.Singular {
		return model.SingularBudget(v.Attack)
	}
	if a := s.w.catalogue.Perturbation.Current(); a != nil && a.Phase == control.Active {
		return model.Budget(v.Attack, -1) + "\nGaussian noise of equal norm follows."
	}
	return model.Budget(v.Attack, v.Attack.Target)
}

// sections are the parts of the tab from top to bottom.
func (s *labSide) sections(v model.Stability, r *result.Result) []fyne.CanvasObject {
	list := s.numbers(v)
	list = append(list, form.Rule(), s.heading("Noise curve", s.axes))
	if s.noiseLines() != nil {
		list = append(list, form.Fixed(s.noise, noiseHeight), caption("Each norm is attacked anew. Bars: 95 % of the Gaussian draws."))
	} else {
		list = append(list, s.askOrWait("norms", s.w.catalogue.Perturbation.Asks("norms")))
	}
	list = append(list, form.Rule(), s.heading("Search", s.quantity), form.Fixed(s.search, searchHeight), s.player.object)
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
		if off := offAxes(r, s.w.catalogue.ShortNames()); off != "" {
			list = append(list, caption(model.Capital(off)+"."))
		}
	}
	list = append(list, s.ask("depths"), form.Rule())
	return append(list, s.visibility(r)...)
}

// numbers compare the worst case with Gaussian noise of equal norm.
func (s *labSide) numbers(v model.Stability) []fyne.CanvasObject {
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
func (s *labSide) singular(v model.Stability) []fyne.CanvasObject {
	list := []fyne.CanvasObject{form.Rule()}
	if v.Attack == nil || v.Attack.Singular == nil {
		return append(list, s.heading("Largest singular value"), s.askOrWait("singular", s.w.catalogue.Perturbation.Asks("singular")))
	}
	value := form.NewText(model.Sig(v.Attack.Singular.Value), form.Value)
	return append(list, s.heading("Largest singular value", value), caption(model.SingularStatement(v.Attack.Singular)))
}

// showSearch draws how the search climbed.
func (s *labSide) showSearch(v model.Stability) {
	state := plots.SearchState{At: -1, Gaussian: math.NaN()}
	if a := s.w.catalogue.Perturbation.Current(); a != nil {
		state.Steps, state.Slot = a.Steps, s.w.catalogue.SlotOf(a.Target)
		if a.Restarts > 0 {
			state.Budget = a.All / a.Restarts
		}
	}
	if o := v.Attack; o != nil {
		if len(state.Steps) == 0 {
			state.Steps = o.Steps
		}
		state.Best, state.Kept = o.Best, o.Last.Amplification
		if t := s.w.control.Trial(); t != nil && isStep(t) {
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
func (s *labSide) noiseLines() []plots.NoiseLine {
	var list []plots.NoiseLine
	names := s.w.catalogue.ShortNames()
	for _, a := range s.w.control.Attacks() {
		o := a.Output
		if o == nil || len(o.Curve) == 0 || s.w.catalogue.Hidden[a.Target] {
			continue
		}
		l := plots.NoiseLine{Name: a.Target, Slot: s.w.catalogue.SlotOf(a.Target), Clean: math.NaN(), Points: o.Curve}
		if o.Target < len(names) {
			l.Name = names[o.Target]
		}
		if t := s.w.control.Track(a.Target); t != nil && t.Output != nil && t.Output.Metrics != nil {
			l.Clean = t.Output.Metrics.RelativeL2
		}
		list = append(list, l)
	}
	return list
}

func (s *labSide) showNoise() {
	mark := 0.0
	if a := s.w.catalogue.Perturbation.Shown().Attack; a != nil {
		mark = a.Relative
	}
	s.noise.SetLines(s.noiseLines(), mark)
}

// heading is the title of a section; what stands at its right is muted or acts.
func (s *labSide) heading(title string, right ...fyne.CanvasObject) fyne.CanvasObject {
	head := form.NewText(title, form.Strong)
	return container.New(&form.Line{Left: []fyne.CanvasObject{head}, Right: right, Gap: 8}, append([]fyne.CanvasObject{head}, right...)...)
}

// ask is the button for something that has not been asked for.
func (s *labSide) ask(id string) fyne.CanvasObject {
	button := s.asks[id]
	return container.New(&form.Line{Left: []fyne.CanvasObject{button}}, button)
}

// askOrWait is the same, or where it has been asked for says so.
func (s *labSide) askOrWait(id string, asked bool) fyne.CanvasObject {
	switch {
	case !asked:
		return s.ask(id)
	case s.w.control.Status().State == control.Running:
		return caption("Asked for: it follows the search.")
	}
	return caption("Asked for, and not computed yet: Run (F5).")
}

func note(text string) fyne.CanvasObject    { return form.NewText(text, form.Caption) }
func caption(text string) fyne.CanvasObject { return form.NewParagraph(text, form.Caption) }

// recolour takes the colours of the theme.
func (s *labSide) recolour() { s.written = "" }
