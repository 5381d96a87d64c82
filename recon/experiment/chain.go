package experiment

import (
	"context"
	"fmt"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/reconstruct"
)

// perturbed is the problem of other samples: bounds stay those of the unperturbed ones.
func (r *run) perturbed(samples, start *array.Complex) reconstruct.Problem {
	p := r.problem(start)
	p.Samples, p.Bound = samples, r.samplesNorm
	return p
}

// at is reconstructor i on other samples. What it starts from moves with them, unless it
// comes from a file.
func (r *run) at(ctx context.Context, i int, samples *array.Complex) (*array.Complex, error) {
	start, err := r.startAt(ctx, r.planned[i].start, samples)
	if err != nil {
		return nil, err
	}
	out, err := r.planned[i].reconstructor.Reconstruct(ctx, r.perturbed(samples, start), nil)
	return out.Image, err
}

func (r *run) startAt(ctx context.Context, s start, samples *array.Complex) (*array.Complex, error) {
	switch s.kind {
	case startZeroFilled:
		out, err := classic.ZeroFilled{}.Reconstruct(ctx, r.perturbed(samples, nil), nil)
		return out.Image, err
	case startEarlier:
		return r.at(ctx, s.index, samples)
	case startFile:
		return s.image, nil
	}
	return nil, nil
}

// linearise is the map of reconstructor i with its derivative at the samples, by the chain
// rule where it starts from what depends on them.
func (r *run) linearise(ctx context.Context, i int) (reconstruct.Linearisation, error) {
	entry := r.planned[i]
	method, ok := entry.reconstructor.(reconstruct.Differentiable)
	if !ok { // of a random perturbation; any other attack has been refused by the plan
		return &valuesOnly{run: r, ctx: ctx, index: i, value: r.result.Outputs[i].Image}, nil
	}
	outer, err := method.Linearise(ctx, r.perturbed(r.result.Samples, r.startOf(entry.start)))
	if err != nil {
		return nil, err
	}
	var inner reconstruct.Linearisation
	switch entry.start.kind {
	case startZeroFilled:
		inner, err = classic.ZeroFilled{}.Linearise(ctx, r.perturbed(r.result.Samples, nil))
	case startEarlier:
		inner, err = r.linearise(ctx, entry.start.index)
	default:
		return outer, nil
	}
	if err != nil {
		outer.Close()
		return nil, err
	}
	return newChained(outer, inner), nil
}

// chained is f(y) = g(y, h(y)): a reconstructor g whose start h(y) moves with the samples.
//
//	J v = J_y g v + J_x g (J h v)
//	J^T u = (J_y g)^T u + (J h)^T (J_x g)^T u
type chained struct {
	outer, inner reconstruct.Linearisation
	start        *array.Complex // tangent or cotangent of h(y)
	samples      *array.Complex // the second term of J^T u
}

func newChained(outer, inner reconstruct.Linearisation) *chained {
	shape := outer.Value().Shape
	return &chained{outer: outer, inner: inner, start: array.NewComplex(shape), samples: array.NewComplex(shape)}
}

func (c *chained) Value() *array.Complex { return c.outer.Value() }

// Move ignores a start: it is that of the inner map.
func (c *chained) Move(samples, _ *array.Complex) error {
	if err := c.inner.Move(samples, nil); err != nil {
		return err
	}
	return c.outer.Move(samples, c.inner.Value())
}

func (c *chained) JVP(dst, samples, _ *array.Complex) error {
	if err := c.inner.JVP(c.start, samples, nil); err != nil {
		return err
	}
	return c.outer.JVP(dst, samples, c.start)
}

func (c *chained) VJP(samples, start, cotangent *array.Complex) error {
	if err := c.outer.VJP(samples, c.start, cotangent); err != nil {
		return err
	}
	if err := c.inner.VJP(c.samples, nil, c.start); err != nil {
		return err
	}
	for i, z := range c.samples.Data {
		samples.Data[i] += z
	}
	if start != nil {
		clear(start.Data)
	}
	return nil
}

func (c *chained) Close() {
	c.outer.Close()
	c.inner.Close()
}

// valuesOnly is the map of a reconstructor that is evaluated and not differentiated.
type valuesOnly struct {
	run   *run
	ctx   context.Context
	index int
	value *array.Complex
}

func (v *valuesOnly) Value() *array.Complex { return v.value }

func (v *valuesOnly) Move(samples, _ *array.Complex) (err error) {
	v.value, err = v.run.at(v.ctx, v.index, samples)
	return err
}

func (v *valuesOnly) JVP(_, _, _ *array.Complex) error { return v.noDerivative() }
func (v *valuesOnly) VJP(_, _, _ *array.Complex) error { return v.noDerivative() }
func (v *valuesOnly) Close()                           {}

func (v *valuesOnly) noDerivative() error {
	return fmt.Errorf("%s has no derivative", v.run.planned[v.index].section.Name)
}
