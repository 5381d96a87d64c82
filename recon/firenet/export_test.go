package firenet

import (
	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
)

// Ready makes all that a run needs and returns the run, from x = 0 to the image: what the
// benchmarks clock, as the programs that they are compared with do.
func (n *Network) Ready(p reconstruct.Problem, w *parallel.Workers) (func() error, error) {
	it, err := n.begin(p, w, nil)
	if err != nil {
		return nil, err
	}
	return func() error {
		if single, ok := it.engine.(*layers[float32]); ok {
			return again(it, single)
		}
		return again(it, it.engine.(*layers[float64]))
	}, nil
}

func again[F array.Real](it *iteration, l *layers[F]) error {
	for _, p := range l.parts {
		clear(p.x)
	}
	if err := it.run(); err != nil {
		return err
	}
	l.average(it.Inner)
	return nil
}
