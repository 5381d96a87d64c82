package transform

import "firenet/recon/array"

// Subband is one block of wavelet coefficients: its level (1 is the finest), its kind "A"
// (approximation), "H", "V" or "D" (details, as in [Wavelet]), and where it stands.
type Subband struct {
	Level int
	Kind  string
	// Row and Col are those of its top left element.
	Row, Col int
	array.Shape
}

// Subbands lists the blocks of a transform with J levels of an array of shape s, coarsest
// first: A_J, H_J, V_J, D_J, ..., H_1, V_1, D_1. Both sides of s must be divisible by 2^J.
// With no levels the one block is A.
func Subbands(s array.Shape, levels int) []Subband {
	size := array.Shape{H: s.H >> levels, W: s.W >> levels}
	list := []Subband{{levels, "A", 0, 0, size}}
	for j := levels; j >= 1; j-- {
		h, w := s.H>>j, s.W>>j
		size := array.Shape{H: h, W: w}
		list = append(list,
			Subband{j, "H", h, 0, size},
			Subband{j, "V", 0, w, size},
			Subband{j, "D", h, w, size})
	}
	return list
}

// ToWavedec2 returns the coefficients c of a transform with the given number of levels as
// the vector of MATLAB's wavedec2: the blocks in the order of [Subbands], each of them
// column by column.
func ToWavedec2[T array.Scalar](c *array.Array[T], levels int) []T {
	v := make([]T, 0, len(c.Data))
	eachWavedec2(c.Shape, levels, func(at int) { v = append(v, c.Data[at]) })
	return v
}

// FromWavedec2 fills c from a vector in the order of [ToWavedec2]. It panics if there are
// not as many numbers as c has elements.
func FromWavedec2[T array.Scalar](c *array.Array[T], v []T, levels int) {
	if len(v) != len(c.Data) {
		panic("transform: FromWavedec2: vector and array differ in length")
	}
	i := 0
	eachWavedec2(c.Shape, levels, func(at int) { c.Data[at] = v[i]; i++ })
}

func eachWavedec2(s array.Shape, levels int, visit func(at int)) {
	for _, b := range Subbands(s, levels) {
		for c := range b.W {
			for r := range b.H {
				visit((b.Row+r)*s.W + b.Col + c)
			}
		}
	}
}
