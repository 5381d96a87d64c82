package firenet

import (
	"context"
	"testing"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
)

// counting counts the steps that apply an operator: a primal step that is not the first of
// a block an adjoint, a dual step a forward, and so does what follows A x without one.
type counting struct {
	engine
	forward, adjoint int
}

func (c *counting) primalStep(first, on bool, sums sumOf, step, shrink float64) {
	if !first {
		c.adjoint++
	}
	c.engine.primalStep(first, on, sums, step, shrink)
}

func (c *counting) turnOver(p int, step, shrink, next float64) {
	c.adjoint++
	c.engine.turnOver(p, step, shrink, next)
}

func (c *counting) dualStep(first, last bool, keep, step float64) float64 {
	c.forward++
	return c.engine.dualStep(first, last, keep, step)
}

func (c *counting) follow(first bool) {
	c.forward++
	c.engine.follow(first)
}

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
		it, err := n.begin(reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: samples}, workers, r)
		if err != nil {
			t.Fatal(err)
		}
		count := &counting{engine: it.engine}
		it.engine = count
		if err := it.run(); err != nil {
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
