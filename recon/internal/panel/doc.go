// Package panel runs one-dimensional transforms along the rows and the columns of an
// array, sixteen lines at a time.
//
// A panel holds sixteen lines side by side, real and imaginary parts apart:
//
//	          lane 0 .. 15          lane 0 .. 15
//	row 0   [ re re re ... re  |  im im im ... im ]   element 0 of the sixteen lines
//	row 1   [ re re re ... re  |  im im im ... im ]   element 1
//	  :
//	row n-1 [ re re re ... re  |  im im im ... im ]   element n-1
//
// Every butterfly of a transform combines whole panel rows, lane by lane, with the same
// factors in every lane: it needs no shuffles, its loops have a fixed length, and indices
// and twiddle factors are looked up once for sixteen lines.
//
// A [Plan] transforms an array along both axes with two [Kernel]s. Reordering (centring,
// sequency), conjugation and scaling ride on the transposes for nothing.
//
// It depends on recon/array, recon/parallel and package pages. Start reading at [Plan].
package panel
