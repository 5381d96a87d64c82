package control

import (
	"slices"
	"time"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// Attack is what the window knows of one attack on one reconstructor: where its search is,
// and what it has found last, which may still be that of an earlier run.
type Attack struct {
	Name     string // of its output: the section's; with target "all" followed by the target's
	Section  string // of the recipe
	Target   string // name of the reconstructor
	Phase    Phase
	Restarts int
	Done     int // steps of all restarts
	All      int // what it will do at most; 0: not known yet
	Steps    []stability.Step
	// Work says what it does besides its search: shown to others, Gaussian noise, a curve.
	Work              string
	WorkDone, WorkAll int

	// Output is nil before the first perturbation was found. It is never written to: another
	// one takes its place as more becomes known.
	Output *result.AttackOutput

	owner *Run // that Output was computed in
	norms int  // of a noise curve, each of which is a search of its own
	draws int  // of Gaussian noise for each reconstructor
}

// Attacks are those of the run that is shown, in the recipe's order.
func (c *Controller) Attacks() []*Attack { return c.attacks }

// Result is what the run that is shown has computed so far; nil before there is anything.
func (c *Controller) Result() *result.Result {
	d := c.data
	if d == nil {
		return nil
	}
	r := &result.Result{
		Recipe: d.Recipe, Truth: d.Truth, Mask: d.Mask, Samples: d.Samples, ZeroFilled: d.ZeroFilled, Timings: c.timings,
	}
	for _, t := range c.tracks {
		r.Outputs = append(r.Outputs, t.Output)
	}
	for _, a := range c.attacks {
		r.Attacks = append(r.Attacks, a.Output)
	}
	for _, q := range c.questions {
		r.Reports = append(r.Reports, q.Report)
	}
	return r
}

// expected are the attacks that a recipe asks for. What was found before under the same
// name stays until it is found anew.
func expected(r recipe.Recipe, old []*Attack) []*Attack {
	var list []*Attack
	add := func(name, target string, s recipe.AttackSection) {
		a := &Attack{Name: name, Section: s.Name, Target: target, Restarts: max(1, s.Values.Int("restarts"))}
		a.All, a.norms = a.Restarts*s.Values.Int("steps"), len(s.Values.Numbers("norms"))
		if s.Values.Bool("reference") {
			a.draws = s.Values.Int("draws")
		}
		if i := slices.IndexFunc(old, func(o *Attack) bool { return o.Name == name && o.Target == target }); i >= 0 {
			a.Output, a.owner = old[i].Output, old[i].owner
		}
		list = append(list, a)
	}
	for _, s := range r.Attacks {
		for _, i := range r.Targets(s) {
			add(r.OutputOf(s, i), r.Reconstructors[i].Name, s)
		}
	}
	return list
}

// attackNews is what a run reports of one attack.
type attackNews struct {
	i       int
	at      time.Time
	name    string // of one that begins
	all     int
	done    int
	work    string
	of      int // of the work
	steps   []stability.Step
	out     *result.AttackOutput
	started bool
	ended   bool
}

// observeAttacks reports attacks to f.
func (f *feed) observeAttacks(o *experiment.Observer) {
	report := func(urgent bool, a attackNews) {
		a.at = f.now()
		f.add(urgent, func(n *news) { n.attacks = append(n.attacks, a) })
	}
	o.AttackStarted = func(i int, name string, steps int) {
		report(true, attackNews{i: i, name: name, all: steps, started: true})
	}
	o.AttackStep = func(i, done int, step stability.Step) {
		report(false, attackNews{i: i, done: done, steps: []stability.Step{step}})
	}
	o.AttackWork = func(i int, what string, done, all int) {
		report(false, attackNews{i: i, work: what, done: done, of: all})
	}
	o.AttackFound = func(i int, out *result.AttackOutput) { report(true, attackNews{i: i, out: out.Copy()}) }
	o.AttackFinished = func(i int, out *result.AttackOutput) {
		report(true, attackNews{i: i, out: out.Copy(), ended: true})
	}
}

// takeAttacks applies what run n has reported of its attacks.
func (c *Controller) takeAttacks(n *run, list []attackNews) {
	for _, w := range list {
		a := n.attacks[w.i]
		switch {
		case w.started:
			a = c.startAttack(n, w, w.name)
			a.begin(w.all)
		case a == nil && w.out != nil: // kept from an earlier run
			a = c.startAttack(n, w, w.out.Name)
		}
		if a == nil {
			continue
		}
		if a.Work, a.WorkDone, a.WorkAll = w.work, 0, w.of; w.work != "" {
			a.WorkDone = w.done
		} else {
			a.Done = max(a.Done, w.done)
		}
		a.Steps = append(a.Steps, w.steps...)
		if w.out != nil {
			a.Output, a.owner = w.out, n.record
		}
		if w.ended {
			a.Phase = Finished
			c.status.Attack = nil
		}
	}
}

// startAttack notes that an attack has begun.
func (c *Controller) startAttack(n *run, w attackNews, name string) *Attack {
	k := slices.IndexFunc(c.attacks, func(a *Attack) bool { return a.Name == name })
	if k < 0 {
		return nil
	}
	a := c.attacks[k]
	n.attacks[w.i], c.status.Attack = a, a
	if n.fromTime.IsZero() {
		n.fromTime, n.from = w.at, c.work(n, false)
	}
	return a
}

// begin begins a search of so many steps.
func (a *Attack) begin(steps int) {
	if a != nil {
		a.Phase, a.All, a.Done, a.Steps = Active, steps, 0, nil
	}
}

// gradientCost is about how many layers a step of a search costs for each layer of its
// target: it goes forwards and back.
const gradientCost = 4

// work is how many layers a run with attacks has computed, or all that it will.
func (c *Controller) work(n *run, all bool) float64 {
	sum := 0
	for i, t := range c.tracks {
		if all || t.Phase == Finished {
			sum += n.layers[i]
		} else {
			sum += t.Layer
		}
	}
	for _, a := range c.attacks {
		searches := max(a.All, a.Done)
		done := a.Done
		switch {
		case all || a.Phase == Finished:
			done = searches * (1 + a.norms)
		case a.Output != nil && a.owner == n.record:
			done = searches * (1 + len(a.Output.Curve))
		}
		_, i := c.trackAt(a.Target)
		sum += gradientCost*done*n.layers[i] + a.shown(n, all)
	}
	return float64(sum) + c.questionWork(n, all)
}

// shown is how many layers the reconstructors have computed under what an attack has found,
// and under Gaussian noise of its norm, or all that they will.
func (a *Attack) shown(n *run, all bool) int {
	sum := 0
	for j, layers := range n.layers {
		if all || a.Phase == Finished {
			sum += (1 + a.draws) * layers
			continue
		}
		if a.Output == nil || a.owner != n.record || j >= len(a.Output.Exposed) || a.Output.Exposed[j] == nil {
			continue
		}
		sum += layers
		if a.Output.Exposed[j].Gaussian != nil {
			sum += a.draws * layers
		}
	}
	return sum
}

// measureAttacks computes the fraction done and the time left of a run with attacks or questions.
func (c *Controller) measureAttacks(n *run) {
	done, all := c.work(n, false), c.work(n, true)
	if all == 0 {
		return
	}
	c.status.Fraction, c.status.Left = done/all, -1
	if since := c.now().Sub(n.fromTime); !n.fromTime.IsZero() && done > n.from {
		c.status.Left = time.Duration(float64(since) / (done - n.from) * (all - done))
	}
}

// haltAttacks ends those that have not. Of target "all" those that never were begun,
// because their target has no derivative, go.
func (c *Controller) haltAttacks(done bool) {
	c.status.Attack = nil
	c.attacks = slices.DeleteFunc(slices.Clone(c.attacks), func(a *Attack) bool { return done && a.Phase == Waiting })
	for _, a := range c.attacks {
		if a.Phase == Active || a.Phase == Waiting {
			a.Phase = Halted
		}
	}
}

// ownAttacks are those of a run; what was found in an earlier one is not its own.
func ownAttacks(list []*Attack, r *Run) []*Attack {
	var own []*Attack
	for _, a := range list {
		if a.Output != nil && a.owner != r {
			bare := *a
			bare.Output, bare.owner = nil, nil
			a = &bare
		}
		own = append(own, a)
	}
	return own
}

// takeLate takes what a run that was cancelled has found by then.
func (c *Controller) takeLate(n *run) {
	w := n.feed.take()
	changed := false
	for _, news := range w.attacks {
		a := n.attacks[news.i]
		if a == nil || news.out == nil {
			continue
		}
		a.Output, a.owner = news.out, n.record
		a.Steps = append(a.Steps, news.steps...)
		changed = true
	}
	if w.end != nil {
		c.late = nil
	}
	if c.takeQuestions(n, w.questions) {
		n.record.Questions = ownQuestions(n.questions, n.record)
		changed = true
	}
	c.haltQuestions()
	if changed {
		n.record.Attacks = ownAttacks(c.attacks, n.record)
		c.changed(AttacksChanged)
		c.showLate(n.record)
	}
}

// arraysOf are the arrays that attacks hold on to.
func arraysOf(list []*Attack, add func(*array.Complex)) (other int64) {
	for _, a := range list {
		other += 80 * int64(len(a.Steps))
		o := a.Output
		if o == nil {
			continue
		}
		for _, x := range o.Arrays() {
			add(x)
		}
		other += o.PackedBytes()
	}
	return other
}

// Found are the results of the run's attacks that there are.
func (r *Run) Found() (list []*result.AttackOutput) {
	for _, a := range r.Attacks {
		if a.Output != nil && a.Output.Samples != nil && r.Data != nil && len(a.Output.Exposed) == len(r.Tracks) {
			list = append(list, a.Output)
		}
	}
	return list
}

// Keep gives a run that was restored what its attacks had found and its questions answered.
func (r *Run) Keep(found []*result.AttackOutput, reports []*result.Report, timings []result.Timing) {
	r.Timings = timings
	r.keepReports(reports)
	for _, a := range expected(r.planned(), nil) {
		a.Phase = Halted
		for _, out := range found {
			if out.Name == a.Name {
				a.Output, a.owner, a.Phase = out, r, Finished
				a.Steps, a.Done = out.Steps, len(out.Steps)
				if out.Partial {
					a.Phase = Halted
				}
			}
		}
		if a.Output != nil || r.State != Done {
			r.Attacks = append(r.Attacks, a)
		}
	}
}
