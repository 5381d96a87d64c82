package model_test

import (
	"fmt"
	"image"
	"image/color"

	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/colormap"
)

// A picture of 2 x 2 pixels, fitted into 6 x 6 pixels of a screen, and its read-out.
func Example() {
	x := array.FromReal(array.Shape{H: 2, W: 2}, []float64{0, 0.25, 0.5, 1})
	p := model.NewPicture(model.Image, x)

	g := model.NewGroup() // shared by all panes
	frame := g.Viewport().Frame(p.Shape, 6, 6)
	screen := image.NewRGBA(image.Rect(0, 0, 6, 6))
	var r model.Renderer
	r.Render(screen, p, frame, g.Window(p.Kind().Scale()), colormap.Gray, color.RGBA{A: 255})

	row, col, _ := frame.Pixel(1, 4)
	value, _ := p.ReadOut(row, col)
	fmt.Println(model.Zoom(frame.Zoom), row, col, value, screen.RGBAAt(1, 4).R)
	// Output: 300 % 1 0 0.500 128
}
