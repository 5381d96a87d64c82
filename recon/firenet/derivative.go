package firenet

import (
	"context"
	"fmt"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
)

// Linearise runs the network and keeps what its derivative needs: the exact derivative of
// what Reconstruct computes, layer by layer. Soft threshold and ball have kinks, where it
// is the derivative from within. The bound on the first error stays what it is for p.
func (n *Network) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	if err := n.check(p); err != nil {
		return nil, err
	}
	workers := parallel.New(ctx, p.Threads)
	var l reconstruct.Linearisation
	var err error
	if n.Single {
		l, err = linearise[float32](n, p, workers)
	} else {
		l, err = linearise[float64](n, p, workers)
	}
	if err != nil {
		workers.Close()
		return nil, err
	}
	return l, nil
}

// linearisation is a network with what it computed, in one precision.
type linearisation[F array.Real] struct {
	*layers[F]
	alphas []float64 // of the blocks
	value  *array.Complex
	change []F // tangent or cotangent of y, packed

	storage storage
	tapes   []tape[F]
	starts  [][][]row[F] // x_0 of the blocks that share a tape, by block and part; at least that of the first
	passing [][]row[F]   // x_0 of other blocks while they are recorded

	recording recording[F]
	tangent   tangent[F]
	cotangent cotangent[F]
	clearing  clearRows[F]
	saving    writeSamples[F]
}

func linearise[F array.Real](n *Network, p reconstruct.Problem, workers *parallel.Workers) (reconstruct.Linearisation, error) {
	alphas, err := n.alphas(bound(p))
	if err != nil {
		return nil, err
	}
	under, err := newLayers[F](n, p, workers, false)
	if err != nil {
		return nil, err
	}
	sampled := float64(p.Mask.Count()) / float64(n.Shape.Len())
	l := &linearisation[F]{
		layers: under, alphas: alphas, value: array.NewComplex(n.Shape),
		change: make([]F, len(under.y)), storage: n.plan(sampled),
	}
	for range l.storage.tapes() {
		l.tapes = append(l.tapes, l.newTape())
	}
	for range max(1, l.storage.shared()) {
		l.starts = append(l.starts, l.perPart())
	}
	l.recording.linearisation = l
	l.saving.spectrum = l.spectrum
	l.passing = l.x()
	first, second := l.passing, l.sums()
	if l.storage.shared() > 0 {
		first, second = l.perPart(), l.perPart()
	}
	l.tangent.sweep, l.cotangent.sweep = newSweep(l, first, second), newSweep(l, first, second)
	return l, l.Move(p.Samples, p.Start)
}

// x and sums are those of the parts.
func (l *layers[F]) x() (rows [][]row[F]) {
	for _, p := range l.parts {
		rows = append(rows, p.x)
	}
	return rows
}

func (l *layers[F]) sums() (rows [][]row[F]) {
	for _, p := range l.parts {
		rows = append(rows, p.sum)
	}
	return rows
}

func (l *linearisation[F]) tapeOf(k int) *tape[F] { return &l.tapes[l.storage.tape(k)] }

// startOf is where x_0 of block k is: kept if the block may have to be computed again.
func (l *linearisation[F]) startOf(k int) [][]row[F] {
	if k <= len(l.starts) {
		return l.starts[k-1]
	}
	return l.passing
}

// Value is the image of the network.
func (l *linearisation[F]) Value() *array.Complex { return l.value }

// Move runs the network on other samples.
func (l *linearisation[F]) Move(samples, start *array.Complex) error {
	if err := l.fits(samples, start); err != nil {
		return err
	}
	l.pack(l.y, samples)
	if start != nil {
		l.analyseInto(l.starts[0], start)
	}
	if err := l.recording.run(); err != nil {
		return err
	}
	l.average(l.Inner)
	l.write(l.value)
	return l.workers.Err()
}

// JVP takes tangents forwards.
func (l *linearisation[F]) JVP(dst, samples, start *array.Complex) error {
	if err := l.fits(dst, samples, start); err != nil {
		return err
	}
	t := &l.tangent
	l.pack(l.change, samples)
	l.analyseInto(t.second, start)
	if err := t.run(); err != nil {
		return err
	}
	l.synthesiseFrom(dst, t.second, 1/float64(l.Inner))
	return l.workers.Err()
}

// VJP takes a cotangent backwards.
func (l *linearisation[F]) VJP(samples, start, cotangent *array.Complex) error {
	if err := l.fits(samples, start, cotangent); err != nil {
		return err
	}
	t := &l.cotangent
	l.analyseInto(t.second, cotangent)
	if err := t.run(); err != nil {
		return err
	}
	l.unpack(samples, l.change, -1)
	if start != nil {
		l.synthesiseFrom(start, t.second, 1)
	}
	return l.workers.Err()
}

// Close ends the workers.
func (l *linearisation[F]) Close() { l.workers.Close() }

// fits checks shapes; nil fits.
func (l *linearisation[F]) fits(arrays ...*array.Complex) error {
	for _, a := range arrays {
		if a != nil && a.Shape != l.Shape {
			return fmt.Errorf("an array of %v for a network of %v", a.Shape, l.Shape)
		}
	}
	return nil
}

// pack reads samples or their tangent, unpack writes a cotangent.
func (l *linearisation[F]) pack(to []F, samples *array.Complex) {
	t := &l.spectrum.samples
	t.to, t.from = to, samples
	l.workers.Do(t, len(l.panels))
}

func (l *linearisation[F]) unpack(samples *array.Complex, from []F, factor F) {
	clear(samples.Data)
	t := &l.saving
	t.to, t.from, t.factor = samples, from, factor
	l.workers.Do(t, len(l.panels))
}
