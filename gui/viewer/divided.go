package viewer

import (
	"image/color"
	"math"

	"firenet/gui/model"
)

// Badge is a name in a corner of the picture.
type Badge struct {
	Name   string
	Colour color.NRGBA // of its dot; transparent: none
}

// SetSecond shows another picture right of a divider, with the names of both in the
// corners; nil for none.
func (p *Pane) SetSecond(picture *model.Picture, left, right Badge) {
	if p.divider == 0 && p.second == nil {
		p.divider = 0.5
	}
	p.second, p.names = picture, [2]Badge{left, right}
	p.parts.status()
	p.parts.surface.redraw(false)
}

// Divider is the share of the visible picture that is left of the divider.
func (p *Pane) Divider() float64 { return p.divider }

// SetDivider moves the divider.
func (p *Pane) SetDivider(at float64) {
	p.divider = math.Max(0, math.Min(1, at))
	p.parts.surface.redraw(false)
	if p.OnDivider != nil {
		p.OnDivider()
	}
}

// DividerColumn is where the divider is on the picture; ok is false without one.
func (p *Pane) DividerColumn() (x float64, ok bool) {
	if !p.divided() {
		return 0, false
	}
	f := p.parts.surface.frame()
	x, _ = f.At(p.parts.surface.dividerAt(f), 0)
	return x, true
}

// SetBlink shows a picture in place of that of the pane until it is called with nil. Zoom
// and all that lies over the picture stay; names are those in the corners.
func (p *Pane) SetBlink(picture *model.Picture, left Badge) {
	p.blink = picture
	if p.second == nil {
		p.names = [2]Badge{left, {}}
	}
	p.parts.status()
	p.parts.surface.redraw(false)
}

// Blinking is the picture that takes the place of the pane's own, nil for none.
func (p *Pane) Blinking() *model.Picture { return p.blink }

// divided says whether a second picture is seen.
func (p *Pane) divided() bool { return p.second != nil && p.picture != nil && p.blink == nil }

// dividerAt is where the divider is, in device coordinates.
func (s *surface) dividerAt(f model.Frame) float64 {
	left, right := s.extent(f)
	return left + s.pane.divider*(right-left)
}

// extent are the first and the last column of the screen on which the picture is seen.
func (s *surface) extent(f model.Frame) (left, right float64) {
	left, _ = f.Screen(0, 0)
	right, _ = f.Screen(float64(f.W), 0)
	return math.Max(0, left), math.Min(float64(f.Width), right)
}

// moveDivider puts the divider at a device coordinate.
func (p *Pane) moveDivider(f model.Frame, x float64) {
	if left, right := p.parts.surface.extent(f); right > left {
		p.SetDivider((x - left) / (right - left))
	}
}
