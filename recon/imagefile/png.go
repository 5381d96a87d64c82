package imagefile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image/png"
	"io"
)

// decodePNG reads PNG [ISO/IEC 15948]. Chunks gAMA, sRGB, iCCP and sBIT are not applied:
// intensities are the stored samples.
func decodePNG(src source, o Options) (*samples, error) {
	if _, err := o.choose(1); err != nil {
		return nil, err
	}
	head, err := src.bytes(0, 33)
	if err != nil {
		return nil, decodeError("PNG", err)
	}
	if string(head[12:16]) != "IHDR" {
		return nil, malformed(damaged, "PNG: does not begin with its header (IHDR)")
	}
	w, h := int64(binary.BigEndian.Uint32(head[16:])), int64(binary.BigEndian.Uint32(head[20:]))
	depth, colour := head[24], head[25]
	if err := o.within("PNG", h, w); err != nil {
		return nil, err
	}
	// Deflate makes at most 1032 bytes of one.
	if bits := float64(h) * float64(w) * float64(depth); bits/8 > 1032*float64(src.size) {
		return nil, malformed(truncated, "PNG: shorter than its header says (%d x %d pixels in %d bytes): unexpected end of file", h, w, src.size)
	}
	orientation, err := pngChunks(src)
	if err != nil {
		return nil, decodeError("PNG", err)
	}
	m, err := png.Decode(bufio.NewReader(src.reader()))
	if err != nil {
		var u png.UnsupportedError
		if errors.As(err, &u) {
			return nil, unsupported("save it again as 8- or 16-bit PNG", "PNG: %s", string(u))
		}
		return nil, decodeError("PNG", err)
	}
	s, err := raster("PNG", m)
	if err != nil {
		return nil, err
	}
	const gray, grayAlpha = 0, 4
	if colour == grayAlpha || colour == gray && s.channels == 4 {
		s.pick(0, 3)
	}
	if colour == gray && depth < 8 {
		// The decoder spread 0..2^depth-1 over 0..255.
		s.rescale(float64(int(1)<<depth - 1))
	}
	s.upright(orientation)
	return s, nil
}

// pick keeps two channels of four: gray that was decoded as colour.
func (s *samples) pick(i, j int) {
	stored := s.at
	var all [4]complex128
	s.channels = 2
	s.at = func(r, c int, px []complex128) {
		stored(r, c, all[:])
		px[0], px[1] = all[i], all[j]
	}
}

// rescale undoes a decoder's spreading of samples 0..full over 0..s.full.
func (s *samples) rescale(full float64) {
	stored, factor := s.at, s.full/full
	s.full = full
	s.at = func(r, c int, px []complex128) {
		stored(r, c, px)
		for i := range px {
			px[i] = complex(real(px[i])/factor, 0)
		}
	}
}

// pngChunks walks through the file and returns the orientation in its eXIf chunk, 1 without
// one. A chunk that is cut short or whose checksum is wrong is said to be just that, where
// the decoder speaks of what follows from it.
func pngChunks(src source) (orientation int, err error) {
	orientation = 1
	for off := int64(8); ; {
		head, err := src.bytes(off, 8)
		if err != nil {
			return 0, err
		}
		n, kind := int64(binary.BigEndian.Uint32(head)), head[4:]
		if n > src.size-off-12 {
			return 0, io.ErrUnexpectedEOF
		}
		sum := crc32.NewIEEE()
		if _, err := io.Copy(sum, io.NewSectionReader(src, off+4, n+4)); err != nil {
			return 0, err
		}
		stored, err := src.bytes(off+8+n, 4)
		if err != nil {
			return 0, err
		}
		if sum.Sum32() != binary.BigEndian.Uint32(stored) {
			return 0, malformed(damaged, "PNG: wrong checksum in chunk %q at byte %d", kind, off)
		}
		switch string(kind) {
		case "eXIf":
			exif, err := src.bytes(off+8, min(n, maxEXIF))
			if err != nil {
				return 0, err
			}
			orientation = exifOrientation(exif)
		case "IEND":
			return orientation, nil
		}
		off += 12 + n
	}
}
