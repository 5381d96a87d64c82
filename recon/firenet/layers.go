package firenet

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/internal/pages"
	"firenet/recon/internal/simd"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// layers is the memory of a network under way and what is done to it, in one precision.
// doc.go draws how it is laid out.
type layers[F array.Real] struct {
	*Network
	*spectrum[F]
	workers *parallel.Workers
	loops   *simd.Kernels[F]
	scratch [][]row[F] // a line of sixteen lanes for each worker

	picture *picture[F] // the image, in panels of columns
	turn    [][]int     // the columns of each panel
	// fromTile turns a tile of the picture into columns of a line of the spectrum, toTile back.
	fromTile, toTile func(dst, src, soon []row[F])
	levels           []level[F]     // finest first
	strips           *haarStrips[F] // the first of them; nil: there are none
	parts            []*part[F]     // of all bands
	coarsest         []*part[F]     // those of the approximation

	adjoint toPicture[F]
	forward fromPicture[F]
	gauge   averageTask[F]
	giving  giveTask[F]
	taking  takeTask[F]
	reading readImage[F]
	writing writeImage[F]
	primal  primalStep[F]
	steps   bool // analysis goes through the primal step
	// turned says that the picture holds the half spectrum of A* v: the dual step has gone on
	// to there.
	turned bool
	// crossing is what is done between the transforms; nil: the steps of the network.
	crossing crossing[F]
	spatial  bool // the picture holds an image and not a half spectrum
	// risen says that the picture holds the half spectrum of what the parts have left.
	risen bool

	track *tracker[F]    // nil when nobody asks for objective and residual
	seen  *array.Complex // the image whose coefficients the parts keep
}

// level is one level of a wavelet transform between its picture and the next.
type level[F array.Real] interface {
	analyse()
	synthesise()
	next() *picture[F]
}

// crossing is what is done to the numbers on their way round, while they are near. Parts and
// panels are crossed on different goroutines at the same time.
type crossing[F array.Real] interface {
	// coefficients handles a part, from what analysis left ahead to what synthesis takes there.
	coefficients(p *part[F])
	// samples handles the sampled frequencies of panel j of A times that.
	samples(j int, product []F)
	// dual is what panel j of the sampled frequencies sends back through A*, with slack.
	dual(j int) []F
}

// cross takes a part through the primal step, or what stands in its place.
func (l *layers[F]) cross(p *part[F]) {
	if l.crossing != nil {
		l.crossing.coefficients(p)
		return
	}
	p.descend(&l.primal)
}

// tracker follows the samples A x of the iterates, so that objective and residual of the
// running average cost one operator per block instead of one per layer. It writes nothing
// that the iteration reads.
type tracker[F array.Real] struct {
	ax  []F // A x of the last layer
	sum []F // sum of the block's A x
}

func newLayers[F array.Real](n *Network, p reconstruct.Problem, workers *parallel.Workers, measures bool) (*layers[F], error) {
	if err := transform.Check(p.Transform, n.Shape); err != nil {
		return nil, err
	}
	if err := transform.CheckWavelet(n.Shape, n.Wavelet, n.Levels); err != nil {
		return nil, err
	}
	unit := 1 / math.Sqrt(float64(n.Shape.Len()))
	l := &layers[F]{Network: n, workers: workers, loops: simd.For[F]()}
	l.spectrum = newSpectrum[F](p.Transform, n.Shape, unit, workers)
	l.load(workers, p.Mask, p.Samples)
	if err := workers.Err(); err != nil {
		return nil, err
	}
	for range workers.Count() {
		l.scratch = append(l.scratch, pages.Make[row[F]](l.line()))
	}
	l.primal.loops = l.loops
	l.adjoint.layers, l.forward.layers, l.gauge.layers, l.giving.layers = l, l, l, l
	l.taking.layers, l.reading.layers, l.writing.layers = l, l, l
	l.forward.norms = make([]float64, blocks(n.Shape.H))
	most := 0
	for _, p := range l.panels {
		most = max(most, p.Numbers())
	}
	for range l.scratch {
		l.forward.packed = append(l.forward.packed, l.numbers(most))
	}
	if err := l.newWavelet(); err != nil {
		return nil, err
	}
	l.gauge.sums, l.gauge.squares = make([]float64, len(l.parts)), make([]float64, len(l.parts))
	if measures {
		l.track = &tracker[F]{ax: pages.Make[F](len(l.v)), sum: pages.Make[F](len(l.v))}
		l.gauge.residuals = make([]float64, blocks(n.Shape.H))
	}
	return l, nil
}

// newWavelet makes the picture, the levels and the parts.
func (l *layers[F]) newWavelet() error {
	low, high, err := transform.Filters(l.Wavelet)
	if err != nil {
		return err
	}
	columns, haar := inOrder, len(low) == 2
	panels := blocks(l.Shape.W)
	if haar {
		columns, panels = evenOdd, (panels+1)/2*2
	}
	l.picture = newPicture[F](l.Shape.H, l.Shape.W, panels)
	l.turn = columns.lists(blocks(l.Shape.W))
	l.fromTile, l.toTile = l.loops.Tile, l.loops.Tile
	if haar {
		l.fromTile, l.toTile = l.loops.TileJoin, l.loops.TilePart
	}
	picture, begin := l.picture, 1
	if l.Levels == 0 {
		l.levels = append(l.levels, newNoLevel(l))
	}
	if depth := stripLevels(l.Shape.H, l.Levels); haar && depth >= worthStrips {
		l.strips = newHaarStrips(l, depth)
		l.levels = append(l.levels, l.strips)
		picture, begin = l.strips.next(), depth+1
	}
	for j := begin; j <= l.Levels; j++ {
		if haar {
			l.levels = append(l.levels, newHaarLevel(l, picture, j))
		} else {
			l.levels = append(l.levels, newFilterLevel(l, picture, j, low, high))
		}
		picture = l.levels[len(l.levels)-1].next()
	}
	alongRows := haar || l.Levels%2 == 0
	for k := range blocks(picture.lines) {
		at := place{count: min(lanes, picture.lines-k*lanes), order: columns, alongRows: alongRows, row: k * lanes}
		if alongRows {
			at.row, at.column = 0, k*lanes
		}
		l.coarsest = append(l.coarsest, l.newPart(picture.n, picture.panel(k), 1, l.weightOf(l.Levels+1), at))
	}
	l.rowsOfParts(func(p *part[F], rows []row[F]) { p.x = rows })
	l.rowsOfParts(func(p *part[F], rows []row[F]) { p.sum = rows })
	return nil
}

// weightOf is the weight of level j of details, 1 the finest, and of the approximation for
// j one above the coarsest.
func (l *layers[F]) weightOf(j int) float64 {
	if l.Weights == nil {
		return 1
	}
	perBand, err := weights.PerBand(l.Weights, l.Levels)
	if err != nil {
		panic(err) // Reconstruct has checked it
	}
	return perBand[l.Levels+1-j]
}

func (l *layers[F]) newPart(n int, ahead []row[F], apart int, weight float64, at place) *part[F] {
	p := &part[F]{index: len(l.parts), n: n, filled: make([]uint8, n), ahead: ahead, apart: apart, weight: weight, place: at}
	l.parts = append(l.parts, p)
	return p
}

// rowsOfParts gives each part rows of its own, one part after another.
func (l *layers[F]) rowsOfParts(give func(p *part[F], rows []row[F])) {
	total := 0
	for _, p := range l.parts {
		total += p.n
	}
	rows := pages.Make[row[F]](total)
	for _, p := range l.parts {
		give(p, rows[:p.n:p.n])
		rows = rows[p.n:]
	}
}

// alone is the number of pixels below which handing work over costs more than it helps.
const alone = 64 * 64

// do runs a task of a pass over a picture.
func (l *layers[F]) do(t parallel.Task, n int, of *picture[F]) {
	w := l.workers
	if of.n*of.lines <= alone {
		w = nil
	}
	w.Do(t, n)
}

// toImage completes the adjoint in a panel of the picture, fromImage begins the forward
// operator there.
func (l *layers[F]) toImage(worker int, x []row[F]) {
	if !l.spatial && !l.primal.first {
		l.columns.Inverse(worker, x[:l.picture.n], x[:l.picture.n])
	}
}

func (l *layers[F]) fromImage(worker int, x []row[F]) {
	if !l.spatial {
		l.columns.Transform(worker, x[:l.picture.n], x[:l.picture.n])
	}
}

// analyse goes from the picture to the coefficients, synthesise back.
func (l *layers[F]) analyse() {
	l.levels[0].analyse()
	l.coarser()
}

// coarser is the part of analyse after the first of the levels.
func (l *layers[F]) coarser() {
	for _, level := range l.levels[1:] {
		level.analyse()
	}
	if l.steps {
		for _, p := range l.coarsest {
			l.cross(p)
		}
	}
}

func (l *layers[F]) synthesise() {
	for j := len(l.levels) - 1; j >= 0; j-- {
		l.levels[j].synthesise()
	}
}

// primalStep is x+ = soft(x - step A* v, step lambda w), S += x+, ahead = 2 x+ - x. on says that
// a dual step follows.
func (l *layers[F]) primalStep(first, on bool, sums sumOf, step, shrink float64) {
	l.primal.sums, l.primal.first, l.primal.step, l.primal.threshold = sums, first, step*shrink*l.unit, step*l.Lambda
	l.toCoefficients(on)
	l.primal.mean = 0
}

// turnOver is the last primal step of a block of p layers, their average, the next start, and
// the first primal step from there, whose step times lambda is the threshold next.
func (l *layers[F]) turnOver(p int, step, shrink, next float64) {
	l.primal.over, l.primal.mean, l.primal.next = true, 1/float64(p), next*l.Lambda
	l.primalStep(false, true, addNone, step, shrink)
	l.primal.over = false
}

// toCoefficients goes from the sampled frequencies through the parts. on says that toSamples
// follows.
func (l *layers[F]) toCoefficients(on bool) {
	if !l.primal.first && !l.turned {
		l.do(&l.adjoint, len(l.panels), l.picture)
	}
	l.turned = false
	l.steps = true
	if l.strips != nil {
		l.strips.round(on)
		l.risen = on
	} else {
		l.analyse()
	}
	l.steps, l.primal.first = false, false
}

// toSamples goes from what the parts have left in the picture to the sampled frequencies.
func (l *layers[F]) toSamples() {
	if !l.risen {
		l.synthesise()
	}
	l.risen = false
	l.do(&l.forward, len(l.panels), l.picture)
}

// dualStep is v = keep v + step (A ahead - y); it returns the norm of v. If the layer is not
// the last of its block, v goes on to the picture panel by panel: A* v is linear, the ball's
// factor can follow when the norm is known.
func (l *layers[F]) dualStep(first, last bool, keep, step float64) float64 {
	t := &l.forward
	t.steps, t.keep, t.step = true, keep, step*l.unit
	t.first, t.fresh, t.old = first, 0.5, 0.5
	t.returns = !last && l.crossing == nil
	l.toSamples()
	l.turned, t.returns = t.returns, false
	return math.Sqrt(array.PairwiseSum(t.norms))
}

// follow takes A x+ into the tracker where no dual step has.
func (l *layers[F]) follow(first bool) {
	t := &l.forward
	t.steps, t.first, t.fresh, t.old = false, first, 1, 0
	l.give(false, 1)
	l.toSamples()
}

// restart makes the average of a block of p layers the next start: of x when the primal
// step gets there.
func (l *layers[F]) restart(p int) {
	l.primal.mean = 1 / float64(p)
	if l.track != nil {
		l.loops.Scale(l.track.ax, l.track.sum, F(l.primal.mean))
	}
}
