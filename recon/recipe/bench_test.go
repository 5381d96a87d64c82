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

func BenchmarkParts(b *testing.B) {
	r := Default()
	b.Run("Clone", func(b *testing.B) {
		for b.Loop() {
			_ = r.Clone()
		}
	})
	b.Run("Set", func(b *testing.B) {
		for b.Loop() {
			_, err := r.Set("reconstructor.FIRENET.lambda", "0.001")
			must(b, err)
		}
	})
	b.Run("Complete", func(b *testing.B) {
		for b.Loop() {
			_, err := r.Complete()
			must(b, err)
		}
	})
	text := r.Encode()
	b.Run("Encode", func(b *testing.B) {
		for b.Loop() {
			_ = r.Encode()
		}
	})
	b.Run("Parse", func(b *testing.B) {
		for b.Loop() {
			_, err := Parse("", text)
			must(b, err)
		}
	})
}
