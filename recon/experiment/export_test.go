package experiment

import "context"

// SamplesOf asks a plan without a truth for the samples of another image.
func SamplesOf(ctx context.Context, p *Plan) error {
	r := &run{Plan: p, ctx: ctx, shared: NewCache()}
	if err := r.prepare(); err != nil {
		return err
	}
	_, err := subjects{r}.SamplesOf(ctx, r.zeroFilled)
	return err
}
