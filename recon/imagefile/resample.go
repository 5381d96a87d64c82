package imagefile

import (
	"fmt"
	"math"

	"firenet/recon/array"
)

// MaxSize is the largest side that [Fit] makes.
const MaxSize = 8192

// Fit resamples the picture so that its shorter side has size pixels and crops it, centred,
// to size x size. Pictures mapped to [0, 1] are clamped to it again, as the kernel
// overshoots at edges; physical values are not.
func (p *Picture) Fit(size int) (*Picture, error) {
	a, err := Fit(p.Image, size)
	if err != nil {
		return nil, err
	}
	if p.FullScale > 0 {
		for i, v := range a.Data {
			a.Data[i] = complex(min(max(real(v), 0), 1), 0)
		}
	}
	q := *p
	q.Image = a
	return &q, nil
}

// Fit resamples a so that its shorter side has size pixels and crops it, centred, to
// size x size. The other side is rounded to the nearest pixel; an odd rest is cropped at the
// bottom and on the right. A side that keeps its length is copied exactly.
//
// The kernel is Lanczos's with 3 lobes, stretched when reducing, weights normalised to sum
// 1, edges by leaving out what lies outside; output pixel i is centred at
// (i + 1/2)*source/output - 1/2 of the source. It is linear: complex values are resampled
// by parts.
func Fit(a *array.Complex, size int) (*array.Complex, error) {
	switch {
	case size < 1:
		return nil, fmt.Errorf("size %d: must be at least 1", size)
	case size > MaxSize:
		return nil, &Error{What: fmt.Sprintf("size %d is too large", size), Remedy: fmt.Sprintf("choose at most %d", MaxSize), Kind: ErrTooLarge}
	case a.H < 1 || a.W < 1:
		return nil, fmt.Errorf("an image of %v pixels cannot be resampled", a.Shape)
	}
	short := min(a.H, a.W)
	rows := taps(a.H, resized(a.H, short, size), size)
	columns := taps(a.W, resized(a.W, short, size), size)
	// Only rows that the crop needs are resampled along the columns.
	first, end := rows[0].first, 0
	for _, t := range rows {
		first, end = min(first, t.first), max(end, t.first+len(t.weights))
	}
	narrow := array.NewComplex(array.Shape{H: end - first, W: size})
	for r := range narrow.H {
		src := a.Data[(first+r)*a.W : (first+r+1)*a.W]
		dst := narrow.Data[r*size : (r+1)*size]
		for c, t := range columns {
			dst[c] = t.apply(src, 1)
		}
	}
	out := array.NewComplex(array.Shape{H: size, W: size})
	for r, t := range rows {
		t.first -= first
		for c := range size {
			out.Data[r*size+c] = t.apply(narrow.Data[c:], size)
		}
	}
	return out, nil
}

// resized is the length of a side when the shorter one becomes size.
func resized(side, short, size int) int {
	return max(size, int(math.Round(float64(side)*float64(size)/float64(short))))
}

// tap is the weights of one output pixel, for source pixels first, first+1, ...
type tap struct {
	first   int
	weights []float64
}

func (t tap) apply(src []complex128, stride int) complex128 {
	var re, im float64
	for i, w := range t.weights {
		v := src[(t.first+i)*stride]
		re += w * real(v)
		im += w * imag(v)
	}
	return complex(re, im)
}

// taps are the weights of the size pixels in the middle of a side that is resampled from
// source to output pixels.
func taps(source, output, size int) []tap {
	t := make([]tap, size)
	step := float64(source) / float64(output)
	stretch := max(step, 1)
	const lobes = 3
	for i := range t {
		k := i + (output-size)/2
		if source == output {
			t[i] = tap{k, []float64{1}}
			continue
		}
		centre := (float64(k)+0.5)*step - 0.5
		lo := max(int(math.Ceil(centre-lobes*stretch)), 0)
		hi := min(int(math.Floor(centre+lobes*stretch)), source-1)
		w, sum := make([]float64, hi-lo+1), 0.0
		for j := range w {
			w[j] = lanczos3((float64(lo+j) - centre) / stretch)
			sum += w[j]
		}
		for j := range w {
			w[j] /= sum
		}
		t[i] = tap{lo, w}
	}
	return t
}

// lanczos3 is sinc(x) sinc(x/3) for |x| < 3.
func lanczos3(x float64) float64 {
	if math.Abs(x) >= 3 {
		return 0
	}
	return sinc(x) * sinc(x/3)
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}
