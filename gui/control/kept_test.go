package control

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firenet/recon/array"
)

// The spectrum that is kept is that of its image and its operator: of a constant 1 on 4 x 4 it
// is 4 at zero frequency alone, which is in the middle for Fourier and first for Walsh. Both
// transforms are exact there to the rounding of 1e-15.
func TestTheKeptSpectrumIsThatOfItsOperator(t *testing.T) {
	e := NewExperiments(1)
	ones, twos := array.NewComplex(array.Shape{H: 4, W: 4}), array.NewComplex(array.Shape{H: 4, W: 4})
	for i := range ones.Data {
		ones.Data[i], twos.Data[i] = 1, 2
	}
	for _, c := range []struct {
		operator string
		image    *array.Complex
		at       int
		want     float64
	}{{"fourier", ones, 10, 4}, {"walsh", ones, 0, 4}, {"fourier", ones, 10, 4}, {"fourier", twos, 10, 8}} {
		s, err := e.Spectrum(c.operator, c.image)
		if err != nil {
			t.Fatal(err)
		}
		for i, z := range s.Data {
			want := 0.0
			if i == c.at {
				want = c.want
			}
			if math.Hypot(real(z)-want, imag(z)) > 1e-15 {
				t.Errorf("%s of %v: %v at %d, want %v", c.operator, c.image.Data[0], z, i, want)
			}
		}
	}
}

// A film that keeps every second layer of 25 keeps the last as well: it is the result.
func TestAFilmEndsWithTheResult(t *testing.T) {
	c, _ := filmed(t)
	_, i := c.trackAt("FIRENET")
	f := &Film{Stride: 2}
	if err := c.expose(t.Context(), c.shown.Recipe, i, true, f); err != nil {
		t.Fatal(err)
	}
	if want := []int{2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 25}; !slices.Equal(f.layers, want) || len(f.frames) != len(want) {
		t.Fatalf("layers %v with %d pictures", f.layers, len(f.frames))
	}
	for k, z := range c.Track("FIRENET").Output.Image.Data {
		if complex128(f.frames[12][k]) != z {
			t.Fatalf("the last picture is not the result at %d", k)
		}
	}
}

// The slice that is asked for is the one that is measured: a stack of three has no tenth.
func TestOnlySlicesThatAreThereAreMeasured(t *testing.T) {
	head := "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 4, 6), }"
	head += strings.Repeat(" ", 117-len(head)) + "\n"
	path := filepath.Join(t.TempDir(), "stack.npy")
	if err := os.WriteFile(path, append([]byte("\x93NUMPY\x01\x00\x76\x00"+head), make([]byte, 3*4*6)...), 0o600); err != nil {
		t.Fatal(err)
	}
	e := NewExperiments(1)
	for slice, there := range map[int]bool{0: true, 2: true, 9: false} {
		s, err := e.Measure(path, &slice)
		if (err == nil) != there || there && s != (array.Shape{H: 4, W: 6}) {
			t.Errorf("slice %d of 3: %v, %v", slice, s, err)
		}
	}
}
