package imagefile

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzLimit keeps each input quick: what matters is that it is kept.
const fuzzLimit = 1 << 16

// fuzzReader feeds one format's reader with the golden files of some extensions, without
// the guard against panics that Read has. Whatever is read must be within the limit, finite
// and whole.
func fuzzReader(f *testing.F, decode func(source, Options) (*samples, error), extensions ...string) {
	root := golden(f)
	for _, ext := range extensions {
		for _, folder := range []string{"png", "jpeg", "tiff", "other", "npy", "nifti", "edge", "bad"} {
			names, err := filepath.Glob(filepath.Join(root, folder, "*"+ext))
			check(f, err)
			for _, name := range names {
				if !strings.Contains(name, "directory") {
					f.Add(get(f, name), 0)
				}
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
	}, ".png")
}

func FuzzJPEG(f *testing.F)      { fuzzReader(f, decodeJPEG, ".jpg") }
func FuzzTIFF(f *testing.F)      { fuzzReader(f, decodeTIFF, ".tif") }
func FuzzBMP(f *testing.F)       { fuzzReader(f, decodeBMP, ".bmp") }
func FuzzGIF(f *testing.F)       { fuzzReader(f, decodeGIF, ".gif") }
func FuzzWebP(f *testing.F)      { fuzzReader(f, decodeWebP, ".webp") }
func FuzzNPY(f *testing.F)       { fuzzReader(f, decodeNPY, ".npy") }
func FuzzNIfTI(f *testing.F)     { fuzzReader(f, decodeNIfTI, ".nii") }
func FuzzNIfTIGzip(f *testing.F) { fuzzReader(f, decodeNIfTIGzip, ".nii.gz") }

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
