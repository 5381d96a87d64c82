package firenet_test

import (
	"context"
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// fromRecipe is the network that a recipe with these keys makes.
func fromRecipe(t *testing.T, s array.Shape, keys parameter.Values) *firenet.Network {
	t.Helper()
	method, ok := reconstruct.Lookup("firenet")
	if !ok {
		t.Fatal("no method firenet")
	}
	values, err := parameter.Complete(method.Parameters, keys)
	if err != nil {
		t.Fatal(err)
	}
	made, err := method.New(reconstruct.Setup{Model: measure.Model{Mask: array.NewMask(s)}, Values: values})
	if err != nil {
		t.Fatal(err)
	}
	return made.(*firenet.Network)
}

// Every key of a recipe reaches the number of its letter: all of them differ here, and from
// what they are by default.
func TestKeysOfARecipeReachTheNetwork(t *testing.T) {
	n := fromRecipe(t, array.Shape{H: 32, W: 32}, parameter.Values{
		"lambda": 0.0625, "tau": 0.25, "sigma": 3.5, "inner": 7, "restarts": 3, "delta": 0.5, "epsilon0": 12.0,
		"wavelet": "db2", "levels": 2, "weights": "none", "precision": "float64",
	})
	want := firenet.Settings{Lambda: 0.0625, Tau: 0.25, Sigma: 3.5, Inner: 7, Restarts: 3, Delta: 0.5, Epsilon0: 12}
	if n.Settings != want {
		t.Errorf("the network has %+v, the recipe %+v", n.Settings, want)
	}
	if n.Wavelet != "db2" || n.Levels != 2 || n.Weights != nil || n.Single {
		t.Errorf("wavelet %s, %d levels, weights %v, single %v", n.Wavelet, n.Levels, n.Weights, n.Single)
	}
}

// Of a single layer the image has a closed form, in which tau stands and sigma does not: the
// dual variable is still 0, so that every coefficient of the start is shrunk by
// lambda tau / alpha, alpha = 2 e / (delta + epsilon0). 1e-13 is the rounding of transforms
// of 32 x 32 there and back.
func TestTheOnlyLayerShrinksByThePrimalStep(t *testing.T) {
	s := array.Shape{H: 32, W: 32}
	n := fromRecipe(t, s, parameter.Values{
		"lambda": 0.5, "tau": 0.25, "sigma": 3.0, "inner": 1, "restarts": 1, "delta": 1.0, "epsilon0": 7.0,
		"levels": 3, "weights": "none", "precision": "float64",
	})
	start, mask := array.NewComplex(s), array.NewMask(s)
	for i := range start.Data {
		start.Data[i] = complex(math.Sin(float64(i*i)), math.Cos(float64(3*i)))
		mask.Data[i] = i%5 == 0
	}
	samples := array.NewComplex(s)
	samples.Data[0] = 1
	got, err := n.Reconstruct(context.Background(), reconstruct.Problem{
		Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: samples, Start: start, Threads: 1,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	psi, err := transform.NewWavelet[complex128](s, "db1", 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, want := array.NewComplex(s), array.NewComplex(s)
	psi.Forward(c, start)
	threshold := 0.5 * 0.25 * (1 + 7) / (2 * math.E)
	for i, z := range c.Data {
		m := math.Hypot(real(z), imag(z))
		c.Data[i] = z * complex(max(0, 1-threshold/m), 0)
	}
	psi.Adjoint(want, c)
	if d := array.Distance(got.Image, want) / want.Norm(); !(d < 1e-13) {
		t.Errorf("the image is %.2g away from the shrunken start", d)
	}
}
