package transform_test

import (
	"fmt"
	"math/cmplx"

	"firenet/recon/array"
	"firenet/recon/transform"
)

// The measurement model of the method: wavelet coefficients to samples, A = P U Psi*.
func Example() {
	s := array.Shape{H: 8, W: 8}
	mask := array.NewMask(s)
	mask.Set(4, 4, true) // zero frequency
	mask.Set(4, 5, true)

	u, err := transform.New[complex128]("fourier", s, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	psi, err := transform.NewWavelet[complex128](s, "db2", transform.MaxLevels(s), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := transform.Compose(transform.NewMask[complex128](mask), transform.Operator[complex128](u), transform.AdjointOf[complex128](psi))
	if err != nil {
		fmt.Println(err)
		return
	}

	c := array.NewComplex(a.Domain())
	c.Set(0, 0, 3) // the approximation: a constant image
	y := array.NewComplex(a.Range())
	a.Forward(y, c)
	fmt.Printf("%.3f at zero frequency, norm %.3f\n", cmplx.Abs(y.At(4, 4)), y.Norm())
	// Output: 3.000 at zero frequency, norm 3.000
}

func ExampleSubbands() {
	for _, b := range transform.Subbands(array.Shape{H: 8, W: 16}, 2) {
		fmt.Printf("%s%d: %v from row %d, column %d\n", b.Kind, b.Level, b.Shape, b.Row, b.Col)
	}
	// Output:
	// A2: 2 x 4 from row 0, column 0
	// H2: 2 x 4 from row 2, column 0
	// V2: 2 x 4 from row 0, column 4
	// D2: 2 x 4 from row 2, column 4
	// H1: 4 x 8 from row 4, column 0
	// V1: 4 x 8 from row 0, column 8
	// D1: 4 x 8 from row 4, column 8
}

func ExampleNewWalsh() {
	_, err := transform.NewWalsh[complex64](array.Shape{H: 100, W: 128}, nil)
	fmt.Println(err)
	// Output: walsh: image of 100 x 128: both sides must be powers of two, such as 64 x 128 or 128 x 128
}
