// Package plots holds the curves beside the pictures: [Convergence] (error or objective
// over layers) and [Profile] (values along a row), and the [Chart] that both are drawn on.
//
// Curves are drawn by gonum/plot at the resolution of the screen, in the colours of the
// palette and in Fyne's font, into one raster. Every call comes from the window's
// goroutine; nothing here starts another.
//
// It depends on recon/experiment for the points, on gui/model for numbers, gui/look and
// Fyne. Start reading at [Chart].
package plots
