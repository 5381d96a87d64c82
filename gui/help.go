package gui

import (
	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/form"
)

// help says what the program is and what the window can do.
type help struct {
	app      fyne.App
	win      fyne.Window
	tips     *form.Tips
	overlays *overlays
	version  string
	table    func() command.Table // of all commands, whose keys are listed
	manual   *manual              // nil while it is closed
}

func (h *help) commands() []command.Command {
	return []command.Command{
		{ID: "manual", Name: "Manual", Sentence: "What the window can do.", Menu: "Help", Keys: []command.Key{command.Named(fyne.KeyF1)}, Do: h.showManual},
		{ID: "keys", Name: "Keys", Sentence: "All keys.", Menu: "Help", Keys: []command.Key{command.Letter('?')}, Do: h.showKeys},
		{ID: "about", Name: "About", Sentence: "Version, licence, citation.", Menu: "Help", Line: true, Do: h.showAbout},
	}
}

// recolour takes the colours of the theme.
func (h *help) recolour() {
	if h.manual != nil {
		h.manual.recolour()
	}
}
