// Package measure holds what a measurement y = A x + e is, as data: the transform, which
// frequencies were sampled, and the sensitivities of the receiver coils.
//
// A [Model] is what plans, problems and searches carry about. [New] makes the operator A of
// it, in either precision; a method that is faster with a layout of its own makes its own.
//
// It depends on array, parallel and transform. Start reading at [Model].
package measure
