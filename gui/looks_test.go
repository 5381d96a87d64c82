package gui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
)

// capture is what an object of the window looks like.
func (h *harness) capture(o fyne.CanvasObject) image.Image {
	h.t.Helper()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	size := o.Size()
	r := image.Rect(int(at.X), int(at.Y), int(at.X+size.Width), int(at.Y+size.Height))
	whole, ok := h.win.Canvas().Capture().(interface {
		SubImage(image.Rectangle) image.Image
	})
	if !ok {
		h.t.Fatal("the capture cannot be cut")
	}
	return whole.SubImage(r)
}

// The centre of the window with what is seldom looked at: coefficients, dual, a phase, a
// difference, measurements, the mask; and the view Swipe with line and region.
func TestCentreLooks(t *testing.T) {
	for name, mode := range map[string]look.Mode{"light": look.LightMode, "dark": look.DarkMode} {
		h := open(t, nil)
		h.app.Settings().SetTheme(&look.Theme{Mode: mode})
		h.done()
		h.recolour()
		h.win.Resize(fyne.NewSize(1280, 800))
		h.compare.AddPane(h.compare.Slots[3])
		h.compare.AddPane(h.compare.Slots[4])
		for i, c := range []model.Content{
			model.Show(model.ShowCoefficients, ""), model.Show(model.ShowDual, ""), model.Show(model.ShowZeroFilled, ""),
			{Of: model.Source{What: model.ShowReconstruction}, Minus: model.Source{What: model.ShowZeroFilled}},
			model.Show(model.ShowMeasurements, ""), model.Show(model.ShowMask, ""),
		} {
			h.compare.ChoosePane(h.compare.Slots[i], c)
		}
		h.compare.ChoosePart(h.compare.Slots[2], model.PhasePart)
		h.group.Pin(20, 40)
		goldentest.Compare(t, "panes-"+name, h.capture(h.compare.Area))
		h.showView("Swipe")
		h.group.SetLine(model.Line{X0: 6.5, Y0: 40.5, X1: 56.5, Y1: 20.5, Shown: true})
		h.group.SetRegion(model.RegionBetween(44, 30, 58, 50))
		goldentest.Compare(t, "swipe-"+name, h.capture(h.swipe.Centre()))
	}
}
