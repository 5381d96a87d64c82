package gui

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/files"
	"firenet/gui/model"
	"firenet/recon/recipe"
	"firenet/recon/session"
	"firenet/recon/wholefile"
)

// readable are the extensions of files that are offered for opening.
var readable = []string{
	session.Extension, ".toml", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp",
	".npy", ".cfl", ".hdr", ".nii", ".gz",
}

// fileCommands are those of sessions, recipes and pictures.
func (w *Window) fileCommands() []command.Command {
	return []command.Command{
		{
			ID: "open", Name: "Open …", Sentence: "A session, a recipe, a picture or an array.",
			Menu: "File", Keys: []command.Key{command.Ctrl(fyne.KeyO)}, Do: w.openDialog,
		},
		{ID: "recent", Name: "Open recent", Menu: "File", Items: w.recent.Items},
		{ID: "samples", Name: "Samples", Menu: "File", Items: w.samples().Items},
		{
			ID: "default", Name: "Default recipe", Menu: "File",
			Do: func() { w.control.Open(recipe.Default(), "") },
		},
		{
			ID: "save", Name: "Save", Sentence: "Everything that is open, or the recipe that was opened.",
			Menu: "File", Line: true, Keys: []command.Key{command.Ctrl(fyne.KeyS)}, Do: w.save,
		},
		{
			ID: "save-session", Name: "Save the session as …", Sentence: "The recipe, all runs with their pictures, and the window's layout.",
			Menu: "File", Keys: []command.Key{command.CtrlShift(fyne.KeyS)}, Do: w.saveSessionAs,
		},
		{ID: "save-as", Name: "Save the recipe as …", Menu: "File", Do: w.saveRecipeAs},
		{
			ID: "quit", Name: "Quit", Menu: "File", Line: true,
			Keys: []command.Key{command.Ctrl(fyne.KeyQ)}, Do: w.quit,
		},
	}
}

// OpenPath opens a session, a recipe or a picture. What is wrong with it is said at a
// field, or on the status bar.
func (w *Window) OpenPath(path string) {
	w.dialogs.Used(path)
	switch {
	case files.HasExtension(path, session.Extension):
		w.openSession(path)
		return
	case !files.HasExtension(path, ".toml"):
		w.recent.Note(path)
		w.control.OpenImage(path)
		return
	}
	r, err := ReadRecipe(path)
	if err != nil {
		w.control.Edit("image", func(recipe.Recipe) (recipe.Recipe, error) {
			return recipe.Recipe{}, err
		})
		w.status.say(err)
		return
	}
	w.recent.Note(path)
	w.control.Open(r, path)
}

// ReadRecipe reads a recipe and fills in its defaults, so that every field has a value.
func ReadRecipe(path string) (recipe.Recipe, error) {
	r, err := recipe.ReadFile(path)
	if err != nil {
		return r, err
	}
	return r.Complete()
}

// openDialog asks for a file to open.
func (w *Window) openDialog() {
	w.dialogs.Pick(w.OpenPath, readable)
}

// newDialogs asks for files in the folder of the settings, or in the one that was used last.
func (w *Window) newDialogs() *files.Dialogs {
	d := &files.Dialogs{
		Window: w.win, Preferences: w.app.Preferences(), Folder: w.settings.Folder, Open: w.overlays.showDialog,
		Replace: func(text string, write func()) {
			w.notice.ask(text, answer{"Replace it", write}, answer{"Keep it", func() {}})
		},
	}
	if d.Folder == "" {
		d.Folder = d.Preferences.String(files.LastFolderKey)
	}
	return d
}

// samples are the pictures to begin with.
func (w *Window) samples() files.Samples {
	return files.Samples{Control: w.control, Folder: w.options.Samples, Failed: w.failed}
}

// stem is the name of files that are written, without extension: that of the file that is
// open, or the title.
func (w *Window) stem() string {
	if p := w.control.Path; p != "" {
		return strings.TrimSuffix(filepath.Base(p), filepath.Ext(p))
	}
	if name := recipe.FolderName(w.title()); name != "" {
		return name
	}
	return "experiment"
}

// save writes to the file that was opened or saved last, or asks where to keep the session.
func (w *Window) save() {
	if w.control.Path == "" {
		w.saveSessionAs()
		return
	}
	w.write(w.control.Path)
}

func (w *Window) saveSessionAs() { w.dialogs.Ask(w.stem()+session.Extension, w.write) }

func (w *Window) saveRecipeAs() { w.dialogs.Ask(w.stem()+".toml", w.write) }

// write writes the session, or the recipe alone, as the extension says. The file appears
// whole or not at all.
func (w *Window) write(path string) {
	if files.HasExtension(path, session.Extension) {
		w.saveSession(path)
		return
	}
	r, err := w.control.Recipe().Relocate(filepath.Dir(path))
	if err == nil {
		err = wholefile.Write(path, func(out io.Writer) error {
			_, err := out.Write(r.Encode())
			return err
		})
	}
	if err != nil {
		w.failed(err)
		return
	}
	w.control.Saved(path)
	w.recent.Note(path)
	w.status.tell("Saved  **" + filepath.Base(path) + "**")
}

// failed says that a file could not be written, and what would help.
func (w *Window) failed(err error) {
	w.status.say(fmt.Errorf("not saved: %w", remedied(err)))
}

// remedied is an error of writing that begins with what would help.
func remedied(err error) error {
	if remedy := wholefile.Remedy(err); remedy != "" {
		return errors.New(remedy + " (" + model.FirstLine(err.Error()) + ")")
	}
	return err
}

// dropped opens the first file that is dropped on the window.
func (w *Window) dropped(_ fyne.Position, list []fyne.URI) {
	if len(list) > 0 && list[0].Scheme() == "file" {
		w.OpenPath(list[0].Path())
	}
}
