package files

import (
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"firenet/assets/pictures"
	"firenet/gui/control"
	"firenet/phantoms"
	"firenet/recon/recipe"
	"firenet/recon/wholefile"
)

// Samples are phantoms and pictures of the program to begin with.
type Samples struct {
	Control *control.Controller
	Folder  string // into which pictures are written; empty: that of temporary files
	Failed  func(error)
}

// Items lists the phantoms, and the pictures that come with the program.
func (s Samples) Items() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, name := range phantoms.Names() {
		p, _ := phantoms.Lookup(name) // it has just been listed
		items = append(items, fyne.NewMenuItem(p.Title, func() { s.openPhantom(name) }))
	}
	for i, p := range pictures.All() {
		if i == 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, fyne.NewMenuItem(p.Title, func() { s.openSample(p) }))
	}
	return items
}

// openPhantom makes a phantom the true image.
func (s Samples) openPhantom(name string) {
	_ = s.Control.Edit("image.phantom", func(r recipe.Recipe) (recipe.Recipe, error) {
		r.Noise.File = ""
		if r.Image.Phantom == "" {
			r.Image.Size = recipe.Default().Image.Size
		}
		return r.Set("image.phantom", name)
	})
}

// openSample opens a picture of the program. Recipes name files, so it becomes one.
func (s Samples) openSample(p pictures.Picture) {
	dir := s.Folder
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
		s.Failed(err)
		return
	}
	s.Control.OpenImage(path)
}
