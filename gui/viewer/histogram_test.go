package viewer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
)

// withHistogram returns a histogram of a pane with a blurred image, in a window.
func withHistogram(t *testing.T) (*Histogram, *Pane, fyne.Window) {
	t.Helper()
	x := head(128)
	p := NewPane(model.NewGroup())
	p.SetPicture(model.NewPicture(model.Image, blurred(x)))
	h := NewHistogram()
	h.SetPane(p, model.NewPicture(model.Image, x))
	return h, p, show(t, h, 328, 196)
}

func TestHistogramLooks(t *testing.T) {
	for name, mode := range map[string]look.Mode{"histogram-light": look.LightMode, "histogram-dark": look.DarkMode} {
		start(t, mode)
		_, _, w := withHistogram(t)
		goldentest.Compare(t, name, w.Canvas().Capture())
	}
}

func TestHandlesMoveTheWindowOfAllPanes(t *testing.T) {
	start(t, look.LightMode)
	h, p, _ := withHistogram(t)
	other := NewPane(p.Group())
	other.SetPicture(p.Picture())
	h.handles[1].Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(h.across(0.5)-h.handles[1].Position().X, 5)}})
	if w := other.Window(); w.Lo != 0 || w.Hi < 0.49 || w.Hi > 0.51 {
		t.Errorf("window %v after dragging to 0.5", w)
	}
	if h.handles[1].text.Text == "" {
		t.Error("dragging does not show the value")
	}
	h.handles[1].DragEnd()
	if h.handles[1].text.Text != "" {
		t.Error("the value stays after dragging")
	}
	// The upper end does not pass the lower one.
	h.handles[1].Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(-1000, 5)}})
	if w := p.Window(); w.Hi <= w.Lo {
		t.Errorf("window %v after dragging the upper end below the lower", w)
	}
}

func TestFieldsSetTheWindow(t *testing.T) {
	start(t, look.LightMode)
	h, p, _ := withHistogram(t)
	enter := func(i int, text string) { h.fields[i].Commit(text) }
	enter(0, "–0.25")
	enter(1, "0,75")
	if w := p.Window(); w != (model.Window{Lo: -0.25, Hi: 0.75}) {
		t.Errorf("window %v", w)
	}
	for _, wrong := range []string{"much", "nan", "-3", ""} {
		enter(1, wrong)
		if w := p.Window(); w.Hi != 0.75 || !h.note.Visible() || !h.fields[1].Wrong() {
			t.Errorf("%q: window %v, message %q", wrong, w, h.note.Text)
		}
	}
	test.Tap(h.buttons[2])
	if w := p.Window(); w != (model.Window{Lo: 0, Hi: 1}) || h.note.Visible() || h.fields[1].Wrong() {
		t.Errorf("window %v after Reset, message %q", w, h.note.Text)
	}
	enter(0, "much")
	if test.Tap(h.buttons[2]); h.fields[0].Wrong() || h.fields[0].Text() != "0" {
		t.Errorf("a wrong text %q stays after Reset", h.fields[0].Text())
	}
	test.Tap(h.buttons[1])
	lo, hi := p.Picture().Range()
	if w := p.Window(); w != (model.Window{Lo: lo, Hi: hi}) {
		t.Errorf("window %v after Auto, values from %g to %g", w, lo, hi)
	}
	test.Tap(h.buttons[0])
	if w := p.Window(); w.Hi >= hi || w.Lo <= lo {
		t.Errorf("window %v holds everything after 1–99 %%", w)
	}
}

func TestUnlinkedPaneKeepsItsWindow(t *testing.T) {
	start(t, look.LightMode)
	h, p, _ := withHistogram(t)
	other := NewPane(p.Group())
	other.SetPicture(p.Picture())
	p.SetScaleLinked(false)
	h.setEnd(1, 0.5)
	if p.Window().Hi != 0.5 || other.Window().Hi != 1 {
		t.Errorf("windows %v and %v", p.Window(), other.Window())
	}
	p.SetScaleLinked(true)
	if p.Window() != other.Window() {
		t.Error("linking does not bring the shared window back")
	}
}
