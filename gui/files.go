package gui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"firenet/recon/experiment"
)

// readable are the extensions of files that are offered for opening.
var readable = []string{
	".toml", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp",
	".npy", ".cfl", ".hdr", ".nii", ".gz",
}

// OpenPath opens a recipe or a picture. What is wrong with it is said at a field.
func (w *Window) OpenPath(path string) {
	w.folder = filepath.Dir(path)
	if !strings.EqualFold(filepath.Ext(path), ".toml") {
		w.control.OpenImage(path)
		return
	}
	r, err := ReadRecipe(path)
	if err != nil {
		w.control.Edit("image", func(experiment.Recipe) (experiment.Recipe, error) {
			return experiment.Recipe{}, err
		})
		w.status.say(err)
		return
	}
	w.control.Open(r, path)
}

// ReadRecipe reads a recipe and fills in its defaults, so that every field has a value.
func ReadRecipe(path string) (experiment.Recipe, error) {
	r, err := experiment.ReadFile(path)
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
		w.folder = filepath.Dir(path)
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

// save writes the recipe to its file, or asks for one.
func (w *Window) save() {
	if w.control.Path == "" {
		w.saveAs()
		return
	}
	w.write(w.control.Path)
}

// saveAs asks where to write the recipe.
func (w *Window) saveAs() {
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		_ = f.Close()
		w.folder = filepath.Dir(path)
		w.write(path)
	}, w.win)
	d.SetFileName("experiment.toml")
	d.SetFilter(storage.NewExtensionFileFilter([]string{".toml", ".TOML"}))
	w.showFileDialog(d)
}

// write puts the recipe beside path and renames it, so that a full disk leaves what was
// there.
func (w *Window) write(path string) {
	data := w.control.Recipe().Encode()
	beside, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err == nil {
		_, err = beside.Write(data)
		if closed := beside.Close(); err == nil {
			err = closed
		}
		if err == nil {
			err = os.Rename(beside.Name(), path)
		}
		if err != nil {
			_ = os.Remove(beside.Name())
		}
	}
	if err != nil {
		w.status.say(err)
		return
	}
	w.control.Saved(path)
}

// dropped opens the first file that is dropped on the window.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && files[0].Scheme() == "file" {
		w.OpenPath(files[0].Path())
	}
}
