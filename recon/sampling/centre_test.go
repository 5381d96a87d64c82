package sampling_test

import (
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/rng"
	"firenet/recon/sampling"
)

// Unless its radius is given, the centre of two levels holds half of the samples: all of the
// frequencies that are nearer than the first one that lacks, and no fewer than half less one
// circle, which at this size has at most 16 frequencies. Of the others a sixth is sampled, so
// that a circle more is filled by chance only where it is one of four.
func TestHalfOfTwoLevelsIsInTheCentre(t *testing.T) {
	pattern, _ := sampling.Lookup("two-level")
	mask, err := pattern.Draw(sampling.Request{
		Context: t.Context(), Shape: array.Shape{H: 64, W: 64}, Transform: "fourier", Fraction: 0.25, Rand: rng.Stream(3, "mask"),
	})
	if err != nil {
		t.Fatal(err)
	}
	first := math.Inf(1)
	var distances []float64
	for i, on := range mask.Data {
		d := math.Hypot(float64(i/64-32), float64(i%64-32))
		if distances = append(distances, d); !on {
			first = min(first, d)
		}
	}
	slices.Sort(distances)
	inside, _ := slices.BinarySearch(distances, first)
	if half := mask.Count() / 2; inside < half-16 || inside > half+16 {
		t.Errorf("%d of %d samples are in the centre", inside, mask.Count())
	}
}
