// Package form holds the controls of the window that Fyne does not bring: the card of one
// step of the experiment, rows that are generated from descriptions of parameters, the row
// of a reconstructor, buttons of the tool bar, tooltips.
//
// A [Form] shows a list of [Field]; what it shows follows from the parameter's kind, so
// that a new pattern or method appears by itself. It checks what is typed by the
// description, marks what is wrong at the field, and hands on only what is right.
//
// It depends on recon/parameter and gui/look. Start reading at [Form].
package form
