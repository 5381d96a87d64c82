package stability_test

import (
	"context"
	"math"
	"testing"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
	"firenet/recon/transform"
)

// registered is the target for a method of the registry at its defaults; ok is false for
// one without derivative.
func registered(t testing.TB, name string, x *array.Complex) (target stability.Target, ok bool) {
	t.Helper()
	method, _ := reconstruct.Lookup(name)
	values, err := parameter.Complete(method.Parameters, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := method.New(reconstruct.Setup{
		Model: measure.Model{Transform: "fourier", Mask: array.NewMask(x.Shape)}, Values: values, Truth: x,
		Phantom: func() *array.Complex { return phantoms.SheppLogan(x.Shape) },
	})
	if err != nil {
		t.Fatal(err)
	}
	d, ok := r.(reconstruct.Differentiable)
	if !ok {
		return target, false
	}
	mask := array.NewMask(x.Shape)
	for i := range mask.Data {
		row, col := i/x.W-x.H/2, i%x.W-x.W/2
		mask.Data[i] = row*row+col*col < 40 || (row*7+col*13)%11 == 0
	}
	u, err := transform.New[complex128]("fourier", x.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	full, y := array.NewComplex(x.Shape), array.NewComplex(x.Shape)
	u.Forward(full, x)
	transform.NewMask[complex128](mask).Forward(y, full)
	l, err := d.Linearise(context.Background(), reconstruct.Problem{
		Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: 1, Bound: y.Norm(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return stability.Target{Name: name, Map: l, Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Truth: x, Threads: 1, Seed: 3}, true
}

// Whatever has a derivative is searched and measured by everything here, and the worst case
// is worse than chance, which for U* y alone is as bad.
func TestEveryMethod(t *testing.T) {
	x := phantoms.SheppLogan(array.Shape{H: 32, W: 32})
	for _, name := range reconstruct.Names() {
		target, ok := registered(t, name, x)
		if !ok {
			continue
		}
		noise, err := stability.GaussianReference(context.Background(), target, 0.05, 5, nil, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, kind := range stability.Kinds() {
			s := settings(kind)
			s.Steps, s.Error, s.Region = 12, 0.02, stability.Region{Row: 10, Column: 10, Height: 8, Width: 8}
			f, err := stability.Search(context.Background(), target, s, nil)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, kind, err)
			}
			if a := f.Last.Amplification; kind == stability.PGD && !(a > noise.Amplification.High*(1-1e-9)) || math.IsNaN(a) || a == 0 {
				t.Errorf("%s, %s: amplification %.4f, noise %+v", name, kind, a, noise.Amplification)
			}
		}
		sigma, err := stability.LargestSingular(context.Background(), target, 12, 1e-6, nil)
		if err != nil || !(sigma.Value > 0.5) {
			t.Errorf("%s: singular value %+v, %v", name, sigma.Value, err)
		}
	}
}
