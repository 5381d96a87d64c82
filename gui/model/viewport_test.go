package model

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firenet/recon/array"
)

// The fit rule: the largest of 1, 2, 3, ..., 1/2, 1/3, ... that fits if it is within 15 % of
// the exact fit, otherwise the exact fit.
func TestFitZoom(t *testing.T) {
	cases := []struct {
		side, pane int
		want       float64
	}{
		{256, 256, 1},
		{256, 290, 1},               // exact 1.13
		{256, 310, 310.0 / 256},     // exact 1.21: 1 would leave more than 15 % free
		{256, 520, 2},               // exact 2.03
		{256, 600, 2},               // exact 2.34; 2 is within 15 %
		{256, 612, 612.0 / 256},     // exact 2.39; 2 is not
		{128, 256, 2},               //
		{512, 256, 0.5},             //
		{512, 364, 364.0 / 512},     // exact 0.71
		{512, 290, 0.5},             // exact 0.57
		{768, 256, 1.0 / 3},         //
		{4096, 256, 1.0 / 16},       //
		{1024, 1023, 1023.0 / 1024}, // a pixel too small for 1
	}
	for _, c := range cases {
		s := array.Shape{H: c.side, W: c.side}
		if got := FitZoom(s, c.pane, c.pane+50); got != c.want {
			t.Errorf("side %d in %d: %g, want %g", c.side, c.pane, got, c.want)
		}
	}
}

func TestFittedPictureIsInTheMiddle(t *testing.T) {
	f := Fitted().Frame(array.Shape{H: 100, W: 200}, 500, 400)
	if f.Zoom != 2.5 {
		t.Fatalf("zoom %g", f.Zoom)
	}
	if x, y := f.Screen(0, 0); x != 0 || math.Abs(y-75) > 0.5 {
		t.Errorf("corner at %g, %g", x, y)
	}
	if _, _, inside := f.Pixel(250, 10); inside {
		t.Error("a point above the picture is inside")
	}
	if row, col, inside := f.Pixel(499, 324); !inside || row != 99 || col != 199 {
		t.Errorf("last pixel: %d, %d, %v", row, col, inside)
	}
}

// Zooming about the pointer keeps what is under it, to half a pixel of the screen.
func TestZoomKeepsThePointUnderThePointer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.IntRange(64, 4096).Draw(t, "side")
		s := array.Shape{H: side, W: side * rapid.IntRange(1, 2).Draw(t, "ratio")}
		w, h := rapid.IntRange(64, 2000).Draw(t, "w"), rapid.IntRange(64, 2000).Draw(t, "h")
		f := Fitted().Frame(s, w, h)
		// A point on the picture.
		x, y := f.Screen(rapid.Float64Range(0.05, 0.95).Draw(t, "x")*float64(s.W), rapid.Float64Range(0.05, 0.95).Draw(t, "y")*float64(s.H))
		px, py := f.At(x, y)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			f = f.ZoomAbout(x, y, Step(f.Zoom, 1)).Frame(s, w, h)
			qx, qy := f.At(x, y)
			if math.Abs(qx-px)*f.Zoom > 0.5+1e-6 || math.Abs(qy-py)*f.Zoom > 0.5+1e-6 {
				t.Fatalf("at zoom %g the point moved from %g, %g to %g, %g", f.Zoom, px, py, qx, qy)
			}
			px, py = qx, qy
		}
	})
}

func TestPanMovesByWhatWasDragged(t *testing.T) {
	s := array.Shape{H: 256, W: 256}
	f := Viewport{Zoom: 4, X: 128, Y: 128}.Frame(s, 300, 300)
	x0, y0 := f.Screen(100, 100)
	g := f.Pan(13, -7).Frame(s, 300, 300)
	if x, y := g.Screen(100, 100); math.Abs(x-x0-13) > 1e-9 || math.Abs(y-y0+7) > 1e-9 {
		t.Errorf("moved by %g, %g", x-x0, y-y0)
	}
	// The picture cannot be dragged away.
	g = f.Pan(1e6, 1e6).Frame(s, 300, 300)
	if _, _, inside := g.Pixel(151, 151); !inside {
		t.Error("the picture is lost")
	}
}

func TestSteps(t *testing.T) {
	zoom := 0.25
	for _, want := range []float64{1.0 / 3, 0.5, 1 / 1.5, 1, 1.5, 2, 3, 4, 6, 8} {
		if zoom = Step(zoom, 1); math.Abs(zoom-want) > 1e-12 {
			t.Fatalf("got %g, want %g", zoom, want)
		}
	}
	if got := Step(8, -9); math.Abs(got-1.0/3) > 1e-12 {
		t.Errorf("nine steps out from 8: %g", got)
	}
	if got := Step(0.71, -1); math.Abs(got-1/1.5) > 1e-12 {
		t.Errorf("a step out from 0.71: %g", got)
	}
	if Step(64, 1) != 64 || Step(1.0/64, -1) != 1.0/64 {
		t.Error("the ends can be passed")
	}
}
