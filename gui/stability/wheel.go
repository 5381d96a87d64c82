package stability

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheel lies on something in the column that would take the wheel for itself: the column
// moves up and down there as everywhere. All but the wheel goes to what is below.
type wheel struct {
	widget.BaseWidget
	column   *container.Scroll
	sideways *container.Scroll // nil: there is nothing to move sideways
}

// underWheel puts one on an object.
func underWheel(column *container.Scroll, o fyne.CanvasObject) fyne.CanvasObject {
	w := &wheel{column: column}
	w.sideways, _ = o.(*container.Scroll)
	w.ExtendBaseWidget(w)
	return container.NewStack(o, w)
}

// Scrolled is part of fyne.Scrollable.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if w.sideways != nil && math.Abs(float64(e.Scrolled.DX)) > math.Abs(float64(e.Scrolled.DY)) {
		w.sideways.Scrolled(e)
		return
	}
	w.column.Scrolled(e)
}

// CreateRenderer is part of fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}
