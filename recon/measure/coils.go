package measure

import (
	"math"
	"math/cmplx"

	"firenet/recon/array"
)

// coilRadius is how far from the middle of the image the coils stand, in half sides.
const coilRadius = 1.5

// SimulatedCoils are the maps of count coils on a circle around an image: with u and t from
// -1 to 1 along columns and rows, and theta_c = 2 pi c / count,
//
//	d = (u - rho cos theta_c) + i (t - rho sin theta_c),   S_c = exp(i (arg d - theta_c)) / |d|,
//
// divided by the root of the sum of their squares, so that sum |S_c|^2 = 1 at every pixel. The
// field of a wire falls like 1/|d|.
func SimulatedCoils(s array.Shape, count int) []*array.Complex {
	coils := make([]*array.Complex, count)
	for c := range coils {
		coils[c] = array.NewComplex(s)
		theta := 2 * math.Pi * float64(c) / float64(count)
		centre := cmplx.Rect(coilRadius, theta)
		for i := range coils[c].Data {
			d := complex(centred(i%s.W, s.W), centred(i/s.W, s.H)) - centre
			coils[c].Data[i] = cmplx.Rect(1/cmplx.Abs(d), cmplx.Phase(d)-theta)
		}
	}
	for i := range s.Len() {
		sum := 0.0
		for _, m := range coils {
			sum += real(m.Data[i])*real(m.Data[i]) + imag(m.Data[i])*imag(m.Data[i])
		}
		for _, m := range coils {
			m.Data[i] /= complex(math.Sqrt(sum), 0)
		}
	}
	return coils
}

// centred is a place along a side of n pixels as a number from -1 to 1.
func centred(i, n int) float64 { return (float64(i) - float64(n)/2) / (float64(n) / 2) }
