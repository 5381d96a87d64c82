package stability

import (
	"fmt"

	"firenet/recon/array"
)

// ascend climbs the goal in the ball ||e|| <= radius, and holds the best point. The rules
// fixed and normalised are projected gradient steps,
//
//	v <- gamma v + eta g,   e <- P_ball( e + v ),
//
// with the gradient g itself, or one of the length of the radius. Adaptive steps are those
// of [search.climb]. Among images the ball is that of ||P U r||: what is not measured does
// nothing, the gradient lies in the space of what is, and r = U* e is the smallest
// perturbation that is measured as e.
func (s *search) ascend() error {
	e, err := s.direction()
	if err != nil {
		return err
	}
	scale(e, s.radius)
	if s.Rule == Fixed || s.Rule == Normalised {
		return s.march(e)
	}
	f, err := s.figures(e)
	if err != nil {
		return err
	}
	s.take(0, e, f)
	return s.climb(newClimb(e, s.Model.Image(), f), s.Steps)
}

// direction is a start of unit norm: that of the momentum search for the first restart,
// complex Gaussian for the others.
func (s *search) direction() (*array.Complex, error) {
	z := gaussianOn(s.Model, s.stream(fmt.Sprintf("direction %d", s.restart)))
	if s.restart == 1 {
		var err error
		if z, err = s.start(); err != nil {
			return nil, err
		}
		s.Project(z)
	}
	scale(z, 1/z.Norm())
	return z, nil
}

// march takes steps of a set length, whatever they do.
func (s *search) march(e *array.Complex) error {
	v, g := array.NewComplex(e.Shape), array.NewComplex(e.Shape)
	f, err := s.figures(e)
	if err != nil {
		return err
	}
	s.take(0, e, f)
	for k := 1; k <= s.Steps; k++ {
		if err := s.gradient(g); err != nil {
			return err
		}
		along := 1.0
		if s.Rule == Normalised {
			along = s.radius / g.Norm()
		}
		if !finite(along) {
			return nil // the objective does not depend on e here
		}
		for i := range e.Data {
			v.Data[i] = complex(s.Momentum, 0)*v.Data[i] + complex(along*s.Step, 0)*g.Data[i]
			e.Data[i] += v.Data[i]
		}
		s.shrink(e, s.radius)
		if f, err = s.figures(e); err != nil {
			return err
		}
		s.take(k, e, f)
	}
	return nil
}

// shrink projects e on the ball.
func (s *search) shrink(e *array.Complex, radius float64) {
	if n := e.Norm(); n > radius {
		scale(e, radius/n)
	}
}
