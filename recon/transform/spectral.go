package transform

import (
	"fmt"
	"slices"
	"strings"

	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/internal/panel"
	"firenet/recon/parallel"
)

// Names lists the transforms that [New] knows.
func Names() []string { return []string{"fourier", "walsh"} }

// New returns the spectral transform of the given name for images of shape s, running on
// w. The errors are those of [Check].
func New[T array.Scalar](name string, s array.Shape, w *parallel.Workers) (Spectral[T], error) {
	if err := Check(name, s); err != nil {
		return nil, err
	}
	if name == "walsh" {
		return NewWalsh[T](s, w)
	}
	return NewFourier[T](s, w)
}

// Check says whether [New] can make the transform, and if not, which names or sizes would
// do. It costs nothing, where a transform takes memory for an image.
func Check(name string, s array.Shape) error {
	switch {
	case !slices.Contains(Names(), name):
		return fmt.Errorf("operator %q: must be one of %s", name, strings.Join(Names(), ", "))
	case s.H < 1 || s.W < 1:
		return fmt.Errorf("%s: image of %v: both sides must be at least 1", name, s)
	case name == "walsh" && !(isPowerOfTwo(s.H) && isPowerOfTwo(s.W)):
		small := array.Shape{H: powerBelow(s.H), W: powerBelow(s.W)}
		large := array.Shape{H: powerAbove(s.H), W: powerAbove(s.W)}
		return fmt.Errorf("walsh: image of %v: both sides must be powers of two, such as %v or %v", s, small, large)
	}
	return nil
}

// Orders says how the order of frequencies that is seen follows from the transform's own:
// element (r, c) of the spectrum that is seen is element (rows[r], columns[c]) of its own.
func Orders(name string, s array.Shape) (rows, columns []int) {
	if name == "walsh" {
		return kernel.Sequency(s.H), kernel.Sequency(s.W)
	}
	return panel.Rolled(s.H, s.H-s.H/2), panel.Rolled(s.W, s.W-s.W/2)
}

// spectral is a transform with two orders of frequencies: the one that is seen and its
// own. Element (r, c) of the spectrum that is seen is element (rows[r], columns[c]) of its
// own.
type spectral[T array.Scalar] struct {
	square[T]
	own           square[T]
	rows, columns []int
	ownRows       []int // inverse orders
	ownColumns    []int
}

// Own is the same transform with frequencies in its own order.
func (s *spectral[T]) Own() Operator[T] { return &s.own }

// ToOwn moves frequencies from the order that is seen to the transform's own.
func (s *spectral[T]) ToOwn(dst, src *array.Array[T]) {
	mustHave(s.shape, dst, src)
	reorder(dst, src, s.ownRows, s.ownColumns)
}

// FromOwn is the inverse of ToOwn.
func (s *spectral[T]) FromOwn(dst, src *array.Array[T]) {
	mustHave(s.shape, dst, src)
	reorder(dst, src, s.rows, s.columns)
}
