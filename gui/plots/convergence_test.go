package plots

import (
	"image"
	"math"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"gonum.org/v1/plot/vg"

	"firenet/gui/look"
	"firenet/recon/result"
)

func TestLogTicks(t *testing.T) {
	cases := []struct {
		lo, hi float64
		want   []float64
	}{
		{0.08, 1.15, []float64{0.1, 0.2, 0.5, 1}},
		{1, 100, []float64{1, 2, 5, 10, 20, 50, 100}},
		{0.05, 900, []float64{0.1, 1, 10, 100}},
		{1e-12, 1, []float64{1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1}},
	}
	for _, c := range cases {
		got := logTicks(c.lo, c.hi, 7)
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9*b }
		if !slices.EqualFunc(got, c.want, near) {
			t.Errorf("%g to %g: %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	cases := []struct {
		lo, hi float64
		most   int
		want   []float64
	}{
		{0, 100, 6, []float64{0, 20, 40, 60, 80, 100}},
		{-0.08, 1.08, 6, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{-0.03, 1.03, 4, []float64{0, 0.5, 1}},
		{1, 1, 4, nil},
	}
	for _, c := range cases {
		got := Ticks(c.lo, c.hi, c.most)
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		if !slices.EqualFunc(got, c.want, near) {
			t.Errorf("%g to %g: %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
	if got := pixelTicks(256); !slices.Equal(got, []float64{0, 64, 128, 192, 256}) {
		t.Errorf("256 pixels: %v", got)
	}
	if got := layerTicks(3); !slices.Equal(got, []float64{0, 1, 2, 3}) {
		t.Errorf("3 layers: %v", got)
	}
}

func TestBlockEnds(t *testing.T) {
	p20 := history(5, 20, 0.1)
	cases := []struct {
		c    Curve
		want []int
	}{
		{Curve{Points: p20}, []int{20, 40, 60, 80, 100}},
		{Curve{Points: p20[:47], Layers: 100}, []int{20, 40, 60, 80, 100}},
		{Curve{Points: p20[:47]}, []int{20, 40, 47}},
		{Curve{Points: p20[:7], Layers: 100}, []int{100}},
		{Curve{Points: p20[:1]}, []int{1}},
	}
	for i, c := range cases {
		if got := blockEnds(c.c); !slices.Equal(got, c.want) {
			t.Errorf("case %d: %v, want %v", i, got, c.want)
		}
	}
}

func TestStride(t *testing.T) {
	for _, c := range []struct {
		width, step vg.Length
		want        int
	}{{20, 20, 1}, {20, 11, 2}, {20, 5, 5}, {20, 3, 10}, {20, 1, 20}, {20, 0.1, 200}} {
		if got := stride(c.width, c.step); got != c.want {
			t.Errorf("texts of %v, %v apart: %d, want %d", c.width, c.step, got, c.want)
		}
	}
}

// A thinned path keeps its ends and, in each half unit, its extremes.
func TestThinned(t *testing.T) {
	var path []vg.Point
	for i := range 20000 {
		y := math.Sin(float64(i))
		if i == 12345 {
			y = 7
		}
		path = append(path, vg.Point{X: vg.Length(i) / 100, Y: vg.Length(y)})
	}
	thin := thinned(path)
	if len(thin) > 4*400 {
		t.Errorf("%d points are left", len(thin))
	}
	if thin[0] != path[0] || thin[len(thin)-1] != path[len(path)-1] || !slices.Contains(thin, path[12345]) {
		t.Error("an end or the peak is lost")
	}
	if !slices.IsSortedFunc(thin, func(a, b vg.Point) int { return int(math.Copysign(1, float64(a.X-b.X))) }) {
		t.Error("out of order")
	}
}

// While points are coming a plot is drawn at most 20 times a second, and at the end in any
// case.
func TestDrawnTwentyTimesASecond(t *testing.T) {
	start(t, look.LightMode)
	c := NewConvergence(RelativeError)
	now := time.Unix(0, 0)
	c.now = func() time.Time { return now }
	points := history(5, 20, 0.1)
	drawn := func() int { // points in the picture: those of the last drawing
		return int(math.Round(now.Sub(c.drawn).Seconds() * 1000))
	}
	c.SetCurves([]Curve{{Points: points[:1], Running: true}}, 0)
	for _, step := range []struct {
		after   time.Duration
		running bool
		want    int // milliseconds since the last drawing
	}{{20 * time.Millisecond, true, 20}, {20 * time.Millisecond, true, 40}, {20 * time.Millisecond, true, 0}, {time.Millisecond, false, 0}} {
		now = now.Add(step.after)
		c.SetCurves([]Curve{{Points: points, Running: step.running}}, 0)
		if got := drawn(); got != step.want {
			t.Errorf("drawn %d ms ago, want %d", got, step.want)
		}
	}
}

func TestTextsOfCurves(t *testing.T) {
	c := NewConvergence(RelativeError)
	p := history(5, 20, 0.107)
	for _, k := range []struct {
		curve Curve
		want  string
	}{
		{Curve{Name: "p 20", Points: p}, "p 20 0.107"},
		{Curve{Name: "p 20", Points: p[:47], Running: true}, "p 20 now 0.107"},
		{Curve{Name: "p 20", Points: p[:20]}, "p 20 ends 0.139"},
	} {
		if got := c.ending(k.curve, 100); got != k.want {
			t.Errorf("%q, want %q", got, k.want)
		}
	}
	nothing := NewConvergence(RelativeError)
	for _, k := range []struct {
		curves []Curve
		want   string
	}{
		{nil, "nothing to show yet"},
		{[]Curve{{Name: "p 5"}}, "nothing recorded: history is off"},
		{[]Curve{{Name: "p 5", Running: true}}, "waiting for the first layer"},
		{[]Curve{{Points: []result.HistoryPoint{{Layer: 1, RelativeL2: math.NaN()}}}}, "nothing recorded: history is off"},
	} {
		nothing.curves = k.curves
		if got := nothing.plot(&Scene{}); got != k.want {
			t.Errorf("%q, want %q", got, k.want)
		}
	}
}

// The drawing has the pixels of the screen, not those of Fyne's units.
func TestHighDensity(t *testing.T) {
	start(t, look.LightMode)
	c := NewConvergence(RelativeError)
	c.SetCurves([]Curve{{Name: "p 20", Points: history(5, 20, 0.1)}}, 0.3)
	show(t, c, 328, 208)
	for _, scale := range []float64{1, 1.25, 1.5, 2} {
		w, h := int(328*scale), int(208*scale)
		img := c.draw(w, h).(*image.RGBA)
		if img.Bounds() != image.Rect(0, 0, w, h) || img.Stride != 4*w {
			t.Errorf("scale %g: %v, stride %d", scale, img.Bounds(), img.Stride)
		}
	}
}

func BenchmarkConvergence(b *testing.B) {
	test.NewTempApp(b)
	c := NewConvergence(RelativeError)
	c.SetCurves([]Curve{{Name: "p 5", Points: history(5, 5, 0.2)}, {Name: "p 20", Points: history(5, 20, 0.1), Slot: 1}}, 0.3)
	c.Resize(fyne.NewSize(328, 208))
	test.WidgetRenderer(c)
	c.raster.Resize(fyne.NewSize(328, 208))
	for range b.N {
		c.draw(328, 208)
	}
}

func BenchmarkProfile(b *testing.B) {
	test.NewTempApp(b)
	c := NewProfile(true)
	c.SetLines([]Line{{"truth", row(step), Truth}, {"zero-filled", row(step), ZeroFilled}, {"p 20", row(step), 1}}, nil, Mark{118.5, "column 118"})
	c.raster.Resize(fyne.NewSize(328, 220))
	for range b.N {
		c.draw(328, 220)
	}
}

// Curves that look as before are not drawn again; those that do not are, each time.
func TestUnchangedCurvesAreNotDrawn(t *testing.T) {
	test.NewTempApp(t)
	c := NewConvergence(RelativeError)
	now := time.Unix(1000, 0)
	c.now = func() time.Time { now = now.Add(time.Second); return now }
	curve := Curve{Name: "p 5", Points: history(5, 5, 0.1), Slot: 1, Layers: 25}
	selected, running, shorter, other := curve, curve, curve, curve
	selected.Selected, running.Running = true, true
	shorter.Points = curve.Points[:24]
	other.Points = slices.Clone(curve.Points)
	zero := math.NaN()
	for i, step := range []struct {
		curves []Curve
		zero   float64
		drawn  bool
	}{
		{[]Curve{curve}, zero, true},
		{[]Curve{curve}, zero, false},
		{[]Curve{selected}, zero, true},
		{[]Curve{running}, zero, true},
		{[]Curve{running}, zero, false},
		{[]Curve{shorter}, zero, true},
		{[]Curve{other}, zero, true},
		{[]Curve{other}, 0.3, true},
		{[]Curve{other}, 0.3, false},
		{nil, 0.3, true},
	} {
		before := c.drawn
		c.SetCurves(step.curves, step.zero)
		if drawn := c.drawn != before; drawn != step.drawn {
			t.Errorf("step %d: drawn %v, want %v", i, drawn, step.drawn)
		}
	}
}

func TestEqualLines(t *testing.T) {
	nan := math.NaN()
	line := Line{Name: "truth", Values: []float64{1, nan, 3}, Slot: Truth}
	same, value, slot := line, line, line
	same.Values, value.Values, slot.Slot = []float64{1, nan, 3}, []float64{1, 2, 3}, ZeroFilled
	if !line.same(same) || line.same(value) || line.same(slot) || equal(nil, []float64{}) {
		t.Error("lines are told apart wrongly")
	}
}
