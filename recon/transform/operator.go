package transform

import "firenet/recon/array"

// Operator is a linear map between complex arrays. Forward and Adjoint write into dst,
// which must not overlap src, and satisfy <A x, y> = <x, A* y>. Arrays of another shape
// than Domain and Range say are a programming error and panic.
//
// An operator owns scratch memory: it is for one goroutine at a time. Its loops run on
// the workers that it was made with, without allocating, and are cut short when their
// context is cancelled; the caller then asks Workers.Err and drops what was written.
type Operator[T array.Scalar] interface {
	Domain() array.Shape
	Range() array.Shape
	Forward(dst, src *array.Array[T])
	Adjoint(dst, src *array.Array[T])
}

// Spectral is a unitary transform U from images to frequencies. As an [Operator] it uses
// the order of frequencies that people and files see: zero frequency at [H/2, W/2] for
// Fourier, sequency order for Walsh. Inside a network the frequencies stay in the
// transform's own order, so that nothing is moved in the loop: mask and samples are moved
// there once.
type Spectral[T array.Scalar] interface {
	Operator[T]
	// Own is the same transform with frequencies in its own order. It shares scratch
	// memory with the transform it came from.
	Own() Operator[T]
	// ToOwn moves frequencies from the order that is seen to the transform's own.
	ToOwn(dst, src *array.Array[T])
	// FromOwn is the inverse of ToOwn.
	FromOwn(dst, src *array.Array[T])
}
