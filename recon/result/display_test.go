package result

import (
	"bytes"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/quality"
	"firenet/recon/reconstruct"
)

// picture is a result of one reconstruction for tests of how it is shown.
func picture(truth *array.Complex, image ...complex128) *Result {
	a := array.NewComplex(array.Shape{H: 1, W: len(image)})
	copy(a.Data, image)
	out := &Output{Name: "A", Result: reconstruct.Result{Image: a}, Metrics: &quality.Metrics{}}
	return &Result{Truth: truth, Outputs: []*Output{out}}
}

func truthOf(values ...complex128) *array.Complex {
	a := array.NewComplex(array.Shape{H: 1, W: len(values)})
	copy(a.Data, values)
	return a
}

// TestWindows: the windows of pictures follow the truth, not the reconstruction.
func TestWindows(t *testing.T) {
	for name, c := range map[string]struct {
		truth  *array.Complex
		lo, hi float64
		signed bool
	}{
		"intensities": {truthOf(0.25, 0.5), 0, 1, false},
		"large":       {truthOf(10, 30), 10, 30, false},
		"signed":      {truthOf(-2, 6), -2, 6, true},
		"complex":     {truthOf(3i, 4), 3, 4, false},
		"constant":    {truthOf(7, 7), 7, 8, false},
		"unknown":     {nil, 0, 5, false},
	} {
		d := picture(c.truth, 3+4i, 1).newDisplay()
		if d.lo != c.lo || d.hi != c.hi || d.signed != c.signed {
			t.Errorf("%s: %g to %g, signed %v", name, d.lo, d.hi, d.signed)
		}
	}
}

// TestPictures: gray levels, colours and text chunks against values worked out by hand.
func TestPictures(t *testing.T) {
	truth := truthOf(0.5, 0.5, 0.5)
	r := picture(truth, 0.5, 0.3+0.4i, 1.7) // moduli 0.5, 0.5, 1.7; residuals 0, -0.2, 1.2
	d := r.newDisplay()
	var gray, residual bytes.Buffer
	must(t, d.writeImage(&gray, r.Outputs[0].Image))
	must(t, d.writeResidual(&residual, r.Outputs[0].Image))
	for _, text := range []string{"Window low\x000", "Window high\x001", "Shown\x00modulus"} {
		if !strings.Contains(gray.String(), text) {
			t.Errorf("no %q in the picture", text)
		}
	}
	for _, text := range []string{"Window low\x00-0.3", "Window high\x000.3", "Shown\x00real part of"} {
		if !strings.Contains(residual.String(), text) {
			t.Errorf("no %q in the residual", text)
		}
	}
	m, err := png.Decode(&gray)
	must(t, err)
	for x, want := range []uint32{32768, 32768, 65535} {
		if g, _, _, _ := m.At(x, 0).RGBA(); g != want {
			t.Errorf("pixel %d is %d, want %d", x, g, want)
		}
	}
	m, err = png.Decode(io.Reader(&residual))
	must(t, err)
	// The centre and the positive end of the light diverging map.
	for x, want := range map[int][3]uint32{0: {0xF7, 0xF7, 0xF7}, 2: {0x7A, 0x2E, 0x00}} {
		r, g, b, _ := m.At(x, 0).RGBA()
		if r>>8 != want[0] || g>>8 != want[1] || b>>8 != want[2] {
			t.Errorf("pixel %d is %x %x %x, want %x", x, r>>8, g>>8, b>>8, want)
		}
	}
	if r, _, b, _ := m.At(1, 0).RGBA(); b <= r {
		t.Error("a negative residual must be blue")
	}
}

// TestComplexResidual leaves no part of the difference out.
func TestComplexResidual(t *testing.T) {
	r := picture(truthOf(1i, 2), 1, 1)
	var b bytes.Buffer
	must(t, r.newDisplay().writeResidual(&b, r.Outputs[0].Image))
	m, err := png.Decode(&b)
	must(t, err)
	// |1 - i| = 1.41 with equal moduli is positive, 1 - 2 = -1 is negative; both beyond 0.3.
	if r, _, _, _ := m.At(0, 0).RGBA(); r>>8 != 0x7A {
		t.Errorf("phase error: red %x", r>>8)
	}
	if r, _, _, _ := m.At(1, 0).RGBA(); r>>8 != 0x0A {
		t.Errorf("negative: red %x", r>>8)
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{0.1: "0.1", 1: "1", 1e-9: "1e-09", math.Inf(1): "inf", math.Inf(-1): "-inf", 1.0 / 3: "0.3333333333333333"} {
		if got := number(x); got != want {
			t.Errorf("%g: %s, want %s", x, got, want)
		}
	}
	if number(math.NaN()) != "" {
		t.Error("what is not known must be empty")
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
