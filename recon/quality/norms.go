package quality

import (
	"math"

	"firenet/recon/array"
)

// RelativeL2 is ||x^ - x||_2 / ||x||_2 over complex values; x is reference, x^ is image.
// For x = 0 it is +Inf, and NaN if x^ is 0 as well.
func RelativeL2(reference, image *array.Complex) (float64, error) {
	if err := agree(reference, image); err != nil {
		return 0, err
	}
	return array.Distance(image, reference) / reference.Norm(), nil
}

// NRMSE is the root of the mean of |x^ - x|^2, divided by the maximum of x less its minimum
// (of |x| for complex x): the min-max normalisation of scikit-image's normalized_root_mse (other programs divide by the mean, or
// by the root mean square, which is [RelativeL2]).
// For a constant reference it is +Inf, and NaN if the images are equal as well.
func NRMSE(reference, image *array.Complex) (float64, error) {
	if err := agree(reference, image); err != nil {
		return 0, err
	}
	low, high := extent(values(nil, reference, isSigned(reference)))
	return rootMeanSquare(array.Distance(image, reference), reference.Len()) / (high - low), nil
}

// PSNR is 10 log10(L^2 / mean |x^ - x|^2) dB with data range L > 0, over complex values.
// It is +Inf for equal images. [DataRange] gives the L of [Compare].
func PSNR(reference, image *array.Complex, dataRange float64) (float64, error) {
	if err := agree(reference, image); err != nil {
		return 0, err
	}
	return psnr(rootMeanSquare(array.Distance(image, reference), reference.Len()), dataRange), nil
}

// rangeRounding is how far above 1 a modulus may lie and still count as 1: what a
// single-precision computation of an image in [0, 1] leaves behind.
const rangeRounding = 1e-6

// DataRange is the L of PSNR and SSIM: 1 where the reference lies in [0, 1] (within 1e-6,
// for rounding), otherwise its maximum less its minimum. A complex reference is judged by
// its modulus, so that it keeps its range when it is multiplied by a phase; a real one by
// its values.
//
// An image that is small against 1, such as raw scanner data, is thereby measured against
// full scale 1 too, where its PSNR and SSIM say little: scale it first, or give the single
// functions its own range.
func DataRange(reference *array.Complex) float64 {
	return dataRange(extent(values(nil, reference, isSigned(reference))))
}

func dataRange(low, high float64) float64 {
	if low >= -rangeRounding && high <= 1+rangeRounding {
		return 1
	}
	return high - low
}

func rootMeanSquare(norm float64, n int) float64 { return norm / math.Sqrt(float64(n)) }

func psnr(rootMeanSquareError, dataRange float64) float64 {
	if rootMeanSquareError == 0 {
		return math.Inf(1)
	}
	return 20 * math.Log10(dataRange/rootMeanSquareError)
}

// isSigned says whether a reference is real with values clearly below 0: then images are
// compared by their real parts, not by their moduli, which would fold the sign away.
func isSigned(reference *array.Complex) bool {
	low, high := 0.0, 0.0
	for _, z := range reference.Data {
		if imag(z) != 0 {
			return false
		}
		low, high = min(low, real(z)), max(high, real(z))
	}
	return low < -rangeRounding*max(1, high)
}

// values writes |a|, or the real part of a for a signed reference, into dst, which is
// allocated if it is too short.
func values(dst []float64, a *array.Complex, signed bool) []float64 {
	if cap(dst) < len(a.Data) {
		dst = make([]float64, len(a.Data))
	}
	dst = dst[:len(a.Data)]
	setValues(dst, a.Data, signed)
	return dst
}

// setValues sets dst[i] to |z[i]|, or to the real part for a signed reference.
func setValues(dst []float64, z []complex128, signed bool) {
	for i, z := range z {
		switch {
		case signed:
			dst[i] = real(z)
		case imag(z) == 0: // most images are real, and Hypot is slow
			dst[i] = math.Abs(real(z))
		default:
			dst[i] = modulus(real(z), imag(z))
		}
	}
}

// modulus is math.Hypot, which is slow, where the squares neither overflow nor vanish.
func modulus(re, im float64) float64 {
	const low, high = 0x1p-900, 0x1p900
	if s := re*re + im*im; s > low && s < high {
		return math.Sqrt(s)
	}
	return math.Hypot(re, im)
}

// extent is the least and the greatest of v; 0, 0 if there is none.
func extent(v []float64) (low, high float64) {
	if len(v) == 0 {
		return 0, 0
	}
	low, high = v[0], v[0]
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	return low, high
}
