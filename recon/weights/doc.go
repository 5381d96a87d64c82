// Package weights makes the weights w of a penalty ||c||_{1,w} on wavelet coefficients, one
// for each level, from local sparsities: given, or counted in an image [CAH22, Section 4].
//
// FIRENET and FISTA take them alike, so do sampling in levels its sparsities. It depends on
// transform and reconstruct. Start reading at [Of].
package weights
