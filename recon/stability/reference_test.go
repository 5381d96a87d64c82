package stability_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/rng"
	"firenet/recon/stability"
)

// zeroFilledTarget is the isometry U* of the samples on a mask of every third frequency, with
// truth in place of x.
func zeroFilledTarget(t *testing.T, s array.Shape, truth *array.Complex) stability.Target {
	t.Helper()
	mask, y := array.NewMask(s), array.NewComplex(s)
	for i := range mask.Data {
		if mask.Data[i] = i%3 == 0; mask.Data[i] {
			y.Data[i] = complex(math.Sin(float64(i)), math.Cos(float64(i*i)))
		}
	}
	f, err := classic.ZeroFilled{}.Linearise(context.Background(), reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return stability.Target{
		Name: "zero-filled", Map: f, Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Truth: truth, Threads: 1, Seed: 5, Stream: "x",
	}
}

// The picture of Gaussian noise is that of the first draw, however many follow: f(y) and the
// noise of one draw, of the norm that was asked for, to the rounding of 1e-12.
func TestThePictureOfNoiseIsThatOfTheFirstDraw(t *testing.T) {
	s := array.Shape{H: 8, W: 12}
	target := zeroFilledTarget(t, s, nil)
	plain := target.Map.Value().Clone()
	one, err := stability.GaussianReference(t.Context(), target, 0.5, 1, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := one.Image.Clone()
	four, err := stability.GaussianReference(t.Context(), target, 0.5, 4, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(one.Image.Data, first.Data) {
		t.Error("a later measure writes into the picture of an earlier one")
	}
	if !slices.Equal(four.Image.Data, first.Data) {
		t.Error("of four draws another than the first is shown")
	}
	if d := array.Distance(first, plain) / target.Samples.Norm(); math.Abs(d-0.5) > 1e-12 {
		t.Errorf("noise of %v of the samples, want 0.5", d)
	}
}

// What a structure vanishes into is the mean of what surrounds its region, as far out as half
// the larger side: here 3 pixels around 2 x 6, cut off by the image above and to the left. The
// objective is -1/2 || M (f(y + e) - mean) ||^2, and what is said of the region is that of M
// alone, written out here; 1e-10 of it is rounding.
func TestAStructureVanishesIntoItsSurroundings(t *testing.T) {
	s := array.Shape{H: 8, W: 12}
	target := zeroFilledTarget(t, s, nil)
	plain := target.Map.Value().Clone()
	found, err := stability.Search(t.Context(), target, stability.Settings{
		Kind: stability.Localised, Domain: stability.Measurement, Goal: stability.Vanish, Steps: 2, Restarts: 1, Radius: 0.05, Start: 0.1,
		Region: stability.Region{Row: 2, Column: 1, Height: 2, Width: 6},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	inside := func(r, c int) bool { return r >= 2 && r < 4 && c >= 1 && c < 7 }
	sum, n := complex128(0), 0.0
	for r := range 7 {
		for c := range 10 {
			if !inside(r, c) {
				sum, n = sum+plain.At(r, c), n+1
			}
		}
	}
	mean := sum / complex(n, 0)
	perturbed := target.Samples.Clone()
	for i, e := range found.Samples.Data {
		perturbed.Data[i] += e
	}
	if err := target.Map.Move(perturbed, nil); err != nil {
		t.Fatal(err)
	}
	value := target.Map.Value()
	norm := func(pixel func(r, c int) complex128) float64 { // || M pixel ||
		square := 0.0
		for r := range s.H {
			for c := range s.W {
				if d := pixel(r, c); inside(r, c) {
					square += real(d)*real(d) + imag(d)*imag(d)
				}
			}
		}
		return math.Sqrt(square)
	}
	left := norm(func(r, c int) complex128 { return value.At(r, c) - mean })
	moved := norm(func(r, c int) complex128 { return value.At(r, c) - plain.At(r, c) })
	for name, pair := range map[string][2]float64{
		"objective":     {found.Last.Objective, -left * left / 2},
		"remaining":     {found.Within.Remaining, left / norm(func(r, c int) complex128 { return plain.At(r, c) - mean })},
		"distance":      {found.Within.Distance, moved},
		"relative":      {found.Within.Relative, moved / norm(plain.At)},
		"amplification": {found.Within.Amplification, moved / found.Samples.Norm()},
	} {
		if !(math.Abs(pair[0]/pair[1]-1) < 1e-10) {
			t.Errorf("%s %v, by its definition %v", name, pair[0], pair[1])
		}
	}
}

// The search at each norm of a curve begins with what the one before has found: by hand two
// searches, one from the end of the other. Of the samples single precision is kept. On a map
// whose gains differ two searches from the same start end elsewhere.
func TestTheNormsOfACurveFollowOneAnother(t *testing.T) {
	target := zeroFilledTarget(t, array.Shape{H: 8, W: 12}, nil)
	smooth, err := (&classic.Tikhonov{Alpha: 0.5, Gradient: true}).Linearise(context.Background(), reconstruct.Problem{
		Model: measure.Model{Transform: "fourier", Mask: target.Mask}, Samples: target.Samples, Threads: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer smooth.Close()
	target.Map = smooth
	settings := stability.Settings{Kind: stability.PGD, Domain: stability.Measurement, Steps: 2, Restarts: 1, Start: 0.1}
	points, err := stability.Curve(t.Context(), target, settings, []float64{0.2, 0.05}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	settings.Radius = 0.05
	first, err := stability.Search(t.Context(), target, settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	settings.Radius = 0.2
	alone, err := stability.Search(t.Context(), target, settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	settings.From = first.Samples
	second, err := stability.Search(t.Context(), target, settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	if second.Last.Amplification <= alone.Last.Amplification*(1+1e-6) {
		t.Fatal("the map is no test: the start does not matter")
	}
	for k, want := range []stability.Found{first, second} {
		e := stability.Snapshot{Samples: points[k].Samples}.Unpack(target.Model)
		if d := array.Distance(e, want.Samples) / want.Samples.Norm(); !(d < 1e-6) {
			t.Errorf("norm %v: %v away from the search that follows", points[k].Relative, d)
		}
		if d := math.Abs(points[k].Amplification/want.Last.Amplification - 1); !(d < 1e-9) {
			t.Errorf("norm %v: amplification is %v away", points[k].Relative, d)
		}
	}
}

// Random perturbations are drawn from a stream of each restart, "start n" uniformly and "draw n"
// normally, in the order of rows, real part first: here they are drawn once more, scaled to the
// radius and shown to the map. 1e-10 is the rounding of the scaling and of the transforms.
func TestRestartsDrawFromStreamsOfTheirOwn(t *testing.T) {
	target := zeroFilledTarget(t, array.Shape{H: 8, W: 12}, nil)
	smooth, err := (&classic.Tikhonov{Alpha: 0.5, Gradient: true}).Linearise(context.Background(), reconstruct.Problem{
		Model: measure.Model{Transform: "fourier", Mask: target.Mask}, Samples: target.Samples, Threads: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer smooth.Close()
	target.Map = smooth
	plain := smooth.Value().Clone()
	for rule, stream := range map[string]string{stability.Uniform: "x/start %d", stability.Gaussian: "x/draw %d"} {
		found, err := stability.Search(t.Context(), target, stability.Settings{
			Kind: stability.Random, Rule: rule, Domain: stability.Measurement, Steps: 1, Restarts: 3, Radius: 0.25, Start: 0.1,
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k, got := range found.Ends {
			numbers, e := rng.Stream(5, fmt.Sprintf(stream, k+1)), array.NewComplex(plain.Shape)
			next := numbers.NormFloat64
			if rule == stability.Uniform {
				next = numbers.Float64
			}
			for i, on := range target.Mask.Data {
				if on {
					re := next()
					e.Data[i] = complex(re, next())
				}
			}
			scale := complex(0.25*target.Samples.Norm()/e.Norm(), 0)
			for i, y := range target.Samples.Data {
				e.Data[i] = y + scale*e.Data[i]
			}
			if err := smooth.Move(e, nil); err != nil {
				t.Fatal(err)
			}
			if want := array.Distance(smooth.Value(), plain); !(math.Abs(got/want-1) < 1e-10) {
				t.Errorf("%s, restart %d: distance %v, that of its stream is %v", rule, k+1, got, want)
			}
		}
	}
}
