package control

import (
	"testing"
	"time"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// attacking is the recipe with one attack on FIRENET.
func attacking() recipe.Recipe {
	r := phantomRecipe()
	r.Attacks = []recipe.AttackSection{{
		Name: "worst", Values: parameter.Values{"target": "FIRENET", "steps": 3, "restarts": 1},
	}}
	return r
}

func attacked(t *testing.T, e *engine) (*Controller, *queue) {
	t.Helper()
	q := newQueue()
	c := New(attacking(), Options{Engine: e, Post: q.post, Now: e.clock.Now})
	t.Cleanup(c.Close)
	c.Run()
	return c, q
}

func TestAnAttackIsFollowedAndFound(t *testing.T) {
	c, q := attacked(t, &engine{clock: newClock(), step: time.Second, layers: 2})
	q.until(t, "done", func() bool { return c.Status().State == Done })
	list := c.Attacks()
	if len(list) != 1 || list[0].Name != "worst" || list[0].Target != "FIRENET" || list[0].Phase != Finished || len(list[0].Steps) != 3 {
		t.Fatalf("attacks %+v", list)
	}
	o := list[0].Output
	if o == nil || o.Exposed[1] == nil || o.Exposed[1].Amplification != 3 || len(o.Steps) != 3 {
		t.Fatalf("output %+v", o)
	}
	if r := c.Result(); len(r.Attacks) != 1 || r.Attacks[0] != o || len(r.Outputs) != 2 || r.Outputs[1].Name != "FIRENET" {
		t.Errorf("result %+v", r)
	}
	if got := c.Runs()[0].Attacks; len(got) != 1 || got[0].Output != o {
		t.Errorf("the run keeps %+v", got)
	}
}

// The perturbation that a cancelled search had found by then is kept, with its steps.
func TestACancelledAttackKeepsWhatItHasFound(t *testing.T) {
	e := &engine{clock: newClock(), step: time.Second, layers: 2, permit: make(chan struct{}, 8)}
	c, q := attacked(t, e)
	for range 4 { // two layers, two steps
		e.permit <- struct{}{}
	}
	q.until(t, "two steps", func() bool { return len(c.Attacks()) == 1 && c.Attacks()[0].Done == 2 })
	st := c.Status()
	if st.Attack != c.Attacks()[0] || !(st.Fraction > 0.5 && st.Fraction < 1) {
		t.Errorf("status %+v", st)
	}
	// Each step is 4 * 2 layers of work and took a second.
	if st.Left < 500*time.Millisecond || st.Left > 2*time.Second {
		t.Errorf("%v left after two of three steps of a second each", st.Left)
	}
	c.Cancel()
	if c.Status().State != Stopped || c.Attacks()[0].Phase != Halted || c.Status().Attack != nil {
		t.Errorf("after the cancel: %v, %+v", c.Status().State, c.Attacks()[0])
	}
	q.until(t, "what it had found", func() bool { return c.Attacks()[0].Output != nil })
	if n := len(c.Attacks()[0].Output.Steps); n != 2 {
		t.Errorf("%d steps are kept", n)
	}
	if c.Runs()[0].Attacks[0].Output == nil {
		t.Error("the run does not keep it")
	}
}

// What was found stays while the same attack is made anew, and is not counted as that of
// the later run.
func TestAFoundPerturbationStaysUntilTheNext(t *testing.T) {
	e := &engine{clock: newClock(), step: time.Second, layers: 2, permit: make(chan struct{}, 16)}
	c, q := attacked(t, e)
	for range 5 {
		e.permit <- struct{}{}
	}
	q.until(t, "done", func() bool { return c.Status().State == Done })
	first := c.Attacks()[0].Output
	if err := c.Set("sampling.fraction", 0.2); err != nil {
		t.Fatal(err)
	}
	q.until(t, "another run", func() bool { return len(c.Runs()) == 2 })
	if a := c.Attacks()[0]; a.Output != first || a.Phase != Waiting {
		t.Errorf("while the next run goes on: %+v", a)
	}
	c.Cancel()
	if got := c.Runs()[1].Attacks[0].Output; got != nil {
		t.Error("the cancelled run has what the one before had found")
	}
	c.ShowRun(1)
	if c.Attacks()[0].Output != first {
		t.Error("the first run has lost its perturbation")
	}
}

// Target "all" stands for each reconstructor; what never began goes at the end.
func TestTargetAll(t *testing.T) {
	r := attacking()
	r.Attacks[0].Values["target"] = "all"
	list := expected(r, nil)
	if len(list) != 2 || list[0].Name != "worst Zero-filled" || list[1].Target != "FIRENET" || list[1].All != 3 {
		t.Errorf("attacks %+v", list)
	}
}

func TestDifferencesOfAttacks(t *testing.T) {
	plain, one := phantomRecipe(), attacking()
	set := func(path, value string) recipe.Recipe {
		r, err := one.Set(path, value)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, c := range []struct {
		before, after recipe.Recipe
		want          string
	}{
		{plain, one, "with attack worst / add attack worst"},
		{one, plain, "without attack worst / remove attack worst"},
		{one, set("attack.worst.name", "other"), "worst is other / name of the attack other"},
		{one, set("attack.worst.steps", "7"), "steps 7 / steps"},
		{one, set("attack.worst.kind", "pgd"), "pgd / kind"},
		{one, set("attack.worst.momentum", "0.5"), "γ 0.5 / momentum γ"},
	} {
		list := Differences(c.before, c.after)
		if len(list) != 1 || list[0].Short+" / "+list[0].Name != c.want {
			t.Errorf("%v, want %s", list, c.want)
		}
	}
}

// A run that comes back from a session has its attacks, which can be looked at step by step.
func TestRestoredAttacks(t *testing.T) {
	c, _, e := found(t)
	r := c.Runs()[0]
	list := r.Found()
	if len(list) != 1 || list[0] != c.Attacks()[0].Output {
		t.Fatalf("found %+v", list)
	}
	back := &Run{Number: 1, Recipe: r.Recipe, Data: c.Data(), Tracks: r.Tracks, State: Done}
	back.Recipe.Visibility.Contrasts = []float64{0.5}
	back.Data = &Data{Recipe: back.Recipe, Mask: c.Data().Mask, Truth: c.Data().Truth, Samples: c.Data().Samples}
	back.Keep(list, []*result.Report{result.NewVisibility()}, []result.Timing{{Part: "mask"}})
	q2 := newQueue()
	again := New(phantomRecipe(), Options{Engine: e, Post: q2.post, Now: e.clock.Now})
	t.Cleanup(again.Close)
	again.Restore(r.Recipe, "", []*Run{back}, 1)
	if a := again.Attacks(); len(a) != 1 || a[0].Output != list[0] || a[0].Phase != Finished || len(again.Reports()) != 1 || len(again.Result().Timings) != 1 {
		t.Fatalf("attacks %+v", a)
	}
	if err := again.TryStep("worst", 10); err != nil {
		t.Fatal(err)
	}
	q2.until(t, "a step", ready(again))
}
