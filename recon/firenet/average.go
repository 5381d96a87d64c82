package firenet

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// averageTask measures the running average c = S / j: each index is a part of the
// coefficients, or a panel of the samples. Sums are kept one by one and combined in a fixed
// order.
type averageTask[F array.Real] struct {
	*layers[F]
	mean      F
	measures  bool      // sums and residuals are wanted
	compares  bool      // squares are wanted
	sums      []float64 // w |c| of each part
	squares   []float64 // |c - seen|^2 of each part
	residuals []float64 // |A c - y|^2 of each panel, in units of the spectrum
}

func (t *averageTask[F]) Run(_, i int) {
	if i >= len(t.parts) {
		j := i - len(t.parts)
		t.residuals[j] = t.loops.Distance(t.of(t.track.sum, j), t.of(t.y, j), t.mean)
		return
	}
	p := t.parts[i]
	if t.measures {
		t.sums[i] = t.loops.Moduli(p.sum) * float64(t.mean)
		// An infinite weight times a zero coefficient counts as zero.
		if t.sums[i] != 0 {
			t.sums[i] *= p.weight
		}
	}
	if t.compares {
		t.squares[i] = t.loops.Distance(flat(p.sum), flat(p.seen), t.mean)
	}
}

// measure returns sum w|c| and ||A c - y|| of the average c = S / j.
func (l *layers[F]) measure(j int) (sparsity, residual float64) {
	t := &l.gauge
	t.mean, t.measures, t.compares = F(1/float64(j)), true, l.seen != nil
	l.do(t, len(l.parts)+len(t.residuals), l.picture)
	return array.PairwiseSum(t.sums), math.Sqrt(array.PairwiseSum(t.residuals)) * l.unit
}

// distance is ||Psi^-1 S/j - x||, taken in the coefficients: Psi is orthonormal. measured
// says that measure has just been asked about the same layer.
func (l *layers[F]) distance(x *array.Complex, j int, measured bool) float64 {
	t := &l.gauge
	if l.seen != x {
		l.see(x)
		measured = false
	}
	if !measured {
		t.mean, t.measures, t.compares = F(1/float64(j)), false, true
		l.do(t, len(l.parts), l.picture)
	}
	return math.Sqrt(array.PairwiseSum(t.squares))
}

// see keeps the coefficients of the image that distances are asked to.
func (l *layers[F]) see(x *array.Complex) {
	l.analyseImage(x)
	if l.seen == nil {
		l.rowsOfParts(func(p *part[F], rows []row[F]) { p.seen = rows })
	}
	l.workers.Do(parallel.Func(func(_, i int) { l.parts[i].take(l.parts[i].seen) }), len(l.parts))
	l.seen = x
}
