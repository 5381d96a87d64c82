package firenet

import (
	"context"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// counting counts the applications of an operator.
type counting struct {
	transform.Operator[complex128]
	forward, adjoint int
}

func (c *counting) Forward(dst, src *array.Complex) { c.forward++; c.Operator.Forward(dst, src) }
func (c *counting) Adjoint(dst, src *array.Complex) { c.adjoint++; c.Operator.Adjoint(dst, src) }

type watched struct{}

func (watched) Measures() bool           { return true }
func (watched) Record(reconstruct.Layer) {}

// A block of p layers applies p - 1 forward and p - 1 adjoint operators; the dual variable
// of the result costs one more forward, a kept history one in each of the other blocks.
func TestOperatorsPerBlock(t *testing.T) {
	shape := array.Shape{H: 16, W: 16}
	mask, samples := array.NewMask(shape), array.NewComplex(shape)
	mask.Data[0], samples.Data[0] = true, 1
	n := &Network{
		Settings: Settings{Lambda: 0.01, Tau: 1, Sigma: 1, Inner: 4, Restarts: 3, Delta: 1e-9},
		Shape:    shape, Wavelet: "db1", Levels: 2,
	}
	for _, r := range []reconstruct.Recorder{nil, watched{}} {
		workers := parallel.New(context.Background(), 1)
		s, err := newState[complex128, float64](n, reconstruct.Problem{Transform: "fourier", Mask: mask, Samples: samples}, workers, r)
		if err != nil {
			t.Fatal(err)
		}
		count := &counting{Operator: s.own}
		s.own = count
		if err := s.run(r); err != nil {
			t.Fatal(err)
		}
		workers.Close()
		forward := n.Restarts*(n.Inner-1) + 1
		if r != nil {
			forward += n.Restarts - 1
		}
		if count.forward != forward || count.adjoint != n.Restarts*(n.Inner-1) {
			t.Errorf("recorder %v: %d forward and %d adjoint operators, want %d and %d",
				r, count.forward, count.adjoint, forward, n.Restarts*(n.Inner-1))
		}
	}
}
