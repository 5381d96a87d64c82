package gui

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"firenet/gui/model"
	"firenet/recon/array"
)

func TestProfileLine(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.group.Pin(20, 10)
	h.keys.TypedRune('l')
	if l := h.group.Line(); l != (model.Line{X0: 6.5, Y0: 20.5, X1: 57.5, Y1: 20.5, Shown: true}) {
		t.Fatalf("L draws %+v", l)
	}
	if h.side.row.Text != "row 20, columns 6 to 57" {
		t.Errorf("described as %q", h.side.row.Text)
	}
	names := []string{"truth", "Zero-filled", "FIRENET"}
	lines, differences := h.side.profile.Lines(), h.side.difference.Lines()
	if len(lines) != 3 || len(differences) != 2 {
		t.Fatalf("%d curves and %d differences", len(lines), len(differences))
	}
	truth := h.control.Data().Truth
	z := h.control.Track("Zero-filled").Picture.Image
	for i, l := range lines {
		if l.Name != names[i] || len(l.Values) != 52 {
			t.Errorf("curve %q of %d values", l.Name, len(l.Values))
		}
	}
	for i := range 52 {
		x, y := real(truth.At(20, 6+i)), z.At(20, 6+i)
		if d := differences[0].Values[i]; math.Abs(d-(math.Hypot(real(y), imag(y))-x)) > 1e-6 {
			t.Fatalf("difference %d is %g", i, d)
		}
	}
	// The curves follow the results, and what is not shown has none.
	before := lines[1].Values[5]
	h.rerun(func() { h.left.set("sampling.fraction", 0.5) })
	if h.side.profile.Lines()[1].Values[5] == before {
		t.Error("a new result leaves the curves")
	}
	h.catalogue.Hidden["Zero-filled"] = true
	h.side.showProfile()
	if len(h.side.profile.Lines()) != 2 {
		t.Error("a hidden reconstructor has a curve")
	}
	h.group.SetLine(model.Line{X0: 6.5, Y0: 20.5, X1: 40.5, Y1: 50.5, Shown: true})
	h.keys.TypedRune('l')
	if h.group.Line().Shown || h.side.lined {
		t.Error("L does not hide the line")
	}
	if h.keys.TypedRune('l'); h.group.Line().X1 != 40.5 {
		t.Error("the line does not come back where it was")
	}
}

func TestProfileAsCSV(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.group.SetLine(model.Line{X0: 10.5, Y0: 5.5, X1: 40.5, Y1: 45.5, Shown: true})
	var file bytes.Buffer
	if err := h.side.profileAlong(h.group.Line()).writeCSV(&file); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 52 || rows[0][3] != "truth" || rows[0][5] != "FIRENET" {
		t.Fatalf("%d rows, head %v", len(rows), rows[0])
	}
	number := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	// 3-4-5: every fifth step is on the middle of a pixel.
	for i := 0; i <= 50; i += 5 {
		r := rows[i+1]
		if d, row, col := number(r[0]), number(r[1]), number(r[2]); math.Abs(d-float64(i)) > 1e-7 || math.Abs(row-5-0.8*float64(i)) > 1e-6 || math.Abs(col-10-0.6*float64(i)) > 1e-6 {
			t.Errorf("point %d: %v", i, r)
		}
		want := real(h.control.Data().Truth.At(5+4*i/5, 10+3*i/5))
		if v := number(r[3]); math.Abs(v-want) > 1e-6 {
			t.Errorf("truth at point %d is %g, want %g", i, v, want)
		}
	}
	h.side.saveProfile()
	if h.win.Canvas().Overlays().Top() == nil {
		t.Error("the button asks for no file")
	}
}

func TestSwipe(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Swipe")
	v := h.swipe
	if v.Pane.Picture() != h.catalogue.Picture(model.Image, h.control.Track("Zero-filled").Picture.Image) {
		t.Error("the left picture is not the zero-filled one")
	}
	if x, ok := v.Pane.DividerColumn(); !ok || x != 32 {
		t.Errorf("divider at column %g, %v", x, ok)
	}
	v.Sides[0].Choice.List.SetSelected("Truth")
	if v.Sides[0].Content != model.Show(model.ShowTruth, "") || v.Pane.Picture() != h.catalogue.Picture(model.Image, h.control.Data().Truth) {
		t.Error("the list does not choose the left picture")
	}
	// Keys act on this pane, and the plots say where the divider is.
	h.keys.TypedRune('+')
	if f, _ := v.Pane.Frame(); f.Zoom <= 1 || h.group.Viewport().Fit {
		t.Error("+ does not zoom")
	}
	h.keys.TypedRune('f')
	h.group.SetLine(model.Line{X0: 4.5, Y0: 20.5, X1: 60.5, Y1: 20.5, Shown: true})
	v.Pane.SetDivider(0.25)
	if at, ok := v.DividerOn(h.group.Line()); !ok || math.Abs(at-15.5) > 1e-9 {
		t.Errorf("the divider crosses the line at %g, %v", at, ok)
	}
	l := h.layout()
	if l.View != "Swipe" || l.Swipe.Divider != 0.25 || l.Swipe.Left != model.Show(model.ShowTruth, "") {
		t.Errorf("layout %q %+v", l.View, l.Swipe)
	}
	other := open(t, nil)
	other.done()
	other.setLayout(l)
	if other.shown.Name() != "Swipe" || other.layout().Swipe != l.Swipe || other.swipe.Pane.Picture() == nil {
		t.Errorf("comes back as %q %+v", other.shown.Name(), other.layout().Swipe)
	}
	h.rerun(func() { h.left.set("noise.level", 0.3) })
	if v.Pane.Divider() != 0.25 {
		t.Error("a new result moves the divider")
	}
}

func TestBlink(t *testing.T) {
	h := open(t, nil)
	h.done()
	s := h.compare.Slots[2]
	h.compare.Current = 2
	b := &fyne.KeyEvent{Name: fyne.KeyB}
	own, truth := s.Pane.Picture(), h.compare.Slots[0].Pane.Picture()
	s.Pane.KeyDown(b)
	if s.Pane.Blinking() != truth {
		t.Fatal("B does not show the truth in a pane that has shown nothing else")
	}
	next := func() { f := h.timers[len(h.timers)-1]; h.timers = nil; f() }
	if next(); s.Pane.Blinking() != own {
		t.Error("it does not alternate")
	}
	if next(); s.Pane.Blinking() != truth {
		t.Error("it does not alternate again")
	}
	s.Pane.KeyDown(b) // a second press without letting go changes nothing
	if s.Pane.KeyUp(b); s.Pane.Blinking() != nil || h.blink.On() || len(h.timers) != 0 {
		t.Error("letting B go does not show the pane's own picture")
	}
	// Against the content chosen before.
	h.compare.ChoosePane(s, model.Show(model.ShowZeroFilled, ""))
	h.keys.KeyDown(b)
	if s.Pane.Blinking() != own {
		t.Error("B does not show what the pane showed before")
	}
	h.keys.KeyUp(b)
	h.showView("Swipe")
	h.keys.KeyDown(b)
	p := h.swipe.Pane
	if p.Blinking() == nil || p.Blinking() == p.Picture() {
		t.Error("in Swipe B does not show the right picture")
	}
	if next(); p.Blinking() != p.Picture() {
		t.Error("in Swipe the left picture does not follow")
	}
	h.keys.KeyUp(b)
	if _, ok := p.DividerColumn(); !ok {
		t.Error("the divider does not come back")
	}
}

// Zoom, cross-hair, window, line, region and divider survive a result, a theme and a size.
func TestTheViewSurvives(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.group.SetViewport(model.Viewport{Zoom: 3, X: 20, Y: 30})
	h.group.Pin(5, 7)
	h.group.SetWindow(model.ImageScale, model.Window{Lo: 0.1, Hi: 0.6})
	h.group.SetLine(model.Line{X0: 1, Y0: 2, X1: 30, Y1: 40, Shown: true})
	h.group.SetRegion(model.RegionBetween(3, 4, 20, 30))
	want := h.layout()
	for name, change := range map[string]func(){
		"result": func() { h.rerun(func() { h.left.set("noise.level", 0.1) }) },
		"theme":  h.recolour,
		"size":   func() { h.win.Resize(fyne.NewSize(1024, 700)); h.win.Resize(fyne.NewSize(1700, 900)) },
		"view":   func() { h.showView("Swipe"); h.showView("Compare") },
	} {
		change()
		if got := h.layout(); got.Viewport != want.Viewport || got.Cursor != want.Cursor || got.Display != want.Display || got.Line != want.Line || got.Region != want.Region {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestALineOnASmallerPicture(t *testing.T) {
	l := model.Line{X0: 10.5, Y0: 100.5, X1: 120.5, Y1: 100.5, Shown: true}
	p := model.NewPicture(model.Image, array.NewComplex(array.Shape{H: 32, W: 32}))
	for _, v := range p.Along(l) {
		if v == v {
			t.Fatal("a value outside of the picture")
		}
	}
}
