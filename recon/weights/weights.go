package weights

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/transform"
)

// Threshold is the modulus above which a coefficient of an image scaled to [0, 1] counts
// as large: epsilon of the runs in [CAH22].
const Threshold = 0.5

// tie is added to the threshold: on Shepp-Logan many Haar coefficients equal 0.5 up to
// rounding, and a count that depends on the order of additions cannot be repeated.
const tie = 1e-9

// CountSparsities counts the large wavelet coefficients of an image per level: r = levels
// numbers, coarsest first, the first for the approximation and the coarsest detail level
// together. A real image is scaled to [0, 1] by its extremes, a complex one by its
// largest modulus. A count of zero stays zero: see [AtLeastOne].
func CountSparsities(image *array.Complex, wavelet string, levels int) ([]float64, error) {
	psi, err := transform.NewWavelet[complex128](image.Shape, wavelet, levels, nil)
	if err != nil {
		return nil, err
	}
	c := array.NewComplex(image.Shape)
	psi.Forward(c, unitRange(image))
	counts := make([]float64, max(levels, 1))
	for _, band := range transform.Subbands(image.Shape, levels) {
		n := 0
		for row := band.Row; row < band.Row+band.H; row++ {
			for _, z := range c.Data[row*c.W+band.Col : row*c.W+band.Col+band.W] {
				if math.Hypot(real(z), imag(z)) > Threshold+tie {
					n++
				}
			}
		}
		counts[max(levels-band.Level, 0)] += float64(n)
	}
	return counts, nil
}

// unitRange scales an image to [0, 1]. A constant image is left as it is.
func unitRange(image *array.Complex) *array.Complex {
	lo, hi := math.Inf(1), math.Inf(-1)
	isReal := image.IsReal()
	for _, z := range image.Data {
		x := real(z)
		if !isReal {
			x = math.Hypot(real(z), imag(z))
		}
		lo, hi = min(lo, x), max(hi, x)
	}
	if !isReal {
		lo = 0
	}
	if !(hi > lo) {
		return image
	}
	out := array.NewComplex(image.Shape)
	for i, z := range image.Data {
		out.Data[i] = (z - complex(lo, 0)) / complex(hi-lo, 0)
	}
	return out
}

// AtLeastOne replaces counts of zero by one, so that a counted weight is never infinite,
// and says whether it had to.
func AtLeastOne(counts []float64) (floored []float64, changed bool) {
	floored = make([]float64, len(counts))
	for i, s := range counts {
		floored[i] = max(s, 1)
		changed = changed || s < 1
	}
	return floored, changed
}

// FromSparsities gives the weights sqrt(s / s_j), s = s_1 + ... + s_r, one per entry.
// s_j = 0 gives +Inf: the coefficients of that level are held at 0. [CAH22, Section 4]
func FromSparsities(sparsities []float64) []float64 {
	total := 0.0
	for _, s := range sparsities {
		total += s
	}
	w := make([]float64, len(sparsities))
	for j, s := range sparsities {
		w[j] = math.Inf(1)
		if s > 0 {
			w[j] = math.Sqrt(total / s)
		}
	}
	return w
}

// Spread writes one weight per level over the nested squares of a decomposition, in
// row-major order. With levels entries the first covers the approximation and the
// coarsest detail level; with levels + 1 entries it is that of the approximation alone.
func Spread(weights []float64, shape array.Shape, levels int) ([]float64, error) {
	bands, err := PerBand(weights, levels)
	if err != nil {
		return nil, err
	}
	out := make([]float64, shape.Len())
	for _, band := range transform.Subbands(shape, levels) {
		j := 0 // the approximation
		if band.Kind != "A" {
			j = levels - band.Level + 1
		}
		for row := band.Row; row < band.Row+band.H; row++ {
			line := out[row*shape.W+band.Col : row*shape.W+band.Col+band.W]
			for i := range line {
				line[i] = bands[j]
			}
		}
	}
	return out, nil
}

// perBand gives the approximation a weight of its own: levels + 1 weights, that of the
// approximation, then those of the details, coarsest first.
func PerBand(weights []float64, levels int) ([]float64, error) {
	switch {
	case len(weights) == levels+1:
		return weights, nil
	case len(weights) == levels && levels > 0:
		return append([]float64{weights[0]}, weights...), nil
	}
	return nil, fmt.Errorf("%d numbers for %d levels: must be %d (the first for the approximation and the coarsest detail level together) or %d",
		len(weights), levels, levels, levels+1)
}
