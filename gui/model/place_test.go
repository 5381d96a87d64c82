package model_test

import (
	"fmt"
	"math"
	"math/cmplx"
	"testing"

	"firenet/gui/model"
	"firenet/recon/array"
)

// The read-out at a pixel is that of its row and column, also of a picture that is wider than
// high or higher than wide: every pixel has another argument.
func TestTheReadOutIsThatOfThePixel(t *testing.T) {
	for _, s := range []array.Shape{{H: 3, W: 5}, {H: 5, W: 3}} {
		a := array.NewComplex(s)
		degrees := func(r, c int) int { return 10*r + c + 1 }
		for r := range s.H {
			for c := range s.W {
				a.Set(r, c, cmplx.Rect(0.5, float64(degrees(r, c))*math.Pi/180))
			}
		}
		p := model.NewPicture(model.Image, a)
		for r := range s.H {
			for c := range s.W {
				value, argument := p.ReadOut(r, c)
				if want := fmt.Sprintf("arg %d°", degrees(r, c)); value != "0.500" || argument != want {
					t.Errorf("%v at %d, %d: %q and %q, want 0.500 and %q", s, r, c, value, argument, want)
				}
			}
		}
	}
}
