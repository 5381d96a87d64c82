package imagefile

import "firenet/recon/array"

// strided says where the numbers of one picture stand in a file. Offsets and strides are
// in bytes.
type strided struct {
	array.Shape
	channels          int
	offset            int64
	row, col, channel int64
	number            number
}

// read returns the picture's numbers, [row][column][channel]. It follows the order of the
// file, so that a column-major file is not read once for each row.
func (s strided) read(src source) ([]complex128, error) {
	decode, size := s.number.decoder(), int64(s.number.size)
	v := make([]complex128, s.Len()*s.channels)
	outer, inner := int64(s.H), int64(s.W)
	step := s.col
	if s.row < s.col {
		outer, inner = inner, outer
		step = s.row
	}
	w := newWindow(src, max(step, s.channel))
	for i := range outer {
		for j := range inner {
			r, c := i, j
			if s.row < s.col {
				r, c = j, i
			}
			for k := range int64(s.channels) {
				b, err := w.at(s.offset+r*s.row+c*s.col+k*s.channel, size)
				if err != nil {
					return nil, err
				}
				v[(r*int64(s.W)+c)*int64(s.channels)+k] = decode(b)
			}
		}
	}
	return v, nil
}

// samples returns the picture's samples, of values that are in memory already.
func (s strided) samples(format string, v []complex128) *samples {
	n := s.channels
	p := &samples{
		Shape: s.Shape, channels: n, full: s.number.fullScale(), slices: 1, format: format,
		at: func(r, c int, px []complex128) { copy(px, v[(r*s.W+c)*n:(r*s.W+c+1)*n]) },
	}
	if n == 1 {
		p.values = v
	}
	return p
}

// product multiplies sizes, none of them negative; ok is false when it exceeds max.
func product(limit int64, sizes ...int64) (n int64, ok bool) {
	n = 1
	for _, d := range sizes {
		if d != 0 && n > limit/d {
			return 0, false
		}
		n *= d
	}
	return n, true
}
