package viewer

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
	"firenet/gui/model"
)

// twoPanes returns two panes of 308 x 304 with a picture of 128 x 128 at 2:1, in a window.
func twoPanes(t *testing.T) (a, b *Pane, g *model.Group, w fyne.Window) {
	t.Helper()
	start(t, look.LightMode)
	g = model.NewGroup()
	panes := fourPanes(g)
	panes[2].Close()
	panes[3].Close()
	a, b = panes[0], panes[1]
	w = show(t, container.NewGridWithColumns(2, a, b), 2*308+4, 304)
	return a, b, g, w
}

func readOutText(p *Pane) string {
	text := ""
	for _, r := range p.parts.value.runs {
		text += r.text + " "
	}
	return text
}

func TestMovingMarksThePixelInAllPanes(t *testing.T) {
	a, b, g, w := twoPanes(t)
	// Pixel (row 60, column 20): middle at (41, 121) of the picture.
	test.MoveMouse(w.Canvas(), fyne.NewPos(4+41, 24+121))
	if c := g.Cursor(); c != (model.Cursor{Row: 60, Col: 20, Shown: true}) {
		t.Fatalf("cursor %v", c)
	}
	value, argument := b.Picture().ReadOut(60, 20)
	if got := readOutText(b); got != value+" "+argument+" " {
		t.Errorf("the other pane reads %q", got)
	}
	if v, _ := a.Picture().ReadOut(60, 20); readOutText(a) != v+" " {
		t.Errorf("this pane reads %q", readOutText(a))
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(100, 5))
	if g.Cursor().Shown || readOutText(a) != " " {
		t.Errorf("outside of the picture: %v, %q", g.Cursor(), readOutText(a))
	}
}

func TestClickPins(t *testing.T) {
	a, _, g, w := twoPanes(t)
	s := a.parts.surface
	s.MouseDown(mouse(41, 121))
	s.MouseUp(mouse(41, 121))
	test.MoveMouse(w.Canvas(), fyne.NewPos(200, 200))
	if c := g.Cursor(); c != (model.Cursor{Row: 60, Col: 20, Shown: true, Pinned: true}) {
		t.Errorf("after a click: %v", c)
	}
	if w.Canvas().Focused() != a || !a.focused {
		t.Error("a click does not give the focus")
	}
	s.MouseDown(mouse(10, 10))
	s.MouseUp(mouse(10, 10))
	if g.Cursor().Pinned {
		t.Error("a second click does not let go")
	}
}

func TestDragPansAllPanes(t *testing.T) {
	a, b, g, _ := twoPanes(t)
	g.SetViewport(model.Viewport{Zoom: 4, X: 64, Y: 64})
	s := a.parts.surface
	before := s.frame()
	s.MouseDown(mouse(100, 100))
	s.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(20, -12)})
	s.MouseUp(mouse(120, 88))
	s.DragEnd()
	after := b.parts.surface.frame()
	if dx, dy := after.X0-before.X0, after.Y0-before.Y0; dx != -5 || dy != 3 {
		t.Errorf("the other pane moved by %g, %g pixels", dx, dy)
	}
	if g.Cursor().Pinned {
		t.Error("dragging pins")
	}
}

func TestWheelZoomsAboutThePointer(t *testing.T) {
	a, b, g, _ := twoPanes(t)
	s := a.parts.surface
	at := fyne.NewPos(70, 201)
	row, col, _ := s.pixel(at)
	for _, dy := range []float32{25, 4, 4, 4, 10, -25, 50} {
		s.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, dy)})
		if r, c, _ := b.parts.surface.pixel(at); r != row || c != col {
			t.Fatalf("pixel under the pointer is %d, %d, was %d, %d", r, c, row, col)
		}
	}
	// 2 -> 3, then 4+4+4 makes one step -> 4, 10 makes one -> 6, back to 4, two steps -> 8.
	if z := g.Viewport().Zoom; z != 8 {
		t.Errorf("zoom %g", z)
	}
	s.DoubleTapped(&fyne.PointEvent{})
	if f, _ := b.Frame(); !g.Viewport().Fit || f.Zoom != 2 {
		t.Errorf("double click: %v", f)
	}
	b.OneToOne()
	if f, _ := a.Frame(); f.Zoom != 1 {
		t.Errorf("1:1 is %g", f.Zoom)
	}
	b.ZoomBy(-1)
	if f, _ := a.Frame(); math.Abs(f.Zoom-1/1.5) > 1e-9 {
		t.Errorf("a step out is %g", f.Zoom)
	}
}

func TestViewSurvivesANewPicture(t *testing.T) {
	a, _, g, _ := twoPanes(t)
	g.SetViewport(model.Viewport{Zoom: 3, X: 40, Y: 50})
	g.Pin(5, 6)
	g.SetWindow(model.ImageScale, model.Window{Lo: 0.1, Hi: 0.4})
	a.SetPicture(model.NewPicture(model.Image, head(128)))
	a.Resize(fyne.NewSize(400, 380))
	if g.Viewport() != (model.Viewport{Zoom: 3, X: 40, Y: 50}) || g.Cursor().Row != 5 || a.Window().Hi != 0.4 {
		t.Errorf("%v %v %v", g.Viewport(), g.Cursor(), a.Window())
	}
}

func TestUnlinkedViews(t *testing.T) {
	a, b, g, _ := twoPanes(t)
	g.SetViewsLinked(false)
	a.ZoomBy(2)
	fa, _ := a.Frame()
	if fb, _ := b.Frame(); fa.Zoom != 4 || fb.Zoom != 2 {
		t.Errorf("zooms %g and %g", fa.Zoom, fb.Zoom)
	}
	g.SetViewsLinked(true)
	fa, _ = a.Frame()
	if fb, _ := b.Frame(); fa.Zoom != fb.Zoom {
		t.Errorf("linked again: %g and %g", fa.Zoom, fb.Zoom)
	}
}

func TestClosedPaneFollowsNothing(t *testing.T) {
	a, _, g, _ := twoPanes(t)
	a.Close()
	g.Point(3, 3)
	if readOutText(a) != " " && readOutText(a) != "" {
		t.Errorf("a closed pane reads %q", readOutText(a))
	}
}

func TestMenuAndKeys(t *testing.T) {
	a, _, _, w := twoPanes(t)
	opened := 0
	var key fyne.KeyName
	var letter rune
	a.OnMenu = func(fyne.Position) { opened++ }
	a.OnKey = func(e *fyne.KeyEvent) { key = e.Name }
	a.OnRune = func(r rune) { letter = r }
	test.TapCanvas(w.Canvas(), fyne.NewPos(20, 12))
	if opened != 1 {
		t.Error("the name opens no menu")
	}
	w.Canvas().Focus(a)
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	w.Canvas().Focused().TypedRune('f')
	if key != fyne.KeyLeft || letter != 'f' {
		t.Errorf("key %q, letter %q", key, letter)
	}
	if a.parts.surface.Cursor() != desktop.CrosshairCursor {
		t.Error("no cross-hair over the picture")
	}
}

// The chain of a colour bar gives the pane a window of its own.
func TestChainUnlinks(t *testing.T) {
	a, b, _, _ := twoPanes(t)
	test.Tap(a.parts.link)
	a.SetWindow(model.Window{Lo: 0, Hi: 0.5})
	if a.ScaleLinked() || b.Window().Hi != 1 || a.parts.bar.labels[0].Text != "0.5" {
		t.Errorf("linked %v, windows %v %v, label %q", a.ScaleLinked(), a.Window(), b.Window(), a.parts.bar.labels[0].Text)
	}
	if a.SetWindow(model.Window{Lo: 2, Hi: -2}); a.Window() != (model.Window{Lo: -2, Hi: 2}) {
		t.Errorf("ends in the wrong order: %v", a.Window())
	}
	a.ResetWindow()
	if a.Window().Hi != 1 {
		t.Errorf("reset: %v", a.Window())
	}
	a.AutoWindow()
	if lo, hi := a.Picture().Range(); a.Window() != (model.Window{Lo: lo, Hi: hi}) {
		t.Errorf("auto: %v", a.Window())
	}
	test.Tap(a.parts.link)
	if !a.ScaleLinked() {
		t.Error("a second click does not link again")
	}
}

// A message that is set again with another action does the new one.
func TestMessageActions(t *testing.T) {
	a, _, _, _ := twoPanes(t)
	done := ""
	set := func(name string) {
		a.SetMessage(Message{Text: "Drop an image here", Actions: []Action{{"Open", func() { done = name }}}})
	}
	set("first")
	body := a.parts.note.Objects[1]
	set("second")
	if a.parts.note.Objects[1] != body {
		t.Error("the same message is built again")
	}
	rows := body.(*fyne.Container).Objects
	button := rows[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects[0].(*widget.Button)
	test.Tap(button)
	if done != "second" {
		t.Errorf("the %q action was done", done)
	}
	a.SetPicture(a.Picture())
	if a.parts.note.Visible() {
		t.Error("the message stays over a picture")
	}
}
