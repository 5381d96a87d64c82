package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rect is the box of a text of a size whose lower left corner is at p.
func rect(p vg.Point, w, h vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: p, Max: vg.Point{X: p.X + w, Y: p.Y + h}}
}

// label writes a text near a point where it stays inside of the area, does not touch the
// labels before it, and covers as little as possible of the curves.
func (s *Scene) label(c draw.Canvas, style text.Style, at vg.Point, txt string, curves [][]vg.Point) {
	w, h := style.Width(txt), vg.Length(style.Font.Size)+2
	candidates := places(at, w, h)
	best, least := candidates[0], math.Inf(1)
	for i, p := range candidates {
		p.Y = max(c.Min.Y+2, min(p.Y, c.Max.Y-h))
		if cost := s.cost(c, rect(p, w, h), curves) + 2*float64(i); cost < least {
			best, least = p, cost
		}
	}
	s.place(c, style, best, txt)
}

// places are lower left corners for a label of w x h near a point, the best ones first:
// beside it, then above and below in growing distance.
func places(at vg.Point, w, h vg.Length) []vg.Point {
	const away, step, rows = 7, 6, 8
	out := []vg.Point{{X: at.X + away, Y: at.Y - h/2}}
	for i := range rows {
		d := vg.Length(away + i*step)
		for _, x := range []vg.Length{at.X - w + 3, at.X - w/2, at.X + away} {
			out = append(out, vg.Point{X: x, Y: at.Y + d}, vg.Point{X: x, Y: at.Y - d - h})
		}
	}
	return append(out, vg.Point{X: at.X - w - away, Y: at.Y - h/2})
}

// place writes a text with its lower left corner at p and keeps its place.
func (s *Scene) place(c draw.Canvas, style text.Style, p vg.Point, txt string) {
	h := vg.Length(style.Font.Size) + 2
	box := rect(p, style.Width(txt), h)
	s.labels = append(s.labels, box)
	c.SetColor(s.Palette.Panel) // so that no dotted line runs through it
	c.Fill(box.Path())
	style.XAlign = draw.XLeft
	write(c, style, vg.Point{X: p.X, Y: p.Y + h/2}, txt)
}

// cost says how bad a place for a label is.
func (s *Scene) cost(c draw.Canvas, r vg.Rectangle, curves [][]vg.Point) float64 {
	cost := 0.0
	if r.Min.X < c.Min.X || r.Max.X > c.Max.X+6 {
		cost += 1000
	}
	for _, other := range s.labels {
		if r.Min.X < other.Max.X && other.Min.X < r.Max.X && r.Min.Y < other.Max.Y && other.Min.Y < r.Max.Y {
			cost += 500
		}
	}
	for _, curve := range curves {
		covered := 0.0
		for i := 1; i < len(curve) && covered < 100; i++ {
			if crosses(r, curve[i-1], curve[i]) {
				covered += 40
			}
		}
		cost += covered
	}
	return cost
}

// crosses says whether the segment from p to q comes into r, tried at points along it.
func crosses(r vg.Rectangle, p, q vg.Point) bool {
	if max(p.X, q.X) < r.Min.X || min(p.X, q.X) > r.Max.X || max(p.Y, q.Y) < r.Min.Y || min(p.Y, q.Y) > r.Max.Y {
		return false
	}
	const tries = 8
	for i := range tries + 1 {
		t := vg.Length(i) / tries
		x, y := p.X+t*(q.X-p.X), p.Y+t*(q.Y-p.Y)
		if x >= r.Min.X && x <= r.Max.X && y >= r.Min.Y && y <= r.Max.Y {
			return true
		}
	}
	return false
}

// ending is the end of a curve with its name.
type ending struct {
	name string
	ink  color.Color
	at   vg.Point
}

// makeRoom leaves room at the right for names that are written there, up to a third of the
// chart.
func (s *Scene) makeRoom(names []string) {
	style := caption(s.Palette.Foreground, true, draw.XLeft)
	widest := vg.Length(0)
	for _, name := range names {
		widest = max(widest, style.Width(name))
	}
	s.Area.Max.X = s.Canvas.Max.X - min(widest+10, s.Canvas.Size().X/3)
}

// beside writes names into the margin at the right, each at the height of the end of its
// curve or, where another one stands there, below that.
func (s *Scene) beside(c draw.Canvas, ends []ending) {
	const line = 13
	slices.SortStableFunc(ends, func(a, b ending) int { return cmp.Compare(b.at.Y, a.at.Y) })
	room := s.Canvas.Max.X - c.Max.X - 8
	below := vg.Length(math.Inf(1))
	for _, e := range ends {
		y := min(e.at.Y, below)
		below = y - line
		style := caption(e.ink, true, draw.XLeft)
		write(s.Canvas, style, vg.Point{X: c.Max.X + 7, Y: y}, shortened(e.name, room, style.Width))
	}
}
