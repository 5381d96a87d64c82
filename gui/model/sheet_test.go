package model

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/result"
)

func everybody(name string) (string, bool) { return name, name != "Hidden" }

// A table with a cross is square: shares in per cent, marks where the flags say so, without
// the reconstructors that are not in view, and with room for what is not there yet.
func TestASquareSheet(t *testing.T) {
	r := result.NewVisibility()
	r.AddShown(0.02, "One", 0.7, 0.1, true)
	r.AddShown(0.02, "Hidden", 0.2, 0.05, false)
	r.AddShown(0.02, "Two", 0.201, 0.05, false)
	r.AddShown(0.5, "One", 1, math.NaN(), true)
	s := NewSheet(r.Tables[0], everybody)
	want := Sheet{
		Head: []string{"contrast", "One", "Two"}, Rows: [][]string{{"0.02", "70 %", "20 %"}, {"0.5", "100 %", ""}},
		Marked: [][]bool{{false, true, false}, {false, true, false}}, Right: []bool{true, true, true},
		About: "Of the detail's contrast that is recovered: 100 % as it is, 0 % missing. Bold: the share is above half and well above chance.",
	}
	if d := cmp.Diff(want, s); d != "" {
		t.Error(d)
	}
	g, ok := NewGraph(r.Tables[0], func(name string) bool { _, seen := everybody(name); return seen })
	if !ok || len(g.Curves) != 2 || !g.Curves[0].Reconstructs || !cmp.Equal(g.Curves[0].X, []float64{0.02, 0.5}) || g.Curves[1].Beside[0] != 0.05 {
		t.Errorf("%v %+v", ok, g)
	}
	if words := g.Words(); words != "share of the contrast over contrast; dashed: chance; line: 50 %" {
		t.Errorf("words %q", words)
	}
}

// Without a cross the table is as it is, with three digits; without lines by a column its plot
// is one line, with the names of its points.
func TestAPlainSheet(t *testing.T) {
	table := result.Table{Columns: []result.Column{
		{Key: "p", Title: "p", Texts: []string{"1", "2"}},
		{Key: "x", Title: "Error", Numbers: []float64{0.12345, math.NaN()}},
		{Key: "y", Numbers: []float64{0, 1000}, Unit: "s"},
		{Key: "ok", Title: "Good", Flags: []bool{true, false}},
	}, Axes: &result.Axes{X: "x", Y: "y", Beside: "none", LogY: true}}
	s := NewSheet(table, everybody)
	want := Sheet{
		Head: []string{"p", "Error", "y, s", "Good"}, Right: []bool{false, true, true, true},
		Rows: [][]string{{"1", "0.123", "0", "yes"}, {"2", "–", "1000", "no"}},
	}
	if d := cmp.Diff(want, s); d != "" {
		t.Error(d)
	}
	g, ok := NewGraph(table, func(string) bool { return true })
	if !ok || len(g.Curves) != 1 || g.Beside != "" || !cmp.Equal(g.Curves[0].Labels, []string{"1", "2"}) || g.off() != 1 {
		t.Errorf("%v %+v", ok, g)
	}
	table.Axes.X = "absent"
	if _, ok := NewGraph(table, func(string) bool { return true }); ok {
		t.Error("a plot of a column that is not there")
	}
}
