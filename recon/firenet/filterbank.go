package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/internal/panel"
)

// filterLevel is one level of a wavelet transform with any filters. A filter bank runs
// along the lines of the finer picture; tiles are turned into panels of the other
// direction; a filter bank runs along these. Nothing is turned back: on the next level the
// approximation has its lines in the other direction.
//
//	fine             turned                bands
//	L lines of N     N/2 low, N/2 high     low: A and one band of details
//	                 lines of L            high: two bands of details
type filterLevel[F array.Real] struct {
	*layers[F]
	fine, turned, bands *picture[F]
	coarse              *picture[F]        // the rows of bands that hold A
	along, across       pair[F]            // filter banks on N and on L elements
	halves              [2][][]int         // for the panels of each half of turned: rows of a line of fine
	parts               map[int][]*part[F] // by panel of bands
	finest              bool
	down                [2]filterPass[F]
	up                  [2]filterPass[F]
}

// pair is a filter bank and its inverse.
type pair[F array.Real] struct{ analysis, synthesis panel.Kernel[F] }

func newPair[F array.Real](n int, low, high []float64) pair[F] {
	return pair[F]{kernel.NewAnalysis[F](n, low, high), kernel.NewSynthesis[F](n, low, high)}
}

// filterPass is a pass over the panels of one picture as a task.
type filterPass[F array.Real] struct{ run func(worker, k int) }

func (p *filterPass[F]) Run(worker, k int) { p.run(worker, k) }

// newFilterLevel transforms the picture before it; j counts from 1, the finest. columns
// says that the lines of fine are columns of the image.
func newFilterLevel[F array.Real](l *layers[F], fine *picture[F], j int, low, high []float64) *filterLevel[F] {
	n, lines := fine.n, fine.lines
	perHalf := blocks(n / 2)
	f := &filterLevel[F]{
		layers: l, fine: fine, finest: j == 1,
		turned: newPicture[F](lines, n, 2*perHalf), bands: newPicture[F](lines, n, 2*perHalf),
		along: newPair[F](n, low, high), across: newPair[F](lines, low, high),
		parts: map[int][]*part[F]{},
	}
	f.coarse = &picture[F]{rows: f.bands.rows, n: lines / 2, lines: n / 2, stride: f.bands.stride}
	for half := range 2 {
		for k := range perHalf {
			rows := make([]int, lanes)
			for lane := range rows {
				// Lanes beyond the half go to and come from a row of zeros behind the line.
				rows[lane] = n
				if k*lanes+lane < n/2 {
					rows[lane] = half*n/2 + k*lanes + lane
				}
			}
			f.halves[half] = append(f.halves[half], rows)
		}
	}
	f.place(j, j%2 == 1)
	f.down = [2]filterPass[F]{{f.filterLines}, {f.filterTurned}}
	f.up = [2]filterPass[F]{{f.mergeTurned}, {f.mergeLines}}
	return f
}

// place makes the parts: of every panel of bands the details along it, and of those that
// hold details across it all.
func (f *filterLevel[F]) place(j int, columns bool) {
	n, lines := f.fine.n/2, f.fine.lines/2
	for k := range 2 * blocks(n) {
		high := k / blocks(n)
		first := k % blocks(n) * lanes
		for along := 1 - high; along < 2; along++ {
			at := place{count: min(lanes, n-first), order: inOrder, row: high*n + first, column: along * lines}
			if !columns {
				at.alongRows, at.row, at.column = true, along*lines, high*n+first
			}
			p := f.newPart(lines, f.bands.panel(k)[along*lines:], 1, f.weightOf(j), at)
			f.parts[k] = append(f.parts[k], p)
		}
	}
}

func (f *filterLevel[F]) next() *picture[F] { return f.coarse }

func (f *filterLevel[F]) analyse() {
	if !f.primal.first {
		f.do(&f.down[0], blocks(f.fine.lines), f.fine)
	}
	f.do(&f.down[1], 2*blocks(f.fine.n/2), f.fine)
}

func (f *filterLevel[F]) synthesise() {
	f.do(&f.up[0], 2*blocks(f.fine.n/2), f.fine)
	f.do(&f.up[1], blocks(f.fine.lines), f.fine)
}

// filterLines takes a panel of lines, on the finest level from the half spectrum, apart and
// turns it.
func (f *filterLevel[F]) filterLines(worker, k int) {
	x, y := f.fine.panel(k), f.scratch[worker]
	n := f.fine.n
	if f.finest {
		f.toImage(worker, x)
	}
	f.along.analysis.Transform(worker, y, x[:n])
	y[n] = row[F]{}
	for half, list := range f.halves {
		for q, rows := range list {
			f.loops.Turn(f.turned.panel(half*len(list) + q)[k*lanes:], inOrder[:], y, rows)
		}
	}
}

// filterTurned takes a turned panel apart, and the details through the primal step.
func (f *filterLevel[F]) filterTurned(worker, k int) {
	if !f.primal.first {
		f.across.analysis.Transform(worker, f.bands.panel(k), f.turned.panel(k)[:f.fine.lines])
	}
	if f.steps {
		for _, p := range f.parts[k] {
			f.cross(p)
		}
	}
}

func (f *filterLevel[F]) mergeTurned(worker, k int) {
	f.across.synthesis.Transform(worker, f.turned.panel(k), f.bands.panel(k)[:f.fine.lines])
}

func (f *filterLevel[F]) mergeLines(worker, k int) {
	x, y := f.fine.panel(k), f.scratch[worker]
	for half, list := range f.halves {
		for q, rows := range list {
			f.loops.Turn(y, rows, f.turned.panel(half*len(list) + q)[k*lanes:], inOrder[:])
		}
	}
	f.along.synthesis.Transform(worker, x, y[:f.fine.n])
	if f.finest {
		f.fromImage(worker, x)
	}
}
