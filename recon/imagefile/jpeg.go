package imagefile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"strings"
)

// decodeJPEG reads baseline and progressive JPEG [ITU-T T.81] and turns it upright as its
// EXIF data say.
func decodeJPEG(src source, o Options) (*samples, error) {
	if _, err := o.choose(1); err != nil {
		return nil, err
	}
	h, err := jpegHeader(src)
	if err != nil {
		return nil, decodeError("JPEG", err)
	}
	if err := h.supported(); err != nil {
		return nil, err
	}
	if err := o.within("JPEG", h.height, h.width); err != nil {
		return nil, err
	}
	// Every block of 8 x 8 pixels takes at least one bit.
	if h.height*h.width/64/8 > src.size {
		return nil, malformed(truncated, "JPEG: shorter than its header says (%d x %d pixels in %d bytes): unexpected end of file",
			h.height, h.width, src.size)
	}
	m, err := jpeg.Decode(bufio.NewReader(src.reader()))
	if err != nil {
		var u jpeg.UnsupportedError
		if errors.As(err, &u) {
			return nil, unsupported("save it again as a baseline JPEG or as PNG", "JPEG: %s", string(u))
		}
		// The decoder's words for data that end before the picture is complete.
		if strings.Contains(err.Error(), "short Huffman data") {
			err = fmt.Errorf("%w (%w)", io.ErrUnexpectedEOF, err)
		}
		return nil, decodeError("JPEG", err)
	}
	s, err := raster("JPEG", m)
	if err != nil {
		return nil, err
	}
	s.upright(h.orientation)
	return s, nil
}

// jpegFrame is what stands before the first scan.
type jpegFrame struct {
	process       byte // low half of the SOF marker: 0 baseline, 2 progressive, ...
	precision     byte
	height, width int64
	components    byte
	orientation   int
}

// jpegHeader walks the segments [T.81, annex B] up to the frame header, and on to the
// first scan.
func jpegHeader(src source) (jpegFrame, error) {
	f := jpegFrame{orientation: 1}
	framed := false
	for off := int64(2); ; {
		head, err := src.bytes(off, 4)
		if err != nil {
			return f, err
		}
		marker := head[1]
		switch {
		case head[0] != 0xff:
			off++ // stray bytes between segments are passed over, as decoders do
			continue
		case marker == 0xff:
			off++ // fill byte
			continue
		case marker == 0, marker == 1, marker >= 0xd0 && marker <= 0xd8:
			off += 2
			continue
		case marker == 0xda, marker == 0xd9: // start of scan, end of image
			if !framed {
				return f, malformed(damaged, "JPEG: no frame header before the first scan")
			}
			return f, nil
		}
		n := int64(binary.BigEndian.Uint16(head[2:]))
		if n < 2 {
			return f, malformed(damaged, "JPEG: segment of length %d", n)
		}
		body, err := src.bytes(off+4, n-2)
		if err != nil {
			return f, err
		}
		switch {
		case marker == 0xe1 && f.orientation == 1 && len(body) > 6 && string(body[:6]) == "Exif\x00\x00":
			f.orientation = exifOrientation(body[6:])
		case isSOF(marker):
			if len(body) < 6 {
				return f, malformed(damaged, "JPEG: short frame header")
			}
			framed = true
			f.process, f.precision, f.components = marker&15, body[0], body[5]
			f.height, f.width = int64(binary.BigEndian.Uint16(body[1:])), int64(binary.BigEndian.Uint16(body[3:]))
		}
		off += 2 + n
	}
}

// isSOF says whether a marker starts a frame: C0..CF but DHT, JPG and DAC.
func isSOF(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
}

func (f jpegFrame) supported() error {
	const remedy = "save it again as an 8-bit baseline JPEG, or as PNG or TIFF"
	switch {
	case f.process > 8:
		return unsupported(remedy, "JPEG: arithmetic coding")
	case f.process == 3 || f.process == 7:
		return unsupported(remedy, "JPEG: lossless coding")
	case f.process > 2:
		return unsupported(remedy, "JPEG: hierarchical coding")
	case f.precision != 8:
		return unsupported(remedy, "JPEG: %d bits per sample", f.precision)
	case f.components == 4:
		return unsupported("convert it to gray or RGB first: without its colour profile the inks say nothing about intensities",
			"JPEG: CMYK colour (4 components)")
	case f.components != 1 && f.components != 3:
		return unsupported(remedy, "JPEG: %d components", f.components)
	}
	return nil
}
