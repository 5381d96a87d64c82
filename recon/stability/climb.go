package stability

import (
	"math"

	"firenet/recon/array"
)

// shortest is the angle in radians at which an adaptive ascent gives up: it is at a maximum.
const shortest = 1e-6

// climb is an adaptive ascent under way, on the sphere ||e|| = radius.
type climb struct {
	e, trial  *array.Complex
	slope     *array.Complex // gradient in the tangent plane of the sphere at e
	last      *array.Complex // slope of the step before; length 0: none
	direction *array.Complex // of unit norm, in the tangent plane
	length    float64        // of the direction before it was normalised
	image     *array.Complex // J direction
	at        Step           // at e
	step      int            // number of the last step
	angle     float64        // of the next step
	trust     float64        // share of the angle at the model's maximum that is tried
	fresh     bool           // slope, direction and angle are those at e
	done      bool           // at a maximum
}

func newClimb(e *array.Complex, image array.Shape, at Step) *climb {
	zeros := func() *array.Complex { return array.NewComplex(e.Shape) }
	return &climb{e: e, trial: zeros(), slope: zeros(), last: zeros(), direction: zeros(), image: array.NewComplex(image), at: at, trust: 1}
}

// climb takes adaptive steps up to the number last. A step turns e on its sphere towards a
// conjugate direction d, as conjugate gradients for the largest singular value do
// (Polak-Ribiere, kept at the tangent planes): with the derivative J at e the goal along
//
//	e(t) = cos t e + sin t radius d
//
// is a quadratic form of cos t and sin t, whose largest value is at
//
//	t = 1/2 atan2( 2 radius <g, d>, <g, e> - radius^2 ||J d||^2 )
//
// for a linear f. Where the objective does not rise there, the step is not taken, and the
// next ones are half as long; steps that are taken make the next ones longer again. So the
// objective never falls. A step costs an evaluation of f, and where the one before it was
// taken a VJP and a JVP.
func (s *search) climb(c *climb, last int) error {
	for c.step < last && !c.done {
		if !c.fresh {
			if err := s.aim(c); err != nil || c.done {
				return err
			}
		}
		rotate(c.trial, c.e, c.direction, c.angle)
		f, err := s.figures(c.trial)
		if err != nil {
			return err
		}
		if f.Objective > c.at.Objective {
			c.e, c.trial, c.at, c.fresh = c.trial, c.e, f, false
			c.trust = min(1, 1.5*c.trust)
		} else {
			c.angle /= 2
			c.trust /= 2
			c.done = c.angle < shortest
		}
		c.step++
		s.take(c.step, c.e, c.at)
	}
	return nil
}

// aim computes slope, direction and angle at e, where f was last evaluated.
func (s *search) aim(c *climb) error {
	c.last, c.slope = c.slope, c.last
	if err := s.gradient(c.slope); err != nil {
		return err
	}
	radial := c.flatten(c.slope)
	if c.done = c.slope.Norm() <= 1e-12*math.Abs(radial); c.done {
		return nil
	}
	c.turn()
	if err := s.tangent(c.image, c.direction); err != nil {
		return err
	}
	radius := c.at.Norm
	bend := radius * s.goal.norm(c.image)
	c.angle = math.Atan2(2*radius*real(array.Dot(c.slope, c.direction)), radius*radial-s.goal.sign*bend*bend) / 2 * c.trust
	c.fresh = true
	return nil
}

// turn makes the direction conjugate to the one before, or the slope where there is none.
func (c *climb) turn() {
	keep := 0.0
	if c.length > 0 {
		before := array.SumSquares(c.last.Data)
		keep = (array.SumSquares(c.slope.Data) - real(array.Dot(c.slope, c.last))) / before
		c.flatten(c.direction)
	}
	keep = max(0, keep) * c.length
	for i, g := range c.slope.Data {
		c.direction.Data[i] = g + complex(keep, 0)*c.direction.Data[i]
	}
	if real(array.Dot(c.direction, c.slope)) <= 0 {
		copy(c.direction.Data, c.slope.Data)
	}
	c.length = c.direction.Norm()
	scale(c.direction, 1/c.length)
}

// flatten takes what is along e away from v, and returns its length.
func (c *climb) flatten(v *array.Complex) (radial float64) {
	radial = real(array.Dot(v, c.e)) / c.at.Norm
	along := complex(radial/c.at.Norm, 0)
	for i, e := range c.e.Data {
		v.Data[i] -= along * e
	}
	return radial
}

// rotate writes cos t e + sin t ||e|| d, with the norm of e. d is orthogonal to e, of unit
// norm. dst may be e.
func rotate(dst, e, d *array.Complex, angle float64) {
	norm := e.Norm()
	combine(dst, e, d, math.Cos(angle), math.Sin(angle)*norm)
	scale(dst, norm/dst.Norm())
}

// combine writes alpha a + beta b. dst may be a or b.
func combine(dst, a, b *array.Complex, alpha, beta float64) {
	x, y := complex(alpha, 0), complex(beta, 0)
	for i, v := range a.Data {
		dst.Data[i] = x*v + y*b.Data[i]
	}
}
