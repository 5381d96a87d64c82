package imagefile

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzLimit keeps each input quick: what matters is that it is kept.
const fuzzLimit = 1 << 16

// fuzzReader feeds one format's reader with small files, and with the golden ones that are
// not long (long inputs make fuzzing slow), without the guard against panics that Read has.
// Whatever is read must be within the limit, finite and whole.
func fuzzReader(f *testing.F, decode func(source, Options) (*samples, error), extension string, small ...[]byte) {
	for _, b := range small {
		f.Add(b, 0)
		f.Add(b, -1)
	}
	root := golden(f)
	for _, folder := range []string{"jpeg", "other", "edge", "bad"} {
		names, err := filepath.Glob(filepath.Join(root, folder, "*"+extension))
		check(f, err)
		for _, name := range names {
			info, err := os.Stat(name)
			check(f, err)
			if info.Mode().IsRegular() && info.Size() < 5000 {
				f.Add(get(f, name), 0)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, slice int) {
		o := Options{Limit: fuzzLimit}
		if slice >= 0 {
			o.Slice = &slice
		}
		s, err := decode(source{bytes.NewReader(b), int64(len(b))}, o)
		if err == nil {
			wholePicture(t, s)
		}
	})
}

func wholePicture(t *testing.T, s *samples) {
	t.Helper()
	if s.H < 1 || s.W < 1 || s.Len() > fuzzLimit || s.slice < 0 || s.slice >= s.slices {
		t.Fatalf("%v pixels, slice %d of %d", s.Shape, s.slice, s.slices)
	}
	p, err := s.gray()
	if err == nil && !(p.Image.IsFinite() && len(p.Image.Data) == s.Len()) {
		t.Fatal("not finite, or not whole")
	}
}

// FuzzPNG corrects the checksums of the chunks, as otherwise few inputs would get behind
// them.
func FuzzPNG(f *testing.F) {
	fuzzReader(f, func(src source, o Options) (*samples, error) {
		b, err := src.bytes(0, src.size)
		if err != nil {
			return nil, err
		}
		for off := 8; off+12 <= len(b); {
			n := int(binary.BigEndian.Uint32(b[off:]))
			if n > len(b)-off-12 {
				break
			}
			binary.BigEndian.PutUint32(b[off+8+n:], crc32.ChecksumIEEE(b[off+4:off+8+n]))
			off += 12 + n
		}
		return decodePNG(source{bytes.NewReader(b), src.size}, o)
	}, ".png",
		pngBytes(5, 2, 2, 0, [][]byte{{0b00011011, 0}, {1, 2}}, chunk("tRNS", []byte{0, 3})),
		pngBytes(4, 1, 4, 3, [][]byte{{0x01, 0x23}}, chunk("PLTE", make([]byte, 12)), chunk("tRNS", []byte{0, 51, 255})),
		pngBytes(1, 1, 16, 6, [][]byte{make([]byte, 8)}, chunk("eXIf", exifBlock(6))))
}

func FuzzJPEG(f *testing.F) {
	var colour, gray bytes.Buffer
	m := image.NewYCbCr(image.Rect(0, 0, 17, 9), image.YCbCrSubsampleRatio420)
	check(f, jpeg.Encode(&colour, m, nil))
	check(f, jpeg.Encode(&gray, image.NewGray(m.Rect), nil))
	fuzzReader(f, decodeJPEG, ".jpg", colour.Bytes(), gray.Bytes())
}

func FuzzTIFF(f *testing.F) {
	var seeds [][]byte
	for i := range 12 {
		p := plain(uint64(i))
		p.compression = []uint16{1, 8, 32773}[i%3]
		p.planar, p.reversed = i%2 == 0, i%5 == 0
		if i%4 == 1 {
			p.order = binary.BigEndian
		}
		switch i / 3 {
		case 1:
			p.kind, p.depth, p.predictor = KindFloat, 32, 3
		case 2:
			p.per, p.photometric, p.extra, p.predictor = 4, 2, []uint16{2}, 2
		case 3:
			p.depth, p.tileH, p.tileW, p.palette, p.photometric = 2, 16, 16, make([]uint16, 12), 3
			p.value = func(r, c, _ int) uint64 { return uint64(r+c) & 3 }
		}
		seeds = append(seeds, tiffBytes(p, plain(3)))
	}
	fuzzReader(f, decodeTIFF, ".tif", seeds...)
}

func FuzzBMP(f *testing.F) {
	two := []byte{0, 0, 0, 0, 255, 255, 255, 0}
	fuzzReader(f, decodeBMP, ".bmp",
		bmpBytes(40, 1, 0, 3, 1, nil, two, nil, []byte{0b10100000, 0, 0, 0}),
		bmpBytes(40, 8, 0, 1, -2, nil, two, nil, []byte{1, 0, 0, 0, 0, 0, 0, 0}),
		bmpBytes(40, 24, 0, 1, 1, nil, nil, make([]byte, 10), []byte{0, 0, 255, 0}),
		bmpBytes(108, 32, 0, 1, 1, nil, nil, nil, []byte{0, 255, 0, 0}))
}

func FuzzGIF(f *testing.F) {
	palette := color.Palette{color.Gray{0}, color.Gray{255}, color.Transparent}
	g := &gif.GIF{
		Config: image.Config{ColorModel: palette, Width: 6, Height: 5}, Delay: make([]int, 3),
		Disposal: []byte{gif.DisposalPrevious, gif.DisposalBackground, gif.DisposalNone},
	}
	for i := range 3 {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(i, i, 6, 5), palette))
	}
	var b bytes.Buffer
	check(f, gif.EncodeAll(&b, g))
	fuzzReader(f, decodeGIF, ".gif", b.Bytes())
}

func FuzzWebP(f *testing.F) { fuzzReader(f, decodeWebP, ".webp") }

func FuzzNPY(f *testing.F) {
	eight := make([]byte, 48)
	fuzzReader(f, decodeNPY, ".npy",
		npyBytes(1, "'<f8'", "False", "(2, 3)", eight), npyBytes(2, "'>c8'", "True", "(1, 1, 6)", eight),
		npyBytes(3, "'|u1'", "False", "(4, 4, 3)", eight), npyBytes(1, "'<f2'", "True", "(2, 2, 6)", eight))
}

func niftiSeeds() [][]byte {
	return [][]byte{
		niftiBytes(binary.LittleEndian, 4, 2, 0.5, 1, []int16{2, 3, 2}, make([]byte, 24), false),
		niftiBytes(binary.BigEndian, 64, 8, 0, 0, []int16{2, 3}, make([]byte, 48), false),
		niftiBytes(binary.BigEndian, 32, 8, 2, 0, []int16{1, 2, 1, 3}, make([]byte, 48), false),
	}
}

func FuzzNIfTI(f *testing.F) { fuzzReader(f, decodeNIfTI, ".nii", niftiSeeds()...) }

// FuzzNIfTIGzip compresses its input, as few would get behind the checksum of gzip; what is
// compressed already is read as it is.
func FuzzNIfTIGzip(f *testing.F) {
	decode := func(src source, o Options) (*samples, error) {
		b, err := src.bytes(0, src.size)
		if err != nil || bytes.HasPrefix(b, []byte("\x1f\x8b")) {
			return decodeNIfTIGzip(src, o)
		}
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		if _, err := w.Write(b); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		return decodeNIfTIGzip(source{bytes.NewReader(z.Bytes()), int64(z.Len())}, o)
	}
	fuzzReader(f, decode, ".nii.gz", append(niftiSeeds(), []byte("\x1f\x8b\x08"))...)
}

// FuzzCFL feeds a header and data.
func FuzzCFL(f *testing.F) {
	f.Add([]byte("# Dimensions\n2 3 1 1\n"), make([]byte, 48), 0)
	f.Add([]byte("# Command\nphantom\n# Dimensions\n2 1 3\n# Files\nx\n"), make([]byte, 48), 2)
	f.Add([]byte("# Dimensions\n-2 -3\n"), make([]byte, 48), 0)
	f.Add([]byte("# Dimensions\n4294967296 4294967296 1\n"), make([]byte, 8), 0)
	f.Fuzz(func(t *testing.T, header, data []byte, slice int) {
		dims, err := parseCFLHeader(header)
		if err != nil {
			return
		}
		o := Options{Limit: fuzzLimit}
		if slice >= 0 {
			o.Slice = &slice
		}
		if s, err := cflPicture(dims, source{bytes.NewReader(data), int64(len(data))}, o); err == nil {
			wholePicture(t, s)
		}
	})
}

// FuzzNPYHeader: what is understood must be what NumPy would understand, so that nothing
// but the three keys, strings, booleans and sizes ever passes.
func FuzzNPYHeader(f *testing.F) {
	f.Add("{'descr': '<c16', 'fortran_order': False, 'shape': (64, 96), }   \n")
	f.Add(`{"shape":(1L,),"fortran_order":True,"descr":"|u1"}`)
	f.Add("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := parseNPYHeader(text)
		if err != nil {
			return
		}
		if h.number.decoder() == nil || !strings.Contains(text, "descr") || len(h.shape) > 64 {
			t.Fatalf("%q became %+v", text, h)
		}
		for _, d := range h.shape {
			if d < 0 {
				t.Fatalf("%q became %+v", text, h)
			}
		}
	})
}
