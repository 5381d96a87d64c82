// Package reconstruct holds what all reconstructors share: the problem they are given,
// the result they return, the recorder that watches them, and the registry in which they
// are found by the name that a recipe uses.
//
// Iteration, stopping and display are three things. A solver steps; its parameters, or a
// [Rule] that sees each layer, say when it stops; a [Recorder] sees each layer. The window, the progress
// bar and the convergence history are recorders.
//
// It depends on array, measure, parameter, registry. Start reading at [Reconstructor].
package reconstruct
