package imagefile

import (
	"fmt"
	"math"

	"firenet/recon/array"
)

// samples are what a file stores, before anything is converted: palettes expanded and the
// picture turned upright, nothing else done.
type samples struct {
	array.Shape
	channels      int     // 1 gray, 2 gray and alpha, 3 colour, 4 colour and alpha
	full          float64 // sample that maps to 1; 0: physical values
	premultiplied bool    // colour is already multiplied with alpha
	slices, slice int
	format        string
	// at writes the channels of the pixel in row r and column c.
	at func(r, c int, px []complex128)
	// values are all samples if there is one channel and they are in memory in the order
	// of rows: they become the picture without a copy.
	values []complex128
}

// Weights of Rec. ITU-R BT.709-6, item 3.2, for luma.
const (
	lumaRed  = 0.2126
	lumaBlue = 0.0722
)

// luma weighs colour samples as they are stored (nothing is linearised). Written with
// differences, it gives equal samples back exactly.
func luma(red, green, blue complex128) complex128 {
	return green + lumaRed*(red-green) + lumaBlue*(blue-green)
}

// gray converts samples to intensities: colour to luma, alpha over black, full scale to 1.
// The samples are used up.
func (s *samples) gray() (*Picture, error) {
	p := &Picture{FullScale: s.full, Slices: s.slices, Slice: s.slice, Format: s.format}
	if s.values != nil {
		p.Image = &array.Complex{Shape: s.Shape, Data: s.values}
	} else {
		p.Image = array.NewComplex(s.Shape)
	}
	px := make([]complex128, s.channels)
	for r := range s.H {
		for c := range s.W {
			s.at(r, c, px)
			v := s.intensity(px)
			if !finite(v) {
				return nil, s.notFinite(r, c, v)
			}
			p.Image.Set(r, c, v)
		}
	}
	p.Real = p.Image.IsReal()
	return p, nil
}

func (s *samples) intensity(px []complex128) complex128 {
	v := px[0]
	if s.channels >= 3 {
		v = luma(px[0], px[1], px[2])
	}
	if s.full == 0 {
		return v
	}
	// Parts one by one: complex division would round twice.
	v = complex(real(v)/s.full, imag(v)/s.full)
	if s.channels%2 == 0 && !s.premultiplied {
		v *= complex(real(px[s.channels-1])/s.full, 0)
	}
	return v
}

func (s *samples) notFinite(r, c int, v complex128) error {
	where := ""
	if s.slices > 1 {
		where = fmt.Sprintf(" of slice %d", s.slice)
	}
	return notFinite(s.format, where, r, c, v)
}

func notFinite(format, where string, r, c int, v complex128) error {
	kind := "Inf"
	if math.IsNaN(real(v)) || math.IsNaN(imag(v)) {
		kind = "NaN"
	}
	return &Error{
		What:   fmt.Sprintf("%s: %s at row %d, column %d%s (counted from 0)", format, kind, r, c, where),
		Remedy: "replace such pixels by finite numbers first",
		Kind:   ErrNotFinite,
	}
}

func finite(v complex128) bool {
	// x-x is 0 for finite x and NaN otherwise.
	return (real(v)-real(v))+(imag(v)-imag(v)) == 0
}

// upright turns samples as EXIF and TIFF orientation 1..8 says: how the stored rows and
// columns lie in the picture. Other values mean nothing and change nothing.
func (s *samples) upright(orientation int) {
	h, w, stored := s.H, s.W, s.at
	s.values = nil
	turn := func(f func(r, c int) (int, int)) {
		s.at = func(r, c int, px []complex128) {
			r, c = f(r, c)
			stored(r, c, px)
		}
	}
	switch orientation {
	case 2: // mirrored left to right
		turn(func(r, c int) (int, int) { return r, w - 1 - c })
	case 3: // upside down
		turn(func(r, c int) (int, int) { return h - 1 - r, w - 1 - c })
	case 4: // mirrored top to bottom
		turn(func(r, c int) (int, int) { return h - 1 - r, c })
	case 5: // transposed
		turn(func(r, c int) (int, int) { return c, r })
	case 6: // upright after 90 degrees clockwise
		turn(func(r, c int) (int, int) { return h - 1 - c, r })
	case 7: // transposed along the other diagonal
		turn(func(r, c int) (int, int) { return h - 1 - c, w - 1 - r })
	case 8: // upright after 90 degrees anticlockwise
		turn(func(r, c int) (int, int) { return c, w - 1 - r })
	}
	if orientation >= 5 && orientation <= 8 {
		s.H, s.W = w, h
	}
}
