package imagefile

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"

	"golang.org/x/image/bmp"
)

// decodeBMP reads uncompressed Windows bitmaps of 1, 2, 4, 8, 24 and 32 bits.
func decodeBMP(src source, o Options) (*samples, error) {
	if _, err := o.choose(1); err != nil {
		return nil, err
	}
	h, err := bmpHeader(src)
	if err != nil {
		return nil, decodeError("BMP", err)
	}
	if err := o.within("BMP", h.height, h.width); err != nil {
		return nil, err
	}
	stride := (h.width*h.bits + 31) / 32 * 4
	if h.pixels > src.size || stride*h.height > src.size-h.pixels {
		return nil, malformed(truncated, "BMP: shorter than its header says (%d x %d pixels of %d bits in %d bytes): unexpected end of file",
			h.height, h.width, h.bits, src.size)
	}
	// The decoder wants pixels directly behind the palette; profiles and gaps may stand
	// between.
	head, err := src.bytes(0, h.end)
	if err != nil {
		return nil, decodeError("BMP", err)
	}
	binary.LittleEndian.PutUint32(head[10:], uint32(h.end))
	rows := io.NewSectionReader(src, h.pixels, stride*h.height)
	m, err := bmp.Decode(io.MultiReader(bytes.NewReader(head), rows))
	if err != nil {
		return nil, decodeError("BMP", err)
	}
	s, err := raster("BMP", m)
	if err != nil {
		return nil, err
	}
	if _, ok := m.(*image.NRGBA); ok && !h.alpha {
		s.channels = 3
	}
	return s, nil
}

type bmpInfo struct {
	height, width, bits int64
	end                 int64 // where headers and palette end
	pixels              int64 // where pixels begin
	alpha               bool  // the fourth byte of a pixel is alpha
}

// bmpHeader reads the file header and BITMAPINFOHEADER or a later one, and refuses by name
// what the decoder does not do.
func bmpHeader(src source) (h bmpInfo, err error) {
	const remedy = "save it again as an uncompressed 24-bit BMP, or as PNG"
	b, err := src.bytes(0, 54)
	if err != nil {
		return h, err
	}
	le := binary.LittleEndian
	info := int64(le.Uint32(b[14:]))
	if info != 40 && info != 108 && info != 124 {
		return h, unsupported(remedy, "BMP: header of %d bytes (OS/2 or unknown)", info)
	}
	if b, err = src.bytes(0, 14+info); err != nil {
		return h, err
	}
	h.width, h.height = int64(int32(le.Uint32(b[18:]))), int64(int32(le.Uint32(b[22:])))
	if h.height < 0 {
		h.height = -h.height // rows from top to bottom
	}
	h.bits, h.pixels, h.end = int64(le.Uint16(b[28:])), int64(le.Uint32(b[10:])), 14+info
	if err := bmpSupported(b, info, h.bits, remedy); err != nil {
		return h, err
	}
	h.alpha = info > 40 && le.Uint32(b[66:]) != 0
	if h.bits <= 8 {
		colours := int64(le.Uint32(b[46:]))
		if colours == 0 {
			colours = 1 << h.bits
		}
		if colours > 1<<h.bits {
			return h, malformed(damaged, "BMP: palette of %d colours for %d bits", colours, h.bits)
		}
		h.end += 4 * colours
	}
	if h.pixels < h.end {
		return h, malformed(damaged, "BMP: pixels begin inside the header")
	}
	return h, nil
}

func bmpSupported(b []byte, info, bits int64, remedy string) error {
	le := binary.LittleEndian
	names := map[uint32]string{1: "RLE8", 2: "RLE4", 3: "bit fields", 4: "JPEG", 5: "PNG", 6: "bit fields with alpha"}
	compression := le.Uint32(b[30:])
	standard := compression == 3 && bits == 32 && info > 40 &&
		le.Uint32(b[54:]) == 0xff0000 && le.Uint32(b[58:]) == 0xff00 && le.Uint32(b[62:]) == 0xff && le.Uint32(b[66:]) == 0xff000000
	switch {
	case compression != 0 && !standard:
		name, ok := names[compression]
		if !ok {
			name = "unknown"
		}
		return unsupported(remedy, "BMP: compression %d (%s)", compression, name)
	case bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 24 && bits != 32:
		return unsupported(remedy, "BMP: %d bits per pixel", bits)
	case le.Uint16(b[26:]) != 1:
		return malformed(damaged, "BMP: %d planes instead of 1", le.Uint16(b[26:]))
	}
	return nil
}
