package plots

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// blockEnds are the layers after which the blocks of a curve end, also those to come if
// all blocks are as long as the first.
func blockEnds(c Curve) []int {
	var ends []int
	for i := 1; i < len(c.Points); i++ {
		if c.Points[i].Block != c.Points[i-1].Block {
			ends = append(ends, c.Points[i-1].Layer)
		}
	}
	last := c.Points[len(c.Points)-1].Layer
	if len(ends) == 0 {
		return append(ends, max(last, c.Layers))
	}
	for next := ends[len(ends)-1] + ends[0]; next <= c.Layers; next += ends[0] {
		ends = append(ends, next)
	}
	if ends[len(ends)-1] < last {
		ends = append(ends, last)
	}
	return ends
}

// blocks marks the ends of blocks by dotted lines and writes their numbers above the area,
// every second, fifth, ... one where there is no room for all.
func (s *Scene) blocks(ends []int, layers int) {
	dotted := draw.LineStyle{Color: s.Palette.Muted, Width: 1, Dashes: []vg.Length{1, 3}}
	s.Plot.Add(plotter(func(c draw.Canvas, p *plot.Plot) {
		x, _ := p.Transforms(&c)
		mean := x(float64(ends[len(ends)-1])/float64(len(ends))) - x(0)
		style := caption(s.Palette.Muted, false, draw.XCenter)
		last := fmt.Sprintf("block %d", len(ends))
		every, name := 1, "block %d"
		if style.Width(last)+6 > mean {
			every, name = stride(style.Width(last[len("block "):])+6, mean), "%d"
			left := caption(s.Palette.Muted, false, draw.XRight)
			write(c, left, vg.Point{X: c.Min.X - 4, Y: c.Max.Y + 15}, "block")
		}
		begin := 0
		for i, end := range ends {
			from, to := x(float64(begin)), x(float64(end))
			begin = end
			if end < layers && mean*vg.Length(every) >= 4 && (i+1)%every == 0 {
				c.StrokeLine2(dotted, crisp(to), c.Min.Y, crisp(to), c.Max.Y+8)
			}
			if (i+1)%every == 0 {
				write(c, style, vg.Point{X: (from + to) / 2, Y: c.Max.Y + 15}, fmt.Sprintf(name, i+1))
			}
		}
	}))
}

// stride is the least of 1, 2, 5, 10, 20, ... at which texts of a width that stand a step
// apart have room.
func stride(width, step vg.Length) int {
	for power := 1; ; power *= 10 {
		for _, m := range []int{1, 2, 5} {
			if vg.Length(m*power)*step >= width {
				return m * power
			}
		}
	}
}

// layerTicks are ticks of whole layers.
func layerTicks(layers int) []float64 {
	var whole []float64
	for _, v := range Ticks(0, float64(max(layers, 1)), 6) {
		if v == float64(int(v)) {
			whole = append(whole, v)
		}
	}
	return whole
}

// thinned keeps of a long path the first, lowest, highest and last point of each half unit
// of the screen: what is drawn is the same.
func thinned(path []vg.Point) []vg.Point {
	if len(path) < 2000 {
		return path
	}
	var out []vg.Point
	for i := 0; i < len(path); {
		column := int(path[i].X * 2)
		low, high, j := i, i, i
		for ; j < len(path) && int(path[j].X*2) == column; j++ {
			if path[j].Y < path[low].Y {
				low = j
			}
			if path[j].Y > path[high].Y {
				high = j
			}
		}
		for _, k := range []int{i, min(low, high), max(low, high), j - 1} {
			if len(out) == 0 || out[len(out)-1] != path[k] {
				out = append(out, path[k])
			}
		}
		i = j
	}
	return out
}
