package gui

import "fyne.io/fyne/v2"

// editCommands undo and redo the edits of the recipe.
func (w *Window) editCommands() []command {
	return []command{
		{
			id: "undo", name: "Undo", sentence: "Takes the last change of the recipe back.", menu: "Edit",
			keys: []key{ctrl(fyne.KeyZ)}, do: w.undo,
			detail: w.control.CanUndo, enabled: func() bool { return w.control.CanUndo() != "" },
		},
		{
			id: "redo", name: "Redo", sentence: "Makes the change again that was undone.", menu: "Edit",
			keys: []key{ctrl(fyne.KeyY)}, do: w.redo,
			detail: w.control.CanRedo, enabled: func() bool { return w.control.CanRedo() != "" },
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
