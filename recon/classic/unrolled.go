package classic

import (
	"context"
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
)

// images is a list of images or spectra of one shape.
type images []*array.Complex

// unrolled is an iteration on one problem, written as a chain of stages
//
//	m = enter(s, y)      linear
//	m = act(m)           a projection or another proximal map, pointwise or of a whole image
//	s = leave(s, m, y)   linear
//
// on a state s of a few images. The maps that are linear serve values and tangents alike,
// with the samples or their tangent as y. The derivative of a proximal map is symmetric for
// the real inner product, so bend serves both directions. What a stage does is fixed
// beforehand: nothing but act depends on values.
//
// Adjoints add to the cotangents of s and y, unless they say something else. y counts only
// where it is sampled. Results are not to be used after a cancellation.
type unrolled interface {
	size() (state, between int) // images in s and in m
	stages() int
	perLayer() int       // stages in a layer
	block(layer int) int // of a layer, both from 1

	// begin writes the state before the first stage, 0 without a start. It is linear.
	begin(s images, start *array.Complex)
	enter(k int, m, s images, y *array.Complex) // s stays as it is
	act(k int, m images)
	leave(k int, s, m images, y *array.Complex) // m is free afterwards
	// image is the image that a state stands for. It is linear.
	image(dst *array.Complex, s images)

	// bend is d = D act(m) d for m as enter left it.
	bend(k int, m, d images)
	beginAdjoint(gstart *array.Complex, gs images)        // writes gstart; gs is free afterwards
	enterAdjoint(k int, gm, gs images, gy *array.Complex) // gm is free afterwards
	// leaveAdjoint takes gs from after the stage to before it, and writes gm.
	leaveAdjoint(k int, gs, gm images, gy *array.Complex)
	imageAdjoint(gs images, g *array.Complex) // writes gs

	// measure is what the method minimises, and ||P U x - y||, at the state after stage k.
	measure(k int, s images, y *array.Complex) (objective, residual float64)
}

// solver makes iterations: a method with its settings.
type solver interface {
	// on begins an iteration on a problem of the shape that the solver is for.
	on(p reconstruct.Problem, m *measurement) (unrolled, error)
	// finish writes what the result holds beside the image.
	finish(r *reconstruct.Result, m *measurement)
	sides() array.Shape
}

// begun is an iteration with its memory.
type begun struct {
	unrolled
	*measurement
	y, start *array.Complex // start may be nil
	s, m     images
}

func begin(v solver, p reconstruct.Problem, w *parallel.Workers) (*begun, error) {
	if err := p.For("this method", v.sides()); err != nil {
		return nil, err
	}
	m, err := newMeasurement(p, w)
	if err != nil {
		return nil, err
	}
	it, err := v.on(p, m)
	if err != nil {
		return nil, err
	}
	state, between := it.size()
	return &begun{
		unrolled: it, measurement: m, y: p.Samples, start: p.Start,
		s: m.images(state), m: m.images(between),
	}, nil
}

// stage takes the state through stage k.
func (b *begun) stage(k int) {
	b.enter(k, b.m, b.s, b.y)
	b.act(k, b.m)
	b.leave(k, b.s, b.m, b.y)
}

// solve runs all stages and shows the layers.
func solve(ctx context.Context, v solver, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	workers := parallel.New(ctx, p.Threads)
	defer workers.Close()
	b, err := begin(v, p, workers)
	if err != nil {
		return reconstruct.Result{}, err
	}
	view := &layer{begun: b, measures: r != nil && r.Measures() || p.Stop != nil}
	b.begin(b.s, b.start)
	stopped := 0
	for k := 0; k < b.stages() && stopped == 0; k++ {
		b.stage(k)
		if err := workers.Err(); err != nil {
			return reconstruct.Result{}, err
		}
		if (k+1)%b.perLayer() != 0 {
			continue
		}
		view.at, view.measured = k, false
		if r != nil {
			r.Record(view)
		}
		if p.Stop != nil && p.Stop(view) {
			stopped = view.Index()
		}
	}
	result := reconstruct.Result{Image: view.Image(), Stopped: stopped}
	v.finish(&result, b.measurement)
	if err := workers.Err(); err != nil {
		return reconstruct.Result{}, err
	}
	return result, nil
}

// layer is what a recorder sees.
type layer struct {
	*begun
	at                  int // stage
	measures, measured  bool
	objective, residual float64
	shown               *array.Complex // scratch for an image that is not part of the state
}

func (l *layer) Index() int { return (l.at + 1) / l.perLayer() }
func (l *layer) Total() int { return l.stages() / l.perLayer() }
func (l *layer) Block() int { return l.block(l.Index()) }

func (l *layer) Objective() float64 {
	l.look()
	return l.objective
}

func (l *layer) Residual() float64 {
	l.look()
	return l.residual
}

func (l *layer) look() {
	switch {
	case l.measured:
		return
	case l.measures:
		l.objective, l.residual = l.measure(l.at, l.s, l.y)
	default:
		l.objective, l.residual = math.NaN(), math.NaN()
	}
	l.measured = true
}

func (l *layer) Distance(x *array.Complex) float64 {
	if l.shown == nil {
		l.shown = l.new()
	}
	l.image(l.shown, l.s)
	return l.distance(l.shown, x)
}

func (l *layer) Image() *array.Complex {
	x := l.new()
	l.image(x, l.s)
	return x
}
