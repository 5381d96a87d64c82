package experiment

import (
	"errors"
	"fmt"
	"math"
	"time"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// attackRun is one attack under way.
type attackRun struct {
	*run
	plannedAttack
	index  int
	out    *result.AttackOutput
	target *stability.Target // made when it is first needed
}

// attack finds a perturbation, shows it to every reconstructor, and holds it against
// chance.
func (r *run) attack(i int) error {
	a := &attackRun{run: r, plannedAttack: r.attacks[i], index: i}
	watch := r.options.Observer
	if watch.AttackStarted != nil {
		watch.AttackStarted(i, a.name, a.steps())
	}
	defer a.close()
	begin := time.Now()
	for _, part := range []func() error{a.find, a.expose, a.compare, a.largestSingular, a.curve} {
		if err := part(); err != nil {
			return err
		}
	}
	r.time(a.name, begin)
	r.result.Attacks[i] = a.out
	if watch.AttackFinished != nil {
		watch.AttackFinished(i, a.out)
	}
	return nil
}

// tell shows what is there of the attack so far. The observer gets a copy, since the run
// goes on writing.
func (a *attackRun) tell() {
	if found := a.options.Observer.AttackFound; found != nil {
		found(a.index, a.out.Copy())
	}
}

func (a *attackRun) working(what string, done, all int) {
	if work := a.options.Observer.AttackWork; work != nil {
		work(a.index, what, done, all)
	}
}

// on is the target of the search: its linearisation at the samples.
func (a *attackRun) on() (stability.Target, error) {
	if a.target == nil {
		f, err := a.linearise(a.ctx, a.plannedAttack.target)
		if err != nil {
			return stability.Target{}, err
		}
		t := a.targetOf(a.plannedAttack.target, f)
		t.Stream = fmt.Sprintf("attack %s %d", a.section.Name, a.section.Values.Int("attempt"))
		a.target = &t
	}
	return *a.target, nil
}

func (a *attackRun) close() {
	if a.target != nil {
		a.target.Map.Close()
	}
}

// find searches, or takes what an earlier run has found. What a cancelled search has found
// is shown, so that it is not lost.
func (a *attackRun) find() error {
	base, err := remember(a.cache, "attack "+a.name, a.key, a.search)
	if base != nil {
		a.out = base.Copy()
		a.tell()
	}
	return err
}

func (a *attackRun) search() (*result.AttackOutput, error) {
	begin := time.Now()
	t, err := a.on()
	if err != nil {
		return nil, err
	}
	done := 0
	found, err := stability.Search(a.ctx, t, a.settings, func(s stability.Step) {
		if s.Step > 0 {
			done++
		}
		if step := a.options.Observer.AttackStep; step != nil {
			step(a.index, done, s)
		}
	})
	var wrong *parameter.Error
	if errors.As(err, &wrong) { // what could not be said before the samples were there
		err = a.recipe.At("attack."+a.section.Name, err)
	}
	if found.Samples == nil {
		return nil, err
	}
	out := &result.AttackOutput{
		Name: a.name, Target: a.plannedAttack.target, Kind: a.settings.Kind, Domain: a.settings.Domain, Found: found,
		Relative: found.Samples.Norm() / a.samplesNorm, RelativeImage: math.NaN(),
		Exposed: make([]*result.Exposure, len(a.planned)), Partial: err != nil, Seconds: time.Since(begin).Seconds(),
	}
	if found.Image != nil && a.truth != nil {
		out.RelativeImage = found.Image.Norm() / a.truthNorm
	}
	return out, err
}

// expose shows the perturbation to every reconstructor.
func (a *attackRun) expose() error {
	return a.showAll("exposure", "shown", a.key, a.out.Samples, a.out.Exposed)
}

// showAll shows e to every reconstructor. step and key name what is remembered, what is
// said as it goes.
func (a *attackRun) showAll(step, what, key string, e *array.Complex, exposed []*result.Exposure) error {
	samples := plus(a.result.Samples, e, 1)
	for j, entry := range a.planned {
		a.working(what+" to "+entry.section.Name, j, len(a.planned))
		x, err := remember(a.cache, step+" of "+entry.section.Name+" to "+a.name, key+"|"+entry.key, func() (*result.Exposure, error) {
			image, err := a.at(a.ctx, j, samples)
			if err != nil {
				return nil, err
			}
			return a.exposure(j, image, e.Norm())
		})
		if err != nil {
			return err
		}
		shown := *x
		exposed[j] = &shown
		a.tell()
	}
	return nil
}

// exposure measures a perturbed reconstruction.
func (r *run) exposure(j int, image *array.Complex, norm float64) (*result.Exposure, error) {
	x := &result.Exposure{Image: image}
	if norm > 0 {
		x.Amplification = array.Distance(image, r.result.Outputs[j].Image) / norm
	}
	if r.comparer == nil {
		return x, nil
	}
	m, err := r.compareWith(image)
	if err != nil {
		return nil, err
	}
	x.Metrics = &m
	return x, nil
}

// plus is a + t b.
func plus(a, b *array.Complex, t float64) *array.Complex {
	c := a.Clone()
	for i, z := range b.Data {
		c.Data[i] += complex(t, 0) * z
	}
	return c
}

// targetOf is reconstructor j with a map for searches and measures.
func (r *run) targetOf(j int, f reconstruct.Linearisation) stability.Target {
	return stability.Target{
		Name: r.planned[j].section.Name, Map: f, Model: r.model,
		Samples: r.result.Samples, Truth: r.truth, Threads: r.options.threads(), Seed: r.recipe.Seed,
		Lipschitz: r.lipschitz(j),
	}
}

// lipschitz is a proven bound on the amplification of reconstructor j, 0 where none is
// known.
func (r *run) lipschitz(j int) float64 {
	if b, ok := r.planned[j].reconstructor.(interface{ Lipschitz() float64 }); ok {
		return b.Lipschitz()
	}
	return 0
}
