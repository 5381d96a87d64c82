package firenet

import (
	"context"
	"fmt"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
	"firenet/recon/weights"
)

// Network is FIRENET for one shape, the same iteration as [Reference] without what
// changes nothing:
//
//   - The dual variable is 0 at the start of a block and not used after its end, so a
//     block of p layers takes p - 1 forward and p - 1 adjoint operators. Only the last
//     block takes one more forward: its dual variable is part of the result.
//   - Block k on (alpha y, alpha psi) is the same iteration on (y, psi) with steps
//     tau/alpha and sigma*alpha: nothing is rescaled.
//   - The factor of the ball projection is applied when the dual variable is next read.
//   - Frequencies and coefficients stay where the transforms leave them, and the steps are
//     taken on the way: see the package comment.
//
// A Network is not written after it is made: it is safe for concurrent use.
type Network struct {
	Settings
	Shape   array.Shape
	Wavelet string
	Levels  int       // J
	Weights []float64 // w per level, as for [weights.Spread]; nil: all 1
	Single  bool      // compute in single precision
	Notes   []string  // handed to the result
}

// Reconstruct runs the network. The image is complex as computed.
func (n *Network) Reconstruct(ctx context.Context, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	if err := n.check(p); err != nil {
		return reconstruct.Result{}, err
	}
	workers := parallel.New(ctx, p.Threads)
	defer workers.Close()
	it, err := n.begin(p, workers, r)
	if err != nil {
		return reconstruct.Result{}, err
	}
	if err := it.run(); err != nil {
		return reconstruct.Result{}, err
	}
	inner := n.Inner // layers of the last block
	if it.stopped {
		inner = it.layer.inner
	}
	result := reconstruct.Result{
		Coefficients: it.coefficients(inner),
		Image:        it.image(inner),
		Dual:         it.dual(it.shrink),
		Single:       n.Single,
		Notes:        n.Notes,
	}
	if it.stopped {
		result.Stopped = it.layer.Index()
	}
	if err := workers.Err(); err != nil {
		return reconstruct.Result{}, err
	}
	return result, nil
}

func (n *Network) check(p reconstruct.Problem) error {
	if err := n.Check(); err != nil {
		return err
	}
	if err := p.For("FIRENET", n.Shape); err != nil {
		return err
	}
	if n.Weights != nil {
		_, err := weights.PerBand(n.Weights, n.Levels)
		return err
	}
	return nil
}

// engine is [layers] in either precision.
type engine interface {
	primalStep(first, on bool, sums sumOf, step, shrink float64)
	turnOver(p int, step, shrink, next float64)
	dualStep(first, last bool, keep, step float64) (norm float64)
	restart(p int)
	follow(first bool)

	measure(j int) (sparsity, residual float64)
	distance(x *array.Complex, j int, measured bool) float64
	image(j int) *array.Complex
	coefficients(j int) *array.Complex
	dual(factor float64) *array.Complex
}

// iteration is a network under way.
type iteration struct {
	engine
	*Network
	workers  *parallel.Workers
	recorder reconstruct.Recorder // may be nil
	stop     reconstruct.Rule     // may be nil
	stopped  bool                 // by it
	measures bool
	bound    float64 // on the error of the start
	shrink   float64 // factor of the last ball projection, 0 at the start of a block
	layer    layerView
}

// begin makes an iteration that stands before its first layer, with psi_0 in x.
func (n *Network) begin(p reconstruct.Problem, workers *parallel.Workers, r reconstruct.Recorder) (*iteration, error) {
	it := &iteration{Network: n, workers: workers, recorder: r, stop: p.Stop, measures: r != nil && r.Measures() || p.Stop != nil}
	it.layer.iteration = it
	var err error
	if n.Single {
		it.engine, it.bound, err = ready[float32](n, p, workers, it.measures)
	} else {
		it.engine, it.bound, err = ready[float64](n, p, workers, it.measures)
	}
	if err != nil {
		return nil, err
	}
	return it, workers.Err()
}

func ready[F array.Real](n *Network, p reconstruct.Problem, w *parallel.Workers, measures bool) (engine, float64, error) {
	l, err := newLayers[F](n, p, w, measures)
	if err != nil {
		return nil, 0, err
	}
	if p.Start != nil {
		l.start(p.Start)
	}
	return l, bound(p), nil
}

// bound is ||y||, or what stands in its place.
func bound(p reconstruct.Problem) float64 {
	if p.Bound > 0 {
		return p.Bound
	}
	return p.Samples.Norm()
}

// run computes all blocks. A cancelled context ends it.
func (it *iteration) run() error {
	alphas, err := it.alphas(it.bound)
	if err != nil {
		return err
	}
	for k := range alphas {
		if k > 0 && !it.turnsOver() {
			it.restart(it.Inner)
		}
		if err := it.block(k+1, alphas); err != nil || it.stopped {
			return err
		}
	}
	return nil
}

// watched says that somebody looks at the layers: what a layer leaves must be there then.
func (it *iteration) watched() bool { return it.recorder != nil || it.stop != nil }

// turnsOver says that the last primal step of a block goes on to the first of the next, without
// a way through memory in between: nobody looks at the average, and the sum of a block begins
// with its second layer.
func (it *iteration) turnsOver() bool { return !it.watched() && it.Inner > 2 }

// alphas are the scales of the blocks, from a bound on the error of the start.
func (s Settings) alphas(bound float64) ([]float64, error) {
	alphas := make([]float64, s.Restarts)
	eps := s.epsilon0(bound)
	for k := range alphas {
		eps = upsilon * (s.Delta + eps)
		if eps == 0 {
			return nil, fmt.Errorf("all samples are zero and so are delta and epsilon0: give one of them")
		}
		alphas[k] = 2 * normA / (eps * float64(s.Inner))
	}
	return alphas, nil
}

// block runs the p layers of block k from psi in x. Where blocks turn over, the one before has
// taken the first primal step.
func (it *iteration) block(k int, alphas []float64) error {
	it.shrink = 0
	alpha := alphas[k-1]
	for j := 1; j <= it.Inner; j++ {
		first, last := j == 1, j == it.Inner
		steps := !last || k == it.Restarts
		switch {
		case first && k > 1 && it.turnsOver():
		case !steps && it.turnsOver():
			it.turnOver(it.Inner, it.Tau/alpha, it.shrink, it.Tau/alphas[k])
		default:
			it.primalStep(first, steps, it.sumOf(j, steps), it.Tau/alpha, it.shrink)
		}
		if steps {
			norm := it.dualStep(first, last, it.shrink, it.Sigma*alpha)
			it.shrink = 1 / max(1, norm)
		} else if it.measures {
			it.follow(first)
		}
		it.show(k, j)
		if err := it.workers.Err(); err != nil || it.stopped {
			return err
		}
	}
	return nil
}

// show shows layer j of block k to who looks, and asks whether it was the last.
func (it *iteration) show(k, j int) {
	if !it.watched() {
		return
	}
	it.layer.set(k, j)
	if it.recorder != nil {
		it.recorder.Record(&it.layer)
	}
	it.stopped = it.stop != nil && it.stop(&it.layer)
}

// sumOf says how layer j of a block, which a dual step follows or not, adds to S. While nobody
// looks, every other x is added with the one after it, in the same order: that halves the ways
// to S.
func (it *iteration) sumOf(j int, dual bool) sumOf {
	before := it.Inner - 1 - j // layers between this one and the last
	switch {
	case it.watched():
		return addEach
	case before < 0 && !dual:
		return addLast
	case before > 0 && j%2 == 1:
		return addNone
	case before >= 0 && j == 2:
		return beginBoth
	case before >= 0 && j%2 == 0:
		return addBoth
	}
	return addEach
}
