// Package command is what the user can do: commands with their keys, the table from which
// menus, buttons, the list of keys and the manual's tables are made, and the keyboard that
// makes the keys act.
//
// It depends on gui/form, for the tips of buttons, and on Fyne. Start reading at [Command].
package command
