// Package export is what is written to files from a window: the data behind a picture,
// tables, and plots; and the menu that asks for them.
//
// It depends on gui/catalogue, gui/command, gui/control, gui/figure, gui/files, gui/model,
// gui/plots and the engine. Start reading at [Exports].
package export
