package model

import (
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/quality"
)

func TestListeners(t *testing.T) {
	g := NewGroup()
	var seen Change
	stop := g.Listen(func(c Change) { seen |= c })
	steps := []struct {
		do   func()
		want Change
	}{
		{func() { g.Point(3, 4) }, CursorChanged},
		{func() { g.Point(3, 4) }, 0},
		{func() { g.SetViewport(Viewport{Zoom: 2, X: 1, Y: 1}) }, ViewChanged},
		{func() { g.SetWindow(ImageScale, Window{0, 2}) }, WindowChanged},
		{func() { g.SetWindow(ImageScale, Window{2, 0}) }, 0},
		{func() { g.SetCrosshair(false) }, OptionChanged},
		{func() { g.SetViewsLinked(false) }, OptionChanged | ViewChanged},
		{func() { g.SetWindow(ImageScale, DefaultWindow(ImageScale)) }, WindowChanged},
	}
	for i, s := range steps {
		seen = 0
		if s.do(); seen != s.want {
			t.Errorf("step %d: told %b, want %b", i, seen, s.want)
		}
	}
	stop()
	seen = 0
	if g.Point(9, 9); seen != 0 {
		t.Error("told after stop")
	}
}

func TestCursor(t *testing.T) {
	g := NewGroup()
	g.Point(10, 20)
	g.TogglePin(10, 20)
	g.Point(1, 1)
	g.Leave()
	if c := g.Cursor(); c != (Cursor{10, 20, true, true}) {
		t.Errorf("pinned: %v", c)
	}
	g.TogglePin(5, 5)
	if c := g.Cursor(); c != (Cursor{5, 5, true, false}) {
		t.Errorf("let go: %v", c)
	}
	g.Leave()
	if g.Cursor().Shown {
		t.Error("shown outside of every picture")
	}
	s := array.Shape{H: 32, W: 64}
	g.MoveCursor(s, 0, 1)
	if c := g.Cursor(); c != (Cursor{16, 33, true, true}) {
		t.Errorf("from the middle: %v", c)
	}
	if g.MoveCursor(s, 100, -100); g.Cursor() != (Cursor{31, 0, true, true}) {
		t.Errorf("past the edge: %v", g.Cursor())
	}
}

func TestWindows(t *testing.T) {
	g := NewGroup()
	g.SetWindow(ResidualScale, Window{-0.1, 0.5})
	if w := g.Window(ResidualScale); w != (Window{-0.5, 0.5}) {
		t.Errorf("residual window %v is not symmetric", w)
	}
	for _, bad := range []Window{{math.NaN(), 1}, {0, math.Inf(1)}} {
		g.SetWindow(ImageScale, bad)
		if w := g.Window(ImageScale); w != (Window{0, 1}) {
			t.Errorf("%v became %v", bad, w)
		}
	}
	g.SetWindow(ImageScale, Window{0.5, 0.5})
	if w := g.Window(ImageScale); !(w.Hi > w.Lo) {
		t.Errorf("empty window %v", w)
	}
	p := realPicture(10, 10, func(r, _ int) float64 { return float64(r) })
	q := realPicture(10, 10, func(r, _ int) float64 { return -float64(r) })
	g.Show(1, p)
	g.Show(2, q)
	if g.AutoWindow(ImageScale); g.Window(ImageScale) != (Window{-9, 9}) {
		t.Errorf("auto %v", g.Window(ImageScale))
	}
	g.Show(2, nil)
	if g.AutoWindow(ImageScale); g.Window(ImageScale) != (Window{0, 9}) {
		t.Errorf("auto of one %v", g.Window(ImageScale))
	}
	r := NewPicture(Residual, array.FromReal(array.Shape{H: 1, W: 2}, []float64{0.24, -0.1}))
	if w := RangeWindow(r); w != (Window{-0.3, 0.3}) {
		t.Errorf("residual range %v", w)
	}
	if below, above := (Window{-0.2, 0.2}).Cuts(r); below || !above {
		t.Errorf("cut off: %v, %v", below, above)
	}
	if below, above := (Window{0, 1}).Cuts(realPicture(1, 2, func(_, c int) float64 { return float64(c) })); below || above {
		t.Errorf("cut off at the ends: %v, %v", below, above)
	}
}

func TestStatistics(t *testing.T) {
	p := realPicture(100, 100, func(r, c int) float64 { return float64(100*r+c) / 9999 })
	if lo, hi := p.Range(); lo != 0 || hi != 1 {
		t.Errorf("range %g, %g", lo, hi)
	}
	if got, want := p.RMS(), math.Sqrt(1.0/3+1.0/6/9999); math.Abs(got-want) > 1e-6 {
		t.Errorf("rms %g, want %g", got, want)
	}
	if lo, hi := p.Percentiles(0.01, 0.99); math.Abs(lo-0.01) > 2e-4 || math.Abs(hi-0.99) > 2e-4 {
		t.Errorf("percentiles %g, %g", lo, hi)
	}
	for i, n := range p.Histogram(0, 1, 10) {
		if n < 999 || n > 1001 {
			t.Errorf("bin %d holds %d", i, n)
		}
	}
	// Gathered from fine counts and counted anew: the same but for values at borders.
	for _, bins := range []int{1, 7, 100} {
		fine, anew := p.Histogram(-0.1, 0.9, bins), p.count(-0.1, 0.9, bins)
		for i := range fine {
			if d := fine[i] - anew[i]; d < -1 || d > 1 {
				t.Errorf("bin %d of %d: %d, want %d", i, bins, fine[i], anew[i])
			}
		}
	}
	if n := p.Histogram(0.5, 0.5001, 4); n[0]+n[1]+n[2]+n[3] != 1 {
		t.Errorf("narrow bins: %v", n)
	}
	if n := p.Histogram(0.5, 0.6, 1)[0]; n < 999 || n > 1001 {
		t.Errorf("%d values from 0.5 to 0.6", n)
	}
}

func TestReadOut(t *testing.T) {
	s := array.Shape{H: 1, W: 2}
	complexOne := &array.Complex{Shape: s, Data: []complex128{complex(0.3*math.Cos(0.1), 0.3*math.Sin(0.1)), -1}}
	x := array.FromReal(s, []float64{0.3, 1})
	cases := []struct {
		p               *Picture
		col             int
		value, argument string
	}{
		{NewPicture(Image, x), 0, "0.300", ""},
		{NewPicture(Image, complexOne), 0, "0.300", "arg 6°"},
		{NewPicture(Image, complexOne), 1, "1.000", "arg 180°"},
		{NewPicture(Image, complexOne), 2, "", ""},
		{NewPicture(Phase, complexOne), 0, "6°", ""},
		{NewPicture(ImaginaryPart, complexOne), 0, "+0.0300", ""},
		{NewPicture(RealPart, complexOne), 1, "–1.000", ""},
		{NewResidual(complexOne, x), 1, "–2.000", ""},
		{NewResidual(x, x), 1, "0.000", ""},
		{NewPicture(Image, array.FromReal(s, []float64{1234, 7})), 1, "7", ""},
		{NewSpectrum(complexOne, &array.Mask{Shape: s, Data: []bool{true, false}}), 1, "1.00", "unsampled"},
		{NewSpectrum(complexOne, nil), 0, "0.300", "arg 6°"},
	}
	for i, c := range cases {
		if v, a := c.p.ReadOut(0, c.col); v != c.value || a != c.argument {
			t.Errorf("case %d: %q %q, want %q %q", i, v, a, c.value, c.argument)
		}
	}
}

// A residual against a complex reference leaves nothing out: its modulus is that of the
// difference, its sign says whether the estimate is too bright.
func TestComplexResidual(t *testing.T) {
	s := array.Shape{H: 1, W: 3}
	x := &array.Complex{Shape: s, Data: []complex128{1i, 2, 3}}
	y := &array.Complex{Shape: s, Data: []complex128{2i, 1i, 3}}
	p := NewResidual(y, x)
	for c, want := range []float64{1, -math.Sqrt(5), 0} {
		if got := p.Value(0, c); math.Abs(got-want) > 1e-6 {
			t.Errorf("pixel %d: %g, want %g", c, got, want)
		}
	}
}

func TestSpectrumHasAFloor(t *testing.T) {
	s := array.Shape{H: 1, W: 4}
	p := NewSpectrum(&array.Complex{Shape: s, Data: []complex128{100, 1i, 1e-9, 0}}, nil)
	for c, want := range []float64{0, -2, -6, -6} {
		if got := p.Value(0, c); math.Abs(got-want) > 1e-6 {
			t.Errorf("frequency %d: %g, want %g", c, got, want)
		}
	}
	empty := NewSpectrum(array.NewComplex(s), nil)
	if lo, hi := empty.Range(); lo != -6 || hi != -6 {
		t.Errorf("range of a zero spectrum: %g, %g", lo, hi)
	}
}

func TestMeasures(t *testing.T) {
	m := Measures(quality.Metrics{RelativeL2: 0.10712, PSNR: 31.58, SSIM: 0.7994})
	want := []Measure{{Name: "rel. ℓ²", Value: "0.107"}, {Name: "PSNR", Value: "31.6", Unit: "dB"}, {Name: "SSIM", Value: "0.799"}}
	for i := range want {
		if m[i] != want[i] {
			t.Errorf("%v, want %v", m[i], want[i])
		}
	}
	p := NewPicture(Residual, array.FromReal(array.Shape{H: 1, W: 2}, []float64{0.46, 0}))
	if m := ResidualMeasures(p, Window{-0.3, 0.3}); m[0].Name != "±0.3 in all residuals · max |·|" || m[0].Value != "0.460" || m[1].Value != "0.325" {
		t.Errorf("%v", m)
	}
}
