package model

import (
	"math"
	"slices"
	"strings"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Matrix is a table of amplifications: what was found for the reconstructor of a row, shown
// to that of a column.
type Matrix struct {
	Rows, Columns []string
	Values        [][]float64 // NaN: not computed yet
	Found         []int       // of each row the column that it was found for, -1: none
}

// TransferMatrix is the table of all attacks that have ended, with the names of the
// reconstructors as the columns have them. A row is named by the reconstructor that was
// attacked, or by the attack where one has several, the reconstructor's name in it as the columns
// have it.
func TransferMatrix(t result.Transfer, names []string) Matrix {
	m := Matrix{Columns: names}
	times := map[int]int{}
	for _, row := range t.Rows {
		times[row.Index]++
	}
	for _, row := range t.Rows {
		if times[row.Index] == 1 && row.Index < len(names) {
			row.Attack = "for " + names[row.Index]
		} else if before, ok := strings.CutSuffix(row.Attack, " "+row.Target); ok && row.Index < len(names) {
			row.Attack = before + " " + names[row.Index]
		}
		values := make([]float64, len(row.Cells))
		for i, c := range row.Cells {
			values[i] = c.Amplification
		}
		m.Rows, m.Values, m.Found = append(m.Rows, row.Attack), append(m.Values, values), append(m.Found, row.Index)
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
	result.StabilityPoint
	Column int // of the reconstructor
	Family int // points of one family differ in p only and are joined; -1: alone
	Depth  int // p, of a family
}

// Tradeoffs are the points of the reconstructors that have ended and were attacked.
func Tradeoffs(r *result.Result) []Tradeoff {
	var points []Tradeoff
	for _, p := range r.AccuracyAgainstStability() {
		column := slices.IndexFunc(r.Outputs, func(o *result.Output) bool { return o != nil && o.Name == p.Reconstructor })
		if p.CleanError > 0 && p.Worst > 0 { // the axes are logarithmic
			points = append(points, Tradeoff{StabilityPoint: p, Column: column, Family: -1})
		}
	}
	join(points, r.Recipe)
	return points
}

// join finds the families: reconstructors whose settings differ in p alone.
func join(points []Tradeoff, r recipe.Recipe) {
	families := []recipe.ReconstructorSection{}
	size := map[int]int{}
	for k := range points {
		i := points[k].Column
		if i >= len(r.Reconstructors) || !r.Reconstructors[i].Values.Has("inner") {
			continue
		}
		s := r.Reconstructors[i]
		points[k].Depth = s.Values.Int("inner")
		f := slices.IndexFunc(families, func(o recipe.ReconstructorSection) bool { return sameButDepth(s, o) })
		if f < 0 {
			f = len(families)
			families = append(families, s)
		}
		points[k].Family = f
		size[f]++
	}
	for k := range points {
		if points[k].Family >= 0 && size[points[k].Family] < 2 {
			points[k].Family = -1
		}
	}
}

func sameButDepth(a, b recipe.ReconstructorSection) bool {
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
