package transform

import (
	"fmt"
	"strings"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// Names lists the transforms that [New] knows.
func Names() []string { return []string{"fourier", "walsh"} }

// New returns the spectral transform of the given name for images of shape s, running on
// w. The error says which sizes would do.
func New[T array.Scalar](name string, s array.Shape, w *parallel.Workers) (Spectral[T], error) {
	switch name {
	case "fourier":
		return NewFourier[T](s, w)
	case "walsh":
		return NewWalsh[T](s, w)
	}
	return nil, fmt.Errorf("operator %q: must be one of %s", name, strings.Join(Names(), ", "))
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
