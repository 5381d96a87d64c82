package figure

import (
	"fmt"
	"image/color"
	"math"
)

// bar draws the colour bar of cells that share a scale, with a triangle at an end where
// values are cut off.
func (l *layout) bar(cells []Cell, x, top, height float64) {
	var of *Cell
	below, above := false, false
	for i := range cells {
		c := &cells[i]
		if c.Picture == nil || c.Plain {
			continue
		}
		of = c
		b, a := c.Window.Cuts(c.Picture)
		below, above = below || b, above || a
	}
	const tip = 5.0
	from, to := top, top+height
	if above {
		from += tip
	}
	if below {
		to -= tip
	}
	l.page.add(picture{x: x, y: from, w: barWide, h: to - from, window: of.Window, colours: of.Map})
	l.page.add(box{x: x, y: from, w: barWide, h: to - from, line: hairWid, stroke: ink})
	if above {
		l.page.add(shape{[]point{{x, from}, {x + barWide, from}, {x + barWide/2, top}}, hairWid, of.Map.At(1), ink})
	}
	if below {
		l.page.add(shape{[]point{{x, to}, {x + barWide, to}, {x + barWide/2, top + height}}, hairWid, of.Map.At(0), ink})
	}
	size := l.smaller()
	const capital = 0.714 // height of digits as a share of the size
	for i, s := range barLabels(of.Window) {
		y := to + (from-to)*float64(i)/2
		baseline := y + capital*size/2
		baseline = min(max(baseline, top+capital*size), top+height)
		l.write(x+barWide+barText, baseline, size, false, s)
	}
}

// inset shows a part of the picture larger in a corner that does not cover the part.
func (l *layout) inset(c *Cell, x, top, height float64) {
	if l.Inset.Size <= 0 || l.Inset.Factor < 1 {
		return
	}
	side := min(l.Inset.Size, c.Picture.H, c.Picture.W)
	p := part{
		row: max(0, min(c.Picture.H-side, l.Inset.Row-side/2)),
		col: max(0, min(c.Picture.W-side, l.Inset.Col-side/2)), h: side, w: side,
	}
	scale := l.cell / float64(c.Picture.W)
	at := box{x: x + float64(p.col)*scale, y: top + float64(p.row)*scale, w: float64(side) * scale, h: float64(side) * scale}
	large := min(float64(side*l.Inset.Factor)*scale, 0.6*min(l.cell, height))
	corners := []point{
		{x + l.cell - large, top}, {x, top}, {x, top + height - large}, {x + l.cell - large, top + height - large},
	}
	best := corners[0]
	for _, corner := range corners {
		if corner.x >= at.x+at.w || corner.x+large <= at.x || corner.y >= at.y+at.h || corner.y+large <= at.y {
			best = corner
			break
		}
	}
	at.line, at.stroke = markWid, mark
	l.page.add(at)
	l.page.add(picture{best.x, best.y, large, large, c.Picture, p, c.Window, c.Map})
	l.page.add(box{x: best.x, y: best.y, w: large, h: large, line: markWid, stroke: mark})
}

// scaleBar draws a length in pixels at the lower left, white or black by what lies below.
func (l *layout) scaleBar(c *Cell, x, top, height float64) {
	pixels := min(l.ScaleBar, c.Picture.W)
	scale := l.cell / float64(c.Picture.W)
	long, size := float64(pixels)*scale, l.smaller()
	label := fmt.Sprintf("%d px", pixels)
	left, y := x+3, top+height-4-0.36*size
	w := long + 3 + width(label, size, false)
	colour := white
	if brightness(c, (left-x)/scale, (y-size-top)/scale, w/scale, 2*size/scale) > 0.5 {
		colour = black
	}
	l.page.add(box{x: left, y: y - 0.6, w: long, h: 1.2, fill: colour})
	l.page.add(text{left + long + 3, y + 0.36*size, size, colour, []run{newRun(label, size, false)}})
}

// brightness is the mean over a part of a picture as it is shown, 0 to 1.
func brightness(c *Cell, x, y, w, h float64) float64 {
	sum, n := 0.0, 0
	for r := max(0, int(y)); r < min(c.Picture.H, int(y+h)); r++ {
		for k := max(0, int(x)); k < min(c.Picture.W, int(x+w)); k++ {
			sum += luma(c.Map.At((c.Picture.Value(r, k) - c.Window.Lo) / (c.Window.Hi - c.Window.Lo)))
			n++
		}
	}
	return sum / math.Max(1, float64(n))
}

// luma is the brightness of a colour by the weights of Rec. 709.
func luma(c color.RGBA) float64 {
	return (0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)) / 255
}
