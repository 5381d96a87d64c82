package gui

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"firenet/gui/compare"
	"firenet/gui/control"
	"firenet/gui/figureview"
	"firenet/gui/look"
	"firenet/gui/stability"
	"firenet/gui/swipe"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
)

// harness is a window over the real engine, whose goroutine is the test's.
type harness struct {
	*Window
	t *testing.T

	compare *compare.View
	lab     *stability.View
	swipe   *swipe.View
	figure  *figureview.View

	app    fyne.App
	calls  chan func()
	timers []func()
}

// open builds a window on a small experiment and waits for its first result.
func open(t *testing.T, change func(*Options)) *harness {
	t.Helper()
	h := &harness{t: t, calls: make(chan func(), 4096), app: test.NewTempApp(t)}
	h.app.Settings().SetTheme(&look.Theme{Mode: look.LightMode})
	o := Options{
		Recipe: recipe.Default(), Engine: control.NewExperiments(1),
		Post: func(f func()) { h.calls <- f },
		After: func(_ time.Duration, f func()) func() {
			h.timers = append(h.timers, f)
			return func() { h.timers = nil }
		},
	}
	o.Recipe.Image.Size = 64
	if change != nil {
		change(&o)
	}
	h.Window = New(h.app, o)
	h.compare, h.lab = viewsOf[*compare.View](h.views)[0], viewsOf[*stability.View](h.views)[0]
	h.swipe, h.figure = viewsOf[*swipe.View](h.views)[0], viewsOf[*figureview.View](h.views)[0]
	t.Cleanup(h.Close)
	h.Show()
	return h
}

// until runs what workers have posted until the condition holds.
func (h *harness) until(what string, holds func() bool) {
	h.t.Helper()
	deadline := time.NewTimer(60 * time.Second)
	defer deadline.Stop()
	for !holds() {
		select {
		case f := <-h.calls:
			f()
		case <-deadline.C:
			h.t.Fatalf("never: %s; state %v, errors %v", what, h.control.Status().State, h.control.Errors())
		default:
			runtime.Gosched()
		}
	}
}

func (h *harness) done() {
	h.t.Helper()
	h.until("done", func() bool { return h.control.Status().State == control.Done })
}

// rerun waits until a run after the present one has ended.
func (h *harness) rerun(change func()) {
	h.t.Helper()
	before := h.control.Tracks()
	change()
	h.until("another run", func() bool {
		now := h.control.Tracks()
		return len(now) > 0 && (len(before) == 0 || now[0] != before[0])
	})
	h.done()
}

func TestFirstLookShowsAResult(t *testing.T) {
	h := open(t, nil)
	h.done()
	names := []string{"Truth", "Zero-filled", "FIRENET", "Residual"}
	for i, s := range h.compare.Slots {
		if s.Pane.Name() != names[i] || s.Pane.Picture() == nil {
			t.Errorf("pane %d is %q, picture %v; want %q with a picture", i, s.Pane.Name(), s.Pane.Picture() != nil, names[i])
		}
	}
	row := h.left.rowOf["FIRENET"].State()
	if row.Error == "" || !row.Oracle || !row.Selected || row.Progress >= 0 {
		t.Errorf("row of FIRENET: %+v", row)
	}
	if !strings.Contains(h.win.Title(), "Done") {
		t.Errorf("title %q", h.win.Title())
	}
	if !strings.Contains(h.side.recipe.Text, "[sampling]") {
		t.Error("the recipe's text is not shown")
	}
	if h.left.sampling.card.Wrong() || h.left.sampling.form.Entry("sampling.fraction").Text() != "0.15" {
		t.Error("the fraction is not shown as 0.15")
	}
}

func TestAWrongFractionIsSaidAtItsFieldAndChangesNothing(t *testing.T) {
	h := open(t, nil)
	h.done()
	f := h.left.sampling.form
	f.Entry("sampling.fraction").Commit("1.5")
	if m := f.Message("sampling.fraction"); m != "1.5 is above 1. Use 0 to 1, for example 0.15.\nThe run goes on with 0.15." {
		t.Errorf("message %q", m)
	}
	if !h.left.sampling.card.Wrong() || h.control.Recipe().Sampling.Fraction != 0.15 {
		t.Error("the card is not marked, or the recipe has changed")
	}
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("a message box was opened")
	}
	for _, wrong := range []string{"", "abc", "0", "-1", "1e400"} {
		f.Entry("sampling.fraction").Commit(wrong)
		if f.Message("sampling.fraction") == "" || h.control.Recipe().Sampling.Fraction != 0.15 {
			t.Errorf("%q is accepted", wrong)
		}
	}
	h.rerun(func() { f.Entry("sampling.fraction").Commit("30 %") })
	if f.Message("sampling.fraction") != "" || h.left.sampling.card.Wrong() || h.control.Recipe().Sampling.Fraction != 0.3 {
		t.Errorf("a right value leaves the message %q", f.Message("sampling.fraction"))
	}
	if n := h.control.Data().Mask.Count(); n != 1229 { // round(0.3 * 64 * 64)
		t.Errorf("%d samples at 30 %%, want 1229", n)
	}
}

func TestSliderListAndLiveModeRun(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.rerun(func() { h.left.noise.form.Slider("noise.level").SetValue(0.6) })
	if l := h.control.Recipe().Noise.Level; l <= 0 || l >= 0.2 {
		t.Errorf("noise level %g after the slider moved to 0.6", l)
	}
	h.rerun(func() { h.left.operator.List.SetSelected("Walsh") })
	if h.control.Data().Recipe.Sampling.Operator != "walsh" {
		t.Error("the operator has not changed")
	}
	h.left.show()
	h.toolbar.live.SetChecked(false)
	tracks := h.control.Tracks()
	h.left.pattern.List.SetSelected("Uniform random")
	if h.control.Recipe().Sampling.Pattern != "uniform" || h.control.Tracks()[0] != tracks[0] {
		t.Error("without live mode the pattern is not taken, or a run was started")
	}
	h.rerun(func() { test.Tap(h.toolbar.run) })
	if h.control.Data().Recipe.Sampling.Pattern != "uniform" {
		t.Error("Run did not run the edited recipe")
	}
}

func TestCancelKeepsWhatIsThere(t *testing.T) {
	h := open(t, nil)
	h.done()
	if err := h.control.Set("reconstructor.firenet.inner", 20000); err != nil {
		t.Fatal(err)
	}
	h.until("layers", func() bool {
		tr := h.control.Track("FIRENET")
		return h.control.Status().State == control.Running && tr.Layer > 0 && tr.Output == nil && tr.Picture != nil
	})
	if h.toolbar.run.Text != "Cancel" {
		t.Errorf("the button says %q while running", h.toolbar.run.Text)
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.control.Status().State != control.Stopped || h.toolbar.run.Text != "Run" {
		t.Errorf("after Escape: %v, button %q", h.control.Status().State, h.toolbar.run.Text)
	}
	if h.compare.Slots[2].Pane.Picture() == nil {
		t.Error("the last iterate is gone")
	}
}

func TestSeveralReconstructorsStandSideBySide(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.rerun(func() {
		h.left.addReconstructor(recipe.ReconstructorSection{Method: "firenet", Values: h.control.Recipe().Reconstructors[1].Values.Clone()})
	})
	if got := len(h.control.Tracks()); got != 3 || h.catalogue.Selected != "FIRENET 2" {
		t.Fatalf("%d reconstructors, %q selected", got, h.catalogue.Selected)
	}
	h.rerun(func() { h.left.reconstructors.form.Entry("reconstructor.FIRENET 2.inner").Commit("10") })
	if a, b := h.control.Recipe().Reconstructors[1].Values.Int("inner"), h.control.Recipe().Reconstructors[2].Values.Int("inner"); a != 5 || b != 10 {
		t.Errorf("p = %d and %d, want 5 and 10", a, b)
	}
	h.selectReconstructor("FIRENET")
	if h.compare.Slots[2].Pane.Name() != "FIRENET" || len(h.left.reconstructors.form.Keys()) == 0 {
		t.Error("selecting a reconstructor does not show it")
	}
	h.left.rowOf["FIRENET 2"].Toggle()
	if !h.catalogue.Hidden["FIRENET 2"] {
		t.Error("the check does not hide the curve")
	}
	h.rerun(func() { h.left.removeReconstructor("FIRENET 2") })
	if len(h.control.Recipe().Reconstructors) != 2 {
		t.Error("the reconstructor was not removed")
	}
}

func TestStepsThatBreakTheConditionAreSaidAtTheField(t *testing.T) {
	h := open(t, nil)
	h.done()
	test.Tap(h.left.reconstructors.more)
	f := h.left.reconstructors.form
	f.Entry("reconstructor.FIRENET.tau").Commit("2")
	h.until("message", func() bool { return len(h.control.Errors()) > 0 })
	said := f.Message("reconstructor.FIRENET.sigma") + f.Message("reconstructor.FIRENET.tau")
	if !strings.Contains(said, "tau*sigma") || !h.left.reconstructors.card.Wrong() {
		t.Errorf("messages %q, errors %v", said, h.control.Errors())
	}
	if h.control.Recipe().Reconstructors[1].Values.Float("tau") != 1 {
		t.Error("tau has changed")
	}
}

func TestOpenAPhotographAndABrokenFile(t *testing.T) {
	h := open(t, nil)
	h.done()
	dir := t.TempDir()
	photo := filepath.Join(dir, "photo.png")
	a := array.NewComplex(array.Shape{H: 75, W: 100})
	for i := range a.Data {
		a.Data[i] = complex(float64(i%100)/100, 0)
	}
	var png bytes.Buffer
	if err := imagefile.WritePNG16(&png, a.Shape, a.RealParts(), 0, 1, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(photo, png.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h.rerun(func() { h.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(photo)}) })
	if s := h.control.Data().Shape(); s.H != s.W || s.H != 64 {
		t.Errorf("a picture of 75 x 100 is opened as %v, want 64 x 64", s)
	}
	if h.title() != "photo.png" {
		t.Errorf("title %q", h.title())
	}
	broken := filepath.Join(dir, "broken.png")
	if err := os.WriteFile(broken, []byte("\x89PNG\r\n\x1a\nnothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.OpenPath(broken)
	h.until("message", func() bool { return h.control.Errors()["image.file"] != nil })
	if !h.left.image.card.Wrong() || h.left.image.top.Text() == "" || h.control.Recipe().Image.File != photo {
		t.Errorf("a broken file: card marked %v, message %q, file %q", h.left.image.card.Wrong(), h.left.image.top.Text(), h.control.Recipe().Image.File)
	}
}

func TestSaveAndOpenARecipe(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.rerun(func() { h.left.set("noise.level", 0.05) })
	if !h.control.Modified() || h.toolbar.state.Text != "edited" {
		t.Errorf("state %q after an edit", h.toolbar.state.Text)
	}
	path := filepath.Join(t.TempDir(), "mine.toml")
	h.write(path)
	if h.control.Modified() || h.toolbar.state.Text != "saved" {
		t.Errorf("state %q after saving", h.toolbar.state.Text)
	}
	h.rerun(func() { h.left.set("noise.level", 0.5) })
	h.rerun(func() { h.OpenPath(path) })
	if h.control.Recipe().Noise.Level != 0.05 || h.control.Path != path {
		t.Errorf("noise level %g after opening what was saved with 0.05", h.control.Recipe().Noise.Level)
	}
	h.write(filepath.Join(t.TempDir(), "missing", "x.toml"))
	if !strings.Contains(h.status.runText, "Failed") {
		t.Errorf("a folder that is not there: status %q", h.status.runText)
	}
}

func TestKeys(t *testing.T) {
	h := open(t, nil)
	h.done()
	key := func(n fyne.KeyName) { h.keys.TypedKey(&fyne.KeyEvent{Name: n}) }
	key(fyne.KeyRight)
	c := h.group.Cursor()
	if !c.Pinned || c.Col != 33 || c.Row != 32 {
		t.Errorf("the right arrow puts the cross-hair to %+v", c)
	}
	key(fyne.KeyF9)
	key(fyne.KeyF10)
	if !h.zones.hideLeft || !h.zones.hideRight || h.left.object.Visible() || h.side.object.Visible() {
		t.Error("F9 and F10 do not fold the columns")
	}
	key(fyne.KeyF9)
	key(fyne.KeyF10)
	h.keys.TypedRune('c')
	if h.group.Crosshair() {
		t.Error("C does not hide the cross-hair")
	}
	h.keys.TypedRune('1')
	if f, _ := h.panes.frame(); f.Zoom != 1 {
		t.Errorf("zoom %g after 1", f.Zoom)
	}
	h.keys.TypedRune('+')
	if f, _ := h.panes.frame(); f.Zoom <= 1 {
		t.Errorf("zoom %g after +", f.Zoom)
	}
	h.keys.TypedRune('f')
	if !h.group.Viewport().Fit {
		t.Error("F does not fit")
	}
	h.keys.TypedRune('?')
	if h.win.Canvas().Overlays().Top() == nil {
		t.Fatal("? does not list the keys")
	}
	key(fyne.KeyEscape)
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the list")
	}
	h.rerun(func() { key(fyne.KeyF5) })
}

func TestFileDialogsOpenAndEscapeClosesThem(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.dialogs.Folder = t.TempDir()
	for name, open := range map[string]func(){"open": h.openDialog, "save": h.save} {
		open()
		if h.win.Canvas().Overlays().Top() == nil {
			t.Fatalf("%s: no dialog", name)
		}
		h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if h.win.Canvas().Overlays().Top() != nil {
			t.Errorf("%s: Escape does not close the dialog", name)
		}
	}
}

func TestThemeSwitchReachesTheWindow(t *testing.T) {
	h := open(t, nil)
	h.done()
	light := h.toolbar.ground.FillColor
	h.settings.change(func(s *Settings) { s.Theme = look.DarkMode })
	h.recolour() // the listener of the settings runs on a goroutine of the toolkit
	if h.toolbar.ground.FillColor == light || h.toolbar.ground.FillColor != look.Dark().Panel {
		t.Error("the tool bar keeps the light colour")
	}
	if LoadSettings(h.app).Theme != look.DarkMode {
		t.Error("the theme is not remembered")
	}
}

func TestTipsComeAfterAWhile(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.toolbar.run.MouseIn(nil)
	if len(h.timers) == 0 || h.tips.Shown().Name != "" {
		t.Fatal("no timer, or the tip comes at once")
	}
	h.timers[len(h.timers)-1]()
	if h.tips.Shown().Name != "Run" || len(h.tips.Layer.Objects) == 0 {
		t.Errorf("tip %+v", h.tips.Shown())
	}
	h.toolbar.run.MouseOut()
	if h.tips.Shown().Name != "" || len(h.tips.Layer.Objects) != 0 {
		t.Error("the tip stays")
	}
}

func TestNoGoroutineIsLeft(t *testing.T) {
	h := open(t, nil)
	h.done()
	before := runtime.NumGoroutine()
	second := open(t, nil)
	if err := second.control.Set("reconstructor.firenet.inner", 20000); err != nil {
		t.Fatal(err)
	}
	second.until("running", func() bool { return second.control.Status().State == control.Running })
	second.Close()
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	if n := runtime.NumGoroutine(); n > before {
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before:\n%s", n, before, buf[:runtime.Stack(buf, true)])
	}
}

func TestNothingOverlapsAtAnySize(t *testing.T) {
	h := open(t, nil)
	h.done()
	for _, s := range []fyne.Size{{Width: 1024, Height: 700}, {Width: 1280, Height: 800}, {Width: 1920, Height: 1080}} {
		h.win.Resize(s)
		var boxes []fyne.CanvasObject
		for _, p := range h.compare.Slots {
			boxes = append(boxes, p.Pane)
		}
		driver := fyne.CurrentApp().Driver()
		for i, a := range append(boxes, h.left.object, h.side.object, h.toolbar.object, h.status.object) {
			pa, sa := driver.AbsolutePositionForObject(a), a.Size()
			if pa.X < 0 || pa.Y < 0 || pa.X+sa.Width > s.Width+0.5 || pa.Y+sa.Height > s.Height+0.5 {
				t.Errorf("%v: object %d at %v with %v leaves the window", s, i, pa, sa)
			}
			for k, b := range boxes {
				pb, sb := driver.AbsolutePositionForObject(b), b.Size()
				if a != b && pa.X < pb.X+sb.Width && pb.X < pa.X+sa.Width && pa.Y < pb.Y+sb.Height && pb.Y < pa.Y+sa.Height {
					t.Errorf("%v: objects %d and %d overlap", s, i, k)
				}
			}
		}
	}
}
