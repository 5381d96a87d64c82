// Package view is what a view of the window is, and what the window gives to one.
//
// A view is a type in a folder of its own beside this one. It is registered by one line in
// the table of views in gui. What it needs beyond what every view must have, such as panes
// that keys act on or choices at the left, is an interface here that the window asks for.
//
// It depends on gui/attacks, gui/catalogue, gui/command, gui/control, gui/export, gui/form,
// gui/model, gui/viewer and Fyne. Start reading at [View].
package view
