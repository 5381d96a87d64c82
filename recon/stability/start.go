package stability

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/rng"
)

// stream is a generator of random numbers with a name of its own.
func (t Target) stream(name string) *rand.Rand {
	return rng.Stream(t.Seed, t.Stream+"/"+name)
}

// start is where the restart under way begins: r0 or e0 as given, or uniform on
// [0, tau_0) in real and imaginary part, on the whole image or on the mask, from a stream
// per restart.
func (s *search) start() (*array.Complex, error) {
	z := s.From
	if z == nil || s.restart > 1 {
		z = s.uniform(s.stream(fmt.Sprintf("start %d", s.restart)))
	}
	if s.Domain == Image {
		return s.measured(z)
	}
	z = z.Clone()
	s.Project(z)
	return z, nil
}

func (s *search) uniform(r *rand.Rand) *array.Complex {
	z, places := array.NewComplex(s.Samples.Shape), s.Sampled()
	if s.Domain == Image {
		z = array.NewComplex(s.Model.Image())
		places = everywhere(z.Shape)
	}
	for i := range places {
		re := r.Float64()
		z.Data[i] = complex(s.Start*re, s.Start*r.Float64())
	}
	return z
}

// everywhere are the places of an image.
func everywhere(s array.Shape) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range s.Len() {
			if !yield(i) {
				return
			}
		}
	}
}

// gaussianOn is complex standard normal noise on the mask, drawn in the order of
// [measure.Model.Sampled], the real part first.
func gaussianOn(m measure.Model, r *rand.Rand) *array.Complex {
	e := array.NewComplex(m.Range())
	for i := range m.Sampled() {
		re := r.NormFloat64()
		e.Data[i] = complex(re, r.NormFloat64())
	}
	return e
}

// scale multiplies z by a number.
func scale(z *array.Complex, by float64) {
	for i, v := range z.Data {
		z.Data[i] = complex(by*real(v), by*imag(v))
	}
}
