package gui

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/stability"
	"firenet/recon/parameter"
	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

func TestStabilityShowsTheWorstCaseBesideNoise(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	v := h.lab
	if len(v.ColumnNames) != 3 || v.ColumnNames[2] != "FIRENET" || len(v.Panes()) != 9 {
		t.Fatalf("columns %q, %d panes", v.ColumnNames, len(v.Panes()))
	}
	for i, p := range v.Panes() {
		if p.Picture() == nil {
			t.Errorf("pane %d is empty", i)
		}
	}
	if text := v.Info.Text; !strings.HasPrefix(text, "The same r is shown to every column. It was found for **FIRENET**; the true worst case is at least this bad.") {
		t.Errorf("statement %q", text)
	}
	worst := v.Rows[model.PerturbedRow].Panes[2]
	if got := h.measuresOf(worst); !strings.Contains(got, "Gaussian") || !worst.Measures()[0].Alarm {
		t.Errorf("below the target: %q", got)
	}
	if got := h.measuresOf(v.Rows[model.DifferenceRow].Panes[2]); !strings.HasPrefix(got, "amplified 6.14 | Gaussian 0.900") {
		t.Errorf("below the difference: %q", got)
	}
	before := worst.Picture()
	h.keys.TypedRune('g')
	if worst.Picture() == before || !h.catalogue.Perturbation.Noise || v.Rows[model.PerturbedRow].Choices[1].On() == false {
		t.Error("G does not show the Gaussian noise")
	}
	h.keys.TypedRune('G')
	if worst.Picture() != before {
		t.Error("G does not go back to the worst case")
	}
}

// The singular vector is chosen like the noise, at the norm of the worst case and with its
// own numbers; where there is none there is no choice of it.
func TestStabilityShowsTheSingularVector(t *testing.T) {
	without := worstCase(t, nil)
	without.done()
	if c, ok := without.commands.ByID("singular"); !ok || c.Enabled() || !without.lab.Rows[model.PerturbedRow].Without {
		t.Error("a singular vector can be chosen where none was asked for")
	}
	h := worstCaseWith(t, nil, 50)
	h.done()
	v := h.lab
	worst := v.Rows[model.PerturbedRow].Panes[2]
	before := worst.Picture()
	test.Tap(v.Rows[model.PerturbedRow].Choices[2])
	if worst.Picture() == before || !v.Rows[model.PerturbedRow].Choices[2].On() || v.Rows[model.PerturbedRow].Choices[0].On() {
		t.Error("the singular vector is not shown")
	}
	if got := v.Rows[model.DifferenceRow].Panes[0].Label(); got != "σ = 7.92 · r × 10" {
		t.Errorf("written on r: %q", got)
	}
	if got := h.measuresOf(v.Rows[model.DifferenceRow].Panes[2]); !strings.HasPrefix(got, "amplified 3.50 | Gaussian 0.900") {
		t.Errorf("below the difference: %q", got)
	}
	if text := v.Info.Text; !strings.Contains(text, "**σ = 7.92**, converged") {
		t.Errorf("statement %q", text)
	}
	if title := v.Rows[model.PerturbedRow].Symbol.Text; title != "f(y + e), singular vector e" {
		t.Errorf("row %q", title)
	}
	var l model.Layout
	v.Save(&l)
	v.ChoosePerturbation(true, false)
	if v.Restore(l); !h.catalogue.Perturbation.Singular || h.catalogue.Perturbation.Noise {
		t.Error("a session does not bring it back")
	}
	c, _ := h.commands.ByID("singular")
	c.Run()
	if worst.Picture() != before {
		t.Error("the command does not go back to the worst case")
	}
}

func TestStabilityIsLinkedToTheOtherViews(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	v := h.lab
	h.win.Resize(fyne.NewSize(1280, 800))
	h.keys.TypedRune('+')
	f, _ := v.Panes()[0].Frame()
	g, _ := v.Panes()[8].Frame()
	if f.Zoom != g.Zoom || h.group.Viewport().Fit {
		t.Errorf("zoom %g and %g", f.Zoom, g.Zoom)
	}
	v.SetMagnified(50)
	p := v.Rows[model.DifferenceRow].Panes[0]
	if lo, hi := p.Picture().Range(); math.Max(-lo, hi) < 0.9 || !strings.Contains(h.measuresOf(p), "× 50") {
		t.Errorf("r × 50 is from %g to %g, said %q", lo, hi, h.measuresOf(p))
	}
	h.group.SetWindow(model.ImageScale, model.Window{Lo: 0, Hi: 0.5})
	for _, r := range []model.StabilityRow{model.CleanRow, model.PerturbedRow} {
		if w := v.Rows[r].Panes[1].Window(); w.Hi != 0.5 {
			t.Errorf("row %d has the window %v", r, w)
		}
	}
	v.Rows[model.DifferenceRow].Bar.Toggle()
	if v.Rows[model.DifferenceRow].Panes[1].ScaleLinked() || !v.Rows[model.CleanRow].Panes[1].ScaleLinked() {
		t.Error("the chain of a row does not unlink that row alone")
	}
	if c, ok := h.commands.ByID("spectral"); !ok {
		t.Fatal("no command for the spectrum of e")
	} else {
		c.Run()
	}
	if k := p.Picture().Kind(); k != model.Spectrum {
		t.Errorf("e in the spectrum is shown as %v", k)
	}
	h.showView("Compare")
	if h.panes.focused() != h.compare.Slots[h.compare.Current].Pane || h.zones.beside {
		t.Error("Compare is not as it was")
	}
}

func TestARunningAndAStoppedSearchAreShown(t *testing.T) {
	hold := make(chan struct{})
	h := worstCase(t, hold)
	h.until("the middle of the search", func() bool {
		a := h.catalogue.Perturbation.Current()
		return a != nil && a.Done == 47
	})
	if text := h.lab.Info.Text; !strings.Contains(text, "Searching the worst case of **FIRENET**: restart **2** of 2 · step **7** of 40") {
		t.Errorf("while it runs: %q", text)
	}
	if c, ok := h.lab.Numbers.AskOrWait("norms", h.catalogue.Perturbation.Asks("norms")).(*form.Message); !ok || c.Text() != "Asked for: it follows the search." || h.catalogue.Perturbation.Asks("singular") {
		t.Errorf("a noise curve that was asked for is asked for again: %T", c)
	}
	if !strings.Contains(h.status.runText, "restart **2/2**") {
		t.Errorf("status %q", h.status.runText)
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.until("what it had found", func() bool { return h.catalogue.Perturbation.Current().Output != nil })
	if text := h.lab.Info.Text; !strings.Contains(text, "stopped") {
		t.Errorf("after the cancel: %q", text)
	}
	if p := h.lab.Rows[model.DifferenceRow].Panes[0]; p.Picture() == nil {
		t.Error("what was found is not shown")
	}
}

func TestWithoutAnAttackTheViewInvites(t *testing.T) {
	h := open(t, func(o *Options) { o.Engine = handMade{control.NewExperiments(1), nil} })
	h.done()
	h.showView("Stability")
	if !h.lab.Empty.Visible() || h.lab.Scroll.Visible() {
		t.Error("nothing invites to an attack")
	}
}

func TestStabilityLooks(t *testing.T) {
	for name, mode := range map[string]look.Mode{"light": look.LightMode, "dark": look.DarkMode} {
		h := worstCase(t, nil)
		h.app.Settings().SetTheme(&look.Theme{Mode: mode})
		h.done()
		h.recolour()
		h.win.Resize(fyne.NewSize(1280, 800))
		h.group.Pin(20, 40)
		goldentest.Compare(t, "stability-"+name, h.capture(h.lab.Centre()))
	}
}

// The real engine: an attack is added by the button, found, shown to all, played at growing
// norms and through its steps.
func TestAnAttackByItsButtons(t *testing.T) {
	h := open(t, func(o *Options) {
		o.Recipe.Image.Size = 32
		o.Recipe.Reconstructors[1] = recipe.ReconstructorSection{Name: "FISTA", Method: "fista", Values: parameter.Values{"iterations": 20}}
		var err error
		if o.Recipe, err = o.Recipe.Complete(); err != nil {
			t.Fatal(err)
		}
	})
	h.done()
	h.showView("Stability")
	h.rerun(h.attacks.Add)
	a := h.catalogue.Perturbation.Current()
	if a == nil || a.Output == nil || a.Target != "FISTA" || len(a.Output.Ends) != 3 {
		t.Fatalf("attack %+v", a)
	}
	if a.Output.Exposed[a.Output.Target].Gaussian == nil {
		t.Error("no Gaussian noise of equal norm")
	}
	worst := h.lab.Rows[model.PerturbedRow].Panes[2]
	found := worst.Picture()
	if found == nil || h.left.attack.card.Facts() != "r · found for FISTA" {
		t.Errorf("picture %v, facts %q", found != nil, h.left.attack.card.Facts())
	}
	ready := func() bool { tr := h.control.Trial(); return tr != nil && tr.Ready }
	h.lab.Numbers.Player.Steps.Slider.SetValue(0)
	h.until("a step", ready)
	if worst.Picture() == found || !strings.Contains(h.lab.Info.Text, "of the search") {
		t.Errorf("a step of the search is not shown: %q", h.lab.Info.Text)
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if worst.Picture() != found || h.control.Trial() != nil {
		t.Error("Escape does not go back to what was found")
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.until("the first norm", ready)
	for range 3 {
		h.timers[len(h.timers)-1]()
		h.until("the next norm", ready)
	}
	if got, want := h.control.Trial().Output.Relative, a.Output.Relative*3/stability.NormFrames; math.Abs(got-want) > 1e-9 {
		t.Errorf("after three frames ‖e‖/‖y‖ is %g, want %g", got, want)
	}
	h.lab.Numbers.Player.Stop()
	// With a noise curve the film shows what was found at each of its norms.
	h.rerun(func() {
		h.attacks.ChangeShown(func(a *recipe.AttackSection) { a.Values["norms"] = []float64{0.01, 0.02} })
	})
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	for point := range 3 {
		h.until("a norm", func() bool { return ready() && h.control.Trial().Point == point })
		if point > 0 {
			want := []float64{0.01, 0.02}[point-1]
			if got := h.control.Trial().Output.Relative; math.Abs(got/want-1) > 1e-5 || !strings.Contains(h.lab.Info.Text, "was attacked anew") {
				t.Errorf("‖e‖/‖y‖ is %g, want %g; %q", got, want, h.lab.Info.Text)
			}
		}
		h.timers[len(h.timers)-1]()
	}
	if h.control.Trial() != nil {
		t.Error("after the last norm what was found does not come back")
	}
	h.rerun(func() { test.Tap(h.lab.Numbers.Asks["all"]) })
	if n := len(h.control.Attacks()); n != 3 {
		t.Errorf("%d attacks after one on each", n)
	}
	if m := h.control.Result().Transfer(); len(m.Rows) != 3 {
		t.Errorf("transfer table %+v", m)
	}
	h.rerun(h.attacks.Remove)
	if n := len(h.control.Recipe().Attacks); n != 1 {
		t.Errorf("%d attacks in the recipe after one was removed", n)
	}
}

// FIRENET with one layer in a block gives the zero image whatever the samples are: it has no
// place on logarithmic axes, which is said.
func TestWhatIsOffTheAxesIsSaid(t *testing.T) {
	metrics := func(e float64) *quality.Metrics { return &quality.Metrics{RelativeL2: e} }
	r := &result.Result{Outputs: []*result.Output{{Name: "FIRENET p 1", Metrics: metrics(1)}, {Name: "FIRENET p 5", Metrics: metrics(0.237)}}}
	for i, amplified := range []float64{0, 1.89} {
		a := &result.AttackOutput{Name: r.Outputs[i].Name, Target: i, Exposed: make([]*result.Exposure, 2)}
		a.Exposed[i] = &result.Exposure{Amplification: amplified, Metrics: metrics(1)}
		r.Attacks = append(r.Attacks, a)
	}
	if got := stability.OffAxes(r, []string{"p 1", "p 5"}); got != "off the axes: p 1 (error 1.00, amplification 0)" {
		t.Errorf("%q", got)
	}
}
