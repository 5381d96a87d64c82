package gui

import (
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/recon/recipe"
)

// copyCommands put the experiment on the clipboard.
func (w *Window) copyCommands() []command.Command {
	return []command.Command{
		{
			ID: "copy-recipe", Name: "Copy as recipe", Sentence: "The experiment as text, to be saved, mailed or pasted.",
			Menu: "Edit", Line: true, Keys: []command.Key{command.CtrlShift(fyne.KeyC)}, Do: func() {
				w.copy(string(export.Absolute(w.control.Recipe()).Encode()), "the recipe")
			},
		},
		{
			ID: "copy-command", Name: "Copy as command", Sentence: "A command for the shell: the program without a window computes the same bits.",
			Menu: "Edit", Keys: []command.Key{command.CtrlAlt(fyne.KeyC)}, Do: func() {
				w.copy(shellCommand(w.control.Recipe(), w.stem()), "a command for the shell")
			},
		},
	}
}

func (w *Window) copy(text, what string) {
	w.app.Clipboard().SetContent(text)
	w.status.tell("Copied  " + what)
}

// shellCommand runs the recipe and leaves the results in the folder NAME-results. The
// recipe is a here-document, in which the shell replaces nothing; its end cannot occur in
// it, since no line of TOML consists of letters alone.
func shellCommand(r recipe.Recipe, name string) string {
	return "firenet run - -o " + quoted(name+"-results") + " <<'RECIPE'\n" + string(export.Absolute(r).Encode()) + "RECIPE\n"
}

// quoted is a word of a shell (POSIX), in quotes where it needs them.
func quoted(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./", r)
	}
	if s != "" && !strings.HasPrefix(s, "-") && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	if strings.HasPrefix(s, "-") {
		s = "./" + s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
