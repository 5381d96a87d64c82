package gui

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"firenet/assets/demos"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/stability"
	"firenet/recon/parameter"
	"firenet/recon/session"
	attack "firenet/recon/stability"
)

// The plots of the view are parts of a figure when they are chosen, also alone, and their
// tables are written beside it.
func TestPlotsInAFigure(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	h.showView("Figure")
	v := h.figure.Choices
	if want := []string{"Noise curve", "Search", "Transfer table", "Accuracy against stability"}; !slices.Equal(v.PlotNames, want) {
		t.Fatalf("plots to choose from: %q, want %q", v.PlotNames, want)
	}
	if len(v.Drawn.Plots) != 0 {
		t.Error("plots in a figure that nobody has asked for")
	}
	for _, o := range v.PlotChecks.Objects {
		o.(*form.Check).SetChecked(true)
	}
	for _, want := range []string{
		"rel. ℓ² against the norm ‖e‖/‖y‖, each norm attacked anew", "vertical line: ‖e‖/‖y‖\u00a0=\u00a00.0500",
		"amplification over steps for FIRENET (40 steps × 2 restarts, 80 gradients), ‖e‖/‖y‖\u00a0=\u00a00.0500 at its end",
		"amplification of each perturbation", "largest amplification found for each reconstructor",
	} {
		if !strings.Contains(v.Drawn.Caption, want) {
			t.Errorf("the caption has no %q: %s", want, v.Drawn.Caption)
		}
	}
	page, err := v.Drawn.Layout(v.LayoutOptions())
	if err != nil {
		t.Fatal(err)
	}
	if page.Image(40).Bounds().Empty() {
		t.Error("an empty page")
	}
	for _, c := range v.Chosen() {
		v.Off[c.Title] = true
	}
	v.Draw()
	if len(v.Drawn.Rows) != 0 || len(v.Drawn.Plots) != 4 {
		t.Errorf("plots alone: %d rows, %d plots", len(v.Drawn.Rows), len(v.Drawn.Plots))
	}
	v.WithArrays, v.Format = true, "pdf"
	path := filepath.Join(t.TempDir(), "fig.pdf")
	v.Write(path, v.Drawn)
	h.until("the figure and its tables", func() bool {
		_, err := os.Stat(strings.TrimSuffix(path, ".pdf") + "-stability.csv")
		return err == nil
	})
	for _, name := range []string{"fig.pdf", "fig-worst-case-curve.csv", "fig-worst-case-trajectory.csv", "fig-transfer.csv"} {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), name)); err != nil {
			t.Error(err)
		}
	}
}

// A figure that is asked for in the view Stability has its rows, and its data beside it.
func TestAFigureOfTheWorstCase(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	c, _ := h.commands.ByID("export-figure")
	c.Run()
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) // the dialog
	v := h.figure.Choices
	if !v.Attack || len(v.Drawn.Rows) != 3 || len(v.Drawn.Rows[0]) != 3 {
		t.Fatalf("attack %v, rows %+v", v.Attack, v.Drawn.Rows)
	}
	titles := ""
	for _, row := range v.Drawn.Rows[1:] {
		for _, cell := range row {
			titles += cell.Title + " | "
		}
	}
	if titles != "x + r | Zero-filled, perturbed | FIRENET, p = 5, perturbed | r × 10 | difference to b | difference to c | " {
		t.Errorf("titles %q", titles)
	}
	if m := v.Drawn.Rows[2][2].Measures; len(m) != 2 || m[0].Value != "6.14" || m[1].Name != "Gaussian" {
		t.Errorf("below the difference %+v", m)
	}
	for _, words := range []string{"sought for FIRENET", "40 steps × 2 restarts", "mean of draws of equal norm"} {
		if !strings.Contains(v.Drawn.Caption, words) {
			t.Errorf("the caption does not say %q: %s", words, v.Drawn.Caption)
		}
	}
	dir := t.TempDir()
	v.Options.DPI, v.WithArrays = 72, true
	v.Write(filepath.Join(dir, "fig.png"), v.Drawn)
	h.told("**fig.png** and 6 arrays")
	for _, name := range []string{"perturbation", "firenet-perturbed", "zero-filled-perturbed", "truth"} {
		if _, err := os.Stat(filepath.Join(dir, "fig-"+name+".npy")); err != nil {
			t.Error(err)
		}
	}
	h.figure.Begin()
	if h.figure.Attack {
		t.Error("Reset keeps the rows of the attack")
	}
}

func TestTheDataOfAnAttackAreExported(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	var labels []string
	for _, i := range h.lab.Exports().ChildMenu.Items {
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
		if err := h.lab.Numbers.Noise.Write(&noise, format, stability.NoiseHeight); err != nil || noise.Len() < 1000 {
			t.Errorf("noise curve as %s: %d bytes, %v", format, noise.Len(), err)
		}
		if format == "svg" && !strings.Contains(noise.String(), "worst case") {
			t.Error("the legend is not in the SVG")
		}
		if err := plots.NewGraph().Write(&none, format, stability.GraphHeight); err == nil {
			t.Errorf("an empty plot is written as %s", format)
		}
	}
}

// What the view shows comes back with a session.
func TestTheViewComesBackWithASession(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	h.lab.SetMagnified(20)
	h.lab.ChoosePerturbation(true, false)
	h.lab.Numbers.SetLog(true)
	l := h.layout()
	h.lab.SetMagnified(1)
	h.lab.ChoosePerturbation(false, false)
	h.lab.Numbers.SetLog(false)
	h.showView("Compare")
	h.setLayout(l)
	if h.shown.Name() != "Stability" || h.catalogue.Perturbation.Magnified != 20 || !h.catalogue.Perturbation.Noise || !h.lab.Numbers.Noise.Log() || h.lab.Numbers.Axes.Text != "log-log" {
		t.Errorf("view %s, × %g, noise %v", h.shown.Name(), h.catalogue.Perturbation.Magnified, h.catalogue.Perturbation.Noise)
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
	worst := h.lab.Rows[model.PerturbedRow].Panes[2].Picture()
	h.showView("Compare")
	c := model.Show(model.ShowPerturbed, "FIRENET")
	h.compare.ChoosePane(h.compare.Slots[1], c)
	p := h.compare.Slots[1].Pane
	if p.Picture() != worst || p.Name() != "FIRENET, perturbed" || len(p.Measures()) != 2 {
		t.Errorf("pane %q with %q", p.Name(), h.measuresOf(p))
	}
	listed := false
	for _, s := range h.catalogue.ImageSources() {
		listed = listed || s.Source == c.Of
	}
	if !listed {
		t.Error("the perturbed picture is not in the list")
	}
	h.swipe.Sides[1].Content = c
	h.showView("Swipe")
	if h.swipe.Pane.Picture() == nil {
		t.Error("Swipe shows nothing")
	}
	h.compare.ChoosePane(h.compare.Slots[1], model.Content{Of: c.Of, Minus: model.Source{What: model.ShowReconstruction, Name: "FIRENET"}})
	if k := h.compare.Slots[1].Pane.Picture().Kind(); k != model.Residual {
		t.Errorf("the difference to the clean one is shown as %v", k)
	}
	h.rerun(h.attacks.Remove)
	h.showView("Compare")
	h.compare.ChoosePane(h.compare.Slots[1], c)
	if h.compare.Slots[1].Pane.Picture() != nil {
		t.Error("without an attack there still is a perturbed picture")
	}
}

// The region that is drawn becomes that of a localised search.
func TestTheDrawnRegionIsAttacked(t *testing.T) {
	h := open(t, nil)
	h.done()
	if h.attacks.DrawnRegion() != nil {
		t.Error("a region without one")
	}
	h.group.SetRegion(model.RegionBetween(10, 20, 19, 31))
	h.rerun(h.attacks.AttackRegion)
	a := h.control.Recipe().Attacks[0]
	if got := parameter.Format(a.Values["region"]); a.Values.String("kind") != attack.Localised || got != "[10, 20, 10, 12]" {
		t.Errorf("%s of %s", a.Values.String("kind"), got)
	}
	if o := h.catalogue.Perturbation.Current().Output; o == nil || o.Within == nil {
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
	if h.shown.Name() != "Stability" || !h.strip.object.Visible() || h.strip.look.Text() == "" {
		t.Errorf("view %s, strip shown %v", h.shown.Name(), h.strip.object.Visible())
	}
	if a := h.catalogue.Perturbation.Current(); a == nil || a.Output == nil {
		t.Error("nothing was found")
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF8})
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
	h.rerun(h.attacks.Add)
	h.lab.SetMagnified(20)
	path := filepath.Join(t.TempDir(), "worst.firenet")
	if _, err := session.Write(path, h.session()); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSession(path)
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, func(o *Options) { o.Session, o.Path = s, path })
	a := again.catalogue.Perturbation.Current()
	if again.shown.Name() != "Stability" || again.catalogue.Perturbation.Magnified != 20 || a == nil || a.Output == nil {
		t.Fatalf("view %s, attack %+v", again.shown.Name(), a)
	}
	if again.control.Status().State != control.Done || len(again.control.Runs()) != 2 {
		t.Errorf("state %v, %d runs: something was computed", again.control.Status().State, len(again.control.Runs()))
	}
	for row := range again.lab.Rows {
		for column, p := range again.lab.Rows[row].Panes {
			was := h.lab.Rows[row].Panes[column]
			if p.Picture() == nil || was.Picture() == nil || p.Picture().Value(7, 9) != was.Picture().Value(7, 9) || !slices.Equal(p.Measures(), was.Measures()) {
				t.Errorf("row %d, column %d is not as it was", row, column)
			}
		}
	}
	if got, want := model.Budget(a.Output, a.Output.Target), model.Budget(h.catalogue.Perturbation.Current().Output, a.Output.Target); got != want {
		t.Errorf("budget %q, want %q", got, want)
	}
}

// The focused pane is exported as it was computed: a difference as such, r not magnified.
func TestThePaneOfTheViewIsExported(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	v, out := h.lab, h.catalogue.Perturbation.Current().Output
	v.Focus = v.Rows[model.DifferenceRow].Panes[2]
	e, name, ok := h.exports.Data()
	at := 64*7 + 9
	want := out.Exposed[1].Image.Data[at] - h.control.Track("FIRENET").Picture.Image.Data[at]
	if !ok || name != "FIRENET, difference" || e.Array.Data[at] != want {
		t.Errorf("%q, %v: %v, want %v", name, ok, e.Array.Data[at], want)
	}
	v.Focus = v.Rows[model.DifferenceRow].Panes[0]
	if e, _, _ := h.exports.Data(); e.Array.Data[at] != out.Image.Data[at] {
		t.Errorf("r is exported as %v, want %v", e.Array.Data[at], out.Image.Data[at])
	}
	v.Focus = v.Rows[model.PerturbedRow].Panes[0]
	if e, _, _ := h.exports.Data(); e.Array.Data[at] != h.control.Data().Truth.Data[at]+out.Image.Data[at] {
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
		panes := h.lab.Panes()
		for i, p := range panes {
			a, s := driver.AbsolutePositionForObject(p), p.Size()
			if a.X < h.zones.leftSize || a.Y < toolbarHeight || a.X+s.Width > size.Width-besideWidth || a.Y+s.Height > size.Height-statusHeight {
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
