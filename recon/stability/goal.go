package stability

import (
	"math"

	"firenet/recon/array"
)

// goal is what a search climbs, as a function of the reconstruction f(y + e): half the
// squared distance to an image in a region, upwards or downwards,
//
//	q = sign/2 || M (f(y + e) - from) ||^2
type goal struct {
	from   *array.Complex
	region Region
	sign   float64
}

// change is the goal to move the whole image away from what it was.
func change(plain *array.Complex) goal {
	return goal{from: plain, region: Region{Height: plain.H, Width: plain.W}, sign: 1}
}

// localised is the goal of settings, for a reconstruction f(y).
func localised(s Settings, plain *array.Complex) goal {
	if s.Goal != Vanish {
		return goal{from: plain, region: s.Region, sign: 1}
	}
	if s.Without != nil {
		return goal{from: s.Without, region: s.Region, sign: -1}
	}
	flat, mean := array.NewComplex(plain.Shape), surroundings(plain, s.Region)
	for i := range flat.Data {
		flat.Data[i] = mean
	}
	return goal{from: flat, region: s.Region, sign: -1}
}

// surroundings is the mean of an image around a region, as far out as half its larger side.
func surroundings(image *array.Complex, r Region) complex128 {
	margin := max(1, max(r.Height, r.Width)/2)
	var re, im []float64
	for row := max(0, r.Row-margin); row < min(image.H, r.Row+r.Height+margin); row++ {
		for col := max(0, r.Column-margin); col < min(image.W, r.Column+r.Width+margin); col++ {
			if row >= r.Row && row < r.Row+r.Height && col >= r.Column && col < r.Column+r.Width {
				continue
			}
			re, im = append(re, real(image.At(row, col))), append(im, imag(image.At(row, col)))
		}
	}
	n := float64(len(re))
	return complex(array.PairwiseSum(re)/n, array.PairwiseSum(im)/n)
}

// value is q.
func (g goal) value(image *array.Complex) float64 {
	d := g.distance(image, g.from)
	return g.sign / 2 * d * d
}

// distance is || M (a - b) ||.
func (g goal) distance(a, b *array.Complex) float64 {
	rows := make([]float64, g.region.Height)
	for k := range rows {
		at := (g.region.Row+k)*a.W + g.region.Column
		for i := at; i < at+g.region.Width; i++ {
			d := a.Data[i] - b.Data[i]
			rows[k] += real(d)*real(d) + imag(d)*imag(d)
		}
	}
	return math.Sqrt(array.PairwiseSum(rows))
}

// norm is || M a ||.
func (g goal) norm(a *array.Complex) float64 {
	return g.distance(a, array.NewComplex(a.Shape))
}

// gradient writes the gradient of q with respect to the image.
func (g goal) gradient(dst, image *array.Complex) {
	clear(dst.Data)
	for r := g.region.Row; r < g.region.Row+g.region.Height; r++ {
		at := r*image.W + g.region.Column
		for i := at; i < at+g.region.Width; i++ {
			dst.Data[i] = complex(g.sign, 0) * (image.Data[i] - g.from.Data[i])
		}
	}
}
