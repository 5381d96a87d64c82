package model

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/colormap"
)

var surround = color.RGBA{1, 2, 3, 255}

func render(p *Picture, v Viewport, w, h int, window Window) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	var r Renderer
	r.Render(dst, p, v.Frame(p.Shape, w, h), window, colormap.Gray, surround)
	return dst
}

func realPicture(h, w int, f func(r, c int) float64) *Picture {
	a := array.NewComplex(array.Shape{H: h, W: w})
	for r := range h {
		for c := range w {
			a.Set(r, c, complex(f(r, c), 0))
		}
	}
	return NewPicture(Image, a)
}

// A ramp over the whole map: each pixel has the gray level of its value, at 1:1 and
// enlarged.
func TestRenderRamp(t *testing.T) {
	ramp := realPicture(4, 256, func(_, c int) float64 { return float64(c) / 255 })
	for _, zoom := range []int{1, 3} {
		img := render(ramp, Viewport{Zoom: float64(zoom), X: 128, Y: 2}, 256*zoom, 4*zoom, Window{0, 1})
		for y := range 4 * zoom {
			for x := range 256 * zoom {
				if got, want := img.RGBAAt(x, y).R, uint8(x/zoom); got != want {
					t.Fatalf("zoom %d: level %d at %d, %d, want %d", zoom, got, x, y, want)
				}
			}
		}
	}
	// A window of half the range: cut off below and above.
	img := render(ramp, Viewport{Zoom: 1, X: 128, Y: 2}, 256, 4, Window{0.25, 0.75})
	if img.RGBAAt(60, 0).R != 0 || img.RGBAAt(200, 0).R != 255 || img.RGBAAt(128, 0).R < 126 || img.RGBAAt(128, 0).R > 130 {
		t.Errorf("windowed: %v %v %v", img.RGBAAt(60, 0), img.RGBAAt(128, 0), img.RGBAAt(200, 0))
	}
}

// A checkerboard reduced by whole factors is even gray; nearest neighbour would be black or
// white.
func TestReducedCheckerboardIsGray(t *testing.T) {
	board := realPicture(512, 512, func(r, c int) float64 { return float64((r + c) % 2) })
	for _, n := range []int{2, 4, 8, 16} {
		img := render(board, Viewport{Zoom: 1 / float64(n), X: 256, Y: 256}, 512/n, 512/n, Window{0, 1})
		for i := 0; i < len(img.Pix); i += 4 {
			if img.Pix[i] < 127 || img.Pix[i] > 128 {
				t.Fatalf("reduced by %d: level %d", n, img.Pix[i])
			}
		}
	}
}

// Any reduction agrees with the average over the area of the screen's pixel, computed here
// cell by cell: exactly below a factor of 4, nearly above.
func TestReducedIsTheAreaAverage(t *testing.T) {
	const n = 400
	value := func(r, c int) float64 {
		return 0.5 + 0.3*math.Sin(float64(r)/7) + 0.2*math.Cos(float64(c*r)/50)
	}
	p := realPicture(n, n, value)
	for _, side := range []int{371, 250, 150, 101, 67, 40} {
		zoom := float64(side) / n
		worst := 0.0
		img := render(p, Viewport{Zoom: zoom, X: n / 2, Y: n / 2}, side, side, Window{0, 1})
		f := Viewport{Zoom: zoom, X: n / 2, Y: n / 2}.Frame(p.Shape, side, side)
		for y := 0; y < side; y += 7 {
			for x := 0; x < side; x += 5 {
				want := 255 * areaMean(value, f, x, y)
				worst = math.Max(worst, math.Abs(float64(img.RGBAAt(x, y).R)-want))
			}
		}
		if limit := map[bool]float64{true: 1.1, false: 6}[zoom > 0.25]; worst > limit {
			t.Errorf("zoom %.3f: off by %.2f levels", zoom, worst)
		}
	}
}

// areaMean is the mean of value over the area of a pixel of the screen.
func areaMean(value func(r, c int) float64, f Frame, x, y int) float64 {
	x0, y0 := f.At(float64(x), float64(y))
	x1, y1 := f.At(float64(x+1), float64(y+1))
	sum, area := 0.0, 0.0
	for r := int(math.Floor(y0)); float64(r) < y1; r++ {
		for c := int(math.Floor(x0)); float64(c) < x1; c++ {
			if r < 0 || c < 0 || r >= f.H || c >= f.W {
				continue
			}
			a := (math.Min(x1, float64(c+1)) - math.Max(x0, float64(c))) * (math.Min(y1, float64(r+1)) - math.Max(y0, float64(r)))
			sum, area = sum+a*value(r, c), area+a
		}
	}
	return sum / area
}

func TestSurround(t *testing.T) {
	p := realPicture(10, 10, func(_, _ int) float64 { return math.NaN() })
	one := realPicture(10, 10, func(_, _ int) float64 { return 1 })
	for _, zoom := range []float64{2, 0.5} {
		v := Viewport{Zoom: zoom, X: 5, Y: 5}
		if img := render(p, v, 40, 40, Window{0, 1}); img.RGBAAt(20, 20) != surround {
			t.Errorf("zoom %g: NaN is %v", zoom, img.RGBAAt(20, 20))
		}
		img := render(one, v, 40, 40, Window{0, 1})
		if img.RGBAAt(0, 20) != surround || img.RGBAAt(20, 39) != surround || img.RGBAAt(20, 20).R != 255 {
			t.Errorf("zoom %g: %v %v %v", zoom, img.RGBAAt(0, 20), img.RGBAAt(20, 39), img.RGBAAt(20, 20))
		}
	}
}

// Frequencies that were not sampled are gray at 30 %, enlarged and reduced.
func TestUnsampledFrequenciesAreDim(t *testing.T) {
	s := array.Shape{H: 64, W: 64}
	a, m := array.NewComplex(s), array.NewMask(s)
	for i := range a.Data {
		a.Data[i] = 1
		m.Data[i] = i%64 < 32
	}
	p := NewSpectrum(a, m)
	for _, zoom := range []float64{1, 0.5} {
		side := int(64 * zoom)
		dst := image.NewRGBA(image.Rect(0, 0, side, side))
		var r Renderer
		r.Render(dst, p, Viewport{Zoom: zoom, X: 32, Y: 32}.Frame(s, side, side), Window{-6, 0}, colormap.Inferno, surround)
		if got := dst.RGBAAt(3, 3); got != colormap.Inferno.At(1) {
			t.Errorf("zoom %g: sampled %v", zoom, got)
		}
		if got := dst.RGBAAt(side-3, 3); got.R != 77 || got.G != 77 || got.B != 77 {
			t.Errorf("zoom %g: not sampled %v", zoom, got)
		}
	}
}

// The average of phases near 180 degrees is near 180 degrees, not 0.
func TestReducedPhaseDoesNotJump(t *testing.T) {
	a := array.NewComplex(array.Shape{H: 32, W: 32})
	for i := range a.Data {
		a.Data[i] = complex(-1, 0.05*float64(1-2*((i+i/32)%2)))
	}
	img := image.NewRGBA(image.Rect(0, 0, 16, 16))
	var r Renderer
	p := NewPicture(Phase, a)
	r.Render(img, p, Viewport{Zoom: 0.5, X: 16, Y: 16}.Frame(p.Shape, 16, 16), Window{-180, 180}, colormap.Cyclic, surround)
	if got, want := img.RGBAAt(8, 8), colormap.Cyclic.At(1); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestCrosshairLeavesAGap(t *testing.T) {
	f := Viewport{Zoom: 1, X: 50, Y: 50}.Frame(array.Shape{H: 100, W: 100}, 100, 100)
	for _, c := range []Cursor{{Row: 30, Col: 60, Shown: true}, {Row: 0, Col: 0, Shown: true}, {Row: 99, Col: 5, Shown: true}} {
		img := image.NewRGBA(image.Rect(0, 0, 100, 100))
		DrawCrosshair(img, f, c, color.NRGBA{255, 255, 255, 255}, color.NRGBA{}, 1)
		for y := range 100 {
			for x := range 100 {
				onLine := x == c.Col || y == c.Row
				far := max(abs(x-c.Col), abs(y-c.Row)) > 12
				if got := img.RGBAAt(x, y).R == 255; got != (onLine && far) {
					t.Fatalf("%v: line at %d, %d is %v", c, x, y, got)
				}
			}
		}
	}
}

func abs(i int) int { return max(i, -i) }

func TestRenderDoesNotAllocate(t *testing.T) {
	p := realPicture(600, 600, func(r, c int) float64 { return float64(r*c) / 360000 })
	dst := image.NewRGBA(image.Rect(0, 0, 300, 300))
	var r Renderer
	for _, zoom := range []float64{2.5, 0.4} {
		f := Viewport{Zoom: zoom, X: 300, Y: 300}.Frame(p.Shape, 300, 300)
		draw := func() { r.Render(dst, p, f, Window{0, 1}, colormap.Gray, surround) }
		draw()
		if n := testing.AllocsPerRun(5, draw); n != 0 {
			t.Errorf("zoom %g: %g allocations", zoom, n)
		}
	}
}

// Viewports of 640 and 1200 pixels on a picture of 4096 x 4096: fitted, at 1:1, enlarged;
// a spectrum, of which two channels are averaged; and what it takes to prepare each.
func BenchmarkRender(b *testing.B) {
	s := array.Shape{H: 4096, W: 4096}
	a, m := array.NewComplex(s), array.NewMask(s)
	for i := range a.Data {
		a.Data[i] = complex(float64(i%4096)/4096, 0)
		m.Data[i] = i%7 < 3
	}
	pictures := []struct {
		name string
		make func() *Picture
	}{
		{"image", func() *Picture { return NewPicture(Image, a) }},
		{"spectrum", func() *Picture { return NewSpectrum(a, m) }},
		{"residual", func() *Picture { return NewResidual(a, a) }},
		{"phase", func() *Picture { return NewPicture(Phase, a) }},
	}
	for _, p := range pictures {
		picture := p.make()
		for _, side := range []int{640, 1200} {
			dst := image.NewRGBA(image.Rect(0, 0, side, side))
			for name, zoom := range map[string]float64{"fit": FitZoom(s, side, side), "one": 1, "four": 4} {
				b.Run(fmt.Sprintf("%s/%d/%s", p.name, side, name), func(b *testing.B) {
					var r Renderer
					for i := range b.N {
						f := Viewport{Zoom: zoom, X: 2048 + float64(i%200), Y: 2048}.Frame(s, side, side)
						r.Render(dst, picture, f, Window{0, 1}, colormap.Gray, surround)
					}
				})
			}
		}
		b.Run(p.name+"/prepare", func(b *testing.B) {
			for range b.N {
				p.make()
			}
		})
	}
}
