package gui

import (
	"image"
	"image/draw"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/assets/demos"
	"firenet/gui/control"
	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/recipe"
)

// part is the capture of one object of the window.
func (h *harness) part(o fyne.CanvasObject) image.Image {
	all := h.win.Canvas().Capture()
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	r := image.Rect(int(at.X), int(at.Y), int(at.X+size.Width), int(at.Y+size.Height))
	dst := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(dst, dst.Bounds(), all, r.Min, draw.Src)
	return dst
}

func TestTheStripOffersDemosThenRuns(t *testing.T) {
	h := open(t, nil)
	h.done()
	if h.strip.shows != stripDemos || len(h.strip.row.Objects) != len(demos.All) || !h.strip.object.Visible() {
		t.Fatalf("the strip shows %d with %d cards", h.strip.shows, len(h.strip.row.Objects))
	}
	for _, mode := range []look.Mode{look.LightMode, look.DarkMode} {
		h.app.Settings().SetTheme(&look.Theme{Mode: mode})
		h.recolour()
		goldentest.Compare(t, "strip-demos-"+mode.String(), h.part(h.strip.object))
	}
	h.rerun(func() { h.left.set("noise.level", 0.05) })
	h.rerun(func() { h.left.set("reconstructor.FIRENET.inner", 10) })
	if h.strip.shows != stripRuns || len(h.strip.row.Objects) != 3 {
		t.Fatalf("after two edits the strip shows %d with %d cards", h.strip.shows, len(h.strip.row.Objects))
	}
	newest := h.strip.cards[h.control.Shown().Number].State()
	if newest.Title != "Run 3" || newest.Changes != "p 10" || !newest.Shown || newest.Value == "" || newest.Thumbnail == nil {
		t.Errorf("card of the newest run: %+v", newest)
	}
	first := h.control.Runs()[0]
	test.Tap(h.strip.cards[first.Number].PinButton())
	for _, mode := range []look.Mode{look.LightMode, look.DarkMode} {
		h.app.Settings().SetTheme(&look.Theme{Mode: mode})
		h.recolour()
		goldentest.Compare(t, "strip-runs-"+mode.String(), h.part(h.strip.object))
	}
	if !first.Pinned || !h.strip.cards[first.Number].State().Pinned {
		t.Error("the pin does not pin")
	}
	test.Tap(h.strip.cards[first.Number])
	if h.control.Shown() != first || h.control.Recipe().Noise.Level != 0 || h.left.noise.form.Entry("noise.level").Text() != "0" {
		t.Error("a click on the card does not bring the run and its recipe back")
	}
	h.keys.TypedRune(']')
	if h.control.Shown().Number != 2 {
		t.Errorf("] shows run %d", h.control.Shown().Number)
	}
	h.keys.TypedRune('p')
	if !h.control.Shown().Pinned {
		t.Error("P does not pin")
	}
	h.keys.TypedRune('P')
	h.keys.TypedRune('[')
	h.strip.clear.Tapped(nil)
	if len(h.control.Runs()) != 1 {
		t.Errorf("%d runs after clearing: the pinned one, which is shown, stays", len(h.control.Runs()))
	}
	// Undo of the click leads back, with its picture, although the run is forgotten.
	h.rerun(func() { c, _ := h.commands.ByID("undo"); c.Run() })
}

func TestPinnedRunsAreComparedInPanesAndPlots(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.keys.TypedRune('p')
	h.rerun(func() { h.left.set("noise.level", 0.5) })
	s := h.compare.Slots[0]
	h.compare.ChoosePane(s, model.Content{Of: model.Source{What: model.ShowReconstruction, Name: "FIRENET", Run: 1}})
	if s.Pane.Name() != "FIRENET, run 1" || s.Pane.Picture() == nil {
		t.Errorf("the pane shows %q, picture %v", s.Pane.Name(), s.Pane.Picture() != nil)
	}
	var found bool
	for _, item := range h.compare.PinnedItems(s.Content, func(c model.Content) { h.compare.ChoosePane(s, c) }) {
		if found = item.Label == "Residual of FIRENET, run 1"; found {
			item.Action()
			break
		}
	}
	if !found || s.Pane.Picture() == nil || s.Pane.Picture().Kind() != model.Residual {
		t.Error("the residual of a pinned run cannot be chosen")
	}
	h.compare.ChoosePane(s, model.Content{
		Of:    model.Source{What: model.ShowReconstruction, Name: "FIRENET"},
		Minus: model.Source{What: model.ShowReconstruction, Name: "FIRENET", Run: 1},
	})
	if s.Pane.Picture() == nil {
		t.Error("no difference of a run and a pinned one")
	}
	if slot := h.catalogue.SlotOf("FIRENET, run 1"); slot != 1 {
		t.Errorf("its curve has slot %d, want one of its own", slot)
	}
}

func TestEveryDemoRunsInThreeClicks(t *testing.T) {
	h := open(t, nil)
	h.done()
	for i, d := range demos.All {
		for k := range d.Steps {
			r, err := recipe.Parse(d.Title, d.Steps[k].Recipe())
			if err == nil {
				_, err = r.Complete()
			}
			if err != nil {
				t.Errorf("%s, %s: %v", d.Title, d.Steps[k].Label, err)
			}
		}
		h.strip.turn(stripDemos)
		h.rerun(func() { test.Tap(h.strip.demoCards[i]) })
		if !strings.Contains(h.title(), d.Title) || h.strip.look.Text() != d.Look || len(h.strip.tabs) != len(d.Steps) {
			t.Errorf("%s: title %q, %d steps", d.Title, h.title(), len(h.strip.tabs))
		}
		if lines := h.strip.look.HeightFor(h.strip.body.Size().Width); lines > h.strip.body.Size().Height {
			t.Errorf("%s: the text takes %g of %g", d.Title, lines, h.strip.body.Size().Height)
		}
	}
	h.rerun(func() { test.Tap(h.strip.tabs[1]) })
	if h.control.Recipe().Image.Values["insert_contrast"] != 0.1 || h.control.CanUndo() == "" {
		t.Error("the second step of the last demo is not what runs, or cannot be undone")
	}
	if h.control.Status().State != control.Done {
		t.Error("not done")
	}
}
