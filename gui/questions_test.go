package gui

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/recon/question"
	"firenet/recon/result"
)

// asked is a window in which each of these kinds of question that can be asked has been answered.
func asked(t *testing.T, kinds ...string) *harness {
	t.Helper()
	h := open(t, func(o *Options) { o.Recipe.Image.Size = 16 })
	h.done()
	h.showView("Stability")
	for _, kind := range kinds {
		if h.attacks.CanAsk(kind) == "" {
			h.rerun(func() { h.attacks.Ask(kind) })
		}
	}
	return h
}

// Questions of every kind are asked, answered, shown and exported by their descriptions alone.
func TestEveryKindOfQuestionIsShown(t *testing.T) {
	h := asked(t, question.Names()...)
	reports := h.control.Reports()
	if len(reports) < 2 || len(h.control.Recipe().Questions) != len(reports)-1 || h.attacks.CanAsk("depths") == "" {
		t.Fatalf("%d reports of %+v", len(reports), h.control.Recipe().Questions)
	}
	var labels []string
	for _, i := range h.lab.Exports().ChildMenu.Items {
		labels = append(labels, i.Label)
	}
	names := map[string]bool{}
	for _, p := range h.lab.Plots() {
		names[p.Name] = p.Some
	}
	for _, r := range reports {
		if r.Partial || !strings.Contains(strings.Join(labels, "\n"), r.Title+" as CSV …") || !names[r.Title+", table"] {
			t.Errorf("%s: partial %v, exports %q, plots %v", r.Title, r.Partial, labels, names)
		}
		if len(r.Pictures) > 0 && !strings.Contains(strings.Join(labels, "\n"), "Pictures of "+r.Title) {
			t.Errorf("no export of pictures of %s", r.Title)
		}
	}
	for _, p := range h.lab.Plots() {
		var b bytes.Buffer
		if err := p.Write(&b, "svg", p.Height); p.Some && (err != nil || b.Len() < 500) {
			t.Errorf("%s: %d bytes, %v", p.Name, b.Len(), err)
		}
	}
}

// The card shows the parameters of the kind; what is set, renamed and removed there can be
// undone, and what is wrong is said at its field.
func TestTheCardOfTheQuestions(t *testing.T) {
	h := asked(t, "equivariance")
	f := h.left.question.form
	if !h.left.question.card.Visible() || f.Entry("question.shifts") == nil {
		t.Fatalf("visible %v, fields %q", h.left.question.card.Visible(), f.Keys())
	}
	h.rerun(func() { f.Entry("question.shifts").Commit("1, 0") })
	if got := h.control.Recipe().Questions[0].Values.Numbers("shifts"); len(got) != 2 {
		t.Errorf("shifts %v", got)
	}
	f.Entry("question.shifts").Commit("1, 0, 2")
	h.until("the message", func() bool { return f.Message("question.shifts") != "" })
	h.rerun(func() { f.Entry("question.shifts").Commit("1, 0") })
	h.attacks.RenameQuestion()
	h.rerun(func() { f.Entry("question.name").Commit("Still") })
	if q := h.control.Recipe().Questions; q[0].Name != "Still" || h.attacks.Question != "Still" {
		t.Errorf("%+v, %q", q, h.attacks.Question)
	}
	h.rerun(h.attacks.RemoveQuestion)
	if len(h.control.Recipe().Questions) != 0 || h.left.question.card.Visible() {
		t.Errorf("%+v is left", h.control.Recipe().Questions)
	}
	h.rerun(h.control.Undo)
	if q := h.control.Recipe().Questions; len(q) != 1 || q[0].Name != "Still" {
		t.Errorf("undone to %+v", q)
	}
}

// Answers come back with a session.
func TestReportsComeBackWithASession(t *testing.T) {
	h := asked(t, question.Names()...)
	path := filepath.Join(t.TempDir(), "asked.firenet")
	h.saveSession(path)
	h.until("the file", func() bool { _, err := os.Stat(path); return err == nil && !h.control.Modified() })
	before := h.control.Reports()
	again := open(t, nil)
	again.done()
	again.openSession(path)
	again.until("the session", func() bool { return len(again.control.Reports()) == len(before) })
	for i, r := range again.control.Reports() {
		if r.Kind != before[i].Kind || len(r.Pictures) != len(before[i].Pictures) || r.Tables[0].Rows() != before[i].Tables[0].Rows() || r.Seconds != before[i].Seconds {
			t.Errorf("%s: %+v", before[i].Name, r)
		}
	}
	if len(again.control.Result().Timings) == 0 {
		t.Error("no timings")
	}
}

// How far a question is stands in the status.
func TestTheProgressOfAQuestion(t *testing.T) {
	q := &control.Question{Done: 12, All: 35}
	q.Name, q.Kind = "Equivariance", "equivariance"
	if got := questionProgress(q); got != "**Equivariance**  **12/35**" {
		t.Errorf("status %q", got)
	}
	q.Name, q.Kind = result.Visibility, result.Visibility
	if got := questionProgress(q); got != "**Can you see it?**  **12/35**" {
		t.Errorf("status %q", got)
	}
}

// The pictures of answers can stand in a figure, in rows of their own below the others.
func TestPicturesOfAnswersStandInFigures(t *testing.T) {
	h := asked(t, question.Names()...)
	h.showView("Figure")
	rows := len(h.figure.Drawn.Rows)
	chosen := 0
	for i, c := range h.figure.PlotChecks.Objects {
		if strings.Contains(h.figure.PlotNames[i], "f(gx)") || strings.HasSuffix(h.figure.PlotNames[i], ", table") {
			c.(*form.Check).SetChecked(true)
			chosen++
		}
	}
	f := h.figure.Drawn
	if chosen < 3 || len(f.Rows) <= rows || len(f.Plots) < 2 {
		t.Fatalf("%d chosen of %q: %d rows, were %d; %d plots", chosen, h.figure.PlotNames, len(f.Rows), rows, len(f.Plots))
	}
	page, err := f.Layout(h.figure.LayoutOptions())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := page.SVG(&b); err != nil || !strings.Contains(b.String(), "quarter turn") {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}
