package firenet_test

import (
	"testing"

	"firenet/internal/npytest"
	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/rng"
	"firenet/recon/sampling"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// coils runs the network of the paper on the samples of several coils, through the operator of
// the model, and returns the image.
func coils(t testing.TB, m measure.Model, x *array.Complex, wavelet string, levels int, w []float64, s firenet.Settings) *array.Complex {
	t.Helper()
	a, err := measure.New[complex128](m, nil)
	if err != nil {
		t.Fatal(err)
	}
	psi, err := transform.NewWavelet[complex128](m.Image(), wavelet, levels, nil)
	if err != nil {
		t.Fatal(err)
	}
	onCoefficients, err := transform.Compose(a, transform.AdjointOf[complex128](psi))
	if err != nil {
		t.Fatal(err)
	}
	y := array.NewComplex(m.Range())
	a.Forward(y, x)
	c := firenet.Reference(onCoefficients, y, array.NewComplex(m.Image()), w, s, nil)
	image := array.NewComplex(m.Image())
	psi.Adjoint(image, c)
	return image
}

// The same problem, computed with NumPy and PyWavelets: four coils, half of the columns,
// p = 5, n = 3. There the image is centred for the transform as well, which multiplies every
// sample by a number of modulus 1 and leaves the reconstruction as it is.
func TestCoilsGolden(t *testing.T) {
	x := npytest.Complex(t, "testdata/coils/image.npy")
	m := measure.Model{Transform: "fourier", Mask: npytest.Mask(t, "testdata/coils/mask.npy"), Coils: measure.SimulatedCoils(x.Shape, 4)}
	w := npytest.Complex(t, "testdata/coils/weights.npy").RealParts()
	settings := firenet.Settings{Lambda: 0.00025, Tau: 1, Sigma: 1, Inner: 5, Restarts: 3, Delta: 1e-9}
	image := coils(t, m, x, "db1", 5, w, settings)
	want := npytest.Complex(t, "testdata/coils/firenet.npy")
	if d := array.Distance(image, want) / want.Norm(); d > 1e-10 {
		t.Errorf("off the reference by %.2g", d)
	}
}

// A quarter of the frequencies is too little for one coil, and enough for four and eight.
func TestCoilsTellMoreThanOne(t *testing.T) {
	x := phantoms.SheppLogan(array.Shape{H: 64, W: 64})
	counts, err := weights.CountSparsities(x, "db1", 5)
	if err != nil {
		t.Fatal(err)
	}
	w, err := weights.Spread(weights.FromSparsities(counts), x.Shape, 5)
	if err != nil {
		t.Fatal(err)
	}
	levels, _ := sampling.Lookup("levels")
	mask, err := levels.Draw(sampling.Request{
		Context: t.Context(), Shape: x.Shape, Transform: "fourier", Fraction: 0.25,
		Values: parameter.Values{"wavelet": "db1"}, Rand: rng.Stream(1, "mask"), Sparsities: counts,
	})
	if err != nil {
		t.Fatal(err)
	}
	settings := firenet.Settings{Lambda: 0.00025, Tau: 1, Sigma: 1, Inner: 40, Restarts: 5, Delta: 1e-9}
	relative := func(list []*array.Complex) float64 {
		m := measure.Model{Transform: "fourier", Mask: mask, Coils: list}
		return array.Distance(coils(t, m, x, "db1", 5, w, settings), x) / x.Norm()
	}
	one, four, eight := relative(nil), relative(measure.SimulatedCoils(x.Shape, 4)), relative(measure.SimulatedCoils(x.Shape, 8))
	t.Logf("relative error with 1, 4, 8 coils: %.4f %.4f %.4f", one, four, eight)
	if !(one > 0.2 && four < 0.04 && eight < 0.04) {
		t.Error("four and eight coils should be below 0.04, one far above")
	}
}
