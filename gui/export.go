package gui

import (
	"encoding/csv"
	"io"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/wholefile"
)

// exportCommands write pictures, curves and metrics to files.
func (w *Window) exportCommands() []command {
	return []command{{id: "export", name: "Export", menu: "File", items: w.exportItems}}
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
		item(title+" as NPY …", ok, func() { w.askWhere(file+".npy", func(path string) { w.export(path, data.npy) }) }),
		item(title+" as TIFF, as shown …", ok, func() { w.askWhere(file+".tif", func(path string) { w.export(path, data.tiff) }) }),
		item(title+" as CFL …", ok && data.mask == nil, func() { w.askWhere(file+".cfl", func(path string) { w.exportCFL(path, data.array) }) }),
		fyne.NewMenuItemSeparator(),
		item("Convergence as CSV …", w.hasCurves(), func() {
			tracks := w.control.Tracks()
			w.askWhere(w.stem()+"-convergence.csv", func(path string) {
				w.export(path, func(out io.Writer) error { return writeCurves(out, tracks) })
			})
		}),
		item("Profile as CSV …", w.group.Line().Shown && len(w.images()) > 0, w.saveProfile),
		item("Metrics as CSV …", w.hasMetrics(), func() {
			tracks := w.control.Tracks()
			w.askWhere(w.stem()+"-metrics.csv", func(path string) {
				w.export(path, func(out io.Writer) error { return writeMetrics(out, tracks) })
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

// exported is what a pane shows, as computed.
type exported struct {
	array  *array.Complex
	mask   *array.Mask // in place of the array
	single bool        // every number is one of single precision
	shown  *model.Picture
}

// focusedData is what the focused pane shows, with its name.
func (w *Window) focusedData() (e exported, name string, ok bool) {
	if w.view == labName {
		return w.lab.focusedData()
	}
	d, s := w.control.Data(), w.panes[w.focused]
	if d == nil {
		return e, "", false
	}
	sub := w.subject(s.content, s.part, d)
	if sub.empty {
		return e, "", false
	}
	if e.shown = w.pictures.get(sub.key); e.shown == nil {
		return e, "", false
	}
	switch k := sub.key; {
	case k.kind == model.Mask:
		e.mask = k.mask
	case k.reference != nil:
		e.array = difference(k.image, k.reference)
	default:
		e.array = k.image
		e.single = sub.track != nil && sub.track.Output != nil && sub.track.Output.Single
	}
	return e, sub.name, true
}

func difference(a, b *array.Complex) *array.Complex {
	c := array.NewComplex(a.Shape)
	for i := range c.Data {
		c.Data[i] = a.Data[i] - b.Data[i]
	}
	return c
}

// npy writes the numbers as they were computed: complex; real where they are a real image.
func (e exported) npy(out io.Writer) error {
	switch {
	case e.mask != nil:
		return imagefile.WriteNPYMask(out, e.mask)
	case !e.single && e.array.IsReal():
		return imagefile.WriteNPYReal(out, e.array.Shape, e.array.RealParts())
	}
	return imagefile.WriteNPY(out, e.array, e.single)
}

// tiff writes the values that are shown, in single precision, without a window.
func (e exported) tiff(out io.Writer) error {
	values := make([]float64, 0, e.shown.Len())
	for row := range e.shown.H {
		values = append(values, e.shown.Row(row)...)
	}
	return imagefile.WriteTIFF(out, e.shown.Shape, values)
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

// writeCurves writes the layers of all reconstructors below one another.
func writeCurves(out io.Writer, tracks []*control.Track) error {
	c := csv.NewWriter(out)
	rows := [][]string{{"reconstructor", "layer", "block", "relative_l2", "objective", "residual"}}
	for _, t := range tracks {
		for _, p := range t.Points {
			rows = append(rows, []string{
				t.Name, strconv.Itoa(p.Layer), strconv.Itoa(p.Block), number(p.RelativeL2), number(p.Objective), number(p.Residual),
			})
		}
	}
	return c.WriteAll(rows)
}

// writeMetrics writes the table of metrics, as a run in a folder has it.
func writeMetrics(out io.Writer, tracks []*control.Track) error {
	var r result.Result
	for _, t := range tracks {
		if t.Output != nil {
			r.Outputs = append(r.Outputs, t.Output)
		}
	}
	return r.WriteMetrics(out)
}

// number is the shortest text that reads back as x; empty for what is not known.
func number(x float64) string {
	if x != x {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
