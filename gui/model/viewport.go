package model

import (
	"math"

	"firenet/recon/array"
)

// The magnifications between which zooming stays, in device pixels per pixel.
const (
	minZoom = 1.0 / 64
	maxZoom = 64.0
)

// ladder is where zooming stops on its way, up to 1; above, its reciprocals.
var ladder = [...]float64{
	1.0 / 64, 1.0 / 48, 1.0 / 32, 1.0 / 24, 1.0 / 16, 1.0 / 12, 1.0 / 8,
	1.0 / 6, 1.0 / 4, 1.0 / 3, 1.0 / 2, 1 / 1.5, 1,
}

// Viewport is the part of a picture that is seen, whatever the size of the pane: fitted,
// or a magnification (device pixels per pixel) and the point, in pixels from the upper
// left corner, that is in the middle of the pane.
type Viewport struct {
	Fit  bool    `json:"fit" toml:"fit"`
	Zoom float64 `json:"zoom" toml:"zoom"`
	X    float64 `json:"x" toml:"x"`
	Y    float64 `json:"y" toml:"y"`
}

// Fitted shows the whole picture.
func Fitted() Viewport { return Viewport{Fit: true} }

// FitZoom is the largest of 1, 2, 3, ... and 1/2, 1/3, ... at which a picture fits into
// w x h device pixels, if that is within 15 % of the exact fit, else the exact fit.
func FitZoom(s array.Shape, w, h int) float64 {
	exact := math.Min(float64(w)/float64(s.W), float64(h)/float64(s.H))
	if !(exact > 0) {
		return 1
	}
	whole := math.Floor(exact)
	if exact < 1 {
		whole = 1 / math.Ceil(1/exact)
	}
	if whole >= 0.85*exact {
		return whole
	}
	return exact
}

// Frame is a viewport applied to a picture and a pane.
type Frame struct {
	array.Shape       // of the picture
	Width, Height int // of the pane, in device pixels
	Zoom          float64
	X0, Y0        float64 // picture coordinates at the upper left corner of the pane
}

// Frame applies v to a picture of shape s in a pane of w x h device pixels.
func (v Viewport) Frame(s array.Shape, w, h int) Frame {
	if v.Fit {
		v = Viewport{Zoom: FitZoom(s, w, h), X: float64(s.W) / 2, Y: float64(s.H) / 2}
	}
	v.Zoom = math.Max(minZoom, math.Min(maxZoom, v.Zoom))
	f := Frame{Shape: s, Width: w, Height: h, Zoom: v.Zoom}
	f.X0 = snapped(v.X-float64(w)/(2*v.Zoom), v.Zoom)
	f.Y0 = snapped(v.Y-float64(h)/(2*v.Zoom), v.Zoom)
	return f
}

// snapped moves a corner by less than a device pixel, so that pixels of the picture begin
// where pixels of the screen do.
func snapped(x, zoom float64) float64 { return math.Round(x*zoom) / zoom }

// At is the point of the picture under the device coordinates x, y.
func (f Frame) At(x, y float64) (px, py float64) { return f.X0 + x/f.Zoom, f.Y0 + y/f.Zoom }

// Pixel is the pixel under the device coordinates x, y.
func (f Frame) Pixel(x, y float64) (row, col int, inside bool) {
	px, py := f.At(x, y)
	row, col = int(math.Floor(py)), int(math.Floor(px))
	return row, col, row >= 0 && col >= 0 && row < f.H && col < f.W
}

// Screen is where a point of the picture is, in device coordinates.
func (f Frame) Screen(px, py float64) (x, y float64) {
	return (px - f.X0) * f.Zoom, (py - f.Y0) * f.Zoom
}

// viewport is the viewport that f came from, no longer fitted.
func (f Frame) viewport() Viewport {
	x, y := f.At(float64(f.Width)/2, float64(f.Height)/2)
	return Viewport{Zoom: f.Zoom, X: x, Y: y}
}

// within keeps the middle of the pane on the picture, so that it cannot be lost.
func (v Viewport) within(s array.Shape) Viewport {
	v.X = math.Max(0, math.Min(float64(s.W), v.X))
	v.Y = math.Max(0, math.Min(float64(s.H), v.Y))
	return v
}

// ZoomAbout is f at another magnification with the same point of the picture under the
// device coordinates x, y.
func (f Frame) ZoomAbout(x, y, zoom float64) Viewport {
	zoom = math.Max(minZoom, math.Min(maxZoom, zoom))
	px, py := f.At(x, y)
	v := Viewport{Zoom: zoom, X: px + (float64(f.Width)/2-x)/zoom, Y: py + (float64(f.Height)/2-y)/zoom}
	return v.within(f.Shape)
}

// ZoomCentre is f at another magnification about its middle.
func (f Frame) ZoomCentre(zoom float64) Viewport {
	return f.ZoomAbout(float64(f.Width)/2, float64(f.Height)/2, zoom)
}

// Pan is f after the picture was dragged by dx, dy device pixels.
func (f Frame) Pan(dx, dy float64) Viewport {
	v := f.viewport()
	v.X -= dx / f.Zoom
	v.Y -= dy / f.Zoom
	return v.within(f.Shape)
}

// Step is the magnification after so many steps of zooming in (out if negative), each
// about half as much again: ... 1/3, 1/2, 2/3, 1, 1.5, 2, 3, 4, 6, 8, ...
func Step(zoom float64, steps int) float64 {
	for ; steps > 0; steps-- {
		zoom = stepIn(zoom)
	}
	for ; steps < 0; steps++ {
		zoom = 1 / stepIn(1/zoom)
	}
	return zoom
}

func stepIn(zoom float64) float64 {
	for _, z := range ladder {
		if z > zoom*1.001 {
			return z
		}
	}
	for i := len(ladder) - 2; i >= 0; i-- {
		if z := 1 / ladder[i]; z > zoom*1.001 {
			return z
		}
	}
	return maxZoom
}
