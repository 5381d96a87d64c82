package export

import (
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/files"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/wholefile"
)

// Exports write pictures, curves and metrics to files.
type Exports struct {
	Control   *control.Controller
	Catalogue *catalogue.Catalogue
	Group     *model.Group
	Dialogs   *files.Dialogs

	Stem        func() string                         // begins the names of files
	Data        func() (d Data, name string, ok bool) // what the focused pane shows
	Views       func() []*fyne.MenuItem               // what the views write themselves
	SaveProfile func()                                // asks where, and writes it
	Background  func(work func() (then func()))       // runs work on another goroutine
	Tell        func(text string)                     // says that a file is written
	Failed      func(error)                           // says that it is not
}

// Commands are those of the menu.
func (e *Exports) Commands() []command.Command {
	return []command.Command{{ID: "export", Name: "Export", Menu: "File", Items: e.items}}
}

// items are the data behind what is shown. What is not there cannot be chosen.
func (e *Exports) items() []*fyne.MenuItem {
	item := func(label string, enabled bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !enabled
		return i
	}
	data, name, ok := e.Data()
	title := "Focused pane"
	if ok {
		title = name
	}
	file := e.Stem() + "-" + recipe.FolderName(name)
	items := []*fyne.MenuItem{
		item(title+" as NPY …", ok, func() { e.Dialogs.Ask(file+".npy", func(path string) { e.Write(path, data.NPY) }) }),
		item(title+" as TIFF, as shown …", ok, func() { e.Dialogs.Ask(file+".tif", func(path string) { e.Write(path, data.TIFF) }) }),
		item(title+" as CFL …", ok && data.Mask == nil, func() { e.Dialogs.Ask(file+".cfl", func(path string) { e.WriteCFL(path, data.Array) }) }),
		fyne.NewMenuItemSeparator(),
		item("Convergence as CSV …", e.hasCurves(), func() {
			tracks := e.Control.Tracks()
			e.Dialogs.Ask(e.Stem()+"-convergence.csv", func(path string) {
				e.Write(path, func(out io.Writer) error { return WriteCurves(out, tracks) })
			})
		}),
		item("Profile as CSV …", e.Group.Line().Shown && len(e.Catalogue.Images()) > 0, e.SaveProfile),
		item("Metrics as CSV …", e.hasMetrics(), func() {
			tracks := e.Control.Tracks()
			e.Dialogs.Ask(e.Stem()+"-metrics.csv", func(path string) {
				e.Write(path, func(out io.Writer) error { return WriteMetrics(out, tracks) })
			})
		}),
	}
	items = append(items, fyne.NewMenuItemSeparator())
	return append(items, e.Views()...)
}

// Write writes a file, which appears whole or not at all, on another goroutine.
func (e *Exports) Write(path string, content func(io.Writer) error) {
	e.write(path, func() error { return wholefile.Write(path, content) })
}

// WriteCFL writes the two files of an array of BART on another goroutine.
func (e *Exports) WriteCFL(path string, a *array.Complex) {
	e.write(path, func() error { return imagefile.WriteCFL(path, a) })
}

func (e *Exports) write(path string, write func() error) {
	e.Background(func() func() {
		err := write()
		return func() {
			if err != nil {
				e.Failed(err)
				return
			}
			e.Tell("Written  **" + filepath.Base(path) + "**  to " + filepath.Dir(path))
		}
	})
}

func (e *Exports) hasCurves() bool {
	for _, t := range e.Control.Tracks() {
		if len(t.Points) > 0 {
			return true
		}
	}
	return false
}

func (e *Exports) hasMetrics() bool {
	for _, t := range e.Control.Tracks() {
		if t.Output != nil {
			return true
		}
	}
	return false
}
