package experiment

import (
	"fmt"
	"strconv"

	"firenet/recon/array"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// singularTolerance is the residual at which the power iteration stops: the square of the
// singular value is within that share of an eigenvalue of J^T J.
const singularTolerance = 1e-4

// compare holds every reconstructor against Gaussian noise of the perturbation's norm.
func (a *attackRun) compare() error {
	if a.draws == 0 || !(a.out.Relative > 0) {
		return nil
	}
	// Six digits: attacks that end on the same ball share their draws, whatever the rounding
	// of their last step.
	relative, _ := strconv.ParseFloat(strconv.FormatFloat(a.out.Relative, 'g', 6, 64), 64)
	for j, entry := range a.planned {
		step := "Gaussian noise on " + entry.section.Name
		key := fmt.Sprintf("%s|%v|%d draws|seed %d", entry.key, relative, a.draws, a.recipe.Seed)
		g, err := remember(a.cache, step+" as in "+a.name, key, func() (*result.Gaussian, error) {
			return remember(a.shared, step, key, func() (*result.Gaussian, error) { return a.gaussian(j, relative) })
		})
		if err != nil {
			return err
		}
		a.out.Exposed[j].Gaussian = g
		a.tell()
	}
	return nil
}

// gaussian measures reconstructor j under Gaussian noise. Every reconstructor gets the same
// draws.
func (a *attackRun) gaussian(j int, relative float64) (*result.Gaussian, error) {
	t := a.targetOf(j, &valuesOnly{run: a.run, ctx: a.ctx, index: j, value: a.result.Outputs[j].Image})
	t.Stream = "attack"
	var ssim func(*array.Complex) (float64, error)
	if a.comparer != nil {
		ssim = func(image *array.Complex) (float64, error) {
			m, err := a.compareWith(image)
			return m.SSIM, err
		}
	}
	what := "Gaussian noise on " + t.Name
	a.working(what, 0, a.draws)
	ref, err := stability.GaussianReference(a.ctx, t, relative, a.draws, ssim, func(done int) { a.working(what, done, a.draws) })
	if err != nil {
		return nil, err
	}
	g := &result.Gaussian{Draws: ref.Draws, Image: ref.Image, RelativeL2: ref.RelativeL2, SSIM: ref.SSIM, Amplification: ref.Amplification}
	if a.comparer != nil {
		m, err := a.compareWith(ref.Image)
		if err != nil {
			return nil, err
		}
		g.Metrics = &m
	}
	return g, nil
}

// largestSingular is the local worst case of the target: its size, and its vector shown to
// every reconstructor at the norm of what the search has found. Of a cancelled iteration the
// value so far is kept.
func (a *attackRun) largestSingular() error {
	if a.singular == 0 {
		return nil
	}
	entry := a.planned[a.plannedAttack.target]
	key := fmt.Sprintf("%s|%d|seed %d", entry.key, a.singular, a.recipe.Seed)
	const what = "largest singular value"
	s, err := remember(a.cache, what+" of "+entry.section.Name, key, func() (*stability.Singular, error) {
		t, err := a.on()
		if err != nil {
			return nil, err
		}
		t.Stream = "attack"
		a.working(what, 0, a.singular)
		s, err := stability.LargestSingular(a.ctx, t, a.singular, singularTolerance, func(s stability.Singular) {
			a.working(what, s.Iterations, a.singular)
		})
		return &s, err
	})
	if s == nil || s.Iterations == 0 {
		return err
	}
	a.out.Singular = &result.Singular{Singular: *s}
	a.tell()
	if err != nil || !(a.out.Relative > 0) || s.Value == 0 {
		return err
	}
	return a.exposeSingular(fmt.Sprintf("%s|norm %v", key, a.out.Samples.Norm()))
}

// exposeSingular shows the singular vector to every reconstructor.
func (a *attackRun) exposeSingular(key string) (err error) {
	s := a.out.Singular
	s.Samples = array.NewComplex(s.Right.Shape)
	norm := complex(a.out.Samples.Norm()/s.Right.Norm(), 0)
	for i, z := range s.Right.Data {
		s.Samples.Data[i] = norm * z
	}
	if s.Image, err = a.imaged(a.ctx, s.Samples); err != nil {
		s.Samples = nil
		return err
	}
	s.Exposed = make([]*result.Exposure, len(a.planned))
	a.tell()
	return a.showAll("exposure to the singular vector", "singular vector shown", key, s.Samples, s.Exposed)
}

// curve attacks the target anew at growing norms.
func (a *attackRun) curve() error {
	if len(a.norms) == 0 {
		return nil
	}
	const what = "noise curve"
	key := fmt.Sprintf("%s|%v|%d", a.key, a.norms, a.draws)
	points, err := remember(a.cache, what+" of "+a.name, key, func() ([]stability.CurvePoint, error) {
		t, err := a.on()
		if err != nil {
			return nil, err
		}
		a.working(what, 0, len(a.norms))
		return stability.Curve(a.ctx, t, a.settings, a.norms, a.draws, func(p stability.CurvePoint) {
			a.out.Curve = append(a.out.Curve, p)
			a.tell()
			a.working(what, len(a.out.Curve), len(a.norms))
		})
	})
	if err != nil {
		return err
	}
	a.out.Curve = points
	a.tell()
	return nil
}
