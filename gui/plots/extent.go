package plots

import (
	"math"

	"gonum.org/v1/plot"
)

// extent is the range of an axis, found from the values.
type extent struct {
	lo, hi float64
	log    bool
}

func newExtent(log bool) *extent { return &extent{math.Inf(1), math.Inf(-1), log} }

// include takes values in; what cannot be shown on the axis is left out.
func (e *extent) include(values ...float64) {
	for _, v := range values {
		if v-v == 0 && (!e.log || v > 0) {
			e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
		}
	}
}

func (e *extent) empty() bool { return e.hi < e.lo }

// apply gives the axis the range, with some room at its ends: all of it above on a linear
// axis that begins at 0.
func (e *extent) apply(a *plot.Axis, room float64) {
	lo, hi := e.lo, e.hi
	if hi == lo {
		lo, hi = lo/1.5, hi*1.5
		if !e.log {
			lo, hi = e.lo-0.5, e.hi+0.5
		}
	}
	a.Min, a.Max = lo, hi
	switch {
	case e.log:
		a.Scale = plot.LogScale{}
		a.Min, a.Max = lo/room, hi*room
	case lo == 0:
		a.Max = hi * room
	default:
		margin := (room - 1) * (hi - lo)
		a.Min, a.Max = lo-margin, hi+margin
	}
}

// ticks are those of the axis.
func (e *extent) ticks(a *plot.Axis, most int) []float64 {
	if e.log {
		if list := logTicks(a.Min, a.Max, most); len(list) > 1 {
			return list
		}
		// Too short for two of 1, 2, 5: those of a linear axis, which are few of them.
		return Ticks(a.Min, a.Max, min(3, most))
	}
	return Ticks(a.Min, a.Max, most)
}
