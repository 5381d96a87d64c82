package control

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"firenet/recon/array"
	"firenet/recon/recipe"
)

// start makes a controller over e and gives its queue.
func start(t *testing.T, e *engine) (*Controller, *queue) {
	t.Helper()
	if e.clock == nil {
		e.clock = newClock()
	}
	if e.layers == 0 {
		e.layers = 25
	}
	q := newQueue()
	o := Options{Engine: e, Post: q.post, Now: e.clock.Now}
	if e.permit == nil {
		o.After = e.clock.After // else the clock waits for the test, which waits for news
	}
	c := New(phantomRecipe(), o)
	t.Cleanup(c.Close)
	return c, q
}

// titled and sized are edits.
func titled(title string) func(recipe.Recipe) (recipe.Recipe, error) {
	return func(r recipe.Recipe) (recipe.Recipe, error) { r.Title = title; return r, nil }
}

func sized(n int) func(recipe.Recipe) (recipe.Recipe, error) {
	return func(r recipe.Recipe) (recipe.Recipe, error) { r.Image.Size = n; return r, nil }
}

// layers lets the engine compute n layers and waits for their points, one by one: the clock
// must not move while the window draws.
func (q *queue) layers(t *testing.T, c *Controller, e *engine, n int) {
	t.Helper()
	q.until(t, "active", func() bool { tr := c.Track("FIRENET"); return tr != nil && tr.Phase == Active })
	before := c.Track("FIRENET").Layer
	for k := before + 1; k <= before+n; k++ {
		e.permit <- struct{}{}
		q.until(t, "layers", func() bool {
			c.take(c.run) // what lies in the feed within a frame is asked for a frame later
			return c.Track("FIRENET").Layer == k
		})
	}
}

func (q *queue) state(t *testing.T, c *Controller, want State) {
	t.Helper()
	q.until(t, "state "+want.String(), func() bool { return c.Status().State == want })
}

// What a run of a few milliseconds reports, that it has begun included, reaches the window in
// one piece, with no picture but the last.
func TestAShortRunIsDeliveredOnce(t *testing.T) {
	e := &engine{layers: 25, step: time.Millisecond}
	c, q := start(t, e)
	c.Run()
	q.state(t, c, Done)
	deliveries, pictures := 0, map[*Picture]bool{}
	c.changed = func(what Change) {
		if tr := c.Track("FIRENET"); what&(StatusChanged|TracksChanged) != 0 {
			deliveries++
			pictures[tr.Picture] = true
		}
	}
	if err := c.Edit("sampling.fraction", fraction(0.2)); err != nil {
		t.Fatal(err)
	}
	q.until(t, "the second run", func() bool { return len(c.Runs()) == 2 && c.Status().State == Done })
	if deliveries != 1 || len(pictures) != 1 {
		t.Errorf("%d deliveries with %d pictures, want one of each", deliveries, len(pictures))
	}
	if n := len(c.Track("FIRENET").Points); n != 25 {
		t.Errorf("%d of 25 points arrived", n)
	}
}

func TestEveryPointArrivesAndPicturesAreCoalesced(t *testing.T) {
	e := &engine{layers: 1000, step: time.Millisecond}
	c, q := start(t, e)
	pictures, last := 0, (*Picture)(nil)
	c.changed = func(Change) {
		if tr := c.Track("FIRENET"); tr != nil && tr.Picture != last {
			last = tr.Picture
			pictures++
		}
	}
	c.Run()
	q.state(t, c, Done)
	tr := c.Track("FIRENET")
	if len(tr.Points) != 1000 {
		t.Fatalf("%d of 1000 points arrived", len(tr.Points))
	}
	for i, p := range tr.Points {
		if p.Layer != i+1 {
			t.Fatalf("point %d is of layer %d", i, p.Layer)
		}
	}
	// One second of layers: 20 frames, the result, and the first.
	if pictures > 22 {
		t.Errorf("%d pictures in a second, want at most 22", pictures)
	}
	if tr.Phase != Finished || tr.Output == nil || tr.Picture.Image != tr.Output.Image {
		t.Errorf("after the run the track shows %+v", tr)
	}
	if s := c.Status(); s.Fraction != 1 || s.Left >= 0 || s.Layers != 1000 {
		t.Errorf("status after the run: %+v", s)
	}
}

func TestCancelKeepsTheLastIterate(t *testing.T) {
	e := &engine{permit: make(chan struct{}), step: 100 * time.Millisecond}
	c, q := start(t, e)
	c.Run()
	q.layers(t, c, e, 7)
	s := c.Status()
	if s.State != Running || s.Current == nil || s.Current.Name != "FIRENET" {
		t.Fatalf("status while running: %+v", s)
	}
	if want := 7.0*0 + 8.0/26; math.Abs(s.Fraction-want) > 1e-12 {
		t.Errorf("fraction %g, want %g", s.Fraction, want)
	}
	if want := 18 * 100 * time.Millisecond; s.Left != want {
		t.Errorf("time left %v, want %v", s.Left, want)
	}
	c.Cancel()
	tr := c.Track("FIRENET")
	if c.Status().State != Stopped || tr.Phase != Halted {
		t.Fatalf("after Cancel: %v, phase %v", c.Status().State, tr.Phase)
	}
	if tr.Picture == nil || tr.Picture.Layer != 7 || real(tr.Picture.Image.Data[0]) != 7 || tr.Output != nil {
		t.Errorf("the last iterate is not kept: %+v", tr.Picture)
	}
	if zf := c.Track("Zero-filled"); zf.Phase != Finished {
		t.Errorf("what was finished is lost: %+v", zf)
	}
}

func TestANewEditReplacesTheRunAndNeverQueues(t *testing.T) {
	e := &engine{permit: make(chan struct{}), begun: make(chan string, 100)}
	c, q := start(t, e)
	c.Run()
	q.layers(t, c, e, 1)
	if got := <-e.begun; got != "first" {
		t.Fatalf("first run is %q", got)
	}
	for _, title := range []string{"a", "b", "c", "last"} {
		if err := c.Edit("title", titled(title)); err != nil {
			t.Fatal(err)
		}
	}
	q.until(t, "the last edit runs", func() bool {
		return c.run != nil && c.run.recipe.Title == "last"
	})
	close(e.permit)
	q.state(t, c, Done)
	close(e.begun)
	var ran []string
	for title := range e.begun {
		ran = append(ran, title)
	}
	if len(ran) == 0 || ran[len(ran)-1] != "last" || len(ran) > 1 {
		t.Errorf("runs after four edits: %v, want the last only", ran)
	}
	if n := len(c.Track("FIRENET").Points); n != 25 {
		t.Errorf("%d points after the restart, want 25: points of the cancelled run were mixed in", n)
	}
}

func TestAWrongValueChangesNothingAndTheRunGoesOn(t *testing.T) {
	e := &engine{permit: make(chan struct{})}
	c, q := start(t, e)
	c.Run()
	q.layers(t, c, e, 1)
	running := c.run
	err := c.Set("sampling.fraction", 1.5)
	var field *recipe.FieldError
	if !errors.As(err, &field) || field.Key != "sampling.fraction" || c.Errors()["sampling.fraction"] == nil {
		t.Fatalf("error %v, errors %v", err, c.Errors())
	}
	if c.Recipe().Sampling.Fraction != 0.15 || c.run != running || running.ctx.Err() != nil {
		t.Error("a wrong fraction changed the recipe or stopped the run")
	}
	// An error that only planning finds: the recipe falls back.
	if err := c.Edit("image.size", sized(100)); err != nil {
		t.Fatal(err)
	}
	q.until(t, "the error of planning", func() bool { return c.Errors()["image.size"] != nil })
	if c.Recipe().Image.Size != 8 || c.run != running || running.ctx.Err() != nil {
		t.Error("a size that cannot be planned changed the recipe or stopped the run")
	}
	if !strings.Contains(c.Errors()["image.size"].Want, "64 or 128") {
		t.Errorf("the message does not say what would do: %v", c.Errors()["image.size"])
	}
	// A right value takes the message away.
	if err := c.Edit("image.size", sized(16)); err != nil || c.Errors()["image.size"] != nil {
		t.Errorf("a right value leaves the message: %v %v", err, c.Errors())
	}
	close(e.permit)
	q.state(t, c, Done)
}

func TestWithoutLiveAnEditIsCheckedButNotRun(t *testing.T) {
	e := &engine{begun: make(chan string, 10)}
	c, q := start(t, e)
	c.SetLive(false)
	if err := c.Edit("title", titled("edited")); err != nil {
		t.Fatal(err)
	}
	q.until(t, "planned", func() bool { return c.accepted != nil && c.accepted.Title == "edited" })
	if c.Status().State != Ready || c.run != nil {
		t.Error("an edit without live mode started a run")
	}
	c.SetLive(true)
	q.state(t, c, Done)
	if got := <-e.begun; got != "edited" {
		t.Errorf("live mode ran %q", got)
	}
}

func TestAFailedRunAndAPanicAreStates(t *testing.T) {
	e := &engine{fail: errors.New("out of memory")}
	c, q := start(t, e)
	c.Run()
	q.state(t, c, Failed)
	if c.Status().Err == nil || !strings.Contains(c.Status().Err.Error(), "out of memory") {
		t.Errorf("error %v", c.Status().Err)
	}
	if len(c.Track("FIRENET").Points) != 25 {
		t.Error("points of the failed run are lost")
	}
	p := &engine{panics: true}
	c, q = start(t, p)
	c.Run()
	q.state(t, c, Failed)
	var fault *Fault
	if !errors.As(c.Status().Err, &fault) || !strings.Contains(fault.Error(), "index out of range") {
		t.Errorf("a panic became %v", c.Status().Err)
	}
	p.panics = false
	c.Run()
	q.state(t, c, Done)
}

func TestOpenImage(t *testing.T) {
	c, q := start(t, &engine{})
	c.Run()
	q.state(t, c, Done)
	c.OpenImage("broken!")
	q.until(t, "message", func() bool { return c.Errors()["image.file"] != nil })
	if c.Recipe().Image.Phantom != "shepp-logan" {
		t.Error("a file that cannot be read changed the recipe")
	}
	c.OpenImage("photo.png")
	q.until(t, "photo", func() bool { return c.Recipe().Image.File != "" })
	if got := c.Recipe().Image; got.Phantom != "" || got.Size != 0 {
		t.Errorf("image section %+v: the file's own size works and is not kept", got)
	}
	q.state(t, c, Done)
}

func TestSizeFor(t *testing.T) {
	for s, want := range map[array.Shape]int{
		{H: 300, W: 400}: 256, {H: 4000, W: 3000}: 1024, {H: 64, W: 64}: 64, {H: 20, W: 500}: 16,
	} {
		if got := SizeFor(s); got != want {
			t.Errorf("SizeFor(%v) = %d, want %d", s, got, want)
		}
	}
}

func TestARecipeThatIsWrongWhenOpenedIsKept(t *testing.T) {
	c, q := start(t, &engine{})
	r := phantomRecipe()
	r.Image.Size = 100
	c.Open(r, "bad.toml")
	q.state(t, c, Failed)
	if c.Recipe().Image.Size != 100 || c.Errors()["image.size"] == nil {
		t.Errorf("size %d, errors %v", c.Recipe().Image.Size, c.Errors())
	}
	if err := c.Edit("image.size", sized(16)); err != nil {
		t.Fatal(err)
	}
	q.state(t, c, Done)
}

func TestCloseEndsARunUnderWay(t *testing.T) {
	e := &engine{permit: make(chan struct{}), clock: newClock(), layers: 10}
	q := newQueue()
	c := New(phantomRecipe(), Options{Engine: e, Post: q.post, Now: e.clock.Now})
	c.Run()
	e2 := func() bool { tr := c.Track("FIRENET"); return tr != nil && tr.Phase == Active }
	q.until(t, "running", e2)
	c.Close() // returns only when both goroutines have ended
}
