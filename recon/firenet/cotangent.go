package firenet

import "firenet/recon/array"

// cotangent is J^T g backwards through the layers: tangent's formulas transposed, with real
// inner products. Let c_j, h_j be the cotangents of what D and B are applied to in layer j, h
// times the dual step so that no step depends on the block, and q_j = A* h_j. From the last
// layer of a block, where h = 0, to its first
//
//	h_j = B (h_{j+1} - tau sigma A c_{j+1})
//	c_j = D (g/p + c_{j+1} - q_{j+1} + 2 q_j)
//
// where g is the cotangent of the block's average. That of the block's start, g of the block
// before, is c_1 - q_1, and that of y is minus the sum of all h.
//
// second is c - q and first g/p, l.v holds h and l.change the sum of all h.
type cotangent[F array.Real] struct{ sweep[F] }

// run takes the cotangent of the image, in second, to that of the start there.
func (t *cotangent[F]) run() error {
	clear(t.change)
	t.mean = 1 / float64(t.Inner)
	for k := t.Restarts; k >= 1; k-- {
		if err := t.block(k); err != nil {
			return err
		}
	}
	return nil
}

func (t *cotangent[F]) block(k int) error {
	if err := t.open(k, t); err != nil {
		return err
	}
	for t.layer = t.Inner; t.layer >= 1; t.layer-- {
		t.step(t.layer == t.Inner, 1, t.alphas[k-1])
		t.toCoefficients(t.layer > 1)
		if t.layer > 1 {
			t.ascent = F(-t.Tau * t.Sigma * t.unit)
			t.toSamples()
			t.ball(t.layer - 1)
		}
		if err := t.workers.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (t *cotangent[F]) coefficients(p *part[F]) {
	t.cross(p, t.loops.Cotangent, t.second[p.index], t.first[p.index])
}

func (t *cotangent[F]) samples(j int, product []F) {
	h := t.of(t.v, j)
	if t.layer == t.Inner {
		clear(h)
	}
	t.loops.Blend(h, product, 1, t.ascent)
	t.dots[j] = t.loops.Dot(t.of(t.tape.uOf(t.layer-1), j), h)
}

// dual is h of this layer; on the way it enters the sum.
func (t *cotangent[F]) dual(j int) []F {
	t.loops.Track(t.of(t.v, j), t.of(t.change, j), t.of(t.tape.uOf(t.layer), j), F(t.add), F(t.keep))
	return t.withSlack(t.v, j)
}
