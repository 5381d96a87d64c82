package detail

import (
	"math"

	"firenet/recon/array"
)

// surround is how far the neighbourhood of a detail reaches beyond it, as a share of its
// larger side; at least leastSurround pixels.
const (
	surround      = 0.5
	leastSurround = 4
)

// Template is a detail d = x - x0, where x is the image with it and x0 the one without,
// in its neighbourhood N: the smallest rectangle that holds it and half its size around.
type Template struct {
	image    array.Shape
	row, col int // of N
	h, w     int
	plain    *array.Complex // x0
	with     *array.Complex // x
	detail   []complex128   // P d
	energy   float64        // ||P d||^2
}

// New finds the detail in which two images of one shape differ; ok is false if they do not,
// or if the difference is constant over its neighbourhood.
func New(with, without *array.Complex) (t *Template, ok bool) {
	if with.Shape != without.Shape {
		return nil, false
	}
	top, left, bottom, right := with.H, with.W, -1, -1
	for i := range with.Data {
		if with.Data[i] == without.Data[i] {
			continue
		}
		r, c := i/with.W, i%with.W
		top, bottom, left, right = min(top, r), max(bottom, r), min(left, c), max(right, c)
	}
	if bottom < 0 {
		return nil, false
	}
	margin := max(leastSurround, int(math.Ceil(surround*float64(max(bottom-top, right-left)+1))))
	t = &Template{image: with.Shape, plain: without, with: with}
	t.row, t.col = max(0, top-margin), max(0, left-margin)
	t.h, t.w = min(with.H-1, bottom+margin)-t.row+1, min(with.W-1, right+margin)-t.col+1
	t.detail = t.cut(func(i int) complex128 { return with.Data[i] - without.Data[i] }, t.row, t.col)
	for _, z := range t.detail {
		t.energy += real(z)*real(z) + imag(z)*imag(z)
	}
	whole := 0.0
	for i, z := range with.Data {
		d := z - without.Data[i]
		whole += real(d)*real(d) + imag(d)*imag(d)
	}
	return t, t.energy > 1e-12*whole // more than rounding
}

// Neighbourhood is N: its first row and column, its height and width.
func (t *Template) Neighbourhood() (row, col, h, w int) { return t.row, t.col, t.h, t.w }

// cut is what is at a place of the size of N, less its mean: P in the formulas.
func (t *Template) cut(value func(i int) complex128, row, col int) []complex128 {
	v := make([]complex128, 0, t.h*t.w)
	sum := complex128(0)
	for r := range t.h {
		for c := range t.w {
			z := value((row+r)*t.image.W + col + c)
			v = append(v, z)
			sum += z
		}
	}
	mean := sum / complex(float64(len(v)), 0)
	for i := range v {
		v[i] -= mean
	}
	return v
}

// Recovered is how much of a detail an image shows.
type Recovered struct {
	// Contrast is Re <P (x^ - x0), P d> / ||P d||^2 over the neighbourhood N of the
	// detail, where P takes the mean away: 1 if it is shown as it is, 0 if it is missing,
	// in between if it is fainter or blurred.
	Contrast float64
	// Chance is the root mean square of the same number for the error x^ - x at places
	// beside N, where there is no detail; NaN if there is no such place. A contrast that is
	// not well above it may be chance.
	Chance float64
}

// In measures a reconstruction x^ of the image with the detail.
func (t *Template) In(image *array.Complex) Recovered {
	if image.Shape != t.image {
		return Recovered{math.NaN(), math.NaN()}
	}
	part := t.cut(func(i int) complex128 { return image.Data[i] - t.plain.Data[i] }, t.row, t.col)
	r := Recovered{Contrast: t.project(part)}
	sum, n := 0.0, 0
	for row := 0; row+t.h <= t.image.H; row += max(1, t.h/2) {
		for col := 0; col+t.w <= t.image.W; col += max(1, t.w/2) {
			if row < t.row+t.h && t.row < row+t.h && col < t.col+t.w && t.col < col+t.w {
				continue
			}
			x := t.project(t.cut(func(i int) complex128 { return image.Data[i] - t.with.Data[i] }, row, col))
			sum += x * x
			n++
		}
	}
	r.Chance = math.Sqrt(sum / float64(n)) // NaN for n = 0
	return r
}

func (t *Template) project(v []complex128) float64 {
	sum := 0.0
	for i, z := range v {
		sum += real(z)*real(t.detail[i]) + imag(z)*imag(t.detail[i])
	}
	return sum / t.energy
}

// Shows says whether the detail is to be seen: at least half its contrast, and three times
// what chance reaches.
func (r Recovered) Shows() bool {
	return r.Contrast >= 0.5 && !(r.Contrast < 3*r.Chance)
}
