package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/internal/pages"
	"firenet/recon/internal/simd"
	"firenet/recon/parallel"
	"firenet/recon/transform"
)

// spectrum is what the network keeps of the frequencies: the sampled ones only, packed. They
// stand where the transforms leave them: in panels of sixteen rows of the half spectrum,
// which are the picture's panels turned.
//
// Nothing is normalised inside: y is divided by unit, and the steps are multiplied by it.
type spectrum[F array.Real] struct {
	v, y   []F
	panels []sampled
	n      int     // rows of a panel: the width of the image
	unit   float64 // 1 / sqrt(number of pixels)

	rows, columns kernel.Spectral[F] // transforms along rows, along columns
	height        int
	seenRow       []int // of each row of the spectrum: where it is seen
	seenColumn    []int

	samples readSamples[F]
}

// sampled says which frequencies of a panel are sampled, and where they are packed.
type sampled struct {
	*simd.Selection
	from int // their first number
}

func newSpectrum[F array.Real](name string, s array.Shape, unit float64, w *parallel.Workers) *spectrum[F] {
	make1D := func(n int) kernel.Spectral[F] {
		if name == "walsh" {
			return kernel.NewWalsh[F](n)
		}
		return kernel.NewFourier[F](n, w)
	}
	sp := &spectrum[F]{n: s.W, height: s.H, unit: unit, rows: make1D(s.W)}
	sp.columns = sp.rows
	if s.H != s.W {
		sp.columns = make1D(s.H)
	}
	rows, columns := transform.Orders(name, s)
	sp.seenRow, sp.seenColumn = seen(rows, sp.columns.At()), seen(columns, sp.rows.At())
	return sp
}

// seen inverts the way from an index that is seen to the transform's own order, and from
// there to where it stands.
func seen(own, at []int) []int {
	inverse := make([]int, len(own))
	for i, k := range own {
		inverse[at[k]] = i
	}
	return inverse
}

// of returns the numbers of panel j in v, y or what has their layout.
func (s *spectrum[F]) of(numbers []F, j int) []F {
	p := s.panels[j]
	return numbers[p.from : p.from+p.Numbers()]
}

// withSlack is the same with the numbers behind them that may be read.
func (s *spectrum[F]) withSlack(numbers []F, j int) []F {
	p := s.panels[j]
	return numbers[p.from : p.from+p.Numbers()+simd.Slack]
}

// load reads mask and samples.
func (s *spectrum[F]) load(w *parallel.Workers, mask *array.Mask, samples *array.Complex) {
	s.panels = make([]sampled, blocks(s.height))
	w.Do(parallel.Func(func(_, j int) { s.panels[j].Selection = simd.Select(s.maskOf(mask, j)) }), len(s.panels))
	numbers := 0
	for j := range s.panels {
		if s.panels[j].Selection == nil {
			return // cancelled
		}
		s.panels[j].from = numbers
		numbers += s.panels[j].Numbers()
	}
	s.v, s.y = s.numbers(numbers), s.numbers(numbers)
	s.samples = readSamples[F]{s, s.y, samples}
	w.Do(&s.samples, len(s.panels))
}

func (s *spectrum[F]) numbers(n int) []F { return pages.Make[F](n + simd.Slack) }

// maskOf is the mask of panel j, a row's sixteen lanes in a number.
func (s *spectrum[F]) maskOf(mask *array.Mask, j int) []uint16 {
	bits := make([]uint16, s.n)
	for lane := range min(lanes, s.height-j*lanes) {
		line := mask.Data[s.seenRow[j*lanes+lane]*mask.W:][:mask.W]
		for k, c := range s.seenColumn {
			if line[c] {
				bits[k] |= 1 << lane
			}
		}
	}
	return bits
}

// each visits the sampled frequencies of panel j with what is seen at [r, c].
func (s *spectrum[F]) each(j int, visit func(re, im, r, c int)) {
	s.panels[j].Each(func(row, lane, re, im int) {
		visit(re, im, s.seenRow[j*lanes+lane], s.seenColumn[row])
	})
}

// readSamples packs samples, divided by unit; each index is a panel.
type readSamples[F array.Real] struct {
	*spectrum[F]
	to   []F
	from *array.Complex
}

func (t *readSamples[F]) Run(_, j int) {
	to := t.of(t.to, j)
	t.each(j, func(re, im, r, c int) {
		z := t.from.At(r, c)
		to[re], to[im] = F(real(z)/t.unit), F(imag(z)/t.unit)
	})
}

// writeSamples writes sampled frequencies, times factor, in the order that is seen; each
// index is a panel.
type writeSamples[F array.Real] struct {
	*spectrum[F]
	to     *array.Complex
	from   []F
	factor F
}

func (t *writeSamples[F]) Run(_, j int) {
	from := t.of(t.from, j)
	t.each(j, func(re, im, r, c int) {
		t.to.Set(r, c, complex(float64(t.factor*from[re]), float64(t.factor*from[im])))
	})
}

// dual writes the dual variable, times factor, in the order that is seen.
func (s *spectrum[F]) dual(w *parallel.Workers, factor float64) *array.Complex {
	out := array.NewComplex(array.Shape{H: s.height, W: s.n})
	w.Do(&writeSamples[F]{s, out, s.v, F(factor)}, len(s.panels))
	return out
}

// line is the rows that a line takes in scratch memory: whole tiles, and one row more.
func (l *layers[F]) line() int { return lanes*blocks(max(l.height, l.n)) + lanes }

// early is how many panels before its turn a tile of the picture is asked for: tiles are too
// short for the processor to find by itself where the next one is.
const early = 2

// tile is rows 16j of panel k of the picture, which are 16 columns of line j of the spectrum.
func (l *layers[F]) tile(k, j int) []row[F] { return l.picture.panel(min(k, len(l.turn)-1))[j*lanes:] }

// toPicture is the adjoint half step as a task: panels of the spectrum are transformed
// along their rows and turned into the panels of the picture. Each index is a panel.
type toPicture[F array.Real] struct{ *layers[F] }

func (t *toPicture[F]) Run(worker, j int) {
	y := t.scratch[worker]
	v := t.withSlack(t.v, j)
	if t.crossing != nil {
		v = t.crossing.dual(j)
	}
	t.loops.Unpack(y, v, t.panels[j].Selection)
	t.rows.Inverse(worker, y[:t.n], y[:t.n])
	clear(y[t.n : len(t.turn)*lanes]) // lanes without a column
	if t.strips != nil {
		t.strips.sumLine(worker, j, y[:t.n])
	}
	for k := range t.turn {
		t.toTile(t.tile(k, j), y[k*lanes:], t.tile(k+early, j))
	}
}

// fromPicture is the forward half step, with what is done to the samples of a panel while
// they are near: A x and A (2 x+ - x) are followed, and the dual step is taken. Each index
// is a panel.
type fromPicture[F array.Real] struct {
	*layers[F]
	steps      bool // the dual step is taken
	returns    bool // what it leaves goes back to the picture
	keep, step float64
	norms      []float64 // sum of |v|^2 of each panel
	packed     [][]F     // the sampled frequencies of a panel, for each worker

	first      bool // of a block: the sum of A x starts anew
	fresh, old float64
}

func (t *fromPicture[F]) Run(worker, j int) {
	y := t.scratch[worker]
	for k := range t.turn {
		t.fromTile(y[k*lanes:], t.tile(k, j), t.tile(k+early, j))
	}
	t.rows.Transform(worker, y[:t.n], y[:t.n])
	t.sample(worker, j, y[:t.n])
	if t.returns {
		t.adjoint.Run(worker, j)
	}
}

// sample handles the sampled frequencies of panel j.
func (t *fromPicture[F]) sample(worker, j int, y []row[F]) {
	product := t.packed[worker][:t.panels[j].Numbers()+simd.Slack]
	t.loops.Pack(product, y, t.panels[j].Selection)
	if t.crossing != nil {
		t.crossing.samples(j, product[:t.panels[j].Numbers()])
		return
	}
	if tr := t.track; tr != nil {
		sum := t.of(tr.sum, j)
		if t.first {
			clear(sum)
		}
		t.loops.Track(t.of(tr.ax, j), sum, product, F(t.fresh), F(t.old))
	}
	if t.steps {
		v := t.of(t.v, j)
		t.norms[j] = t.loops.Ascend(v, v, product, t.of(t.y, j), F(t.keep), F(t.step))
	}
}
