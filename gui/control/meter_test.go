package control

import (
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/quality"
)

// The error inside of a rectangle is known: 0.1 in each of its pixels, 0 elsewhere.
func TestMeterMeasuresInsideTheRectangle(t *testing.T) {
	s := array.Shape{H: 40, W: 50}
	x, y := array.NewComplex(s), array.NewComplex(s)
	for i := range x.Data {
		x.Data[i] = complex(0.25+0.5*float64(i%7)/6, 0)
		y.Data[i] = x.Data[i]
	}
	r := Rectangle{Row0: 5, Col0: 7, Row1: 25, Col1: 37}
	norm := 0.0
	for row := r.Row0; row < r.Row1; row++ {
		for col := r.Col0; col < r.Col1; col++ {
			y.Data[row*s.W+col] += 0.1
			norm += real(x.At(row, col)) * real(x.At(row, col))
		}
	}
	calls := make(chan func(), 1)
	m := NewMeter(func(f func()) { calls <- f })
	defer m.Close()
	var got []quality.Metrics
	m.Measure(Inquiry{Rectangle: r, Reference: x, Images: []*array.Complex{x, y}}, func(l []quality.Metrics) { got = l })
	(<-calls)()
	if len(got) != 2 || got[0].RelativeL2 != 0 || !math.IsInf(got[0].PSNR, 1) || math.Abs(got[0].SSIM-1) > 1e-12 {
		t.Fatalf("of the reference itself: %+v", got)
	}
	e := got[1]
	if want := 0.1 * math.Sqrt(600/norm); math.Abs(e.RelativeL2-want) > 1e-12 {
		t.Errorf("rel. l2 %g, want %g", e.RelativeL2, want)
	}
	if math.Abs(e.PSNR-20) > 1e-9 || math.Abs(e.NRMSE-0.2) > 1e-9 { // range 1; 0.1 over 0.75 - 0.25
		t.Errorf("PSNR %g, want 20; NRMSE %g, want 0.2", e.PSNR, e.NRMSE)
	}
	// Too small for the window of SSIM.
	r = Rectangle{Row0: 5, Col0: 7, Row1: 15, Col1: 37}
	m.Measure(Inquiry{Rectangle: r, Reference: x, Images: []*array.Complex{y}}, func(l []quality.Metrics) { got = l })
	(<-calls)()
	if !math.IsNaN(got[0].SSIM) || math.Abs(got[0].PSNR-20) > 1e-9 {
		t.Errorf("10 rows: SSIM %g, PSNR %g", got[0].SSIM, got[0].PSNR)
	}
}

// The data range is that of the whole image, not of the rectangle.
func TestMeterKeepsTheDataRange(t *testing.T) {
	s := array.Shape{H: 16, W: 16}
	x, y := array.NewComplex(s), array.NewComplex(s)
	x.Data[255] = 50 // outside of the rectangle
	for i := range 255 {
		x.Data[i] = complex(float64(i%3), 0)
		y.Data[i] = x.Data[i] + 0.5
	}
	calls := make(chan func(), 1)
	m := NewMeter(func(f func()) { calls <- f })
	defer m.Close()
	var got []quality.Metrics
	m.Measure(Inquiry{Rectangle{0, 0, 12, 12}, x, []*array.Complex{y}}, func(l []quality.Metrics) { got = l })
	(<-calls)()
	if want := 20 * math.Log10(50/0.5); math.Abs(got[0].PSNR-want) > 1e-9 || got[0].DataRange != 50 {
		t.Errorf("PSNR %g, range %g; want %g, 50", got[0].PSNR, got[0].DataRange, want)
	}
}

// An answer that nobody waits for is not given.
func TestMeterAnswersTheNewestOnly(t *testing.T) {
	x := array.NewComplex(array.Shape{H: 64, W: 64})
	x.Data[0] = 1
	calls := make(chan func(), 8)
	m := NewMeter(func(f func()) { calls <- f })
	answered := 0
	for i := range 3 {
		m.Measure(Inquiry{Rectangle{0, 0, 20 + i, 20}, x, []*array.Complex{x}}, func([]quality.Metrics) { answered = 10*answered + i })
	}
	for answered == 0 {
		(<-calls)()
	}
	if answered != 2 {
		t.Errorf("answered %d", answered)
	}
	m.Measure(Inquiry{Rectangle{0, 0, 20, 20}, x, []*array.Complex{x}}, func([]quality.Metrics) { t.Error("answered after Close") })
	m.Close()
	for len(calls) > 0 {
		(<-calls)()
	}
}
