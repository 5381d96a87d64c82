package stability

import (
	"context"
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/transform"
)

// Search looks for a perturbation of the target's samples that does what the settings ask
// for. see is told every step, on the goroutine of the caller; it may be nil. The target's
// linearisation is moved about, and left where the search ended.
//
// Wrong settings are a [parameter.Error]. When ctx is cancelled Search returns what it has
// found so far with ctx.Err(), and so it does when the reconstructor gives values that are
// not numbers, with an error that wraps [ErrNotFinite].
func Search(ctx context.Context, t Target, s Settings, see func(Step)) (Found, error) {
	if err := s.check(t); err != nil {
		return Found{}, err
	}
	p, err := newProbe(ctx, t)
	if err != nil {
		return Found{}, err
	}
	if s.Kind == Localised {
		p.goal = localised(s, p.plain)
	}
	search := &search{probe: p, Settings: s, see: see, radius: s.Radius * p.norm}
	err = search.restarts()
	return search.result(), err
}

// search is a search under way. A point of it is z, the spectrum U r of a perturbation of
// the image, or e: U being unitary both are climbed alike, and only the start and the end
// are transformed. What is off the mask moves nothing but ||r||.
type search struct {
	*probe
	Settings
	see     func(Step)
	radius  float64 // largest ||e||
	restart int
	trace   trace // of the restart under way
	here    *point
	best    *point
	kept    trace // of the best
	found   Found
}

// point is a perturbation that a restart holds as its result.
type point struct {
	z *array.Complex
	Step
	within float64 // localised: || f(y + e) - f(y) || in the region
}

func (s *search) restarts() error {
	run := map[string]func() error{
		Momentum: s.momentum, PGD: s.ascend, Localised: s.ascend, MinimalNorm: s.smallest, Random: s.draw,
	}[s.Kind]
	for s.restart = 1; s.restart <= s.Settings.Restarts; s.restart++ {
		s.trace, s.here = newTrace(s.Model), nil
		err := run()
		s.compare(err == nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// record adds a step of the restart under way.
func (s *search) record(number int, f Step) Step {
	f.Restart, f.Step = s.restart, number
	s.found.Steps = append(s.found.Steps, f)
	if s.see != nil {
		s.see(f)
	}
	return f
}

// hold makes a recorded point, where f was last evaluated, the result of the restart,
// until a better one comes.
func (s *search) hold(z *array.Complex, f Step) {
	if s.here == nil {
		s.here = &point{z: array.NewComplex(z.Shape)}
	}
	copy(s.here.z.Data, z.Data)
	s.here.Step = f
	if s.Kind == Localised {
		s.here.within = s.goal.distance(s.Map.Value(), s.plain)
	}
	s.trace.add(f.Step, z)
}

// take records a step that ends at z, and holds it if it is the best of the restart.
func (s *search) take(number int, z *array.Complex, f Step) {
	if s.Kind == MinimalNorm {
		f.Objective = f.Norm
	}
	f = s.record(number, f)
	if s.here == nil || s.better(f, s.here.Step) {
		s.hold(z, f)
	}
}

// compare keeps what the restart under way has reached, if it is better than before.
func (s *search) compare(ended bool) {
	if s.here == nil {
		return
	}
	if ended {
		s.found.Ends = append(s.found.Ends, s.end(s.here))
	}
	if s.best == nil || s.better(s.here.Step, s.best.Step) {
		s.best, s.kept = s.here, s.trace
		s.found.Best = s.restart
	}
}

func (s *search) better(a, b Step) bool {
	switch {
	case s.Kind == Localised:
		return a.Objective > b.Objective
	case s.Kind == MinimalNorm && s.enough(a) && s.enough(b):
		return a.Norm < b.Norm
	}
	return a.Distance > b.Distance
}

// end is the figure of Found.Ends.
func (s *search) end(p *point) float64 {
	switch {
	case s.Kind == MinimalNorm && s.enough(p.Step):
		return p.Norm
	case s.Kind == MinimalNorm:
		return math.Inf(1)
	case s.Kind == Localised && s.Goal == Vanish:
		return s.remaining(p.Step)
	case s.Kind == Localised:
		return math.Sqrt(2 * p.Objective)
	}
	return p.Distance
}

// remaining is the share of a structure that is left, from the objective -1/2 || M (f - t) ||^2.
func (s *search) remaining(f Step) float64 {
	return math.Sqrt(-2*f.Objective) / s.goal.distance(s.plain, s.goal.from)
}

// result is what was found, as the caller sees it.
func (s *search) result() Found {
	f := s.found
	f.Gradients, f.Values = s.gradients, s.values
	if s.best == nil {
		return f
	}
	f.Last, f.Snapshots = s.best.Step, s.kept.snapshots
	f.Reached = s.reached(f.Last)
	if s.Domain == Image {
		f.Image = s.imaged(s.best.z)
	}
	f.Samples = s.best.z
	s.Project(f.Samples)
	if s.Kind == Localised {
		f.Within = s.inRegion(s.best)
	}
	return f
}

func (s *search) reached(f Step) bool {
	switch {
	case s.Kind == MinimalNorm:
		return s.enough(f)
	case s.Kind == Momentum && !math.IsInf(s.radius, 1):
		return f.Relative > s.Radius*(1-1e-9)
	}
	return true
}

// measured is U r, for starts.
func (s *search) measured(r *array.Complex) (*array.Complex, error) {
	workers := parallel.New(s.ctx, s.Threads)
	defer workers.Close()
	u, err := transform.New[complex128](s.Transform, r.Shape, workers)
	if err != nil {
		return nil, err
	}
	z := array.NewComplex(r.Shape)
	u.Forward(z, r)
	return z, workers.Err()
}

// imaged is r = U* z. A cancelled search ends with it as well, so it is not cut short.
func (s *search) imaged(z *array.Complex) *array.Complex {
	workers := parallel.New(context.WithoutCancel(s.ctx), s.Threads)
	defer workers.Close()
	u, err := transform.New[complex128](s.Transform, z.Shape, workers)
	if err != nil {
		panic(err) // the target has been checked
	}
	r := array.NewComplex(z.Shape)
	u.Adjoint(r, z)
	return r
}
