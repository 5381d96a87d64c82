// Package viewer holds the widgets around pictures: the [Pane] with its header, picture,
// colour bar and measures, and the [Histogram] that sets the window of values.
//
// Panes of one [model.Group] zoom, pan and point together. A picture is one raster at the
// resolution of the pane, drawn into one reused image. Every call comes from the window's
// goroutine; nothing here starts another.
//
// It depends on gui/model, gui/look, gui/plots, gui/form and Fyne. Start reading at [Pane].
package viewer
