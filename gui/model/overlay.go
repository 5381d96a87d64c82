package model

import (
	"image"
	"image/color"
	"math"
)

// crosshairGap is how far from the middle of the marked pixel the lines stay away.
const crosshairGap = 12

// DrawCrosshair draws lines through the middle of a pixel over the picture, with a gap
// around it. scale is device pixels per unit of the screen; edge, if not transparent, is
// the colour of the lines' borders.
func DrawCrosshair(dst *image.RGBA, f Frame, c Cursor, line, edge color.NRGBA, scale float64) {
	if !c.Shown || c.Row < 0 || c.Col < 0 || c.Row >= f.H || c.Col >= f.W {
		return
	}
	x, y := f.Screen(float64(c.Col)+0.5, float64(c.Row)+0.5)
	left, top := f.Screen(0, 0)
	right, bottom := f.Screen(float64(f.W), float64(f.H))
	area := image.Rect(round(left), round(top), round(right), round(bottom)).Intersect(dst.Rect)
	thick, gap := max(1, round(scale)), round(math.Max(crosshairGap*scale, f.Zoom/2+2))
	cx, cy := int(math.Floor(x-float64(thick-1)/2)), int(math.Floor(y-float64(thick-1)/2))
	arms := [...]image.Rectangle{
		box(area.Min.X, cy, cx-gap, cy+thick),
		box(cx+thick+gap, cy, area.Max.X, cy+thick),
		box(cx, area.Min.Y, cx+thick, cy-gap),
		box(cx, cy+thick+gap, cx+thick, area.Max.Y),
	}
	for _, pass := range []struct {
		c     color.NRGBA
		grown int
	}{{edge, thick}, {line, 0}} {
		for i, arm := range arms {
			if arm.Empty() || pass.c.A == 0 {
				continue
			}
			if i < 2 {
				arm.Min.Y, arm.Max.Y = arm.Min.Y-pass.grown, arm.Max.Y+pass.grown
			} else {
				arm.Min.X, arm.Max.X = arm.Min.X-pass.grown, arm.Max.X+pass.grown
			}
			blend(dst, arm.Intersect(area), pass.c)
		}
	}
}

// box is a rectangle that stays empty when its sides are in the wrong order.
func box(x0, y0, x1, y1 int) image.Rectangle {
	return image.Rectangle{Min: image.Pt(x0, y0), Max: image.Pt(x1, y1)}
}

func round(x float64) int { return int(math.Round(x)) }

// blend lays a colour, over a rectangle.
func blend(dst *image.RGBA, r image.Rectangle, c color.NRGBA) {
	a := uint32(c.A)
	mix := func(old, top uint8) uint8 { return uint8((uint32(old)*(255-a) + uint32(top)*a + 127) / 255) }
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			px := dst.Pix[dst.PixOffset(x, y):]
			px[0], px[1], px[2], px[3] = mix(px[0], c.R), mix(px[1], c.G), mix(px[2], c.B), 255
		}
	}
}
