package model

import (
	"image"
	"image/color"
	"math"
)

// Handle is half the side of the squares at the ends of a line, in units of the screen.
const Handle = 5

// DrawLine draws the line of the profiles over the picture, two pixels wide with borders,
// and a square at each end.
func DrawLine(dst *image.RGBA, f Frame, l Line, ink, edge color.NRGBA, scale float64) {
	if !l.Shown {
		return
	}
	x0, y0 := f.Screen(l.X0, l.Y0)
	x1, y1 := f.Screen(l.X1, l.Y1)
	drawSegment(dst, x0, y0, x1, y1, 2*scale, edge)
	drawSegment(dst, x0, y0, x1, y1, scale, ink)
	for _, p := range [][2]float64{{x0, y0}, {x1, y1}} {
		half := Handle * scale
		square := box(round(p[0]-half), round(p[1]-half), round(p[0]+half), round(p[1]+half))
		frame(dst, square.Inset(-max(1, round(scale))), max(1, round(scale)), edge)
		blend(dst, square.Intersect(dst.Rect), ink)
	}
}

// DrawRegion draws the border of a region.
func DrawRegion(dst *image.RGBA, f Frame, r Region, ink, edge color.NRGBA, scale float64) {
	r, ok := r.In(f.Shape)
	if !ok {
		return
	}
	x0, y0 := f.Screen(float64(r.Col0), float64(r.Row0))
	x1, y1 := f.Screen(float64(r.Col1), float64(r.Row1))
	t := max(1, round(scale))
	outer := box(round(x0)-t, round(y0)-t, round(x1)+t, round(y1)+t)
	frame(dst, outer.Inset(-t), t, edge)
	frame(dst, outer, t, ink)
	frame(dst, outer.Inset(t), t, edge)
}

// DrawLevels draws the lines between the nested squares of wavelet coefficients, as long
// as the squares can be told apart.
func DrawLevels(dst *image.RGBA, f Frame, levels int, ink color.NRGBA, scale float64) {
	const least = 6 // units of the screen
	t := max(1, round(scale))
	for j := 1; j <= levels; j++ {
		h, w := float64(f.H>>j), float64(f.W>>j)
		if math.Min(h, w)*f.Zoom < least*scale {
			return
		}
		left, top := f.Screen(0, 0)
		x, y := f.Screen(w, h)
		right, bottom := f.Screen(2*w, 2*h)
		blend(dst, box(round(x), round(top), round(x)+t, round(bottom)).Intersect(dst.Rect), ink)
		blend(dst, box(round(left), round(y), round(right), round(y)+t).Intersect(dst.Rect), ink)
	}
}

// DrawDivider draws the line between two pictures of which one is left and one is right of
// x, from top to bottom, and its grip, whose middle is at y: all in device coordinates.
func DrawDivider(dst *image.RGBA, x, y, top, bottom, scale float64) {
	white, edge := color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}, color.NRGBA{0, 0, 0, 0x90}
	b, half, t := dst.Rect, round(scale), max(1, round(scale))
	b = b.Intersect(box(b.Min.X, round(top), b.Max.X, round(bottom)))
	cx := round(x)
	blend(dst, box(cx-half-t, b.Min.Y, cx+half+t, b.Max.Y).Intersect(b), edge)
	blend(dst, box(cx-half, b.Min.Y, cx+half, b.Max.Y).Intersect(b), white)
	r := Grip * scale
	for py := int(y - r - 2); py <= int(y+r+2); py++ {
		for px := int(x - r - 2); px <= int(x+r+2); px++ {
			d := math.Hypot(float64(px)+0.5-x, float64(py)+0.5-y)
			cover(dst, px, py, edge, r+scale+0.5-d)
			cover(dst, px, py, white, r+0.5-d)
			// Two triangles that point to the sides.
			dx, dy := math.Abs(float64(px)+0.5-x)/scale, math.Abs(float64(py)+0.5-y)/scale
			if dx > 2 && dx < 7.5 && dy < 7.5-dx {
				cover(dst, px, py, color.NRGBA{0x16, 0x19, 0x1D, 0xFF}, 1)
			}
		}
	}
}

// Grip is the radius of the divider's grip, in units of the screen.
const Grip = 12

// frame draws the border of a rectangle, inside of it.
func frame(dst *image.RGBA, r image.Rectangle, t int, c color.NRGBA) {
	for _, side := range []image.Rectangle{
		box(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+t), box(r.Min.X, r.Max.Y-t, r.Max.X, r.Max.Y),
		box(r.Min.X, r.Min.Y+t, r.Min.X+t, r.Max.Y-t), box(r.Max.X-t, r.Min.Y+t, r.Max.X, r.Max.Y-t),
	} {
		blend(dst, side.Intersect(dst.Rect), c)
	}
}

// cover lays a colour over one pixel, of which a share is covered.
func cover(dst *image.RGBA, x, y int, c color.NRGBA, share float64) {
	if share <= 0 || !(image.Point{X: x, Y: y}.In(dst.Rect)) {
		return
	}
	c.A = uint8(float64(c.A)*math.Min(1, share) + 0.5)
	blend(dst, box(x, y, x+1, y+1), c)
}

// drawSegment draws a straight line whose half width is given, smoothed at its borders. It
// goes along the longer side and visits only the pixels near the line.
func drawSegment(dst *image.RGBA, x0, y0, x1, y1, half float64, c color.NRGBA) {
	steep := math.Abs(y1-y0) > math.Abs(x1-x0)
	if steep {
		x0, y0, x1, y1 = y0, x0, y1, x1
	}
	if x0 > x1 {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	length := math.Hypot(x1-x0, y1-y0)
	if length == 0 {
		return
	}
	last := dst.Rect.Max.X
	if steep {
		last = dst.Rect.Max.Y
	}
	slope, across := (y1-y0)/(x1-x0), (x1-x0)/length
	reach := half/across + 1
	for x := max(0, int(x0)); x < min(last, int(x1)+1); x++ {
		at := y0 + (float64(x)+0.5-x0)*slope
		for y := int(math.Floor(at - reach)); y <= int(math.Ceil(at+reach)); y++ {
			share := half + 0.5 - math.Abs(float64(y)+0.5-at)*across
			if steep {
				cover(dst, y, x, c, share)
			} else {
				cover(dst, x, y, c, share)
			}
		}
	}
}
