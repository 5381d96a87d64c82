package reconstruct

import (
	"context"

	"firenet/recon/array"
)

// Differentiable is a reconstructor with the derivative of its map from samples to image.
type Differentiable interface {
	Reconstructor
	// Linearise computes the reconstruction of p and what its derivative there needs. When
	// ctx is cancelled it returns ctx.Err() within 100 ms, and so do the methods of what it
	// returned. The result must be closed.
	Linearise(ctx context.Context, p Problem) (Linearisation, error)
}

// Linearisation is a reconstruction map f and its derivative J at some samples. Images,
// samples and the inner product Re<a, b> make it linear over the reals, not over the
// complex numbers. Samples stand in the order that is seen and are zero off the mask;
// where a tangent is not, what is off the mask is ignored. It is used by one goroutine at
// a time.
//
// A method that starts from [Problem.Start] has a derivative with respect to that image as
// well. A nil start means that the start does not move (tangents), or that its part is not
// asked for (cotangents). A method that ignores the start sets its part to 0.
type Linearisation interface {
	// Value is f(y), as Reconstruct computes it to rounding. It is only valid until Move
	// or Close, and belongs to the linearisation.
	Value() *array.Complex
	// Move linearises at other samples, and at another start if start is not nil, in the
	// same memory. Data-dependent settings stay those of the problem (Problem.Bound).
	Move(samples, start *array.Complex) error
	// JVP computes dst = J v, an image, for a tangent of samples and of the start.
	JVP(dst, samples, start *array.Complex) error
	// VJP computes samples = J^T g for an image g, and into start its part for the start.
	VJP(samples, start, cotangent *array.Complex) error
	// Close ends its goroutines. It may be called twice.
	Close()
}
