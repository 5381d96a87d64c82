package imagefile

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"math/bits"

	"firenet/recon/array"
	"golang.org/x/image/tiff/lzw"
)

// pixels decodes the strips or tiles of a page to samples of number.size bytes,
// [row][column][sample], or [sample][row][column] if the page is planar.
func (l *tiffLayout) pixels(d *directory) ([]byte, error) {
	per := l.stored / l.planes() // samples of a pixel that stand together
	cell := per * l.number.size
	out := make([]byte, l.planes()*l.Len()*cell)
	across, down := l.across(), l.down()
	for i := range l.planes() * down * across {
		plane, top, left := i/(down*across), i/across%down*l.chunk.H, i%across*l.chunk.W
		rows, columns := min(l.chunk.H, l.H-top), min(l.chunk.W, l.W-left)
		stored := l.chunk.H // tiles are padded, the last strip is not
		if !l.tiled {
			stored = rows
		}
		b, err := l.chunkSamples(d.file.src, i, array.Shape{H: stored, W: l.chunk.W}, per)
		if err != nil {
			return nil, err
		}
		for r := range rows {
			to := ((plane*l.H+top+r)*l.W + left) * cell
			from := r * l.chunk.W * cell
			copy(out[to:to+columns*cell], b[from:])
		}
	}
	return out, nil
}

// chunkSamples decodes strip or tile i, of the given shape and samples per pixel.
func (l *tiffLayout) chunkSamples(src source, i int, s array.Shape, per int) ([]byte, error) {
	rowBytes := (s.W*per*l.bits + 7) / 8
	raw, err := src.bytes(l.offsets[i], l.lengths[i])
	if err != nil {
		return nil, err
	}
	if l.reversed {
		for k, v := range raw {
			raw[k] = bits.Reverse8(v)
		}
	}
	b, err := l.decompress(raw, rowBytes*s.H)
	if err != nil {
		return nil, err
	}
	for r := range s.H {
		row := b[r*rowBytes : (r+1)*rowBytes]
		switch l.predictor {
		case 2:
			undoDifferences(row, l.number.size, per, l.number.order)
		case 3:
			undoFloatDifferences(row, l.number.size, per, l.number.order)
		}
	}
	if l.bits < 8 {
		return unpack(b, s.H, rowBytes, s.W*per, l.bits), nil
	}
	return b, nil
}

// decompress returns exactly n bytes; more are cut off, fewer are an error.
func (l *tiffLayout) decompress(raw []byte, n int) ([]byte, error) {
	var r io.Reader
	switch l.compression {
	case 1:
		if len(raw) < n {
			return nil, io.ErrUnexpectedEOF
		}
		return raw[:n], nil
	case 5:
		r = lzw.NewReader(bytes.NewReader(raw), lzw.MSB, 8)
	case 32773:
		r = &packBits{raw: raw}
	default:
		z, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, noEOF(err)
		}
		r = z
	}
	// Grows with what is there: a strip that says little allocates little.
	b, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err != nil {
		return nil, noEOF(err)
	}
	if len(b) < n {
		return nil, io.ErrUnexpectedEOF
	}
	if z, ok := r.(io.ReadCloser); ok && l.compression != 5 {
		// Reading on to the end verifies the checksum.
		if _, err := z.Read(make([]byte, 1)); err != nil && err != io.EOF {
			return nil, err
		}
	}
	return b, nil
}

// packBits decompresses runs [TIFF 6.0, section 9].
type packBits struct {
	raw  []byte
	left int  // bytes of the current run
	copy bool // they are in raw, not one byte repeated
}

// Read implements io.Reader.
func (p *packBits) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		if p.left == 0 && !p.next() {
			return n, io.EOF
		}
		k := min(p.left, len(b)-n)
		if p.copy {
			k = copy(b[n:n+k], p.raw)
			p.raw = p.raw[k:]
		} else {
			for i := range k {
				b[n+i] = p.raw[0]
			}
		}
		n, p.left = n+k, p.left-k
		if !p.copy && p.left == 0 {
			p.raw = p.raw[1:]
		}
	}
	return n, nil
}

// next begins a run; false at the end of the data, or when they end inside the run.
func (p *packBits) next() bool {
	for len(p.raw) > 0 {
		code := int(int8(p.raw[0]))
		p.raw = p.raw[1:]
		switch {
		case code >= 0:
			p.left, p.copy = code+1, true
			return len(p.raw) >= p.left
		case code > -128:
			p.left, p.copy = 1-code, false
			return len(p.raw) > 0
		}
	}
	return false
}

// undoDifferences adds to each sample the one of the pixel to its left, as integers
// [TIFF 6.0, section 14].
func undoDifferences(row []byte, size, per int, o binary.ByteOrder) {
	for i := size * per; i+size <= len(row); i += size {
		left, b := row[i-size*per:], row[i:]
		switch size {
		case 1:
			b[0] += left[0]
		case 2:
			o.PutUint16(b, o.Uint16(b)+o.Uint16(left))
		case 4:
			o.PutUint32(b, o.Uint32(b)+o.Uint32(left))
		case 8:
			o.PutUint64(b, o.Uint64(b)+o.Uint64(left))
		}
	}
}

// undoFloatDifferences undoes floating-point prediction [TIFF Technical Note 3]: in a row
// all highest bytes come first, then the next ones, each the difference to the pixel on
// its left.
func undoFloatDifferences(row []byte, size, per int, o binary.ByteOrder) {
	for i := per; i < len(row); i++ {
		row[i] += row[i-per]
	}
	planes, n := append([]byte(nil), row...), len(row)/size
	for i := range n {
		for k := range size {
			to := k
			if o == binary.LittleEndian {
				to = size - 1 - k
			}
			row[i*size+to] = planes[k*n+i]
		}
	}
}

// unpack spreads samples of 1, 2 or 4 bits to bytes; rows begin at byte boundaries.
func unpack(b []byte, rows, rowBytes, n, depth int) []byte {
	out := make([]byte, rows*n)
	for r := range rows {
		for i := range n {
			bit := i * depth
			v := b[r*rowBytes+bit/8] >> (8 - depth - bit%8)
			out[r*n+i] = v & (1<<depth - 1)
		}
	}
	return out
}

// samples gives the decoded pixels their meaning.
func (l *tiffLayout) samples(pixels []byte) *samples {
	s := &samples{Shape: l.Shape, channels: l.colours, full: l.full(), format: "TIFF", premultiplied: l.associated}
	decode, size := l.number.decoder(), l.number.size
	step, next := l.stored*size, size // from pixel to pixel, from sample to sample
	if l.planar {
		step, next = size, l.Len()*size
	}
	value := func(r, c, k int) complex128 { return decode(pixels[(r*l.W+c)*step+k*next:]) }
	s.at = func(r, c int, px []complex128) {
		for k := range l.colours {
			px[k] = value(r, c, k)
			if l.inverted {
				px[k] = complex(s.full, 0) - px[k]
			}
		}
		if l.alpha > 0 {
			px[l.colours] = value(r, c, l.alpha)
		}
	}
	if l.alpha > 0 {
		s.channels++
	}
	if l.palette != nil {
		l.colour(s)
	}
	s.upright(int(l.orientation))
	return s
}

// colour replaces indices by the palette's colours. Palettes have 16 bits; those that were
// made from 8 (by a factor of 1, 256 or 257) are 8 again.
func (l *tiffLayout) colour(s *samples) {
	scale := int64(1)
	s.full = 65535
	for _, factor := range []int64{257, 256} {
		if allOf(l.palette, func(v int64) bool { return v%factor == 0 }) {
			scale, s.full = factor, 255
			break
		}
	}
	if allOf(l.palette, func(v int64) bool { return v < 256 }) {
		scale, s.full = 1, 255
	}
	index, n := s.at, len(l.palette)/3
	s.channels = 3
	s.at = func(r, c int, px []complex128) {
		index(r, c, px[:1])
		i := int(real(px[0]))
		for k := range px {
			px[k] = complex(float64(l.palette[k*n+i]/scale), 0)
		}
	}
}

func allOf(v []int64, is func(int64) bool) bool {
	for _, x := range v {
		if !is(x) {
			return false
		}
	}
	return true
}
