package gui

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"firenet/assets/pictures"
	"firenet/phantoms"
	"firenet/recon/recipe"
	"firenet/recon/wholefile"
)

// recentKey is where the preferences keep the files that were open, the last one first.
const recentKey = "recent"

const maxRecent = 10

// noteRecent puts a file at the head of those that were open.
func (w *Window) noteRecent(path string) {
	path, err := filepath.Abs(path)
	if err != nil {
		return
	}
	list := slices.DeleteFunc(w.app.Preferences().StringList(recentKey), func(p string) bool { return p == path })
	list = slices.Insert(list, 0, path)
	w.app.Preferences().SetStringList(recentKey, list[:min(len(list), maxRecent)])
}

// recentItems lists the files that were open and are still there.
func (w *Window) recentItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	var there []string
	list := w.app.Preferences().StringList(recentKey)
	for _, path := range list {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		there = append(there, path)
		items = append(items, fyne.NewMenuItem(shortPath(path), func() { w.OpenPath(path) }))
	}
	if len(there) < len(list) {
		w.app.Preferences().SetStringList(recentKey, there)
	}
	return items
}

// shortPath is a file with the folder that it lies in.
func shortPath(path string) string {
	return filepath.Base(path) + "  in " + filepath.Base(filepath.Dir(path))
}

// sampleItems lists the phantoms, and the pictures that come with the program.
func (w *Window) sampleItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, name := range phantoms.Names() {
		p, _ := phantoms.Lookup(name) // it has just been listed
		items = append(items, fyne.NewMenuItem(p.Title, func() { w.openPhantom(name) }))
	}
	for i, p := range pictures.All() {
		if i == 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, fyne.NewMenuItem(p.Title, func() { w.openSample(p) }))
	}
	return items
}

// openPhantom makes a phantom the true image.
func (w *Window) openPhantom(name string) {
	_ = w.control.Edit("image.phantom", func(r recipe.Recipe) (recipe.Recipe, error) {
		r.Noise.File = ""
		if r.Image.Phantom == "" {
			r.Image.Size = recipe.Default().Image.Size
		}
		return r.Set("image.phantom", name)
	})
}

// openSample opens a picture of the program. Recipes name files, so it becomes one.
func (w *Window) openSample(p pictures.Picture) {
	dir := w.options.Samples
	if dir == "" {
		dir = filepath.Join(os.TempDir(), "firenet-samples")
	}
	path := filepath.Join(dir, p.File)
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		err = wholefile.Write(path, func(out io.Writer) error {
			_, err := out.Write(p.Bytes)
			return err
		})
	}
	if err != nil {
		w.failed(err)
		return
	}
	w.control.OpenImage(path)
}
