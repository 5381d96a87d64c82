package firenet

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// chunk is how many complex numbers one index of a loop handles: enough to be worth a
// hand-over, few enough to stay in the first-level cache for every array of a kernel.
const chunk = 4096

// elementwise runs the loops of a layer over chunks on the workers. The tasks and their
// arguments are fields, so that no layer allocates. Sums are kept per chunk and combined
// in a fixed order.
type elementwise[T array.Scalar, F array.Real] struct {
	workers *parallel.Workers
	n       int
	partial []float64
	second  []float64

	primalTask   primalTask[F]
	dualTask     dualTask[F]
	scaleTask    scaleTask[F]
	followTask   followTask[F]
	measureTask  measureTask[F]
	distanceTask distanceTask[F]
}

func (e *elementwise[T, F]) bind(s *state[T, F]) {
	parts := func(a *array.Array[T]) []F { return array.Parts[F](a.Data) }
	e.workers, e.n = s.workers, s.Shape.Len()
	e.partial, e.second = make([]float64, e.chunks()), make([]float64, e.chunks())
	e.primalTask = primalTask[F]{x: parts(s.x), sum: parts(s.sum), ahead: parts(s.ahead), w: s.weights}
	e.dualTask = dualTask[F]{v: parts(s.v), product: parts(s.product), y: parts(s.y), mask: s.mask, norms: e.partial}
	e.followTask = followTask[F]{product: parts(s.product), mask: s.mask}
	e.measureTask = measureTask[F]{sum: parts(s.sum), w: s.weights, y: parts(s.y), sparsity: e.partial, residual: e.second}
	e.distanceTask = distanceTask[F]{sum: parts(s.sum), squares: e.partial}
}

func (e *elementwise[T, F]) chunks() int { return (e.n + chunk - 1) / chunk }

func (e *elementwise[T, F]) primal(first bool, step, threshold float64) {
	t := &e.primalTask
	t.first, t.step, t.threshold = first, F(step), F(threshold)
	e.workers.Do(t, e.chunks())
}

// dual returns the norm of v before the projection.
func (e *elementwise[T, F]) dual(keep, step float64) float64 {
	t := &e.dualTask
	t.keep, t.step = F(keep), F(step)
	e.workers.Do(t, e.chunks())
	return math.Sqrt(array.PairwiseSum(e.partial))
}

// mean writes S / j.
func (e *elementwise[T, F]) mean(dst *array.Array[T], j int) {
	e.scale(array.Parts[F](dst.Data), e.primalTask.sum, 1/float64(j))
}

func (e *elementwise[T, F]) scaleInto(dst, src *array.Array[T], factor float64) {
	e.scale(array.Parts[F](dst.Data), array.Parts[F](src.Data), factor)
}

func (e *elementwise[T, F]) scale(dst, src []F, factor float64) {
	e.scaleTask = scaleTask[F]{dst: dst, src: src, factor: F(factor)}
	e.workers.Do(&e.scaleTask, e.chunks())
}

// follow updates A x as fresh * product + (1 - fresh) * A x, and its sum over the block.
func (e *elementwise[T, F]) follow(tr *tracker[T, F], first bool, fresh float64) {
	t := &e.followTask
	t.ax, t.sum = array.Parts[F](tr.ax.Data), array.Parts[F](tr.sum.Data)
	t.first, t.fresh, t.old = first, F(fresh), F(1-fresh)
	e.workers.Do(t, e.chunks())
}

// measure returns sum w|c| and ||A c - y|| of the average c = S / j.
func (e *elementwise[T, F]) measure(tr *tracker[T, F], j int) (sparsity, residual float64) {
	t := &e.measureTask
	t.samples, t.mean = array.Parts[F](tr.sum.Data), F(1/float64(j))
	e.workers.Do(t, e.chunks())
	return array.PairwiseSum(e.partial), math.Sqrt(array.PairwiseSum(e.second))
}

func (e *elementwise[T, F]) distanceSquared(truth *array.Array[T], j int) float64 {
	t := &e.distanceTask
	t.truth, t.mean = array.Parts[F](truth.Data), F(1/float64(j))
	e.workers.Do(t, e.chunks())
	return array.PairwiseSum(e.partial)
}

// bounds is the range of real numbers of chunk i: two per element.
func bounds(i, numbers int) (lo, hi int) {
	return 2 * chunk * i, min(2*chunk*(i+1), numbers)
}

// primalTask is x+ = soft(x - step g, threshold w), S = S + x+, g = 2 x+ - x.
type primalTask[F array.Real] struct {
	x, sum, ahead   []F
	w               []F
	first           bool // of a block: g is not there yet (the dual is 0) and S starts anew
	step, threshold F
}

func (t *primalTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.x))
	x, sum, ahead, w := t.x[lo:hi], t.sum[lo:hi], t.ahead[lo:hi], t.w[lo/2:hi/2]
	if t.first {
		clear(sum)
		clear(ahead)
	}
	primalChunk(x, sum, ahead, w, t.step, t.threshold)
}

func primalChunk[F array.Real](x, sum, ahead, w []F, step, threshold F) {
	for k, wk := range w {
		j := 2 * k
		xs, ss, as := x[j:j+2:j+2], sum[j:j+2:j+2], ahead[j:j+2:j+2]
		zr, zi := xs[0]-step*as[0], xs[1]-step*as[1]
		limit := threshold * wk
		modulus2 := zr*zr + zi*zi
		if modulus2 > limit*limit {
			shrink := 1 - limit/F(math.Sqrt(float64(modulus2)))
			zr, zi = shrink*zr, shrink*zi
		} else {
			zr, zi = 0, 0
		}
		as[0], as[1] = 2*zr-xs[0], 2*zi-xs[1]
		xs[0], xs[1] = zr, zi
		ss[0], ss[1] = ss[0]+zr, ss[1]+zi
	}
}

// dualTask is v = keep v + step (M product - y), with the sum of |v|^2 per chunk.
type dualTask[F array.Real] struct {
	v, product, y []F
	mask          []F
	keep, step    F
	norms         []float64
}

func (t *dualTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.v))
	t.norms[i] = dualChunk(t.v[lo:hi], t.product[lo:hi], t.y[lo:hi], t.mask[lo/2:hi/2], t.keep, t.step)
}

func dualChunk[F array.Real](v, product, y, mask []F, keep, step F) float64 {
	var norm float64
	for k, m := range mask {
		j := 2 * k
		vs, ps, ys := v[j:j+2:j+2], product[j:j+2:j+2], y[j:j+2:j+2]
		r := keep*vs[0] + step*(m*ps[0]-ys[0])
		s := keep*vs[1] + step*(m*ps[1]-ys[1])
		vs[0], vs[1] = r, s
		norm += float64(r)*float64(r) + float64(s)*float64(s)
	}
	return norm
}

// scaleTask is dst = factor src.
type scaleTask[F array.Real] struct {
	dst, src []F
	factor   F
}

func (t *scaleTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.dst))
	dst, src := t.dst[lo:hi], t.src[lo:hi]
	for k, v := range src {
		dst[k] = t.factor * v
	}
}

// followTask is ax = fresh M product + old ax, sum = sum + ax.
type followTask[F array.Real] struct {
	ax, sum    []F
	product    []F
	mask       []F
	first      bool // of a block: the sum starts anew
	fresh, old F
}

func (t *followTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.ax))
	ax, product, mask := t.ax[lo:hi], t.product[lo:hi], t.mask[lo/2:hi/2]
	for k, m := range mask {
		j := 2 * k
		ax[j] = t.fresh*m*product[j] + t.old*ax[j]
		ax[j+1] = t.fresh*m*product[j+1] + t.old*ax[j+1]
	}
	sum := t.sum[lo:hi]
	if t.first {
		clear(sum)
	}
	for k, v := range ax {
		sum[k] += v
	}
}

// measureTask sums w|c| and |A c - y|^2 of c = mean * S. A coefficient with infinite
// weight is 0 and left out.
type measureTask[F array.Real] struct {
	sum, samples, y    []F
	w                  []F
	mean               F
	sparsity, residual []float64
}

func (t *measureTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.sum))
	sum, samples, y, w := t.sum[lo:hi], t.samples[lo:hi], t.y[lo:hi], t.w[lo/2:hi/2]
	var sparsity, residual float64
	for k, wk := range w {
		re, im := float64(sum[2*k]), float64(sum[2*k+1])
		if re != 0 || im != 0 {
			sparsity += float64(wk) * math.Sqrt(re*re+im*im)
		}
		dr, di := float64(t.mean*samples[2*k]-y[2*k]), float64(t.mean*samples[2*k+1]-y[2*k+1])
		residual += dr*dr + di*di
	}
	t.sparsity[i], t.residual[i] = sparsity*float64(t.mean), residual
}

// distanceTask sums |mean S - truth|^2.
type distanceTask[F array.Real] struct {
	sum, truth []F
	mean       F
	squares    []float64
}

func (t *distanceTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.sum))
	sum, truth := t.sum[lo:hi], t.truth[lo:hi]
	var s float64
	for k, v := range sum {
		d := float64(t.mean*v - truth[k])
		s += d * d
	}
	t.squares[i] = s
}
