package classic_test

import (
	"reflect"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

// Every key of a recipe reaches the number of its meaning: no two numbers of a method are
// equal here, and none is what it is by default.
func TestKeysOfARecipeReachTheMethod(t *testing.T) {
	s := array.Shape{H: 16, W: 24}
	for _, c := range []struct {
		method string
		keys   parameter.Values
		want   reconstruct.Reconstructor
	}{
		{
			"fista",
			parameter.Values{"lambda": 0.5, "iterations": 7, "wavelet": "db2", "levels": 2, "shifts": true, "seed": 31},
			&classic.FISTA{Shape: s, Lambda: 0.5, Iterations: 7, Wavelet: "db2", Levels: 2, Shifts: true, Seed: 31},
		},
		{
			"fista",
			parameter.Values{"shifts": false, "levels": 3},
			&classic.FISTA{Shape: s, Lambda: 0.001, Iterations: 100, Wavelet: "db1", Levels: 3, Seed: 1},
		},
		{
			"nesta",
			parameter.Values{
				"noise": 0.25, "mu": 0.5, "fall": 0.75, "inner": 6, "restarts": 3, "wavelet": "db3", "levels": 2, "wavelet-weight": 4.0,
			},
			&classic.NESTA{Shape: s, TV: 1, Sparsity: 4, Noise: 0.25, Mu: 0.5, Fall: 0.75, Inner: 6, Restarts: 3, Wavelet: "db3", Levels: 2},
		},
		{
			"tv",
			parameter.Values{"lambda": 0.25, "tau": 3.0, "iterations": 11},
			&classic.PrimalDual{Shape: s, TV: 0.25, Tau: 3, Iterations: 11},
		},
		{
			"tv-wavelet",
			parameter.Values{"lambda": 0.25, "wavelet-lambda": 0.125, "tau": 3.0, "iterations": 11, "wavelet": "db2", "levels": 2},
			&classic.PrimalDual{Shape: s, TV: 0.25, Sparsity: 0.125, Tau: 3, Iterations: 11, Wavelet: "db2", Levels: 2},
		},
		{"tikhonov", parameter.Values{"alpha": 0.5}, &classic.Tikhonov{Alpha: 0.5, Gradient: true}},
		{"tikhonov", parameter.Values{"alpha": 0.25, "penalty": "image"}, &classic.Tikhonov{Alpha: 0.25}},
	} {
		method, ok := reconstruct.Lookup(c.method)
		if !ok {
			t.Fatalf("no method %q", c.method)
		}
		values, err := parameter.Complete(method.Parameters, c.keys)
		if err != nil {
			t.Fatal(err)
		}
		got, err := method.New(reconstruct.Setup{Model: measure.Model{Mask: array.NewMask(s)}, Values: values})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s with %v:\n%+v, want\n%+v", c.method, c.keys, got, c.want)
		}
	}
}
