package firenet

import "firenet/recon/array"

// tangent is J v forwards through the layers. With D and B the derivatives of soft threshold
// and ball at the layer, a dot for what is tangent to a variable:
//
//	x.+ = D (x. - step A* v.),   u. = v. + step (A (2 x.+ - x.) - y.),   v. = B u.
//
// first is x., second S., l.v holds u. or v. and l.change y..
type tangent[F array.Real] struct{ sweep[F] }

// run takes the tangent in l.change, and that of the start in second, to that of S.
func (t *tangent[F]) run() error {
	t.mean = 1
	for k := 1; k <= t.Restarts; k++ {
		if err := t.block(k); err != nil {
			return err
		}
		t.mean = 1 / float64(t.Inner)
	}
	return nil
}

func (t *tangent[F]) block(k int) error {
	if err := t.open(k, t); err != nil {
		return err
	}
	alpha := t.alphas[k-1]
	for t.layer = 1; t.layer <= t.Inner; t.layer++ {
		t.step(t.layer == 1, t.Tau/alpha, alpha)
		t.toCoefficients(t.layer < t.Inner)
		if t.layer < t.Inner {
			t.ascent = F(t.Sigma * alpha * t.unit)
			t.toSamples()
			t.ball(t.layer)
		}
		if err := t.workers.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (t *tangent[F]) coefficients(p *part[F]) {
	t.cross(p, t.loops.Tangent, t.first[p.index], t.second[p.index])
}

func (t *tangent[F]) samples(j int, product []F) {
	v := t.of(t.v, j)
	if t.layer == 1 {
		clear(v)
	}
	t.loops.Ascend(v, v, product, t.of(t.change, j), 1, t.ascent)
	t.dots[j] = t.loops.Dot(t.of(t.tape.uOf(t.layer), j), v)
}

// dual is v. of the layer before.
func (t *tangent[F]) dual(j int) []F {
	if t.add != 0 || t.keep != 1 {
		t.loops.Blend(t.of(t.v, j), t.of(t.tape.uOf(t.layer-1), j), F(t.keep), F(t.add))
	}
	return t.withSlack(t.v, j)
}
