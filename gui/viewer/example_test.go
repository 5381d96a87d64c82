package viewer_test

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/array"
)

// Two linked panes: zooming one zooms the other.
func ExamplePane() {
	test.NewApp()
	g := model.NewGroup()
	x := model.NewPicture(model.Image, array.NewComplex(array.Shape{H: 256, W: 256}))
	truth, estimate := viewer.NewPane(g), viewer.NewPane(g)
	for _, p := range []*viewer.Pane{truth, estimate} {
		p.SetPicture(x)
		p.Resize(fyne.NewSize(308, 304))
	}
	truth.ZoomBy(2)
	f, _ := estimate.Frame()
	fmt.Println(model.Zoom(f.Zoom))
	// Output: 200 %
}
