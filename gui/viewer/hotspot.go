package viewer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// hotspot is an area that can be clicked, shown only while the pointer is over it.
type hotspot struct {
	widget.BaseWidget
	ground *canvas.Rectangle
	tapped func()
}

func newHotspot(tapped func()) *hotspot {
	h := &hotspot{ground: canvas.NewRectangle(color.Transparent), tapped: tapped}
	h.ground.CornerRadius = look.Radius
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is part of fyne.Widget.
func (h *hotspot) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.ground) }

// Tapped is part of fyne.Tappable.
func (h *hotspot) Tapped(*fyne.PointEvent) { h.tapped() }

// Cursor is part of desktop.Cursorable.
func (h *hotspot) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn is part of desktop.Hoverable.
func (h *hotspot) MouseIn(*desktop.MouseEvent) { h.show(theme.Color(theme.ColorNameHover)) }

// MouseMoved is part of desktop.Hoverable.
func (h *hotspot) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of desktop.Hoverable.
func (h *hotspot) MouseOut() { h.show(color.Transparent) }

func (h *hotspot) show(c color.Color) {
	h.ground.FillColor = c
	h.ground.Refresh()
}
