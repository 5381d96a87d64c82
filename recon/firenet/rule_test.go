package firenet_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// A rule ends the network with the running average that a recorder sees at that layer: in the
// middle of a block, at the end of one, and in the last. The coefficients are those of the
// image, and the rule is asked for figures although nobody records.
func TestRuleEndsTheNetwork(t *testing.T) {
	for _, single := range []bool{true, false} {
		network, problem := headline(t, 64, 1, single)
		network.Inner, network.Restarts = 4, 3
		var images []*array.Complex
		whole, err := network.Reconstruct(context.Background(), problem, recorderFunc(func(l reconstruct.Layer) { images = append(images, l.Image()) }))
		if err != nil {
			t.Fatal(err)
		}
		psi, err := transform.NewWavelet[complex128](problem.Image(), network.Wavelet, network.Levels, nil)
		if err != nil {
			t.Fatal(err)
		}
		tolerance := map[bool]float64{true: 1e-6, false: 1e-14}[single]
		for _, last := range []int{2, 3, 4, 6, 8, 11} {
			asked := 0
			problem.Stop = func(l reconstruct.Layer) bool {
				if asked++; l.Index() != asked || math.IsNaN(l.Residual()) || math.IsNaN(l.Objective()) {
					t.Errorf("asked %d times, layer %d, residual %v", asked, l.Index(), l.Residual())
				}
				return l.Index() == last
			}
			got, err := network.Reconstruct(context.Background(), problem, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got.Stopped != last || asked != last {
				t.Errorf("stopped at %d after %d questions, want %d", got.Stopped, asked, last)
			}
			near(t, "image", got.Image, images[last-1], tolerance)
			synthesised := array.NewComplex(problem.Image())
			psi.Adjoint(synthesised, got.Coefficients)
			near(t, "image of the coefficients", synthesised, got.Image, tolerance)
		}
		problem.Stop = func(reconstruct.Layer) bool { return false }
		again, err := network.Reconstruct(context.Background(), problem, nil)
		if err != nil {
			t.Fatal(err)
		}
		if again.Stopped != 0 || !slices.Equal(again.Image.Data, whole.Image.Data) || !slices.Equal(again.Dual.Data, whole.Dual.Data) {
			t.Error("a rule that never ends it changes the result")
		}
	}
}
