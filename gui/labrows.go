package gui

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
func (v *lab) showRow(row model.StabilityRow, s model.Stability) {
	r := v.rows[row]
	r.title.Text, r.symbol.Text = s.Title(row)
	switch {
	case row == model.CleanRow:
	case s.Noise:
		r.symbol.Text += ", Gaussian e"
	case s.Singular:
		r.symbol.Text += ", singular vector e"
	}
	for i, b := range r.choices {
		b.SetOn([]bool{!s.Noise && !s.Singular, s.Noise, s.Singular}[i])
		switch i {
		case 1:
			b.SetText(map[bool]string{false: "Gaussian of equal norm", true: "Gaussian"}[v.narrow])
		case 2:
			b.SetText(map[bool]string{false: "singular vector", true: "singular"}[v.narrow])
			r.without = v.perturbation.Local(v.perturbation.Found()) == nil
		}
	}
	for i, p := range r.panes {
		p.SetTitle(v.titleOf(i)+", "+strings.ToLower(r.title.Text), "")
		if i == 0 {
			v.showCell(p, s.First(row))
			continue
		}
		v.showCell(p, s.Cell(row, i-1))
		v.showProgress(p, row, i-1, s)
	}
	r.bar.Refresh()
}

// titleOf is the name of a column.
func (v *lab) titleOf(column int) string {
	if column == 0 {
		return "Truth"
	}
	return v.names[column]
}

// showCell draws one picture, or what is said in its place.
func (v *lab) showCell(p *viewer.Pane, c model.StabilityCell) {
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
	picture := v.w.catalogue.Pictures.Get(catalogue.KeyOf(c.Sight))
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
func (v *lab) showProgress(p *viewer.Pane, row model.StabilityRow, column int, s model.Stability) {
	a := v.perturbation.Current()
	if row != model.PerturbedRow || a == nil || v.names[column+1] != a.Target {
		p.ClearProgress()
		return
	}
	switch {
	case a.Phase == control.Active && a.All > 0:
		p.SetProgress(float64(a.Done)/float64(a.All), v.info.badge(a))
	case v.w.control.Trial() != nil:
		p.SetStopped(trialBadge(v.w.control.Trial()))
	case s.Attack != nil && s.Attack.Partial:
		p.SetStopped(fmt.Sprintf("stopped after %d steps", a.Done))
	default:
		p.ClearProgress()
	}
}

// showHead draws the name of a column.
func (v *lab) showHead(h *labHead, i int, s model.Stability) {
	palette := look.Current()
	h.name.Text, h.facts.Text = "Truth", "x and r"
	target := false
	if i > 0 {
		t := v.w.control.Track(v.names[i])
		h.name.Text, h.facts.Text = v.names[i], ""
		if t != nil {
			h.facts.Text = v.w.catalogue.Facts(t)
		}
		target = s.Tested[i-1].Target
		h.dot.FillColor = plots.Colour(palette, v.w.catalogue.SlotOf(v.names[i]))
		h.tag.Color = h.dot.FillColor
		h.icon.Resource = look.TargetIn(plots.Colour(palette, v.w.catalogue.SlotOf(v.names[i])))
	}
	form.SetVisible(h.dot, i > 0)
	form.SetVisible(h.tag, target)
	form.SetVisible(h.icon, target)
	h.icon.Refresh()
}

func newLabHead() *labHead {
	h := &labHead{
		dot: canvas.NewCircle(nil), name: form.NewText("", form.Strong), facts: form.NewText("", form.Caption),
		tag: form.NewText("target", form.Plain), icon: canvas.NewImageFromResource(nil),
	}
	h.icon.FillMode = canvas.ImageFillContain
	return h
}
