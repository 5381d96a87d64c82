package transform

import (
	"fmt"

	"firenet/recon/array"
	"firenet/recon/internal/panel"
	"firenet/recon/parallel"
)

// mapping is a linear map on the elements of an array.
type mapping[T array.Scalar] interface{ apply(dst, src []T) }

// square is an operator from arrays of one shape to arrays of the same shape.
type square[T array.Scalar] struct {
	shape            array.Shape
	forward, adjoint mapping[T]
}

// Domain is the shape of the arrays that Forward reads.
func (o *square[T]) Domain() array.Shape { return o.shape }

// Range is the shape of the arrays that Forward writes.
func (o *square[T]) Range() array.Shape { return o.shape }

// Forward writes the transform of src into dst.
func (o *square[T]) Forward(dst, src *array.Array[T]) {
	mustHave(o.shape, dst, src)
	o.forward.apply(dst.Data, src.Data)
}

// Adjoint writes the adjoint, here the inverse, transform of src into dst.
func (o *square[T]) Adjoint(dst, src *array.Array[T]) {
	mustHave(o.shape, dst, src)
	o.adjoint.apply(dst.Data, src.Data)
}

// identity copies.
type identity[T array.Scalar] struct{}

func (identity[T]) apply(dst, src []T) { copy(dst, src) }

func mustHave[T array.Scalar](s array.Shape, arrays ...*array.Array[T]) {
	for _, a := range arrays {
		if a.Shape != s {
			panic(fmt.Sprintf("transform: array of shape %v where %v is wanted", a.Shape, s))
		}
	}
}

// separable is a sequence of transforms. The first reads src, the others work in dst; with
// prefill dst is a copy of src before the first.
type separable[T array.Scalar, F array.Real] struct {
	workers *parallel.Workers
	plans   []*panel.Plan[F]
	prefill bool
}

func (s *separable[T, F]) apply(dst, src []T) {
	to, from := array.Parts[F](dst), array.Parts[F](src)
	if s.prefill {
		copy(to, from)
		from = to
	}
	for _, p := range s.plans {
		p.Do(s.workers, to, from)
		from = to
	}
}

// reorder sets dst[r, c] = src[rows[r], columns[c]].
func reorder[T array.Scalar](dst, src *array.Array[T], rows, columns []int) {
	for r, from := range rows {
		d, s := dst.Data[r*dst.W:(r+1)*dst.W], src.Data[from*src.W:(from+1)*src.W]
		for c, k := range columns {
			d[c] = s[k]
		}
	}
}

// inverse is the order that undoes order.
func inverse(order []int) []int {
	inv := make([]int, len(order))
	for i, k := range order {
		inv[k] = i
	}
	return inv
}
