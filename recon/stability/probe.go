package stability

import (
	"context"
	"errors"
	"fmt"
	"math"

	"firenet/recon/array"
)

// ErrNotFinite says that a reconstructor or its derivative gave values that are not
// numbers.
var ErrNotFinite = errors.New("not a number")

// probe evaluates a target at y + e, and the gradient of a goal there.
type probe struct {
	Target
	ctx context.Context

	plain                      *array.Complex // f(y)
	norm, plainNorm, truthNorm float64        // ||y||, ||f(y)||, ||x||
	at                         *array.Complex // y + e
	cotangent                  *array.Complex
	goal                       goal
	gradients, values          int
}

// newProbe evaluates f(y). The target has been checked.
func newProbe(ctx context.Context, t Target) (*probe, error) {
	p := &probe{Target: t, ctx: ctx, norm: t.Samples.Norm()}
	if t.Truth != nil {
		p.truthNorm = t.Truth.Norm()
	}
	if err := p.move(t.Samples); err != nil {
		return nil, err
	}
	p.plain = t.Map.Value().Clone()
	p.plainNorm = p.plain.Norm()
	if !p.plain.IsFinite() {
		return nil, p.fault("its reconstruction of the unperturbed samples")
	}
	p.at = array.NewComplex(t.Samples.Shape)
	p.goal = change(p.plain)
	return p, nil
}

func (p *probe) move(samples *array.Complex) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	p.values++
	return p.Map.Move(samples, nil)
}

// figures evaluates f(y + e). The objective is the goal's.
func (p *probe) figures(e *array.Complex) (Step, error) {
	for i, y := range p.Samples.Data {
		p.at.Data[i] = y + e.Data[i]
	}
	if err := p.move(p.at); err != nil {
		return Step{}, err
	}
	value, norm := p.Map.Value(), e.Norm()
	f := Step{
		Objective: p.goal.value(value), Norm: norm, Relative: norm / p.norm,
		Distance: array.Distance(value, p.plain), RelativeL2: math.NaN(),
	}
	if norm > 0 {
		f.Amplification = f.Distance / norm
	}
	if p.Truth != nil {
		f.RelativeL2 = array.Distance(value, p.Truth) / p.truthNorm
	}
	if !finite(f.Distance) || !finite(f.Objective) {
		return f, p.fault(fmt.Sprintf("its reconstruction under a perturbation of ||e||/||y|| = %.3g", f.Relative))
	}
	return f, nil
}

// gradient writes the gradient of the goal with respect to e, where figures was last
// evaluated: J^T applied to the goal's gradient with respect to the image.
func (p *probe) gradient(dst *array.Complex) error {
	if p.cotangent == nil {
		p.cotangent = array.NewComplex(p.plain.Shape)
	}
	p.goal.gradient(p.cotangent, p.Map.Value())
	return p.adjoint(dst, p.cotangent)
}

// adjoint computes dst = J^T g where f was last evaluated, and 0 off the mask.
func (p *probe) adjoint(dst, g *array.Complex) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	p.gradients++
	if err := p.Map.VJP(dst, nil, g); err != nil {
		return err
	}
	p.Project(dst)
	return p.number(dst)
}

// tangent computes dst = J v where f was last evaluated.
func (p *probe) tangent(dst, v *array.Complex) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	p.gradients++
	if err := p.Map.JVP(dst, v, nil); err != nil {
		return err
	}
	return p.number(dst)
}

func (p *probe) number(derivative *array.Complex) error {
	if !finite(derivative.Norm()) {
		return p.fault("its derivative")
	}
	return nil
}

func (p *probe) fault(what string) error {
	return fmt.Errorf("%s: %s is %w", p.Name, what, ErrNotFinite)
}

func finite(x float64) bool { return x-x == 0 }
