package figure

import (
	"image"
	"image/color"
	"math"

	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/colormap"
)

// Page is a figure laid out. Lengths are points (1/72 inch) from the upper left corner.
type Page struct {
	Width, Height float64
	Title         string
	Notes         map[string]string

	dpi   int
	items []item
}

// Points in a millimetre.
const perMillimetre = 72 / 25.4

// Millimetres is the size of the page.
func (p *Page) Millimetres() (w, h float64) { return p.Width / perMillimetre, p.Height / perMillimetre }

// Pixels is the size of a PNG.
func (p *Page) Pixels() (w, h int) {
	scale := float64(p.dpi) / 72
	return int(p.Width*scale + 0.5), int(p.Height*scale + 0.5)
}

// item is one thing on the page.
type item interface{ draw(canvas) }

// canvas is a file format.
type canvas interface {
	text(text)
	box(box)
	shape(shape)
	stroke(stroke)
	picture(picture)
}

// text is one line of text from x on, on the baseline y.
type text struct {
	x, y, size float64
	colour     color.RGBA
	runs       []run
}

// run is a piece of text in one weight.
type run struct {
	s     string
	bold  bool
	width float64 // as measured
}

// width is that of the whole line.
func (t text) width() float64 {
	w := 0.0
	for _, r := range t.runs {
		w += r.width
	}
	return w
}

// box is a rectangle; a colour without alpha is not drawn. The line's middle is its border.
type box struct {
	x, y, w, h, line float64
	fill, stroke     color.RGBA
}

// shape is a closed polygon.
type shape struct {
	points       []point
	line         float64
	fill, stroke color.RGBA
}

// stroke is a line through points; dashes are lengths drawn and left out in turns, none for a
// solid line.
type stroke struct {
	points []point
	width  float64
	dashes []float64
	colour color.RGBA
}

type point struct{ x, y float64 }

// picture is a part of a picture, or a colour bar.
type picture struct {
	x, y, w, h float64
	of         *model.Picture // nil: a colour bar, upwards
	part       part
	window     model.Window
	colours    *colormap.Map
}

// part is a rectangle of pixels.
type part struct{ row, col, h, w int }

func (t text) draw(c canvas)    { c.text(t) }
func (b box) draw(c canvas)     { c.box(b) }
func (s shape) draw(c canvas)   { c.shape(s) }
func (s stroke) draw(c canvas)  { c.stroke(s) }
func (p picture) draw(c canvas) { c.picture(p) }

func (p *Page) drawOn(c canvas) {
	for _, i := range p.items {
		i.draw(c)
	}
}

func (p *Page) add(i ...item) { p.items = append(p.items, i...) }

// pixels draws the picture w x h pixels large: nearest neighbour enlarged, averaged reduced.
func (p picture) pixels(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	if p.of == nil {
		for y := range h {
			c := p.colours.At(1 - (float64(y)+0.5)/float64(h))
			for x := range w {
				m.SetRGBA(x, y, c)
			}
		}
		return m
	}
	zoom := float64(w) / float64(p.part.w)
	f := model.Frame{
		Shape: array.Shape{H: p.of.H, W: p.of.W}, Width: w, Height: h, Zoom: zoom,
		X0: float64(p.part.col), Y0: float64(p.part.row),
	}
	var r model.Renderer
	r.Render(m, p.of, f, p.window, p.colours, white)
	return m
}

// stored is the picture as vector formats embed it: its own pixels, each as often as fits
// into the resolution of the page, since many programs smooth pictures that they enlarge.
// Where the picture is finer than the page it has the resolution of the page.
func (p picture) stored(dpi int) *image.RGBA {
	if p.of == nil {
		return p.pixels(1, 256)
	}
	most := math.Ceil(p.w * float64(dpi) / 72)
	if float64(p.part.w) > most {
		return p.pixels(int(most), max(1, int(math.Round(most*float64(p.part.h)/float64(p.part.w)))))
	}
	times := min(maxTimes, int(most)/p.part.w)
	return p.pixels(times*p.part.w, times*p.part.h)
}

// maxTimes is how often a pixel is repeated at most.
const maxTimes = 8
