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
	e := seen(f)
	return e.left + s.pane.divider*(e.right-e.left)
}

// gripAt is how far down its grip is.
func (s *surface) gripAt(f model.Frame) float64 {
	e := seen(f)
	return e.top + gripDown*(e.bottom-e.top)
}

// extent is the part of the pane in which the picture is seen, in device coordinates.
type extent struct{ left, top, right, bottom float64 }

func seen(f model.Frame) extent {
	left, top := f.Screen(0, 0)
	right, bottom := f.Screen(float64(f.W), float64(f.H))
	return extent{
		math.Max(0, left), math.Max(0, top),
		math.Min(float64(f.Width), right), math.Min(float64(f.Height), bottom),
	}
}

// moveDivider puts the divider at a device coordinate.
func (p *Pane) moveDivider(f model.Frame, x float64) {
	if e := seen(f); e.right > e.left {
		p.SetDivider((x - e.left) / (e.right - e.left))
	}
}
