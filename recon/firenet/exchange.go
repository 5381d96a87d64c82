package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/simd"
)

// How images come into the picture and the parts, and how they leave them.

// readImage writes an image into the picture; each index is a panel.
type readImage[F array.Real] struct {
	*layers[F]
	from *array.Complex
}

func (t *readImage[F]) Run(_, k int) {
	rows := t.picture.panel(k)
	for r := range t.Shape.H {
		z := &rows[r]
		for lane, c := range t.turn[k] {
			if c < t.Shape.W {
				v := t.from.Data[r*t.Shape.W+c]
				z[lane], z[lane+lanes] = F(real(v)), F(imag(v))
			}
		}
	}
}

// writeImage writes an image from the picture; each index is a panel.
type writeImage[F array.Real] struct {
	*layers[F]
	to *array.Complex
}

func (t *writeImage[F]) Run(_, k int) {
	rows := t.picture.panel(k)
	for r := range t.Shape.H {
		for lane, c := range t.turn[k] {
			if c < t.Shape.W {
				t.to.Data[r*t.Shape.W+c] = complex(float64(rows[r][lane]), float64(rows[r][lane+lanes]))
			}
		}
	}
}

// giveTask writes x, or the sum S, or rows, times factor, into the picture; each index is a
// part.
type giveTask[F array.Real] struct {
	*layers[F]
	sums   bool
	rows   [][]row[F] // by part; nil: x or S
	factor float64
}

func (t *giveTask[F]) Run(_, i int) {
	p := t.parts[i]
	src := p.x
	switch {
	case t.rows != nil:
		src = t.rows[i]
	case t.sums:
		src = p.sum
	}
	p.give(t.loops, src, t.factor)
}

func (l *layers[F]) give(sums bool, factor float64) {
	l.turned = false
	l.giving.sums, l.giving.rows, l.giving.factor = sums, nil, factor
	l.workers.Do(&l.giving, len(l.parts))
}

func (l *layers[F]) giveRows(rows [][]row[F], factor float64) {
	l.turned = false
	l.giving.rows, l.giving.factor = rows, factor
	l.workers.Do(&l.giving, len(l.parts))
}

// takeTask copies the parts from the picture into x or into rows; each index is a part.
type takeTask[F array.Real] struct {
	*layers[F]
	rows [][]row[F] // by part; nil: x
}

func (t *takeTask[F]) Run(_, i int) {
	dst := t.parts[i].x
	if t.rows != nil {
		dst = t.rows[i]
	}
	t.parts[i].take(dst)
}

func (l *layers[F]) take(rows [][]row[F]) {
	l.taking.rows = rows
	l.workers.Do(&l.taking, len(l.parts))
}

// start makes x the coefficients of an image.
func (l *layers[F]) start(image *array.Complex) {
	l.analyseImage(image)
	l.take(nil)
	for _, p := range l.parts {
		for r := range p.filled {
			p.filled[r] |= simd.FilledX
		}
	}
	if l.track != nil {
		l.follow(true)
	}
}

// analyseImage writes the coefficients of an image into the picture.
func (l *layers[F]) analyseImage(image *array.Complex) {
	l.turned = false
	l.reading.from = image
	l.workers.Do(&l.reading, len(l.turn))
	l.spatial = true
	l.analyse()
	l.spatial = false
}

// average writes the image Psi^-1 S / j into the picture.
func (l *layers[F]) average(j int) {
	l.give(true, 1/float64(j))
	l.synthesiseImage()
}

// synthesiseImage makes the coefficients in the picture an image there.
func (l *layers[F]) synthesiseImage() {
	l.spatial = true
	l.synthesise()
	l.spatial = false
}

// image is Psi^-1 S / j.
func (l *layers[F]) image(j int) *array.Complex {
	l.average(j)
	out := array.NewComplex(l.Shape)
	l.write(out)
	return out
}

// write writes the image in the picture.
func (l *layers[F]) write(image *array.Complex) {
	l.writing.to = image
	l.workers.Do(&l.writing, len(l.turn))
}

// coefficients is S / j.
func (l *layers[F]) coefficients(j int) *array.Complex {
	out := array.NewComplex(l.Shape)
	l.workers.Do(&writeCoefficients[F]{l, out, 1 / float64(j)}, len(l.parts))
	return out
}

// writeCoefficients writes S times factor in nested squares; each index is a part.
type writeCoefficients[F array.Real] struct {
	*layers[F]
	to     *array.Complex
	factor float64
}

func (t *writeCoefficients[F]) Run(_, i int) { t.parts[i].write(t.to, t.parts[i].sum, t.factor) }

func (l *layers[F]) dual(factor float64) *array.Complex { return l.spectrum.dual(l.workers, factor) }
