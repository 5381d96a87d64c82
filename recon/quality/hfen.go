package quality

import (
	"math"

	"firenet/recon/array"
)

const (
	logTaps  = 15
	logHalf  = logTaps / 2
	logSigma = 1.5
)

// logKernel holds the Laplacian of Gaussian as one-dimensional factors, u = 0..7: with
// G = sum of g(u) g(v), the kernel is
//
//	h(u, v) = (bend(u) g(v) + g(u) bend(v)) - mean,  bend(u) = (u^2 - s^2) g(u) / (s^4 G)
//
// which is exact: the least of the 225 Gaussian weights is 3e-10 of the greatest, so none is set to zero
// as below machine precision.
var logKernel = func() (k struct {
	g, bend [logHalf + 1]float64
	mean    float64
},
) {
	const s2 = logSigma * logSigma
	sum := 0.0
	for u := range k.g {
		k.g[u] = math.Exp(-float64(u*u) / (2 * s2))
		sum += k.g[u]
		if u > 0 {
			sum += k.g[u]
		}
	}
	bendSum := 0.0
	for u := range k.g {
		k.bend[u] = (float64(u*u) - s2) * k.g[u] / (s2 * s2 * sum * sum)
		bendSum += k.bend[u]
		if u > 0 {
			bendSum += k.bend[u]
		}
	}
	k.mean = 2 * bendSum * sum / (logTaps * logTaps)
	return k
}()

// HFEN is the high-frequency error norm ||h * x^ - h * x||_2 / ||h * x||_2 of the moduli
// x = |reference|, x^ = |image|, where h is the 15 x 15 Laplacian of Gaussian with s = 1.5,
//
//	g(u, v) = exp(-(u^2 + v^2) / (2 s^2)) / sum,  h = g (u^2 + v^2 - 2 s^2) / s^4, less its mean
//
// (MATLAB's fspecial('log', 15, 1.5)), and images are zero outside their border (imfilter's
// default). For a real reference with values below 0, x and x^ are the real parts instead. For |x| = 0 it is +Inf, and NaN if |x^| is 0 as well.
// [Ravishankar, Bresler, IEEE Trans. Med. Imaging 30(5), 2011]
func HFEN(reference, image *array.Complex) (float64, error) {
	if err := agree(reference, image); err != nil {
		return 0, err
	}
	c := NewComparer(reference, nil)
	for i, y := range values(nil, image, c.signed) {
		c.difference[i] = y - c.scalar[i]
	}
	return c.laplacianNorm(c.difference, nil) / c.logNorm, nil
}

// logTask computes the squared norm of each row of h * v.
type logTask struct {
	shape   array.Shape
	v       []float64
	rows    []float64 // out
	scratch []logScratch
}

// logScratch holds one row filtered down the columns, with a border of 7 zeros on each side.
type logScratch struct{ g, bend, box, zero []float64 }

func (t *logTask) prepare(s array.Shape, v []float64, workers int) {
	t.shape, t.v = s, v
	for len(t.scratch) < workers {
		t.scratch = append(t.scratch, logScratch{
			g:    make([]float64, s.W+2*logHalf),
			bend: make([]float64, s.W+2*logHalf),
			box:  make([]float64, s.W+2*logHalf),
			zero: make([]float64, s.W),
		})
	}
}

// Run computes the rows of band b.
func (t *logTask) Run(worker, b int) {
	w := &t.scratch[worker]
	for row := b * bandRows; row < min((b+1)*bandRows, len(t.rows)); row++ {
		t.columns(w, row)
		t.rows[row] = t.alongRow(w)
	}
}

// columns filters down the columns with g, bend and 1.
func (t *logTask) columns(w *logScratch, row int) {
	n := t.shape.W
	g, bend, box := w.g[logHalf:][:n], w.bend[logHalf:][:n], w.box[logHalf:][:n]
	clear(g)
	clear(bend)
	clear(box)
	line := func(i int) []float64 {
		if i < 0 || i >= t.shape.H {
			return w.zero
		}
		return rowOf(t.v, i, n)
	}
	k := &logKernel
	for u := 0; u <= logHalf; u += 2 {
		up, down := line(row-u), line(row+u)
		if u == 0 {
			down = w.zero // the centre counts once
		}
		addPairs3(g, bend, box, [4][]float64{up, down, line(row - u - 1), line(row + u + 1)},
			[2]float64{k.g[u], k.g[u+1]}, [2]float64{k.bend[u], k.bend[u+1]})
	}
}

// alongRow filters along the row and returns the sum of squares.
func (t *logTask) alongRow(w *logScratch) float64 {
	b0, b1, b2, b3 := logKernel.bend[0], logKernel.bend[1], logKernel.bend[2], logKernel.bend[3]
	b4, b5, b6, b7 := logKernel.bend[4], logKernel.bend[5], logKernel.bend[6], logKernel.bend[7]
	g0, g1, g2, g3 := logKernel.g[0], logKernel.g[1], logKernel.g[2], logKernel.g[3]
	g4, g5, g6, g7 := logKernel.g[4], logKernel.g[5], logKernel.g[6], logKernel.g[7]
	box := 0.0
	for _, x := range w.box[:logTaps-1] {
		box += x
	}
	sum := 0.0
	for j := range t.shape.W {
		p, q := (*[logTaps]float64)(w.g[j:]), (*[logTaps]float64)(w.bend[j:])
		box += w.box[j+logTaps-1]
		h := b0*p[7] + b1*(p[6]+p[8]) + b2*(p[5]+p[9]) + b3*(p[4]+p[10]) +
			(b4*(p[3]+p[11]) + b5*(p[2]+p[12]) + b6*(p[1]+p[13]) + b7*(p[0]+p[14])) +
			(g0*q[7] + g1*(q[6]+q[8]) + g2*(q[5]+q[9]) + g3*(q[4]+q[10]) +
				(g4*(q[3]+q[11]) + g5*(q[2]+q[12]) + g6*(q[1]+q[13]) + g7*(q[0]+q[14]))) -
			logKernel.mean*box
		box -= w.box[j]
		sum += h * h
	}
	return sum
}
