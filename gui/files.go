package gui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"firenet/gui/command"
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

// lastFolderKey is where the preferences keep the last folder of a file dialog.
const lastFolderKey = "folder.last"

// fileCommands are those of sessions, recipes and pictures.
func (w *Window) fileCommands() []command.Command {
	return []command.Command{
		{
			ID: "open", Name: "Open …", Sentence: "A session, a recipe, a picture or an array.",
			Menu: "File", Keys: []command.Key{command.Ctrl(fyne.KeyO)}, Do: w.openDialog,
		},
		{ID: "recent", Name: "Open recent", Menu: "File", Items: w.recentItems},
		{ID: "samples", Name: "Samples", Menu: "File", Items: w.sampleItems},
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

func hasExtension(path, extension string) bool {
	return strings.EqualFold(filepath.Ext(path), extension)
}

// OpenPath opens a session, a recipe or a picture. What is wrong with it is said at a
// field, or on the status bar.
func (w *Window) OpenPath(path string) {
	w.usedFolder(path)
	switch {
	case hasExtension(path, session.Extension):
		w.openSession(path)
		return
	case !hasExtension(path, ".toml"):
		w.noteRecent(path)
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
	w.noteRecent(path)
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
	w.pickFile(w.OpenPath, readable)
}

// pickFile asks for a file; extensions limit what is listed.
func (w *Window) pickFile(picked func(string), extensions []string) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		_ = f.Close()
		w.usedFolder(path)
		picked(path)
	}, w.win)
	if extensions != nil {
		d.SetFilter(storage.NewExtensionFileFilter(withUpperCase(extensions)))
	}
	w.showFileDialog(d)
}

func withUpperCase(list []string) []string {
	out := slices.Clone(list)
	for _, e := range list {
		out = append(out, strings.ToUpper(e))
	}
	return out
}

func (w *Window) showFileDialog(d *dialog.FileDialog) {
	if w.folder != "" {
		if l, err := storage.ListerForURI(storage.NewFileURI(w.folder)); err == nil {
			d.SetLocation(l)
		}
	}
	w.showDialog(d) // before Resize, which needs what showing makes
	d.Resize(fyne.NewSize(760, 560))
}

// usedFolder makes the folder of a file the one in which the next dialog begins, also
// after the next start.
func (w *Window) usedFolder(path string) {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return
	}
	w.folder = dir
	w.app.Preferences().SetString(lastFolderKey, dir)
}

// askWhere asks where to write a file. The extension is that of name, and is added where it
// is left out.
func (w *Window) askWhere(name string, write func(path string)) {
	extension := filepath.Ext(name)
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		_ = f.Close()
		w.chosen(path, extension, write)
	}, w.win)
	d.SetFileName(name)
	d.SetFilter(storage.NewExtensionFileFilter(withUpperCase([]string{extension})))
	w.showFileDialog(d)
}

// chosen writes to the path that a dialog has given.
func (w *Window) chosen(path, extension string, write func(path string)) {
	w.usedFolder(path)
	if hasExtension(path, extension) {
		write(path)
		return
	}
	path += extension
	if _, err := os.Stat(path); err != nil {
		write(path)
		return
	}
	w.notice.ask(filepath.Base(path)+" is there already.",
		answer{"Replace it", func() { write(path) }}, answer{"Keep it", func() {}})
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

func (w *Window) saveSessionAs() { w.askWhere(w.stem()+session.Extension, w.write) }

func (w *Window) saveRecipeAs() { w.askWhere(w.stem()+".toml", w.write) }

// write writes the session, or the recipe alone, as the extension says. The file appears
// whole or not at all.
func (w *Window) write(path string) {
	if hasExtension(path, session.Extension) {
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
	w.noteRecent(path)
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
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && files[0].Scheme() == "file" {
		w.OpenPath(files[0].Path())
	}
}
