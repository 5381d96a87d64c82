package figure

import (
	"math"
	"testing"

	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/colormap"
)

// A picture alone on a page keeps its shape: within the margins the page is as high as the
// picture of its width. 1e-9 points is rounding.
func TestAPageIsAsHighAsItsPicture(t *testing.T) {
	for _, s := range []array.Shape{{H: 32, W: 96}, {H: 96, W: 32}, {H: 50, W: 50}} {
		f := Figure{Rows: [][]Cell{{{
			Picture: model.NewPicture(model.Image, array.NewComplex(s)), Window: model.Window{Lo: 0, Hi: 1}, Map: colormap.Gray,
		}}}}
		page, err := f.Layout(Options{Width: 80, DPI: 100, FontSize: 8})
		if err != nil {
			t.Fatal(err)
		}
		want := (page.Width-2*margin)*float64(s.H)/float64(s.W) + 2*margin
		if math.Abs(page.Height-want) > 1e-9 {
			t.Errorf("%v: the page is %v high, want %v", s, page.Height, want)
		}
	}
}

// One colour bar stands for a row only if windows and maps are all the same; pictures without
// a share in it do not count.
func TestOneBarNeedsOneWindowAndOneMap(t *testing.T) {
	picture := model.NewPicture(model.Image, array.NewComplex(array.Shape{H: 8, W: 8}))
	first := Cell{Picture: picture, Window: model.Window{Lo: 0, Hi: 1}, Map: colormap.Gray}
	window, colours, plain := first, first, first
	window.Window.Hi = 2
	colours.Map = colormap.Inferno
	plain.Map, plain.Plain = colormap.Inferno, true
	for name, c := range map[string]struct {
		second Cell
		shared bool
	}{"the same": {first, true}, "another window": {window, false}, "another map": {colours, false}, "plain": {plain, true}, "none": {Cell{}, true}} {
		if got := sharedScale([]Cell{first, c.second}); got != c.shared {
			t.Errorf("%s: one bar: %v", name, got)
		}
	}
}
