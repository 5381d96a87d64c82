package model

import (
	"math"

	"firenet/recon/array"
)

// Line is a line of which profiles are drawn. Its ends are points of the picture: the
// middle of the pixel in row r and column c is at x = c + 0.5, y = r + 0.5.
type Line struct {
	X0    float64 `json:"x0" toml:"x0"`
	Y0    float64 `json:"y0" toml:"y0"`
	X1    float64 `json:"x1" toml:"x1"`
	Y1    float64 `json:"y1" toml:"y1"`
	Shown bool    `json:"shown" toml:"shown"`
}

// DefaultLine runs along a row through the middle eight tenths of a picture.
func DefaultLine(s array.Shape, row int) Line {
	y := float64(row) + 0.5
	return Line{X0: math.Floor(0.1*float64(s.W)) + 0.5, Y0: y, X1: math.Floor(0.9*float64(s.W)) + 0.5, Y1: y, Shown: true}
}

// Length is the distance of its ends in pixels.
func (l Line) Length() float64 { return math.Hypot(l.X1-l.X0, l.Y1-l.Y0) }

// Moved is l shifted, with its ends still on a picture of shape s.
func (l Line) Moved(dx, dy float64, s array.Shape) Line {
	dx = shift(dx, l.X0, l.X1, float64(s.W))
	dy = shift(dy, l.Y0, l.Y1, float64(s.H))
	l.X0, l.Y0, l.X1, l.Y1 = l.X0+dx, l.Y0+dy, l.X1+dx, l.Y1+dy
	return l
}

// shift is d cut so that a + d and b + d stay between 0 and n.
func shift(d, a, b, n float64) float64 {
	lo, hi := math.Min(a, b), math.Max(a, b)
	return math.Max(-lo, math.Min(n-hi, d))
}

// WithEnd is l with end 0 or 1 at another point of a picture of shape s.
func (l Line) WithEnd(end int, x, y float64, s array.Shape) Line {
	x, y = math.Max(0, math.Min(float64(s.W), x)), math.Max(0, math.Min(float64(s.H), y))
	if end == 0 {
		l.X0, l.Y0 = x, y
	} else {
		l.X1, l.Y1 = x, y
	}
	return l
}

func (l Line) finite() bool { return finite(l.X0, l.Y0, l.X1, l.Y1) }

// Region is a rectangle of whole pixels: rows from Row0 to before Row1, and so the columns.
type Region struct {
	Row0  int  `json:"row0" toml:"row0"`
	Col0  int  `json:"col0" toml:"col0"`
	Row1  int  `json:"row1" toml:"row1"`
	Col1  int  `json:"col1" toml:"col1"`
	Shown bool `json:"shown" toml:"shown"`
}

// RegionBetween is the rectangle with two pixels at its corners.
func RegionBetween(rowA, colA, rowB, colB int) Region {
	return Region{
		Row0: min(rowA, rowB), Col0: min(colA, colB),
		Row1: max(rowA, rowB) + 1, Col1: max(colA, colB) + 1, Shown: true,
	}
}

// In is the part of the region on a picture of shape s; ok is false if there is none.
func (r Region) In(s array.Shape) (part Region, ok bool) {
	r.Row0, r.Col0 = max(0, r.Row0), max(0, r.Col0)
	r.Row1, r.Col1 = min(s.H, r.Row1), min(s.W, r.Col1)
	return r, r.Shown && r.Row1 > r.Row0 && r.Col1 > r.Col0
}

// Shape is how large the region is.
func (r Region) Shape() array.Shape { return array.Shape{H: r.Row1 - r.Row0, W: r.Col1 - r.Col0} }

// ordered puts the sides in order; an empty region is none.
func (r Region) ordered() Region {
	r.Row0, r.Row1 = min(r.Row0, r.Row1), max(r.Row0, r.Row1)
	r.Col0, r.Col1 = min(r.Col0, r.Col1), max(r.Col0, r.Col1)
	if r.Row0 == r.Row1 || r.Col0 == r.Col1 {
		return Region{}
	}
	return r
}
