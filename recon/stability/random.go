package stability

import "fmt"

// draw takes a random perturbation of the radius: complex Gaussian on the mask (U being
// unitary, white noise on the image is the same), or what the published search starts
// from, uniform in real and imaginary part, scaled.
func (s *search) draw() error {
	z := gaussianOn(s.Model, s.stream(fmt.Sprintf("draw %d", s.restart)))
	if s.Rule == Uniform || s.From != nil && s.restart == 1 {
		var err error
		if z, err = s.start(); err != nil {
			return err
		}
		s.Project(z)
	}
	scale(z, s.radius/z.Norm())
	f, err := s.figures(z)
	if err != nil {
		return err
	}
	s.take(0, z, f)
	return nil
}
