package experiment

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/result"
)

// Prober shows perturbations of the samples to the reconstructors of a plan, as many as one
// likes: the steps of a search, or one perturbation at growing norms. It is used by one
// goroutine at a time.
type Prober struct{ run *run }

// NewProber computes what the perturbed reconstructions are held against, or takes it from
// the cache. Cancelling ctx ends it as it ends [Run].
func NewProber(ctx context.Context, p *Plan, o Options) (prober *Prober, err error) {
	defer Caught(&err)
	o.Observer = Observer{}
	r := &run{Plan: p, options: o, ctx: ctx, shared: NewCache()}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	for i := range p.planned {
		if err := r.reconstruct(i); err != nil {
			return nil, err
		}
	}
	return &Prober{r}, nil
}

// Show computes f(y + e) for every reconstructor, in the recipe's order, and tells see each
// as it ends. There is no Gaussian in an exposure. Cancelling ctx ends it as it ends [Run].
func (p *Prober) Show(ctx context.Context, e *array.Complex, see func(reconstructor int, x *result.Exposure)) (err error) {
	defer Caught(&err)
	r := p.run
	r.ctx = ctx
	samples, norm := plus(r.result.Samples, e, 1), e.Norm()
	for j := range r.planned {
		image, err := r.at(ctx, j, samples)
		if err != nil {
			return err
		}
		x, err := r.exposure(j, image, norm)
		if err != nil {
			return err
		}
		see(j, x)
	}
	return nil
}

// Imaged is r = U* e, the smallest perturbation of the image that is measured as e.
func (p *Prober) Imaged(ctx context.Context, e *array.Complex) (r *array.Complex, err error) {
	defer Caught(&err)
	return p.run.imaged(ctx, e)
}

// imaged is U* e.
func (r *run) imaged(ctx context.Context, e *array.Complex) (*array.Complex, error) {
	out, err := classic.ZeroFilled{}.Reconstruct(ctx, r.perturbed(e, nil), nil)
	return out.Image, err
}
