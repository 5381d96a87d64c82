package study

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
)

// move is a map g of the plane that takes images to images. Places count from 0, modulo the
// sides.
type move struct {
	name   string
	file   string // name in files
	image  mapping
	back   mapping // g^-1; of another angle the turn back
	mask   func(*array.Mask, string) *array.Mask
	angled bool // it interpolates
	moves  bool // it takes the functions of the transform to one another, up to their sign
}

// mapping makes an image of an image, row by row on the workers, which may be nil. Once their
// context is cancelled what it gives is not to be used.
type mapping func(*parallel.Workers, *array.Complex) *array.Complex

// shift moves an image by rows and columns, circularly. A spectrum keeps its moduli, so that the
// mask stays.
func shift(rows, columns int) move {
	by := func(rows, columns int) mapping {
		return func(w *parallel.Workers, x *array.Complex) *array.Complex {
			return gathered(w, x, x.Shape, func(r, c int) (int, int) { return r - rows, c - columns })
		}
	}
	return move{
		name: fmt.Sprintf("shift %d, %d", rows, columns), file: fmt.Sprintf("shift-%d-%d", rows, columns),
		image: by(rows, columns), back: by(-rows, -columns),
		mask: func(m *array.Mask, _ string) *array.Mask { return m },
	}
}

// turned is element 4 m + r of the dihedral group D4: m mirrors of the last axis, then r
// quarter turns anticlockwise. For Fourier samples they leave pixel (0, 0) in place,
//
//	mirror: b[i, j] = a[i, -j],   quarter turn: b[i, j] = a[j, -i];
//
// for Walsh samples the middle of the image, -1-j and -1-i in their place: Walsh functions are
// even or odd about it.
func turned(mirror bool, quarters int, transform string) move {
	edge := 0
	if transform == "walsh" {
		edge = 1
	}
	return move{
		name: turnName(mirror, quarters), file: turnFile(mirror, quarters), moves: true,
		image: func(w *parallel.Workers, x *array.Complex) *array.Complex {
			if mirror {
				x = mirrored(w, x, edge)
			}
			return quarterTurns(w, x, quarters, edge)
		},
		back: func(w *parallel.Workers, x *array.Complex) *array.Complex {
			x = quarterTurns(w, x, (4-quarters)%4, edge)
			if mirror {
				x = mirrored(w, x, edge)
			}
			return x
		},
		mask: func(mask *array.Mask, transform string) *array.Mask {
			return turnedMask(mask, transform, mirror, quarters)
		},
	}
}

func turnName(mirror bool, quarters int) string {
	turn := []string{"", "quarter turn", "half turn", "three-quarter turn"}[quarters]
	switch {
	case mirror && turn == "":
		return "mirror"
	case mirror:
		return "mirror, " + turn
	}
	return turn
}

func turnFile(mirror bool, quarters int) string {
	if mirror {
		return fmt.Sprintf("mirror-%d", 90*quarters)
	}
	return fmt.Sprintf("turn-%d", 90*quarters)
}

// gathered is b[r, c] = a[from(r, c)], places modulo the sides of a.
func gathered(w *parallel.Workers, a *array.Complex, shape array.Shape, from func(r, c int) (int, int)) *array.Complex {
	return byRows(w, shape, func(r int, row []complex128) {
		for c := range row {
			i, j := from(r, c)
			row[c] = a.Data[modulo(i, a.H)*a.W+modulo(j, a.W)]
		}
	})
}

// byRows is an image of which each row is computed by itself.
func byRows(w *parallel.Workers, shape array.Shape, fill func(r int, row []complex128)) *array.Complex {
	b := array.NewComplex(shape)
	w.Do(parallel.Func(func(_, r int) { fill(r, b.Data[r*shape.W:][:shape.W]) }), shape.H)
	return b
}

func modulo(i, n int) int { return (i%n + n) % n }

func mirrored(w *parallel.Workers, x *array.Complex, edge int) *array.Complex {
	return gathered(w, x, x.Shape, func(r, c int) (int, int) { return r, -c - edge })
}

func quarterTurns(w *parallel.Workers, x *array.Complex, quarters, edge int) *array.Complex {
	for range quarters {
		x = gathered(w, x, array.Shape{H: x.W, W: x.H}, func(r, c int) (int, int) { return c, -r - edge })
	}
	return x
}

// turnedMask is the mask of the turned image. The Fourier transform of a turned image is the
// turned spectrum, about zero frequency; a Walsh function that is mirrored about the middle is
// itself up to its sign, and a quarter turn swaps rows and columns.
func turnedMask(m *array.Mask, transform string, mirror bool, quarters int) *array.Mask {
	x := array.NewComplex(m.Shape)
	for i, on := range m.Data {
		if on {
			x.Data[i] = 1
		}
	}
	if transform == "walsh" {
		if quarters%2 == 1 {
			x = gathered(nil, x, array.Shape{H: x.W, W: x.H}, func(r, c int) (int, int) { return c, r })
		}
	} else {
		x = aboutCentre(x, func(z *array.Complex) *array.Complex {
			if mirror {
				z = mirrored(nil, z, 0)
			}
			return quarterTurns(nil, z, quarters, 0)
		})
	}
	return maskOf(x, 0.5)
}

// aboutCentre applies a map that leaves (0, 0) in place to a spectrum with zero frequency in
// the middle.
func aboutCentre(x *array.Complex, f func(*array.Complex) *array.Complex) *array.Complex {
	toCorner := gathered(nil, x, x.Shape, func(r, c int) (int, int) { return r + x.H/2, c + x.W/2 })
	y := f(toCorner)
	return gathered(nil, y, y.Shape, func(r, c int) (int, int) { return r - y.H/2, c - y.W/2 })
}

func maskOf(x *array.Complex, above float64) *array.Mask {
	m := array.NewMask(x.Shape)
	for i, z := range x.Data {
		m.Data[i] = real(z) > above
	}
	return m
}

// rotated turns an image about its middle by degrees anticlockwise, by cubic convolution with
// periodic edges (R. Keys, IEEE Trans. ASSP 29 (6), 1981, a = -1/2). Sides stay. Its mask is
// turned to the nearest frequency.
func rotated(degrees float64) move {
	return move{
		name: fmt.Sprintf("%g° turn", degrees), file: fmt.Sprintf("angle-%g", degrees), angled: true,
		image: func(w *parallel.Workers, x *array.Complex) *array.Complex { return rotate(w, x, degrees) },
		back:  func(w *parallel.Workers, x *array.Complex) *array.Complex { return rotate(w, x, -degrees) },
		mask: func(m *array.Mask, transform string) *array.Mask {
			if transform == "walsh" {
				return m
			}
			return rotatedMask(m, degrees)
		},
	}
}

// turnedBack is where a place comes from, y down and x to the right of the middle, when the
// plane is turned anticlockwise.
func turnedBack(y, x, degrees float64) (row, column float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return cos*y + sin*x, cos*x - sin*y
}

func rotate(w *parallel.Workers, x *array.Complex, degrees float64) *array.Complex {
	cr, cc := float64(x.H-1)/2, float64(x.W-1)/2
	return byRows(w, x.Shape, func(r int, row []complex128) {
		for c := range row {
			i, j := turnedBack(float64(r)-cr, float64(c)-cc, degrees)
			row[c] = cubic(x, cr+i, cc+j)
		}
	})
}

// distance is ||a - b||, and norm ||a||, where a map of the plane is one of the image: of other
// angles in the disc that no turn takes beyond the edges.
func (g move) distance(a, b *array.Complex) float64 {
	if !g.angled {
		return array.Distance(a, b)
	}
	cr, cc := float64(a.H-1)/2, float64(a.W-1)/2
	reach := max(0.5, min(cr, cc)-2) // the kernel reaches two pixels further
	sum := 0.0
	for i, z := range a.Data {
		y, x := float64(i/a.W)-cr, float64(i%a.W)-cc
		if y*y+x*x <= reach*reach {
			d := z - b.Data[i]
			sum += real(d)*real(d) + imag(d)*imag(d)
		}
	}
	return math.Sqrt(sum)
}

func (g move) norm(a *array.Complex) float64 { return g.distance(a, array.NewComplex(a.Shape)) }

// cubic is the value between pixels.
func cubic(x *array.Complex, row, column float64) complex128 {
	r0, c0 := int(math.Floor(row)), int(math.Floor(column))
	sum := complex128(0)
	for i := -1; i <= 2; i++ {
		line := complex128(0)
		at := modulo(r0+i, x.H) * x.W
		for j := -1; j <= 2; j++ {
			line += complex(keys(column-float64(c0+j)), 0) * x.Data[at+modulo(c0+j, x.W)]
		}
		sum += complex(keys(row-float64(r0+i)), 0) * line
	}
	return sum
}

// keys is the kernel of cubic convolution.
func keys(t float64) float64 {
	t = math.Abs(t)
	switch {
	case t < 1:
		return (1.5*t-2.5)*t*t + 1
	case t < 2:
		return ((-0.5*t+2.5)*t-4)*t + 2
	}
	return 0
}

// rotatedMask turns cycles per pixel, k/H and l/W: only on square images are they indices.
func rotatedMask(m *array.Mask, degrees float64) *array.Mask {
	out := array.NewMask(m.Shape)
	cr, cc, stretch := float64(m.H/2), float64(m.W/2), float64(m.H)/float64(m.W)
	for r := range m.H {
		for c := range m.W {
			// Columns are counted in units of rows meanwhile.
			row, column := turnedBack(float64(r)-cr, (float64(c)-cc)*stretch, degrees)
			i, j := int(math.Round(cr+row)), int(math.Round(cc+column/stretch))
			out.Data[r*m.W+c] = i >= 0 && i < m.H && j >= 0 && j < m.W && m.At(i, j)
		}
	}
	return out
}

// model is the measurement of the moved image: the mask moved along, or fixed. Coils move with
// the image.
func (g move) model(m measure.Model, fixed bool) measure.Model {
	moved := measure.Model{Transform: m.Transform, Mask: m.Mask}
	if !fixed {
		moved.Mask = g.mask(m.Mask, m.Transform)
	}
	for _, s := range m.Coils {
		moved.Coils = append(moved.Coils, g.image(nil, s))
	}
	return moved
}
