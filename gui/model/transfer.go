package model

import (
	"math"
	"slices"

	"firenet/recon/experiment"
	"firenet/recon/parameter"
)

// Matrix is a table of amplifications: what was found for the reconstructor of a row, shown
// to that of a column.
type Matrix struct {
	Rows, Columns []string
	Values        [][]float64 // NaN: not computed yet
	Found         []int       // of each row the column that it was found for, -1: none
}

// Transfer is the table of all attacks that have ended.
func Transfer(attacks []*experiment.AttackOutput, names []string) Matrix {
	m := Matrix{Columns: names}
	for _, a := range attacks {
		if a == nil || len(a.Exposed) == 0 {
			continue
		}
		row := make([]float64, len(names))
		for i := range row {
			row[i] = math.NaN()
			if i < len(a.Exposed) && a.Exposed[i] != nil {
				row[i] = a.Exposed[i].Amplification
			}
		}
		found := -1
		if a.Target >= 0 && a.Target < len(names) {
			found = a.Target
		}
		m.Rows, m.Values, m.Found = append(m.Rows, a.Name), append(m.Values, row), append(m.Found, found)
	}
	return m
}

// Range is the smallest and the largest value; ok is false without any.
func (m Matrix) Range() (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, row := range m.Values {
		for _, v := range row {
			if !math.IsNaN(v) {
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
	}
	return lo, hi, lo <= hi
}

// Tradeoff is one reconstructor in the plot of accuracy against stability.
type Tradeoff struct {
	Name     string
	Column   int     // of the reconstructor
	Error    float64 // rel. l2 of the clean reconstruction
	Worst    float64 // largest amplification found for it
	Gaussian float64 // mean amplification of Gaussian noise; NaN: not asked for
	Attacked bool    // a search was made for it: if not, Worst was found for others
	Family   int     // points of one family differ in p only and are joined; -1: alone
	Depth    int     // p, of a family
}

// Tradeoffs are the points of the reconstructors that have ended and have been attacked.
func Tradeoffs(r *experiment.Result) []Tradeoff {
	var points []Tradeoff
	for i, out := range r.Outputs {
		if out == nil || out.Metrics == nil {
			continue
		}
		p := Tradeoff{Name: out.Name, Column: i, Error: out.Metrics.RelativeL2, Worst: math.NaN(), Gaussian: math.NaN(), Family: -1}
		for _, a := range r.Attacks {
			if a == nil || i >= len(a.Exposed) || a.Exposed[i] == nil || a.Kind == "random" {
				continue
			}
			p.take(a.Exposed[i], a.Target == i)
		}
		if !math.IsNaN(p.Worst) {
			points = append(points, p)
		}
	}
	join(points, r.Recipe)
	return points
}

// take keeps the larger amplification.
func (p *Tradeoff) take(e *experiment.Exposure, own bool) {
	p.Attacked = p.Attacked || own
	if !(e.Amplification <= p.Worst) { // also the first one
		p.Worst = e.Amplification
	}
	if e.Gaussian != nil {
		p.Gaussian = e.Gaussian.Amplification.Mean
	}
}

// join finds the families: reconstructors whose settings differ in p alone.
func join(points []Tradeoff, r experiment.Recipe) {
	families := []experiment.ReconstructorSection{}
	size := map[int]int{}
	for k := range points {
		i := points[k].Column
		if i >= len(r.Reconstructors) || !r.Reconstructors[i].Values.Has("inner") {
			continue
		}
		s := r.Reconstructors[i]
		points[k].Depth = s.Values.Int("inner")
		f := slices.IndexFunc(families, func(o experiment.ReconstructorSection) bool { return sameButDepth(s, o) })
		if f < 0 {
			f = len(families)
			families = append(families, s)
		}
		points[k].Family = f
		size[f]++
	}
	for k := range points {
		if size[points[k].Family] < 2 {
			points[k].Family = -1
		}
	}
}

func sameButDepth(a, b experiment.ReconstructorSection) bool {
	if a.Method != b.Method {
		return false
	}
	x, y := a.Values.Clone(), b.Values.Clone()
	delete(x, "inner")
	delete(y, "inner")
	if len(x) != len(y) {
		return false
	}
	for key, v := range x {
		if parameter.Format(v) != parameter.Format(y[key]) {
			return false
		}
	}
	return true
}
