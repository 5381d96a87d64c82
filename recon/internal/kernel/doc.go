// Package kernel holds the one-dimensional transforms that run on panels: the fast
// Fourier transform, the fast Walsh-Hadamard transform, and the periodic wavelet filter
// bank.
//
// They work on sixteen lines at once (see package panel), without normalisation where
// there is a choice: the pass that uses them scales once at the end. Twiddle factors are
// computed one by one in double precision and rounded once.
//
// Start reading at [NewFourier].
package kernel
