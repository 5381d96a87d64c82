package control

import (
	"math"
	"time"

	"firenet/recon/array"
	"firenet/recon/result"
)

// Phase is where a reconstructor is in the run.
type Phase int

// The phases.
const (
	Waiting  Phase = iota
	Active         // computing
	Finished       // its picture is the result
	Halted         // cancelled: its picture, if any, is the last iterate that was seen
)

// Track is what the window knows of one reconstructor: where it is, its curve, and its
// last picture, which may still be that of an earlier run.
type Track struct {
	Name, Method string
	Run          int    // number of the pinned run that it is compared from; 0: what is shown
	Of           string // its name in that run
	Phase        Phase
	Layer, Block int // reached in this run
	Layers       int // of this run
	Blocks       int // 0: the method has none
	Seeking      int // layer of a film whose iterate is the picture; 0: none is played
	Points       []result.HistoryPoint

	Picture *Picture       // nil: nothing computed yet
	Output  *result.Output // of Picture, when it is a result
}

// Picture is an iterate or a result, with what belongs to it.
type Picture struct {
	Image      *array.Complex
	Truth      *array.Complex // of the run it comes from
	Layer      int
	Layers     int
	RelativeL2 float64 // NaN: not known

	owner *Run // that it was computed in
}

// State is the state of the whole run.
type State int

// The states.
const (
	Ready State = iota
	Running
	Done
	Stopped
	Failed
)

// String is the word for the status bar.
func (s State) String() string {
	return [...]string{"Ready", "Running", "Done", "Stopped", "Failed"}[s]
}

// Status is what the status bar shows.
type Status struct {
	State    State
	Current  *Track    // the reconstructor at work; nil between them
	Attack   *Attack   // the attack at work; nil between them
	Question *Question // the question at work; nil between them
	Fraction float64   // of all layers of the run
	Layers   int       // computed so far, all reconstructors together
	Elapsed  time.Duration
	Left     time.Duration // negative: not known yet
	Err      error         // in Failed
}

// relativeL2 is the error of the last point, NaN without one.
func (t *Track) relativeL2() float64 {
	if len(t.Points) == 0 {
		return math.NaN()
	}
	return t.Points[len(t.Points)-1].RelativeL2
}
