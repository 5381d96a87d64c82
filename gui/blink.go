package gui

import "firenet/gui/command"

// blinkCommands are those that alternate two pictures.
func (w *Window) blinkCommands() []command.Command {
	return []command.Command{{
		ID: "blink", Name: "Blink", Menu: "View", Keys: []command.Key{command.Letter('B')}, Shown: "B, held",
		Sentence: "Alternates two pictures in the focused pane: the two of Swipe, or this one and the one chosen before it.",
		Do:       func() { w.blink.Start(w.pictured().Pair()) }, Release: w.blink.Stop,
	}}
}
