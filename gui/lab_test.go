package gui

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/assets/demos"
	"firenet/gui/control"
	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/quality"
	"firenet/recon/session"
	"firenet/recon/stability"
)

// handMade is the engine with attacks whose results are made by hand, so that what the
// window shows of them does not depend on a search.
type handMade struct {
	*control.Experiments
	hold chan struct{} // a search waits here in its middle; nil: it does not
}

func (e handMade) Check(r experiment.Recipe) error {
	r.Attacks = nil
	return e.Experiments.Check(r)
}

func (e handMade) Plan(ctx context.Context, r experiment.Recipe) (control.Job, error) {
	without := r.Clone()
	without.Attacks = nil
	j, err := e.Experiments.Plan(ctx, without)
	return handMadeJob{j, r, e.hold}, err
}

type handMadeJob struct {
	control.Job
	recipe experiment.Recipe
	hold   chan struct{}
}

func (j handMadeJob) Recipe() experiment.Recipe {
	r := j.Job.Recipe().Clone()
	r.Attacks = j.recipe.Attacks
	return r
}

func (j handMadeJob) Run(ctx context.Context, o *experiment.Observer) (*experiment.Result, error) {
	res, err := j.Job.Run(ctx, o)
	if err != nil {
		return res, err
	}
	i := 0
	for _, s := range j.recipe.Attacks {
		for k, r := range j.recipe.Reconstructors {
			name := s.Name
			if s.Values.String("target") == experiment.TargetAll {
				name += " " + r.Name
			} else if s.Values.String("target") != r.Name {
				continue
			}
			if err := j.attack(ctx, o, res, i, k, name, s); err != nil {
				return nil, err
			}
			i++
		}
	}
	return res, nil
}

// attack reports what a search of two restarts might: r is a ripple, which the target
// amplifies six times and the others once.
func (j handMadeJob) attack(ctx context.Context, o *experiment.Observer, res *experiment.Result, i, target int, name string, s experiment.AttackSection) error {
	out := &experiment.AttackOutput{
		Name: name, Target: target, Kind: s.Values.String("kind"), Domain: "image", Relative: 0.05, RelativeImage: 0.0474,
		Exposed: make([]*experiment.Exposure, len(res.Outputs)),
	}
	shape := res.Mask.Shape
	out.Image, out.Samples = ripple(shape), array.NewComplex(shape)
	for k, on := range res.Mask.Data {
		if on {
			out.Samples.Data[k] = complex(0.01*math.Exp(-float64(k%7)), 0)
		}
	}
	o.AttackStarted(i, name, 80)
	for r := range 2 {
		for k := 1; k <= 40; k++ {
			step := stability.Step{Restart: r + 1, Step: k, Amplification: 6.14 - float64(1-r) - 3*math.Exp(-float64(k)/6), Relative: 0.05}
			out.Steps = append(out.Steps, step)
			o.AttackStep(i, 40*r+k, step)
			if j.hold != nil && r == 1 && k == 7 {
				select {
				case <-j.hold:
				case <-ctx.Done():
					out.Partial = true
					o.AttackFound(i, out)
					return ctx.Err()
				}
			}
		}
	}
	out.Ends, out.Best, out.Gradients = []float64{5.14, 6.14}, 2, 80
	for k, clean := range res.Outputs {
		factor := 1.0
		if k == target {
			factor = 6.14
		}
		image := clean.Image.Clone()
		for n, v := range out.Image.Data {
			image.Data[n] += complex(factor, 0) * v
		}
		m := quality.Metrics{RelativeL2: clean.Metrics.RelativeL2 + 0.03*factor, SSIM: 0.54}
		spread := func(v float64) stability.Spread { return stability.Spread{Mean: v, Low: 0.95 * v, High: 1.05 * v} }
		out.Exposed[k] = &experiment.Exposure{Image: image, Metrics: &m, Amplification: factor, Gaussian: &experiment.Gaussian{
			Draws: 20, Image: clean.Image, Metrics: clean.Metrics, RelativeL2: spread(clean.Metrics.RelativeL2), SSIM: spread(0.541), Amplification: spread(0.9),
		}}
	}
	for _, n := range s.Values.Numbers("norms") {
		out.Curve = append(out.Curve, stability.CurvePoint{
			Relative: n, Error: res.Outputs[target].Metrics.RelativeL2 + 4*n, Amplification: 6,
			GaussianError: stability.Spread{Mean: res.Outputs[target].Metrics.RelativeL2 + n, Low: math.NaN(), High: math.NaN()}, Bound: math.NaN(),
		})
	}
	o.AttackFound(i, out)
	o.AttackFinished(i, out)
	return nil
}

func ripple(s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(0.02*math.Sin(float64(i%s.W)/3)*math.Cos(float64(i/s.W)/5), 0.005)
	}
	return a
}

// worstCase is a window with one attack on FIRENET, in the view Stability.
func worstCase(t *testing.T, hold chan struct{}) *harness {
	t.Helper()
	h := open(t, func(o *Options) {
		o.Engine = handMade{control.NewExperiments(1), hold}
		o.Recipe.Attacks = []experiment.AttackSection{{Name: "worst case", Values: parameter.Values{
			"target": "FIRENET", "kind": "pgd", "domain": "image", "steps": 40, "restarts": 2, "radius": 0.05, "reference": true, "rule": "adaptive",
			"momentum": 0.7, "norms": []float64{0.01, 0.05, 0.1},
		}}}
	})
	h.showView(labName)
	return h
}

func (h *harness) measuresOf(p interface{ Measures() []model.Measure }) string {
	text := ""
	for _, m := range p.Measures() {
		text += m.Name + " " + m.Value + " | "
	}
	return text
}

func TestStabilityShowsTheWorstCaseBesideNoise(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	v := h.lab
	if len(v.names) != 3 || v.names[2] != "FIRENET" || len(v.panes()) != 9 {
		t.Fatalf("columns %q, %d panes", v.names, len(v.panes()))
	}
	for i, p := range v.panes() {
		if p.Picture() == nil {
			t.Errorf("pane %d is empty", i)
		}
	}
	if text := v.info.text; !strings.HasPrefix(text, "The same r is shown to every column. It was found for **FIRENET**; the true worst case is at least this bad.") {
		t.Errorf("statement %q", text)
	}
	worst := v.rows[model.PerturbedRow].panes[2]
	if got := h.measuresOf(worst); !strings.Contains(got, "Gaussian") || !worst.Measures()[0].Alarm {
		t.Errorf("below the target: %q", got)
	}
	if got := h.measuresOf(v.rows[model.DifferenceRow].panes[2]); !strings.HasPrefix(got, "amplified 6.14 | Gaussian 0.900") {
		t.Errorf("below the difference: %q", got)
	}
	before := worst.Picture()
	h.typedRune('g')
	if worst.Picture() == before || !v.noise || v.rows[model.PerturbedRow].choices[1].On() == false {
		t.Error("G does not show the Gaussian noise")
	}
	h.typedRune('G')
	if worst.Picture() != before {
		t.Error("G does not go back to the worst case")
	}
}

func TestStabilityIsLinkedToTheOtherViews(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	v := h.lab
	h.win.Resize(fyne.NewSize(1280, 800))
	h.typedRune('+')
	f, _ := v.panes()[0].Frame()
	g, _ := v.panes()[8].Frame()
	if f.Zoom != g.Zoom || h.group.Viewport().Fit {
		t.Errorf("zoom %g and %g", f.Zoom, g.Zoom)
	}
	v.setMagnified(50)
	p := v.rows[model.DifferenceRow].panes[0]
	if lo, hi := p.Picture().Range(); math.Max(-lo, hi) < 0.9 || !strings.Contains(h.measuresOf(p), "× 50") {
		t.Errorf("r × 50 is from %g to %g, said %q", lo, hi, h.measuresOf(p))
	}
	h.group.SetWindow(model.ImageScale, model.Window{Lo: 0, Hi: 0.5})
	for _, r := range []model.StabilityRow{model.CleanRow, model.PerturbedRow} {
		if w := v.rows[r].panes[1].Window(); w.Hi != 0.5 {
			t.Errorf("row %d has the window %v", r, w)
		}
	}
	v.rows[model.DifferenceRow].bar.Toggle()
	if v.rows[model.DifferenceRow].panes[1].ScaleLinked() || !v.rows[model.CleanRow].panes[1].ScaleLinked() {
		t.Error("the chain of a row does not unlink that row alone")
	}
	if c, ok := h.command("spectral"); !ok {
		t.Fatal("no command for the spectrum of e")
	} else {
		c.run()
	}
	if k := p.Picture().Kind(); k != model.Spectrum {
		t.Errorf("e in the spectrum is shown as %v", k)
	}
	h.showView("Compare")
	if h.focusedPane() != h.panes[h.focused].pane || h.zones.lab {
		t.Error("Compare is not as it was")
	}
}

func TestARunningAndAStoppedSearchAreShown(t *testing.T) {
	hold := make(chan struct{})
	h := worstCase(t, hold)
	h.until("the middle of the search", func() bool {
		a := h.lab.current()
		return a != nil && a.Done == 47
	})
	if text := h.lab.info.text; !strings.Contains(text, "Searching the worst case of **FIRENET**: restart **2** of 2 · step **7** of 40") {
		t.Errorf("while it runs: %q", text)
	}
	if !strings.Contains(h.status.runText, "restart **2/2**") {
		t.Errorf("status %q", h.status.runText)
	}
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.until("what it had found", func() bool { return h.lab.current().Output != nil })
	if text := h.lab.info.text; !strings.Contains(text, "stopped") {
		t.Errorf("after the cancel: %q", text)
	}
	if p := h.lab.rows[model.DifferenceRow].panes[0]; p.Picture() == nil {
		t.Error("what was found is not shown")
	}
}

func TestWithoutAnAttackTheViewInvites(t *testing.T) {
	h := open(t, func(o *Options) { o.Engine = handMade{control.NewExperiments(1), nil} })
	h.done()
	h.showView(labName)
	if !h.lab.empty.Visible() || h.lab.scroll.Visible() {
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
		goldentest.Compare(t, "stability-"+name, h.capture(h.lab.object))
	}
}

// The real engine: an attack is added by the button, found, shown to all, played at growing
// norms and through its steps.
func TestAnAttackByItsButtons(t *testing.T) {
	h := open(t, func(o *Options) {
		o.Recipe.Image.Size = 32
		o.Recipe.Reconstructors[1] = experiment.ReconstructorSection{Name: "FISTA", Method: "fista", Values: parameter.Values{"iterations": 20}}
		var err error
		if o.Recipe, err = o.Recipe.Complete(); err != nil {
			t.Fatal(err)
		}
	})
	h.done()
	h.showView(labName)
	h.rerun(h.addAttack)
	a := h.lab.current()
	if a == nil || a.Output == nil || a.Target != "FISTA" || len(a.Output.Ends) != 3 {
		t.Fatalf("attack %+v", a)
	}
	if a.Output.Exposed[a.Output.Target].Gaussian == nil {
		t.Error("no Gaussian noise of equal norm")
	}
	worst := h.lab.rows[model.PerturbedRow].panes[2]
	found := worst.Picture()
	if found == nil || h.left.attack.card.Facts() != "r · found for FISTA" {
		t.Errorf("picture %v, facts %q", found != nil, h.left.attack.card.Facts())
	}
	ready := func() bool { tr := h.control.Trial(); return tr != nil && tr.Ready }
	h.labSide.player.steps.slider.SetValue(0)
	h.until("a step", ready)
	if worst.Picture() == found || !strings.Contains(h.lab.info.text, "of the search") {
		t.Errorf("a step of the search is not shown: %q", h.lab.info.text)
	}
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if worst.Picture() != found || h.control.Trial() != nil {
		t.Error("Escape does not go back to what was found")
	}
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.until("the first norm", ready)
	for range 3 {
		h.timers[len(h.timers)-1]()
		h.until("the next norm", ready)
	}
	if got, want := h.control.Trial().Output.Relative, a.Output.Relative*3/normFrames; math.Abs(got-want) > 1e-9 {
		t.Errorf("after three frames ‖e‖/‖y‖ is %g, want %g", got, want)
	}
	h.labSide.player.stop()
	h.rerun(func() { test.Tap(h.labSide.asks["all"]) })
	if n := len(h.control.Attacks()); n != 3 {
		t.Errorf("%d attacks after one on each", n)
	}
	if m := h.control.Result().Transfer(); len(m.Rows) != 3 {
		t.Errorf("transfer table %+v", m)
	}
	h.rerun(h.removeAttack)
	if n := len(h.control.Recipe().Attacks); n != 1 {
		t.Errorf("%d attacks in the recipe after one was removed", n)
	}
}

// A figure that is asked for in the view Stability has its rows, and its data beside it.
func TestAFigureOfTheWorstCase(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	c, _ := h.command("export-figure")
	c.run()
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) // the dialog
	v := h.figure
	if !v.attack || len(v.drawn.Rows) != 3 || len(v.drawn.Rows[0]) != 3 {
		t.Fatalf("attack %v, rows %+v", v.attack, v.drawn.Rows)
	}
	titles := ""
	for _, row := range v.drawn.Rows[1:] {
		for _, cell := range row {
			titles += cell.Title + " | "
		}
	}
	if titles != "x + r | Zero-filled, perturbed | FIRENET, p = 5, perturbed | r × 10 | difference to b | difference to c | " {
		t.Errorf("titles %q", titles)
	}
	if m := v.drawn.Rows[2][2].Measures; len(m) != 2 || m[0].Value != "6.14" || m[1].Name != "Gaussian" {
		t.Errorf("below the difference %+v", m)
	}
	for _, words := range []string{"sought for FIRENET", "40 steps × 2 restarts", "mean of draws of equal norm"} {
		if !strings.Contains(v.drawn.Caption, words) {
			t.Errorf("the caption does not say %q: %s", words, v.drawn.Caption)
		}
	}
	dir := t.TempDir()
	v.options.DPI, v.data = 72, true
	v.write(filepath.Join(dir, "fig.png"), v.drawn)
	h.told("**fig.png** and 6 arrays")
	for _, name := range []string{"perturbation", "firenet-perturbed", "zero-filled-perturbed", "truth"} {
		if _, err := os.Stat(filepath.Join(dir, "fig-"+name+".npy")); err != nil {
			t.Error(err)
		}
	}
	h.resetFigure()
	if h.figure.attack {
		t.Error("Reset keeps the rows of the attack")
	}
}

func TestTheDataOfAnAttackAreExported(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	var labels []string
	for _, i := range h.attackExports() {
		if !i.Disabled && !i.IsSeparator {
			labels = append(labels, i.Label)
		}
	}
	want := "Perturbation as NPY …, Search as CSV …, Noise curve as CSV …, Transfer table as CSV …, Accuracy against stability as CSV …, Plot of the attack as PNG, Plot of the attack as SVG"
	if got := strings.Join(labels, ", "); got != want {
		t.Errorf("exports %s", got)
	}
	for _, format := range []string{"png", "svg"} {
		var noise, none bytes.Buffer
		if err := h.labSide.noise.Write(&noise, format, noiseHeight); err != nil || noise.Len() < 1000 {
			t.Errorf("noise curve as %s: %d bytes, %v", format, noise.Len(), err)
		}
		if format == "svg" && !strings.Contains(noise.String(), "worst case") {
			t.Error("the legend is not in the SVG")
		}
		if err := h.labSide.visible.Write(&none, format, visibleHeight); err == nil {
			t.Errorf("an empty plot is written as %s", format)
		}
	}
}

// What the view shows comes back with a session.
func TestTheViewComesBackWithASession(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	h.lab.setMagnified(20)
	h.lab.setNoise(true)
	h.labSide.setLog(true)
	l := h.layout()
	h.lab.setMagnified(1)
	h.lab.setNoise(false)
	h.labSide.setLog(false)
	h.showView("Compare")
	h.setLayout(l)
	if h.view != labName || h.lab.magnified != 20 || !h.lab.noise || !h.labSide.noise.Log() || h.labSide.axes.Text != "log-log" {
		t.Errorf("view %s, × %g, noise %v", h.view, h.lab.magnified, h.lab.noise)
	}
	l.Stability.Magnified = math.NaN()
	if got := l.Valid().Stability.Magnified; got != model.DefaultMagnified {
		t.Errorf("a magnification that is no number becomes %g", got)
	}
}

// The perturbed reconstructions can stand in the other views too.
func TestPerturbedPicturesInCompareAndSwipe(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	worst := h.lab.rows[model.PerturbedRow].panes[2].Picture()
	h.showView("Compare")
	c := model.Show(model.ShowPerturbed, "FIRENET")
	h.choosePane(h.panes[1], c)
	p := h.panes[1].pane
	if p.Picture() != worst || p.Name() != "FIRENET, perturbed" || len(p.Measures()) != 2 {
		t.Errorf("pane %q with %q", p.Name(), h.measuresOf(p))
	}
	listed := false
	for _, s := range h.imageSources() {
		listed = listed || s.Source == c.Of
	}
	if !listed {
		t.Error("the perturbed picture is not in the list")
	}
	h.swipe.sides[1].content = c
	h.showView(swipeName)
	if h.swipe.pane.Picture() == nil {
		t.Error("Swipe shows nothing")
	}
	h.choosePane(h.panes[1], model.Content{Of: c.Of, Minus: model.Source{What: model.ShowReconstruction, Name: "FIRENET"}})
	if k := h.panes[1].pane.Picture().Kind(); k != model.Residual {
		t.Errorf("the difference to the clean one is shown as %v", k)
	}
	h.rerun(h.removeAttack)
	h.showView("Compare")
	h.choosePane(h.panes[1], c)
	if h.panes[1].pane.Picture() != nil {
		t.Error("without an attack there still is a perturbed picture")
	}
}

// The region that is drawn becomes that of a localised search.
func TestTheDrawnRegionIsAttacked(t *testing.T) {
	h := open(t, nil)
	h.done()
	if h.drawnRegion() != nil {
		t.Error("a region without one")
	}
	h.group.SetRegion(model.RegionBetween(10, 20, 19, 31))
	h.rerun(h.attackRegion)
	a := h.control.Recipe().Attacks[0]
	if got := parameter.Format(a.Values["region"]); a.Values.String("kind") != stability.Localised || got != "[10, 20, 10, 12]" {
		t.Errorf("%s of %s", a.Values.String("kind"), got)
	}
	if o := h.lab.current().Output; o == nil || o.Within == nil {
		t.Error("nothing was found in the region")
	}
}

// The demo of a worst case opens the view that it is about, with its words below.
func TestTheDemoOfAWorstCase(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.win.Resize(fyne.NewSize(1280, 800))
	for _, d := range demos.All {
		if d.Title == "Worst case" {
			h.rerun(func() { h.strip.startDemo(d, 0) })
		}
	}
	if h.view != labName || !h.strip.object.Visible() || h.strip.look.Text() == "" {
		t.Errorf("view %s, strip shown %v", h.view, h.strip.object.Visible())
	}
	if a := h.lab.current(); a == nil || a.Output == nil {
		t.Error("nothing was found")
	}
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeyF8})
	if h.strip.object.Visible() {
		t.Error("F8 does not hide the strip")
	}
	h.showView("Compare")
	if !h.strip.object.Visible() {
		t.Error("the strip of Compare is gone")
	}
}

// A session brings back what an attack has found, without searching again.
func TestASessionBringsTheWorstCaseBack(t *testing.T) {
	h := open(t, func(o *Options) { o.Recipe.Image.Size = 32 })
	h.done()
	h.rerun(h.addAttack)
	h.lab.setMagnified(20)
	path := filepath.Join(t.TempDir(), "worst.firenet")
	if _, err := session.Write(path, h.session()); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSession(path)
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, func(o *Options) { o.Session, o.Path = s, path })
	a := again.lab.current()
	if again.view != labName || again.lab.magnified != 20 || a == nil || a.Output == nil {
		t.Fatalf("view %s, attack %+v", again.view, a)
	}
	if again.control.Status().State != control.Done || len(again.control.Runs()) != 2 {
		t.Errorf("state %v, %d runs: something was computed", again.control.Status().State, len(again.control.Runs()))
	}
	for row := range again.lab.rows {
		for column, p := range again.lab.rows[row].panes {
			was := h.lab.rows[row].panes[column]
			if p.Picture() == nil || was.Picture() == nil || p.Picture().Value(7, 9) != was.Picture().Value(7, 9) || !slices.Equal(p.Measures(), was.Measures()) {
				t.Errorf("row %d, column %d is not as it was", row, column)
			}
		}
	}
	if got, want := model.Budget(a.Output, a.Output.Target), model.Budget(h.lab.current().Output, a.Output.Target); got != want {
		t.Errorf("budget %q, want %q", got, want)
	}
}

// The focused pane is exported as it was computed: a difference as such, r not magnified.
func TestThePaneOfTheViewIsExported(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	v, out := h.lab, h.lab.current().Output
	v.focused = v.rows[model.DifferenceRow].panes[2]
	e, name, ok := h.focusedData()
	at := 64*7 + 9
	want := out.Exposed[1].Image.Data[at] - h.control.Track("FIRENET").Picture.Image.Data[at]
	if !ok || name != "FIRENET, difference" || e.array.Data[at] != want {
		t.Errorf("%q, %v: %v, want %v", name, ok, e.array.Data[at], want)
	}
	v.focused = v.rows[model.DifferenceRow].panes[0]
	if e, _, _ := h.focusedData(); e.array.Data[at] != out.Image.Data[at] {
		t.Errorf("r is exported as %v, want %v", e.array.Data[at], out.Image.Data[at])
	}
	v.focused = v.rows[model.PerturbedRow].panes[0]
	if e, _, _ := h.focusedData(); e.array.Data[at] != h.control.Data().Truth.Data[at]+out.Image.Data[at] {
		t.Error("x + r is not exported as the sum")
	}
}

// At every size, and with many columns, panes stand beside one another.
func TestTheRowsFitAtAnySize(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	driver := fyne.CurrentApp().Driver()
	for _, size := range []fyne.Size{{Width: 1024, Height: 700}, {Width: 1280, Height: 800}, {Width: 1920, Height: 1080}} {
		h.win.Resize(size)
		panes := h.lab.panes()
		for i, p := range panes {
			a, s := driver.AbsolutePositionForObject(p), p.Size()
			if a.X < h.zones.leftSize || a.Y < toolbarHeight || a.X+s.Width > size.Width-labWidth || a.Y+s.Height > size.Height-statusHeight {
				t.Errorf("%v: pane %d at %v with %v leaves its place", size, i, a, s)
			}
			for k, q := range panes[:i] {
				b, r := driver.AbsolutePositionForObject(q), q.Size()
				if a.X < b.X+r.Width-0.5 && b.X < a.X+s.Width-0.5 && a.Y < b.Y+r.Height-0.5 && b.Y < a.Y+s.Height-0.5 {
					t.Errorf("%v: panes %d and %d overlap", size, i, k)
				}
			}
		}
	}
}
