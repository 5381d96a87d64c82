package stability

import (
	"fmt"
	"io"

	"fyne.io/fyne/v2"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// plots are those of the reports, then their tables as they are shown.
func (s *reports) plots() (list []export.Plot) {
	for _, r := range s.view.open.Control.Reports() {
		for _, t := range r.Tables {
			data := []export.Table{{Name: r.FileName(t) + ".csv", Write: t.WriteCSV}}
			if plot, g := s.graph(r, t); plot != nil {
				list = append(list, export.Plot{
					Name: tableTitle(r, t), File: r.FileName(t), Height: GraphHeight, Some: len(g.Curves) > 0, Still: plot.Still, Write: plot.Write,
					Title: model.Capital(g.YTitle()), About: g.Words(), Data: data,
				})
			}
			sheet := model.NewSheet(t, s.alias())
			if left := len(sheet.Rows) - mostRows; left > 0 {
				sheet.Rows = sheet.Rows[:mostRows]
			}
			drawn := plots.NewSheet(sheet)
			about := sheet.About
			if about == "" {
				about = t.Title
			}
			list = append(list, export.Plot{
				Name: tableTitle(r, t) + ", table", File: r.FileName(t) + "-table", Rows: true, Height: drawn.Height(), Some: len(sheet.Rows) > 0,
				Still: drawn.Still, Write: drawn.Write, Title: tableTitle(r, t), About: about, Data: data,
			})
		}
	}
	return list
}

// tableTitle is the title of a table among all reports: that of its report if it is the first.
func tableTitle(r *result.Report, t result.Table) string {
	title := r.Title
	if recipe.FolderName(r.Name) != recipe.FolderName(r.Title) && r.Name != r.Kind {
		title += ", " + r.Name
	}
	if t.Name != "" {
		title += ", " + t.Name
	}
	return title
}

// apart gives plots of one name different ones.
func apart(list []export.Plot) []export.Plot {
	taken := map[string]int{}
	for i, p := range list {
		if taken[p.Name]++; taken[p.Name] > 1 {
			list[i].Name = fmt.Sprintf("%s %d", p.Name, taken[p.Name])
		}
	}
	return list
}

// exports are the tables and pictures of the reports as files.
func (s *reports) exports() (items []*fyne.MenuItem) {
	files := s.view.files
	item := func(label, name string, content func(io.Writer) error) *fyne.MenuItem {
		return fyne.NewMenuItem(label, func() {
			files.Ask(files.Stem()+"-"+name, func(path string) { files.Export(path, content) })
		})
	}
	for _, r := range s.view.open.Control.Reports() {
		for _, t := range r.Tables {
			items = append(items, item(tableTitle(r, t)+" as CSV …", r.FileName(t)+".csv", t.WriteCSV))
		}
		var pictures []*fyne.MenuItem
		for _, p := range r.Pictures {
			name := recipe.FolderName(r.Name) + "-" + recipe.FolderName(p.Name)
			pictures = append(pictures,
				item(p.Title+" as NPY …", name+".npy", export.Data{Array: p.Image, Single: p.Single}.NPY),
				item(p.Title+" as PNG …", name+".png", func(out io.Writer) error { return s.view.writePicture(out, p) }))
		}
		if len(pictures) > 0 {
			items = append(items, command.Submenu("Pictures of "+r.Title, pictures))
		}
	}
	return items
}

// writePicture writes a picture with the window and the map of the run.
func (v *View) writePicture(out io.Writer, p result.Picture) error {
	picture := v.open.Catalogue.Pictures.Get(catalogue.Key{Kind: model.ReportKind(p), Image: p.Image})
	if picture == nil {
		picture = model.NewPicture(model.ReportKind(p), p.Image)
	}
	scale := picture.Kind().Scale()
	display := v.open.Group.Display()
	return export.WritePicture(out, picture, display.WindowOf(scale), display.MapOf(scale).Map(false))
}
