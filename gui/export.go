package gui

import (
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/wholefile"
)

// exportCommands write pictures, curves and metrics to files.
func (w *Window) exportCommands() []command.Command {
	return []command.Command{{ID: "export", Name: "Export", Menu: "File", Items: w.exportItems}}
}

// exportItems are the data behind what is shown. What is not there cannot be chosen.
func (w *Window) exportItems() []*fyne.MenuItem {
	item := func(label string, enabled bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !enabled
		return i
	}
	data, name, ok := w.focusedData()
	title := "Focused pane"
	if ok {
		title = name
	}
	file := w.stem() + "-" + recipe.FolderName(name)
	items := []*fyne.MenuItem{
		item(title+" as NPY …", ok, func() { w.askWhere(file+".npy", func(path string) { w.export(path, data.NPY) }) }),
		item(title+" as TIFF, as shown …", ok, func() { w.askWhere(file+".tif", func(path string) { w.export(path, data.TIFF) }) }),
		item(title+" as CFL …", ok && data.Mask == nil, func() { w.askWhere(file+".cfl", func(path string) { w.exportCFL(path, data.Array) }) }),
		fyne.NewMenuItemSeparator(),
		item("Convergence as CSV …", w.hasCurves(), func() {
			tracks := w.control.Tracks()
			w.askWhere(w.stem()+"-convergence.csv", func(path string) {
				w.export(path, func(out io.Writer) error { return export.WriteCurves(out, tracks) })
			})
		}),
		item("Profile as CSV …", w.group.Line().Shown && len(w.catalogue.Images()) > 0, w.saveProfile),
		item("Metrics as CSV …", w.hasMetrics(), func() {
			tracks := w.control.Tracks()
			w.askWhere(w.stem()+"-metrics.csv", func(path string) {
				w.export(path, func(out io.Writer) error { return export.WriteMetrics(out, tracks) })
			})
		}),
	}
	return append(items, fyne.NewMenuItemSeparator(), submenu("Attack", w.attackExports()))
}

// export writes a file, which appears whole or not at all, on another goroutine.
func (w *Window) export(path string, content func(io.Writer) error) {
	w.exportWith(path, func() error { return wholefile.Write(path, content) })
}

func (w *Window) exportCFL(path string, a *array.Complex) {
	w.exportWith(path, func() error { return imagefile.WriteCFL(path, a) })
}

func (w *Window) exportWith(path string, write func() error) {
	w.background(func() func() {
		err := write()
		return func() {
			if err != nil {
				w.failed(err)
				return
			}
			w.status.tell("Written  **" + filepath.Base(path) + "**  to " + filepath.Dir(path))
		}
	})
}

// focusedData is what the focused pane shows, with its name.
func (w *Window) focusedData() (e export.Data, name string, ok bool) {
	if w.view == labName {
		return w.lab.focusedData()
	}
	d, s := w.control.Data(), w.panes[w.focused]
	if d == nil {
		return e, "", false
	}
	sub := w.catalogue.Subject(s.content, s.part, d)
	if sub.Empty {
		return e, "", false
	}
	if e.Shown = w.catalogue.Pictures.Get(sub.Key); e.Shown == nil {
		return e, "", false
	}
	switch k := sub.Key; {
	case k.Kind == model.Mask:
		e.Mask = k.Mask
	case k.Reference != nil:
		e.Array = catalogue.Difference(k.Image, k.Reference)
	default:
		e.Array = k.Image
		e.Single = sub.Track != nil && sub.Track.Output != nil && sub.Track.Output.Single
	}
	return e, sub.Name, true
}

func (w *Window) hasCurves() bool {
	for _, t := range w.control.Tracks() {
		if len(t.Points) > 0 {
			return true
		}
	}
	return false
}

func (w *Window) hasMetrics() bool {
	for _, t := range w.control.Tracks() {
		if t.Output != nil {
			return true
		}
	}
	return false
}
