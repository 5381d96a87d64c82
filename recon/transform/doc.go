// Package transform holds the linear maps of the measurement model: the centred unitary
// Fourier transform, the sequency-ordered Walsh-Hadamard transform, periodic orthonormal
// wavelets, the mask P_Omega, and their composition. All of them are [Operator]s.
//
// Every transform is separable. Axis by axis, sixteen neighbouring lines are gathered into
// a panel, transformed side by side and scattered back:
//
//	          lane 0 .. 15          lane 0 .. 15
//	row 0   [ re re re ... re  |  im im im ... im ]   element 0 of the sixteen lines
//	row 1   [ re re re ... re  |  im im im ... im ]   element 1
//	  :
//
// so that every butterfly combines whole panel rows without shuffles; the order of the
// frequencies and the normalisation ride on the gather and the scatter. That is
// recon/internal/panel; the one-dimensional transforms are recon/internal/kernel. Powers of two are
// fast; Fourier transforms of other lengths go through gonum, correct but slower.
//
// It depends on recon/array and recon/parallel. Start reading at [Operator] and [New].
package transform
