package imagefile

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"math"
	"path/filepath"
	"testing"

	"github.com/disintegration/imaging"
)

// read writes b to a file and reads it.
func read(t *testing.T, b []byte, o Options) (*Picture, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "picture")
	put(t, path, b)
	return Read(path, o)
}

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// pngBytes is a PNG without interlace whose rows are given as they are packed.
func pngBytes(w, h int, depth, colour byte, rows [][]byte, extra ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(nil, uint32(w))
	head = binary.BigEndian.AppendUint32(head, uint32(h))
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, depth, colour, 0, 0, 0))...)
	for _, e := range extra {
		b = append(b, e...)
	}
	var z bytes.Buffer
	deflate := zlib.NewWriter(&z)
	for _, r := range rows {
		_, _ = deflate.Write(append([]byte{0}, r...))
	}
	_ = deflate.Close()
	b = append(b, chunk("IDAT", z.Bytes())...)
	return append(b, chunk("IEND", nil)...)
}

// TestPNGVariants: depths, palettes and transparency, against intensities worked out by
// hand: sample over full range, luma, alpha over black.
func TestPNGVariants(t *testing.T) {
	// (255, 0, 0), (0, 255, 0), (10, 20, 30), (51, 51, 51)
	palette := chunk("PLTE", []byte{255, 0, 0, 0, 255, 0, 10, 20, 30, 51, 51, 51})
	brown := (0.2126*10 + 0.7152*20 + 0.0722*30) / 255
	for name, c := range map[string]struct {
		b    []byte
		full float64
		want []float64
	}{
		"gray 1": {pngBytes(9, 1, 1, 0, [][]byte{{0b10110001, 0b10000000}}), 1, []float64{1, 0, 1, 1, 0, 0, 0, 1, 1}},
		"gray 2": {pngBytes(5, 1, 2, 0, [][]byte{{0b00011011, 0b11000000}}), 3, []float64{0, 1. / 3, 2. / 3, 1, 1}},
		"gray 4": {pngBytes(3, 1, 4, 0, [][]byte{{0x0f, 0x70}}), 15, []float64{0, 1, 7. / 15}},
		"gray 2, 1 transparent": {
			pngBytes(4, 1, 2, 0, [][]byte{{0b00011011}}, chunk("tRNS", []byte{0, 3})), 3, []float64{0, 1. / 3, 2. / 3, 0},
		},
		"gray 8, 200 transparent": {
			pngBytes(3, 1, 8, 0, [][]byte{{0, 200, 255}}, chunk("tRNS", []byte{0, 200})), 255, []float64{0, 0, 1},
		},
		"gray 16, 0x1234 transparent": {
			pngBytes(2, 1, 16, 0, [][]byte{{0x12, 0x34, 0x12, 0x35}}, chunk("tRNS", []byte{0x12, 0x34})), 65535, []float64{0, 0x1235 / 65535.},
		},
		"gray alpha 8":   {pngBytes(2, 1, 8, 4, [][]byte{{100, 51, 255, 255}}), 255, []float64{100 / 255. * 0.2, 1}},
		"gray alpha 16":  {pngBytes(1, 1, 16, 4, [][]byte{{0x12, 0x34, 0x33, 0x33}}), 65535, []float64{0x1234 / 65535. * 0.2}},
		"colour 16":      {pngBytes(1, 1, 16, 2, [][]byte{{0, 1, 0, 2, 0, 4}}), 65535, []float64{(0.2126 + 2*0.7152 + 4*0.0722) / 65535}},
		"colour alpha 8": {pngBytes(1, 1, 8, 6, [][]byte{{255, 0, 0, 51}}), 255, []float64{0.2126 * 0.2}},
		"colour alpha 16": {
			pngBytes(1, 1, 16, 6, [][]byte{{0xff, 0xff, 0, 0, 0, 0, 0x33, 0x33}}), 65535, []float64{0.2126 * 0.2},
		},
		"colour 8, one colour transparent": {
			pngBytes(2, 1, 8, 2, [][]byte{{255, 0, 0, 0, 255, 0}}, chunk("tRNS", []byte{0, 255, 0, 0, 0, 0})), 255, []float64{0, 0.7152},
		},
		"palette 2": {pngBytes(4, 1, 2, 3, [][]byte{{0b00011011}}, palette), 255, []float64{0.2126, 0.7152, brown, 0.2}},
		"palette 4 with transparency": {
			pngBytes(4, 1, 4, 3, [][]byte{{0x01, 0x23}}, palette, chunk("tRNS", []byte{0, 51, 255})), 255, []float64{0, 0.7152 * 0.2, brown, 0.2},
		},
		"gray palette 1": {pngBytes(2, 1, 1, 3, [][]byte{{0b01000000}}, chunk("PLTE", []byte{51, 51, 51, 255, 255, 255})), 255, []float64{0.2, 1}},
		"upside down":    {pngBytes(2, 1, 8, 0, [][]byte{{0, 255}}, chunk("eXIf", exifBlock(3))), 255, []float64{1, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(t, c.b, Options{})
			check(t, err)
			if p.FullScale != c.full || !p.Real || p.Format != "PNG" {
				t.Errorf("%+v", p)
			}
			for i, v := range p.Image.Data {
				if math.Abs(real(v)-c.want[i]) > 1e-15 {
					t.Errorf("pixel %d is %v, want %v", i, v, c.want[i])
				}
			}
		})
	}
}

// exifBlock is a little-endian EXIF block that holds the orientation alone.
func exifBlock(orientation byte) []byte {
	return append([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00"), orientation, 0, 0, 0, 0, 0, 0, 0)
}

// TestEXIFOrientation compares all orientations, in both byte orders, with another
// program's idea of them.
func TestEXIFOrientation(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 24, 16))
	for i := range m.Pix {
		m.Pix[i] = byte(i*i/3 + 2*i)
	}
	var b bytes.Buffer
	check(t, jpeg.Encode(&b, m, &jpeg.Options{Quality: 100}))
	for orientation := byte(1); orientation <= 8; orientation++ {
		little := exifBlock(orientation)
		big := append([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
		for _, exif := range [][]byte{little, big} {
			body := append([]byte("Exif\x00\x00"), exif...)
			segment := append([]byte{0xff, 0xe1, 0, byte(len(body) + 2)}, body...)
			file := append(append([]byte("\xff\xd8"), segment...), b.Bytes()[2:]...)
			ref, err := imaging.Decode(bytes.NewReader(file), imaging.AutoOrientation(true))
			check(t, err)
			p, err := read(t, file, Options{})
			check(t, err)
			if p.Image.W != ref.Bounds().Dx() || p.Image.H != ref.Bounds().Dy() {
				t.Fatalf("orientation %d: %v", orientation, p.Image.Shape)
			}
			for r := range p.Image.H {
				for c := range p.Image.W {
					want := color.GrayModel.Convert(ref.At(c, r)).(color.Gray).Y
					if got := math.Round(255 * real(p.Image.At(r, c))); got != float64(want) {
						t.Fatalf("orientation %d, row %d, column %d: %v, want %v", orientation, r, c, got, want)
					}
				}
			}
		}
	}
}

// TestEXIFDamaged: damaged EXIF data never keep a picture from being read.
func TestEXIFDamaged(t *testing.T) {
	whole := exifBlock(6)
	for n := range whole {
		if got := exifOrientation(whole[:n]); got != 1 && n < 22 {
			t.Errorf("%d bytes: orientation %d", n, got)
		}
	}
	if exifOrientation(whole) != 6 || exifOrientation(exifBlock(9)) != 1 || exifOrientation(exifBlock(0)) != 1 {
		t.Error("orientation")
	}
}

// TestJPEGRefused: frames that the decoder does not do are named.
func TestJPEGRefused(t *testing.T) {
	frame := func(marker, precision, components byte) []byte {
		b := []byte{0xff, 0xd8, 0xff, marker, 0, 8 + 3*components, precision, 0, 8, 0, 8, components}
		for i := range components {
			b = append(b, i+1, 0x11, 0)
		}
		return append(b, 0xff, 0xda, 0, 2)
	}
	for says, b := range map[string][]byte{
		"CMYK":         frame(0xc0, 8, 4),
		"12 bits":      frame(0xc1, 12, 1),
		"lossless":     frame(0xc3, 8, 1),
		"hierarchical": frame(0xc5, 8, 1),
		"arithmetic":   frame(0xc9, 8, 1),
		"2 components": frame(0xc0, 8, 2),
	} {
		_, err := read(t, b, Options{})
		wantError(t, err, ErrUnsupported, says)
	}
	_, err := read(t, []byte("\xff\xd8\xff\xda\x00\x02"), Options{})
	wantError(t, err, ErrFormat, "no frame header")
}

// TestGIFFrames: a frame that covers a part, transparency and disposal, worked out by hand.
func TestGIFFrames(t *testing.T) {
	palette := color.Palette{color.Gray{0}, color.Gray{255}, color.Gray{51}, color.Transparent}
	frame := func(r image.Rectangle, pix ...byte) *image.Paletted {
		m := image.NewPaletted(r, palette)
		copy(m.Pix, pix)
		return m
	}
	g := &gif.GIF{
		Config: image.Config{ColorModel: palette, Width: 3, Height: 1},
		Image: []*image.Paletted{
			frame(image.Rect(0, 0, 3, 1), 1, 1, 2),
			frame(image.Rect(1, 0, 3, 1), 0, 3), // one black, one transparent
			frame(image.Rect(0, 0, 1, 1), 2),
			frame(image.Rect(2, 0, 3, 1), 1),
		},
		Delay:    make([]int, 4),
		Disposal: []byte{gif.DisposalNone, gif.DisposalPrevious, gif.DisposalBackground, gif.DisposalNone},
	}
	var b bytes.Buffer
	check(t, gif.EncodeAll(&b, g))
	for k, want := range [][]complex128{{1, 1, 0.2}, {1, 0, 0.2}, {0.2, 1, 0.2}, {0, 1, 1}} {
		p, err := read(t, b.Bytes(), Options{Slice: &k})
		check(t, err)
		near(t, p.Image.Data, want)
		if p.Slices != 4 || p.Slice != k {
			t.Errorf("%d of %d", p.Slice, p.Slices)
		}
	}
	p, err := read(t, b.Bytes(), Options{})
	check(t, err)
	if p.Slice != 0 {
		t.Errorf("frame %d is read unless another is asked for", p.Slice)
	}
	_, err = read(t, b.Bytes(), Options{Limit: 2})
	wantError(t, err, ErrTooLarge, "1 x 3 pixels")
}

// bmpBytes is a bitmap with one row, palette and gap before the pixels as given.
func bmpBytes(info int, bits, compression, width, height int32, fields, palette, gap, pixels []byte) []byte {
	le := binary.LittleEndian
	b := []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00")
	b = le.AppendUint32(b, uint32(14+info+len(palette)+len(gap)))
	b = le.AppendUint32(b, uint32(info))
	b = le.AppendUint32(b, uint32(width))
	b = le.AppendUint32(b, uint32(height))
	b = le.AppendUint16(b, 1)
	b = le.AppendUint16(b, uint16(bits))
	b = le.AppendUint32(b, uint32(compression))
	b = append(b, make([]byte, 12)...)
	b = le.AppendUint32(b, uint32(len(palette)/4))
	b = append(b, 0, 0, 0, 0)
	b = append(b, fields...)
	b = append(b, make([]byte, max(14+info-len(b), 0))...)
	return append(append(append(b, palette...), gap...), pixels...)
}

// TestBMPVariants: depths, row order, gaps and the fourth byte.
func TestBMPVariants(t *testing.T) {
	two := []byte{0, 0, 0, 0, 255, 255, 255, 0}
	masks := []byte{0, 0, 0xff, 0, 0, 0xff, 0, 0, 0xff, 0, 0, 0, 0, 0, 0, 0xff}
	for name, c := range map[string]struct {
		b    []byte
		want []complex128
	}{
		"1 bit":         {bmpBytes(40, 1, 0, 3, 1, nil, two, nil, []byte{0b10100000, 0, 0, 0}), []complex128{1, 0, 1}},
		"4 bits":        {bmpBytes(40, 4, 0, 3, 1, nil, two, nil, []byte{0x10, 0x10, 0, 0}), []complex128{1, 0, 1}},
		"bottom up":     {bmpBytes(40, 8, 0, 1, 2, nil, two, nil, []byte{1, 0, 0, 0, 0, 0, 0, 0}), []complex128{0, 1}},
		"top down":      {bmpBytes(40, 8, 0, 1, -2, nil, two, nil, []byte{1, 0, 0, 0, 0, 0, 0, 0}), []complex128{1, 0}},
		"gap":           {bmpBytes(40, 24, 0, 1, 1, nil, nil, make([]byte, 10), []byte{0, 0, 255, 0}), []complex128{0.2126}},
		"32, padding":   {bmpBytes(40, 32, 0, 1, 1, nil, nil, nil, []byte{0, 255, 0, 0}), []complex128{0.7152}},
		"32 V4, unused": {bmpBytes(108, 32, 0, 1, 1, nil, nil, nil, []byte{0, 255, 0, 0}), []complex128{0.7152}},
		"32 V4, alpha":  {bmpBytes(108, 32, 3, 1, 1, masks, nil, nil, []byte{0, 0, 255, 51}), []complex128{0.2126 * 0.2}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(t, c.b, Options{})
			check(t, err)
			near(t, p.Image.Data, c.want)
		})
	}
	for says, b := range map[string][]byte{
		"RLE8":       bmpBytes(40, 8, 1, 1, 1, nil, two, nil, make([]byte, 4)),
		"bit fields": bmpBytes(40, 16, 3, 1, 1, nil, nil, masks, make([]byte, 4)),
		"16 bits":    bmpBytes(40, 16, 0, 1, 1, nil, nil, nil, make([]byte, 4)),
		"12 bytes":   append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x1a\x00\x00\x00\x0c"), make([]byte, 64)...),
	} {
		_, err := read(t, b, Options{})
		wantError(t, err, ErrUnsupported, says)
	}
}

// TestWebPAlpha puts alpha around the golden lossy picture: colour is the same, and
// intensities are multiplied with alpha.
func TestWebPAlpha(t *testing.T) {
	plain := get(t, filepath.Join(golden(t), "other/lossy.webp"))
	opaque, err := read(t, plain, Options{})
	check(t, err)
	h, w := opaque.Image.H, opaque.Image.W
	alpha := []byte{0} // uncompressed, not filtered
	for i := range h * w {
		alpha = append(alpha, byte(i*7))
	}
	part := func(kind string, body []byte) []byte {
		b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body)))
		b = append(b, body...)
		return append(b, make([]byte, len(body)%2)...)
	}
	extended := func(flags byte, parts ...[]byte) []byte {
		body := part("VP8X", []byte{flags, 0, 0, 0, byte(w - 1), 0, 0, byte(h - 1), 0, 0})
		for _, p := range parts {
			body = append(body, p...)
		}
		b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
		return append(append(b, "WEBP"...), body...)
	}
	p, err := read(t, extended(1<<4, part("ALPH", alpha), plain[12:]), Options{})
	check(t, err)
	for i, v := range p.Image.Data {
		want := real(opaque.Image.Data[i]) * float64(byte(i*7)) / 255
		if math.Abs(real(v)-want) > 1e-15 {
			t.Fatalf("pixel %d: %v, want %v", i, v, want)
		}
	}
	turned, err := read(t, extended(1<<3, plain[12:], part("EXIF", exifBlock(6))), Options{})
	check(t, err)
	if turned.Image.H != w || turned.Image.At(0, h-1) != opaque.Image.At(0, 0) {
		t.Error("not turned")
	}
	_, err = read(t, extended(1<<1, part("ANIM", make([]byte, 6))), Options{})
	wantError(t, err, ErrUnsupported, "animation")
}
