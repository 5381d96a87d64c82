package control

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"time"

	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// The history holds at most so many runs, and so many bytes of arrays; an array that
// several runs share counts once. The oldest runs that are not pinned go first.
const (
	MaxRuns     = 50
	MaxRunBytes = 512 << 20
)

// Run is one run in the history: the recipe, what it started from, and what became of
// each reconstructor.
type Run struct {
	Number  int
	Changes []string // what differs from the run before, in words; empty for the first
	Recipe  recipe.Recipe
	Data    *Data    // nil: it ended before there was anything
	Tracks  []*Track // in the recipe's order; pictures are of this run
	State   State
	Err     error // in Failed
	Elapsed time.Duration
	Layers  int // that were computed
	Pinned  bool

	Attacks   []*Attack // in the recipe's order; what they hold was found in this run
	Questions []*Question
	Timings   []result.Timing

	text     []byte // of the recipe
	drag     int    // number of the drag that it belongs to, 0 for none
	compared []*Track
}

// errPinned says why a run cannot be pinned.
var errPinned = errors.New("the pinned runs already fill the history (50 runs, 512 MiB); unpin one first")

// Runs is the history, oldest first, with the run under way at its end.
func (c *Controller) Runs() []*Run { return c.runs }

// Shown is the run that is under way or looked at, nil before the first.
func (c *Controller) Shown() *Run { return c.shown }

// RunNumber is the run of a number, nil if it is not in the history.
func (c *Controller) RunNumber(number int) *Run {
	for _, r := range c.runs {
		if r.Number == number {
			return r
		}
	}
	return nil
}

// ShowRun shows a run again without computing anything, and makes its recipe the current
// one, which can be undone.
func (c *Controller) ShowRun(number int) {
	r := c.RunNumber(number)
	if r == nil || r.State == Running {
		return
	}
	c.edits.record("return to run "+strconv.Itoa(number), "", false, c.recipe, r.Recipe)
	clear(c.errs)
	c.present(r)
}

// StepRun shows the run before (-1) or after (+1) the one that is shown.
func (c *Controller) StepRun(by int) {
	if i := slices.Index(c.runs, c.shown) + by; c.shown != nil && i >= 0 && i < len(c.runs) {
		c.ShowRun(c.runs[i].Number)
	}
}

// Pin keeps a run in the history, or lets it go when its turn comes. Pinned runs can be
// compared with later ones; see [Controller.Compared].
func (c *Controller) Pin(number int, on bool) error {
	r := c.RunNumber(number)
	if r == nil {
		return nil
	}
	was := r.Pinned
	r.Pinned = on
	if pinned := c.pinned(); on && (len(pinned) >= MaxRuns || bytesOf(pinned) > MaxRunBytes) {
		r.Pinned = was
		return errPinned
	}
	c.trim()
	c.changed(RunsChanged | TracksChanged)
	return nil
}

// ClearRuns forgets the runs that are neither pinned nor shown.
func (c *Controller) ClearRuns() {
	c.runs = slices.DeleteFunc(slices.Clone(c.runs), func(r *Run) bool { return !r.Pinned && r != c.shown })
	c.changed(RunsChanged)
}

// Compared are the results of the pinned runs that are not shown now, named after their
// run: "FIRENET, run 3".
func (c *Controller) Compared() (list []*Track) {
	for _, r := range c.runs {
		if r.Pinned && r != c.shown && r.State != Running {
			list = append(list, r.tracksForComparing()...)
		}
	}
	return list
}

// TrackOf is the result of a reconstructor in a pinned run, or in the one that is shown;
// nil if there is none.
func (c *Controller) TrackOf(run int, name string) *Track {
	if c.shown != nil && c.shown.Number == run {
		return c.Track(name)
	}
	for _, t := range c.Compared() {
		if t.Run == run && t.Of == name {
			return t
		}
	}
	return nil
}

// tracksForComparing are the run's results under names of their own, made once.
func (r *Run) tracksForComparing() []*Track {
	if r.compared == nil {
		for _, t := range r.Tracks {
			if t.Picture == nil {
				continue
			}
			named := *t
			named.Run, named.Of = r.Number, t.Name
			named.Name += ", run " + strconv.Itoa(r.Number)
			r.compared = append(r.compared, &named)
		}
	}
	return r.compared
}

// Restore takes a history from elsewhere, with the number of the run to show. Its recipe
// becomes the current one; path is the file that recipe belongs to. Nothing is computed,
// unless there is no such run: then the recipe is run.
func (c *Controller) Restore(r recipe.Recipe, path string, runs []*Run, shown int) {
	c.adopt(r, path)
	c.runs, c.number = nil, 0
	for _, run := range runs {
		run.text = run.Recipe.Encode()
		c.runs = append(c.runs, run)
		c.number = max(c.number, run.Number)
	}
	if run := c.RunNumber(shown); run != nil {
		c.present(run)
		c.recipe = r // it may have been edited since
	} else {
		c.request(request{recipe: r, run: true})
	}
	c.trim()
	c.changed(RunsChanged | RecipeChanged)
}

// present makes a run of the history the one that is shown, with its recipe.
func (c *Controller) present(r *Run) {
	c.CloseFilm()
	c.CloseTrial()
	c.supersede()
	c.plans++ // an answer that the planner still owes belongs to another recipe
	c.recipe = r.Recipe
	c.accept(r.Recipe)
	c.shown, c.tracks = r, r.Tracks
	c.attacks, c.questions, c.timings, c.late = r.Attacks, r.Questions, r.Timings, nil
	if r.Data != nil {
		c.data = r.Data
	}
	c.status = Status{State: r.State, Err: r.Err, Elapsed: r.Elapsed, Layers: r.Layers, Left: -1}
	if r.State == Done {
		c.status.Fraction = 1
	}
	c.changed(^Change(0))
}

// supersede cancels the run under way and takes it out of the history: what replaces it
// is of more interest. A pinned one stays, as stopped.
func (c *Controller) supersede() {
	if c.run == nil {
		return
	}
	r := c.run.record
	c.retire()
	if r.Pinned {
		c.endRecord(r, Stopped, nil)
		return
	}
	c.drop(r)
}

// drop takes a run out of the history; the newest gives its number back.
func (c *Controller) drop(r *Run) {
	c.runs = slices.DeleteFunc(slices.Clone(c.runs), func(o *Run) bool { return o == r })
	if r.Number == c.number {
		c.number--
	}
	if c.shown == r {
		c.shown = nil
	}
}

// beginRecord begins the record of a run. It takes the place of the last one if that was of the
// same drag or of the same recipe.
func (c *Controller) beginRecord(q request) *Run {
	r := &Run{Recipe: q.recipe, State: Running, text: q.recipe.Encode(), drag: q.drag}
	if n := len(c.runs); n > 0 {
		last := c.runs[n-1]
		sameDrag := q.drag != 0 && last.drag == q.drag
		if !last.Pinned && (sameDrag || bytes.Equal(last.text, r.text)) {
			c.drop(last)
		}
	}
	if n := len(c.runs); n > 0 {
		for _, d := range Differences(c.runs[n-1].Recipe, q.recipe) {
			r.Changes = append(r.Changes, d.Short)
		}
	}
	c.number++
	r.Number = c.number
	c.runs = append(slices.Clip(c.runs), r)
	c.shown = r
	return r
}

// endRecord ends the record of a run. Pictures that are still those of an earlier run are not
// its own.
func (c *Controller) endRecord(r *Run, state State, err error) {
	r.State, r.Err, r.Elapsed, r.Layers = state, err, c.status.Elapsed, c.status.Layers
	r.Tracks = make([]*Track, len(c.tracks))
	for i, t := range c.tracks {
		r.Tracks[i] = t
		if t.Picture != nil && t.Picture.owner != r {
			own := *t
			own.Picture, own.Output = nil, nil
			r.Tracks[i] = &own
		}
	}
	r.Attacks, r.Questions, r.Timings = ownAttacks(c.attacks, r), ownQuestions(c.questions, r), c.timings
	c.trim()
}

// runOf is the newest run that ended well with a recipe, nil if there is none.
func (c *Controller) runOf(recipe recipe.Recipe) *Run {
	text := recipe.Encode()
	for _, r := range slices.Backward(c.runs) {
		if r.State == Done && bytes.Equal(r.text, text) && r.Recipe.Dir == recipe.Dir {
			return r
		}
	}
	return nil
}

func (c *Controller) pinned() (list []*Run) {
	for _, r := range c.runs {
		if r.Pinned {
			list = append(list, r)
		}
	}
	return list
}

// trim forgets the oldest runs until the history is within its bounds. Those that are
// pinned, shown or under way stay.
func (c *Controller) trim() {
	for len(c.runs) > MaxRuns || bytesOf(c.runs) > MaxRunBytes {
		i := slices.IndexFunc(c.runs, func(r *Run) bool { return !r.Pinned && r != c.shown && r.State != Running })
		if i < 0 {
			return
		}
		c.runs = slices.Delete(slices.Clone(c.runs), i, i+1)
	}
}

// bytesOf is what the arrays of runs take, each counted once.
func bytesOf(runs []*Run) int64 {
	total := int64(0)
	seen := map[any]bool{}
	add := func(a *array.Complex) {
		if a != nil && !seen[a] {
			seen[a] = true
			total += 16 * int64(a.Len())
		}
	}
	for _, r := range runs {
		if d := r.Data; d != nil {
			add(d.Truth)
			add(d.Samples)
			add(d.Spectrum)
			if !seen[d.Mask] {
				seen[d.Mask] = true
				total += int64(d.Mask.Len())
			}
		}
		total += arraysOf(r.Attacks, add) + reportArrays(r.Questions, add)
		for _, t := range r.Tracks {
			total += 40 * int64(len(t.Points))
			if t.Picture != nil {
				add(t.Picture.Image)
				add(t.Picture.Truth)
			}
			if t.Output != nil {
				add(t.Output.Image)
				add(t.Output.Coefficients)
				add(t.Output.Dual)
			}
		}
	}
	return total
}
