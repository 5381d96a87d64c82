package measure

import (
	"errors"
	"fmt"
	"iter"
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/transform"
)

// Model is the measurement operator as data. With one coil of ones it is A = P U, where U is
// the unitary transform and P keeps the frequencies of the mask; with coils it is
//
//	A x = (P U S_1 x; ...; P U S_C x),   (S_c x)(r) = Coils[c](r) x(r).
//
// Samples of several coils stand below one another, C H x W, each in the order that is seen,
// zero off the mask. ||A|| is at most 1.
type Model struct {
	Transform string           // "fourier" or "walsh", as in transform.New
	Mask      *array.Mask      // H x W, in the order that is seen, the same for all coils
	Coils     []*array.Complex // H x W each, sum over c of |S_c|^2 at most 1; nil: one coil of ones
}

// overflow is how far the sum of squares of the coils may be above 1: rounding of maps that
// were stored in single precision.
const overflow = 1e-5

// Image is the shape H x W of the image.
func (m Model) Image() array.Shape { return m.Mask.Shape }

// Channels is the number of coils, 1 where there are none.
func (m Model) Channels() int { return max(1, len(m.Coils)) }

// Range is the shape C H x W of the samples.
func (m Model) Range() array.Shape {
	return array.Shape{H: m.Channels() * m.Mask.H, W: m.Mask.W}
}

// Count is the number of samples, those of all coils together.
func (m Model) Count() int { return m.Channels() * m.Mask.Count() }

// Unitary says that A is P U, a projection of a unitary map: then A A* is the identity on what
// is sampled, and A* y is the smallest image that is measured as y.
func (m Model) Unitary() bool { return len(m.Coils) == 0 }

// OneCoil is the error of a method that needs A to be a projection of a unitary map.
func (m Model) OneCoil(method string) error {
	if m.Unitary() {
		return nil
	}
	return fmt.Errorf("%s is for the samples of one coil, not of %d", method, m.Channels())
}

// Sampled are the places of the samples in an array of shape [Model.Range], ascending: row by
// row, one coil after another. Random numbers on samples are drawn in this order.
func (m Model) Sampled() iter.Seq[int] {
	return func(yield func(int) bool) {
		for c := range m.Channels() {
			at := c * len(m.Mask.Data)
			for i, on := range m.Mask.Data {
				if on && !yield(at+i) {
					return
				}
			}
		}
	}
}

// Project puts zero where nothing is sampled.
func (m Model) Project(y *array.Complex) {
	n := len(m.Mask.Data)
	for c := range m.Channels() {
		for i, on := range m.Mask.Data {
			if !on {
				y.Data[c*n+i] = 0
			}
		}
	}
}

// NonZero counts the numbers of y that are not zero, on the mask and off it.
func (m Model) NonZero(y *array.Complex) (on, off int) {
	all := 0
	for _, z := range y.Data {
		if z != 0 {
			all++
		}
	}
	for i := range m.Sampled() {
		if y.Data[i] != 0 {
			on++
		}
	}
	return on, all - on
}

// Check says whether [New] can make the operator, and if not, what would do.
func (m Model) Check() error {
	if m.Mask == nil {
		return errors.New("measurement: no mask")
	}
	if err := transform.Check(m.Transform, m.Image()); err != nil {
		return err
	}
	for c, s := range m.Coils {
		if s.Shape != m.Image() {
			return fmt.Errorf("coil %d has a map of %v, the image is %v", c+1, s.Shape, m.Image())
		}
	}
	if largest := m.largest(); !(largest <= 1+overflow) {
		return fmt.Errorf("coil sensitivities: the sum of their squares reaches %.6g; divide the maps by its root, %.6g", largest, math.Sqrt(largest))
	}
	return nil
}

// largest is the largest sum of squares of the coils at a pixel, a bound on ||A||^2.
func (m Model) largest() float64 {
	if m.Unitary() {
		return 1
	}
	largest := 0.0
	for i := range m.Mask.Data {
		sum := 0.0
		for _, s := range m.Coils {
			z := s.Data[i]
			sum += real(z)*real(z) + imag(z)*imag(z)
		}
		if math.IsNaN(sum) {
			return sum
		}
		largest = max(largest, sum)
	}
	return largest
}

// New returns the operator A of a model in one precision, running on w. It holds an array of
// samples, and with coils one more and a copy of the maps. The errors are those of
// [Model.Check].
func New[T array.Scalar](m Model, w *parallel.Workers) (transform.Operator[T], error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	u, err := transform.New[T](m.Transform, m.Image(), w)
	if err != nil {
		return nil, err
	}
	mask := transform.NewMask[T](m.Mask)
	if m.Unitary() {
		return transform.Compose[T](mask, u)
	}
	var maps []transform.Operator[T]
	for _, s := range m.Coils {
		maps = append(maps, transform.NewSensitivity(array.ConvertTo[T](s), w))
	}
	s, err := transform.Stack(maps...)
	if err != nil {
		return nil, err
	}
	return transform.Compose(transform.Each[T](mask, len(maps)), transform.Each[T](u, len(maps)), s)
}

// Of is A x in double precision, computed on w.
func (m Model) Of(x *array.Complex, w *parallel.Workers) (*array.Complex, error) {
	a, err := New[complex128](m, w)
	if err != nil {
		return nil, err
	}
	y := array.NewComplex(m.Range())
	a.Forward(y, x)
	return y, w.Err()
}
