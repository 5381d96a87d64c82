// Package model is what the window shows, without the toolkit that shows it: pictures made
// from complex arrays, the intensity window, the viewport and the cross-hair that linked
// panes share, the drawing of the visible part, and the numbers as they are written.
//
// It depends on recon/array, recon/colormap and recon/quality, and not on Fyne. A [Picture]
// is immutable and may be made on any goroutine; a [Group] belongs to one, that of the
// window. Start reading at [Group] and [Picture].
package model
