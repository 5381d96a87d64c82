package viewer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
)

// pull presses the mouse at one point of the picture and lets it go at another, both in
// pixels of the picture.
func pull(p *Pane, x0, y0, x1, y1 float64, press desktop.MouseEvent) {
	s := p.parts.surface
	at := func(x, y float64) fyne.Position {
		sx, sy := s.frame().Screen(x, y)
		return fyne.NewPos(float32(sx/s.ratio()), float32(sy/s.ratio()))
	}
	from, to := at(x0, y0), at(x1, y1)
	if press.Button == 0 {
		press.Button = desktop.MouseButtonPrimary
	}
	press.Position = from
	s.MouseDown(&press)
	if from != to {
		if press.Button == desktop.MouseButtonSecondary {
			press.Position = to
			s.MouseMoved(&press)
		} else {
			s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)})
		}
	}
	press.Position = to
	s.MouseUp(&press)
}

func TestLineIsDraggedByEndsAndAsAWhole(t *testing.T) {
	a, b, g, _ := twoPanes(t)
	g.SetLine(model.Line{X0: 20.5, Y0: 60.5, X1: 100.5, Y1: 60.5, Shown: true})
	view := g.Viewport()
	pull(a, 100.5, 60.5, 90, 110.2, desktop.MouseEvent{})
	if l := g.Line(); l != (model.Line{X0: 20.5, Y0: 60.5, X1: 90.5, Y1: 110.5, Shown: true}) {
		t.Errorf("after dragging an end: %+v", l)
	}
	pull(b, 55.5, 85.5, 62.4, 75.6, desktop.MouseEvent{}) // the middle of it, in the other pane
	if l := g.Line(); l != (model.Line{X0: 27.5, Y0: 50.5, X1: 97.5, Y1: 100.5, Shown: true}) {
		t.Errorf("after dragging the line: %+v", l)
	}
	pull(a, 27.5, 50.5, -40, 500, desktop.MouseEvent{})
	if l := g.Line(); l.X0 != 0.5 || l.Y0 != 127.5 {
		t.Errorf("an end leaves the picture: %+v", l)
	}
	if g.Viewport() != view || g.Cursor().Pinned {
		t.Error("dragging the line pans or pins")
	}
	// Beside the line the picture is dragged.
	pull(a, 100, 20, 104, 20, desktop.MouseEvent{})
	if g.Viewport() == view {
		t.Error("the picture cannot be dragged any more")
	}
}

func TestRegionIsDrawn(t *testing.T) {
	a, _, g, _ := twoPanes(t)
	want := model.Region{Row0: 20, Col0: 30, Row1: 61, Col1: 71, Shown: true}
	for name, press := range map[string]desktop.MouseEvent{
		"tool": {}, "Shift": {Modifier: fyne.KeyModifierShift}, "right button": {Button: desktop.MouseButtonSecondary},
	} {
		g.SetRegion(model.Region{})
		g.SetRegionTool(name == "tool")
		pull(a, 70.3, 60.9, 30.2, 20.5, press)
		if g.Region() != want {
			t.Errorf("%s: %+v, want %+v", name, g.Region(), want)
		}
		if g.RegionTool() || !g.Viewport().Fit || g.Cursor().Pinned {
			t.Errorf("%s: the tool stays, or the picture was dragged", name)
		}
	}
	pull(a, 20, 20, 20, 20, desktop.MouseEvent{})
	if g.Region() != want {
		t.Error("a click without the tool takes the region away")
	}
	g.SetRegionTool(true)
	pull(a, 20, 20, 20, 20, desktop.MouseEvent{})
	if g.Region().Shown {
		t.Error("a click with the tool leaves the region")
	}
}

func TestDividerIsDragged(t *testing.T) {
	a, b, _, _ := twoPanes(t)
	a.SetSecond(b.Picture(), Badge{Name: "Truth"}, Badge{Name: "FIRENET"})
	told := 0
	a.OnDivider = func() { told++ }
	pull(a, 64, 30, 32, 40, desktop.MouseEvent{})
	if a.Divider() != 0.25 || told != 1 {
		t.Errorf("divider at %g, told %d times", a.Divider(), told)
	}
	if x, ok := a.DividerColumn(); !ok || x != 32 {
		t.Errorf("column %g, %v", x, ok)
	}
	// Left of it there is the one picture, right of it the other.
	s := a.parts.surface
	img := s.draw(256, 256)
	alone := b.parts.surface.draw(256, 256)
	same := func(x int) bool {
		for y := 4; y < 256; y += 8 {
			if img.At(x, y) != alone.At(x, y) {
				return false
			}
		}
		return true
	}
	if !same(200) || same(60) {
		t.Errorf("right of the divider the second picture: %v; left of it: %v", same(200), same(60))
	}
	a.SetBlink(b.Picture(), Badge{})
	if _, ok := a.DividerColumn(); ok {
		t.Error("the divider stays while the pictures blink")
	}
	if pull(a, 32, 40, 90, 40, desktop.MouseEvent{}); a.Divider() != 0.25 {
		t.Error("a divider that is not seen is dragged")
	}
}

func TestMarksLook(t *testing.T) {
	for name, mode := range map[string]look.Mode{"marks-light": look.LightMode, "marks-dark": look.DarkMode} {
		start(t, mode)
		g := model.NewGroup()
		panes := fourPanes(g)
		for _, p := range panes[1:3] {
			p.Close()
		}
		p := panes[0]
		p.Bare = true
		p.SetSecond(panes[1].Picture(), Badge{Name: "Truth", Colour: look.Current().Foreground}, Badge{Name: "FIRENET p 20", Colour: look.Current().Curves[1]})
		p.SetSecondMeasures([]model.Measure{{Name: "rel. ℓ²", Value: "0.0921"}, {Name: "SSIM", Value: "0.681"}})
		g.SetLine(model.Line{X0: 15.5, Y0: 30.5, X1: 110.5, Y1: 52.5, Shown: true})
		g.SetRegion(model.RegionBetween(70, 20, 110, 60))
		w := show(t, p, 420, 400)
		goldentest.Compare(t, name, w.Canvas().Capture())
	}
}
