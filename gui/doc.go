// Package gui is the window of the workbench: on the left the experiment from top to
// bottom as the data flows, in the middle linked panes, on the right plots, metrics and
// the recipe, at the bottom the state of the run.
//
// The window draws and asks; it computes nothing. It holds a control.Controller, hands
// edits to it, and draws what it reports. It does not import Fyne's driver, so that the
// whole window is tested without a display.
//
// It depends on gui/control, gui/form, gui/viewer, gui/plots, gui/look and Fyne. Start
// reading at [New].
package gui
