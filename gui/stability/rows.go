package stability

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/canvas"

	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/viewer"
)

// showRow draws a row.
func (v *View) showRow(row model.StabilityRow, s model.Stability) {
	r := v.Rows[row]
	r.title.Text, r.Symbol.Text = s.Title(row)
	switch {
	case row == model.CleanRow:
	case s.Noise:
		r.Symbol.Text += ", Gaussian e"
	case s.Singular:
		r.Symbol.Text += ", singular vector e"
	}
	for i, b := range r.Choices {
		b.SetOn([]bool{!s.Noise && !s.Singular, s.Noise, s.Singular}[i])
		switch i {
		case 1:
			b.SetText(map[bool]string{false: "Gaussian of equal norm", true: "Gaussian"}[v.narrow])
		case 2:
			b.SetText(map[bool]string{false: "singular vector", true: "singular"}[v.narrow])
			r.Without = v.perturbation.Local(v.perturbation.Found()) == nil
		}
	}
	for i, p := range r.Panes {
		p.SetTitle(v.titleOf(i)+", "+strings.ToLower(r.title.Text), "")
		if i == 0 {
			v.showCell(p, s.First(row))
			continue
		}
		v.showCell(p, s.Cell(row, i-1))
		v.showProgress(p, row, i-1, s)
	}
	r.Bar.Refresh()
}

// titleOf is the name of a column.
func (v *View) titleOf(column int) string {
	if column == 0 {
		return "Truth"
	}
	return v.ColumnNames[column]
}

// showCell draws one picture, or what is said in its place.
func (v *View) showCell(p *viewer.Pane, c model.StabilityCell) {
	if v.narrow {
		c.Measures = model.Narrow(c.Measures)
	}
	p.SetMeasures(c.Measures)
	p.SetLabel(c.Label)
	if c.Missing != "" {
		p.SetPicture(nil)
		p.SetMessage(viewer.Message{Remedy: c.Missing})
		return
	}
	picture := v.open.Catalogue.Pictures.Get(catalogue.KeyOf(c.Sight))
	if picture == nil {
		if p.Picture() == nil {
			p.SetMessage(viewer.Message{Remedy: "Preparing the picture"})
		}
		return // the last picture stays
	}
	p.Barless = picture.Kind().Scale() != model.SpectrumScale
	if p.Picture() != picture {
		p.SetPicture(picture)
	}
}

// showProgress shows where a search is, on the picture of its target, and that what is
// shown is not the end of it.
func (v *View) showProgress(p *viewer.Pane, row model.StabilityRow, column int, s model.Stability) {
	a := v.perturbation.Current()
	if row != model.PerturbedRow || a == nil || v.ColumnNames[column+1] != a.Target {
		p.ClearProgress()
		return
	}
	switch {
	case a.Phase == control.Active && a.All > 0:
		p.SetProgress(float64(a.Done)/float64(a.All), v.Info.badge(a))
	case v.open.Control.Trial() != nil:
		p.SetStopped(trialBadge(v.open.Control.Trial()))
	case s.Attack != nil && s.Attack.Partial:
		p.SetStopped(fmt.Sprintf("stopped after %d steps", a.Done))
	default:
		p.ClearProgress()
	}
}

// showHead draws the name of a column.
func (v *View) showHead(h *columnHead, i int, s model.Stability) {
	palette := look.Current()
	h.name.Text, h.facts.Text = "Truth", "x and r"
	target := false
	if i > 0 {
		t := v.open.Control.Track(v.ColumnNames[i])
		h.name.Text, h.facts.Text = v.ColumnNames[i], ""
		if t != nil {
			h.facts.Text = v.open.Catalogue.Facts(t)
		}
		target = s.Tested[i-1].Target
		h.dot.FillColor = plots.Colour(palette, v.open.Catalogue.SlotOf(v.ColumnNames[i]))
		h.tag.Color = h.dot.FillColor
		h.icon.Resource = look.TargetIn(plots.Colour(palette, v.open.Catalogue.SlotOf(v.ColumnNames[i])))
	}
	form.SetVisible(h.dot, i > 0)
	form.SetVisible(h.tag, target)
	form.SetVisible(h.icon, target)
	h.icon.Refresh()
}

func newColumnHead() *columnHead {
	h := &columnHead{
		dot: canvas.NewCircle(nil), name: form.NewText("", form.Strong), facts: form.NewText("", form.Caption),
		tag: form.NewText("target", form.Plain), icon: canvas.NewImageFromResource(nil),
	}
	h.icon.FillMode = canvas.ImageFillContain
	return h
}
