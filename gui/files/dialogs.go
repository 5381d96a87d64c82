package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// Dialogs ask for files to read and to write, each in the folder of the file before it.
type Dialogs struct {
	Window      fyne.Window
	Preferences fyne.Preferences
	Folder      string // in which the next one begins; empty: the toolkit's

	Open    func(dialog.Dialog)             // shows a dialog that Escape closes
	Replace func(text string, write func()) // asks whether a file that is there is replaced
}

// LastFolderKey is where the preferences keep the last folder of a file dialog.
const LastFolderKey = "folder.last"

// HasExtension says whether a file has an extension, in either case.
func HasExtension(path, extension string) bool {
	return strings.EqualFold(filepath.Ext(path), extension)
}

// Pick asks for a file; extensions limit what is listed.
func (d *Dialogs) Pick(picked func(string), extensions []string) {
	box := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		_ = f.Close()
		d.Used(path)
		picked(path)
	}, d.Window)
	if extensions != nil {
		box.SetFilter(storage.NewExtensionFileFilter(withUpperCase(extensions)))
	}
	d.Show(box)
}

func withUpperCase(list []string) []string {
	out := slices.Clone(list)
	for _, e := range list {
		out = append(out, strings.ToUpper(e))
	}
	return out
}

// Show shows a file dialog in the folder that was used last.
func (d *Dialogs) Show(box *dialog.FileDialog) {
	if d.Folder != "" {
		if l, err := storage.ListerForURI(storage.NewFileURI(d.Folder)); err == nil {
			box.SetLocation(l)
		}
	}
	d.Open(box) // before Resize, which needs what showing makes
	box.Resize(fyne.NewSize(760, 560))
}

// Used makes the folder of a file the one in which the next dialog begins, also
// after the next start.
func (d *Dialogs) Used(path string) {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return
	}
	d.Folder = dir
	d.Preferences.SetString(LastFolderKey, dir)
}

// Ask asks where to write a file. The extension is that of name, and is added where it
// is left out.
func (d *Dialogs) Ask(name string, write func(path string)) {
	extension := filepath.Ext(name)
	box := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		_ = f.Close()
		d.Take(path, extension, write)
	}, d.Window)
	box.SetFileName(name)
	box.SetFilter(storage.NewExtensionFileFilter(withUpperCase([]string{extension})))
	d.Show(box)
}

// Take writes to the path that a dialog has given.
func (d *Dialogs) Take(path, extension string, write func(path string)) {
	d.Used(path)
	if HasExtension(path, extension) {
		write(path)
		return
	}
	path += extension
	if _, err := os.Stat(path); err != nil {
		write(path)
		return
	}
	d.Replace(filepath.Base(path)+" is there already.", func() { write(path) })
}
