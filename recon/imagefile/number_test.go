package imagefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// encoded is v as NumPy's dtype, in the given order, and the value that this dtype can
// hold of it.
func encoded(dtype string, o binary.AppendByteOrder, v complex128) (b []byte, held complex128) {
	x, whole := real(v), int64(real(v))
	switch dtype {
	case "b1":
		if whole&1 == 1 {
			return []byte{1}, 1
		}
		return []byte{0}, 0
	case "u1":
		return []byte{uint8(whole)}, complex(float64(uint8(whole)), 0)
	case "u2":
		return o.AppendUint16(nil, uint16(whole)), complex(float64(uint16(whole)), 0)
	case "u4":
		return o.AppendUint32(nil, uint32(whole)), complex(float64(uint32(whole)), 0)
	case "u8":
		return o.AppendUint64(nil, uint64(whole)), complex(float64(uint64(whole)), 0)
	case "i1":
		return []byte{uint8(int8(whole))}, complex(float64(int8(whole)), 0)
	case "i2":
		return o.AppendUint16(nil, uint16(whole)), complex(float64(int16(whole)), 0)
	case "i4":
		return o.AppendUint32(nil, uint32(whole)), complex(float64(int32(whole)), 0)
	case "i8":
		return o.AppendUint64(nil, uint64(whole)), complex(float64(whole), 0)
	case "f2":
		// Small integers are exact in binary16: sign, exponent, fraction.
		n := float64(whole % 1000)
		if n == 0 {
			return o.AppendUint16(nil, 0), 0
		}
		fraction, exponent := math.Frexp(math.Abs(n))
		h := uint16(exponent+14)<<10 | uint16(fraction*2048)&1023
		if n < 0 {
			h |= 0x8000
		}
		return o.AppendUint16(nil, h), complex(n, 0)
	case "f4":
		return o.AppendUint32(nil, math.Float32bits(float32(x))), complex(float64(float32(x)), 0)
	case "f8":
		return o.AppendUint64(nil, math.Float64bits(x)), complex(x, 0)
	case "c8":
		b = o.AppendUint32(nil, math.Float32bits(float32(x)))
		return o.AppendUint32(b, math.Float32bits(float32(imag(v)))), complex(float64(float32(x)), float64(float32(imag(v))))
	default: // c16
		b = o.AppendUint64(nil, math.Float64bits(x))
		return o.AppendUint64(b, math.Float64bits(imag(v))), v
	}
}

var dtypes = []string{"b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8", "c8", "c16"}

// npyBytes is an .npy file: values come in the order of the file.
func npyBytes(major int, descr, fortran, shape string, values []byte) []byte {
	dict := fmt.Sprintf("{'descr': %s, 'fortran_order': %s, 'shape': %s, }", descr, fortran, shape)
	b := append([]byte("\x93NUMPY"), byte(major), 0)
	if major == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(dict)))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(dict)))
	}
	return append(append(b, dict...), values...)
}

// TestNPYKinds reads every dtype, byte order, memory order and format version, as a picture
// of a stack and as a plain array.
func TestNPYKinds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		dtype := rapid.SampledFrom(dtypes).Draw(t, "dtype")
		big, fortran := rapid.Bool().Draw(t, "big"), rapid.Bool().Draw(t, "fortran")
		major := rapid.IntRange(1, 3).Draw(t, "version")
		n, h, w := rapid.IntRange(1, 4).Draw(t, "slices"), rapid.IntRange(1, 6).Draw(t, "rows"), rapid.IntRange(5, 9).Draw(t, "columns")
		var o binary.AppendByteOrder = binary.LittleEndian
		mark := "<"
		if big {
			o, mark = binary.BigEndian, ">"
		}
		held := make([]complex128, n*h*w)
		values := make([][]byte, len(held))
		for i := range held {
			v := complex(rapid.Float64Range(-1e4, 1e4).Draw(t, "re"), rapid.Float64Range(-1e4, 1e4).Draw(t, "im"))
			values[i], held[i] = encoded(dtype, o, v)
		}
		var data []byte
		text := "False"
		if fortran {
			text = "True"
		}
		for i := range held {
			k := i
			if fortran { // the first index runs fastest
				k = i%n*h*w + i/n%h*w + i/n/h
			}
			data = append(data, values[k]...)
		}
		put(outer, path, npyBytes(major, "'"+mark+dtype+"'", text, fmt.Sprintf("(%d, %d, %d)", n, h, w), data))
		slice := rapid.IntRange(0, n-1).Draw(t, "slice")
		p, err := Read(path, Options{Slice: &slice})
		check(outer, err)
		scale := map[string]float64{"u1": 255, "u2": 65535, "b1": 1}[dtype]
		if p.Slices != n || p.Slice != slice || p.FullScale != scale {
			t.Fatalf("%+v", p)
		}
		for i, v := range p.Image.Data {
			want := held[slice*h*w+i]
			if scale != 0 {
				want /= complex(scale, 0)
			}
			if v != want {
				t.Fatalf("element %d: %v, want %v", i, v, want)
			}
		}
	})
}

// TestReadNPY: plain arrays are not scaled.
func TestReadNPY(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	kinds := map[byte]Kind{'b': KindBool, 'u': KindUnsigned, 'i': KindSigned, 'f': KindFloat, 'c': KindComplex}
	for _, dtype := range dtypes {
		var data []byte
		var want []complex128
		for i := range 6 {
			b, held := encoded(dtype, binary.BigEndian, complex(float64(i), 0.5))
			data, want = append(data, b...), append(want, held)
		}
		put(t, path, npyBytes(2, "'>"+dtype+"'", "False", "(2, 3)", data))
		a, err := ReadNPY(path, Options{})
		check(t, err)
		if a.Kind != kinds[dtype[0]] || a.Array.H != 2 || a.Array.W != 3 {
			t.Errorf("%s: %v %v", dtype, a.Kind, a.Array.Shape)
		}
		for i, v := range a.Array.Data {
			if v != want[i] {
				t.Errorf("%s: element %d: %v, want %v", dtype, i, v, want[i])
			}
		}
	}
}

// TestNPYRefused: what is not read is named.
func TestNPYRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	eight := make([]byte, 8)
	for _, c := range []struct {
		b    []byte
		kind error
		says string
	}{
		{npyBytes(1, "'|O'", "False", "(1, 1)", eight), ErrUnsupported, "objects"},
		{npyBytes(1, "[('x', '<f8')]", "False", "(1, 1)", eight), ErrUnsupported, "structured"},
		{npyBytes(1, "'<U2'", "False", "(1, 1)", eight), ErrUnsupported, "text"},
		{npyBytes(1, "'|S8'", "False", "(1, 1)", eight), ErrUnsupported, "text"},
		{npyBytes(1, "'<M8[ns]'", "False", "(1, 1)", eight), ErrUnsupported, "dates"},
		{npyBytes(1, "'|V8'", "False", "(1, 1)", eight), ErrUnsupported, "raw bytes"},
		{npyBytes(1, "'<f16'", "False", "(1, 1)", append(eight, eight...)), ErrUnsupported, "size"},
		{npyBytes(1, "'<f3'", "False", "(1, 1)", eight), ErrUnsupported, "size"},
		{npyBytes(1, "'=f8'", "False", "(1, 1)", eight), ErrUnsupported, "byte order"},
		{npyBytes(1, "'<x8'", "False", "(1, 1)", eight), ErrUnsupported, "unknown dtype"},
		{npyBytes(1, "'<f8'", "False", "()", eight), ErrUnsupported, "dimensions"},
		{npyBytes(1, "'<f8'", "False", "(1,)", eight), ErrUnsupported, "dimensions"},
		{npyBytes(1, "'<f8'", "False", "(0, 4)", nil), ErrFormat, "zero"},
		{npyBytes(1, "'<f8'", "False", "(2, 2, 3)", make([]byte, 96)), ErrUnsupported, "channels or columns"},
		{npyBytes(1, "'|u1'", "False", "(2, 2, 2)", eight), ErrUnsupported, "channels or columns"},
		{npyBytes(1, "'<f8'", "False", "(1, -1)", eight), ErrFormat, "sizes"},
		{npyBytes(1, "'<f8'", "False", "(9999999999999999999, 1)", eight), ErrFormat, "sizes"},
		{npyBytes(1, "'<f8'", "False", "(4294967296, 4294967296, 4294967296, 0)", eight), ErrFormat, "zero"},
		{npyBytes(1, "'<f8'", "False", "(4294967296, 4294967296, 4294967296)", eight), ErrFormat, "shorter"},
		{npyBytes(1, "'<f8'", "Maybe", "(1, 1)", eight), ErrFormat, "fortran_order"},
		{npyBytes(1, "'<f8'", "False", "(1, 1), 'x': 1", eight), ErrFormat, `unknown key "x"`},
		{npyBytes(1, "'<f8'", "False", "(1, 1), 'shape': (1, 1)", eight), ErrFormat, "twice"},
		{npyBytes(1, "'<f8'", "False", "(1, 1)}; import os #", eight), ErrFormat, "broken header"},
		{npyBytes(4, "'<f8'", "False", "(1, 1)", eight), ErrUnsupported, "format 4"},
		{npyBytes(1, "'<f8'", "False", "(1, 1)", eight[:7]), ErrFormat, "shorter"},
		{npyBytes(1, "'<f8'", "False", "(1, 1)", append(eight, 0)), ErrFormat, "longer"},
		{[]byte("\x93NUMPY\x02\x00\xff\xff\xff\xff{"), ErrFormat, "header of 4294967295 bytes"},
	} {
		put(t, path, c.b)
		_, err := Read(path, Options{})
		wantError(t, err, c.kind, c.says)
	}
	for shape, says := range map[string]string{"(1, 1, 8)": "two-dimensional", "(8,)": "two-dimensional"} {
		put(t, path, npyBytes(1, "'|u1'", "False", shape, eight))
		_, err := ReadNPY(path, Options{})
		wantError(t, err, ErrUnsupported, says)
	}
}

// TestNPYChannels: bytes with a last dimension of 3 or 4 are colour, of 1 gray.
func TestNPYChannels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	put(t, path, npyBytes(1, "'|u1'", "False", "(1, 2, 3)", []byte{255, 0, 0, 10, 20, 30}))
	p, err := Read(path, Options{})
	check(t, err)
	near(t, p.Image.Data, []complex128{0.2126, complex((0.2126*10+0.7152*20+0.0722*30)/255, 0)})
	put(t, path, npyBytes(1, "'|u1'", "False", "(1, 2, 4)", []byte{255, 255, 255, 51, 255, 255, 255, 0}))
	p, err = Read(path, Options{})
	check(t, err)
	near(t, p.Image.Data, []complex128{0.2, 0})
	put(t, path, npyBytes(1, "'<i2'", "False", "(2, 3, 1)", []byte{1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 255, 255}))
	p, err = Read(path, Options{})
	check(t, err)
	near(t, p.Image.Data, []complex128{1, 2, 3, 4, 5, -1})
}

// TestNPYLarge reads more than a window holds: neighbours close together, and further apart
// than is worth reading what lies between.
func TestNPYLarge(t *testing.T) {
	value := func(i int) byte { return byte(i*7 + i/251) }
	data := make([]byte, 5000*70*6)
	for i := range data {
		data[i] = value(i)
	}
	k := 3
	p, err := read(t, npyBytes(1, "'|i1'", "True", "(5000, 70, 6)", data), Options{Slice: &k})
	check(t, err)
	for r := range 70 {
		for c := range 6 {
			if got, want := real(p.Image.At(r, c)), float64(int8(value(k+5000*r+5000*70*c))); got != want {
				t.Fatalf("row %d, column %d: %v, want %v", r, c, got, want)
			}
		}
	}
	p, err = read(t, npyBytes(1, "'|i1'", "False", "(1500, 1400)", data), Options{})
	check(t, err)
	for i, v := range p.Image.Data {
		if real(v) != float64(int8(value(i))) {
			t.Fatalf("element %d: %v", i, v)
		}
	}
}

// TestHalf compares binary16 with values of the standard's definition.
func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float64{
		0: 0, 0x0001: 0x1p-24, 0x03ff: 0x1p-14 - 0x1p-24, 0x0400: 0x1p-14, 0x3c00: 1, 0x3555: 0.333251953125,
		0x7bff: 65504, 0xc000: -2, 0x7c00: math.Inf(1), 0xfc00: math.Inf(-1),
	} {
		if got := half(bits); got != want {
			t.Errorf("%#04x is %v, want %v", bits, got, want)
		}
	}
	if !math.IsNaN(half(0x7e00)) || !math.Signbit(half(0x8000)) {
		t.Error("NaN or -0")
	}
	for b := uint16(0); b < 0x7c00; b++ {
		if half(b) >= half(b+1) {
			t.Fatalf("not ascending at %#04x", b)
		}
	}
}

// wantError checks the kind and the words of an error.
func wantError(t *testing.T, err, kind error, says string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error about %q", says)
		return
	}
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Errorf("%q is not %q about %q", err, kind, says)
	}
}

// near allows for the rounding of a few operations.
func near(t *testing.T, got, want []complex128) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d values, want %d", len(got), len(want))
	}
	for i := range got {
		if d := got[i] - want[i]; math.Hypot(real(d), imag(d)) > 1e-14*(1+math.Hypot(real(want[i]), imag(want[i]))) {
			t.Errorf("value %d is %v, want %v", i, got[i], want[i])
		}
	}
}
