package quality

import (
	"math"

	"firenet/recon/array"
)

const (
	ssimTaps  = 11
	ssimSigma = 1.5
	ssimK1    = 0.01
	ssimK2    = 0.03
)

// gauss11 is the normalised Gaussian window exp(-u^2 / (2 sigma^2)), u = 0..5; the two-dimensional
// window is its product with itself.
var gauss11 = func() (w [ssimTaps/2 + 1]float64) {
	sum := 0.0
	for u := range w {
		w[u] = math.Exp(-float64(u*u) / (2 * ssimSigma * ssimSigma))
		sum += w[u]
		if u > 0 {
			sum += w[u]
		}
	}
	for u := range w {
		w[u] /= sum
	}
	return w
}()

// SSIM is the mean structural similarity of the moduli x = |reference|, y = |image|: the mean of
//
//	(2 mx my + C1) (2 sxy + C2) / ((mx^2 + my^2 + C1) (sxx + syy + C2))
//
// over the positions where the window fits into the image ('valid'); mx, my, sxx, syy, sxy are
// means and population covariances under an 11 x 11 Gaussian window with sigma = 1.5, and
// C1 = (0.01 L)^2, C2 = (0.03 L)^2 with data range L. Equal images have 1.
// [Wang, Bovik, Sheikh, Simoncelli, IEEE Trans. Image Process. 13(4), 2004]
//
// For a real reference with values below 0, x and y are the real parts instead.
// An image with a side below 11 has no such position: NaN.
func SSIM(reference, image *array.Complex, dataRange float64) (float64, error) {
	if err := agree(reference, image); err != nil {
		return 0, err
	}
	signed := isSigned(reference)
	c := Comparer{reference: reference, scalar: values(nil, reference, signed), imageScalar: values(nil, image, signed)}
	c.rows = make([]float64, reference.H)
	return c.ssim(dataRange, nil), nil
}

// SSIMMap is the similarity of which [SSIM] is the mean, at every valid position: an array of
// (H-10) x (W-10) whose element (r, c) belongs to pixel (r+5, c+5). It is empty for images with
// a side below 11.
func SSIMMap(reference, image *array.Complex, dataRange float64) (*array.Complex, error) {
	if err := agree(reference, image); err != nil {
		return nil, err
	}
	if reference.H < ssimTaps || reference.W < ssimTaps {
		return array.NewComplex(array.Shape{}), nil
	}
	out := array.NewComplex(array.Shape{H: reference.H - ssimTaps + 1, W: reference.W - ssimTaps + 1})
	var t ssimTask
	signed := isSigned(reference)
	t.prepare(reference.Shape, values(nil, reference, signed), values(nil, image, signed), dataRange, 1)
	t.rows, t.similarity = make([]float64, out.H), out
	for b := range bands(out.H) {
		t.Run(0, b)
	}
	return out, nil
}

// ssimTask computes SSIM band by band.
type ssimTask struct {
	shape      array.Shape
	x, y       []float64
	c1, c2     float64
	rows       []float64      // out: sum of the similarity over each valid row
	similarity *array.Complex // out, if not nil: the similarity itself
	scratch    []ssimScratch  // of each worker
}

// ssimScratch holds what a band needs. Of the second moments only sxx + syy and sxy enter the
// formula, so four images are filtered: x, y, x^2 + y^2 and x y.
type ssimScratch struct {
	squares, products []float64    // of the last 11 rows, row r at r mod 11
	columns           []float64    // one row filtered down the columns
	means             [4][]float64 // that row filtered along itself too
	zero              []float64
}

func (t *ssimTask) prepare(s array.Shape, x, y []float64, dataRange float64, workers int) {
	t.shape, t.x, t.y = s, x, y
	t.c1 = ssimK1 * dataRange * ssimK1 * dataRange
	t.c2 = ssimK2 * dataRange * ssimK2 * dataRange
	for len(t.scratch) < workers {
		w := ssimScratch{
			squares:  make([]float64, ssimTaps*s.W),
			products: make([]float64, ssimTaps*s.W),
			columns:  make([]float64, s.W),
			zero:     make([]float64, s.W),
		}
		for k := range w.means {
			w.means[k] = make([]float64, s.W-ssimTaps+1)
		}
		t.scratch = append(t.scratch, w)
	}
}

// Run computes the valid rows of band b.
func (t *ssimTask) Run(worker, b int) {
	w := &t.scratch[worker]
	first := b * bandRows
	last := min(first+bandRows, len(t.rows))
	for row := first; row < last+ssimTaps-1; row++ {
		t.multiply(w, row)
		if out := row - ssimTaps + 1; out >= first {
			t.average(w, out)
			t.rows[out] = t.compare(w, out)
		}
	}
}

func (t *ssimTask) multiply(w *ssimScratch, row int) {
	x, y := rowOf(t.x, row, t.shape.W), rowOf(t.y, row, t.shape.W)
	y = y[:len(x)]
	squares := rowOf(w.squares, row%ssimTaps, t.shape.W)[:len(x)]
	products := rowOf(w.products, row%ssimTaps, t.shape.W)[:len(x)]
	for j, a := range x {
		c := y[j]
		squares[j] = a*a + c*c
		products[j] = a * c
	}
}

// average filters the four images at valid row out.
func (t *ssimTask) average(w *ssimScratch, out int) {
	for k, plane := range [4][]float64{t.x, t.y, w.squares, w.products} {
		row := func(i int) []float64 {
			if k >= 2 {
				i %= ssimTaps
			}
			return rowOf(plane, i, t.shape.W)
		}
		centre := out + ssimTaps/2
		setPairs(w.columns, row(centre), w.zero, row(centre-1), row(centre+1), gauss11[0], gauss11[1])
		for u := 2; u <= ssimTaps/2; u += 2 {
			addPairs(w.columns, row(centre-u), row(centre+u), row(centre-u-1), row(centre+u+1), gauss11[u], gauss11[u+1])
		}
		alongRow11(w.means[k], w.columns, &gauss11)
	}
}

// compare evaluates the formula along valid row out and adds it up.
func (t *ssimTask) compare(w *ssimScratch, out int) float64 {
	mx := w.means[0]
	my, squares, products := w.means[1][:len(mx)], w.means[2][:len(mx)], w.means[3][:len(mx)]
	var similarity []complex128
	if t.similarity != nil {
		similarity = t.similarity.Data[out*len(mx):][:len(mx)]
	}
	sum := 0.0
	for j, a := range mx {
		c := my[j]
		cross, power := a*c, a*a+c*c
		s := (2*cross + t.c1) * (2*(products[j]-cross) + t.c2) /
			((power + t.c1) * (squares[j] - power + t.c2))
		sum += s
		if similarity != nil {
			similarity[j] = complex(s, 0)
		}
	}
	return sum
}
