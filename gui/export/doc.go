// Package export is what is written to files from a window: the data behind a picture,
// tables, and plots.
//
// It depends on gui/control, gui/model, gui/figure, gui/plots and the engine. Start reading
// at [Data].
package export
