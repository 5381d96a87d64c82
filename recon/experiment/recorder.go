package experiment

import (
	"math"

	"firenet/recon/reconstruct"
	"firenet/recon/result"
)

// recorder keeps the history of one reconstructor and tells the observer.
type recorder struct {
	run     *run
	index   int
	history bool
	points  []result.HistoryPoint
}

// wanted says whether anybody looks: a network that is not watched does less.
func (h *recorder) wanted() bool { return h.history || h.run.options.Observer.Layer != nil }

// Measures is true when the history is kept.
func (h *recorder) Measures() bool { return h.history }

// Record keeps the point of a layer and shows it.
func (h *recorder) Record(l reconstruct.Layer) {
	point := result.HistoryPoint{
		Layer: l.Index(), Block: l.Block(),
		RelativeL2: math.NaN(), Objective: math.NaN(), Residual: math.NaN(),
	}
	if h.history {
		point.Objective, point.Residual = l.Objective(), l.Residual()
		if h.run.truth != nil {
			point.RelativeL2 = l.Distance(h.run.truth) / h.run.truthNorm
		}
		h.points = append(h.points, point)
	}
	if watch := h.run.options.Observer.Layer; watch != nil {
		watch(h.index, point, l)
	}
}
