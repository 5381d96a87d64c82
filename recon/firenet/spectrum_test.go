package firenet_test

import (
	"testing"

	"firenet/recon/array"
	"firenet/recon/transform"
)

func spectrum(t testing.TB, x *array.Complex) *array.Complex {
	t.Helper()
	u, err := transform.New[complex128]("fourier", x.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	y := array.NewComplex(x.Shape)
	u.Forward(y, x)
	return y
}
