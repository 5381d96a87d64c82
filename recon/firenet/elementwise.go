package firenet

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/internal/simd"
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
	loops := simd.For[F]()
	parts := func(a *array.Array[T]) []F { return array.Parts[F](a.Data) }
	e.workers, e.n = s.workers, s.Shape.Len()
	e.partial, e.second = make([]float64, e.chunks()), make([]float64, e.chunks())
	e.primalTask = primalTask[F]{x: parts(s.x), sum: parts(s.sum), ahead: parts(s.ahead), w: s.weights, loops: loops}
	e.dualTask = dualTask[F]{v: parts(s.v), product: parts(s.product), y: parts(s.y), mask: s.mask, norms: e.partial, loops: loops}
	e.followTask = followTask[F]{product: parts(s.product), mask: s.mask, loops: loops}
	e.measureTask = measureTask[F]{sum: parts(s.sum), w: s.weights, y: parts(s.y), sparsity: e.partial, residual: e.second, loops: loops}
	e.distanceTask = distanceTask[F]{sum: parts(s.sum), squares: e.partial, loops: loops}
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
	e.scaleTask = scaleTask[F]{dst: dst, src: src, factor: F(factor), loops: e.primalTask.loops}
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
	loops           *simd.Kernels[F]
}

func (t *primalTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.x))
	x, sum, ahead, w := t.x[lo:hi], t.sum[lo:hi], t.ahead[lo:hi], t.w[lo/2:hi/2]
	if t.first {
		clear(sum)
		clear(ahead)
	}
	t.loops.Primal(x, sum, ahead, w, t.step, t.threshold)
}

// dualTask is v = keep v + step (M product - y), with the sum of |v|^2 per chunk.
type dualTask[F array.Real] struct {
	v, product, y []F
	mask          []F
	keep, step    F
	norms         []float64
	loops         *simd.Kernels[F]
}

func (t *dualTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.v))
	t.norms[i] = t.loops.Dual(t.v[lo:hi], t.product[lo:hi], t.y[lo:hi], t.mask[lo/2:hi/2], t.keep, t.step)
}

// scaleTask is dst = factor src.
type scaleTask[F array.Real] struct {
	dst, src []F
	factor   F
	loops    *simd.Kernels[F]
}

func (t *scaleTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.dst))
	t.loops.Scale(t.dst[lo:hi], t.src[lo:hi], t.factor)
}

// followTask is ax = fresh M product + old ax, sum = sum + ax.
type followTask[F array.Real] struct {
	ax, sum    []F
	product    []F
	mask       []F
	first      bool // of a block: the sum starts anew
	fresh, old F
	loops      *simd.Kernels[F]
}

func (t *followTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.ax))
	if t.first {
		clear(t.sum[lo:hi])
	}
	t.loops.Follow(t.ax[lo:hi], t.sum[lo:hi], t.product[lo:hi], t.mask[lo/2:hi/2], t.fresh, t.old)
}

// measureTask sums w|c| and |A c - y|^2 of c = mean * S. A coefficient with infinite
// weight is 0 and left out.
type measureTask[F array.Real] struct {
	sum, samples, y    []F
	w                  []F
	mean               F
	sparsity, residual []float64
	loops              *simd.Kernels[F]
}

func (t *measureTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.sum))
	sparsity, residual := t.loops.Measure(t.sum[lo:hi], t.samples[lo:hi], t.y[lo:hi], t.w[lo/2:hi/2], t.mean)
	t.sparsity[i], t.residual[i] = sparsity*float64(t.mean), residual
}

// distanceTask sums |mean S - truth|^2.
type distanceTask[F array.Real] struct {
	sum, truth []F
	mean       F
	squares    []float64
	loops      *simd.Kernels[F]
}

func (t *distanceTask[F]) Run(_, i int) {
	lo, hi := bounds(i, len(t.sum))
	t.squares[i] = t.loops.Distance(t.sum[lo:hi], t.truth[lo:hi], t.mean)
}
