package imagefile

import (
	"math"

	"firenet/recon/array"
)

// tiffLayout is how a page's pixels are stored.
type tiffLayout struct {
	array.Shape
	number           number
	bits             int
	stored           int // samples per pixel in the file
	colours          int // 1 or 3 of them are colour, the first ones
	alpha            int // index of alpha, 0 for none
	associated       bool
	inverted         bool // 0 is white
	planar           bool
	palette          []int64
	compression      int64
	predictor        int64
	reversed         bool // the lowest bit of a byte comes first
	orientation      int64
	chunk            array.Shape // of a strip or tile
	tiled            bool
	offsets, lengths []int64
}

// layout reads and checks a directory. Nothing of the picture's size is allocated.
func (d *directory) layout(o Options) (*tiffLayout, error) {
	l := &tiffLayout{}
	g := &getter{d: d}
	h, w := g.number(tagLength, 0), g.number(tagWidth, 0)
	if g.err != nil {
		return nil, g.err
	}
	if err := o.within("TIFF", h, w); err != nil {
		return nil, err
	}
	l.H, l.W = int(h), int(w)
	l.compression, l.predictor = g.number(tagCompression, 1), g.number(tagPredictor, 1)
	l.reversed, l.orientation = g.number(tagFillOrder, 1) == 2, g.number(tagOrientation, 1)
	l.planar = g.number(tagPlanar, 1) == 2
	stored := g.number(tagSamplesPerPixel, 1)
	if g.err == nil && (stored < 1 || stored > 64) {
		return nil, unsupported("save it with 1 to 4 samples per pixel", "TIFF: %d samples per pixel", stored)
	}
	l.stored = int(stored)
	l.planar = l.planar && l.stored > 1
	for _, read := range []func(*getter) error{l.readNumber, l.readColour, l.readCoding, l.readChunks} {
		if g.err == nil {
			g.err = read(g)
		}
	}
	if g.err != nil {
		return nil, g.err
	}
	// 8 bytes a pixel, as of 16-bit colour with alpha.
	total, ok := product(8*o.limit(), h, w, stored, int64(l.number.size))
	if !ok {
		return nil, tooLarge("save it in gray, or crop it", "TIFF: %d x %d pixels of %d samples are too large", h, w, stored)
	}
	// A strip or tile may be larger than the picture.
	if _, ok := product(max(8*o.limit(), 1<<26), int64(l.chunk.H), int64(l.chunk.W), stored, int64(l.number.size)); !ok {
		return nil, tooLarge("save it with smaller tiles", "TIFF: tiles of %v pixels of %d samples are too large", l.chunk, stored)
	}
	if err := l.plausible(total, d.file.src.size); err != nil {
		return nil, err
	}
	return l, nil
}

// getter reads tags and keeps the first error.
type getter struct {
	d   *directory
	err error
}

func (g *getter) number(tag uint16, absent int64) int64 {
	if g.err != nil {
		return absent
	}
	var v int64
	v, g.err = g.d.number(tag, absent)
	return v
}

func (g *getter) numbers(tag uint16, atMost int64) []int64 {
	if g.err != nil {
		return nil
	}
	var v []int64
	v, g.err = g.d.numbers(tag, atMost)
	return v
}

// readNumber finds out what one sample is.
func (l *tiffLayout) readNumber(g *getter) error {
	bits, formats := g.numbers(tagBits, 64), g.numbers(tagSampleFormat, 64)
	if g.err != nil {
		return g.err
	}
	if bits == nil {
		bits = []int64{1}
	}
	if formats == nil {
		formats = []int64{1}
	}
	for _, list := range [][]int64{bits, formats} {
		for _, v := range list {
			if v != list[0] {
				return unsupported("save all channels with the same type", "TIFF: samples of different types")
			}
		}
	}
	kinds := map[int64]Kind{1: KindUnsigned, 2: KindSigned, 3: KindFloat, 4: KindUnsigned, 6: KindComplex}
	kind, ok := kinds[formats[0]]
	if !ok {
		return unsupported("save it as 16-bit or float32", "TIFF: sample format %d", formats[0])
	}
	l.bits = int(bits[0])
	l.number = number{kind, l.bits / 8, g.d.file.order}
	small := kind == KindUnsigned && (l.bits == 1 || l.bits == 2 || l.bits == 4)
	if small {
		l.number.size = 1
	}
	if !small && (l.bits%8 != 0 || l.number.decoder() == nil) {
		return unsupported("save it as 16-bit or float32", "TIFF: %v samples of %d bits", kind, l.bits)
	}
	return nil
}

// readColour finds out what the samples of a pixel are.
func (l *tiffLayout) readColour(g *getter) error {
	const none = -1
	photometric, extra := g.number(tagPhotometric, none), g.numbers(tagExtraSamples, 64)
	if g.err != nil {
		return g.err
	}
	l.colours = 1
	switch photometric {
	case 0:
		l.inverted = true
		if l.full() == 0 {
			return unsupported("save it with 0 as black", "TIFF: %v samples with 0 as white", l.number)
		}
	case 1:
	case 2:
		l.colours = 3
	case 3:
		l.palette = g.numbers(tagColorMap, 3<<16)
		if g.err == nil && (l.bits > 16 || l.number.kind != KindUnsigned || len(l.palette) != 3<<l.bits) {
			return malformed(damaged, "TIFF: palette of %d values for %d bits", len(l.palette), l.bits)
		}
	default:
		names := map[int64]string{none: "not stated", 4: "transparency mask", 5: "CMYK", 6: "YCbCr", 8: "CIE L*a*b*", 9: "ICC L*a*b*", 32803: "colour filter array", 32844: "LogL", 32845: "LogLuv", 34892: "linear raw"}
		name, ok := names[photometric]
		if !ok {
			name = "unknown"
		}
		return unsupported("save it as gray or RGB", "TIFF: colour space %d (%s)", photometric, name)
	}
	if l.stored < l.colours {
		return malformed(damaged, "TIFF: %d samples per pixel are too few for colour", l.stored)
	}
	l.readAlpha(extra)
	if l.alpha > 0 && l.full() == 0 {
		return unsupported("save it without alpha", "TIFF: %v samples with alpha", l.number)
	}
	if l.alpha > 0 && l.palette != nil {
		return unsupported("save it without alpha", "TIFF: palette with alpha")
	}
	return g.err
}

// readAlpha looks for alpha among the samples behind the colour.
func (l *tiffLayout) readAlpha(extra []int64) {
	const associated, unassociated = 1, 2
	for i, v := range extra {
		if k := l.colours + i; k < l.stored && (v == associated || v == unassociated) {
			l.alpha, l.associated = k, v == associated
			return
		}
	}
}

// full is the sample that maps to 1, 0 for physical values.
func (l *tiffLayout) full() float64 {
	if l.number.kind == KindUnsigned && l.bits <= 16 {
		return float64(uint64(1)<<l.bits - 1)
	}
	return 0
}

func (l *tiffLayout) readCoding(*getter) error {
	const remedy = "save it again uncompressed, or with LZW or deflate"
	switch l.compression {
	case 1, 5, 8, 32946, 32773:
	default:
		names := map[int64]string{
			2: "CCITT RLE", 3: "CCITT group 3", 4: "CCITT group 4", 6: "old JPEG", 7: "JPEG", 34712: "JPEG 2000",
			34887: "LERC", 34925: "LZMA", 50000: "Zstandard", 50001: "WebP", 50002: "JPEG XL",
		}
		name, ok := names[l.compression]
		if !ok {
			name = "unknown"
		}
		return unsupported(remedy, "TIFF: compression %d (%s)", l.compression, name)
	}
	switch {
	case l.predictor < 1 || l.predictor > 3:
		return unsupported(remedy, "TIFF: predictor %d", l.predictor)
	case l.predictor == 2 && (l.bits < 8 || l.number.kind == KindComplex),
		l.predictor == 3 && l.number.kind != KindFloat:
		return unsupported(remedy, "TIFF: predictor %d with %v samples of %d bits", l.predictor, l.number.kind, l.bits)
	}
	return nil
}

// readChunks finds strips or tiles.
func (l *tiffLayout) readChunks(g *getter) error {
	offsets, lengths := uint16(tagStripOffsets), uint16(tagStripBytes)
	rows := g.number(tagRowsPerStrip, math.MaxUint32)
	tw, tl := g.number(tagTileWidth, 0), g.number(tagTileLength, 0)
	if g.err != nil {
		return g.err
	}
	l.chunk = array.Shape{H: int(min(rows, int64(l.H))), W: l.W}
	if tw != 0 || tl != 0 {
		offsets, lengths, l.tiled = tagTileOffsets, tagTileBytes, true
		// A tile may reach beyond the picture, but not by more than a usual tile.
		if tw > int64(l.W)+4096 || tl > int64(l.H)+4096 {
			return tooLarge("save it with smaller tiles", "TIFF: tiles of %d x %d pixels are too large", tl, tw)
		}
		l.chunk = array.Shape{H: int(tl), W: int(tw)}
	}
	if l.chunk.H < 1 || l.chunk.W < 1 {
		return malformed(damaged, "TIFF: strips or tiles of zero size")
	}
	n := int64(l.down() * l.across() * l.planes())
	l.offsets, l.lengths = g.numbers(offsets, max(n, 1<<16)), g.numbers(lengths, max(n, 1<<16))
	if g.err == nil && (int64(len(l.offsets)) < n || int64(len(l.lengths)) < n) {
		return malformed(damaged, "TIFF: %d offsets and %d lengths for %d strips or tiles", len(l.offsets), len(l.lengths), n)
	}
	if g.err != nil {
		return g.err
	}
	// Overlapping strips could make a small file endless.
	sum, size := int64(0), g.d.file.src.size
	for _, v := range l.lengths[:n] {
		if sum += v; sum > 4*size+1<<16 {
			return malformed(damaged, "TIFF: strips or tiles are longer than the file (%d bytes)", size)
		}
	}
	return nil
}

// plausible compares what is to be decoded with what the file holds.
func (l *tiffLayout) plausible(total, size int64) error {
	// The most that one byte can become: LZW's longest string is about 3800 bytes in 12
	// bits, deflate 1032, PackBits 64.
	ratio := map[int64]int64{1: 1, 5: 2600, 8: 1032, 32946: 1032, 32773: 64}[l.compression]
	if total*int64(l.bits)/int64(8*l.number.size)/ratio > size {
		return malformed(truncated, "TIFF: shorter than its header says (%d x %d pixels in %d bytes): unexpected end of file", l.H, l.W, size)
	}
	return nil
}

func (l *tiffLayout) down() int   { return (l.H + l.chunk.H - 1) / l.chunk.H }
func (l *tiffLayout) across() int { return (l.W + l.chunk.W - 1) / l.chunk.W }

// planes is 1, or with planar storage the number of samples.
func (l *tiffLayout) planes() int {
	if l.planar {
		return l.stored
	}
	return 1
}
