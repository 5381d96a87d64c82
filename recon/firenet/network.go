package firenet

import (
	"context"
	"fmt"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
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
//   - Frequencies stay in the transform's own order.
//
// A Network is not written after it is made: it is safe for concurrent use.
type Network struct {
	Settings
	Shape   array.Shape
	Wavelet string
	Levels  int       // J
	Weights []float64 // w over the nested squares, row-major; nil: all 1
	Single  bool      // compute in single precision
	Notes   []string  // handed to the result
}

// Reconstruct runs the network. The image is complex as computed.
func (n *Network) Reconstruct(ctx context.Context, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	if err := n.Check(); err != nil {
		return reconstruct.Result{}, err
	}
	if p.Shape() != n.Shape {
		return reconstruct.Result{}, fmt.Errorf("samples of %v for a network of %v", p.Shape(), n.Shape)
	}
	if n.Single {
		return reconstructAs[complex64, float32](ctx, n, p, r)
	}
	return reconstructAs[complex128, float64](ctx, n, p, r)
}

func reconstructAs[T array.Scalar, F array.Real](ctx context.Context, n *Network, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	workers := parallel.New(ctx, p.Threads)
	defer workers.Close()
	state, err := newState[T, F](n, p, workers, r)
	if err != nil {
		return reconstruct.Result{}, err
	}
	if err := state.run(r); err != nil {
		return reconstruct.Result{}, err
	}
	result := reconstruct.Result{
		Coefficients: array.ConvertTo[complex128](state.average(n.Inner)),
		Image:        array.ConvertTo[complex128](state.image(n.Inner)),
		Dual:         state.dual(),
		Single:       n.Single,
		Notes:        n.Notes,
	}
	if err := workers.Err(); err != nil {
		return reconstruct.Result{}, err
	}
	return result, nil
}

// state is a network under way. x, sum, ahead and truth are coefficients in nested
// squares; v, y, product and the tracked ones are samples in the transform's own order.
type state[T array.Scalar, F array.Real] struct {
	*Network
	workers *parallel.Workers
	psi     transform.Operator[T]
	u       transform.Spectral[T]
	own     transform.Operator[T]

	weights []F // w
	mask    []F // 1 where sampled
	y       *array.Array[T]
	normY   float64

	x       *array.Array[T] // x of the layer
	sum     *array.Array[T] // S, sum of the block's iterates
	ahead   *array.Array[T] // A* v before the primal step, 2 x+ - x after it
	v       *array.Array[T] // dual variable, to be multiplied by shrink
	shrink  float64         // factor of the last ball projection, 0 at the start of a block
	picture *array.Array[T] // image between wavelet and spectrum
	product *array.Array[T] // U Psi^-1 ahead

	loop  elementwise[T, F]
	track *tracker[T, F] // nil when nobody asks for objective and residual
	layer layerView[T, F]
	seen  comparison[T] // with the image that distances are asked to
}

func newState[T array.Scalar, F array.Real](n *Network, p reconstruct.Problem, workers *parallel.Workers, r reconstruct.Recorder) (*state[T, F], error) {
	psi, err := transform.NewWavelet[T](n.Shape, n.Wavelet, n.Levels, workers)
	if err != nil {
		return nil, err
	}
	u, err := transform.New[T](p.Transform, n.Shape, workers)
	if err != nil {
		return nil, err
	}
	zeros := func() *array.Array[T] { return array.New[T](n.Shape) }
	s := &state[T, F]{
		Network: n, workers: workers, psi: psi, u: u, own: u.Own(),
		y: zeros(), normY: p.Samples.Norm(),
		x: zeros(), sum: zeros(), ahead: zeros(), v: zeros(), picture: zeros(), product: zeros(),
	}
	u.ToOwn(s.y, array.ConvertTo[T](p.Samples))
	s.mask = ownMask[T, F](p.Mask, u)
	s.weights = make([]F, n.Shape.Len())
	for i := range s.weights {
		s.weights[i] = 1
		if n.Weights != nil {
			s.weights[i] = F(n.Weights[i])
		}
	}
	s.loop.bind(s)
	if p.Start != nil {
		s.psi.Forward(s.x, array.ConvertTo[T](p.Start))
	}
	s.layer.state = s
	if r != nil && r.Measures() {
		s.track = newTracker(s, p.Start != nil)
	}
	return s, workers.Err()
}

// ownMask moves the mask to the transform's own order, as factors.
func ownMask[T array.Scalar, F array.Real](m *array.Mask, u transform.Spectral[T]) []F {
	seen, own := array.New[T](m.Shape), array.New[T](m.Shape)
	for i, on := range m.Data {
		if on {
			seen.Data[i] = 1
		}
	}
	u.ToOwn(own, seen)
	parts := array.Parts[F](own.Data)
	factors := make([]F, m.Len())
	for i := range factors {
		factors[i] = parts[2*i]
	}
	return factors
}

// run computes all blocks; x holds psi_0 at the start. A cancelled context ends it.
func (s *state[T, F]) run(r reconstruct.Recorder) error {
	eps := s.epsilon0(s.normY)
	for k := 1; k <= s.Restarts; k++ {
		eps = upsilon * (s.Delta + eps)
		if eps == 0 {
			return fmt.Errorf("all samples are zero and so are delta and epsilon0: give one of them")
		}
		alpha := 2 * normA / (eps * float64(s.Inner))
		if k > 1 {
			s.restart()
		}
		if err := s.block(k, alpha, r); err != nil {
			return err
		}
	}
	return nil
}

// block runs the p layers of one block from psi in x.
func (s *state[T, F]) block(k int, alpha float64, r reconstruct.Recorder) error {
	s.shrink = 0
	for j := 1; j <= s.Inner; j++ {
		s.primalStep(j == 1, s.Tau/alpha)
		needed := j < s.Inner || k == s.Restarts
		if needed {
			s.dualStep(s.Sigma * alpha)
		}
		if r != nil {
			s.follow(j, needed)
			s.layer.set(k, j)
			r.Record(&s.layer)
		}
		if err := s.workers.Err(); err != nil {
			return err
		}
	}
	return nil
}

// primalStep is x+ = soft(x - step A* v, step lambda w), S += x+, ahead = 2 x+ - x.
func (s *state[T, F]) primalStep(first bool, step float64) {
	if !first {
		s.own.Adjoint(s.picture, s.v)
		s.psi.Forward(s.ahead, s.picture)
	}
	s.loop.primal(first, step*s.shrink, step*s.Lambda)
}

// dualStep is v = ball(v + step (A ahead - y)).
func (s *state[T, F]) dualStep(step float64) {
	s.apply(s.ahead)
	norm := s.loop.dual(s.shrink, step)
	s.shrink = 1 / max(1, norm)
}

// apply computes U Psi^-1 of coefficients into product.
func (s *state[T, F]) apply(coefficients *array.Array[T]) {
	s.psi.Adjoint(s.picture, coefficients)
	s.own.Forward(s.product, s.picture)
}

// restart makes the average of the block the next start.
func (s *state[T, F]) restart() {
	s.loop.mean(s.x, s.Inner)
	if s.track != nil {
		s.loop.scaleInto(s.track.ax, s.track.sum, 1/float64(s.Inner))
	}
}

// dual is the dual variable after its projection, in the order that is seen.
func (s *state[T, F]) dual() *array.Complex {
	s.loop.scaleInto(s.product, s.v, s.shrink)
	s.u.FromOwn(s.picture, s.product)
	return array.ConvertTo[complex128](s.picture)
}

// average is S / j, in the memory of ahead.
func (s *state[T, F]) average(j int) *array.Array[T] {
	s.loop.mean(s.ahead, j)
	return s.ahead
}

// image is Psi^-1 S / j, in the memory of picture.
func (s *state[T, F]) image(j int) *array.Array[T] {
	s.psi.Adjoint(s.picture, s.average(j))
	return s.picture
}
