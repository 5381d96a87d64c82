package control

import (
	"testing"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// What was answered before under the same name stays until it is answered anew; it is not an
// answer of the run. How far a question is stands in the status, and a partial answer is one.
func TestAnswersStayUntilTheyAreFoundAnew(t *testing.T) {
	r := recipe.Recipe{Questions: []recipe.QuestionSection{
		{Name: "one", Kind: "equivariance", Values: parameter.Values{}}, {Name: "two", Kind: "depths", Values: parameter.Values{}},
	}}
	before := expectedQuestions(r, nil)
	was := &Run{}
	old := &result.Report{Name: "one", Kind: "equivariance"}
	before[0].Report, before[0].owner = old, was
	n := &run{record: &Run{}, questions: expectedQuestions(r, before)}
	c := &Controller{questions: n.questions}
	if len(c.Reports()) != 1 || c.Reports()[0] != old || len(reportsOf(ownQuestions(c.questions, n.record))) != 0 {
		t.Fatalf("%+v", c.Reports())
	}
	if c.takeQuestions(n, []questionNews{{i: 0, done: 3, all: 35}}) || c.status.Question != n.questions[0] || n.questions[0].Done != 3 {
		t.Errorf("status %+v", c.status.Question)
	}
	sofar := &result.Report{Name: "one", Kind: "equivariance", Partial: true}
	if !c.takeQuestions(n, []questionNews{{i: 0, report: sofar}}) || c.Reports()[0] != sofar || n.questions[0].Phase != Active {
		t.Errorf("%+v", n.questions[0])
	}
	c.haltQuestions()
	if n.questions[0].Phase != Halted || c.status.Question != nil || len(reportsOf(ownQuestions(c.questions, n.record))) != 1 {
		t.Errorf("halted: %+v", n.questions[0])
	}
	back := &Run{Recipe: r, State: Stopped}
	back.Keep(nil, []*result.Report{sofar}, nil)
	if len(back.Questions) != 2 || back.Reports()[0] != sofar || back.Questions[0].Phase != Halted {
		t.Errorf("restored: %+v", back.Questions)
	}
	r.Questions[0].Kind = "depths"
	if other := expectedQuestions(r, n.questions); other[0].Report != nil {
		t.Error("another kind keeps the answer")
	}
}
