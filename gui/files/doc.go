// Package files asks for files in dialogs, remembers which were open, offers samples to
// begin with, and keeps the toolkit from emptying a file before something is written to it.
//
// It depends on gui/control, on the samples, and on Fyne. Start reading at [Dialogs].
package files
