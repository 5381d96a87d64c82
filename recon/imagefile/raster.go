package imagefile

import (
	"image"
	"image/color"

	"firenet/recon/array"
)

// raster gives the samples of a decoded image as they were stored: straight alpha,
// palettes expanded (to one channel if they are gray and opaque), planes of JPEG's YCbCr
// turned to colour.
func raster(format string, m image.Image) (*samples, error) {
	b := m.Bounds()
	s := &samples{Shape: array.Shape{H: b.Dy(), W: b.Dx()}, full: 255, slices: 1, format: format}
	switch m := m.(type) {
	case *image.Gray:
		s.channels = 1
		s.at = func(r, c int, px []complex128) { px[0] = sample(m.Pix[r*m.Stride+c]) }
	case *image.Gray16:
		s.channels, s.full = 1, 65535
		s.at = func(r, c int, px []complex128) { wide(px, m.Pix[r*m.Stride+2*c:]) }
	case *image.NRGBA:
		s.channels = 4
		s.at = func(r, c int, px []complex128) { narrow(px, m.Pix[r*m.Stride+4*c:]) }
	case *image.NRGBA64:
		s.channels, s.full = 4, 65535
		s.at = func(r, c int, px []complex128) { wide(px, m.Pix[r*m.Stride+8*c:]) }
	case *image.RGBA: // opaque in every decoder that makes it
		s.channels = 3
		s.at = func(r, c int, px []complex128) { narrow(px, m.Pix[r*m.Stride+4*c:]) }
	case *image.RGBA64:
		s.channels, s.full = 3, 65535
		s.at = func(r, c int, px []complex128) { wide(px, m.Pix[r*m.Stride+8*c:]) }
	case *image.YCbCr:
		s.channels = 3
		at := chroma(m, jpegRounding(m))
		s.at = func(r, c int, px []complex128) {
			cb, cr := at(r, c)
			red, green, blue := color.YCbCrToRGB(m.Y[m.YOffset(b.Min.X+c, b.Min.Y+r)], uint8(cb), uint8(cr))
			px[0], px[1], px[2] = sample(red), sample(green), sample(blue)
		}
	case *image.Paletted:
		paletted(s, m)
	case *image.CMYK:
		return nil, unsupported("convert it to gray or RGB first: without its colour profile the inks say nothing about intensities",
			"%s: CMYK colour", format)
	default:
		return nil, unsupported("convert it to gray or RGB first", "%s: pixels of type %T", format, m)
	}
	return s, nil
}

func sample[T uint8 | uint16](v T) complex128 { return complex(float64(v), 0) }

// narrow fills px with bytes.
func narrow(px []complex128, b []byte) {
	for i := range px {
		px[i] = sample(b[i])
	}
}

// wide fills px with big-endian 16-bit numbers, the order of package image.
func wide(px []complex128, b []byte) {
	for i := range px {
		px[i] = sample(uint16(b[2*i])<<8 | uint16(b[2*i+1]))
	}
}

func paletted(s *samples, m *image.Paletted) {
	// Indices without an entry are opaque black.
	entries := make([][4]complex128, 256)
	for i := range entries {
		entries[i][3] = 255
	}
	gray, opaque := true, true
	for i, c := range m.Palette {
		// RGBA and NRGBA entries convert exactly, entries of PNG being straight.
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		entries[i] = [4]complex128{sample(n.R), sample(n.G), sample(n.B), sample(n.A)}
		gray = gray && n.R == n.G && n.G == n.B
		opaque = opaque && n.A == 255
	}
	s.channels = 4
	if opaque {
		s.channels = 3
		if gray {
			s.channels = 1
		}
	}
	s.at = func(r, c int, px []complex128) { copy(px, entries[m.Pix[r*m.Stride+c]][:]) }
}
