package session

import (
	"slices"
	"time"

	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Extension is that of session files.
const Extension = ".firenet"

// Session is what is open in a window.
type Session struct {
	Recipe recipe.Recipe // as the forms have it
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
	Recipe  recipe.Recipe
	State   string // a word
	Message string // of the error of a failed run
	Elapsed time.Duration
	Layers  int // computed

	Start  *Start // nil: the run ended before there was anything
	Tracks []Track

	Attacks []*result.AttackOutput // in the recipe's order; those that found something
	Reports []*result.Report
	Timings []result.Timing
}

// Start is what a run started from.
type Start struct {
	Recipe   recipe.Recipe  // completed
	Truth    *array.Complex // nil: not known
	Mask     *array.Mask
	Samples  *array.Complex
	Spectrum *array.Complex
	// ZeroFilled is U* of the samples.
	ZeroFilled *array.Complex
}

// Track is one reconstructor of a run.
type Track struct {
	Name, Method  string
	Layer, Block  int // reached
	Layers        int
	Blocks        int
	PictureLayer  int
	PictureLayers int
	History       []result.HistoryPoint
	RelativeL2    float64
	Image         *array.Complex // result or last iterate; nil: none
	Output        *result.Output // of a reconstructor that finished; its history is History
}

// Within is the session without its oldest runs, so many of them that the arrays of the
// others take at most so many bytes in memory, each counted once. Those that are pinned go
// after all others, the one that is shown last: its recipe is that of the session.
func (s *Session) Within(bytes int64) *Session {
	c := *s
	c.Runs = slices.Clone(s.Runs)
	for sizeOf(c.Runs) > bytes {
		i := slices.IndexFunc(c.Runs, func(r *Run) bool { return !r.Pinned && r.Number != s.Shown })
		if i < 0 {
			i = slices.IndexFunc(c.Runs, func(r *Run) bool { return r.Number != s.Shown })
		}
		i = max(i, 0)
		c.Runs = slices.Delete(c.Runs, i, i+1)
	}
	return &c
}

func sizeOf(runs []*Run) int64 {
	total := int64(0)
	seen := map[*array.Complex]bool{}
	for _, r := range runs {
		for _, a := range r.Attacks {
			total += a.PackedBytes()
		}
		for _, a := range r.arrays() {
			if a != nil && !seen[a] {
				seen[a] = true
				total += 16 * int64(a.Len())
			}
		}
	}
	return total
}

func (r *Run) arrays() (list []*array.Complex) {
	if s := r.Start; s != nil {
		list = append(list, s.Truth, s.Samples, s.Spectrum, s.ZeroFilled)
	}
	for _, t := range r.Tracks {
		list = append(list, t.Image)
		if t.Output != nil {
			list = append(list, t.Output.Coefficients, t.Output.Dual)
		}
	}
	for _, a := range r.Attacks {
		list = append(list, a.Arrays()...)
	}
	for _, q := range r.Reports {
		if q == nil {
			continue
		}
		for _, p := range q.Pictures {
			list = append(list, p.Image)
		}
	}
	return list
}
