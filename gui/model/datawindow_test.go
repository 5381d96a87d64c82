package model

import (
	"math"
	"testing"

	"firenet/recon/array"
)

// ramp is an image whose values rise from lo to hi.
func ramp(lo, hi float64) *array.Complex {
	a := array.NewComplex(array.Shape{H: 40, W: 50})
	for i := range a.Data {
		a.Data[i] = complex(lo+(hi-lo)*float64(i)/float64(len(a.Data)-1), 0)
	}
	return a
}

func TestDataWindow(t *testing.T) {
	spiked := ramp(0, 900)
	spiked.Data[7] = 90000
	for _, c := range []struct {
		name   string
		image  *array.Complex
		lo, hi float64
	}{
		{"intensities", ramp(0, 1), 0, 1},
		{"a pale picture", ramp(0.1, 0.4), 0, 1},
		{"a volume of whole numbers", ramp(0, 900), 0, 900},
		{"tiny values", ramp(0, 1e-6), 0, 1e-6},
		{"signed values", ramp(-2, 3), -2, 3},
		{"one bright pixel", spiked, 0, 900},
		{"a constant", ramp(7, 7), 0, 7},
		{"nothing", ramp(0, 0), 0, 1},
	} {
		w := DataWindow(NewPicture(Image, c.image))
		slack := 0.002*(c.hi-c.lo) + 90000.0/fineBins*boolAs(c.name == "one bright pixel")
		if math.Abs(w.Lo-c.lo) > slack || math.Abs(w.Hi-c.hi) > slack {
			t.Errorf("%s: %v, want %v to %v", c.name, w, c.lo, c.hi)
		}
	}
}

func boolAs(on bool) float64 {
	if on {
		return 1
	}
	return 0
}

func TestWindowsFollowTheData(t *testing.T) {
	g := NewGroup()
	g.FollowData(Window{0, 900})
	if w := g.Window(ImageScale); w != (Window{0, 900}) {
		t.Errorf("images: %v", w)
	}
	if w := g.Window(ResidualScale); w != (Window{-270, 270}) {
		t.Errorf("residuals: %v", w)
	}
	if w := g.Window(SpectrumScale); w != DefaultWindow(SpectrumScale) {
		t.Errorf("spectra: %v", w)
	}
	g.SetWindow(ImageScale, Window{100, 500})
	if g.FollowData(Window{10, 850}); g.Window(ImageScale) != (Window{100, 500}) {
		t.Error("a window that was set does not stay with like data")
	}
	if g.FollowData(Window{0, 1}); g.Window(ImageScale) != (Window{0, 1}) || g.Window(ResidualScale) != (Window{-0.3, 0.3}) {
		t.Error("a window that was set hides data of another range")
	}
	var saved Layout
	g.SetWindow(ImageScale, Window{0.2, 0.4})
	g.Save(&saved)
	again := NewGroup()
	again.Restore(saved)
	if again.FollowData(Window{0, 50}); again.Window(ImageScale) != (Window{0.2, 0.4}) {
		t.Error("the window of a session does not stay")
	}
	if again.ResetWindow(ImageScale); again.Window(ImageScale) != (Window{0, 50}) {
		t.Errorf("reset: %v", again.Window(ImageScale))
	}
}
