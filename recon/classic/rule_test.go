package classic_test

import (
	"context"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/reconstruct"
)

// seen keeps the image and the figures of every layer.
type seen struct {
	images    []*array.Complex
	residuals []float64
}

func (s *seen) Record(l reconstruct.Layer) {
	s.images = append(s.images, l.Image())
	s.residuals = append(s.residuals, l.Residual())
}
func (s *seen) Measures() bool { return true }

// A rule ends an iteration with the iterate that a recorder sees there, bit for bit, is asked
// after the recorder, and not again.
func TestRuleEndsAnIteration(t *testing.T) {
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		var all, some seen
		whole, err := f.Reconstruct(context.Background(), p, &all)
		must(t, err)
		if len(all.images) < 2 || whole.Stopped != 0 {
			t.Fatalf("%d layers, stopped at %d", len(all.images), whole.Stopped)
		}
		last := len(all.images) / 2
		var asked []float64
		p.Stop = func(l reconstruct.Layer) bool {
			if len(some.images) != l.Index() {
				t.Errorf("asked at layer %d, the recorder has seen %d", l.Index(), len(some.images))
			}
			asked = append(asked, l.Residual())
			return l.Index() == last
		}
		part, err := f.Reconstruct(context.Background(), p, &some)
		must(t, err)
		if part.Stopped != last || len(some.images) != last || !slices.Equal(asked, all.residuals[:last]) {
			t.Errorf("stopped at %d, seen %d layers, want %d; residuals %v and %v", part.Stopped, len(some.images), last, asked, all.residuals[:last])
		}
		if !slices.Equal(part.Image.Data, all.images[last-1].Data) {
			t.Error("the result is not the layer's iterate")
		}
		p.Stop = func(reconstruct.Layer) bool { return false }
		again, err := f.Reconstruct(context.Background(), p, nil)
		must(t, err)
		if again.Stopped != 0 || !slices.Equal(again.Image.Data, whole.Image.Data) {
			t.Errorf("a rule that never ends it changes the result, stopped at %d", again.Stopped)
		}
	})
}
