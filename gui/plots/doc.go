// Package plots holds the curves beside the pictures: [Convergence] (error or objective
// over layers), [Profile] (values along a row), those of the view Stability ([NoiseCurve],
// [Search], [Tradeoff], [Transfer], [Graph], [Sheet]), and the [Chart] that all are drawn on.
//
// Curves are drawn by gonum/plot at the resolution of the screen, in the colours of the
// palette and in Fyne's font, into one raster. Every call comes from the window's
// goroutine; nothing here starts another.
//
// It depends on recon/experiment and recon/stability for the points, on gui/model for numbers, gui/look and
// Fyne. Start reading at [Chart].
package plots
