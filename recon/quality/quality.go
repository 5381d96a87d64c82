package quality

import (
	"fmt"

	"firenet/recon/array"
)

// Metrics compares a reconstruction x^ with the reference x. Complex images are compared as
// complex for the l2 measures and PSNR, by modulus for SSIM and HFEN (by real part where the
// reference is real and has values below 0).
type Metrics struct {
	RelativeL2 float64 // ||x^ - x|| / ||x||; see [RelativeL2]
	NRMSE      float64 // root mean square error / (max - min of x); see [NRMSE]
	PSNR       float64 // dB; +Inf for equal images; see [PSNR]
	SSIM       float64 // at most 1; NaN below 11 x 11; see [SSIM]
	HFEN       float64 // see [HFEN]
	DataRange  float64 // used by PSNR and SSIM: 1 for x in [0, 1], else max - min; see [DataRange]
}

// Compare computes all measures of image against reference, with [DataRange] of the
// reference. The shapes must agree; for anything else a measure that has no value is NaN or
// infinite, as the single functions say.
func Compare(reference, image *array.Complex) (Metrics, error) {
	if err := agree(reference, image); err != nil {
		return Metrics{}, err
	}
	return NewComparer(reference, nil).Compare(image, nil)
}

// agree refuses images that cannot be compared pixel by pixel.
func agree(reference, image *array.Complex) error {
	if reference.Shape != image.Shape {
		return fmt.Errorf("quality: the image is %v and its reference %v: both must have one shape",
			image.Shape, reference.Shape)
	}
	return nil
}
