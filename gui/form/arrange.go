package form

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/look"
)

// SetVisible shows an object or hides it, and tells it only if that is a change.
func SetVisible(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}

// Line lays out objects from left to right at their least width, centred in height; those
// behind a nil gap stand at the right.
type Line struct {
	Left, Right []fyne.CanvasObject
	Gap, Margin float32
}

// Layout is part of fyne.Layout.
func (l *Line) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	x := l.Margin
	for _, o := range l.Left {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + l.Gap
	}
	x = s.Width - l.Margin
	for i := len(l.Right) - 1; i >= 0; i-- {
		o := l.Right[i]
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		x -= m.Width
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		o.Resize(m)
		x -= l.Gap
	}
}

// MinSize is part of fyne.Layout.
func (l *Line) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 24) }

// Stack lays objects below one another over the full width, with a gap between them.
type Stack struct{ Gap, Margin float32 }

// Layout is part of fyne.Layout.
func (k Stack) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	y := k.Margin
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		// The width first: wrapped texts have their height from it.
		o.Resize(fyne.NewSize(s.Width-2*k.Margin, o.MinSize().Height))
		h := o.MinSize().Height
		o.Move(fyne.NewPos(k.Margin, y))
		o.Resize(fyne.NewSize(s.Width-2*k.Margin, h))
		y += h + k.Gap
	}
}

// MinSize is part of fyne.Layout.
func (k Stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w, h := float32(0), k.Margin
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w = max(w, m.Width)
		h += m.Height + k.Gap
	}
	return fyne.NewSize(w+2*k.Margin, max(0, h-k.Gap+k.Margin))
}

// Inset leaves room around an object.
type Inset struct{ Sides, Above, Below float32 }

// Layout is part of fyne.Layout.
func (i Inset) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(i.Sides, i.Above))
	o[0].Resize(fyne.NewSize(max(0, s.Width-2*i.Sides), max(0, s.Height-i.Above-i.Below)))
}

// MinSize is part of fyne.Layout.
func (i Inset) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*i.Sides, i.Above+i.Below)
}

// Pair lays two lists beside one another, one of a fixed width.
type Pair struct{ Left, Right float32 }

// Layout is part of fyne.Layout.
func (p Pair) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := p.Left
	if left == 0 {
		left = s.Width - look.Gap - p.Right
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(left, s.Height))
	o[1].Move(fyne.NewPos(left+look.Gap, 0))
	o[1].Resize(fyne.NewSize(s.Width-left-look.Gap, s.Height))
}

// MinSize is part of fyne.Layout.
func (Pair) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, look.Control) }

// Even gives columns the same width.
type Even struct{}

// Layout is part of fyne.Layout.
func (Even) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(64, s.Width/float32(len(o)))
	for i, c := range o {
		h := c.MinSize().Height
		c.Move(fyne.NewPos(float32(i)*w, (s.Height-h)/2))
		c.Resize(fyne.NewSize(w-4, h))
	}
}

// MinSize is part of fyne.Layout.
func (Even) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 20) }

// Rule is a thin line between two rows.
func Rule() fyne.CanvasObject {
	r := canvas.NewRectangle(look.Current().Separator)
	r.SetMinSize(fyne.NewSize(1, 1))
	return r
}

// Gap is room of a height between two rows.
func Gap(h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(1, h))
	return r
}

// Fixed gives an object a height.
func Fixed(o fyne.CanvasObject, height float32) fyne.CanvasObject {
	return container.New(heightOf(height), o)
}

type heightOf float32

// Layout is part of fyne.Layout.
func (heightOf) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(s)
}

// MinSize is part of fyne.Layout.
func (h heightOf) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, float32(h)) }

// Spacer is room between two groups of buttons.
func Spacer(width float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, 1))
	return r
}

// PlaceRow places objects behind one another from x, centred in height, and returns where
// they end.
func PlaceRow(list []fyne.CanvasObject, x, gap, height float32) float32 {
	for _, o := range list {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		o.Move(fyne.NewPos(x, (height-m.Height)/2))
		o.Resize(m)
		x += m.Width + gap
	}
	return x - gap
}

// RowWidth is how wide a row is.
func RowWidth(list []fyne.CanvasObject, gap float32) float32 {
	w := float32(0)
	for _, o := range list {
		if o.Visible() {
			w += o.MinSize().Width + gap
		}
	}
	return max(0, w-gap)
}
