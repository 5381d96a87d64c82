package result

import (
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/quality"
	"firenet/recon/stability"
)

// AttackOutput is the result of one attack: a perturbation that was found for one
// reconstructor, and what it does to all.
type AttackOutput struct {
	Name   string // of the section; with target "all" followed by that of the target
	Target int    // index of the reconstructor in Result.Outputs
	Kind   string // momentum, pgd, ...
	Domain string // image or measurement
	stability.Found
	// Relative is ||e|| / ||y||, RelativeImage ||r|| / ||x|| (NaN where unknown).
	Relative, RelativeImage float64
	Exposed                 []*Exposure // one per reconstructor, in the recipe's order; nil: not run yet
	// Singular is the local worst case of the target at y, where it was asked for.
	Singular *Singular
	// Curve holds growing norms, each attacked anew, where they were asked for.
	Curve []stability.CurvePoint
	// Partial says that the search was stopped: this is the best that it had found by then.
	Partial bool
	Seconds float64
}

// Exposure is one reconstructor under the perturbation of an attack.
type Exposure struct {
	Image         *array.Complex   // f(y + e)
	Metrics       *quality.Metrics // against the truth; nil without one
	Amplification float64          // ||f(y + e) - f(y)|| / ||e||
	Gaussian      *Gaussian        // noise of equal norm; nil where it was not asked for
}

// Singular is the largest singular value of the target's Jacobian at y, and its perturbation
// as one that can be shown: scaled to the norm of what the search has found, so that both,
// and Gaussian noise of that norm, can be compared.
type Singular struct {
	stability.Singular
	Samples *array.Complex // ||e|| Right; nil where the search has found nothing
	Image   *array.Complex // U* Samples: the smallest r that is measured as it
	Exposed []*Exposure    // one per reconstructor; nil: not run yet
}

// Local is the attack with the singular vector in the place of the perturbation that was
// found, so that it is shown and measured as that is; nil where there is none. Of a result
// that was read from a folder it has no arrays of its own.
func (a *AttackOutput) Local() *AttackOutput {
	s := a.Singular
	if s == nil || s.Samples == nil && len(s.Exposed) == 0 {
		return nil
	}
	l := *a
	l.Image, l.Samples, l.Exposed = s.Image, s.Samples, make([]*Exposure, len(s.Exposed))
	switch {
	case a.Image != nil && s.Image != nil:
		l.RelativeImage *= s.Image.Norm() / a.Image.Norm()
	case a.Image != nil:
		l.RelativeImage = math.NaN()
	}
	for j, x := range s.Exposed {
		if x == nil {
			continue
		}
		shown := *x
		if j < len(a.Exposed) && a.Exposed[j] != nil {
			shown.Gaussian = a.Exposed[j].Gaussian
		}
		l.Exposed[j] = &shown
	}
	return &l
}

// Copy is an output with lists of its own, so that it stays as it is while a run goes on
// with a. The arrays are shared; they are not written to once they are there.
func (a *AttackOutput) Copy() *AttackOutput {
	c := *a
	c.Exposed = copyExposed(a.Exposed)
	if a.Singular != nil {
		s := *a.Singular
		s.Exposed = copyExposed(s.Exposed)
		c.Singular = &s
	}
	c.Curve, c.Steps, c.Ends = slices.Clone(a.Curve), slices.Clone(a.Steps), slices.Clone(a.Ends)
	return &c
}

func copyExposed(list []*Exposure) []*Exposure {
	c := slices.Clone(list)
	for i, x := range c {
		if x != nil {
			shown := *x
			c[i] = &shown
		}
	}
	return c
}

// Arrays are all arrays that the output holds; nil stands for those that are not there.
func (a *AttackOutput) Arrays() []*array.Complex {
	list := []*array.Complex{a.Image, a.Samples}
	exposed := a.Exposed
	if s := a.Singular; s != nil {
		list = append(list, s.Right, s.Left, s.Samples, s.Image)
		exposed = slices.Concat(exposed, s.Exposed)
	}
	for _, x := range exposed {
		if x == nil {
			continue
		}
		list = append(list, x.Image)
		if x.Gaussian != nil {
			list = append(list, x.Gaussian.Image)
		}
	}
	return list
}

// PackedBytes is what the snapshots and the perturbations of the noise curve take.
func (a *AttackOutput) PackedBytes() (n int64) {
	for _, s := range a.Snapshots {
		n += 8 * int64(len(s.Samples))
	}
	for _, p := range a.Curve {
		n += 8 * int64(len(p.Samples))
	}
	return n
}

// Gaussian is a reconstructor under complex Gaussian noise of the norm of an attack.
type Gaussian struct {
	Draws         int
	Image         *array.Complex   // of the first draw
	Metrics       *quality.Metrics // of the first draw; nil without a truth
	RelativeL2    stability.Spread // NaN without a truth
	SSIM          stability.Spread
	Amplification stability.Spread
}
