package firenet

import "firenet/recon/array"

// recording runs the network and writes what its layers compute onto tapes. It computes what
// the network does, to the bit: only the places differ where x and v are kept.
type recording[F array.Real] struct {
	*linearisation[F]
	tape  *tape[F]
	from  [][]row[F] // x_0 of the block, by part
	layer int        // j
}

// run records all blocks.
func (r *recording[F]) run() error {
	for i := range r.tapes {
		r.tapes[i].block = 0 // holds what is of other samples
	}
	for k := 1; k <= r.Restarts; k++ {
		if k > 1 {
			r.restart(r.Inner)
		}
		if err := r.block(k); err != nil {
			return err
		}
	}
	return nil
}

// block records the layers of block k, from the start that is kept or, after a call of
// restart, from the average of the block before.
func (r *recording[F]) block(k int) error {
	r.crossing = r
	r.tape, r.from = r.tapeOf(k), r.startOf(k)
	r.tape.block = 0
	alpha, shrink := r.alphas[k-1], 0.0
	for r.layer = 1; r.layer <= r.Inner; r.layer++ {
		first := r.layer == 1
		r.primalStep(first, r.layer < r.Inner, addEach, r.Tau/alpha, shrink)
		if r.layer < r.Inner {
			norm := r.dualStep(first, false, shrink, r.Sigma*alpha)
			shrink = 1 / max(1, norm)
			r.tape.norms[r.layer-1] = norm
		}
		if err := r.workers.Err(); err != nil {
			return err
		}
	}
	r.tape.block = k
	return nil
}

// xOf and uOf are those of a layer, counted from 1.
func (t *tape[F]) xOf(layer int, p *part[F]) []row[F] { return t.x[layer-1][p.index] }
func (t *tape[F]) uOf(layer int) []F                  { return t.u[layer-1] }

func (r *recording[F]) coefficients(p *part[F]) {
	x := r.from[p.index]
	if r.layer > 1 {
		x = r.tape.xOf(r.layer-1, p)
	}
	p.shrink(&r.primal, r.tape.xOf(r.layer, p), x)
}

func (r *recording[F]) samples(j int, product []F) {
	t, next := &r.forward, r.of(r.tape.uOf(r.layer), j)
	v := next
	if r.layer > 1 {
		v = r.of(r.tape.uOf(r.layer-1), j)
	} else {
		clear(v)
	}
	t.norms[j] = r.loops.Ascend(next, v, product, r.of(r.y, j), F(t.keep), F(t.step))
}

func (r *recording[F]) dual(j int) []F { return r.withSlack(r.tape.uOf(r.layer-1), j) }
