package stability

import "math"

// inRegion are the figures in the region of a localised search at what it found.
func (s *search) inRegion(p *point) *Within {
	w := &Within{
		Distance: p.within, Relative: p.within / s.goal.norm(s.plain), Remaining: math.NaN(),
	}
	if e := s.onMask(nil, p.z).Norm(); e > 0 {
		w.Amplification = p.within / e
	}
	if s.Goal == Vanish {
		w.Remaining = s.remaining(p.Step)
	}
	return w
}
