package phantoms

import (
	"math"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	Register(Phantom{
		Name:  "shepp-logan",
		Title: "Shepp-Logan",
		Help:  "Ten ellipses with the intensities of Toft (modified), point-sampled as by MATLAB's phantom().",
		Draw: func(s array.Shape, _ parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			return SheppLogan(s), nil
		},
	})
	Register(Phantom{
		Name:  "shepp-logan-original",
		Title: "Shepp-Logan, original",
		Help:  "The intensities of 1974: skull 2, tissue near 1.02 with contrasts of 0.01; it goes beyond [0, 1].",
		Draw: func(s array.Shape, _ parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			return sheppLogan(s, func(e headEllipse) int { return e.original }, 100), nil
		},
	})
}

// headEllipse is one ellipse of the Shepp-Logan head: semi-axes a, b along its own axes, centre
// x, y, turned by phi degrees. Intensities are whole numbers, so that their sums are exact.
type headEllipse struct {
	original int // hundredths, [Shepp, Logan, IEEE Trans. Nucl. Sci. 21, 1974]
	modified int // tenths, [Toft, The Radon Transform, thesis, 1996]
	a, b     float64
	x, y     float64
	phi      float64
}

var head = [...]headEllipse{
	{200, 10, 0.69, 0.92, 0, 0, 0},
	{-98, -8, 0.6624, 0.874, 0, -0.0184, 0},
	{-2, -2, 0.11, 0.31, 0.22, 0, -18},
	{-2, -2, 0.16, 0.41, -0.22, 0, 18},
	{1, 1, 0.21, 0.25, 0, 0.35, 0},
	{1, 1, 0.046, 0.046, 0, 0.1, 0},
	{1, 1, 0.046, 0.046, 0, -0.1, 0},
	{1, 1, 0.046, 0.023, -0.08, -0.605, 0},
	{1, 1, 0.023, 0.023, 0, -0.606, 0},
	{1, 1, 0.023, 0.046, 0.06, -0.605, 0},
}

// SheppLogan is the modified Shepp-Logan phantom, with values in [0, 1]. Pixels are points in
// MATLAB's convention: of n points on a side, the outermost stand at -1 and 1, and y = 1 is the
// top row; a point on the boundary is inside. In images that are not square the shorter side
// spans [-1, 1] and the phantom is in the middle.
func SheppLogan(s array.Shape) *array.Complex {
	return sheppLogan(s, func(e headEllipse) int { return e.modified }, 10)
}

func sheppLogan(s array.Shape, intensity func(headEllipse) int, unit float64) *array.Complex {
	total := make([]int, s.Len())
	half := float64(min(s.H, s.W)-1) / 2
	if half == 0 {
		half = 1 // one pixel: the centre
	}
	for _, e := range head {
		sin, cos := math.Sincos(e.phi * math.Pi / 180)
		level := intensity(e)
		for r := range s.H {
			y := (float64(s.H-1)/2-float64(r))/half - e.y
			for c := range s.W {
				x := (float64(c)-float64(s.W-1)/2)/half - e.x
				u, v := x*cos+y*sin, y*cos-x*sin
				if u*u/(e.a*e.a)+v*v/(e.b*e.b) <= 1 {
					total[r*s.W+c] += level
				}
			}
		}
	}
	a := array.NewComplex(s)
	for i, t := range total {
		a.Data[i] = complex(float64(t)/unit, 0)
	}
	return a
}
