package form

import "fyne.io/fyne/v2"

// renderer lays out and refreshes the objects of a widget by functions of the widget.
type renderer struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(s fyne.Size)           { r.layout(s) }
func (r *renderer) MinSize() fyne.Size           { return r.min() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Refresh()                     { r.refresh() }

// place moves and resizes an object.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// centred places an object at its least height in the middle of a line.
func centred(o fyne.CanvasObject, x, y, w, line float32) {
	h := o.MinSize().Height
	place(o, x, y+(line-h)/2, w, h)
}
