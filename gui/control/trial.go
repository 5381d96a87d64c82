package control

import (
	"context"
	"errors"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/measure"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// Trial is a perturbation that is shown to all reconstructors because somebody asked: a
// step of a search that has ended, what it found at another norm, or what was found when
// another norm was attacked anew.
type Trial struct {
	Attack string  // its name
	Step   int     // of the restart that was kept; 0: what was found, times Factor
	Factor float64 // 1 for a step
	Point  int     // of the noise curve, from 1, in place of Step and Factor; 0: none
	// Output is that of the attack with this perturbation in place of the one that was found.
	// Exposed are nil until they are computed, and hold no Gaussian noise. It is never written
	// to: another one takes its place.
	Output *result.AttackOutput
	Ready  bool
	Err    error
}

// Prober shows perturbations of the samples to the reconstructors of a job, one after
// another.
type Prober interface {
	// Show tells see each reconstructor under the perturbation e, in the recipe's order.
	Show(ctx context.Context, e *array.Complex, see func(reconstructor int, x *result.Exposure)) error
	// Imaged is U* e, the smallest perturbation of the image that is measured as e.
	Imaged(ctx context.Context, e *array.Complex) (*array.Complex, error)
}

// Probing is a job with such a prober.
type Probing interface {
	Prober(ctx context.Context) (Prober, error)
}

// probe is one perturbation on its way through the worker. seen and ended are called on the
// window's goroutine, unless there is a newer one by then.
type probe struct {
	number int
	ctx    context.Context
	run    *Run
	e      *array.Complex
	imaged bool
	seen   func(reconstructor int, x *result.Exposure)
	image  func(r *array.Complex)
	ended  func(error)
}

// errNoTrial says why there is nothing to show.
var errNoTrial = errors.New("there is no perturbation to show: run an attack first")

// Trial is what is shown on demand, nil for nothing.
func (c *Controller) Trial() *Trial { return c.trial }

// TryStep shows the step of an attack's search that is nearest to the one asked for, of
// those that were kept ([Controller.StepsKept]).
func (c *Controller) TryStep(attack string, step int) error {
	a := c.attackOf(attack)
	if a == nil || len(a.Output.Snapshots) == 0 || c.data == nil {
		return errNoTrial
	}
	best := a.Output.Snapshots[0]
	for _, s := range a.Output.Snapshots {
		if abs(s.Step-step) < abs(best.Step-step) {
			best = s
		}
	}
	if t := c.trial; t != nil && t.Attack == attack && t.Factor == 1 && t.Step == best.Step {
		return nil
	}
	t := &Trial{Attack: attack, Step: best.Step, Factor: 1}
	c.try(t, a.Output, best.Unpack(measure.Model{Mask: c.data.Mask}), a.Output.Image != nil)
	return nil
}

// StepsKept are the steps of an attack's search that can be shown.
func (c *Controller) StepsKept(attack string) (steps []int) {
	if a := c.attackOf(attack); a != nil {
		for _, s := range a.Output.Snapshots {
			steps = append(steps, s.Step)
		}
	}
	return steps
}

// TryNorm shows what an attack has found at another norm ||e|| / ||y||.
func (c *Controller) TryNorm(attack string, relative float64) error {
	a := c.attackOf(attack)
	if a == nil || !(a.Output.Relative > 0) || !(relative >= 0) || math.IsInf(relative, 1) {
		return errNoTrial
	}
	factor := relative / a.Output.Relative
	if t := c.trial; t != nil && t.Attack == attack && t.Step == 0 && t.Point == 0 && t.Factor == factor {
		return nil
	}
	t := &Trial{Attack: attack, Factor: factor}
	c.try(t, a.Output, times(a.Output.Samples, factor), false)
	if a.Output.Image != nil {
		t.Output.Image = times(a.Output.Image, factor)
		t.Output.RelativeImage *= factor
	}
	return nil
}

// NormsKept are the norms of an attack's noise curve, of which each was attacked anew and can
// be shown.
func (c *Controller) NormsKept(attack string) (norms []float64) {
	a := c.attackOf(attack)
	if a == nil || slices.ContainsFunc(a.Output.Curve, func(p stability.CurvePoint) bool { return p.Samples == nil }) {
		return nil
	}
	for _, p := range a.Output.Curve {
		norms = append(norms, p.Relative)
	}
	return norms
}

// TryPoint shows what was found at a norm of the noise curve, counted from 1.
func (c *Controller) TryPoint(attack string, point int) error {
	if point < 1 || point > len(c.NormsKept(attack)) || c.data == nil {
		return errNoTrial
	}
	if t := c.trial; t != nil && t.Attack == attack && t.Point == point {
		return nil
	}
	a := c.attackOf(attack)
	e := stability.Snapshot{Samples: a.Output.Curve[point-1].Samples}.Unpack(measure.Model{Mask: c.data.Mask})
	c.try(&Trial{Attack: attack, Point: point}, a.Output, e, a.Output.Image != nil)
	return nil
}

// besideNoise is an exposure of the target at a point of the noise curve, with the Gaussian
// noise of that norm. Its pictures are not kept.
func besideNoise(x *result.Exposure, p stability.CurvePoint, draws int) *result.Exposure {
	if math.IsNaN(p.GaussianAmplification.Mean) {
		return x
	}
	nothing := math.NaN()
	shown := *x
	shown.Gaussian = &result.Gaussian{
		Draws: draws, RelativeL2: p.GaussianError, Amplification: p.GaussianAmplification,
		SSIM: stability.Spread{Mean: nothing, Low: nothing, High: nothing},
	}
	return &shown
}

// CloseTrial goes back to what was found.
func (c *Controller) CloseTrial() {
	c.endProbe()
	if c.trial != nil {
		c.trial = nil
		c.changed(AttacksChanged)
	}
}

// attackOf is an attack of the run that is shown that has found something.
func (c *Controller) attackOf(name string) *Attack {
	i := slices.IndexFunc(c.attacks, func(a *Attack) bool { return a.Name == name })
	if i < 0 || c.shown == nil || c.attacks[i].Output == nil || c.attacks[i].Output.Samples == nil || c.attacks[i].owner != c.shown {
		return nil
	}
	return c.attacks[i]
}

// try shows e in place of what was found.
func (c *Controller) try(t *Trial, found *result.AttackOutput, e *array.Complex, imaged bool) {
	out := found.Copy()
	out.Samples, out.Relative = e, e.Norm()/c.data.Samples.Norm()
	out.Exposed = make([]*result.Exposure, len(found.Exposed))
	t.Output = out
	draws := c.attackOf(t.Attack).draws
	c.trial = t
	change := func(edit func(*result.AttackOutput)) {
		out := t.Output.Copy()
		edit(out)
		t.Output = out
		c.changed(AttacksChanged)
	}
	c.probe(probe{
		run: c.shown, e: e, imaged: imaged,
		seen: func(j int, x *result.Exposure) {
			if t.Point > 0 && j == found.Target {
				x = besideNoise(x, found.Curve[t.Point-1], draws)
			}
			change(func(o *result.AttackOutput) { o.Exposed[j] = x })
		},
		image: func(r *array.Complex) {
			change(func(o *result.AttackOutput) {
				o.Image = r
				if truth := c.data.Truth; truth != nil {
					o.RelativeImage = r.Norm() / truth.Norm()
				}
			})
		},
		ended: func(err error) {
			t.Ready, t.Err = err == nil, err
			c.changed(AttacksChanged)
		},
	})
	c.changed(AttacksChanged)
}

// showLate shows what a cancelled run has found to all reconstructors.
func (c *Controller) showLate(r *Run) {
	i := slices.IndexFunc(c.attacks, func(a *Attack) bool {
		return a.owner == r && a.Output != nil && a.Output.Samples != nil && slices.Contains(a.Output.Exposed, nil)
	})
	if i < 0 || c.shown != r {
		return
	}
	a := c.attacks[i]
	c.probe(probe{
		run: r, e: a.Output.Samples, ended: func(error) {},
		seen: func(j int, x *result.Exposure) {
			out := a.Output.Copy()
			out.Exposed[j] = x
			a.Output = out
			c.changed(AttacksChanged)
		},
	})
}

// probe hands a perturbation to the worker and ends the one before.
func (c *Controller) probe(p probe) {
	c.endProbe()
	ctx, cancel := context.WithCancel(c.root)
	c.probeEnd = cancel
	p.ctx, p.number = ctx, c.probes
	c.prober.put(p)
}

// endProbe ends what the worker has under way: nothing of it is taken any more.
func (c *Controller) endProbe() {
	c.probes++
	if c.probeEnd != nil {
		c.probeEnd()
	}
}

// forgetProber lets the worker forget the run that it last showed something for.
func (c *Controller) forgetProber() { c.prober.put(probe{}) }

// probeAll is the worker's goroutine. It keeps the prober of the last run.
func (c *Controller) probeAll() {
	defer c.workers.Done()
	var of *Run
	var with Prober
	for {
		p, ok := c.prober.take()
		if !ok {
			return
		}
		if of != p.run {
			of, with = nil, nil
		}
		if p.run == nil {
			continue
		}
		err := func() (err error) {
			defer experiment.Caught(&err)
			if with == nil {
				if with, err = c.proberOf(p.ctx, p.run); err != nil {
					return err
				}
				of = p.run
			}
			return c.show(p, with)
		}()
		if p.ctx.Err() == nil {
			c.deliver(p, func() { p.ended(err) })
		}
	}
}

func (c *Controller) proberOf(ctx context.Context, r *Run) (Prober, error) {
	job, err := c.engine.Plan(ctx, r.Recipe)
	if err != nil {
		return nil, err
	}
	if j, ok := job.(Probing); ok {
		return j.Prober(ctx)
	}
	return nil, errNoTrial
}

func (c *Controller) show(p probe, with Prober) error {
	if p.imaged {
		r, err := with.Imaged(p.ctx, p.e)
		if err != nil {
			return err
		}
		c.deliver(p, func() { p.image(r) })
	}
	return with.Show(p.ctx, p.e, func(j int, x *result.Exposure) {
		c.deliver(p, func() { p.seen(j, x) })
	})
}

// deliver calls f on the window's goroutine, unless there is a newer perturbation by then.
func (c *Controller) deliver(p probe, f func()) {
	c.post(func() {
		if !c.closed && p.number == c.probes {
			f()
		}
	})
}

// times is t a.
func times(a *array.Complex, t float64) *array.Complex {
	b := a.Clone()
	for i := range b.Data {
		b.Data[i] *= complex(t, 0)
	}
	return b
}
