package imagefile

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"

	"golang.org/x/image/webp"
)

// decodeWebP reads lossless and lossy WebP [RFC 9649], still pictures only.
func decodeWebP(src source, o Options) (*samples, error) {
	if _, err := o.choose(1); err != nil {
		return nil, err
	}
	orientation, err := webpChunks(src)
	if err != nil {
		return nil, decodeError("WebP", err)
	}
	config, err := webp.DecodeConfig(src.reader())
	if err != nil {
		return nil, decodeError("WebP", err)
	}
	if err := o.within("WebP", int64(config.Height), int64(config.Width)); err != nil {
		return nil, err
	}
	m, err := webp.Decode(src.reader())
	if err != nil {
		return nil, decodeError("WebP", err)
	}
	var s *samples
	switch m := m.(type) {
	case *image.YCbCr:
		s, err = raster("WebP", m)
		s.at = videoRange(m)
	case *image.NYCbCrA:
		s, err = raster("WebP", &m.YCbCr)
		colour := videoRange(&m.YCbCr)
		s.channels = 4
		s.at = func(r, c int, px []complex128) {
			colour(r, c, px)
			px[3] = sample(m.A[r*m.AStride+c])
		}
	case *image.NRGBA:
		s, err = raster("WebP", m)
		if err == nil && m.Opaque() {
			s.channels = 3
		}
	default:
		s, err = raster("WebP", m)
	}
	if err != nil {
		return nil, err
	}
	s.upright(orientation)
	return s, nil
}

// videoRange turns VP8's YCbCr, black at 16 and white at 235 [RFC 6386, section 9.2, after
// ITU-R BT.601], to colour. The numbers are 2^14 times 255/219 and 255/224 times the
// matrix, as in libwebp, so that values are the same; package image's conversion is for
// JPEG's full range.
func videoRange(m *image.YCbCr) func(r, c int, px []complex128) {
	b, at := m.Bounds(), chroma(m, webpRounding)
	return func(r, c int, px []complex128) {
		y := int32(m.Y[m.YOffset(b.Min.X+c, b.Min.Y+r)]) * 19077 >> 8
		u, v := at(r, c)
		px[0] = clip6(y + v*26149>>8 - 14234)
		px[1] = clip6(y - u*6419>>8 - v*13320>>8 + 8708)
		px[2] = clip6(y + u*33050>>8 - 17685)
	}
}

// clip6 rounds down a number with 6 binary places to a byte.
func clip6(v int32) complex128 { return complex(float64(min(max(v>>6, 0), 255)), 0) }

// webpChunks checks that the file is as long as it says, refuses animations, and returns
// the orientation of an EXIF chunk.
func webpChunks(src source) (int, error) {
	head, err := src.bytes(0, 12)
	if err != nil {
		return 0, err
	}
	if 8+int64(binary.LittleEndian.Uint32(head[4:])) > src.size {
		return 0, io.ErrUnexpectedEOF
	}
	for off := int64(12); off+8 <= src.size; {
		head, err := src.bytes(off, 8)
		if err != nil {
			return 0, err
		}
		n := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "ANIM", "ANMF":
			return 0, unsupported("save one frame of it as PNG or still WebP", "WebP: animation")
		case "EXIF":
			exif, err := src.bytes(off+8, min(n, maxEXIF))
			if err != nil {
				return 0, err
			}
			return exifOrientation(bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))), nil
		}
		off += 8 + n + n%2
	}
	return 1, nil
}
