// Package sampling draws the masks that say which frequencies are measured, and the noise
// on what is measured.
//
// Each pattern is one file with one registration: its docstring states the density and its
// source, its Parameters what can be set. A mask is in the order that people and files
// see: Fourier with zero frequency at [H/2, W/2], Walsh in sequency order from [0, 0].
// Patterns that say Exact return exactly round(fraction * H * W) samples. Equal requests
// with equal generators give equal masks.
//
// Where a pattern speaks of |k| it means the distance from zero frequency in units of the
// highest frequency along an axis: 1 in the middle of an edge of a Fourier mask, sqrt 2 in
// its corners. For Walsh it is the same with sequency k/n, from the corner [0, 0].
//
// It depends on array, parameter and registry. Start reading at [Pattern]; the pattern
// that the theory is about is in levels.go.
package sampling
