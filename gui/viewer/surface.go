package viewer

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
	"firenet/gui/model"
)

// surface is the picture of a pane and what the mouse does on it.
type surface struct {
	widget.BaseWidget
	pane     *Pane
	raster   *canvas.Raster
	renderer model.Renderer
	base     *image.RGBA // the picture
	second   *image.RGBA // the picture right of the divider
	out      *image.RGBA // the picture with what is drawn over it
	stale    bool        // base is not what should be seen

	width, height int       // device pixels of the last drawing
	drawn         fyne.Size // for which size that was
	moved         bool      // the mouse was dragged since it was pressed
	held          grab      // what the mouse drags
	over          grab      // what it would drag
	scrolled      float32   // of a touch pad, less than a step so far
}

var (
	_ desktop.Hoverable   = (*surface)(nil)
	_ desktop.Mouseable   = (*surface)(nil)
	_ desktop.Cursorable  = (*surface)(nil)
	_ fyne.Draggable      = (*surface)(nil)
	_ fyne.Scrollable     = (*surface)(nil)
	_ fyne.DoubleTappable = (*surface)(nil)
)

func newSurface(p *Pane) *surface {
	s := &surface{pane: p, stale: true}
	s.raster = canvas.NewRaster(s.draw)
	s.raster.ScaleMode = canvas.ImageScalePixels
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is part of fyne.Widget.
func (s *surface) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.raster) }

// redraw shows the picture anew; overlay alone keeps the drawn picture.
func (s *surface) redraw(overlay bool) {
	s.stale = s.stale || !overlay
	s.raster.Refresh()
}

// forget lets go of what was drawn.
func (s *surface) forget() {
	s.base, s.second, s.out = nil, nil, nil
	s.stale = true
}

// draw is called by Fyne for w x h device pixels.
func (s *surface) draw(w, h int) image.Image {
	if w <= 0 || h <= 0 {
		return image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	}
	s.stale = s.stale || w != s.width || h != s.height
	s.width, s.height, s.drawn = w, h, s.Size()
	s.base, s.out = resized(s.base, w, h), resized(s.out, w, h)
	palette := look.Current()
	p := s.pane
	if p.picture == nil {
		fillImage(s.out, opaque(palette.Surround))
		return s.out
	}
	if s.stale {
		s.render(palette)
		s.stale = false
	}
	f := s.frame()
	copy(s.out.Pix, s.base.Pix)
	if p.divided() {
		s.divide(f)
	}
	s.overlay(f, palette)
	return s.out
}

// render draws the picture, and the one right of the divider.
func (s *surface) render(palette look.Palette) {
	p := s.pane
	one := func(dst *image.RGBA, picture *model.Picture) {
		f := p.viewport().Frame(picture.Shape, s.width, s.height)
		scale := picture.Kind().Scale()
		s.renderer.Render(dst, picture, f, p.windowOf(scale), p.mapOf(scale).Map(palette.Dark), opaque(palette.Surround))
	}
	if p.blink != nil {
		one(s.base, p.blink)
		return
	}
	one(s.base, p.picture)
	if p.divided() {
		s.second = resized(s.second, s.width, s.height)
		one(s.second, p.second)
	}
}

// divide copies what is right of the divider from the second picture.
func (s *surface) divide(f model.Frame) {
	x := max(0, min(s.width, int(math.Round(s.dividerAt(f)))))
	for y := range s.height {
		row := y * s.out.Stride
		copy(s.out.Pix[row+4*x:row+4*s.width], s.second.Pix[row+4*x:])
	}
}

// overlay draws what lies over the picture.
func (s *surface) overlay(f model.Frame, palette look.Palette) {
	p, ratio := s.pane, s.ratio()
	ink, edge := palette.Crosshair, color.NRGBA{A: 0x60}
	if p.Map() == model.DivergingMap && !palette.Dark {
		ink, edge = palette.CrosshairOnLight, color.NRGBA{}
	}
	picture := p.picture
	if p.blink != nil {
		picture = p.blink
	}
	if n := picture.Nested(); n > 0 {
		model.DrawLevels(s.out, f, n, color.NRGBA{0xFF, 0xFF, 0xFF, 0x80}, ratio)
	}
	if p.group.Crosshair() {
		model.DrawCrosshair(s.out, f, p.group.Cursor(), ink, edge, ratio)
	}
	model.DrawRegion(s.out, f, p.group.Region(), ink, edge, ratio)
	model.DrawLine(s.out, f, p.group.Line(), ink, edge, ratio)
	if p.divided() {
		seen := seen(f)
		model.DrawDivider(s.out, s.dividerAt(f), s.gripAt(f), seen.top, seen.bottom, ratio)
	}
}

// ratio is device pixels per unit of Fyne's.
func (s *surface) ratio() float64 {
	if s.drawn.Width > 0 {
		return float64(s.width) / float64(s.drawn.Width)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		return float64(c.Scale())
	}
	return 1
}

// frame is what is seen at the present size.
func (s *surface) frame() model.Frame {
	w, h, ratio := s.width, s.height, s.ratio()
	if s.Size() != s.drawn {
		w, h = int(math.Round(float64(s.Size().Width)*ratio)), int(math.Round(float64(s.Size().Height)*ratio))
	}
	return s.pane.viewport().Frame(s.pane.picture.Shape, w, h)
}

// device turns a position into device coordinates.
func (s *surface) device(at fyne.Position) (x, y float64) {
	r := s.ratio()
	return float64(at.X) * r, float64(at.Y) * r
}

func (s *surface) pixel(at fyne.Position) (row, col int, inside bool) {
	if s.pane.picture == nil {
		return 0, 0, false
	}
	return s.frame().Pixel(s.device(at))
}

// DoubleTapped fits. Its two clicks have pinned and let go the mark again.
func (s *surface) DoubleTapped(*fyne.PointEvent) { s.pane.setViewport(model.Fitted()) }

// The deltas that Fyne reports for a notch of a wheel are 10 or more; those of touch pads
// may be smaller and are added up.
const (
	notch      = 10
	wholeNotch = 25
)

// Scrolled zooms about the pointer.
func (s *surface) Scrolled(e *fyne.ScrollEvent) {
	if s.pane.picture == nil || e.Scrolled.DY == 0 {
		return
	}
	steps := int(math.Round(float64(e.Scrolled.DY) / wholeNotch))
	if steps == 0 {
		s.scrolled += e.Scrolled.DY
		if math.Abs(float64(s.scrolled)) < notch {
			return
		}
		steps = int(math.Copysign(1, float64(s.scrolled)))
	}
	s.scrolled = 0
	f := s.frame()
	x, y := s.device(e.Position)
	s.pane.setViewport(f.ZoomAbout(x, y, model.Step(f.Zoom, steps)))
}

// resized is an image of w x h whose stride is 4w, in the memory of img if there is enough.
func resized(img *image.RGBA, w, h int) *image.RGBA {
	if img == nil || cap(img.Pix) < 4*w*h {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	img.Pix, img.Stride, img.Rect = img.Pix[:4*w*h], 4*w, image.Rect(0, 0, w, h)
	return img
}

func opaque(c color.NRGBA) color.RGBA { return color.RGBA{R: c.R, G: c.G, B: c.B, A: 255} }

func fillImage(img *image.RGBA, c color.RGBA) {
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = c.R, c.G, c.B, c.A
	}
}
