package experiment

import (
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
	Singular *stability.Singular
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

// Gaussian is a reconstructor under complex Gaussian noise of the norm of an attack.
type Gaussian struct {
	Draws         int
	Image         *array.Complex   // of the first draw
	Metrics       *quality.Metrics // of the first draw; nil without a truth
	RelativeL2    stability.Spread // NaN without a truth
	SSIM          stability.Spread
	Amplification stability.Spread
}

// Contrast is one row of the table "can you see it?": how much of a detail of that
// contrast each reconstructor shows.
type Contrast struct {
	Contrast  float64
	Recovered []DetailShown // one per reconstructor, in the recipe's order
}

// DetailShown is what one reconstructor shows of a detail.
type DetailShown struct {
	Share, Chance float64 // as in detail.Recovered
	Visible       bool    // the share is above half and well above chance
}
