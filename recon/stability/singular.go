package stability

import (
	"context"
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// LargestSingular computes the largest singular value of the Jacobian J of f at y by power
// iteration on J^T J from a random vector, accelerated: each iteration goes to the best
// point of the plane of v and a direction that is conjugate to the one before, so that it
// needs the square root of the iterations (conjugate gradients for sigma = ||J v||). It ends
// when the residual || J^T J v - sigma^2 v || / sigma^2 is below the tolerance, or after so
// many iterations, each a JVP and a VJP. sigma never falls and is a lower bound at any time;
// J^T J has an eigenvalue within residual sigma^2 of sigma^2. Perturbations of the image
// have the same singular values, U being unitary: their vector is U* Right.
//
// It is a statement on perturbations that are infinitely small. Where the kinks of f are
// near, as after a hundred iterations of FISTA, it can be far above what any perturbation
// of a norm that matters is amplified by, which [Curve] shows.
//
// see is told each iteration, with arrays that are only valid during the call. When ctx is
// cancelled the estimate so far is returned with ctx.Err().
func LargestSingular(ctx context.Context, t Target, iterations int, tolerance float64, see func(Singular)) (Singular, error) {
	if err := t.check(); err != nil {
		return Singular{}, err
	}
	if iterations < 1 {
		return Singular{}, &parameter.Error{Key: "singular", Found: fmt.Sprint(iterations), Want: "must be a whole number of iterations, at least 1"}
	}
	p := &probe{Target: t, ctx: ctx}
	if err := p.move(t.Samples); err != nil {
		return Singular{}, err
	}
	v := gaussianOn(t.Model, t.stream("singular"))
	scale(v, 1/v.Norm())
	return p.power(v, iterations, tolerance, see)
}

// power iterates from v, of unit norm. left is J v, turned along with it.
func (p *probe) power(v *array.Complex, iterations int, tolerance float64, see func(Singular)) (Singular, error) {
	c, left := newClimb(v, p.Model.Image(), Step{Norm: 1}), array.NewComplex(p.Image())
	s := Singular{
		Right: array.NewComplex(v.Shape), Left: array.NewComplex(p.Image()),
		Residual: math.Inf(1), Change: math.Inf(1),
	}
	err := p.tangent(left, v)
	for k := 1; k <= iterations && err == nil; k++ {
		c.last, c.slope = c.slope, c.last
		if err = p.adjoint(c.slope, left); err != nil {
			break
		}
		square := c.flatten(c.slope) // ||J v||^2; J^T J v - sigma^2 v is left
		s.note(c, left)
		s.Converged = s.Residual <= tolerance
		if see != nil {
			see(s)
		}
		if s.Converged || k == iterations {
			break
		}
		c.turn()
		if err = p.tangent(c.image, c.direction); err == nil {
			bend := c.image.Norm()
			angle := math.Atan2(2*real(array.Dot(c.slope, c.direction)), square-bend*bend) / 2
			rotate(c.e, c.e, c.direction, angle)
			combine(left, left, c.image, math.Cos(angle), math.Sin(angle))
		}
	}
	return s, err
}

// note takes down where an iteration stands. slope is what J^T J v is away from sigma^2 v.
func (s *Singular) note(c *climb, left *array.Complex) {
	before := s.Value
	s.Iterations++
	s.Value = left.Norm()
	copy(s.Right.Data, c.e.Data)
	copy(s.Left.Data, left.Data)
	if s.Value == 0 { // f does not depend on y in a random direction
		s.Residual, s.Change = 0, 0
		return
	}
	scale(s.Left, 1/s.Value)
	s.Change = math.Abs(s.Value-before) / s.Value
	s.Residual = c.slope.Norm() / (s.Value * s.Value)
}
