package stability

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// momentum climbs
//
//	Q(r) = 1/2 || f(P U (x + r)) - f(P U x) ||^2 - mu/2 || r ||^2
//
// with its gradient g, by plain momentum v <- gamma v + eta g, r <- r + v [ARPAH20], or by
// Nesterov's as TensorFlow has it, a <- gamma a + g, r <- r + eta (g + gamma a) [CAH22].
// Among samples e takes the place of r. It stops where ||e|| reaches the radius, scaled back
// onto it.
func (s *search) momentum() error {
	z, err := s.start()
	if err != nil {
		return err
	}
	e := s.onMask(nil, z)
	if e.Norm() >= s.radius {
		return &parameter.Error{
			Key: "start", Found: fmt.Sprint(s.Start),
			Want: fmt.Sprintf("must be smaller: the search begins at ||e||/||y|| = %.3g, and ends at the radius, %g", e.Norm()/s.norm, s.Radius),
		}
	}
	step, err := s.penalised(e, z)
	if err != nil {
		return err
	}
	s.hold(z, s.record(0, step))
	velocity, g := array.NewComplex(z.Shape), array.NewComplex(z.Shape)
	for k := 1; k <= s.Steps; k++ {
		if err := s.gradient(g); err != nil {
			return err
		}
		s.advance(z, velocity, g)
		s.onMask(e, z)
		there := e.Norm() >= s.radius
		if there {
			back := s.radius / e.Norm()
			scale(z, back)
			scale(e, back)
		}
		if step, err = s.penalised(e, z); err != nil {
			return err
		}
		s.hold(z, s.record(k, step))
		if there {
			break
		}
	}
	return nil
}

// advance is one update. g is the gradient of the distance, the penalty's is added here.
func (s *search) advance(z, velocity, g *array.Complex) {
	eta, gamma, mu := complex(s.Step, 0), complex(s.Momentum, 0), complex(s.Penalty, 0)
	for i := range z.Data {
		ascent := g.Data[i] - mu*z.Data[i]
		if s.Nesterov {
			velocity.Data[i] = gamma*velocity.Data[i] + ascent
			z.Data[i] += eta * (ascent + gamma*velocity.Data[i])
		} else {
			velocity.Data[i] = gamma*velocity.Data[i] + eta*ascent
			z.Data[i] += velocity.Data[i]
		}
	}
}

// penalised are the figures at e with Q for the objective and ||r|| for the norm.
func (s *search) penalised(e, z *array.Complex) (Step, error) {
	f, err := s.figures(e)
	f.Norm = z.Norm()
	f.Objective -= s.Penalty / 2 * f.Norm * f.Norm
	if err == nil && math.IsInf(f.Norm, 0) {
		err = s.fault("the perturbation after too large steps")
	}
	return f, err
}

// onMask writes e = P z.
func (s *search) onMask(e, z *array.Complex) *array.Complex {
	if e == nil {
		e = array.NewComplex(z.Shape)
	}
	copy(e.Data, z.Data)
	s.Project(e)
	return e
}
