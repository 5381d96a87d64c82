package result

import (
	"time"

	"firenet/recon/array"
	"firenet/recon/detail"
	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// Result is what a run has computed; the same value is the window's picture of a run
// under way, in which later parts are still nil.
type Result struct {
	Recipe  recipe.Recipe  // completed: every default filled in
	Truth   *array.Complex // nil when the samples were measured and no image was given
	Mask    *array.Mask    // in the order that is seen
	Samples *array.Complex // y, in the order that is seen, zero off the mask
	// ZeroFilled is U* y, which every reconstructor is held against.
	ZeroFilled *array.Complex
	Outputs    []*Output // one per reconstructor, in the recipe's order; nil: not run yet
	// Attacks are in the recipe's order, with target "all" one after another for each
	// reconstructor; nil: not run yet.
	Attacks []*AttackOutput
	// Reports are the answers to the questions of the recipe, in its order; nil: not yet.
	Reports []*Report
	Timings []Timing
}

// Output is the result of one reconstructor.
type Output struct {
	Name, Method string
	reconstruct.Result
	Metrics *quality.Metrics // against the truth; nil without one
	History []HistoryPoint   // empty when history is off or the method has no layers
	Layers  int              // of the whole network
	Oracle  bool             // made use of the true image beyond the samples
	// WorseThanZeroFilled says that the relative l2 error is above that of the
	// zero-filled image, which is always computed for this comparison.
	WorseThanZeroFilled bool
	Seconds             float64
	// Detail is how much it shows of the detail that was added to the image; nil without.
	Detail *detail.Recovered
}

// HistoryPoint describes the running average of the block after one layer.
type HistoryPoint struct {
	Layer, Block int
	RelativeL2   float64 // NaN without a truth
	Objective    float64
	Residual     float64
}

// Timing is the duration of one part of a run.
type Timing struct {
	Part     string
	Duration time.Duration
}
