package imagefile

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"math/bits"
	"path/filepath"
	"testing"

	"golang.org/x/image/tiff"
	"pgregory.net/rapid"
)

// tiffPage describes a page that tiffBytes writes: the plainest writer that can be made.
type tiffPage struct {
	h, w, per, depth int // per: samples per pixel
	kind             Kind
	order            binary.AppendByteOrder
	compression      uint16
	predictor        uint16
	planar, reversed bool
	tileH, tileW     int // 0: strips
	rows             int // per strip
	photometric      uint16
	extra            []uint16
	palette          []uint16
	orientation      uint16
	subfile          uint32
	value            func(r, c, k int) uint64 // bits of a sample
}

// chunk packs rows top..top+h, columns left..left+w (repeating the edge beyond it) of the
// samples first..last.
func (p tiffPage) chunk(top, left, h, w, first, last int) []byte {
	var out []byte
	for r := range h {
		var row []byte
		acc, n := 0, 0
		for c := range w {
			for k := first; k < last; k++ {
				v := p.value(min(top+r, p.h-1), min(left+c, p.w-1), k)
				switch p.depth {
				case 8:
					row = append(row, byte(v))
				case 16:
					row = p.order.AppendUint16(row, uint16(v))
				case 32:
					row = p.order.AppendUint32(row, uint32(v))
				case 64:
					row = p.order.AppendUint64(row, v)
				default:
					acc, n = acc<<p.depth|int(v), n+p.depth
					if n >= 8 {
						n -= 8
						row = append(row, byte(acc>>n))
					}
				}
			}
		}
		if n > 0 {
			row = append(row, byte(acc<<(8-n)))
		}
		p.predict(row, last-first)
		out = append(out, row...)
	}
	out = p.compress(out)
	if p.reversed {
		for i, v := range out {
			out[i] = bits.Reverse8(v)
		}
	}
	return out
}

func (p tiffPage) predict(row []byte, per int) {
	size := p.depth / 8
	switch p.predictor {
	case 2:
		for i := len(row) - size; i >= size*per; i -= size {
			left := row[i-size*per:]
			switch size {
			case 1:
				row[i] -= left[0]
			case 2:
				o := p.order.(binary.ByteOrder)
				o.PutUint16(row[i:], o.Uint16(row[i:])-o.Uint16(left))
			case 4:
				o := p.order.(binary.ByteOrder)
				o.PutUint32(row[i:], o.Uint32(row[i:])-o.Uint32(left))
			case 8:
				o := p.order.(binary.ByteOrder)
				o.PutUint64(row[i:], o.Uint64(row[i:])-o.Uint64(left))
			}
		}
	case 3: // highest bytes first, then differences
		planes, n := make([]byte, len(row)), len(row)/size
		for i := range n {
			for k := range size {
				from := k
				if p.order == binary.LittleEndian {
					from = size - 1 - k
				}
				planes[k*n+i] = row[i*size+from]
			}
		}
		copy(row, planes)
		for i := len(row) - 1; i >= per; i-- {
			row[i] -= row[i-per]
		}
	}
}

func (p tiffPage) compress(b []byte) []byte {
	switch p.compression {
	case 8:
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		_, _ = w.Write(b)
		_ = w.Close()
		return z.Bytes()
	case 32773: // runs where two bytes are equal, else literals, and a no-operation
		out := []byte{0x80}
		for i := 0; i < len(b); {
			n := 1
			for i+n < len(b) && n < 128 && b[i+n] == b[i] {
				n++
			}
			if n > 1 {
				out = append(out, byte(1-n), b[i])
			} else {
				out = append(out, 0, b[i])
			}
			i += n
		}
		return out
	}
	return b
}

// tiffBytes writes pages.
func tiffBytes(pages ...tiffPage) []byte {
	o := pages[0].order
	b := []byte("II*\x00\x00\x00\x00\x00")
	if o == binary.BigEndian {
		b = []byte("MM\x00*\x00\x00\x00\x00")
	}
	link := 4 // where the offset of the next directory goes
	for _, p := range pages {
		var offsets, lengths []uint32
		add := func(c []byte) {
			offsets, lengths = append(offsets, uint32(len(b))), append(lengths, uint32(len(c)))
			b = append(b, c...)
		}
		h, w := p.rows, p.w
		if p.tileH > 0 {
			h, w = p.tileH, p.tileW
		}
		planes, per := 1, p.per
		if p.planar {
			planes, per = p.per, 1
		}
		for k := range planes {
			for top := 0; top < p.h; top += h {
				rows := h
				if p.tileH == 0 {
					rows = min(h, p.h-top)
				}
				for left := 0; left < p.w; left += w {
					add(p.chunk(top, left, rows, w, k*per, (k+1)*per))
				}
			}
		}
		type field struct {
			tag, kind uint16
			v         []uint32
		}
		short := func(tag uint16, v ...uint16) field {
			f := field{tag, 3, nil}
			for _, x := range v {
				f.v = append(f.v, uint32(x))
			}
			return f
		}
		each := func(v uint16) []uint16 {
			list := make([]uint16, p.per)
			for i := range list {
				list[i] = v
			}
			return list
		}
		format := map[Kind]uint16{KindUnsigned: 1, KindSigned: 2, KindFloat: 3, KindComplex: 6}[p.kind]
		planar := uint16(1)
		if p.planar {
			planar = 2
		}
		fill := uint16(1)
		if p.reversed {
			fill = 2
		}
		fields := []field{
			{tagSubfileType, 4, []uint32{p.subfile}},
			{tagWidth, 4, []uint32{uint32(p.w)}},
			short(tagLength, uint16(p.h)),
			short(tagBits, each(uint16(p.depth))...), short(tagCompression, p.compression), short(tagPhotometric, p.photometric),
			short(tagFillOrder, fill), short(tagSamplesPerPixel, uint16(p.per)), short(tagPlanar, planar), short(tagSampleFormat, each(format)...),
		}
		if p.predictor != 0 {
			fields = append(fields, short(tagPredictor, p.predictor))
		}
		if p.orientation != 0 {
			fields = append(fields, short(tagOrientation, p.orientation))
		}
		if p.extra != nil {
			fields = append(fields, short(tagExtraSamples, p.extra...))
		}
		if p.palette != nil {
			fields = append(fields, short(tagColorMap, p.palette...))
		}
		if p.tileH > 0 {
			fields = append(fields, short(tagTileWidth, uint16(p.tileW)), short(tagTileLength, uint16(p.tileH)),
				field{tagTileOffsets, 4, offsets}, field{tagTileBytes, 4, lengths})
		} else {
			fields = append(fields, short(tagRowsPerStrip, uint16(p.rows)), field{tagStripOffsets, 4, offsets}, field{tagStripBytes, 4, lengths})
		}
		var entries []byte
		for _, f := range fields {
			var v []byte
			for _, x := range f.v {
				if f.kind == 3 {
					v = o.AppendUint16(v, uint16(x))
				} else {
					v = o.AppendUint32(v, x)
				}
			}
			entries = o.AppendUint16(o.AppendUint16(entries, f.tag), f.kind)
			entries = o.AppendUint32(entries, uint32(len(f.v)))
			if len(v) > 4 {
				entries = o.AppendUint32(entries, uint32(len(b)))
				b = append(b, v...)
			} else {
				entries = append(append(entries, v...), make([]byte, 4-len(v))...)
			}
		}
		o.(binary.ByteOrder).PutUint32(b[link:], uint32(len(b)))
		b = append(o.AppendUint16(b, uint16(len(fields))), entries...)
		link = len(b)
		b = append(b, 0, 0, 0, 0)
	}
	return b
}

// TestTIFFVariants reads every combination of number, order, layout and compression, and
// compares with what was written.
func TestTIFFVariants(t *testing.T) {
	dir := t.TempDir()
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		p := tiffPage{order: binary.LittleEndian, photometric: 1}
		if rapid.Bool().Draw(t, "big") {
			p.order = binary.BigEndian
		}
		type number struct {
			kind  Kind
			depth int
		}
		n := rapid.SampledFrom([]number{
			{KindUnsigned, 1},
			{KindUnsigned, 2},
			{KindUnsigned, 4},
			{KindUnsigned, 8},
			{KindUnsigned, 16},
			{KindUnsigned, 32},
			{KindSigned, 8},
			{KindSigned, 16},
			{KindSigned, 32},
			{KindFloat, 32},
			{KindFloat, 64},
		}).Draw(t, "number")
		p.kind, p.depth = n.kind, n.depth
		p.h, p.w = rapid.IntRange(1, 20).Draw(t, "rows"), rapid.IntRange(1, 20).Draw(t, "columns")
		p.per, p.rows = 1, rapid.IntRange(1, 20).Draw(t, "rows per strip")
		if rapid.Bool().Draw(t, "colour") {
			p.per, p.photometric = 3, 2
		}
		full := n.kind == KindUnsigned && n.depth <= 16
		if full && p.per == 1 {
			p.photometric = uint16(rapid.IntRange(0, 1).Draw(t, "photometric"))
		}
		colours := p.per
		if full && rapid.Bool().Draw(t, "alpha") {
			p.per++
			p.extra = []uint16{uint16(rapid.IntRange(0, 2).Draw(t, "alpha kind"))}
		}
		p.planar, p.reversed = rapid.Bool().Draw(t, "planar"), rapid.Bool().Draw(t, "reversed")
		if rapid.Bool().Draw(t, "tiled") {
			p.tileH, p.tileW = 16, 8
		}
		p.compression = rapid.SampledFrom([]uint16{1, 8, 32773}).Draw(t, "compression")
		predictors := []uint16{0, 1}
		if n.depth >= 8 {
			predictors = append(predictors, 2)
		}
		if n.kind == KindFloat {
			predictors = append(predictors, 3)
		}
		p.predictor = rapid.SampledFrom(predictors).Draw(t, "predictor")
		seed := rapid.Uint64().Draw(t, "seed")
		p.value = func(r, c, k int) uint64 {
			x := (seed + uint64(r*97+c*13+k*7)) * 0x9e3779b97f4a7c15 >> 20
			switch {
			case p.kind == KindFloat && p.depth == 32:
				return uint64(math.Float32bits(float32(int32(x)) / 1024))
			case p.kind == KindFloat:
				return math.Float64bits(float64(int32(x)) / 3)
			}
			return x & (1<<p.depth - 1)
		}
		path := filepath.Join(dir, "a.tif")
		put(outer, path, tiffBytes(p))
		got, err := Read(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if (got.FullScale != 0) != full || got.Image.H != p.h || got.Image.W != p.w {
			t.Fatalf("%v, full scale %g", got.Image.Shape, got.FullScale)
		}
		for r := range p.h {
			for c := range p.w {
				want := p.intensity(r, c, colours)
				if v := real(got.Image.At(r, c)); math.Abs(v-want) > 1e-14*math.Abs(want)+1e-14 && math.Abs(v-want) > 1e-6*math.Abs(want) {
					t.Fatalf("row %d, column %d: %v, want %v", r, c, v, want)
				} else if p.per == 1 && !(v == want || p.photometric == 0) {
					t.Fatalf("row %d, column %d: %v, want exactly %v", r, c, v, want)
				}
			}
		}
	})
}

// intensity is worked out from the samples by the rules.
func (p tiffPage) intensity(r, c, colours int) float64 {
	one := func(k int) float64 {
		v := p.value(r, c, k)
		switch {
		case p.kind == KindFloat && p.depth == 32:
			return float64(math.Float32frombits(uint32(v)))
		case p.kind == KindFloat:
			return math.Float64frombits(v)
		case p.kind == KindSigned:
			return float64(int64(v<<(64-p.depth)) >> (64 - p.depth))
		case p.depth <= 16:
			return float64(v) / float64(uint64(1)<<p.depth-1)
		}
		return float64(v)
	}
	v := one(0)
	if p.photometric == 0 {
		v = 1 - v
	}
	if colours == 3 {
		v = 0.2126*one(0) + 0.7152*one(1) + 0.0722*one(2)
	}
	if p.extra != nil && p.extra[0] == 2 {
		v *= one(colours)
	}
	return v
}

// plain is a small gray page whose samples are all v.
func plain(v uint64) tiffPage {
	return tiffPage{
		h: 2, w: 3, per: 1, depth: 8, order: binary.LittleEndian, kind: KindUnsigned, compression: 1, rows: 2, photometric: 1,
		value: func(int, int, int) uint64 { return v },
	}
}

// TestTIFFPages: pages are counted without thumbnails and masks, the middle one is read.
func TestTIFFPages(t *testing.T) {
	thumbnail, mask := plain(9), plain(9)
	thumbnail.subfile, mask.subfile = 1, 4
	b := tiffBytes(plain(0), thumbnail, plain(51), mask, plain(102))
	for k, want := range []float64{0, 0.2, 0.4} {
		p, err := read(t, b, Options{Slice: &k})
		check(t, err)
		if real(p.Image.At(1, 2)) != want || p.Slices != 3 || p.Slice != k {
			t.Errorf("%+v", p)
		}
	}
	p, err := read(t, b, Options{})
	check(t, err)
	if p.Slice != 1 {
		t.Errorf("slice %d", p.Slice)
	}
	three, minus := 3, -1
	_, err = read(t, b, Options{Slice: &three})
	wantError(t, err, ErrSlice, "slice 3: there are 3 slices; choose one from 0 to 2")
	_, err = read(t, b, Options{Slice: &minus})
	wantError(t, err, ErrSlice, "slice -1")
}

// TestTIFFPalette: palettes of 16 bits, and of 8 bits written in the three usual ways.
func TestTIFFPalette(t *testing.T) {
	for _, c := range []struct {
		factor uint16
		full   float64
		want   float64
	}{{1, 255, 0.2}, {256, 255, 0.2}, {257, 255, 0.2}, {300, 65535, 51 * 300 / 65535.}} {
		p := plain(2)
		p.depth, p.photometric, p.palette = 4, 3, make([]uint16, 48)
		for k := range 3 {
			p.palette[16*k+2] = 51 * c.factor
		}
		got, err := read(t, tiffBytes(p), Options{})
		check(t, err)
		if v := real(got.Image.At(0, 0)); math.Abs(v-c.want) > 1e-15 || got.FullScale != c.full {
			t.Errorf("factor %d: %v of %v", c.factor, v, got.FullScale)
		}
	}
}

// TestTIFFOrientation: the tag turns the picture as EXIF does.
func TestTIFFOrientation(t *testing.T) {
	p := plain(0)
	p.orientation = 6
	p.value = func(r, c, _ int) uint64 { return uint64(10*r + c) }
	got, err := read(t, tiffBytes(p), Options{})
	check(t, err)
	want := []complex128{10, 0, 11, 1, 12, 2}
	for i := range want {
		want[i] /= 255
	}
	near(t, got.Image.Data, want)
}

// TestTIFFComplex: complex samples stay complex.
func TestTIFFComplex(t *testing.T) {
	p := plain(0)
	p.depth, p.kind = 64, KindComplex
	p.value = func(r, c, _ int) uint64 {
		return uint64(math.Float32bits(float32(c)))<<32 | uint64(math.Float32bits(float32(r)))
	}
	got, err := read(t, tiffBytes(p), Options{})
	check(t, err)
	near(t, got.Image.Data, []complex128{0, 1i, 2i, 1, 1 + 1i, 1 + 2i})
	if got.Real {
		t.Error("real")
	}
}

// TestTIFFRefused: what is not read is named, what is wrong is said.
func TestTIFFRefused(t *testing.T) {
	change := func(f func(*tiffPage)) []byte {
		p := plain(1)
		f(&p)
		return tiffBytes(p)
	}
	for _, c := range []struct {
		b    []byte
		kind error
		says string
	}{
		{change(func(p *tiffPage) { p.compression = 7 }), ErrUnsupported, "compression 7 (JPEG)"},
		{change(func(p *tiffPage) { p.compression = 4 }), ErrUnsupported, "CCITT group 4"},
		{change(func(p *tiffPage) { p.compression = 50000 }), ErrUnsupported, "Zstandard"},
		{change(func(p *tiffPage) { p.compression = 99 }), ErrUnsupported, "unknown"},
		{change(func(p *tiffPage) { p.photometric = 5; p.per = 4 }), ErrUnsupported, "CMYK"},
		{change(func(p *tiffPage) { p.photometric = 6; p.per = 3 }), ErrUnsupported, "YCbCr"},
		{change(func(p *tiffPage) { p.photometric = 2 }), ErrFormat, "too few"},
		{change(func(p *tiffPage) { p.photometric = 3 }), ErrFormat, "palette of 0"},
		{change(func(p *tiffPage) { p.kind = KindSigned; p.photometric = 0 }), ErrUnsupported, "0 as white"},
		{change(func(p *tiffPage) { p.kind, p.depth = KindFloat, 8 }), ErrUnsupported, "float samples of 8 bits"},
		{change(func(p *tiffPage) { p.depth, p.value = 3, func(int, int, int) uint64 { return 0 } }), ErrUnsupported, "3 bits"},
		{change(func(p *tiffPage) { p.kind = KindBool }), ErrUnsupported, "sample format 0"},
		{change(func(p *tiffPage) { p.predictor = 3 }), ErrUnsupported, "predictor 3"},
		{change(func(p *tiffPage) { p.predictor = 9 }), ErrUnsupported, "predictor 9"},
		{change(func(p *tiffPage) { p.kind, p.depth, p.per, p.extra = KindFloat, 32, 2, []uint16{2} }), ErrUnsupported, "alpha"},
		{[]byte("II+\x00\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00"), ErrUnsupported, "BigTIFF"},
		{[]byte("II*\x00\x00\x00\x00\x00"), ErrFormat, "no pages"},
		{[]byte("II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"), ErrFormat, "zero"},
	} {
		_, err := read(t, c.b, Options{})
		wantError(t, err, c.kind, c.says)
	}
}

// TestTIFFAgainstLibrary compares with another writer.
func TestTIFFAgainstLibrary(t *testing.T) {
	m := image.NewNRGBA64(image.Rect(0, 0, 37, 23))
	g := image.NewGray16(m.Rect)
	for y := range 23 {
		for x := range 37 {
			m.SetNRGBA64(x, y, color.NRGBA64{uint16(x * 1700), uint16(y * 2800), uint16(x * y * 60), uint16(65535 - x*y)})
			g.SetGray16(x, y, color.Gray16{uint16(x*1771 + y)})
		}
	}
	for _, o := range []*tiff.Options{nil, {Compression: tiff.Deflate, Predictor: true}, {Compression: tiff.Deflate}} {
		var b bytes.Buffer
		check(t, tiff.Encode(&b, m, o))
		p, err := read(t, b.Bytes(), Options{})
		check(t, err)
		var bg bytes.Buffer
		check(t, tiff.Encode(&bg, g, o))
		pg, err := read(t, bg.Bytes(), Options{})
		check(t, err)
		for y := range 23 {
			for x := range 37 {
				v := m.NRGBA64At(x, y)
				want := (0.2126*float64(v.R) + 0.7152*float64(v.G) + 0.0722*float64(v.B)) / 65535 * float64(v.A) / 65535
				if got := real(p.Image.At(y, x)); math.Abs(got-want) > 1e-15 {
					t.Fatalf("%d, %d: %v, want %v", y, x, got, want)
				}
				if got := real(pg.Image.At(y, x)); got != float64(g.Gray16At(x, y).Y)/65535 {
					t.Fatalf("%d, %d: gray %v", y, x, got)
				}
			}
		}
	}
}
