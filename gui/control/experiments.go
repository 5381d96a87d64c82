package control

import (
	"context"
	"sync"
	"sync/atomic"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/transform"
)

// Experiments is the engine of the program. It keeps the steps of earlier runs, so that
// dragging one parameter computes anew only what depends on it.
type Experiments struct {
	threads atomic.Int32 // 0: one per processor
	cache   *experiment.Cache

	mu       sync.Mutex
	of       *array.Complex // the image that spectrum belongs to
	operator string
	spectrum *array.Complex
}

// NewExperiments returns the engine with nothing kept yet.
func NewExperiments(threads int) *Experiments {
	e := &Experiments{cache: experiment.NewCache()}
	e.SetThreads(threads)
	return e
}

// SetThreads sets the number of goroutines from the next run on; 0: one per processor.
func (e *Experiments) SetThreads(n int) { e.threads.Store(int32(min(max(n, 0), 1<<16))) }

// Check is what can be said without opening a file.
func (e *Experiments) Check(r recipe.Recipe) error {
	_, err := r.Complete()
	return err
}

// Plan looks everything up, reads the files and draws image and mask.
func (e *Experiments) Plan(ctx context.Context, r recipe.Recipe) (Job, error) {
	p, err := experiment.NewPlan(ctx, r, e.options())
	if err != nil {
		return nil, err
	}
	return planned{e, p}, nil
}

// Measure is the shape of the picture in a file.
func (e *Experiments) Measure(path string, slice *int) (array.Shape, error) {
	a, err := imagefile.Read(path, imagefile.Options{Slice: slice})
	if err != nil {
		return array.Shape{}, err
	}
	return a.Image.Shape, nil
}

// Spectrum is U x. The last one is kept: it changes with the image only.
func (e *Experiments) Spectrum(operator string, x *array.Complex) (*array.Complex, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.of == x && e.operator == operator {
		return e.spectrum, nil
	}
	u, err := transform.New[complex128](operator, x.Shape, nil)
	if err != nil {
		return nil, err
	}
	s := array.NewComplex(x.Shape)
	u.Forward(s, x)
	e.of, e.operator, e.spectrum = x, operator, s
	return s, nil
}

func (e *Experiments) options() experiment.Options {
	return experiment.Options{Threads: int(e.threads.Load()), Cache: e.cache}
}

// planned is a plan with the engine that runs it.
type planned struct {
	engine *Experiments
	plan   *experiment.Plan
}

func (p planned) Recipe() recipe.Recipe { return p.plan.Recipe() }

func (p planned) Layers() []int {
	r := p.plan.Recipe()
	layers := make([]int, len(r.Reconstructors))
	for i, s := range r.Reconstructors {
		layers[i] = 1
		if m, ok := reconstruct.Lookup(s.Method); ok && m.Layers != nil {
			layers[i] = m.Layers(s.Values)
		}
	}
	return layers
}

func (p planned) Run(ctx context.Context, o *experiment.Observer) (*result.Result, error) {
	options := p.engine.options()
	options.Observer = *o
	return experiment.Run(ctx, p.plan, options)
}

// Prober shows perturbations to the plan's reconstructors.
func (p planned) Prober(ctx context.Context) (Prober, error) {
	return experiment.NewProber(ctx, p.plan, p.engine.options())
}

// Replay computes a reconstructor once more, layer by layer.
func (p planned) Replay(ctx context.Context, i int, see func(reconstruct.Layer)) error {
	return experiment.Replay(ctx, p.plan, i, p.engine.options(), see)
}
