package model

import (
	"image"
	"image/color"
	"math"

	"firenet/recon/colormap"
)

// Renderer draws pictures. It keeps its scratch memory, so that drawing at an unchanged
// size allocates nothing. It is not safe for concurrent use.
type Renderer struct {
	columns []span
	rows    []span
	sums    [2][]float32
	down    []float32 // sums down the columns of a level,
	from    int       // from this column
	to      int       // to before this one
	index   []int32
}

// span is what of a level a row or column of the screen covers: n cells from first on, the
// outer two with weights. n = 0: nothing, the screen is beside the picture.
type span struct {
	first, n   int
	head, tail float32
	total      float32 // sum of all weights
}

// style is what the colour of a value depends on.
type style struct {
	table, gray     *[colormap.Size]color.RGBA
	lo, scale       float32
	surround        color.RGBA
	phase, spectrum bool
}

// Render draws what frame sees of p into dst: nearest neighbour where the picture is
// enlarged, the average over the area of the screen's pixel where it is reduced. Beside
// the picture, and where values are not finite, there is the surround. The size of dst
// must be that of the frame.
func (r *Renderer) Render(dst *image.RGBA, p *Picture, f Frame, w Window, m *colormap.Map, surround color.RGBA) {
	w = w.Valid(p.kind.Scale())
	s := style{
		table: m.Table(), gray: colormap.Gray.Table(),
		lo: float32(w.Lo), scale: float32((colormap.Size - 1) / (w.Hi - w.Lo)),
		surround: surround,
		phase:    p.kind == Phase, spectrum: p.mask != nil,
	}
	r.resize(f.Width, f.Height)
	if f.Zoom >= 1 {
		r.nearest(dst, p, f, &s)
		return
	}
	r.reduced(dst, p, f, &s)
}

func (r *Renderer) resize(w, h int) {
	if cap(r.columns) < w {
		r.columns, r.index = make([]span, w), make([]int32, w)
		r.sums[0], r.sums[1] = make([]float32, w), make([]float32, w)
	}
	if cap(r.rows) < h {
		r.rows = make([]span, h)
	}
	r.columns, r.rows, r.index = r.columns[:w], r.rows[:h], r.index[:w]
	r.sums[0], r.sums[1] = r.sums[0][:w], r.sums[1][:w]
}

// at is the colour of a value.
func (s *style) at(v float32) color.RGBA {
	if v != v {
		return s.surround
	}
	return s.table[s.entry(v)]
}

func (s *style) entry(v float32) int {
	t := (v - s.lo) * s.scale
	if !(t > 0) {
		return 0
	}
	if t >= colormap.Size-1 {
		return colormap.Size - 1
	}
	return int(t + 0.5)
}

// unsampled is the brightness of frequencies that were not sampled.
const unsampled = 0.3

// partly is the colour of a value in a spectrum of which the given share was sampled.
func (s *style) partly(v, share float32) color.RGBA {
	on := s.at(v)
	if share >= 1 {
		return on
	}
	dim := unsampled * (1 - share) * float32(s.gray[s.entry(v)].R)
	return color.RGBA{
		R: uint8(share*float32(on.R) + dim + 0.5), G: uint8(share*float32(on.G) + dim + 0.5),
		B: uint8(share*float32(on.B) + dim + 0.5), A: 255,
	}
}

func put(row []uint8, x int, c color.RGBA) {
	px := row[4*x : 4*x+4 : 4*x+4]
	px[0], px[1], px[2], px[3] = c.R, c.G, c.B, c.A
}

// nearest draws an enlarged picture.
func (r *Renderer) nearest(dst *image.RGBA, p *Picture, f Frame, s *style) {
	for x := range r.index {
		col := math.Floor(f.X0 + (float64(x)+0.5)/f.Zoom)
		r.index[x] = -1
		if col >= 0 && col < float64(f.W) {
			r.index[x] = int32(col)
		}
	}
	previous := math.NaN()
	for y := range f.Height {
		line := dst.Pix[y*dst.Stride : y*dst.Stride+4*f.Width]
		row := math.Floor(f.Y0 + (float64(y)+0.5)/f.Zoom)
		if row == previous {
			copy(line, dst.Pix[(y-1)*dst.Stride:])
			continue
		}
		previous = row
		if row < 0 || row >= float64(f.H) {
			blank(line, s.surround)
			continue
		}
		r.nearestRow(line, p, int(row), s)
	}
}

func (r *Renderer) nearestRow(line []uint8, p *Picture, row int, s *style) {
	values := p.values.data[row*p.W : (row+1)*p.W]
	last, c := int32(-2), s.surround
	for x, col := range r.index {
		if col != last {
			last = col
			switch {
			case col < 0:
				c = s.surround
			case s.spectrum && !p.mask.Data[row*p.W+int(col)]:
				c = s.partly(values[col], 0)
			default:
				c = s.at(values[col])
			}
		}
		put(line, x, c)
	}
}

func blank(line []uint8, c color.RGBA) {
	for x := range len(line) / 4 {
		put(line, x, c)
	}
}

// coarsest is the magnification at which a level may be drawn at most: averages over
// squares are averaged again, over 2 to 4 of them in a line, parts included. Of a large
// picture these are 1.5 to 3, since reading memory is what takes the time of a frame there.
func (p *Picture) coarsest() float64 {
	if p.Len() > large {
		return 2.0 / 3
	}
	return 0.5
}

// large is the number of pixels from which a frame reads less of the picture.
const large = 2048 * 2048

// reduced draws a picture that is smaller on screen than it is. From a reduction by 3 or 4
// on it begins with a level that is reduced already.
func (r *Renderer) reduced(dst *image.RGBA, p *Picture, f Frame, s *style) {
	k := 0
	for f.Zoom*float64(int(2)<<k) <= p.coarsest() && k+1 < len(p.levels) {
		k++
	}
	level, factor := p.levels[k], float64(int(1)<<k)
	cell := 1 / (f.Zoom * factor)
	spans(r.columns, f.X0/factor, cell, float64(f.W)/factor)
	spans(r.rows, f.Y0/factor, cell, float64(f.H)/factor)
	r.from, r.to = visible(r.columns)
	two := len(level) == 2
	for y, rows := range r.rows {
		line := dst.Pix[y*dst.Stride : y*dst.Stride+4*f.Width]
		if rows.n == 0 {
			blank(line, s.surround)
			continue
		}
		r.average(level[0], rows, r.sums[0])
		if two {
			r.average(level[1], rows, r.sums[1])
		}
		for x, c := range r.columns {
			if c.n == 0 {
				put(line, x, s.surround)
				continue
			}
			area := c.total * rows.total
			v := r.sums[0][x] / area
			switch {
			case s.phase:
				v = float32(math.Atan2(float64(r.sums[1][x]), float64(r.sums[0][x])) * 180 / math.Pi)
				put(line, x, s.at(v))
			case two:
				put(line, x, s.partly(v, r.sums[1][x]/area))
			default:
				put(line, x, s.at(v))
			}
		}
	}
}

// spans finds what each pixel of a line of the screen covers of a line of n cells (n need
// not be whole: the last cell may be a part), the first pixel beginning at x0.
func spans(out []span, x0, cell, n float64) {
	cells := int(math.Ceil(n))
	for i := range out {
		lo, hi := x0+float64(i)*cell, x0+float64(i+1)*cell
		if middle := (lo + hi) / 2; middle < 0 || middle >= n {
			out[i] = span{}
			continue
		}
		lo, hi = math.Max(lo, 0), math.Min(hi, n)
		first := int(lo)
		// A sliver left by rounding is not worth a cell of its own.
		last := max(first, min(int(math.Ceil(hi-1e-9)), cells)-1)
		s := span{first: first, n: last - first + 1}
		if s.n == 1 {
			s.head, s.total = 1, 1
		} else {
			s.head, s.tail = float32(float64(first+1)-lo), float32(hi-float64(last))
			s.total = s.head + s.tail + float32(s.n-2)
		}
		out[i] = s
	}
}

// average adds up the cells under each pixel of one line of the screen, by weight: first
// down the columns of the level, which runs through memory in order, then along the line.
func (r *Renderer) average(p plane, rows span, sums []float32) {
	from := r.from
	if cap(r.down) < r.to-from {
		r.down = make([]float32, r.to-from)
	}
	down := r.down[:r.to-from]
	for i := range rows.n {
		row := p.data[(rows.first+i)*p.w+from:][:len(down)]
		switch i {
		case 0:
			for x, v := range row {
				down[x] = rows.head * v
			}
		case rows.n - 1:
			for x, v := range row {
				down[x] += rows.tail * v
			}
		default:
			for x, v := range row {
				down[x] += v
			}
		}
	}
	for x := range r.columns {
		c := &r.columns[x]
		if c.n == 0 {
			continue
		}
		cells := down[c.first-from:][:c.n]
		sum := c.head * cells[0]
		if c.n > 1 {
			for _, v := range cells[1 : c.n-1] {
				sum += v
			}
			sum += c.tail * cells[c.n-1]
		}
		sums[x] = sum
	}
}

// visible is the range of a level's columns that the line of the screen covers.
func visible(columns []span) (from, to int) {
	for i := range columns {
		if c := &columns[i]; c.n > 0 {
			if to == 0 {
				from = c.first
			}
			to = c.first + c.n
		}
	}
	return from, to
}
