package control

import (
	"slices"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/study"
)

// Question is what the window knows of one question about the reconstructors: how far it is,
// and its last answer, which may still be that of an earlier run.
type Question struct {
	study.Asked
	Phase     Phase
	Done, All int // of the work; 0: not known yet
	// Report is nil before anything was answered. It is never written to: another one takes its
	// place as more becomes known.
	Report *result.Report

	owner *Run    // that Report was computed in
	cost  float64 // about how many reconstructions it takes for each reconstructor
}

// Questions are those of the run that is shown, in the order of [study.Of].
func (c *Controller) Questions() []*Question { return c.questions }

// Reports are the answers that there are in the run that is shown.
func (c *Controller) Reports() []*result.Report { return reportsOf(c.questions) }

// Reports are the answers that the run has found.
func (r *Run) Reports() []*result.Report { return reportsOf(r.Questions) }

func reportsOf(list []*Question) (there []*result.Report) {
	for _, q := range list {
		if q.Report != nil {
			there = append(there, q.Report)
		}
	}
	return there
}

// expectedQuestions are those that a recipe asks. What was answered before under the same name
// stays until it is answered anew.
func expectedQuestions(r recipe.Recipe, old []*Question) []*Question {
	var list []*Question
	for _, asked := range study.Of(r) {
		q := &Question{Asked: asked, cost: 1}
		if s, ok := study.Lookup(asked.Kind); ok && s.Reconstructions != nil {
			q.cost = max(1, s.Reconstructions(asked.Values))
		}
		if i := slices.IndexFunc(old, func(o *Question) bool { return o.Name == asked.Name && o.Kind == asked.Kind }); i >= 0 {
			q.Report, q.owner = old[i].Report, old[i].owner
		}
		list = append(list, q)
	}
	return list
}

// questionNews is what a run reports of one question.
type questionNews struct {
	i         int
	done, all int
	report    *result.Report // nil: only how far it is
}

// observeQuestions reports questions to f. Of how far one is, only the last news count.
func (f *feed) observeQuestions(o *experiment.Observer) {
	o.Asked = func(i int, _ string, done, all int) {
		f.add(all == 0, func(n *news) { n.questions = append(n.questions, questionNews{i: i, done: done, all: all}) })
	}
	o.Answered = func(i int, report *result.Report) {
		f.add(!report.Partial, func(n *news) { n.questions = append(n.questions, questionNews{i: i, report: report}) })
	}
}

// takeQuestions applies what run n has reported of its questions. It says whether there is
// another answer.
func (c *Controller) takeQuestions(n *run, list []questionNews) (answered bool) {
	for _, w := range list {
		if w.i >= len(n.questions) {
			continue
		}
		q := n.questions[w.i]
		if w.report == nil {
			q.Phase, q.Done, q.All = Active, w.done, w.all
			c.status.Question = q
			continue
		}
		q.Report, q.owner, answered = w.report, n.record, true
		if !w.report.Partial {
			q.Phase, q.Done = Finished, q.All
			c.status.Question = nil
		}
	}
	return answered
}

// haltQuestions ends those that have not.
func (c *Controller) haltQuestions() {
	c.status.Question = nil
	for _, q := range c.questions {
		if q.Phase == Active || q.Phase == Waiting {
			q.Phase = Halted
		}
	}
}

// forgetQuestions takes back answers about images of another shape, which do not stand beside
// those of d.
func (c *Controller) forgetQuestions(d *Data) {
	for _, q := range c.questions {
		if q.Report != nil && q.owner != nil && q.owner.Data != nil && q.owner.Data.Shape() != d.Shape() {
			q.Report, q.owner = nil, nil
		}
	}
}

// ownQuestions are those of a run; what was answered in an earlier one is not its own.
func ownQuestions(list []*Question, r *Run) []*Question {
	var own []*Question
	for _, q := range list {
		if q.Report != nil && q.owner != r {
			bare := *q
			bare.Report, bare.owner = nil, nil
			q = &bare
		}
		own = append(own, q)
	}
	return own
}

// questionWork is how many layers the questions of a run have computed, or all that they will.
func (c *Controller) questionWork(n *run, all bool) (sum float64) {
	layers := 0
	for _, l := range n.layers {
		layers += l
	}
	for _, q := range c.questions {
		part := 0.0
		switch {
		case all || q.Phase == Finished:
			part = 1
		case q.All > 0:
			part = float64(q.Done) / float64(q.All)
		}
		sum += part * q.cost * float64(layers)
	}
	return sum
}

// reportArrays are the pictures that answers hold on to.
func reportArrays(list []*Question, add func(*array.Complex)) (other int64) {
	for _, q := range list {
		if q.Report == nil {
			continue
		}
		for _, p := range q.Report.Pictures {
			add(p.Image)
		}
		for _, t := range q.Report.Tables {
			other += 8 * int64(t.Rows()) * int64(len(t.Columns))
		}
	}
	return other
}

// keepReports gives a run that was restored what was answered in it.
func (r *Run) keepReports(found []*result.Report) {
	for _, q := range expectedQuestions(r.planned(), nil) {
		q.Phase = Halted
		for _, report := range found {
			if report != nil && report.Name == q.Name && report.Kind == q.Kind {
				q.Report, q.owner = report, r
				if !report.Partial {
					q.Phase = Finished
				}
			}
		}
		r.Questions = append(r.Questions, q)
	}
}

// planned is the recipe with what depends on the image filled in, as far as it came to that.
func (r *Run) planned() recipe.Recipe {
	if r.Data != nil {
		return r.Data.Recipe
	}
	return r.Recipe
}
