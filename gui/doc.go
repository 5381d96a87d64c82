// Package gui is the window of the workbench: on the left the experiment from top to
// bottom as the data flows, in the middle one of the views, on the right plots, metrics and
// the recipe, at the bottom the state of the run.
//
// The window draws and asks; it computes nothing. It holds a control.Controller, hands
// edits to it, and draws what it reports. It keeps the frame, the table of commands and what
// is open; a view stands in a folder of its own, and knows gui/view, not the window. It does
// not import Fyne's driver, so that the whole window is tested without a display.
//
// Start reading at [New], then at the table of views in views.go.
package gui
