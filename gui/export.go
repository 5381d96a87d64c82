package gui

import (
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/gui/view"
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
		item(title+" as NPY …", ok, func() { w.dialogs.Ask(file+".npy", func(path string) { w.export(path, data.NPY) }) }),
		item(title+" as TIFF, as shown …", ok, func() { w.dialogs.Ask(file+".tif", func(path string) { w.export(path, data.TIFF) }) }),
		item(title+" as CFL …", ok && data.Mask == nil, func() { w.dialogs.Ask(file+".cfl", func(path string) { w.exportCFL(path, data.Array) }) }),
		fyne.NewMenuItemSeparator(),
		item("Convergence as CSV …", w.hasCurves(), func() {
			tracks := w.control.Tracks()
			w.dialogs.Ask(w.stem()+"-convergence.csv", func(path string) {
				w.export(path, func(out io.Writer) error { return export.WriteCurves(out, tracks) })
			})
		}),
		item("Profile as CSV …", w.group.Line().Shown && len(w.catalogue.Images()) > 0, w.side.saveProfile),
		item("Metrics as CSV …", w.hasMetrics(), func() {
			tracks := w.control.Tracks()
			w.dialogs.Ask(w.stem()+"-metrics.csv", func(path string) {
				w.export(path, func(out io.Writer) error { return export.WriteMetrics(out, tracks) })
			})
		}),
	}
	items = append(items, fyne.NewMenuItemSeparator())
	for _, v := range viewsOf[view.Exporter](w) {
		items = append(items, v.Exports())
	}
	return items
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

// focusedData is what the focused pane shows, with its name. A view that says nothing of it
// leaves it to the first one that does.
func (w *Window) focusedData() (d export.Data, name string, ok bool) {
	if v, is := w.shown.(view.Source); is {
		return v.Data()
	}
	if list := viewsOf[view.Source](w); len(list) > 0 {
		return list[0].Data()
	}
	return d, "", false
}
