package session

import (
	"time"

	"firenet/recon/array"
	"firenet/recon/experiment"
)

// Extension is that of session files.
const Extension = ".firenet"

// Session is what is open in a window.
type Session struct {
	Recipe experiment.Recipe // as the forms have it
	// File is the recipe or session that is being worked on, Modified whether it differs
	// from what is open: an autosave brings both back.
	File     string
	Modified bool
	Runs     []*Run
	Shown    int    // number of the run that is shown; 0: none
	Layout   []byte // the window's own
}

// Run is one run with what it has computed. Arrays may be shared between runs and must not
// be changed.
type Run struct {
	Number  int
	Pinned  bool
	Changes []string // what differs from the run before, in words
	Recipe  experiment.Recipe
	State   string // a word
	Message string // of the error of a failed run
	Elapsed time.Duration
	Layers  int // computed

	Start  *Start // nil: the run ended before there was anything
	Tracks []Track
}

// Start is what a run started from.
type Start struct {
	Recipe   experiment.Recipe // completed
	Truth    *array.Complex    // nil: not known
	Mask     *array.Mask
	Samples  *array.Complex
	Spectrum *array.Complex
}

// Track is one reconstructor of a run.
type Track struct {
	Name, Method  string
	Layer, Block  int // reached
	Layers        int
	Blocks        int
	PictureLayer  int
	PictureLayers int
	History       []experiment.HistoryPoint
	RelativeL2    float64
	Image         *array.Complex     // result or last iterate; nil: none
	Output        *experiment.Output // of a reconstructor that finished; its history is History
}
