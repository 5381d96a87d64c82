package control

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// queue is the window's goroutine of a test: what is posted runs when the test says so.
type queue struct{ calls chan func() }

func newQueue() *queue { return &queue{calls: make(chan func(), 4096)} }

func (q *queue) post(f func()) { q.calls <- f }

// until runs what is posted until the condition holds.
func (q *queue) until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	for !holds() {
		select {
		case f := <-q.calls:
			f()
		case <-deadline.C:
			t.Fatalf("never: %s", what)
		default:
			runtime.Gosched()
		}
	}
}

// clock is a clock that moves when a layer is computed; its timers end then.
type clock struct {
	mu     sync.Mutex
	now    time.Time
	timers map[*time.Time]func()
}

func newClock() *clock { return &clock{now: time.Unix(1000, 0), timers: map[*time.Time]func(){}} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration, f func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.now.Add(d)
	c.timers[&at] = f
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.timers, &at)
	}
}

func (c *clock) advance(by time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(by)
	var due []func()
	for at, f := range c.timers {
		if !at.After(c.now) {
			due = append(due, f)
			delete(c.timers, at)
		}
	}
	c.mu.Unlock()
	for _, f := range due {
		f()
	}
}

// engine is an engine of 8 x 8 pictures whose layers are computed when the test hands out
// permission.
type engine struct {
	clock  *clock
	step   time.Duration
	layers int
	permit chan struct{} // nil: all layers at once
	begun  chan string   // titles of runs that began
	fail   error
	panics bool
}

var shape = array.Shape{H: 8, W: 8}

func (e *engine) Check(r recipe.Recipe) error {
	if f := r.Sampling.Fraction; f <= 0 || f > 1 {
		return &recipe.FieldError{Key: "sampling.fraction", Found: parameter.Format(f), Want: "must be a number in (0, 1]"}
	}
	return nil
}

func (e *engine) Plan(_ context.Context, r recipe.Recipe) (Job, error) {
	if r.Image.Size == 100 {
		return nil, &recipe.FieldError{Key: "image.size", Found: "100", Want: "must be a power of two, for example 64 or 128"}
	}
	return &job{e, r}, nil
}

func (e *engine) Measure(path string, _ *int) (array.Shape, error) {
	if path == "" || path[len(path)-1] == '!' {
		return array.Shape{}, errors.New("is not a picture")
	}
	return array.Shape{H: 300, W: 400}, nil
}

func (e *engine) Spectrum(_ string, x *array.Complex) (*array.Complex, error) { return x, nil }

type job struct {
	e *engine
	r recipe.Recipe
}

func (j *job) Recipe() recipe.Recipe { return j.r }
func (j *job) Layers() []int         { return []int{1, j.e.layers} }

func (j *job) Run(ctx context.Context, o *experiment.Observer) (*result.Result, error) {
	if j.e.begun != nil {
		j.e.begun <- j.r.Title
	}
	if j.e.panics {
		panic("index out of range")
	}
	res := &result.Result{Recipe: j.r, Truth: array.NewComplex(shape), Mask: array.NewMask(shape), Samples: array.NewComplex(shape)}
	o.Prepared(res)
	out := func(name string, layers int) *result.Output {
		u := &result.Output{Name: name, Layers: layers, Metrics: &quality.Metrics{RelativeL2: 0.5}}
		u.Image = array.NewComplex(shape)
		return u
	}
	o.Started(0, "Zero-filled", 1)
	o.Finished(0, out("Zero-filled", 1))
	o.Started(1, "FIRENET", j.e.layers)
	var history []result.HistoryPoint
	for k := 1; k <= j.e.layers; k++ {
		if j.e.permit != nil {
			select {
			case <-j.e.permit:
			case <-ctx.Done():
			}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		j.e.clock.advance(j.e.step)
		p := result.HistoryPoint{Layer: k, Block: 1, RelativeL2: 1 / float64(k)}
		history = append(history, p)
		o.Layer(1, p, layer{k, j.e.layers})
	}
	if j.e.fail != nil {
		return nil, j.e.fail
	}
	u := out("FIRENET", j.e.layers)
	u.History = history
	o.Finished(1, u)
	return res, j.attack(ctx, o)
}

// attack climbs one restart of three steps for each attack of the recipe. Of one that is
// cancelled it reports what it had found.
func (j *job) attack(ctx context.Context, o *experiment.Observer) error {
	for i, s := range j.r.Attacks {
		o.AttackStarted(i, s.Name, 3)
		found := &result.AttackOutput{Name: s.Name, Target: 1, Exposed: make([]*result.Exposure, 2)}
		found.Samples = array.NewComplex(shape)
		for k := 1; k <= 3; k++ {
			if j.e.permit != nil {
				select {
				case <-j.e.permit:
				case <-ctx.Done():
				}
			}
			if ctx.Err() != nil {
				o.AttackFound(i, found)
				return ctx.Err()
			}
			j.e.clock.advance(j.e.step)
			step := stability.Step{Restart: 1, Step: k, Amplification: float64(k)}
			found.Steps = append(found.Steps, step)
			o.AttackStep(i, k, step)
		}
		o.AttackFound(i, found)
		found.Exposed[1] = &result.Exposure{Amplification: 3}
		o.AttackFinished(i, found)
	}
	return nil
}

type layer struct{ index, total int }

func (l layer) Index() int                      { return l.index }
func (l layer) Total() int                      { return l.total }
func (l layer) Block() int                      { return 1 }
func (l layer) Objective() float64              { return 1 }
func (l layer) Residual() float64               { return 1 }
func (l layer) Distance(*array.Complex) float64 { return 1 }
func (l layer) Image() *array.Complex {
	a := array.NewComplex(shape)
	a.Data[0] = complex(float64(l.index), 0)
	return a
}

var _ reconstruct.Layer = layer{}

func phantomRecipe() recipe.Recipe {
	return recipe.Recipe{
		Format: 1, Title: "first",
		Image:    recipe.ImageSection{Phantom: "shepp-logan", Size: 8},
		Sampling: recipe.SamplingSection{Operator: "fourier", Pattern: "levels", Fraction: 0.15},
		Reconstructors: []recipe.ReconstructorSection{
			{Name: "Zero-filled", Method: "zero-filled"},
			{Name: "FIRENET", Method: "firenet", Values: parameter.Values{"restarts": 5}},
		},
	}
}
