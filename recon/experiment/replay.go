package experiment

import (
	"context"

	"firenet/recon/reconstruct"
)

// Replay computes reconstructor i of a plan once more and shows each layer to see, which
// may ask it for its iterate during the call. Nothing is measured and nothing kept; what
// the reconstructor starts from comes from the cache if it is there. Cancelling ctx ends
// it as it ends [Run].
func Replay(ctx context.Context, p *Plan, i int, o Options, see func(reconstruct.Layer)) (err error) {
	defer Caught(&err)
	o.Observer = Observer{}
	r := &run{Plan: p, options: o, ctx: ctx}
	if err := r.prepare(); err != nil {
		return err
	}
	entry := p.planned[i]
	if entry.start.kind == startEarlier {
		for k := range entry.start.index + 1 {
			if err := r.reconstruct(k); err != nil {
				return err
			}
		}
	}
	_, err = entry.reconstructor.Reconstruct(ctx, r.problem(r.startOf(entry.start)), seeing(see))
	return err
}

// seeing is a recorder that only looks.
type seeing func(reconstruct.Layer)

// Record shows a layer.
func (s seeing) Record(l reconstruct.Layer) { s(l) }

// Measures is false: nothing is asked for but the iterate.
func (seeing) Measures() bool { return false }
