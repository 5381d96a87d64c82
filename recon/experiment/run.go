package experiment

import (
	"context"
	"math"
	"time"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/parallel"
	"firenet/recon/quality"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/rng"
	"firenet/recon/sampling"
)

// Run computes what a plan holds. When ctx is cancelled it returns ctx.Err() within
// 100 ms, with no goroutine left behind. Equal recipes give equal bits, whatever the
// number of threads. A panic inside comes back as an error.
func Run(ctx context.Context, p *Plan, o Options) (result *result.Result, err error) {
	defer Caught(&err)
	r := &run{Plan: p, options: o, ctx: ctx, shared: NewCache()}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	for i := range p.planned {
		if err := r.reconstruct(i); err != nil {
			return nil, err
		}
	}
	for i := range r.attacks {
		if err := r.attack(i); err != nil {
			return nil, err
		}
	}
	for i := range r.questions {
		if err := r.ask(i); err != nil {
			return nil, err
		}
	}
	return r.result, nil
}

// run is a plan under way.
type run struct {
	*Plan
	options         Options
	ctx             context.Context
	result          *result.Result
	comparer        *quality.Comparer // nil without a truth
	truthNorm       float64
	shared          *Cache  // of this run: what several attacks have in common
	samplesNorm     float64 // ||y||
	sigma           float64 // of the noise in each part of a sample; 0: not known, or none
	zeroFilled      *array.Complex
	zeroFilledError float64 // distance of the zero-filled image to the truth
}

// prepare makes the samples and what every reconstructor is held against.
func (r *run) prepare() error {
	begin := time.Now()
	samples, err := remember(r.cache, "samples", r.samplesKey, r.sample)
	if err != nil {
		return err
	}
	r.result = &result.Result{
		Recipe: r.Recipe(), Truth: r.truth, Mask: r.model.Mask, Samples: samples.y,
		Outputs: make([]*result.Output, len(r.planned)), Attacks: make([]*result.AttackOutput, len(r.attacks)),
		Reports: make([]*result.Report, len(r.questions)),
	}
	r.samplesNorm, r.sigma = samples.y.Norm(), samples.sigma
	r.zeroFilled, err = remember(r.cache, "zero-filled", r.samplesKey, func() (*array.Complex, error) {
		out, err := classic.ZeroFilled{}.Reconstruct(r.ctx, r.problem(nil), nil)
		return out.Image, err
	})
	if err != nil {
		return err
	}
	r.result.ZeroFilled = r.zeroFilled
	if r.truth != nil {
		r.truthNorm = r.truth.Norm()
		r.zeroFilledError = array.Distance(r.zeroFilled, r.truth)
		if err := r.compareWithTruth(); err != nil {
			return err
		}
	}
	r.time("measurements", begin)
	if r.options.Observer.Prepared != nil {
		r.options.Observer.Prepared(r.result)
	}
	return nil
}

// compareWithTruth prepares for the metrics.
func (r *run) compareWithTruth() error {
	workers := parallel.New(r.ctx, r.options.threads())
	defer workers.Close()
	r.comparer = quality.NewComparer(r.truth, workers)
	return workers.Err()
}

func (r *run) time(part string, begin time.Time) {
	r.result.Timings = append(r.result.Timings, result.Timing{Part: part, Duration: time.Since(begin)})
}

// sampled are y, and the standard deviation of the noise in each part of a sample; 0: not known,
// or none.
type sampled struct {
	y     *array.Complex
	sigma float64
}

// sample is y = A x + e, or what was measured.
func (r *run) sample() (sampled, error) {
	if r.measured != nil {
		return sampled{y: r.measured}, nil
	}
	workers := parallel.New(r.ctx, r.options.threads())
	defer workers.Close()
	y, err := r.model.Of(r.truth, workers)
	if err != nil {
		return sampled{}, err
	}
	level := r.recipe.Noise.Level
	if level == 0 {
		return sampled{y: y}, nil
	}
	// ||e|| is level ||A x||, spread over both parts of every sample.
	sigma := level * y.Norm() / math.Sqrt(2*float64(r.model.Count()))
	err = sampling.AddNoise(y, r.model, level, rng.Stream(r.recipe.Seed, "noise"))
	return sampled{y, sigma}, err
}

func (r *run) problem(start *array.Complex) reconstruct.Problem {
	return reconstruct.Problem{
		Model: r.model, Samples: r.result.Samples, Sigma: r.sigma,
		Start: start, Threads: r.options.threads(),
	}
}

func (r *run) reconstruct(i int) error {
	entry := r.planned[i]
	watch := r.options.Observer
	if watch.Started != nil {
		watch.Started(i, entry.section.Name, entry.layers)
	}
	begin := time.Now()
	out, err := remember(r.cache, "output of "+entry.section.Name, entry.key, func() (*result.Output, error) {
		return r.compute(i)
	})
	if err != nil {
		return err
	}
	r.time(entry.section.Name, begin)
	r.result.Outputs[i] = out
	if watch.Finished != nil {
		watch.Finished(i, out)
	}
	return nil
}

func (r *run) compute(i int) (*result.Output, error) {
	entry := r.planned[i]
	record := &recorder{run: r, index: i, history: entry.history}
	var seen reconstruct.Recorder
	if record.wanted() {
		seen = record
	}
	begin := time.Now()
	reconstruction, err := entry.reconstructor.Reconstruct(r.ctx, r.problem(r.startOf(entry.start)), seen)
	if err != nil {
		return nil, err
	}
	out := &result.Output{
		Name: entry.section.Name, Method: entry.section.Method, Result: reconstruction,
		History: record.points, Layers: entry.layers, Oracle: entry.oracle,
		Seconds: time.Since(begin).Seconds(),
	}
	return out, r.measure(out)
}

func (r *run) startOf(s start) *array.Complex {
	switch s.kind {
	case startZeroFilled:
		return r.zeroFilled
	case startEarlier:
		return r.result.Outputs[s.index].Image
	case startFile:
		return s.image
	}
	return nil
}

// compareWith compares an image with the truth, which must be known.
func (r *run) compareWith(image *array.Complex) (quality.Metrics, error) {
	workers := parallel.New(r.ctx, r.options.threads())
	defer workers.Close()
	return r.comparer.Compare(image, workers)
}

// measure compares an output with the truth.
func (r *run) measure(out *result.Output) error {
	if r.comparer == nil {
		return nil
	}
	metrics, err := r.compareWith(out.Image)
	if err != nil {
		return err
	}
	out.Metrics = &metrics
	if t := r.template(); t != nil {
		recovered := t.In(out.Image)
		out.Detail = &recovered
	}
	out.WorseThanZeroFilled = array.Distance(out.Image, r.truth) > r.zeroFilledError
	return nil
}
