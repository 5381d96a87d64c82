package transform

import "firenet/recon/array"

// Mask is the projection P_Omega onto the sampled frequencies: it keeps them and puts zero
// elsewhere. It is its own adjoint. Not being a transform it runs on the caller: it costs
// no more than clearing dst.
type Mask[T array.Scalar] struct {
	shape   array.Shape
	sampled []int32
}

// NewMask returns the projection for a mask, which is copied.
func NewMask[T array.Scalar](m *array.Mask) *Mask[T] {
	p := &Mask[T]{shape: m.Shape, sampled: make([]int32, 0, m.Count())}
	for i, on := range m.Data {
		if on {
			p.sampled = append(p.sampled, int32(i))
		}
	}
	return p
}

// Domain is the shape of the mask.
func (p *Mask[T]) Domain() array.Shape { return p.shape }

// Range is the shape of the mask.
func (p *Mask[T]) Range() array.Shape { return p.shape }

// Forward writes the sampled elements of src, and zero elsewhere.
func (p *Mask[T]) Forward(dst, src *array.Array[T]) {
	mustHave(p.shape, dst, src)
	clear(dst.Data)
	for _, i := range p.sampled {
		dst.Data[i] = src.Data[i]
	}
}

// Adjoint is Forward.
func (p *Mask[T]) Adjoint(dst, src *array.Array[T]) { p.Forward(dst, src) }
