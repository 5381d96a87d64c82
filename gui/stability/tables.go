package stability

import (
	"fmt"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/form"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/result"
)

// visibility is the table "can you see it?" with its curve.
func (s *numbers) visibility(r *result.Result) []fyne.CanvasObject {
	list := []fyne.CanvasObject{s.heading("Can you see it?")}
	if r == nil || len(r.Visibility) == 0 {
		return append(list, s.ask("see"))
	}
	names := s.view.open.Catalogue.ShortNames()
	head := []string{"contrast"}
	head = append(head, names...)
	list = append(list, visibilityRow(head, nil), form.Rule())
	for _, c := range r.Visibility {
		values, seen := []string{model.Short(c.Contrast)}, []bool{false}
		for _, d := range c.Recovered {
			values, seen = append(values, fmt.Sprintf("%.0f %%", 100*d.Share)), append(seen, d.Visible)
		}
		list = append(list, visibilityRow(values, seen))
	}
	return append(list, form.Fixed(s.Visible, VisibleHeight),
		caption("Share of the detail's contrast that is recovered. Bold: seen, above half and well above chance (dashed)."))
}

// visibilityRow is a contrast and what each reconstructor shows of it.
func visibilityRow(values []string, seen []bool) fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(values))
	for i, v := range values {
		st := form.Caption
		if i < len(seen) && seen[i] {
			st = form.Value
		}
		t := form.NewText(form.Fit(v, st, 58), st)
		t.Alignment = fyne.TextAlignTrailing
		objects[i] = t
	}
	return container.New(form.Even{}, objects...)
}

// showTables draws the transfer table, accuracy against stability, and what can be seen.
func (s *numbers) showTables(r *result.Result) {
	names := s.view.open.Catalogue.ShortNames()
	m := model.TransferMatrix(r.Transfer(), names)
	s.transfer.SetMatrix(m)
	var points []plots.TradeoffPoint
	for _, p := range model.Tradeoffs(r) {
		points = append(points, plots.TradeoffPoint{Tradeoff: p, Label: names[p.Column], Slot: s.view.open.Catalogue.SlotOf(p.Reconstructor)})
	}
	s.tradeoff.SetPoints(points)
	s.Visible.SetLines(s.visibilityLines(r, names))
}

// OffAxes names the reconstructors that have no place on logarithmic axes, such as those that
// give the zero image whatever the samples are.
func OffAxes(r *result.Result, names []string) string {
	var off []string
	points := r.AccuracyAgainstStability()
	for i, o := range r.Outputs {
		for _, p := range points {
			if o != nil && p.Reconstructor == o.Name && i < len(names) && !(p.CleanError > 0 && p.Worst > 0) {
				off = append(off, fmt.Sprintf("%s (error %s, amplification %s)", names[i], model.Sig(p.CleanError), model.Sig(p.Worst)))
			}
		}
	}
	if off == nil {
		return ""
	}
	return "off the axes: " + strings.Join(off, ", ")
}

// visibilityLines are the columns of the table "can you see it?".
func (s *numbers) visibilityLines(r *result.Result, names []string) []plots.VisibilityLine {
	var list []plots.VisibilityLine
	for k, t := range s.view.open.Control.Tracks() {
		if s.view.open.Catalogue.Hidden[t.Name] {
			continue
		}
		l := plots.VisibilityLine{Name: names[k], Slot: s.view.open.Catalogue.SlotOf(t.Name)}
		for _, c := range r.Visibility {
			if k < len(c.Recovered) {
				l.Contrast = append(l.Contrast, math.Abs(c.Contrast))
				l.Share, l.Chance = append(l.Share, c.Recovered[k].Share), append(l.Chance, c.Recovered[k].Chance)
			}
		}
		list = append(list, l)
	}
	return list
}
