package firenet

import (
	"math"

	"firenet/recon/array"
)

// layerView is what a recorder sees.
type layerView[T array.Scalar, F array.Real] struct {
	state        *state[T, F]
	block, inner int
	measured     bool
	objective    float64
	residual     float64
}

func (l *layerView[T, F]) set(block, inner int) { l.block, l.inner, l.measured = block, inner, false }

func (l *layerView[T, F]) Index() int { return (l.block-1)*l.state.Inner + l.inner }
func (l *layerView[T, F]) Total() int { return l.state.Restarts * l.state.Inner }
func (l *layerView[T, F]) Block() int { return l.block }

func (l *layerView[T, F]) Objective() float64 {
	l.measure()
	return l.objective
}

func (l *layerView[T, F]) Residual() float64 {
	l.measure()
	return l.residual
}

func (l *layerView[T, F]) measure() {
	if l.measured {
		return
	}
	if l.state.track == nil {
		l.objective, l.residual = math.NaN(), math.NaN()
		return
	}
	sparsity, residual := l.state.loop.measure(l.state.track, l.inner)
	l.objective, l.residual = l.state.Lambda*sparsity+residual, residual
	l.measured = true
}

func (l *layerView[T, F]) Distance(x *array.Complex) float64 {
	return l.state.distance(x, l.inner)
}

func (l *layerView[T, F]) Image() *array.Complex {
	return array.ConvertTo[complex128](l.state.image(l.inner))
}

// comparison keeps the coefficients of the image that distances are asked to.
type comparison[T array.Scalar] struct {
	image        *array.Complex
	coefficients *array.Array[T]
}

// distance is ||Psi^-1 S/j - x||, taken in the coefficients: Psi is orthonormal.
func (s *state[T, F]) distance(x *array.Complex, j int) float64 {
	if s.seen.image != x {
		if s.seen.coefficients == nil {
			s.seen.coefficients = array.New[T](s.Shape)
		}
		s.psi.Forward(s.seen.coefficients, array.ConvertTo[T](x))
		s.seen.image = x
	}
	return math.Sqrt(s.loop.distanceSquared(s.seen.coefficients, j))
}

// tracker follows the samples A x of the iterates, so that objective and residual of the
// running average cost one operator per block instead of one per layer. It writes nothing
// that the iteration reads.
type tracker[T array.Scalar, F array.Real] struct {
	ax  *array.Array[T] // A x of the last layer
	sum *array.Array[T] // sum of the block's A x
}

// newTracker begins at A psi_0, which is 0 unless a start is given.
func newTracker[T array.Scalar, F array.Real](s *state[T, F], started bool) *tracker[T, F] {
	t := &tracker[T, F]{ax: array.New[T](s.Shape), sum: array.New[T](s.Shape)}
	if started {
		s.apply(s.x)
		s.loop.follow(t, true, 1)
	}
	return t
}

// follow takes layer j into the tracker: A x+ follows from A (2 x+ - x) and A x where the
// dual step has just computed the first. Elsewhere A x+ is computed.
func (s *state[T, F]) follow(j int, stepped bool) {
	switch {
	case s.track == nil:
	case stepped:
		s.loop.follow(s.track, j == 1, 0.5)
	default:
		s.apply(s.x)
		s.loop.follow(s.track, j == 1, 1)
	}
}
