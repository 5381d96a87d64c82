package control

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/recipe"
)

func fraction(f float64) func(recipe.Recipe) (recipe.Recipe, error) {
	return func(r recipe.Recipe) (recipe.Recipe, error) { r.Sampling.Fraction = f; return r, nil }
}

// edited makes an edit and waits for its run.
func edited(t *testing.T, c *Controller, q *queue, f float64) {
	t.Helper()
	before := c.shown
	if err := c.Edit("sampling.fraction", fraction(f)); err != nil {
		t.Fatal(err)
	}
	q.until(t, "a run", func() bool { return c.shown != before && c.Status().State == Done })
}

func numbers(c *Controller) (list []int) {
	for _, r := range c.Runs() {
		list = append(list, r.Number)
	}
	return list
}

func TestUndoAndRedoWalkThroughTheRecipes(t *testing.T) {
	c, q := start(t, &engine{})
	c.Run()
	q.state(t, c, Done)
	for _, f := range []float64{0.2, 0.3, 0.4} {
		edited(t, c, q, f)
	}
	if n := c.CanUndo(); n != "fraction m/N²" {
		t.Errorf("what can be undone is %q", n)
	}
	for _, want := range []float64{0.3, 0.2, 0.15, 0.15} { // the last one has nothing to undo
		c.Undo()
		if got := c.Recipe().Sampling.Fraction; got != want {
			t.Errorf("undone to %g, want %g", got, want)
		}
	}
	if c.CanUndo() != "" || c.CanRedo() != "fraction m/N²" {
		t.Errorf("at the beginning: undo %q, redo %q", c.CanUndo(), c.CanRedo())
	}
	c.Redo()
	c.Redo()
	if got := c.Recipe().Sampling.Fraction; got != 0.3 || c.Status().State != Done {
		t.Errorf("redone to %g, state %v; its run is in the history", got, c.Status().State)
	}
	edited(t, c, q, 0.5)
	if c.CanRedo() != "" {
		t.Error("an edit leaves something to redo")
	}
	// An edit that changes nothing, a wrong one and one that planning refuses are no steps.
	past := len(c.edits.past)
	_ = c.Edit("sampling.fraction", fraction(0.5))
	_ = c.Edit("sampling.fraction", fraction(2))
	_ = c.Edit("image.size", sized(100))
	q.until(t, "the refusal", func() bool { return c.Errors()["image.size"] != nil })
	if len(c.edits.past) != past || c.Recipe().Image.Size != 8 {
		t.Errorf("%d steps, %d before edits that change nothing", len(c.edits.past), past)
	}
}

func TestADragIsOneStepAndOneRun(t *testing.T) {
	c, q := start(t, &engine{})
	c.Run()
	q.state(t, c, Done)
	drag := func(f float64) {
		before := c.shown
		if err := c.Drag("sampling.fraction", fraction(f)); err != nil {
			t.Fatal(err)
		}
		q.until(t, "a run", func() bool { return c.shown != before && c.Status().State == Done })
	}
	for k := range 10 {
		drag(float64(20+k) / 100)
	}
	c.Settle()
	if got := numbers(c); !slices.Equal(got, []int{1, 2}) || c.shown.Recipe.Sampling.Fraction != 0.29 {
		t.Errorf("runs %v after a drag of ten values, want two with the last value", got)
	}
	drag(0.4)
	c.Settle()
	if got := numbers(c); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("runs %v after a second drag", got)
	}
	c.Undo()
	if got := c.Recipe().Sampling.Fraction; got != 0.29 {
		t.Errorf("the second drag is undone to %g", got)
	}
	c.Undo()
	if got := c.Recipe().Sampling.Fraction; got != 0.15 {
		t.Errorf("the first drag is undone to %g, want what was before it", got)
	}
}

func TestRunsAreKeptShownAgainAndUndone(t *testing.T) {
	e := &engine{begun: make(chan string, 100)}
	c, q := start(t, e)
	c.Run()
	q.state(t, c, Done)
	edited(t, c, q, 0.2)
	edited(t, c, q, 0.3)
	if got := c.Runs()[2].Changes; !slices.Equal(got, []string{"30 %"}) {
		t.Errorf("what changed is %v", got)
	}
	first := c.Runs()[0]
	computed := len(e.begun)
	c.ShowRun(1)
	if c.Shown() != first || c.Data() != first.Data || c.Recipe().Sampling.Fraction != 0.15 || c.Tracks()[1] != first.Tracks[1] {
		t.Error("the first run is not what is shown")
	}
	if c.CanUndo() != "return to run 1" {
		t.Errorf("undo is called %q", c.CanUndo())
	}
	c.StepRun(1)
	if c.Shown().Number != 2 {
		t.Errorf("] leads to run %d", c.Shown().Number)
	}
	c.StepRun(-1)
	c.StepRun(-1)
	if c.Shown().Number != 1 {
		t.Errorf("[ at the first run leads to run %d", c.Shown().Number)
	}
	c.Undo()
	c.Undo()
	c.Undo()
	if c.Recipe().Sampling.Fraction != 0.3 || c.Shown().Number != 3 {
		t.Errorf("undone to fraction %g, run %d", c.Recipe().Sampling.Fraction, c.Shown().Number)
	}
	if len(e.begun) != computed {
		t.Errorf("looking at old runs computed %d", len(e.begun)-computed)
	}
	// F5 on the same recipe computes, and takes the place of its run.
	c.Run()
	q.until(t, "a run", func() bool { return len(e.begun) > computed && c.Status().State == Done })
	if got := numbers(c); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("runs %v after running the same again", got)
	}
}

func TestSupersededRunsLeaveAndCancelledOnesStay(t *testing.T) {
	e := &engine{permit: make(chan struct{})}
	c, q := start(t, e)
	c.Run()
	q.until(t, "active", func() bool { tr := c.Track("FIRENET"); return tr != nil && tr.Phase == Active })
	e.clock.advance(hold) // before that there are no pictures
	q.layers(t, c, e, 3)
	if r := c.Runs(); len(r) != 1 || r[0].State != Running {
		t.Fatalf("runs %v while running", r)
	}
	c.Cancel()
	stopped := c.Runs()[0]
	if stopped.State != Stopped || stopped.Tracks[1].Picture == nil || stopped.Tracks[1].Layer != 3 {
		t.Errorf("the record of a cancelled run: %+v", stopped)
	}
	if err := c.Edit("sampling.fraction", fraction(0.2)); err != nil {
		t.Fatal(err)
	}
	q.layers(t, c, e, 2)
	if err := c.Edit("sampling.fraction", fraction(0.3)); err != nil {
		t.Fatal(err)
	}
	q.until(t, "the second edit", func() bool { return c.run != nil && c.run.recipe.Sampling.Fraction == 0.3 })
	if got := numbers(c); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("runs %v: the one that an edit cut short should be gone", got)
	}
	c.Cancel() // before any layer: the pictures on screen are those of run 1
	if p := c.Runs()[1].Tracks[1].Picture; p != nil {
		t.Error("a run that computed nothing keeps the picture of the one before as its own")
	}
	if c.Track("FIRENET").Picture == nil {
		t.Error("the window loses the picture")
	}
	close(e.permit)
}

func TestPinnedRunsStayAndCanBeCompared(t *testing.T) {
	c, q := start(t, &engine{layers: 2})
	c.Run()
	q.state(t, c, Done)
	if err := c.Pin(1, true); err != nil {
		t.Fatal(err)
	}
	if len(c.Compared()) != 0 {
		t.Error("the run that is shown is offered for comparison with itself")
	}
	for k := range MaxRuns + 5 {
		edited(t, c, q, 0.2+0.01*float64(k))
	}
	if n := len(c.Runs()); n != MaxRuns || c.Runs()[0].Number != 1 || c.Runs()[1].Number != 8 {
		t.Errorf("%d runs, the first %d and %d; want %d, 1 (pinned) and 8", n, c.Runs()[0].Number, c.Runs()[1].Number, MaxRuns)
	}
	names := []string{}
	for _, tr := range c.Compared() {
		names = append(names, tr.Name)
	}
	if !slices.Equal(names, []string{"Zero-filled, run 1", "FIRENET, run 1"}) {
		t.Errorf("compared %q", names)
	}
	if tr := c.Track("FIRENET, run 1"); tr == nil || tr.Output == nil || len(tr.Points) != 2 {
		t.Error("the result of the pinned run is not found by its name")
	}
	if err := c.Pin(1, false); err != nil || c.Track("FIRENET, run 1") != nil {
		t.Error("unpinned and still there")
	}
	c.ClearRuns()
	if len(c.Runs()) != 1 || c.Runs()[0] != c.Shown() {
		t.Errorf("cleared to %v", numbers(c))
	}
}

func TestTheHistoryIsBoundedInBytes(t *testing.T) {
	c, _ := start(t, &engine{})
	shared := array.NewComplex(array.Shape{H: 1, W: 8 << 20}) // 128 MiB
	for k := 1; k <= 6; k++ {
		own := array.NewComplex(shared.Shape)
		c.number = k
		c.runs = append(c.runs, &Run{Number: k, State: Done, Recipe: phantomRecipe(), Tracks: []*Track{{
			Name: "a", Picture: &Picture{Image: own, Truth: shared},
		}}})
	}
	c.runs[0].Pinned = true
	c.shown = c.runs[1]
	c.trim()
	if got := fmt.Sprint(numbers(c)); got != "[1 2 6]" {
		t.Errorf("kept %v, want the pinned, the shown and the newest: 3 x 128 MiB and the shared array", got)
	}
	for _, r := range c.runs {
		r.Pinned = true
	}
	c.runs = append(c.runs, &Run{Number: 7, State: Done, Tracks: []*Track{{Picture: &Picture{Image: array.NewComplex(shared.Shape)}}}})
	if err := c.Pin(7, true); err == nil || c.runs[3].Pinned {
		t.Error("more can be pinned than the history holds")
	}
}

func TestRestore(t *testing.T) {
	c, q := start(t, &engine{})
	c.Run()
	q.state(t, c, Done)
	edited(t, c, q, 0.2)
	runs, r := c.Runs(), c.Recipe()
	e := &engine{begun: make(chan string, 10)}
	d, _ := start(t, e)
	plain := make([]*Run, len(runs))
	for i, run := range runs { // as a session reads them
		plain[i] = &Run{Number: run.Number, Recipe: run.Recipe, Data: run.Data, Tracks: run.Tracks, State: run.State, Pinned: i == 0}
	}
	d.Restore(r, "a.toml", plain, 2)
	if d.Shown() != plain[1] || d.Status().State != Done || len(d.Compared()) != 2 || d.Path != "a.toml" || d.Modified() {
		t.Errorf("shown %v, state %v", d.Shown(), d.Status().State)
	}
	d.StepRun(-1)
	if d.Recipe().Sampling.Fraction != 0.15 || len(e.begun) != 0 {
		t.Error("a restored run is computed again")
	}
}

func TestDifferencesInWords(t *testing.T) {
	base := recipe.Default()
	change := func(f func(*recipe.Recipe)) recipe.Recipe {
		r := base.Clone()
		f(&r)
		return r
	}
	set := func(path, value string) func(*recipe.Recipe) {
		return func(r *recipe.Recipe) {
			next, err := r.Set(path, value)
			if err != nil {
				t.Fatal(err)
			}
			*r = next
		}
	}
	for want, r := range map[string]recipe.Recipe{
		"λ 0.001 / sparsity λ":                        change(set("reconstructor.FIRENET.lambda", "1e-3")),
		"λ 1e-4 / sparsity λ":                         change(set("reconstructor.FIRENET.lambda", "1e-4")),
		"p 20 / layers each p":                        change(set("reconstructor.FIRENET.inner", "20")),
		"noise 0.05 / noise ‖e‖/‖y‖":                  change(set("noise.level", "0.05")),
		"25 % / fraction m/N²":                        change(set("sampling.fraction", "0.25")),
		"walsh / operator U":                          change(set("sampling.operator", "walsh")),
		"radial / pattern Ω":                          change(set("sampling.pattern", "radial")),
		"w none / weights w":                          change(set("reconstructor.FIRENET.weights", "none")),
		"seed 3 / seed":                               change(set("seed", "3")),
		"disc / inserted detail":                      change(set("image.insert", "disc")),
		"title mine / title":                          change(set("title", "mine")),
		"history off / history":                       change(set("reconstructor.FIRENET.history", "false")),
		"Ψ db4 / wavelet Ψ":                           change(set("reconstructor.FIRENET.wavelet", "db4")),
		"without FIRENET / remove FIRENET":            change(func(r *recipe.Recipe) { r.Reconstructors = r.Reconstructors[:1] }),
		"FIRENET is deep / name of deep":              change(set("reconstructor.FIRENET.name", "deep")),
		"another order / order of the reconstructors": change(func(r *recipe.Recipe) { slices.Reverse(r.Reconstructors) }),
	} {
		list := Differences(base, r)
		if len(list) != 1 {
			t.Errorf("%d differences for %q: %v", len(list), want, list)
			continue
		}
		short, name, _ := strings.Cut(want, " / ")
		if list[0].Name != name || list[0].Short != short {
			t.Errorf("got %q, %q; want %q, %q", list[0].Short, list[0].Name, short, name)
		}
	}
	two := change(func(r *recipe.Recipe) {
		s := r.Reconstructors[1]
		s.Name, s.Values = "FIRENET 2", s.Values.Clone()
		r.Reconstructors = append(r.Reconstructors, s)
	})
	deeper := two.Clone()
	deeper.Reconstructors[2].Values["inner"] = 20
	if d := Differences(base, two); len(d) != 1 || d[0].Short != "with FIRENET 2" {
		t.Errorf("adding one: %v", d)
	}
	if d := Differences(two, deeper); len(d) != 1 || d[0].Short != "FIRENET 2 p 20" {
		t.Errorf("one of two: %v", d)
	}
	if d := Differences(base, base); len(d) != 0 {
		t.Errorf("a recipe differs from itself: %v", d)
	}
}
