package gui

import (
	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/control"
)

// edits take changes of the recipe back, and make them again.
type edits struct {
	control *control.Controller
	canvas  fyne.Canvas
}

// commands undo and redo the edits of the recipe.
func (e *edits) commands() []command.Command {
	return []command.Command{
		{
			ID: "undo", Name: "Undo", Sentence: "Takes the last change of the recipe back.", Menu: "Edit",
			Keys: []command.Key{command.Ctrl(fyne.KeyZ)}, Do: e.undo,
			Detail: e.control.CanUndo, Enabled: func() bool { return e.control.CanUndo() != "" },
		},
		{
			ID: "redo", Name: "Redo", Sentence: "Makes the change again that was undone.", Menu: "Edit",
			Keys: []command.Key{command.Ctrl(fyne.KeyY)}, Do: e.redo,
			Detail: e.control.CanRedo, Enabled: func() bool { return e.control.CanRedo() != "" },
		},
	}
}

func (e *edits) undo() {
	e.unfocus()
	e.control.Undo()
}

func (e *edits) redo() {
	e.unfocus()
	e.control.Redo()
}

// unfocus commits what is being typed into a field.
func (e *edits) unfocus() { e.canvas.Unfocus() }
