package viewer

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"firenet/gui/look"
	"firenet/gui/model"
)

// colorBar is the scale beside a picture: the map, its ends and middle in numbers, and a
// triangle at an end where values are cut off.
type colorBar struct {
	raster       *canvas.Raster
	img          *image.RGBA
	table        model.MapKind
	below, above bool
	labels       [3]*canvas.Text // top, middle, bottom
}

const (
	barWidth   = 10
	labelSpace = 30 // for labels, to the right of the bar
)

func newColorBar() *colorBar {
	b := &colorBar{}
	b.raster = canvas.NewRaster(b.draw)
	b.raster.ScaleMode = canvas.ImageScalePixels
	for i := range b.labels {
		b.labels[i] = canvas.NewText("", color.Black)
		b.labels[i].TextSize = look.CaptionSize
	}
	return b
}

func (b *colorBar) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.raster, b.labels[0], b.labels[1], b.labels[2]}
}

func (b *colorBar) show(on bool) {
	for _, o := range b.objects() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// set gives the bar its map, labels and triangles.
func (b *colorBar) set(p *model.Picture, m model.MapKind, w model.Window, palette look.Palette) {
	b.table = m
	b.below, b.above = w.Cuts(p)
	for i, v := range [3]float64{w.Hi, (w.Lo + w.Hi) / 2, w.Lo} {
		b.labels[i].Text = scaleLabel(v, p.Kind().Scale())
		b.labels[i].Color = palette.Muted
		b.labels[i].Refresh()
	}
	b.raster.Refresh()
}

func (b *colorBar) place(x, y, height float32) {
	b.raster.Move(fyne.NewPos(x, y))
	b.raster.Resize(fyne.NewSize(barWidth, height))
	for i, l := range b.labels {
		size := l.MinSize()
		at := y + float32(i)/2*height - size.Height/2
		at = max(y-2, min(at, y+height-size.Height+2))
		// A wide label, such as that of a half turn, comes nearer to the bar.
		l.Move(fyne.NewPos(x+barWidth+max(1, min(4, labelSpace+4-size.Width)), at))
		l.Resize(size)
	}
}

// draw fills the bar from its largest value down.
func (b *colorBar) draw(w, h int) image.Image {
	b.img = resized(b.img, max(w, 1), max(h, 1))
	palette := look.Current()
	m := b.table.Map(palette.Dark)
	ground, ink, rim := opaque(palette.Panel), opaque(palette.Foreground), opaque(palette.Separator)
	tip := 0.6 * float64(w) // height of a triangle
	lo, hi := 0.0, float64(h)
	if b.above {
		lo += tip + 1
	}
	if b.below {
		hi -= tip + 1
	}
	for y := range h {
		centre := float64(y) + 0.5
		c := m.At(1 - (centre-lo)/math.Max(1, hi-lo))
		for x := range w {
			at := c
			switch {
			case centre < lo:
				at = triangle(x, w, centre/tip, ink, ground)
			case centre > hi:
				at = triangle(x, w, (float64(h)-centre)/tip, ink, ground)
			case x == 0 || x == w-1:
				at = rim
			}
			b.img.SetRGBA(x, y, at)
		}
	}
	return b.img
}

// triangle is the colour at column x of w in a row at the given share of its height.
func triangle(x, w int, share float64, ink, ground color.RGBA) color.RGBA {
	if share <= 1 && math.Abs(float64(x)+0.5-float64(w)/2) <= share*float64(w)/2 {
		return ink
	}
	return ground
}

// scaleLabel writes the end of a window: exponents of spectra as powers of ten, phases in
// degrees.
func scaleLabel(v float64, s model.Scale) string {
	switch s {
	case model.SpectrumScale:
		if v == math.Trunc(v) && v != 0 {
			return model.Power(int(v))
		}
		return model.Short(math.Pow(10, v))
	case model.PhaseScale:
		return model.Short(v) + "°"
	}
	return model.Short(v)
}
