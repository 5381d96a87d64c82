package stability

import "firenet/recon/array"

// Found is a perturbation with the search that found it.
type Found struct {
	Image   *array.Complex // r, with e = P U r; nil for a search among samples
	Samples *array.Complex // e, in the order that is seen, zero off the mask
	// Steps are those of all restarts, one restart after another.
	Steps []Step
	// Ends is the largest Distance of each restart (for a minimal norm: the smallest
	// norm); Best is the restart that is kept.
	Ends []float64
	Best int
	// Gradients counts the evaluations of the derivative, Values those of f alone.
	Gradients, Values int
	// Reached is false when a search for a given error ended below it.
	Reached bool
	// Snapshots are perturbations of the kept restart on its way, oldest first, thinned out
	// so that all together stay within a bound on memory.
	Snapshots []Snapshot
}

// Step is where a search stands after one step.
type Step struct {
	Restart, Step int     // both from 1; step 0 is the start
	Objective     float64 // Q, what the search climbs or descends
	Norm          float64 // ||r|| (image) or ||e|| (measurement)
	Relative      float64 // ||e|| / ||y||
	Distance      float64 // ||f(y + e) - f(y)||
	Amplification float64 // Distance / ||e||
	RelativeL2    float64 // ||f(y + e) - x|| / ||x||; NaN without a truth
}

// Snapshot is a perturbation of samples after one step, kept compactly.
type Snapshot struct {
	Step    int
	Samples []complex64 // of the sampled frequencies, in row-major order
}

// Spread is the mean of repeated draws and the range that holds 95 % of them.
type Spread struct{ Mean, Low, High float64 }

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
	GaussianError         Spread  // relative l2 under Gaussian noise of equal norm
	GaussianAmplification Spread
	Bound                 float64 // what the theory promises of the error; NaN where nothing is known
}
