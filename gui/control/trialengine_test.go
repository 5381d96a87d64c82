package control

import (
	"math"
	"testing"

	"firenet/recon/recipe"
)

// With the engine of the program: zero-filling is an isometry, so every step of a search and
// every norm of what it found is amplified once, and r = U* e has the norm of e.
func TestTrialsOfTheEngine(t *testing.T) {
	r, err := recipe.Parse("r.toml", []byte("format = 1\nimage.size = 32\n[[reconstructor]]\nmethod = \"zero-filled\"\n"+
		"[[attack]]\nname = \"worst\"\ntarget = \"Zero-filled\"\nradius = inf\nsteps = 12\ndraws = 2\n[visibility]\ncontrasts = [0.5]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r, err = r.Complete(); err != nil {
		t.Fatal(err)
	}
	q := newQueue()
	c := New(r, Options{Engine: NewExperiments(1), Post: q.post})
	t.Cleanup(c.Close)
	c.Run()
	q.until(t, "done", func() bool { return c.Status().State == Done })
	steps := c.StepsKept("worst")
	if len(steps) < 3 || len(c.Reports()) != 1 || c.Reports()[0].Tables[0].Rows() != 1 || c.Attacks()[0].Phase != Finished {
		t.Fatalf("steps %v, reports %v, %+v", steps, c.Reports(), c.Attacks()[0])
	}
	check := func(what string, relative float64) {
		t.Helper()
		q.until(t, what, ready(c))
		out := c.Trial().Output
		if x := out.Exposed[0]; math.Abs(x.Amplification-1) > 1e-9 || x.Metrics == nil {
			t.Errorf("%s: %+v", what, x)
		}
		if math.Abs(out.Relative-relative) > 1e-9*relative {
			t.Errorf("%s: norm %v, want %v", what, out.Relative, relative)
		}
	}
	if err := c.TryStep("worst", steps[1]); err != nil {
		t.Fatal(err)
	}
	want := 0.0
	for _, s := range c.Attacks()[0].Output.Steps {
		if s.Step == steps[1] {
			want = s.Relative
		}
	}
	q.until(t, "a step", ready(c))
	if out := c.Trial().Output; math.Abs(out.Image.Norm()-out.Samples.Norm()) > 1e-9*out.Samples.Norm() {
		t.Errorf("||r|| = %v, ||e|| = %v", out.Image.Norm(), out.Samples.Norm())
	}
	if math.Abs(c.Trial().Output.Relative-want) > 1e-6*want { // snapshots are single precision
		t.Errorf("norm %v, the search saw %v", c.Trial().Output.Relative, want)
	}
	if err := c.TryNorm("worst", 0.2); err != nil {
		t.Fatal(err)
	}
	check("a norm", 0.2)
}
