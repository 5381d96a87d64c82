package firenet

import "firenet/recon/array"

// noLevel stands for the levels of a wavelet transform that has none: the image is its own
// approximation.
type noLevel[F array.Real] struct {
	*layers[F]
	down, up imageTask[F]
}

// imageTask completes or begins the spectral transform in a panel of the picture.
type imageTask[F array.Real] struct {
	*layers[F]
	up bool
}

func newNoLevel[F array.Real](l *layers[F]) *noLevel[F] {
	return &noLevel[F]{layers: l, down: imageTask[F]{l, false}, up: imageTask[F]{l, true}}
}

func (n *noLevel[F]) analyse()          { n.do(&n.down, len(n.turn), n.picture) }
func (n *noLevel[F]) synthesise()       { n.do(&n.up, len(n.turn), n.picture) }
func (n *noLevel[F]) next() *picture[F] { return n.picture }

func (t *imageTask[F]) Run(worker, k int) {
	if t.up {
		t.fromImage(worker, t.picture.panel(k))
	} else {
		t.toImage(worker, t.picture.panel(k))
	}
}
