package recipe

import (
	"fmt"
	"testing"
)

// BenchmarkLiveEdit is what one step of a slider asks of a recipe: the key is set, the window
// checks what it has, the plan completes it, and a result that is written completes it again.
func BenchmarkLiveEdit(b *testing.B) {
	for _, n := range []int{2, 16} {
		b.Run(fmt.Sprintf("reconstructors=%d", n), func(b *testing.B) {
			r := Default()
			for len(r.Reconstructors) < n {
				r.Reconstructors = append(r.Reconstructors, ReconstructorSection{Method: "firenet"})
			}
			r, err := r.Complete()
			must(b, err)
			k := 0
			for b.Loop() {
				k++
				next, err := r.Set("reconstructor.FIRENET.lambda", fmt.Sprint(0.00025*(1+float64(k)/1000)))
				must(b, err)
				_, err = next.Complete() // control.Experiments.Check
				must(b, err)
				_, err = next.Complete() // experiment.NewPlan
				must(b, err)
			}
		})
	}
}

// BenchmarkComplete checks a recipe that has not changed, and one that has.
func BenchmarkComplete(b *testing.B) {
	r := Default()
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			_, err := r.Complete()
			must(b, err)
		}
	})
	b.Run("changed", func(b *testing.B) {
		for k := 0; b.Loop(); k++ {
			r.Sampling.Fraction = 0.1 + 1e-8*float64(k)
			_, err := r.Complete()
			must(b, err)
		}
	})
}
