package transform

import (
	"firenet/recon/array"
	"firenet/recon/parallel"
)

// Sensitivity multiplies an image by the map of a receiver coil, pixel by pixel: S x. Its
// adjoint multiplies by the conjugate map. Its norm is the largest modulus of the map.
type Sensitivity[T array.Scalar] struct {
	coil    *array.Array[T]
	workers *parallel.Workers
	task    multiply[T]
}

// NewSensitivity returns the operator of a coil's map, running on w. The map is not copied.
func NewSensitivity[T array.Scalar](coil *array.Array[T], w *parallel.Workers) *Sensitivity[T] {
	s := &Sensitivity[T]{coil: coil, workers: w}
	s.task.coil = coil.Data
	return s
}

// Domain is the shape of the map.
func (s *Sensitivity[T]) Domain() array.Shape { return s.coil.Shape }

// Range is the shape of the map.
func (s *Sensitivity[T]) Range() array.Shape { return s.coil.Shape }

// Forward multiplies by the map.
func (s *Sensitivity[T]) Forward(dst, src *array.Array[T]) { s.apply(dst, src, false) }

// Adjoint multiplies by the conjugate map.
func (s *Sensitivity[T]) Adjoint(dst, src *array.Array[T]) { s.apply(dst, src, true) }

func (s *Sensitivity[T]) apply(dst, src *array.Array[T], conjugate bool) {
	mustHave(s.coil.Shape, dst, src)
	t := &s.task
	t.dst, t.src, t.conjugate = dst.Data, src.Data, conjugate
	s.workers.Do(t, (len(t.dst)+multiplied-1)/multiplied)
}

// multiplied is how many pixels are a part of the loop.
const multiplied = 4096

type multiply[T array.Scalar] struct {
	dst, src, coil []T
	conjugate      bool
}

// Run multiplies one part.
func (t *multiply[T]) Run(_, index int) {
	lo, hi := index*multiplied, min((index+1)*multiplied, len(t.dst))
	dst, src, coil := t.dst[lo:hi], t.src[lo:hi], t.coil[lo:hi]
	for i, z := range src {
		s := coil[i]
		if t.conjugate {
			s = conj(s)
		}
		dst[i] = s * z
	}
}

// conj is the complex conjugate in either precision.
func conj[T array.Scalar](z T) T {
	c := complex128(z)
	return T(complex(real(c), -imag(c)))
}
