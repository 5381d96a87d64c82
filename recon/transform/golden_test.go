package transform

import (
	"math"
	"testing"

	"firenet/internal/npytest"
	"firenet/recon/array"
)

// golden lists the reference data of testdata, made with NumPy, SciPy and PyWavelets; see
// testdata/README.md.
var golden = []struct {
	name, input, output string
	tolerance           float64 // relative l2, double precision
	make                func(array.Shape) (Operator[complex128], error)
}{
	{"Fourier 16x16", "fourier_16x16_input.npy", "fourier_16x16_output.npy", 1e-13, fourier},
	{"Fourier 12x20", "fourier_12x20_input.npy", "fourier_12x20_output.npy", 1e-13, fourier},
	{"Walsh 16x64", "walsh_16x64_input.npy", "walsh_16x64_output.npy", 1e-13, walsh},
	{"db2 24x16, 3 levels", "wavelet_input_24x16.npy", "wavelet_db2_24x16_J3.npy", 1e-13, wavelet("db2", 3)},
	{"db10 24x16, 3 levels", "wavelet_input_24x16.npy", "wavelet_db10_24x16_J3.npy", 1e-13, wavelet("db10", 3)},
	{"sym4 24x16, 3 levels", "wavelet_input_24x16.npy", "wavelet_sym4_24x16_J3.npy", 1e-10, wavelet("sym4", 3)},
	{"Haar, horizontal stripes", "wavelet_stripes_input.npy", "wavelet_stripes_output.npy", 1e-14, wavelet("db1", 1)},
}

func fourier(s array.Shape) (Operator[complex128], error) { return NewFourier[complex128](s, nil) }
func walsh(s array.Shape) (Operator[complex128], error)   { return NewWalsh[complex128](s, nil) }

func wavelet(name string, levels int) func(array.Shape) (Operator[complex128], error) {
	return func(s array.Shape) (Operator[complex128], error) {
		return NewWavelet[complex128](s, name, levels, nil)
	}
}

func TestGolden(t *testing.T) {
	for _, g := range golden {
		t.Run(g.name, func(t *testing.T) {
			in, want := npytest.Complex(t, "testdata/"+g.input), npytest.Complex(t, "testdata/"+g.output)
			op, err := g.make(in.Shape)
			if err != nil {
				t.Fatal(err)
			}
			got, back := array.NewComplex(in.Shape), array.NewComplex(in.Shape)
			op.Forward(got, in)
			if e := array.Distance(got, want) / want.Norm(); !(e <= g.tolerance) {
				t.Errorf("forward: relative error %.2g, want <= %.2g", e, g.tolerance)
			}
			op.Adjoint(back, want)
			if e := array.Distance(back, in) / in.Norm(); !(e <= g.tolerance) {
				t.Errorf("adjoint: relative error %.2g, want <= %.2g", e, g.tolerance)
			}
		})
	}
}

func TestGoldenWavedec2(t *testing.T) {
	c, want := npytest.Complex(t, "testdata/"+"wavelet_db2_24x16_J3.npy"), npytest.Complex(t, "testdata/"+"wavelet_db2_24x16_J3_wavedec2.npy")
	v := ToWavedec2(c, 3)
	if len(v) != len(want.Data) {
		t.Fatalf("%d numbers, want %d", len(v), len(want.Data))
	}
	for i := range v {
		if !(math.Abs(real(v[i]-want.Data[i])) <= 1e-15) {
			t.Fatalf("number %d is %v, want %v", i, v[i], want.Data[i])
		}
	}
	back := array.NewComplex(c.Shape)
	FromWavedec2(back, v, 3)
	if array.Distance(back, c) != 0 {
		t.Error("FromWavedec2 does not undo ToWavedec2")
	}
}
