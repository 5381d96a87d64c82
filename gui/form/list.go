package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// List is a drop-down list with the border of a field, which Fyne's does not have.
type List struct {
	widget.BaseWidget
	Select  *Select
	wrong   bool
	focused bool
}

// NewList puts a border around a list.
func NewList(s *Select) *List {
	l := &List{Select: s}
	s.focused = func(on bool) {
		l.focused = on
		l.Refresh()
	}
	l.ExtendBaseWidget(l)
	return l
}

// SetWrong marks the choice as wrong.
func (l *List) SetWrong(wrong bool) {
	if wrong != l.wrong {
		l.wrong = wrong
		l.Refresh()
	}
}

// CreateRenderer makes the renderer.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	border := canvas.NewRectangle(nil)
	border.CornerRadius = look.Radius
	r := &renderer{objects: []fyne.CanvasObject{l.Select, border}}
	r.layout = func(s fyne.Size) {
		l.Select.Resize(s)
		border.Resize(s)
	}
	r.min = func() fyne.Size { return fyne.NewSize(40, look.Control) }
	r.refresh = func() {
		p := look.Current()
		border.StrokeColor, border.StrokeWidth = p.InputBorder, 1
		switch {
		case l.wrong:
			border.StrokeColor = p.Error
		case l.focused:
			border.StrokeColor, border.StrokeWidth = p.Primary, 2
		}
		canvas.Refresh(l)
	}
	r.refresh()
	return r
}
