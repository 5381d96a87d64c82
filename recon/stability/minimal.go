package stability

import "math"

const (
	raySlack    = 4e-5 // a ray is followed until the distance is above the level by at most this share
	roundSaving = 1e-6 // a round that makes the norm smaller by less than this share has gained nothing
	roundSteps  = 4    // ascent steps between two ways back to the level
)

// smallest looks for the smallest ||e|| with
//
//	D(e) = || f(y + e) - f(y) || >= Error || f(y) ||
//
// as DeepFool does for classifiers: f is linearised, e steps to where the linear map would
// reach the level, and along its ray to the level set of D itself. Rounds of projected
// ascent at that norm, which lift D above the level, and of going back to it along the ray
// make the norm smaller until nothing is gained. The radius is the largest norm that is
// tried; where the level is not reached there, the point of largest D is held. Every
// evaluation of f is a step.
//
// [S. Moosavi-Dezfooli, A. Fawzi, P. Frossard, "DeepFool: a simple and accurate method to
// fool deep neural networks", CVPR 2016]
func (s *search) smallest() error {
	e, err := s.direction()
	if err != nil {
		return err
	}
	// This is the norm that reaches the level where nothing is amplified.
	scale(e, min(s.radius, s.level()))
	f, err := s.figures(e)
	if err != nil {
		return err
	}
	s.take(0, e, f)
	c, last, idle := newClimb(e, s.Model.Image(), f), math.Inf(1), 0
	for c.step < s.Steps && !c.done && idle < 2 {
		if err := s.climb(c, min(s.Steps, c.step+roundSteps)); err != nil {
			return err
		}
		if err := s.toLevel(c); err != nil {
			return err
		}
		if !s.enough(c.at) {
			continue
		}
		idle++
		if c.at.Norm < last*(1-roundSaving) {
			idle = 0
		}
		last = min(last, c.at.Norm)
	}
	return nil
}

// level is the distance to be reached.
func (s *search) level() float64 { return s.Error * s.plainNorm }

func (s *search) enough(f Step) bool { return f.Distance >= s.level() }

// toLevel moves along the ray of e until D is at the level or just above it: by the rule
// that D grows with the norm in proportion, and by bisection where the rule leaves what is
// known. Where D stays below the level up to the radius, it ends there.
func (s *search) toLevel(c *climb) error {
	below, above := 0.0, math.Inf(1)
	for c.step < s.Steps {
		n := c.at.Norm
		if s.enough(c.at) {
			above = n
			if c.at.Distance <= s.level()*(1+raySlack) {
				return nil
			}
		} else {
			below = n
		}
		next := n * s.level() * (1 + raySlack/2) / c.at.Distance
		if !(next > below && next < above) {
			next = min(2*n, (below+above)/2)
		}
		if next = min(next, s.radius); next <= below || next >= above {
			return nil
		}
		scale(c.e, next/n)
		f, err := s.figures(c.e)
		if err != nil {
			return err
		}
		c.at, c.fresh = f, false
		c.step++
		s.take(c.step, c.e, f)
	}
	return nil
}
