package control

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Change says what the window has to draw anew.
type Change uint

// The changes.
const (
	RecipeChanged Change = 1 << iota // forms and text
	ErrorsChanged                    // messages at fields
	StatusChanged
	DataChanged    // truth, mask, samples
	TracksChanged  // points and pictures
	OutputsChanged // results, or where a reconstructor is
	RunsChanged    // the history of runs
	AttacksChanged // what an attack has found, or where it is
)

// Options are what a [Controller] is made with.
type Options struct {
	Engine Engine
	// Post runs a function on the window's goroutine, on which all methods of the
	// Controller are called. It may run it later and must keep the order.
	Post func(func())
	Now  func() time.Time // nil: the clock
	// After runs a function after a time, on any goroutine; nil: by a timer.
	After   func(time.Duration, func()) (stop func())
	Changed func(Change) // called on the window's goroutine
}

// Controller holds the recipe and the last result. All its methods are called on the
// window's goroutine.
type Controller struct {
	engine  Engine
	post    func(func())
	now     func() time.Time
	after   func(time.Duration, func()) (stop func())
	changed func(Change)

	// Live: an edit starts a run.
	Live bool
	// Path is the file that the recipe was read from or saved to.
	Path string

	recipe   recipe.Recipe  // what the forms show
	accepted *recipe.Recipe // the last one that could be planned
	saved    string         // text of the recipe when it was opened or saved
	errs     map[string]*recipe.FieldError
	plans    int // counts requests to the planner: an older answer is dropped

	edits     edits
	planEdits edits // as they were when accepted was planned

	runs   []*Run
	shown  *Run
	number int // of the newest run

	film    *Film
	playing []*Track // while an iterate of the film is shown

	run    *run
	data   *Data // nil before the first run
	tracks []*Track
	status Status

	attacks   []*Attack
	questions []*Question
	timings   []result.Timing
	owed      time.Time // begin of the first run since one came to its end
	late      *run      // that was cancelled and may still report what it has found

	trial    *Trial
	prober   *mailbox[probe]
	probes   int // counts perturbations shown on demand: what belongs to an older one is dropped
	probeEnd context.CancelFunc

	root    context.Context
	close   context.CancelFunc
	planner *mailbox[request]
	runner  *mailbox[*run]
	workers sync.WaitGroup
	closed  bool
}

// run is one run, from its acceptance on.
type run struct {
	job       Job
	recipe    recipe.Recipe
	record    *Run
	ctx       context.Context
	cancel    context.CancelFunc
	feed      *feed
	layers    []int
	attacks   map[int]*Attack // by their indices in the result
	questions []*Question
	start     time.Time
	first     time.Time // of the first layer: for the time left
	fromTime  time.Time // of the first attack or question
	from      float64   // what was done then
}

// request asks the planner to plan a recipe and then, maybe, to run it.
type request struct {
	number  int
	recipe  recipe.Recipe
	prepare func(*recipe.Recipe) error // may be nil
	name    string                     // of the edit that prepare makes
	run     bool
	drag    int   // number of the drag that it comes from, 0 for none
	edits   edits // as they are with this recipe
}

// New starts a controller with a recipe; nothing is planned until Run, Edit or Open.
// Close must be called.
func New(r recipe.Recipe, o Options) *Controller {
	c := &Controller{
		engine: o.Engine, post: o.Post, now: o.Now, after: o.After, changed: o.Changed,
		recipe: r, errs: map[string]*recipe.FieldError{}, Live: true,
		planner: newMailbox[request](), runner: newMailbox[*run](), prober: newMailbox[probe](),
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.after == nil {
		c.after = func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, f)
			return func() { t.Stop() }
		}
	}
	if c.changed == nil {
		c.changed = func(Change) {}
	}
	c.root, c.close = context.WithCancel(context.Background())
	c.status.Left = -1
	c.saved = string(r.Encode())
	c.workers.Add(3)
	go c.probeAll()
	go c.plan()
	go c.runAll()
	return c
}

// Close cancels what is under way and returns when the goroutines have ended.
func (c *Controller) Close() {
	c.closed = true
	c.close()
	c.planner.close()
	c.runner.close()
	c.prober.close()
	c.workers.Wait()
}

// Recipe is what the forms show. It is not to be written.
func (c *Controller) Recipe() recipe.Recipe { return c.recipe }

// Data is what the last run started from, nil before.
func (c *Controller) Data() *Data { return c.data }

// Tracks are the reconstructors, in the recipe's order.
func (c *Controller) Tracks() []*Track { return c.tracks }

// Track is the reconstructor of the given name, or the result of a pinned run under the
// name that [Controller.Compared] gives it; nil if there is none.
func (c *Controller) Track(name string) *Track {
	for _, t := range append(c.tracks[:len(c.tracks):len(c.tracks)], c.Compared()...) {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Errors are the wrong fields by dotted key.
func (c *Controller) Errors() map[string]*recipe.FieldError { return c.errs }

// Modified says whether the recipe differs from what was opened or saved.
func (c *Controller) Modified() bool { return string(c.recipe.Encode()) != c.saved }

// Saved notes that the recipe was written to path.
func (c *Controller) Saved(path string) { c.SavedAs(path, c.recipe) }

// SavedAs notes that r was written to path, which may have taken a while: the recipe may
// be another one now.
func (c *Controller) SavedAs(path string, r recipe.Recipe) {
	c.Path, c.saved = path, string(r.Encode())
	c.changed(RecipeChanged)
}

// Unsaved notes that the recipe differs from its file.
func (c *Controller) Unsaved() {
	c.saved = ""
	c.changed(RecipeChanged)
}

// Status is the state of the run at this moment.
func (c *Controller) Status() Status {
	s := c.status
	if s.State == Running && c.run != nil {
		s.Elapsed = c.now().Sub(c.run.start)
	}
	return s
}

// Edit changes the recipe. key is the dotted key of the field that the change comes
// from. A recipe that is wrong by itself changes nothing: the error stays at its field
// and is returned. In live mode the run under way is cancelled and another one started
// as soon as the new recipe has been planned; until then, and if planning finds an error,
// it goes on.
func (c *Controller) Edit(key string, change func(recipe.Recipe) (recipe.Recipe, error)) error {
	return c.edit("", key, false, change)
}

// Drag is Edit while a slider is dragged: until [Controller.Settle] the edits of its key
// are one step of the undoing, and their runs one run of the history.
func (c *Controller) Drag(key string, change func(recipe.Recipe) (recipe.Recipe, error)) error {
	return c.edit("", key, true, change)
}

// Replace takes another recipe as an edit that can be undone; name is that of the edit.
func (c *Controller) Replace(name string, r recipe.Recipe) error {
	return c.edit(name, "", false, func(recipe.Recipe) (recipe.Recipe, error) { return r, nil })
}

func (c *Controller) edit(name, key string, dragging bool, change func(recipe.Recipe) (recipe.Recipe, error)) error {
	delete(c.errs, key)
	r, err := change(c.recipe.Clone())
	if err == nil {
		err = c.engine.Check(r)
		if err != nil && c.accepted == nil {
			c.recipe = r // nothing to fall back to: a recipe is being repaired key by key
		}
	}
	if err != nil {
		c.complain(key, err)
		c.changed(ErrorsChanged | RecipeChanged)
		return err
	}
	c.edits.record(name, key, dragging, c.recipe, r)
	c.recipe = r
	c.changed(RecipeChanged | ErrorsChanged)
	c.request(request{recipe: r, run: c.Live, drag: c.edits.dragged()})
	return nil
}

// Set changes one key of the recipe, as [Controller.Edit] does.
func (c *Controller) Set(key string, value any) error {
	return c.Edit(key, func(r recipe.Recipe) (recipe.Recipe, error) {
		return r.SetValue(key, value)
	})
}

// Forget takes back the message at a field.
func (c *Controller) Forget(key string) {
	if _, ok := c.errs[key]; ok {
		delete(c.errs, key)
		c.changed(ErrorsChanged)
	}
}

// Open takes another recipe and runs it. path is its file, empty for none.
func (c *Controller) Open(r recipe.Recipe, path string) {
	c.adopt(r, path)
	c.request(request{recipe: r, run: true})
}

// adopt makes a recipe the current one, without what led to it.
func (c *Controller) adopt(r recipe.Recipe, path string) {
	c.Cancel()
	c.recipe, c.Path, c.saved = r, path, string(r.Encode())
	c.accepted, c.edits = nil, edits{}
	clear(c.errs)
	c.changed(RecipeChanged | ErrorsChanged)
}

// Run plans and runs the recipe as it stands.
func (c *Controller) Run() { c.request(request{recipe: c.recipe, run: true}) }

// SetLive turns live mode on or off. Turning it on runs what was edited meanwhile.
func (c *Controller) SetLive(on bool) {
	c.Live = on
	if on && (c.run == nil || !bytes.Equal(c.run.recipe.Encode(), c.recipe.Encode())) {
		c.Run()
	}
	c.changed(StatusChanged)
}

func (c *Controller) request(q request) {
	c.plans++
	q.number, q.edits = c.plans, c.edits
	c.planner.put(q)
}

// Cancel stops the run at once. What was computed stays.
func (c *Controller) Cancel() {
	if c.status.State != Running {
		return
	}
	c.take(c.run)
	if c.status.State != Running { // it had just ended
		return
	}
	record := c.run.record
	c.late = c.run
	c.retire()
	c.haltAttacks(false)
	c.haltQuestions()
	for _, t := range c.tracks {
		if t.Phase == Active || t.Phase == Waiting {
			t.Phase = Halted
		}
	}
	c.status.State, c.status.Current, c.status.Left = Stopped, nil, -1
	c.owed = time.Time{}
	c.endRecord(record, Stopped, nil)
	c.showLate(record)
	c.changed(StatusChanged | TracksChanged | OutputsChanged | RunsChanged | AttacksChanged)
}

// retire cancels the run under way; nothing that it still reports is taken.
func (c *Controller) retire() {
	if c.run != nil {
		c.run.cancel()
		c.status.Elapsed = c.now().Sub(c.run.start)
	}
	c.run = nil
}

// plan is the planner's goroutine.
func (c *Controller) plan() {
	defer c.workers.Done()
	for {
		q, ok := c.planner.take()
		if !ok {
			return
		}
		job, err := c.planOne(&q)
		c.post(func() { c.planned(q, job, err) })
	}
}

func (c *Controller) planOne(q *request) (job Job, err error) {
	defer experiment.Caught(&err)
	if q.prepare != nil {
		if err := q.prepare(&q.recipe); err != nil {
			return nil, err
		}
	}
	return c.engine.Plan(c.root, q.recipe)
}

// planned takes the planner's answer, on the window's goroutine.
func (c *Controller) planned(q request, job Job, err error) {
	if c.closed || q.number != c.plans {
		return
	}
	if err != nil {
		c.refused(q, err)
		return
	}
	if q.prepare != nil {
		c.edits.record(q.name, "", false, c.recipe, q.recipe)
	}
	c.recipe = q.recipe
	c.accept(q.recipe)
	if q.prepare != nil {
		c.changed(RecipeChanged)
	}
	if q.run {
		c.begin(q, job)
	}
}

// accept notes a recipe that can be planned, to which later ones fall back.
func (c *Controller) accept(r recipe.Recipe) { c.accepted, c.planEdits = &r, c.edits }

// refused puts an error of planning at its field. The recipe falls back to the last one
// that could be planned; the run under way goes on.
func (c *Controller) refused(q request, err error) {
	named := c.complain("", err)
	if c.accepted != nil {
		c.recipe, c.edits = *c.accepted, c.planEdits
	}
	if !named || c.accepted == nil {
		c.supersede()
		c.status.State, c.status.Err, c.status.Current = Failed, err, nil
	}
	c.changed(ErrorsChanged | RecipeChanged | StatusChanged)
}

// complain puts errors at the fields that they name, those that name none at key. It says
// whether every error has a field.
func (c *Controller) complain(key string, err error) bool {
	fields := fieldErrors(err)
	for _, f := range fields {
		c.errs[f.Key] = f
	}
	if len(fields) == 0 && key != "" {
		c.errs[key] = &recipe.FieldError{Key: key, Want: err.Error(), Err: err}
	}
	return len(fields) > 0
}

// begin cancels the run under way and hands the next one to the runner.
func (c *Controller) begin(q request, job Job) {
	c.CloseFilm()
	c.CloseTrial()
	c.forgetProber()
	c.supersede()
	ctx, cancel := context.WithCancel(c.root)
	n := &run{attacks: map[int]*Attack{}, job: job, recipe: q.recipe, record: c.beginRecord(q), ctx: ctx, cancel: cancel, layers: job.Layers(), start: c.now()}
	if c.owed.IsZero() {
		c.owed = n.start
	}
	n.feed = &feed{
		now: c.now, after: c.after, owed: c.owed, spectrum: c.engine.Spectrum,
		post: func() { c.post(func() { c.take(n) }) },
	}
	c.run = n
	c.retrack(job.Recipe())
	c.attacks, c.timings, c.late = expected(job.Recipe(), c.attacks), nil, nil
	c.questions = expectedQuestions(job.Recipe(), c.questions)
	n.questions = c.questions
	n.record.Tracks = c.tracks
	c.status = Status{State: Running, Left: -1}
	// That it has begun is news as any other: a short run is drawn once, at its end.
	n.feed.add(true, func(w *news) { w.begun = true })
	c.runner.put(n)
}

// retrack makes a track for each reconstructor and keeps the pictures of those that were
// there before under the same name.
func (c *Controller) retrack(r recipe.Recipe) {
	old := c.tracks
	c.tracks = make([]*Track, len(r.Reconstructors))
	for i, s := range r.Reconstructors {
		t := &Track{Name: s.Name, Method: s.Method, Layers: c.run.layers[i], Blocks: s.Values.Int("restarts")}
		for _, o := range old {
			if o.Name == s.Name && o.Method == s.Method {
				t.Picture, t.Output = o.Picture, o.Output
			}
		}
		c.tracks[i] = t
	}
}

// runAll is the runner's goroutine.
func (c *Controller) runAll() {
	defer c.workers.Done()
	for {
		n, ok := c.runner.take()
		if !ok {
			return
		}
		result, err := n.compute()
		n.cancel()
		n.feed.add(true, func(w *news) { w.end = &ending{result, err} })
	}
}

func (n *run) compute() (result *result.Result, err error) {
	defer experiment.Caught(&err)
	if err := n.ctx.Err(); err != nil {
		return nil, err
	}
	return n.job.Run(n.ctx, n.feed.observer(n.ctx))
}

// Fault is a programming error that was caught on a worker, here or in the engine.
type Fault = experiment.Fault

// fieldErrors are the errors of single keys in err, which may be several joined.
func fieldErrors(err error) []*recipe.FieldError {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*recipe.FieldError
		for _, e := range joined.Unwrap() {
			all = append(all, fieldErrors(e)...)
		}
		return all
	}
	var field *recipe.FieldError
	if errors.As(err, &field) {
		return []*recipe.FieldError{field}
	}
	return nil
}
