// Package classic holds the reconstructors that need neither training nor restarts of a
// network, one file each: the zero-filled image, against which every other one is
// measured; Tikhonov's least squares, linear too; FISTA for the wavelet LASSO; total
// variation, with wavelets or without, by the primal-dual hybrid gradient method; NESTA for
// quadratically constrained basis pursuit.
//
// The iterative ones are written as stages of linear maps around a proximal map, see
// unrolled.go. From the same stages follow the reconstruction, the history that a recorder
// sees, and the exact derivative in both directions (tape.go), which keeps a few states
// and computes the others again. All is in double precision.
//
// It depends on array, firenet (depth and weights of wavelets), parallel, parameter,
// reconstruct, rng and transform. Start reading at unrolled.
package classic
