package sampling

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:         "gaussian",
		Title:        "Half-space Gaussian",
		Help:         "Random samples with a Gaussian density, on one side of zero frequency only.",
		Exact:        true,
		UsesFraction: true,
		Transforms:   both,
		Parameters: []parameter.Parameter{
			{
				Key: "width", Name: "Width of the density", Symbol: "σ", Kind: parameter.Real,
				Min: 0, MinOpen: true, Max: 10, Scale: parameter.Log, Default: 0.4,
				Help: "Standard deviation of the Gaussian; 1 is the highest frequency along an axis.",
			},
			{
				Key: "half-space", Name: "One half space only", Kind: parameter.Switch, Default: true,
				Help: "Take only one of k and -k, which say the same of a real image; Fourier only, Walsh has no such symmetry.",
			},
		},
		Draw: drawGaussian,
	})
}

// drawGaussian draws "gaussian": frequency k is sampled with probability
//
//	min( 1, C exp( -|k|^2 / (2 width^2) ) )
//
// on a half space, and not at all on the other half. The half space holds one of k and -k
// (modulo H and W) for every k: the upper half of the mask as it is seen and, of the rows
// that are their own mirror image (the middle one, and row 0 when H is even), the left
// half, with the frequencies that are their own mirror image, zero among them. Zero
// frequency is always sampled; C makes the probabilities add up to m. A fraction that is
// larger than the half space fills it, and what remains is drawn from the other half with
// the same density.
//
// For a real image the spectrum at -k is the conjugate of that at k, so nothing is
// measured twice. A complex image has no such symmetry: half of its spectrum is then not
// seen at all. For Walsh, or with half-space = false, the density holds for all frequencies.
//
// Gaussian densities and partial Fourier sampling are both old; this combination, its cut
// at 1 and its exact number are this program's convention.
func drawGaussian(r Request) (*array.Mask, error) {
	sigma := r.Values.Float("width")
	w := r.distances()
	for i, d := range w {
		w[i] = math.Exp(-d * d / (2 * sigma * sigma))
	}
	mask := array.NewMask(r.Shape)
	zero := r.zero()
	mask.Data[zero] = true
	oneSide := r.Transform == Fourier && r.Values.Bool("half-space")
	var first, rest []int
	for i := range w {
		switch {
		case i == zero:
		case oneSide && i > mirrored(r.Shape, i):
			rest = append(rest, i)
		default:
			first = append(first, i)
		}
	}
	m := r.Count() - 1
	drawFrom(mask, w, first, min(m, len(first)), r)
	drawFrom(mask, w, rest, m-min(m, len(first)), r)
	return mask, nil
}

// zero is the index of zero frequency or sequency.
func (r Request) zero() int {
	if r.Transform == Walsh {
		return 0
	}
	return r.Shape.H/2*r.Shape.W + r.Shape.W/2
}

// drawFrom marks m of the frequencies in list with density proportional to w.
func drawFrom(mask *array.Mask, w []float64, list []int, m int, r Request) {
	if m == 0 {
		return
	}
	weights := make([]float64, len(list))
	for j, i := range list {
		// exp may underflow far out: the floor keeps every frequency within reach.
		weights[j] = max(w[i], math.SmallestNonzeroFloat64)
	}
	selectExactly(inclusion(weights, m), m, r.Rand, func(j int) { mask.Data[list[j]] = true })
}

// mirrored is the index of frequency -k (modulo the shape) of a centred spectrum.
func mirrored(s array.Shape, i int) int {
	row := (2*(s.H/2) - i/s.W + s.H) % s.H
	col := (2*(s.W/2) - i%s.W + s.W) % s.W
	return row*s.W + col
}
