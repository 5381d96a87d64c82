package control

import (
	"context"
	"math"
	"runtime"
	"testing"
	"time"
	"weak"

	"firenet/recon/array"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// Prober of the test's job: the amplification is the norm of e, told for both
// reconstructors when the test permits.
func (j *job) Prober(context.Context) (Prober, error) { return prober{j.e}, nil }

type prober struct{ e *engine }

func (p prober) Show(ctx context.Context, e *array.Complex, see func(int, *result.Exposure)) error {
	for j := range 2 {
		if p.e.permit != nil {
			select {
			case <-p.e.permit:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		see(j, &result.Exposure{Amplification: e.Norm()})
	}
	return nil
}

func (p prober) Imaged(_ context.Context, e *array.Complex) (*array.Complex, error) { return e, nil }

// found is a controller whose attack has found e = 3 at one sample of norm 6, after steps 1
// to 3 with e = 1, 2, 3.
func found(t *testing.T) (*Controller, *queue, *engine) {
	t.Helper()
	e := &engine{clock: newClock(), step: time.Second, layers: 2}
	c, q := attacked(t, e)
	q.until(t, "done", func() bool { return c.Status().State == Done })
	out := c.Attacks()[0].Output.Copy()
	mask := array.NewMask(shape)
	mask.Data[5] = true
	out.Samples = array.NewComplex(shape)
	out.Samples.Data[5] = 3
	out.Image, out.Relative = out.Samples, 0.5
	for k := 1; k <= 3; k++ {
		out.Snapshots = append(out.Snapshots, stability.Snapshot{Step: 10 * k, Samples: []complex64{complex(float32(k), 0)}})
		g := stability.Spread{Mean: 0.1 * float64(k)}
		out.Curve = append(out.Curve, stability.CurvePoint{
			Relative: 0.1 * float64(k), Samples: []complex64{complex(0, float32(k))}, GaussianAmplification: g, GaussianError: g,
		})
	}
	c.Attacks()[0].Output = out
	d := *c.data
	d.Mask, d.Samples = mask, times(out.Samples, 2)
	c.data = &d
	return c, q, e
}

func ready(c *Controller) func() bool {
	return func() bool { return c.Trial() != nil && c.Trial().Ready }
}

func TestAStepIsShownToAll(t *testing.T) {
	c, q, _ := found(t)
	before := c.Attacks()[0].Output
	if err := c.TryStep("worst", 24); err != nil {
		t.Fatal(err)
	}
	q.until(t, "a step", ready(c))
	trial := c.Trial()
	if trial.Step != 20 || trial.Factor != 1 || trial.Output.Exposed[1].Amplification != 2 || trial.Output.Samples.Data[5] != 2 {
		t.Errorf("%+v", trial)
	}
	if trial.Output.Relative != 2.0/6 || trial.Output.Image.Data[5] != 2 {
		t.Errorf("norm %v, image %v", trial.Output.Relative, trial.Output.Image.Data[5])
	}
	if steps := c.StepsKept("worst"); len(steps) != 3 || steps[2] != 30 {
		t.Errorf("steps %v", steps)
	}
	if c.Attacks()[0].Output != before || before.Exposed[1].Amplification != 3 {
		t.Error("what was found has changed")
	}
	c.CloseTrial()
	if c.Trial() != nil {
		t.Error("still there")
	}
}

// The worker that shows perturbations holds no run that is forgotten.
func TestARunOfATrialIsForgotten(t *testing.T) {
	c, q, _ := found(t)
	if err := c.TryStep("worst", 24); err != nil {
		t.Fatal(err)
	}
	q.until(t, "a step", ready(c))
	tried := weak.Make(c.shown)
	if err := c.Set("sampling.fraction", 0.2); err != nil {
		t.Fatal(err)
	}
	q.until(t, "another run", func() bool { return len(c.Runs()) == 2 && c.Status().State == Done })
	c.ClearRuns()
	q.until(t, "the run is gone", func() bool { runtime.GC(); return tried.Value() == nil })
}

func TestAnotherNormIsShownToAll(t *testing.T) {
	c, q, _ := found(t)
	if err := c.TryNorm("worst", 0.25); err != nil {
		t.Fatal(err)
	}
	q.until(t, "a norm", ready(c))
	if trial := c.Trial(); trial.Factor != 0.5 || math.Abs(trial.Output.Exposed[0].Amplification-1.5) > 1e-12 || trial.Output.Image.Data[5] != 1.5 {
		t.Errorf("%+v", trial)
	}
	for _, bad := range []float64{math.NaN(), -1, math.Inf(1)} {
		if c.TryNorm("worst", bad) == nil {
			t.Errorf("norm %v was taken", bad)
		}
	}
	if c.TryStep("nobody", 1) == nil {
		t.Error("an attack that is not there was taken")
	}
}

// A norm of the noise curve shows what was found for that norm, not what the search found
// scaled, and the target beside the Gaussian noise of that norm.
func TestANormAttackedAnewIsShownToAll(t *testing.T) {
	c, q, _ := found(t)
	if norms := c.NormsKept("worst"); len(norms) != 3 || norms[1] != 0.2 {
		t.Fatalf("norms %v", norms)
	}
	if err := c.TryPoint("worst", 2); err != nil {
		t.Fatal(err)
	}
	q.until(t, "a norm", ready(c))
	trial := c.Trial()
	if trial.Point != 2 || trial.Output.Samples.Data[5] != 2i || trial.Output.Relative != 2.0/6 {
		t.Errorf("%+v", trial)
	}
	target := trial.Output.Target
	if g := trial.Output.Exposed[target].Gaussian; g == nil || g.Amplification.Mean != 0.2 || trial.Output.Exposed[1-target].Gaussian != nil {
		t.Errorf("Gaussian noise %+v", g)
	}
	for _, bad := range []int{0, 4} {
		if c.TryPoint("worst", bad) == nil {
			t.Errorf("point %d was taken", bad)
		}
	}
	out := c.Attacks()[0].Output.Copy()
	out.Curve[1].Samples = nil
	c.Attacks()[0].Output = out
	if c.NormsKept("worst") != nil || c.TryPoint("worst", 1) == nil {
		t.Error("a curve of which not all is kept is played")
	}
}

// A newer request ends the one before, of which nothing arrives any more; a run ends both.
func TestTheNewestTrialWins(t *testing.T) {
	c, q, e := found(t)
	e.permit = make(chan struct{}, 16)
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(c.TryStep("worst", 10))
	e.permit <- struct{}{}
	must(c.TryStep("worst", 30))
	e.permit <- struct{}{}
	e.permit <- struct{}{}
	e.permit <- struct{}{}
	q.until(t, "the newest", ready(c))
	if trial := c.Trial(); trial.Step != 30 || trial.Output.Exposed[0].Amplification != 3 {
		t.Errorf("%+v", trial)
	}
	must(c.TryStep("worst", 10))
	c.Run()
	q.until(t, "another run", func() bool { return c.Status().State == Running })
	if c.Trial() != nil {
		t.Error("the trial outlives the run that it belongs to")
	}
}

// What a cancelled search had found is shown to all reconstructors.
func TestWhatACancelledSearchFoundIsShown(t *testing.T) {
	e := &engine{clock: newClock(), step: time.Second, layers: 2, permit: make(chan struct{}, 8)}
	c, q := attacked(t, e)
	for range 4 { // two layers, two steps
		e.permit <- struct{}{}
	}
	q.until(t, "two steps", func() bool { return len(c.Attacks()) == 1 && c.Attacks()[0].Done == 2 })
	c.Cancel()
	q.until(t, "what it had found", func() bool { return c.Attacks()[0].Output != nil })
	e.permit <- struct{}{}
	e.permit <- struct{}{}
	q.until(t, "shown", func() bool { o := c.Attacks()[0].Output; return o.Exposed[0] != nil && o.Exposed[1] != nil })
	if c.Runs()[0].Attacks[0].Output.Exposed[1] == nil {
		t.Error("the run does not keep it")
	}
}
