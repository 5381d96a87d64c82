package imagefile

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"firenet/recon/array"
)

// WriteTIFF writes values, in row-major order, as a float32 TIFF: one strip, uncompressed,
// little-endian, taken as they are. Numbers beyond float32 and files beyond TIFF's 4 GB are
// errors.
func WriteTIFF(w io.Writer, s array.Shape, v []float64) error {
	if err := agree(s, len(v)); err != nil {
		return err
	}
	for i, x := range v {
		if f := float64(float32(x)); !finite(complex(f, 0)) {
			return notFinite("TIFF", "", i/s.W, i%s.W, complex(f, 0))
		}
	}
	const short, long = 3, 4
	entries := [][3]uint32{
		{tagWidth, long, uint32(s.W)},
		{tagLength, long, uint32(s.H)},
		{tagBits, short, 32},
		{tagCompression, short, 1},
		{tagPhotometric, short, 1},
		{tagStripOffsets, long, 0},
		{tagSamplesPerPixel, short, 1},
		{tagRowsPerStrip, long, uint32(s.H)},
		{tagStripBytes, long, uint32(4 * s.Len())},
		{tagSampleFormat, short, 3},
	}
	data := 8 + 2 + 12*len(entries) + 4
	if int64(data)+4*int64(s.Len()) > math.MaxUint32 {
		return &Error{What: fmt.Sprintf("TIFF: %v pixels are too large", s), Remedy: "write NPY", Kind: ErrTooLarge}
	}
	le := binary.LittleEndian
	head := append([]byte("II*\x00"), 8, 0, 0, 0)
	head = le.AppendUint16(head, uint16(len(entries)))
	for _, e := range entries {
		if e[0] == tagStripOffsets {
			e[2] = uint32(data)
		}
		head = le.AppendUint16(head, uint16(e[0]))
		head = le.AppendUint16(head, uint16(e[1]))
		head = le.AppendUint32(head, 1)
		head = le.AppendUint32(head, e[2]) // a short stands in the first two bytes
	}
	head = le.AppendUint32(head, 0) // no further page
	if _, err := w.Write(head); err != nil {
		return err
	}
	return writeNumbers(w, s.Len(), 4, func(i int, b []byte) {
		le.PutUint32(b, math.Float32bits(float32(v[i])))
	})
}
