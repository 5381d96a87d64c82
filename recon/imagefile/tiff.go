package imagefile

import (
	"encoding/binary"
)

// Tags [TIFF 6.0].
const (
	tagSubfileType     = 254
	tagWidth           = 256
	tagLength          = 257
	tagBits            = 258
	tagCompression     = 259
	tagPhotometric     = 262
	tagFillOrder       = 266
	tagStripOffsets    = 273
	tagOrientation     = 274
	tagSamplesPerPixel = 277
	tagRowsPerStrip    = 278
	tagStripBytes      = 279
	tagPlanar          = 284
	tagPredictor       = 317
	tagColorMap        = 320
	tagTileWidth       = 322
	tagTileLength      = 323
	tagTileOffsets     = 324
	tagTileBytes       = 325
	tagExtraSamples    = 338
	tagSampleFormat    = 339
)

// maxPages bounds the chain of directories.
const maxPages = 1 << 16

// tiffFile reads directories of a TIFF file.
type tiffFile struct {
	src   source
	order binary.ByteOrder
}

// directory is one page: where the values of each tag stand.
type directory struct {
	file    tiffFile
	count   int64 // of entries in the file
	entries map[uint16]entry
}

type entry struct {
	kind  uint16
	count int64
	value [4]byte // the values, or the offset where they are
}

// decodeTIFF reads a page of a TIFF file [TIFF 6.0, Technical Note 3 for floating-point
// prediction]: gray, palette and RGB with or without alpha, integers of 1 to 64 bits, floats
// and complex numbers, strips and tiles, contiguous and planar, uncompressed, LZW, deflate
// and PackBits. Thumbnails and transparency masks are not counted as pages.
func decodeTIFF(src source, o Options) (*samples, error) {
	f, pages, err := tiffPages(src)
	if err != nil {
		return nil, decodeError("TIFF", err)
	}
	k, err := o.choose(len(pages))
	if err != nil {
		return nil, err
	}
	d, err := f.directory(pages[k])
	if err != nil {
		return nil, decodeError("TIFF", err)
	}
	l, err := d.layout(o)
	if err != nil {
		return nil, decodeError("TIFF", err)
	}
	pixels, err := l.pixels(d)
	if err != nil {
		return nil, decodeError("TIFF", err)
	}
	s := l.samples(pixels)
	s.slices, s.slice = len(pages), k
	return s, nil
}

// tiffPages follows the chain of directories and returns the offsets of pictures.
func tiffPages(src source) (tiffFile, []int64, error) {
	f := tiffFile{src, binary.LittleEndian}
	head, err := src.bytes(0, 8)
	if err != nil {
		return f, nil, err
	}
	if head[0] == 'M' {
		f.order = binary.BigEndian
	}
	if f.order.Uint16(head[2:]) == 43 {
		return f, nil, unsupported("save it again as an ordinary TIFF", "TIFF: BigTIFF")
	}
	var pages, all []int64
	chunks := int64(0)
	seen := map[int64]bool{}
	for off := int64(f.order.Uint32(head[4:])); off != 0; {
		if seen[off] {
			return f, nil, malformed(damaged, "TIFF: the pages form a loop (page %d is followed by an earlier one)", len(all)-1)
		}
		if len(all) == maxPages {
			return f, nil, tooLarge("split it", "TIFF: more than %d pages", maxPages)
		}
		seen[off] = true
		all = append(all, off)
		d, err := f.directory(off)
		if err != nil {
			return f, nil, err
		}
		const thumbnail, mask = 1, 4
		if t, err := d.number(tagSubfileType, 0); err == nil && t&(thumbnail|mask) == 0 {
			pages = append(pages, off)
		}
		n, err := d.whole()
		if err != nil {
			return f, nil, err
		}
		// Lists that pages share could make a small file endless.
		if chunks += n; chunks > src.size {
			return f, nil, malformed(damaged, "TIFF: the pages have more strips or tiles than the file has bytes")
		}
		next, err := src.bytes(off+2+12*d.count, 4)
		if err != nil {
			return f, nil, err
		}
		off = int64(f.order.Uint32(next))
	}
	switch {
	case len(all) == 0:
		return f, nil, malformed(damaged, "TIFF: no pages")
	case len(pages) == 0:
		pages = all
	}
	return f, pages, nil
}

// directory reads the entries at off.
func (f tiffFile) directory(off int64) (*directory, error) {
	head, err := f.src.bytes(off, 2)
	if err != nil {
		return nil, err
	}
	n := int64(f.order.Uint16(head))
	raw, err := f.src.bytes(off+2, 12*n)
	if err != nil {
		return nil, err
	}
	d := &directory{file: f, count: n, entries: make(map[uint16]entry, n)}
	for ; len(raw) > 0; raw = raw[12:] {
		d.entries[f.order.Uint16(raw)] = entry{f.order.Uint16(raw[2:]), int64(f.order.Uint32(raw[4:])), [4]byte(raw[8:12])}
	}
	return d, nil
}

// whole checks that the file is long enough for all strips or tiles of a page, whether it is
// the one to be read or not, and returns how many there are.
func (d *directory) whole() (int64, error) {
	n := int64(0)
	for _, tags := range [][2]uint16{{tagStripOffsets, tagStripBytes}, {tagTileOffsets, tagTileBytes}} {
		offsets, err := d.numbers(tags[0], d.file.src.size)
		if err != nil {
			return 0, err
		}
		lengths, err := d.numbers(tags[1], d.file.src.size)
		if err != nil {
			return 0, err
		}
		for i := range min(len(offsets), len(lengths)) {
			if offsets[i]+lengths[i] > d.file.src.size {
				return 0, malformed(truncated, "TIFF: a strip or tile ends beyond the file (%d bytes): unexpected end of file", d.file.src.size)
			}
		}
		n += int64(len(offsets) + len(lengths))
	}
	return n, nil
}

// numbers are the values of a tag of type byte, short or long, nil without the tag. More
// than atMost values are malformed, so that a count in the file allocates nothing.
func (d *directory) numbers(tag uint16, atMost int64) ([]int64, error) {
	e, ok := d.entries[tag]
	if !ok {
		return nil, nil
	}
	size, ok := map[uint16]int64{1: 1, 3: 2, 4: 4}[e.kind]
	if !ok || e.count < 1 || e.count > atMost {
		return nil, malformed(damaged, "TIFF: tag %d has %d values of type %d", tag, e.count, e.kind)
	}
	raw := e.value[:]
	if size*e.count > 4 {
		var err error
		if raw, err = d.file.src.bytes(int64(d.file.order.Uint32(e.value[:])), size*e.count); err != nil {
			return nil, err
		}
	}
	v := make([]int64, e.count)
	for i := range v {
		switch b := raw[int64(i)*size:]; size {
		case 1:
			v[i] = int64(b[0])
		case 2:
			v[i] = int64(d.file.order.Uint16(b))
		default:
			v[i] = int64(d.file.order.Uint32(b))
		}
	}
	return v, nil
}

// number is the first value of a tag, or what stands for it without the tag.
func (d *directory) number(tag uint16, absent int64) (int64, error) {
	v, err := d.numbers(tag, 1<<16)
	if err != nil || len(v) == 0 {
		return absent, err
	}
	return v[0], nil
}
