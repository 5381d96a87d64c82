package main

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/result"
)

// Every answer has one form, with null for what is not known.
func TestQuestionsAsJSON(t *testing.T) {
	reports := []*result.Report{nil, {
		Name: "turned", Kind: "equivariance", Title: "Turned pictures", Notes: []string{"A note."},
		Tables: []result.Table{{Title: "Errors", Columns: []result.Column{
			{Key: "who", Texts: []string{"a", "b"}}, {Key: "error", Numbers: []float64{0.5, math.NaN()}}, {Key: "good", Flags: []bool{true, false}},
		}}, {Name: "none"}},
	}}
	b, err := json.Marshal(jsonReports(reports))
	must(t, err)
	want := `[{"name":"turned","kind":"equivariance","title":"Turned pictures","tables":[` +
		`{"title":"Errors","columns":["who","error","good"],"rows":[["a",0.5,true],["b",null,false]]},` +
		`{"name":"none","columns":[],"rows":[]}],"notes":["A note."]}]`
	if d := cmp.Diff(want, string(b)); d != "" {
		t.Error(d)
	}
}

// The question "can you see it?" is one of them, and has its own key too.
func TestRunWithAQuestion(t *testing.T) {
	a := firenet(t, attackRecipe, "run", "-", "--json", "--quiet")
	var run jsonRun
	must(t, json.Unmarshal([]byte(a.out), &run))
	if len(run.Questions) != 1 || run.Questions[0].Kind != "visibility" || len(run.Questions[0].Tables) != 1 || len(run.Visibility) != 1 {
		t.Fatalf("questions %+v, visibility %+v", run.Questions, run.Visibility)
	}
	table := run.Questions[0].Tables[0]
	want := []any{run.Visibility[0].Contrast, "Second", *run.Visibility[0].Shown[1].Share}
	if d := cmp.Diff([]string{"contrast", "reconstructor", "share", "chance", "visible"}, table.Columns); d != "" || !cmp.Equal(want, table.Rows[1][:3]) {
		t.Errorf("table %+v, want a row %v", table, want)
	}
}
