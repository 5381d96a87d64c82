package stability_test

import (
	"context"
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/stability"
)

// Hurting a region of a linear map is the leading singular vector of its rows there.
func TestHurtRegion(t *testing.T) {
	d := newDense(t, 5, 0.95, 4)
	region := stability.Region{Row: 1, Column: 2, Height: 3, Width: 2}
	sigma, _ := d.leading(t, region)
	whole, _ := d.leading(t, d.whole())
	s := settings(stability.Localised)
	s.Region, s.Goal, s.Restarts = region, stability.Hurt, 2
	f, err := stability.Search(context.Background(), d.target(1), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Within.Amplification; math.Abs(got/sigma-1) > 1e-3 || sigma > 0.95*whole {
		t.Errorf("amplification in the region %.6f, the optimum is %.6f, of the whole image %.6f", got, sigma, whole)
	}
	if got := f.Within.Distance; math.Abs(got-f.Ends[f.Best-1]) > 1e-12*got || got > f.Last.Distance || !math.IsNaN(f.Within.Remaining) {
		t.Errorf("figures %+v, ends %v, of the whole image %v", f.Within, f.Ends, f.Last.Distance)
	}
}

// pixels is the map of samples to an image of the same shape in which each is multiplied
// by a gain; pixel 1 by gain + bend |.|^2 of its distance from a centre.
type pixels struct {
	gain         []float64
	bend         float64
	centre, y, v *array.Complex // v: the value
}

func newPixels(gain []float64, bend float64, centre *array.Complex) *pixels {
	return &pixels{gain: gain, bend: bend, centre: centre, y: centre.Clone(), v: centre.Clone()}
}

func (p *pixels) Value() *array.Complex { return p.v }
func (p *pixels) Close()                {}

func (p *pixels) Move(y, _ *array.Complex) error {
	copy(p.y.Data, y.Data)
	for i, g := range p.gain {
		z := y.Data[i] - p.centre.Data[i]
		if i == 1 {
			g += p.bend * (real(z)*real(z) + imag(z)*imag(z))
		}
		p.v.Data[i] = p.centre.Data[i] + complex(g, 0)*z
	}
	return nil
}

func (p *pixels) JVP(dst, v, _ *array.Complex) error {
	for i, g := range p.gain {
		dst.Data[i] = complex(g, 0) * v.Data[i]
		if i == 1 {
			z := p.y.Data[i] - p.centre.Data[i]
			along := real(z)*real(v.Data[i]) + imag(z)*imag(v.Data[i])
			size := real(z)*real(z) + imag(z)*imag(z)
			dst.Data[i] += complex(p.bend*size, 0)*v.Data[i] + complex(2*p.bend*along, 0)*z
		}
	}
	return nil
}

// VJP is JVP: the Jacobian is symmetric.
func (p *pixels) VJP(dst, start, g *array.Complex) error { return p.JVP(dst, g, start) }

func (p *pixels) target(seed uint64) stability.Target {
	mask := array.NewMask(p.centre.Shape)
	for i := range mask.Data {
		mask.Data[i] = true
	}
	return stability.Target{
		Name: "pixels", Map: p, Model: measure.Model{Transform: "walsh", Mask: mask}, Samples: p.centre.Clone(), Truth: p.centre,
		Seed: seed, Stream: "test",
	}
}

// curved has gain 2 at pixel 0 and 1 + bend r^2 at pixel 1: at norm r the worst case is
// max(2, 1 + bend r^2), mixtures being worse than one of the two (the squared distance is
// convex in the share of pixel 1).
func curved(bend float64) *pixels {
	centre := array.NewComplex(array.Shape{H: 4, W: 4})
	gain := make([]float64, centre.Len())
	for i := range gain {
		gain[i] = 0.5
		centre.Data[i] = complex(1+float64(i%3), 0.5)
	}
	gain[0], gain[1] = 2, 1
	return newPixels(gain, bend, centre)
}

func TestNonlinearWorstCase(t *testing.T) {
	p := curved(4)
	target := p.target(3)
	norm := target.Samples.Norm()
	for _, radius := range []float64{0.01, 0.05, 0.09, 0.2} {
		s := settings(stability.PGD)
		s.Radius, s.Restarts = radius, 8
		f, err := stability.Search(context.Background(), target, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := max(2, 1+4*radius*radius*norm*norm)
		if got := f.Last.Amplification; math.Abs(got/want-1) > 1e-3 {
			t.Errorf("radius %g: amplification %.5f, the worst case is %.5f; restarts ended at %v", radius, got, want, f.Ends)
		}
		if math.Abs(f.Last.Relative/radius-1) > 1e-12 || len(f.Ends) != 8 || f.Ends[f.Best-1] != f.Last.Distance {
			t.Errorf("radius %g: ended at %g; best %d of %v", radius, f.Last.Relative, f.Best, f.Ends)
		}
	}
	sigma, err := stability.LargestSingular(context.Background(), target, 100, 1e-10, nil)
	if err != nil || math.Abs(sigma.Value-2) > 1e-10 || !sigma.Converged {
		t.Errorf("largest singular value %v (%v), want 2", sigma.Value, err)
	}
}

// On the same map: d / 2 while pixel 0 is the worst, then the root of r + bend r^3 = d.
func TestNonlinearMinimalNorm(t *testing.T) {
	target := curved(4).target(5)
	plain := target.Samples.Norm() // f(y) = y
	for _, r := range []float64{0.05, 0.3, 0.7, 0.9} {
		d := max(2*r, r+4*r*r*r)
		s := settings(stability.MinimalNorm)
		s.Error, s.Radius, s.Restarts, s.Steps = d/plain, 1, 8, 300
		f, err := stability.Search(context.Background(), target, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(f.Last.Norm/r-1) > 1e-3 || !f.Reached || f.Last.Distance < d {
			t.Errorf("distance %g: norm %.6f, the smallest is %.6f; reached %v; restarts ended at %v", f.Last.Distance, f.Last.Norm, r, f.Reached, f.Ends)
		}
	}
	s := settings(stability.MinimalNorm)
	s.Error = 0.2 // at the radius of 0.05 no more than 0.1 is possible
	f, err := stability.Search(context.Background(), target, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f.Reached || !math.IsInf(f.Ends[0], 1) || math.Abs(f.Last.Relative-0.05) > 1e-9 || f.Last.Amplification < 1.99 {
		t.Errorf("what is out of reach: %+v, ends %v, reached %v", f.Last, f.Ends, f.Reached)
	}
}

// A bright square of a map that copies samples vanishes into its surroundings, or into
// the image that is given, as far as the radius allows.
func TestVanish(t *testing.T) {
	centre := array.NewComplex(array.Shape{H: 8, W: 8})
	without := array.NewComplex(centre.Shape)
	gain := make([]float64, centre.Len())
	for i := range gain {
		gain[i] = 1
		centre.Data[i], without.Data[i] = 1, 1
	}
	region := stability.Region{Row: 3, Column: 2, Height: 2, Width: 2}
	for r := 3; r < 5; r++ {
		for c := 2; c < 4; c++ {
			centre.Set(r, c, 1.5)
			without.Set(r, c, 1.25)
		}
	}
	target := newPixels(gain, 0, centre).target(1)
	s := settings(stability.Localised)
	s.Region, s.Goal = region, stability.Vanish
	for _, c := range []struct {
		without   *array.Complex
		structure float64 // || f(y) - t || in the region: 4 pixels
	}{{nil, 1}, {without, 0.5}} {
		s.Without = c.without
		f, err := stability.Search(context.Background(), target, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := 1 - s.Radius*centre.Norm()/c.structure
		if got := f.Within.Remaining; math.Abs(got-want) > 1e-3 || math.Abs(f.Within.Distance-s.Radius*centre.Norm()) > 1e-3 {
			t.Errorf("%g of the structure remain, want %g; %+v", got, want, f.Within)
		}
		if f.Ends[0] != f.Within.Remaining {
			t.Errorf("ends %v, remaining %v", f.Ends, f.Within.Remaining)
		}
	}
}
