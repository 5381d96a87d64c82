package quality_test

import (
	"fmt"

	"firenet/recon/array"
	"firenet/recon/quality"
)

// A ramp against itself, five per cent too bright.
func ExampleCompare() {
	x := array.NewComplex(array.Shape{H: 32, W: 32})
	y := x.Clone()
	for i := range x.Data {
		x.Data[i] = complex(float64(i)/1023, 0)
		y.Data[i] = 1.05 * x.Data[i]
	}
	m, err := quality.Compare(x, y)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("relative l2 %.3f, NRMSE %.4f, PSNR %.2f dB, HFEN %.3f\n", m.RelativeL2, m.NRMSE, m.PSNR, m.HFEN)
	// Output: relative l2 0.050, NRMSE 0.0289, PSNR 30.79 dB, HFEN 0.050
}
