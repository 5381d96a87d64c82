// Package firenet holds FIRENET, the unrolled network for the square-root LASSO with
// restarts of Colbrook, Antun and Hansen [CAH22], twice.
//
// [Reference] is one screen that reads like the paper, in double precision. [Network] is
// what the program runs: single or double precision, on workers, without the operator
// applications that change nothing, without allocating in a layer. A test holds the two
// together. weights.go has the weights from local sparsities; method.go registers the
// network under the name "firenet".
//
// # How the data of a network lie
//
// Everything is in panels: sixteen lines side by side, real and imaginary parts apart, a
// row for each element of the lines (package simd draws one). The image is a picture of
// columns; the spectrum is met in lines of sixteen rows, one after another.
//
//	picture, H rows                  line of 16 rows of the half spectrum
//	  columns 0..15 | 16..31 | ...     rows 16j..16j+15, W elements
//	  row 0  [re im]  [re im]            column 0    [re im]
//	  row 1  [re im]  [re im]            column 1    [re im]
//	   :                                  :
//	  rows 16j.. of every panel  <-- turned, 16 x 16 at a time -->
//
// A layer goes round once, in two passes over the picture; what each does to the numbers
// while they are near is in brackets:
//
//	strips.go     inverse transform down sixteen columns, the first levels of the Haar
//	              transform [soft threshold, S, 2 x+ - x] and back up, transform down the columns
//	spectrum.go   picture turned into a line -> transform along rows -> sampled frequencies,
//	              packed [A x followed, dual step, sum of |v|^2] -> line -> inverse transform
//	              along rows -> turned into the picture again
//
// Between the two, haar.go takes the approximations of the strips, a small picture, through
// the other levels. Where rows cannot be cut often enough it takes all levels, in passes of
// their own down and up; filterbank.go does so for other wavelets.
//
// x and S belong to parts (part.go): the coefficients of one band in one panel. Between
// the steps the same coefficients of 2 x+ - x stand in the picture, where the transform
// has left them and will read them.
//
// Frequencies stand in the order in which the transforms leave them, coefficients in that
// of their parts; only spectrum.go and part.go know where people see them. Nothing is
// normalised inside: the factors 1 / sqrt(H W) are in y and in the steps.
//
// A task of a pass is a panel or a pair of panels whatever the number of workers,
// and sums are kept one by one and added in a fixed order, so that bits do not depend on
// the workers.
//
// The derivative (derivative.go) goes the same way round with other steps between the
// transforms, a crossing: recording.go writes iterates onto tapes (tape.go), tangent.go takes
// tangents forwards along them, cotangent.go cotangents backwards.
//
// It depends on array, parallel, parameter, reconstruct, transform, and on the internal
// packages simd, panel, kernel and pages. Start reading at [Reference], then at
// iteration.block in network.go.
//
// [CAH22] M. J. Colbrook, V. Antun, A. C. Hansen, "The difficulty of computing stable and
// accurate neural networks", PNAS 119 (12), 2022.
package firenet
