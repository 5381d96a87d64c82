package gui

import (
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/export"
	"firenet/recon/recipe"
)

// copies put texts on the clipboard.
type copies struct {
	app     fyne.App
	control *control.Controller
	stem    func() string // names the folder of results
	tell    func(text string)
}

// commands put the experiment on the clipboard.
func (c *copies) commands() []command.Command {
	return []command.Command{
		{
			ID: "copy-recipe", Name: "Copy as recipe", Sentence: "The experiment as text, to be saved, mailed or pasted.",
			Menu: "Edit", Line: true, Keys: []command.Key{command.CtrlShift(fyne.KeyC)}, Do: func() {
				c.copy(string(export.Absolute(c.control.Recipe()).Encode()), "the recipe")
			},
		},
		{
			ID: "copy-command", Name: "Copy as command", Sentence: "A command for the shell: the program without a window computes the same bits.",
			Menu: "Edit", Keys: []command.Key{command.CtrlAlt(fyne.KeyC)}, Do: func() {
				c.copy(shellCommand(c.control.Recipe(), c.stem()), "a command for the shell")
			},
		},
	}
}

func (c *copies) copy(text, what string) {
	c.app.Clipboard().SetContent(text)
	c.tell("Copied  " + what)
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
