package stability

import (
	"fmt"
	"strings"

	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/result"
)

// showTables draws the transfer table, and accuracy against stability.
func (s *numbers) showTables(r *result.Result) {
	names := s.view.open.Catalogue.ShortNames()
	m := model.TransferMatrix(r.Transfer(), names)
	s.transfer.SetMatrix(m)
	var points []plots.TradeoffPoint
	for _, p := range model.Tradeoffs(r) {
		points = append(points, plots.TradeoffPoint{Tradeoff: p, Label: names[p.Column], Slot: s.view.open.Catalogue.SlotOf(p.Reconstructor)})
	}
	s.tradeoff.SetPoints(points)
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
