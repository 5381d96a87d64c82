package gui

import "testing"

// A view that is not seen holds no pictures, which may be of runs that are forgotten
// meanwhile, and has them again when it is seen.
func TestViewsLetGoOfTheirPictures(t *testing.T) {
	h := open(t, nil)
	h.done()
	for range 2 {
		h.showView("Swipe")
		if h.swipe.Pane.Picture() == nil {
			t.Error("Swipe shows nothing")
		}
		h.showView("Stability")
		h.showView("Figure")
		h.preview()
		if h.swipe.Pane.Picture() != nil {
			t.Error("Swipe holds its picture")
		}
		for _, p := range h.lab.Panes() {
			if p.Picture() != nil {
				t.Error("Stability holds a picture")
			}
		}
		h.showView("Compare")
		if h.figure.Picture.Image != nil || len(h.figure.Drawn.Rows) > 0 {
			t.Error("Figure holds what it has drawn")
		}
	}
	// What was still being drawn when the view was left is not taken.
	h.showView("Figure")
	h.showView("Compare")
	h.until("the preview", func() bool { return !h.figure.Busy })
	if h.figure.Picture.Image != nil {
		t.Error("Figure holds a preview that came late")
	}
}
