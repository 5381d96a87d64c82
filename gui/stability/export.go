package stability

import (
	"io"

	"fyne.io/fyne/v2"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/gui/model"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Exports are the data of the attacks, and their plots as files.
func (v *View) Exports() *fyne.MenuItem {
	item := func(label, name string, enabled bool, content func(io.Writer) error) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() {
			v.files.Ask(v.files.Stem()+"-"+name, func(path string) { v.files.Export(path, content) })
		})
		i.Disabled = !enabled
		return i
	}
	found := v.perturbation.Found()
	r := v.open.Control.Result()
	if found == nil {
		found = &result.AttackOutput{}
	}
	if r == nil {
		r = &result.Result{}
	}
	some := len(r.Transfer().Rows) > 0
	folder := recipe.FolderName(found.Name)
	items := []*fyne.MenuItem{
		item("Perturbation as NPY …", folder+"-perturbation.npy", found.Samples != nil, func(out io.Writer) error {
			return imagefile.WriteNPY(out, found.Start(), false)
		}),
		item("Singular vector as NPY …", folder+"-singular.npy", found.Singular != nil, func(out io.Writer) error {
			return imagefile.WriteNPY(out, found.Singular.Right, false)
		}),
		item("Search as CSV …", folder+"-trajectory.csv", len(found.Steps) > 0, func(out io.Writer) error {
			return result.WriteTrajectory(out, found.Steps)
		}),
		item("Noise curve as CSV …", folder+"-curve.csv", len(found.Curve) > 0, func(out io.Writer) error {
			return result.WriteCurve(out, found.Curve)
		}),
		item("Transfer table as CSV …", "transfer.csv", some, r.WriteTransfer),
		item("Accuracy against stability as CSV …", "stability.csv", some, r.WriteStability),
	}
	if answers := v.Numbers.reports.exports(); len(answers) > 0 {
		items = append(append(items, fyne.NewMenuItemSeparator()), answers...)
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		command.Submenu("Plot of the attack as PNG", v.plotItems("png")), command.Submenu("Plot of the attack as SVG", v.plotItems("svg")))
	return command.Submenu("Attack", items)
}

// Data is what the focused pane of the view shows, as computed: r as it is, not
// magnified.
func (v *View) Data() (e export.Data, name string, ok bool) {
	s := v.perturbation.Shown()
	for row, r := range v.Rows {
		for column, p := range r.Panes {
			if p != v.Focus || p.Picture() == nil {
				continue
			}
			c := s.First(model.StabilityRow(row))
			if column > 0 {
				c = s.Cell(model.StabilityRow(row), column-1)
			}
			e.Shown, e.Array = p.Picture(), c.Sight.Image
			switch {
			case e.Array == nil:
				return export.Data{}, "", false
			case c.Sight.Minus != nil:
				e.Array = catalogue.Difference(e.Array, c.Sight.Minus)
			case c.Sight.Plus != nil:
				e.Array = catalogue.Sum(e.Array, c.Sight.Plus)
			}
			return e, p.Name(), true
		}
	}
	return e, "", false
}

// plotItems write the plots of the view Stability.
func (v *View) plotItems(format string) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, p := range v.Numbers.plots() {
		item := fyne.NewMenuItem(p.Name+" …", func() {
			v.files.Ask(v.files.Stem()+"-"+p.File+"."+format, func(path string) {
				v.files.Export(path, func(out io.Writer) error { return p.Write(out, format, p.Height) })
			})
		})
		item.Disabled = !p.Some
		items = append(items, item)
	}
	return items
}
