// Package attacks adds, changes and removes the attacks of the recipe, as the buttons and
// menus of a window ask for it, and puts methods of several depths beside one another.
//
// It depends on gui/control, gui/catalogue, gui/command, gui/model and the engine. Start
// reading at [Editor].
package attacks
