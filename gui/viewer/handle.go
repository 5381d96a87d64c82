package viewer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// handle is the vertical line at an end of the window, with a grip above.
type handle struct {
	widget.BaseWidget
	moved   func(x float32)
	dropped func()
	line    *canvas.Rectangle
	grip    *canvas.Rectangle
	text    *canvas.Text
}

const handleWidth = 14

var (
	_ fyne.Draggable     = (*handle)(nil)
	_ desktop.Cursorable = (*handle)(nil)
)

func newHandle(moved func(x float32), dropped func()) *handle {
	h := &handle{
		moved: moved, dropped: dropped,
		line: &canvas.Rectangle{}, grip: &canvas.Rectangle{CornerRadius: 2},
		text: canvas.NewText("", color.Black),
	}
	h.text.TextSize = look.CaptionSize
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is part of fyne.Widget.
func (h *handle) CreateRenderer() fyne.WidgetRenderer { return handleRenderer{h} }

type handleRenderer struct{ *handle }

func (r handleRenderer) MinSize() fyne.Size { return fyne.NewSize(handleWidth, 30) }
func (r handleRenderer) Destroy()           {}
func (r handleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.line, r.grip, r.text}
}

func (r handleRenderer) Layout(s fyne.Size) {
	r.grip.Move(fyne.NewPos((handleWidth-8)/2, 2))
	r.grip.Resize(fyne.NewSize(8, 14))
	r.line.Move(fyne.NewPos((handleWidth-2)/2, 8))
	r.line.Resize(fyne.NewSize(2, s.Height-8))
	r.Refresh()
}

func (r handleRenderer) Refresh() {
	p := look.Current()
	r.line.FillColor, r.grip.FillColor, r.text.Color = p.Primary, p.Primary, p.Foreground
	size := r.text.MinSize()
	r.text.Resize(size)
	r.text.Move(fyne.NewPos(handleWidth, 0))
	r.line.Refresh()
	r.grip.Refresh()
	r.text.Refresh()
}

// value shows a number beside the grip, nothing if it is empty.
func (h *handle) value(text string) {
	h.text.Text = text
	h.Refresh()
}

// Dragged is part of fyne.Draggable.
func (h *handle) Dragged(e *fyne.DragEvent) { h.moved(h.Position().X + e.Position.X) }

// DragEnd is part of fyne.Draggable.
func (h *handle) DragEnd() { h.dropped() }

// Cursor is part of desktop.Cursorable.
func (h *handle) Cursor() desktop.Cursor { return desktop.HResizeCursor }
