package phantoms

import (
	"context"
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// canvas is a real image in the coordinates of the package: the shorter side spans [-1, 1].
type canvas struct {
	array.Shape
	pixel float64 // side of a pixel
	v     []float64
}

func newCanvas(s array.Shape, background float64) *canvas {
	c := &canvas{Shape: s, pixel: 2 / float64(max(1, min(s.H, s.W))), v: make([]float64, s.Len())}
	for i := range c.v {
		c.v[i] = background
	}
	return c
}

// x is the centre of column j, y that of row i.
func (c *canvas) x(j int) float64 { return float64(2*j+1-c.W) / 2 * c.pixel }
func (c *canvas) y(i int) float64 { return float64(c.H-2*i-1) / 2 * c.pixel }

// box is a rectangle x0 <= x <= x1, y0 <= y <= y1.
type box struct{ x0, y0, x1, y1 float64 }

func around(x, y, halfWidth, halfHeight float64) box {
	return box{x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight}
}

// within calls f for the pixels that meet b.
func (c *canvas) within(b box, f func(i int, x, y float64)) {
	w, h := float64(c.W)/2, float64(c.H)/2
	first, last := clip(math.Floor(b.x0/c.pixel+w), c.W), clip(math.Ceil(b.x1/c.pixel+w), c.W)
	top, bottom := clip(math.Floor(h-b.y1/c.pixel), c.H), clip(math.Ceil(h-b.y0/c.pixel), c.H)
	for r := top; r < bottom; r++ {
		for j := first; j < last; j++ {
			f(r*c.W+j, c.x(j), c.y(r))
		}
	}
}

func clip(x float64, n int) int { return int(max(0, min(x, float64(n)))) }

// add adds value times the covered part of each pixel; cover gives that part in [0, 1].
func (c *canvas) add(b box, value float64, cover func(x, y float64) float64) {
	c.within(b, func(i int, x, y float64) { c.v[i] += value * cover(x, y) })
}

// paint lays value over what is there, in the covered part of each pixel.
func (c *canvas) paint(b box, value float64, cover func(x, y float64) float64) {
	c.within(b, func(i int, x, y float64) { c.v[i] += (value - c.v[i]) * cover(x, y) })
}

// evaluate sets every pixel to f at its centre, rows in parallel.
func (c *canvas) evaluate(f func(x, y float64) float64) {
	workers := parallel.New(context.Background(), 0)
	defer workers.Close()
	workers.Do(parallel.Func(func(_, r int) {
		y := c.y(r)
		for j, row := 0, c.v[r*c.W:][:c.W]; j < c.W; j++ {
			row[j] = f(c.x(j), y)
		}
	}), c.H)
}

// image is the canvas as an array, limited to [0, 1].
func (c *canvas) image() *array.Complex {
	for i, v := range c.v {
		c.v[i] = unit(v)
	}
	return array.FromReal(c.Shape, c.v)
}

func unit(v float64) float64 { return max(0, min(v, 1)) }

// disc covers the disc of radius r about (x0, y0). The area of a pixel at the edge is summed
// over 16 strips, so discs much smaller than a pixel keep their mass.
func (c *canvas) disc(x0, y0, r float64) (box, func(x, y float64) float64) {
	p := c.pixel
	return around(x0, y0, r, r), func(x, y float64) float64 {
		x, y = x-x0, y-y0
		switch d := math.Hypot(x, y); {
		case d > r+p:
			return 0
		case d < r-p:
			return 1
		}
		const strips = 16
		left, right := max(x-p/2, -r), min(x+p/2, r)
		if left >= right {
			return 0
		}
		width := (right - left) / strips
		area := 0.0
		for k := range strips {
			u := left + (float64(k)+0.5)*width
			chord := math.Sqrt(max(0, r*r-u*u))
			area += width * overlap(y-p/2, y+p/2, -chord, chord)
		}
		return area / (p * p)
	}
}

// rectangle covers b, exactly.
func (c *canvas) rectangle(b box) (box, func(x, y float64) float64) {
	h := c.pixel / 2
	return b, func(x, y float64) float64 {
		return overlap(x-h, x+h, b.x0, b.x1) * overlap(y-h, y+h, b.y0, b.y1) / (c.pixel * c.pixel)
	}
}

// overlap is the length that the intervals [a, b] and [c, d] share.
func overlap(a, b, c, d float64) float64 { return max(0, min(b, d)-max(a, c)) }

// side is the part of a pixel on the inner side of an edge at signed distance d (inside
// positive) from its centre, to first order in the pixel.
func (c *canvas) side(d float64) float64 { return unit(0.5 + d/c.pixel) }
