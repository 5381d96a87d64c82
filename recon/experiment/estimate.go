package experiment

import (
	"context"
	"slices"
	"time"

	"firenet/recon/reconstruct"
	"firenet/recon/stability"
)

// What a search holds besides the linearisation: points, gradients and the best so far, in
// images, and the snapshots of two restarts.
const (
	searchImages   = 14
	searchSnapshot = 2 * 32 << 20
)

// attackMemory is the largest number of bytes that a search holds at its peak.
func (p *Plan) attackMemory() int64 {
	largest := int64(0)
	for _, a := range p.attacks {
		largest = max(largest, p.linearisationMemory(a.target)+searchImages*16*int64(p.shape.Len())+p.snapshotBytes(a, 2))
	}
	return largest
}

// linearisationMemory counts what the reconstructor starts from.
func (p *Plan) linearisationMemory(i int) int64 {
	r := p.planned[i]
	if r.method.LinearisationMemory == nil {
		return r.method.Memory(p.setup(r.section))
	}
	n := r.method.LinearisationMemory(p.setup(r.section))
	if r.start.kind == startEarlier {
		n += p.linearisationMemory(r.start.index)
	}
	return n
}

// snapshotBytes is what the snapshots of so many restarts take at most.
func (p *Plan) snapshotBytes(a plannedAttack, restarts int64) int64 {
	all := int64(a.settings.Steps+1) * 8 * int64(p.model.Count())
	return min(restarts*all, restarts*searchSnapshot/2)
}

// attackResults are the bytes that attacks leave until the run ends: the perturbation, and
// for each reconstructor its image under it and under Gaussian noise.
func (p *Plan) attackResults() int64 {
	image := 16 * int64(p.shape.Len())
	total := int64(0)
	for _, a := range p.attacks {
		images := 2 + int64(len(p.planned))
		if a.draws > 0 {
			images += int64(len(p.planned))
		}
		total += images*image + p.snapshotBytes(a, 1)
	}
	return total
}

// gradientCost is how many reconstructions the gradient takes about, with the evaluation
// before it.
const gradientCost = 2.5

// reconstructions is about how often each reconstructor is computed in a run.
func (p *Plan) reconstructions() []float64 {
	times := make([]float64, len(p.planned))
	for j := range times {
		times[j] = 1 + p.questionsCost()
	}
	for _, a := range p.attacks {
		for j := range times {
			times[j] += 1 + float64(a.draws)
		}
		search := float64(a.steps())
		if a.settings.Kind != stability.Random {
			search *= gradientCost
		}
		times[a.target] += search + float64(len(a.norms))*(search+float64(a.draws)) + 2*gradientCost*float64(a.singular)
	}
	return times
}

// questionsCost is about how many reconstructions the questions take for each reconstructor.
func (p *Plan) questionsCost() float64 {
	n := 0.0
	for _, q := range p.questions {
		n += q.study.Reconstructions(q.values)
	}
	return n
}

// estimateLayers is how many layers of a reconstructor are computed to see how long one takes.
const estimateLayers = 6

// Estimate is about how long a run takes on this machine, from the first layers of each
// reconstructor.
func (p *Plan) Estimate(ctx context.Context, o Options) (total time.Duration, err error) {
	defer Caught(&err)
	o.Observer = Observer{}
	r := &run{Plan: p, options: o, ctx: ctx, shared: NewCache()}
	if err := r.prepare(); err != nil {
		return 0, err
	}
	times := p.reconstructions()
	each := make([]time.Duration, len(p.planned))
	for j, entry := range p.planned {
		if each[j], err = r.timeOf(j); err != nil {
			return 0, err
		}
		if entry.start.kind == startEarlier { // computed again with it under every perturbation
			each[j] += each[entry.start.index]
		}
		total += time.Duration(float64(each[j]) * times[j])
	}
	return total, nil
}

// timeOf is about how long one reconstruction takes.
func (r *run) timeOf(j int) (time.Duration, error) {
	entry := r.planned[j]
	begin := time.Now()
	start := r.zeroFilled // of the right shape, whatever it is
	if entry.start.kind == startNone {
		start = nil
	}
	last, times := begin, []time.Duration(nil) // of each layer, with the setting up in the first
	p := r.problem(start)
	p.Stop = func(reconstruct.Layer) bool {
		now := time.Now()
		times, last = append(times, now.Sub(last)), now
		return len(times) == estimateLayers
	}
	if _, err := entry.reconstructor.Reconstruct(r.ctx, p, nil); err != nil {
		return 0, err
	}
	if len(times) < 2 {
		return time.Since(begin), nil
	}
	// The median: another program may have held up one of the layers.
	setUp, each := times[0], slices.Sorted(slices.Values(times[1:]))
	return setUp + each[len(each)/2]*time.Duration(entry.layers-1), nil
}
