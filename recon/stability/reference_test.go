package stability_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/reconstruct"
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
	f, err := classic.ZeroFilled{}.Linearise(context.Background(), reconstruct.Problem{Transform: "fourier", Mask: mask, Samples: y, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return stability.Target{
		Name: "zero-filled", Map: f, Transform: "fourier", Mask: mask, Samples: y, Truth: truth, Threads: 1, Seed: 5, Stream: "x",
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
