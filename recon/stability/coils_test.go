package stability_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"firenet/internal/operatortest"
	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
)

// Samples of several coils, three times as high as the image: A A* is a projection there when all
// is sampled, so that the worst perturbation of the map-combined image is amplified by 1, noise
// by the root of the share of it that an image can cause, one third.
func TestSamplesOfCoils(t *testing.T) {
	s := array.Shape{H: 16, W: 24}
	full := array.NewMask(s)
	for i := range full.Data {
		full.Data[i] = true
	}
	m := measure.Model{Transform: "fourier", Mask: full, Coils: measure.SimulatedCoils(s, 3)}
	a, err := measure.New[complex128](m, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := operatortest.Random[complex128](s, 1)
	y := operatortest.Forward(a, x)
	f, err := classic.ZeroFilled{}.Linearise(context.Background(), reconstruct.Problem{Model: m, Samples: y, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	target := stability.Target{Name: "zero-filled", Map: f, Model: m, Samples: y, Truth: x, Threads: 1, Seed: 1, Stream: "coils"}
	singular, err := stability.LargestSingular(context.Background(), target, 50, 1e-9, nil)
	if err != nil || math.Abs(singular.Value-1) > 1e-9 || singular.Right.Shape != m.Range() || singular.Left.Shape != s {
		t.Errorf("singular value %v of %v to %v, %v", singular.Value, singular.Right.Shape, singular.Left.Shape, err)
	}
	settings := stability.Settings{Kind: stability.PGD, Domain: stability.Measurement, Steps: 30, Restarts: 1, Radius: 0.05, Start: 0.001}
	found, err := stability.Search(context.Background(), target, settings, nil)
	if err != nil || math.Abs(found.Last.Amplification-1) > 1e-6 || found.Samples.Shape != m.Range() {
		t.Errorf("amplified %v by %v, %v", found.Last.Amplification, found.Samples.Shape, err)
	}
	noise, err := stability.GaussianReference(context.Background(), target, 0.05, 20, nil, nil)
	if want := math.Sqrt(1.0 / 3); err != nil || math.Abs(noise.Amplification.Mean-want) > 0.02 {
		t.Errorf("noise is amplified by %v, want about %v, %v", noise.Amplification.Mean, want, err)
	}
	settings.Domain = stability.Image
	var wrong *parameter.Error
	if _, err := stability.Search(context.Background(), target, settings, nil); !errors.As(err, &wrong) || wrong.Key != "domain" {
		t.Errorf("a search among images: %v", err)
	}
}
