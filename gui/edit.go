package gui

import (
	"fyne.io/fyne/v2"

	"firenet/gui/command"
)

// editCommands undo and redo the edits of the recipe.
func (w *Window) editCommands() []command.Command {
	return []command.Command{
		{
			ID: "undo", Name: "Undo", Sentence: "Takes the last change of the recipe back.", Menu: "Edit",
			Keys: []command.Key{command.Ctrl(fyne.KeyZ)}, Do: w.undo,
			Detail: w.control.CanUndo, Enabled: func() bool { return w.control.CanUndo() != "" },
		},
		{
			ID: "redo", Name: "Redo", Sentence: "Makes the change again that was undone.", Menu: "Edit",
			Keys: []command.Key{command.Ctrl(fyne.KeyY)}, Do: w.redo,
			Detail: w.control.CanRedo, Enabled: func() bool { return w.control.CanRedo() != "" },
		},
	}
}

func (w *Window) undo() {
	w.unfocus()
	w.control.Undo()
}

func (w *Window) redo() {
	w.unfocus()
	w.control.Redo()
}

// unfocus commits what is being typed into a field.
func (w *Window) unfocus() { w.win.Canvas().Unfocus() }
