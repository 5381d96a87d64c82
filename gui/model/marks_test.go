package model

import (
	"image"
	"image/color"
	"math"
	"testing"

	"firenet/recon/array"
)

func TestAlongARowIsTheRow(t *testing.T) {
	p := realPicture(20, 30, func(r, c int) float64 { return float64(100*r+c) / 4096 })
	v := p.Along(Line{X0: 4.5, Y0: 7.5, X1: 24.5, Y1: 7.5})
	if len(v) != 21 {
		t.Fatalf("%d values", len(v))
	}
	for i, got := range v {
		if got != p.Value(7, 4+i) {
			t.Errorf("value %d is %g, want %g", i, got, p.Value(7, 4+i))
		}
	}
	if name, at := (Line{X0: 24.5, Y0: 7.5, X1: 4.5, Y1: 7.5}).Axis(); name != "column" || at[0] != 24 || at[20] != 4 {
		t.Errorf("axis %s from %g to %g", name, at[0], at[20])
	}
}

// Linear interpolation reproduces a plane exactly, in every direction, between the middles
// of the outer pixels.
func TestAlongAPlane(t *testing.T) {
	plane := func(x, y float64) float64 { return 0.5 + x/64 - y/128 }
	p := realPicture(32, 32, func(r, c int) float64 { return plane(float64(c)+0.5, float64(r)+0.5) })
	for _, l := range []Line{{X0: 3.2, Y0: 5.1, X1: 28.7, Y1: 20.9}, {X0: 30, Y0: 2, X1: 1, Y1: 31}, {X0: 9, Y0: 1, X1: 9, Y1: 30}} {
		for i, v := range p.Along(l) {
			x, y := l.At(i)
			if math.Abs(v-plane(x, y)) > 1e-6 {
				t.Errorf("%v: %g at %g, %g, want %g", l, v, x, y, plane(x, y))
			}
		}
		if v := p.Along(l); math.Abs(float64(len(v)-1)-l.Length()) > 0.5 {
			t.Errorf("%d steps on a length of %g", len(v)-1, l.Length())
		}
	}
	out := p.Along(Line{X0: -5, Y0: 5, X1: 40, Y1: 5})
	if out[0] == out[0] || out[len(out)-1] == out[len(out)-1] || out[20] != out[20] {
		t.Error("outside of the picture there must be no value, inside one")
	}
}

func TestLinesAndRegionsStayOnThePicture(t *testing.T) {
	s := array.Shape{H: 20, W: 30}
	l := Line{X0: 2, Y0: 3, X1: 12, Y1: 9, Shown: true}
	if got := l.Moved(-50, 50, s); got.X0 != 0 || got.X1 != 10 || got.Y0 != 14 || got.Y1 != 20 {
		t.Errorf("moved too far: %v", got)
	}
	if got := l.WithEnd(1, 99, -4, s); got.X1 != 30 || got.Y1 != 0 || got.X0 != 2 {
		t.Errorf("end moved too far: %v", got)
	}
	r, ok := RegionBetween(18, 25, -3, 99).In(s)
	if !ok || r != (Region{0, 25, 19, 30, true}) || r.Shape() != (array.Shape{H: 19, W: 5}) {
		t.Errorf("region %v", r)
	}
	if _, ok := RegionBetween(40, 2, 50, 6).In(s); ok {
		t.Error("a region beside the picture is on it")
	}
}

// Each pixel of a drawn line is near the straight line between the ends, and no gap is left.
func TestDrawnLineIsStraight(t *testing.T) {
	f := Viewport{Zoom: 2, X: 32, Y: 32}.Frame(array.Shape{H: 64, W: 64}, 128, 128)
	white := color.NRGBA{255, 255, 255, 255}
	for _, l := range []Line{{X0: 5, Y0: 9, X1: 60, Y1: 40}, {X0: 50, Y0: 60, X1: 40, Y1: 3}, {X0: 4, Y0: 20.5, X1: 60, Y1: 20.5}} {
		dst := image.NewRGBA(image.Rect(0, 0, 128, 128))
		x0, y0 := f.Screen(l.X0, l.Y0)
		x1, y1 := f.Screen(l.X1, l.Y1)
		drawSegment(dst, x0, y0, x1, y1, 1, white)
		length, sum := math.Hypot(x1-x0, y1-y0), 0.0
		for y := range 128 {
			for x := range 128 {
				v := float64(dst.RGBAAt(x, y).R) / 255
				sum += v
				away := math.Abs((float64(x)+0.5-x0)*(y1-y0)-(float64(y)+0.5-y0)*(x1-x0)) / length
				if v > 0 && away > 2 {
					t.Fatalf("%v: drawn at %d, %d, %g away", l, x, y, away)
				}
			}
		}
		if want := 2 * length; math.Abs(sum-want) > 0.05*want {
			t.Errorf("%v covers %g pixels, want about %g", l, sum, want)
		}
	}
}

// Lines of the levels stand where the nested squares end.
func TestLevelLines(t *testing.T) {
	f := Viewport{Zoom: 4, X: 32, Y: 32}.Frame(array.Shape{H: 64, W: 64}, 256, 256)
	dst := image.NewRGBA(image.Rect(0, 0, 256, 256))
	DrawLevels(dst, f, 3, color.NRGBA{255, 255, 255, 255}, 1)
	for y := range 256 {
		for x := range 256 {
			want := x == 128 || y == 128 || x == 64 && y < 128 || y == 64 && x < 128 || x == 32 && y < 64 || y == 32 && x < 64
			if got := dst.RGBAAt(x, y).R == 255; got != want {
				t.Fatalf("at %d, %d: %v", x, y, got)
			}
		}
	}
}

func TestLayoutIsMadeValid(t *testing.T) {
	l := Layout{
		Panes:    []PaneLayout{{Content: Content{Of: Source{What: "nonsense"}}, Part: "other", Viewport: &Viewport{Zoom: math.NaN()}}},
		Focused:  7,
		Viewport: Viewport{Zoom: math.Inf(1)},
		Display:  Display{Image: ScaleDisplay{Window: Window{math.NaN(), 1}, Map: "rainbow"}, Residual: ScaleDisplay{Map: "gray"}},
		Line:     Line{X0: math.NaN()}, Region: Region{Row0: 9, Row1: 3, Col0: 1, Col1: 4, Shown: true},
		Swipe: SwipeLayout{Divider: -2},
	}.Valid()
	p := l.Panes[0]
	if p.Content != Show(ShowTruth, "") || p.Part != DefaultPart || p.Viewport != nil || l.Focused != 0 || !l.Viewport.Fit {
		t.Errorf("pane %+v, focused %d, viewport %v", p, l.Focused, l.Viewport)
	}
	if l.Display.WindowOf(ImageScale) != (Window{0, 1}) || l.Display.MapOf(ImageScale) != GrayMap || l.Display.MapOf(ResidualScale) != DivergingMap {
		t.Errorf("display %+v", l.Display)
	}
	if l.Line != (Line{}) || l.Region.Row0 != 3 || l.Region.Row1 != 9 || l.Swipe.Divider != 0.5 {
		t.Errorf("line %v, region %v, divider %g", l.Line, l.Region, l.Swipe.Divider)
	}
	for range 20 {
		l.Panes = append(l.Panes, p)
	}
	if n := len(l.Valid().Panes); n != MaxPanes {
		t.Errorf("%d panes", n)
	}
}
