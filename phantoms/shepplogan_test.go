package phantoms

import (
	"fmt"
	"math"
	"testing"

	"firenet/internal/npytest"
	"firenet/recon/array"
)

// The sums of the reference data are rounded, so 0 may be 6e-17 there: every pixel agrees with
// them to 1e-15, and is itself the decimal number it should be.
func TestSheppLoganGolden(t *testing.T) {
	for _, n := range []int{64, 256} {
		got := SheppLogan(array.Shape{H: n, W: n})
		want := npytest.Complex(t, fmt.Sprintf("testdata/shepp_logan_%d.npy.gz", n))
		different := 0
		for i, z := range got.Data {
			if math.Abs(real(z-want.Data[i])) > 1e-15 || real(z) != math.Round(10*real(z))/10 {
				different++
			}
		}
		if different > 0 {
			t.Errorf("%d x %d: %d pixels differ", n, n, different)
		}
	}
}

// Published intensities of the original: skull 2, ventricles 1, tissue 1.02, and the sum of an
// ellipse's pixels is its area.
func TestSheppLoganOriginal(t *testing.T) {
	p, _ := Lookup("shepp-logan-original")
	s := array.Shape{H: 401, W: 401}
	a, err := p.Draw(s, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := func(x, y float64) float64 { return real(a.At(int(200-200*y), int(200+200*x))) }
	for _, c := range []struct{ x, y, want float64 }{
		{0, 0.9, 2}, {0.22, 0, 1}, {-0.22, 0, 1}, {0, 0.5, 1.03}, {0, -0.4, 1.02}, {0.95, 0.95, 0},
	} {
		if got := at(c.x, c.y); got != c.want {
			t.Errorf("at (%v, %v): %v, want %v", c.x, c.y, got, c.want)
		}
	}
	mass := 0.0
	for _, e := range head {
		mass += float64(e.original) / 100 * math.Pi * e.a * e.b
	}
	got := real(array.Dot(a, ones(s))) / (200 * 200)
	if math.Abs(got-mass) > 0.005*mass {
		t.Errorf("mass %v, want %v", got, mass)
	}
}

func ones(s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = 1
	}
	return a
}
