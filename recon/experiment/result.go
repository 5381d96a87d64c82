package experiment

import (
	"time"

	"firenet/recon/array"
	"firenet/recon/detail"
	"firenet/recon/quality"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
)

// Result is what a run has computed; the same value is the window's picture of a run
// under way, in which later parts are still nil.
type Result struct {
	Recipe  Recipe         // completed: every default filled in
	Truth   *array.Complex // nil when the samples were measured and no image was given
	Mask    *array.Mask    // in the order that is seen
	Samples *array.Complex // y, in the order that is seen, zero off the mask
	// ZeroFilled is U* y, which every reconstructor is held against.
	ZeroFilled *array.Complex
	Outputs    []*Output // one per reconstructor, in the recipe's order; nil: not run yet
	// Attacks are in the recipe's order, with target "all" one after another for each
	// reconstructor; nil: not run yet.
	Attacks []*AttackOutput
	// Visibility is the table "can you see it?", a row for each contrast that was asked for.
	Visibility []Contrast
	Timings    []Timing
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

// Observer watches a run. Its methods are called one at a time, from the run's goroutine,
// and must return quickly. Nil fields are not called.
type Observer struct {
	// Prepared: truth, mask and samples are there.
	Prepared func(*Result)
	// Started: reconstructor i begins; layers is what it will do.
	Started func(i int, name string, layers int)
	// Layer: after a layer of reconstructor i. point is filled in when history is on.
	// The layer can be asked for its picture during the call only.
	Layer func(i int, point HistoryPoint, layer reconstruct.Layer)
	// Finished: reconstructor i is done; out is complete.
	Finished func(i int, out *Output)
	// AttackStarted: attack i begins; steps is what it will do at most.
	AttackStarted func(i int, name string, steps int)
	// AttackStep: after a step of attack i; done counts steps of all its restarts.
	AttackStep func(i, done int, step stability.Step)
	// AttackFound: the perturbation is there, and will be shown to all reconstructors. It is
	// called again as they, and what the perturbation is held against, follow. Of a search
	// that is cancelled it is the best so far (Partial).
	AttackFound func(i int, out *AttackOutput)
	// AttackFinished: attack i is done; out is complete.
	AttackFinished func(i int, out *AttackOutput)
	// AttackWork: what attack i does besides its search, in words, and how much of it is done.
	AttackWork func(i int, what string, done, all int)
	// Detail: so many reconstructions of the table "can you see it?" are done.
	Detail func(done, all int)
}
