package imagefile

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io/fs"
	"math"
	"path/filepath"
	"testing"
)

// niftiBytes is a header of NIfTI-1 and, unless pair, a gap of 4 bytes and the voxels.
func niftiBytes(o binary.ByteOrder, datatype int16, size int, slope, inter float32, dims []int16, voxels []byte, pair bool) []byte {
	b := make([]byte, 348)
	o.PutUint32(b, 348)
	o.PutUint16(b[40:], uint16(len(dims)))
	for i, d := range dims {
		o.PutUint16(b[42+2*i:], uint16(d))
	}
	o.PutUint16(b[70:], uint16(datatype))
	o.PutUint16(b[72:], uint16(8*size))
	o.PutUint32(b[112:], math.Float32bits(slope))
	o.PutUint32(b[116:], math.Float32bits(inter))
	if pair {
		copy(b[344:], "ni1")
		return b
	}
	copy(b[344:], "n+1")
	o.PutUint32(b[108:], math.Float32bits(352))
	return append(append(b, 0, 0, 0, 0), voxels...)
}

func zipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, err := w.Write(b)
	check(t, err)
	check(t, w.Close())
	return z.Bytes()
}

var niftiDtypes = map[int16]string{
	2: "u1", 4: "i2", 8: "i4", 16: "f4", 32: "c8", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8", 1792: "c16",
}

// TestNIfTIVariants: every datatype in both byte orders, plain, compressed and as a pair,
// a slice of five dimensions, with and without scaling.
func TestNIfTIVariants(t *testing.T) {
	const nx, ny, nz, nt = 3, 2, 2, 3
	for datatype, dtype := range niftiDtypes {
		for _, o := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			var voxels []byte
			var held []complex128
			for i := range nx * ny * nz * nt {
				b, v := encoded(dtype, o, complex(float64(i-5), float64(i)/2))
				voxels, held = append(voxels, b...), append(held, v)
			}
			size := len(voxels) / len(held)
			slope, inter := float32(0.5), float32(3)
			if dtype[0] == 'c' {
				inter = 0
			}
			dims := []int16{nx, ny, nz, 1, nt}
			order := o.(binary.ByteOrder)
			whole := niftiBytes(order, datatype, size, slope, inter, dims, voxels, false)
			folder := t.TempDir()
			put(t, filepath.Join(folder, "a.nii"), whole)
			put(t, filepath.Join(folder, "a.nii.gz"), zipped(t, whole))
			put(t, filepath.Join(folder, "b.hdr"), niftiBytes(order, datatype, size, slope, inter, dims, nil, true))
			put(t, filepath.Join(folder, "b.img"), voxels)
			put(t, filepath.Join(folder, "C.HDR"), get(t, filepath.Join(folder, "b.hdr")))
			put(t, filepath.Join(folder, "C.IMG"), voxels)
			for _, name := range []string{"a.nii", "a.nii.gz", "b.hdr", "b.img", "C.HDR", "C.IMG"} {
				for k := range nz * nt {
					p, err := Read(filepath.Join(folder, name), Options{Slice: &k})
					check(t, err)
					if p.Image.H != ny || p.Image.W != nx || p.Slices != nz*nt || p.FullScale != 0 {
						t.Fatalf("%s %s: %+v", dtype, name, p)
					}
					for r := range ny {
						for c := range nx {
							v := held[c+nx*(ny-1-r)+nx*ny*k]
							want := complex(0.5*real(v)+float64(inter), 0.5*imag(v))
							if got := p.Image.At(r, c); got != want {
								t.Fatalf("%s %s slice %d, row %d, column %d: %v, want %v", dtype, name, k, r, c, got, want)
							}
						}
					}
				}
			}
		}
	}
}

// TestNIfTIRefused: what is not read is named, what is wrong is said.
func TestNIfTIRefused(t *testing.T) {
	le := binary.LittleEndian
	plain := func(change func(b []byte)) []byte {
		b := niftiBytes(le, 16, 4, 0, 0, []int16{2, 2, 1}, make([]byte, 16), false)
		change(b)
		return b
	}
	nan, inf := math.Float32bits(float32(math.NaN())), math.Float32bits(float32(math.Inf(1)))
	for _, c := range []struct {
		b    []byte
		kind error
		says string
	}{
		{plain(func(b []byte) { le.PutUint16(b[70:], 128) }), ErrUnsupported, "RGB24"},
		{plain(func(b []byte) { le.PutUint16(b[70:], 1536) }), ErrUnsupported, "float128"},
		{plain(func(b []byte) { le.PutUint16(b[70:], 77) }), ErrUnsupported, "datatype 77"},
		{plain(func(b []byte) { le.PutUint32(b, 540) }), ErrUnsupported, "NIfTI-2"},
		{plain(func(b []byte) { copy(b[344:], "\x00\x00\x00\x00") }), ErrUnsupported, "Analyze"},
		{plain(func(b []byte) { le.PutUint16(b[72:], 16) }), ErrFormat, "bitpix"},
		{plain(func(b []byte) { le.PutUint16(b[40:], 0) }), ErrFormat, "dim[0]"},
		{plain(func(b []byte) { le.PutUint16(b[40:], 8) }), ErrFormat, "dim[0]"},
		{plain(func(b []byte) { le.PutUint16(b[42:], 0) }), ErrFormat, "zero"},
		{plain(func(b []byte) { le.PutUint16(b[44:], 0xffff) }), ErrFormat, "negative"},
		{plain(func(b []byte) { le.PutUint16(b[46:], 2) }), ErrFormat, "shorter"},
		{plain(func(b []byte) { le.PutUint32(b[108:], 0) }), ErrFormat, "inside the header"},
		{plain(func(b []byte) { le.PutUint32(b[108:], nan) }), ErrFormat, "vox_offset"},
		{plain(func(b []byte) { le.PutUint32(b[112:], inf) }), ErrFormat, "scl_slope"},
		{plain(func(b []byte) { le.PutUint32(b[112:], 1); le.PutUint32(b[116:], inf) }), ErrFormat, "scl_inter"},
		{niftiBytes(le, 32, 8, 1, 1, []int16{2, 1}, make([]byte, 16), false), ErrUnsupported, "scl_inter of complex"},
		{plain(func(b []byte) { le.PutUint32(b[352:], nan) }), ErrNotFinite, "NaN at row 1, column 0"},
		{zipped(t, plain(func(b []byte) { le.PutUint16(b[46:], 2) })), ErrFormat, "unexpected end"},
		{zipped(t, plain(func(b []byte) { le.PutUint16(b[42:], 32000); le.PutUint16(b[44:], 32000) })), ErrFormat, "shorter"},
		{zipped(t, append(plain(func([]byte) {}), make([]byte, 2<<20)...)), ErrFormat, "longer"},
		{zipped(t, make([]byte, 1000)), ErrUnsupported, "not a NIfTI-1 file"},
		{zipped(t, []byte("short")), ErrUnsupported, "not a NIfTI-1 file"},
		{zipped(t, nil), ErrFormat, "unexpected end"},
	} {
		_, err := read(t, c.b, Options{})
		wantError(t, err, c.kind, c.says)
	}
	// Slope NaN is no scaling.
	p, err := read(t, plain(func(b []byte) { le.PutUint32(b[112:], nan) }), Options{})
	check(t, err)
	near(t, p.Image.Data, make([]complex128, 4))

	whole := zipped(t, plain(func([]byte) {}))
	whole[len(whole)-6] ^= 1 // in the checksum
	_, err = read(t, whole, Options{})
	wantError(t, err, ErrFormat, "checksum")

	path := filepath.Join(t.TempDir(), "lonely.hdr")
	put(t, path, niftiBytes(le, 16, 4, 0, 0, []int16{2, 2}, nil, true))
	_, err = Read(path, Options{})
	wantError(t, err, ErrFormat, "lonely.img, is missing")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("cause is lost")
	}
}

// TestCFL: names with and without capitals, few dimensions, what is wrong.
func TestCFL(t *testing.T) {
	folder := t.TempDir()
	var data []byte
	for i := range 6 {
		b, _ := encoded("c8", binary.LittleEndian, complex(float64(i), -float64(i)))
		data = append(data, b...)
	}
	for _, name := range []string{"a.hdr", "B.HDR"} {
		put(t, filepath.Join(folder, name), []byte("# Dimensions\n2 3 \n# Command\nx\n"))
	}
	put(t, filepath.Join(folder, "a.cfl"), data)
	put(t, filepath.Join(folder, "B.CFL"), data)
	for _, name := range []string{"a.hdr", "B.HDR", "a.cfl", "B.CFL"} {
		p, err := Read(filepath.Join(folder, name), Options{})
		check(t, err)
		near(t, p.Image.Data, []complex128{0, 2 - 2i, 4 - 4i, 1 - 1i, 3 - 3i, 5 - 5i})
		if p.Real || p.Format != "CFL" {
			t.Errorf("%+v", p)
		}
	}
	hdr := filepath.Join(folder, "a.hdr")
	for text, says := range map[string]string{
		"# Dimensions\n2 4\n": "size", "# Dimensions\n2 3 0\n": "not a size", "# Dimensions\n2 x\n": "not a size", "# Dimensions\n\n": "no dimensions",
		"# Dimensions": "no line", "2 3\n": "no line", "# Dimensions\n99999999999 99999999999 99999999999\n": "size", "# Dimensions\n2 -3\n": "not a size",
	} {
		put(t, hdr, []byte(text))
		_, err := Read(hdr, Options{})
		wantError(t, err, ErrFormat, says)
		_, err = Read(filepath.Join(folder, "a.cfl"), Options{})
		wantError(t, err, ErrFormat, says)
	}
	put(t, filepath.Join(folder, "c.hdr"), []byte("# Dimensions\n2 3\n"))
	_, err := Read(filepath.Join(folder, "c.hdr"), Options{})
	wantError(t, err, ErrFormat, "c.cfl, is missing")
	// A picture with the wrong name is read if there is no header beside it.
	put(t, filepath.Join(folder, "d.cfl"), bmpBytes(40, 24, 0, 1, 1, nil, nil, nil, []byte{255, 255, 255, 0}))
	p, err := Read(filepath.Join(folder, "d.cfl"), Options{})
	check(t, err)
	near(t, p.Image.Data, []complex128{1})
}
