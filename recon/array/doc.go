// Package array holds the data that every part of the engine exchanges: shapes,
// complex images, spectra and coefficient arrays in row-major order, and sampling masks.
//
// Index [row, column]; row 0 is the top of the image. Element (r, c) of an H x W array
// stands at Data[r*W+c]. Norms and dot products are summed in a fixed order, so that
// they have the same bits whatever the number of workers.
//
// It depends on nothing else in the engine. Start reading at [Array].
package array
