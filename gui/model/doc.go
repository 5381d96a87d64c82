// Package model is what the window shows, without the toolkit that shows it: pictures made
// from complex arrays, the intensity window, the viewport and the cross-hair that linked
// panes share, the drawing of the visible part, and the numbers as they are written.
//
// [Stability] is what the view of that name shows of an attack.
//
// It depends on recon/array, recon/colormap, recon/quality and the results of
// recon/recipe, recon/result, and not on Fyne. A [Picture]
// is immutable and may be made on any goroutine; a [Group] belongs to one, that of the
// window. Start reading at [Group] and [Picture].
package model
