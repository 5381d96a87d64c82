package stability

import (
	"firenet/recon/array"
	"firenet/recon/measure"
)

// Found is a perturbation with the search that found it.
type Found struct {
	Image   *array.Complex // r, with e = P U r; nil for a search among samples
	Samples *array.Complex // e, in the order that is seen, zero off the mask
	// Last are the figures of the perturbation that is kept.
	Last Step
	// Steps are those of all restarts, one restart after another.
	Steps []Step
	// Ends is what each restart reached: the Distance; for a localised search the change
	// in the region, or the share of the structure that remains; for a minimal norm ||e||,
	// +Inf where the error was not reached. Best is the restart that is kept, from 1; 0 if
	// none has ended.
	Ends []float64
	Best int
	// Gradients counts the evaluations of the derivative, Values those of f.
	Gradients, Values int
	// Reached is false when a search for a given error ended below it, or a momentum ascent
	// that stops at a given norm.
	Reached bool
	// Within is what happened in the region of a localised search; nil for the others.
	Within *Within
	// Snapshots are perturbations of the kept restart on its way, oldest first, thinned out
	// so that all together stay within a bound on memory.
	Snapshots []Snapshot
}

// Start is the perturbation as [Settings.From] of another search in the same domain.
func (f Found) Start() *array.Complex {
	if f.Image != nil {
		return f.Image
	}
	return f.Samples
}

// Step is where a search stands after one step.
type Step struct {
	Restart, Step int     // restarts from 1; step 0 is the start
	Objective     float64 // Q, what the search climbs; of a minimal norm: ||e||, which falls
	Norm          float64 // ||r|| (image) or ||e|| (measurement)
	Relative      float64 // ||e|| / ||y||
	Distance      float64 // ||f(y + e) - f(y)||
	Amplification float64 // Distance / ||e||
	RelativeL2    float64 // ||f(y + e) - x|| / ||x||; NaN without a truth
}

// Within holds the figures of a localised search, all of its region only.
type Within struct {
	Distance      float64 // ||f(y + e) - f(y)||
	Relative      float64 // Distance / ||f(y)||
	Amplification float64 // Distance / ||e||, the e of all samples
	// Remaining is ||f(y + e) - t|| / ||f(y) - t||, where t is what is there without the
	// structure: 0 when it vanished. NaN when the goal is to hurt.
	Remaining float64
}

// Snapshot is a perturbation of samples after one step, kept compactly.
type Snapshot struct {
	Step    int
	Samples []complex64 // of the sampled frequencies, in the order of measure.Model.Sampled
}

// packed are the sampled frequencies of a perturbation.
func packed(m measure.Model, e *array.Complex) []complex64 {
	list := make([]complex64, 0, m.Count())
	for i := range m.Sampled() {
		list = append(list, complex64(e.Data[i]))
	}
	return list
}

// Unpack writes the perturbation of a snapshot, in the order that is seen.
func (s Snapshot) Unpack(m measure.Model) *array.Complex {
	e := array.NewComplex(m.Range())
	k := 0
	for i := range m.Sampled() {
		e.Data[i] = complex128(s.Samples[k])
		k++
	}
	return e
}

// Spread is the mean of repeated draws and the range that holds 95 % of them: from the
// 2.5th to the 97.5th percentile, interpolated between the draws.
type Spread struct{ Mean, Low, High float64 }

// Reference is a reconstruction under complex Gaussian noise of a given norm.
type Reference struct {
	Draws         int
	Image         *array.Complex // of the first draw
	RelativeL2    Spread         // NaN without a truth
	SSIM          Spread         // NaN where no function was given
	Amplification Spread
}

// Singular is the largest singular value of a Jacobian J of f at y, by power iteration on
// J^T J: the local worst-case amplification.
type Singular struct {
	Value float64
	// Right is its perturbation of unit norm, Left = J Right / Value.
	Right, Left *array.Complex
	Iterations  int
	// Residual is ||J^T J v - Value^2 v|| / Value^2, Change the relative change of Value in
	// the last iteration; Converged says whether Residual is below the tolerance.
	Residual, Change float64
	Converged        bool
}

// CurvePoint is one norm of a noise curve.
type CurvePoint struct {
	Relative              float64 // ||e|| / ||y||
	Error                 float64 // relative l2 against the truth under the worst case found; NaN without a truth
	Amplification         float64 // of the worst case found
	GaussianError         Spread  // relative l2 under Gaussian noise of equal norm; NaN without a truth
	GaussianAmplification Spread
	Bound                 float64 // what the theory promises of Error; NaN where nothing is known
	// Samples is what was found, as in a [Snapshot]; nil where those of all norms together
	// would pass the bound on memory of the snapshots.
	Samples []complex64
}
