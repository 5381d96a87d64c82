package model

import "math"

// Along are the values along a line at steps of about a pixel, both ends included, and
// where each of them lies: interpolated linearly between the four nearest pixels, NaN
// outside of the picture. Along a row through the middles of pixels these are the values
// of the pixels themselves.
func (p *Picture) Along(l Line) []float64 {
	v := make([]float64, l.Steps()+1)
	for i := range v {
		x, y := l.At(i)
		v[i] = p.between(x, y)
	}
	return v
}

// Steps is how many steps of about a pixel the line has, at least one.
func (l Line) Steps() int { return max(1, int(math.Round(l.Length()))) }

// At is the point after i steps.
func (l Line) At(i int) (x, y float64) {
	t := float64(i) / float64(l.Steps())
	return l.X0 + t*(l.X1-l.X0), l.Y0 + t*(l.Y1-l.Y0)
}

// between is the value at a point of the picture, interpolated between the middles of the
// pixels around it; within half a pixel of the border that of the pixel there.
func (p *Picture) between(x, y float64) float64 {
	if !(x >= 0 && y >= 0 && x <= float64(p.W) && y <= float64(p.H)) {
		return math.NaN()
	}
	x = math.Max(0, math.Min(float64(p.W-1), x-0.5))
	y = math.Max(0, math.Min(float64(p.H-1), y-0.5))
	c, r := int(x), int(y)
	fx, fy := x-float64(c), y-float64(r)
	row := func(r int) float64 {
		v := p.Value(r, c)
		if fx > 0 {
			v += fx * (p.Value(r, c+1) - v)
		}
		return v
	}
	v := row(r)
	if fy > 0 {
		v += fy * (row(r+1) - v)
	}
	return v
}

// Axis is along which coordinate a profile is plotted: columns if the line runs along a
// row, rows if it runs along a column, else the distance from its first end.
func (l Line) Axis() (name string, at []float64) {
	at = make([]float64, l.Steps()+1)
	for i := range at {
		x, y := l.At(i)
		switch {
		case l.Y0 == l.Y1:
			name, at[i] = "column", x-0.5
		case l.X0 == l.X1:
			name, at[i] = "row", y-0.5
		default:
			name, at[i] = "distance", math.Hypot(x-l.X0, y-l.Y0)
		}
	}
	return name, at
}
