package gui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/control"
)

func TestADetailIsAddedPlacedAndMeasured(t *testing.T) {
	h := open(t, nil)
	h.done()
	if h.left.image.note.Text() != "" {
		t.Error("a message about a detail that is not there")
	}
	items := h.left.detailItems()
	h.rerun(items[1].Action) // a disc
	if h.left.image.form.Slider("image.insert_contrast") == nil || h.left.image.form.Entry("image.insert_text") != nil {
		t.Error("a disc has sliders for contrast and place, and no text")
	}
	if n := h.left.image.note.Text(); !strings.Contains(n, "FIRENET: ") || !strings.Contains(n, "% of its contrast") {
		t.Errorf("the card says %q", n)
	}
	if d := h.control.Track("FIRENET").Output.Detail; d == nil {
		t.Fatal("the contrast is not measured")
	}
	h.left.place(true)
	if !strings.Contains(h.left.image.note.Text(), "Click into a picture") {
		t.Errorf("while placing the card says %q", h.left.image.note.Text())
	}
	h.rerun(func() { h.group.TogglePin(15, 47) })
	v := h.control.Recipe().Image.Values
	if v.Float("insert_x") != 0.742 || v.Float("insert_y") != 0.242 || h.left.placing || h.group.Cursor().Pinned {
		t.Errorf("placed at %g, %g; pinned %v", v.Float("insert_x"), v.Float("insert_y"), h.group.Cursor().Pinned)
	}
	h.left.place(true)
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.left.placing {
		t.Error("Escape does not end the placing")
	}
	h.rerun(h.left.detailItems()[5].Action)
	if h.left.detailKind() != "none" || h.left.image.note.Text() != "" {
		t.Error("the detail is not taken away")
	}
}

func TestADragIsOneUndo(t *testing.T) {
	h := open(t, nil)
	h.done()
	s := h.left.noise.form.Slider("noise.level")
	for _, x := range []float32{0.5, 0.6, 0.7} {
		h.rerun(func() {
			s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x*s.Size().Width, 8)}})
		})
	}
	s.DragEnd()
	if n := len(h.control.Runs()); n != 2 {
		t.Errorf("%d runs after a drag, want two", n)
	}
	if n := h.control.CanUndo(); n != "noise ‖e‖/‖y‖" {
		t.Errorf("undo is called %q", n)
	}
	c, _ := h.commands.ByID("undo")
	c.Run()
	if h.control.Recipe().Noise.Level != 0 || h.left.noise.form.Entry("noise.level").Text() != "0" {
		t.Errorf("one undo leads to level %g", h.control.Recipe().Noise.Level)
	}
}

func TestThePlayerShowsLayers(t *testing.T) {
	h := open(t, nil)
	h.done()
	p := h.side.player
	result := h.compare.Slots[2].Pane.Picture()
	p.slider.SetValue(7)
	h.until("the film", func() bool { return h.control.Track("FIRENET").Seeking == 7 })
	if h.compare.Slots[2].Pane.Picture() == result || !strings.Contains(p.text.Text, "layer 7 of 25") {
		t.Errorf("the pane keeps the result, or the line says %q", p.text.Text)
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.control.Film() != nil || h.compare.Slots[2].Pane.Picture() == nil || h.control.Track("FIRENET").Seeking != 0 {
		t.Error("Escape does not go back to the result")
	}
	seen := map[int]bool{}
	h.timers = nil
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.until("playing", func() bool { return len(h.timers) > 0 })
	for i := 0; i < 40 && h.control.Film() != nil; i++ {
		seen[h.control.Track("FIRENET").Seeking] = true
		timers := h.timers
		h.timers = nil
		timers[len(timers)-1]()
	}
	if len(seen) != 25 || h.control.Film() != nil || h.control.Status().State != control.Done {
		t.Errorf("%d layers were shown, want 25; then the result", len(seen))
	}
	if p.Running {
		t.Error("it goes on playing")
	}
}

func TestReconstructorsAreMovedRenamedAndDoubled(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.rerun(h.left.addDepths)
	if got := strings.Join(h.left.order, ", "); got != "Zero-filled, FIRENET p 5, FIRENET p 20" || h.catalogue.Selected != "FIRENET p 20" {
		t.Fatalf("order %s, selected %s", got, h.catalogue.Selected)
	}
	if a, b := h.control.Recipe().Reconstructors[1].Values.Int("inner"), h.control.Recipe().Reconstructors[2].Values.Int("inner"); a != 5 || b != 20 {
		t.Errorf("p = %d and %d", a, b)
	}
	item := func(label string) func() {
		for _, i := range h.left.reconstructorMenu().Items {
			if i.Label == label && !i.Disabled {
				return i.Action
			}
		}
		t.Fatalf("the menu has no %q", label)
		return nil
	}
	h.rerun(item("Move FIRENET p 20 up"))
	if got := strings.Join(h.left.order, ", "); got != "Zero-filled, FIRENET p 20, FIRENET p 5" {
		t.Errorf("order %s", got)
	}
	item("Rename FIRENET p 20")()
	f := h.left.reconstructors.form
	h.rerun(func() { f.Entry("reconstructor.FIRENET p 20.name").Commit("deep") })
	if h.control.Recipe().Reconstructors[1].Name != "deep" || h.catalogue.Selected != "deep" {
		t.Error("not renamed")
	}
	item("Hide deep")()
	if !h.catalogue.Hidden["deep"] {
		t.Error("not hidden")
	}
	h.rerun(item("Duplicate deep"))
	h.rerun(item("Remove " + h.catalogue.Selected))
	h.rerun(func() { f.Select("reconstructor." + h.catalogue.Selected + ".method").SetSelected("Zero-filled") })
	if n := h.control.Recipe().Reconstructors[2]; n.Method != "zero-filled" && h.control.Recipe().Reconstructors[1].Method != "zero-filled" {
		t.Errorf("the method was not changed: %+v", n)
	}
	test.Tap(h.left.reconstructors.more)
}
