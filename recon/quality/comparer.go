package quality

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// bandRows is how many rows one task of a filter computes.
const bandRows = 32

// Comparer compares many images with one reference. It is used by one goroutine at a time.
type Comparer struct {
	reference   *array.Complex
	norm        float64
	signed      bool    // real parts are compared, not moduli
	low, high   float64 // of what is compared
	dataRange   float64 // of PSNR and SSIM
	scalar      []float64
	logNorm     float64 // ||LoG * |x| ||
	imageScalar []float64
	difference  []float64
	rows        []float64 // one partial sum per row
	scalars     scalarTask
	structural  ssimTask
	secondOrder logTask
}

// NewComparer prepares for comparisons with reference, which must not change afterwards, on
// workers (nil: on the caller alone). When their context has ended it returns early, and the
// Comparer must not be used: see [parallel.Workers.Err].
func NewComparer(reference *array.Complex, workers *parallel.Workers) *Comparer {
	signed := isSigned(reference)
	c := &Comparer{
		reference:  reference,
		signed:     signed,
		norm:       reference.Norm(),
		scalar:     values(nil, reference, signed),
		difference: make([]float64, reference.Len()),
		rows:       make([]float64, reference.H),
	}
	c.low, c.high = extent(c.scalar)
	c.dataRange = dataRange(c.low, c.high)
	c.logNorm = c.laplacianNorm(c.scalar, workers)
	return c
}

// SetDataRange gives PSNR and SSIM a data range other than [DataRange] of the reference:
// that of the whole image, where the reference is a part of one.
func (c *Comparer) SetDataRange(l float64) { c.dataRange = l }

// Compare computes all measures of image against the reference, on workers (nil: on the
// caller alone) and without allocating from the second call on. Its values have the same
// bits for any number of workers. Errors: a shape that is not the reference's, and that of
// the workers' context once it has ended.
func (c *Comparer) Compare(image *array.Complex, workers *parallel.Workers) (Metrics, error) {
	if err := agree(c.reference, image); err != nil {
		return Metrics{}, err
	}
	if c.imageScalar == nil {
		c.imageScalar = make([]float64, image.Len())
	}
	c.scalars = scalarTask{image, c.signed, c.scalar, c.imageScalar, c.difference}
	workers.Do(&c.scalars, bands(image.H))
	c.scalars.image = nil
	distance := array.Distance(image, c.reference)
	rms := rootMeanSquare(distance, image.Len())
	m := Metrics{
		RelativeL2: distance / c.norm,
		NRMSE:      rms / (c.high - c.low),
		DataRange:  c.dataRange,
	}
	m.PSNR = psnr(rms, m.DataRange)
	m.SSIM = c.ssim(m.DataRange, workers)
	m.HFEN = c.laplacianNorm(c.difference, workers) / c.logNorm
	if err := workers.Err(); err != nil {
		return Metrics{}, err
	}
	return m, nil
}

// scalarTask computes what of an image is compared, and its difference to the reference.
type scalarTask struct {
	image              *array.Complex
	signed             bool
	reference          []float64
	scalar, difference []float64 // out
}

// Run computes the rows of band b.
func (t *scalarTask) Run(_, b int) {
	from, to := b*bandRows*t.image.W, min((b+1)*bandRows, t.image.H)*t.image.W
	setValues(t.scalar[from:to], t.image.Data[from:to], t.signed)
	for i := from; i < to; i++ {
		t.difference[i] = t.scalar[i] - t.reference[i]
	}
}

func (c *Comparer) ssim(dataRange float64, workers *parallel.Workers) float64 {
	s := c.reference.Shape
	if s.H < ssimTaps || s.W < ssimTaps {
		return math.NaN()
	}
	rows := c.rows[:s.H-ssimTaps+1]
	c.structural.prepare(s, c.scalar, c.imageScalar, dataRange, workers.Count())
	c.structural.rows = rows
	workers.Do(&c.structural, bands(len(rows)))
	return array.PairwiseSum(rows) / float64(len(rows)*(s.W-ssimTaps+1))
}

// laplacianNorm is the l2 norm of LoG * v.
func (c *Comparer) laplacianNorm(v []float64, workers *parallel.Workers) float64 {
	c.secondOrder.prepare(c.reference.Shape, v, workers.Count())
	c.secondOrder.rows = c.rows
	workers.Do(&c.secondOrder, bands(len(c.rows)))
	return math.Sqrt(array.PairwiseSum(c.rows))
}

// bands is the number of tasks for so many rows.
func bands(rows int) int { return (rows + bandRows - 1) / bandRows }
