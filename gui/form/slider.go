package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// Slider is a slider that moves by a fiftieth of its way on the arrow keys.
type Slider struct{ widget.Slider }

// NewSlider is a slider with a range.
func NewSlider(low, high float64) *Slider {
	s := &Slider{widget.Slider{Min: low, Max: high, Step: 1}}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer makes the renderer of Fyne's slider, in other colours. A ThemeOverride would
// do as well, but each of them, and each time that it is refreshed, has the toolkit forget
// the sizes of all texts, and read the fonts once more for texts inside.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{s.Slider.CreateRenderer()}
	r.recolour()
	return r
}

// sliderRenderer gives what has been moved over and the handle the primary colour, and the
// track that of buttons. Fyne draws them in the colours of texts and fields.
type sliderRenderer struct{ fyne.WidgetRenderer }

// Refresh is part of fyne.WidgetRenderer.
func (r *sliderRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.recolour()
}

func (r *sliderRenderer) recolour() {
	p := look.Current()
	o := r.Objects() // track, what has been moved over, handle, mark of the focus
	o[0].(*canvas.Rectangle).FillColor = p.Button
	o[1].(*canvas.Rectangle).FillColor = p.Primary
	o[2].(*canvas.Circle).FillColor = p.Primary
}

// TypedKey moves the slider, or is for the window.
func (s *Slider) TypedKey(e *fyne.KeyEvent) {
	step := max(s.Step, (s.Max-s.Min)/50)
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		s.SetValue(max(s.Min, s.Value-step))
	case fyne.KeyRight, fyne.KeyUp:
		s.SetValue(min(s.Max, s.Value+step))
	case fyne.KeyHome:
		s.SetValue(s.Min)
	case fyne.KeyEnd:
		s.SetValue(s.Max)
	default:
		passKey(s, e)
	}
}

// TypedRune is for the window.
func (s *Slider) TypedRune(r rune) { passRune(s, r) }
