package colormap

import (
	"image/color"
	"math"
)

// Size is the number of entries of a map. It is odd, so that a diverging map has an entry
// that is its centre and nothing else.
const Size = 513

// Map is a colour map: a table from [0, 1] to opaque colours.
type Map struct {
	name  string
	table [Size]color.RGBA
}

// Name is the map's name, as [Lookup] takes it.
func (m *Map) Name() string { return m.name }

// Table is the lookup table: entry i belongs to t = i/(Size-1). It is shared and must not
// be written to.
func (m *Map) Table() *[Size]color.RGBA { return &m.table }

// At is the colour at t, which is clamped to [0, 1]. The colour of NaN is that of 0.
func (m *Map) At(t float64) color.RGBA {
	if !(t > 0) {
		return m.table[0]
	}
	return m.table[int(math.Min(t, 1)*(Size-1)+0.5)]
}

// Lookup finds a map by its name.
func Lookup(name string) (*Map, bool) {
	for _, m := range all {
		if m.name == name {
			return m, true
		}
	}
	return nil, false
}

// Names lists the names of all maps.
func Names() []string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.name
	}
	return names
}

// fill sets every entry from a function of t.
func fill(name string, at func(t float64) color.RGBA) *Map {
	m := &Map{name: name}
	for i := range m.table {
		m.table[i] = at(float64(i) / (Size - 1))
	}
	return m
}

// through runs through evenly spaced anchors, 0xRRGGBB, linearly in OKLab. The anchors
// themselves come out exactly wherever they fall on an entry.
func through(name string, anchors ...uint32) *Map {
	points := make([]lab, len(anchors))
	for i, a := range anchors {
		points[i] = fromRGB(hex(a))
	}
	last := len(points) - 1
	return fill(name, func(t float64) color.RGBA {
		i := min(int(t*float64(last)), last-1)
		return points[i].mix(points[i+1], t*float64(last)-float64(i)).toRGB()
	})
}

func hex(v uint32) color.RGBA {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}
