package sampling

import (
	"fmt"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:       "file",
		Title:      "From a file",
		Help:       "The mask is read from a file of 0 and 1: Fourier masks centred, Walsh masks in sequency order.",
		Transforms: both,
		Draw:       drawFile,
	})
}

// drawFile stands for the pattern "file", which whoever reads files makes with [FromArray].
func drawFile(Request) (*array.Mask, error) {
	return nil, &parameter.Error{Key: "file", Want: `pattern = "file" needs the name of the file with the mask`}
}

// FromArray makes a mask of the shape want from an array of 0 and 1 in the order that is
// seen. Another shape, another value and an array without a 1 are errors.
func FromArray(a *array.Complex, want array.Shape) (*array.Mask, error) {
	if a.Shape != want {
		return nil, fmt.Errorf("the mask is %v, the image %v: they must have the same shape", a.Shape, want)
	}
	mask := array.NewMask(want)
	for i, v := range a.Data {
		switch v {
		case 0:
		case 1:
			mask.Data[i] = true
		default:
			return nil, fmt.Errorf("the mask has the value %s at row %d, column %d: masks hold 0 and 1 only",
				plain(v), i/a.W, i%a.W)
		}
	}
	if mask.Count() == 0 {
		return nil, fmt.Errorf("the mask is 0 everywhere: at least one frequency must be sampled")
	}
	return mask, nil
}

// plain writes a real number without its imaginary part.
func plain(v complex128) string {
	if imag(v) == 0 {
		return fmt.Sprint(real(v))
	}
	return fmt.Sprint(v)
}
