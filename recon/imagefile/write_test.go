package imagefile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"firenet/recon/array"
	"pgregory.net/rapid"
)

// TestWriteNPYAsNumPy writes what NumPy wrote, byte by byte.
func TestWriteNPYAsNumPy(t *testing.T) {
	root := golden(t)
	for _, name := range []string{"npy_c16", "npy_c8", "npy_f8"} {
		path := filepath.Join(root, "expected", name+".npy")
		want := get(t, path)
		a, err := ReadNPY(path, Options{})
		check(t, err)
		var b bytes.Buffer
		if name == "npy_f8" {
			err = WriteNPYReal(&b, a.Array.Shape, a.Array.RealParts())
		} else {
			err = WriteNPY(&b, a.Array, name == "npy_c8")
		}
		check(t, err)
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s: %d bytes differ from NumPy's %d: %q, want %q", name, b.Len(), len(want), b.Bytes()[:128], want[:128])
		}
	}
}

// drawImage makes any finite array.
func drawImage(t *rapid.T) *array.Complex {
	a := array.NewComplex(array.Shape{H: rapid.IntRange(1, 12).Draw(t, "rows"), W: rapid.IntRange(1, 12).Draw(t, "columns")})
	for i := range a.Data {
		a.Data[i] = complex(float64(rapid.Float32().Draw(t, "re")), float64(rapid.Float32().Draw(t, "im")))
	}
	return a
}

// TestRoundTrips: what is written is read back exactly.
func TestRoundTrips(t *testing.T) {
	folder := t.TempDir()
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		a := drawImage(t)
		same := func(name string, got, want *array.Complex) {
			if got.Shape != want.Shape || array.Distance(got, want) != 0 {
				t.Fatalf("%s: %v %v, want %v %v", name, got.Shape, got.Data, want.Shape, want.Data)
			}
		}
		path := filepath.Join(folder, "a.npy")
		for _, single := range []bool{false, true} {
			var b bytes.Buffer
			check(outer, WriteNPY(&b, a, single))
			put(outer, path, b.Bytes())
			got, err := ReadNPY(path, Options{})
			check(outer, err)
			same("npy", got.Array, a)
		}
		real32 := array.FromReal(a.Shape, a.RealParts())
		var b bytes.Buffer
		check(outer, WriteTIFF(&b, a.Shape, a.RealParts()))
		put(outer, path, b.Bytes())
		p, err := Read(path, Options{})
		check(outer, err)
		same("tiff", p.Image, real32)

		check(outer, WriteCFL(filepath.Join(folder, "b.cfl"), a))
		p, err = Read(filepath.Join(folder, "b.hdr"), Options{})
		check(outer, err)
		same("cfl", p.Image, a)

		m := array.NewMask(a.Shape)
		for i := range m.Data {
			m.Data[i] = rapid.Bool().Draw(t, "on")
		}
		b.Reset()
		check(outer, WriteNPYMask(&b, m))
		put(outer, path, b.Bytes())
		got, err := ReadNPY(path, Options{})
		check(outer, err)
		for i, v := range got.Array.Data {
			if (v == 1) != m.Data[i] || v != 0 && v != 1 || got.Kind != KindBool {
				t.Fatalf("mask: %v, want %v", got.Array.Data, m.Data)
			}
		}
	})
}

// TestWriteCFLAsBART writes the numbers that BART reads.
func TestWriteCFLAsBART(t *testing.T) {
	root := golden(t)
	p, err := Read(filepath.Join(root, "bart/image.cfl"), Options{})
	check(t, err)
	base := filepath.Join(t.TempDir(), "image")
	for _, ext := range []string{"", ".cfl", ".hdr"} {
		check(t, WriteCFL(base+ext, p.Image))
		if !bytes.Equal(get(t, base+".cfl"), get(t, filepath.Join(root, "bart/image.cfl"))) {
			t.Error("numbers differ")
		}
		if got := string(get(t, base+".hdr")); got != "# Dimensions\n64 96 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n" {
			t.Errorf("%q", got)
		}
	}
	names, err := os.ReadDir(filepath.Dir(base))
	check(t, err)
	if len(names) != 2 {
		t.Errorf("left over: %v", names)
	}
	if err := WriteCFL(filepath.Join(base, "nowhere", "x"), p.Image); err == nil {
		t.Error("no error for a folder that does not exist")
	}
}

// textOf collects the text chunks of a PNG.
func textOf(t *testing.T, b []byte) map[string]string {
	t.Helper()
	text := map[string]string{}
	for b = b[8:]; len(b) > 0; {
		n := int(binary.BigEndian.Uint32(b))
		body := b[8 : 8+n]
		switch key, content, _ := bytes.Cut(body, []byte{0}); string(b[4:8]) {
		case "tEXt":
			text[string(key)] = string(content)
		case "iTXt":
			text[string(key)] = string(content[4:])
		}
		b = b[12+n:]
	}
	return text
}

// TestWritePNG16: the window maps to 0..65535, beyond is clipped, text is kept.
func TestWritePNG16(t *testing.T) {
	v := []float64{-1, 0.25, 0.5, 0.75, 2, math.Inf(1)}
	var b, again bytes.Buffer
	text := map[string]string{"Title": "residual", "Autor": "Jürgen \u03bb"}
	check(t, WritePNG16(&b, array.Shape{H: 2, W: 3}, v, 0.25, 0.75, text))
	check(t, WritePNG16(&again, array.Shape{H: 2, W: 3}, v, 0.25, 0.75, text))
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("bytes differ from run to run")
	}
	m, err := png.Decode(bytes.NewReader(b.Bytes()))
	check(t, err)
	g, ok := m.(*image.Gray16)
	if !ok {
		t.Fatalf("%T", m)
	}
	for i, want := range []uint16{0, 0, 32768, 65535, 65535, 65535} {
		if got := g.Gray16At(i%3, i/3).Y; got != want {
			t.Errorf("value %d: %d, want %d", i, got, want)
		}
	}
	got := textOf(t, b.Bytes())
	want := map[string]string{"Title": "residual", "Autor": "Jürgen \u03bb", WindowLow: "0.25", WindowHigh: "0.75"}
	for k, s := range want {
		if got[k] != s {
			t.Errorf("%s: %q, want %q", k, got[k], s)
		}
	}
	p, err := read(t, b.Bytes(), Options{})
	check(t, err)
	if p.FullScale != 65535 || real(p.Image.At(1, 0)) != 1 {
		t.Errorf("%+v", p)
	}
}

// TestWritePNGRGBA: colours and text are kept.
func TestWritePNGRGBA(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	m.SetNRGBA(0, 0, color.NRGBA{1, 2, 3, 4})
	m.SetNRGBA(1, 0, color.NRGBA{250, 2, 3, 255})
	var b bytes.Buffer
	check(t, WritePNGRGBA(&b, m, map[string]string{"Scale": "x 20"}))
	got, err := png.Decode(bytes.NewReader(b.Bytes()))
	check(t, err)
	if got.At(0, 0) != m.At(0, 0) || got.At(1, 0) != m.At(1, 0) || textOf(t, b.Bytes())["Scale"] != "x 20" {
		t.Error("changed")
	}
}

// TestWriteWrong: values, windows and texts that cannot be written are errors.
func TestWriteWrong(t *testing.T) {
	one, w := array.Shape{H: 1, W: 1}, io.Discard
	v := []float64{0}
	for name, err := range map[string]error{
		"shape":       WritePNG16(w, array.Shape{H: 2, W: 2}, v, 0, 1, nil),
		"empty":       WritePNG16(w, array.Shape{}, nil, 0, 1, nil),
		"window":      WritePNG16(w, one, v, 1, 1, nil),
		"window NaN":  WritePNG16(w, one, v, math.NaN(), 1, nil),
		"window Inf":  WritePNG16(w, one, v, 0, math.Inf(1), nil),
		"keyword":     WritePNG16(w, one, v, 0, 1, map[string]string{"": "x"}),
		"blank":       WritePNG16(w, one, v, 0, 1, map[string]string{" x": "x"}),
		"NUL":         WritePNG16(w, one, v, 0, 1, map[string]string{"x": "a\x00b"}),
		"not UTF-8":   WritePNG16(w, one, v, 0, 1, map[string]string{"x": "\xff"}),
		"tiff shape":  WriteTIFF(w, array.Shape{H: 2, W: 2}, v),
		"npy shape":   WriteNPYReal(w, array.Shape{H: 2, W: 2}, v),
		"empty image": WritePNGRGBA(w, image.NewNRGBA(image.Rectangle{}), nil),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, err := range map[string]error{
		"png NaN":       WritePNG16(w, one, []float64{math.NaN()}, 0, 1, nil),
		"tiff NaN":      WriteTIFF(w, one, []float64{math.NaN()}),
		"tiff too wide": WriteTIFF(w, one, []float64{1e300}),
		"cfl too wide":  WriteCFL(filepath.Join(t.TempDir(), "x"), array.FromReal(one, []float64{1e300})),
	} {
		if !errors.Is(err, ErrNotFinite) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// fullDisk takes some bytes, then no more.
type fullDisk struct{ left int }

var errFull = errors.New("no space left on device")

func (d *fullDisk) Write(b []byte) (int, error) {
	n := min(len(b), d.left)
	d.left -= n
	if n < len(b) {
		return n, errFull
	}
	return n, nil
}

// TestFullDisk: every writer says that the disk is full, wherever that happens.
func TestFullDisk(t *testing.T) {
	a := array.NewComplex(array.Shape{H: 8, W: 8})
	v := a.RealParts()
	for name, write := range map[string]func(io.Writer) error{
		"npy":  func(w io.Writer) error { return WriteNPY(w, a, false) },
		"real": func(w io.Writer) error { return WriteNPYReal(w, a.Shape, v) },
		"mask": func(w io.Writer) error { return WriteNPYMask(w, array.NewMask(a.Shape)) },
		"png":  func(w io.Writer) error { return WritePNG16(w, a.Shape, v, 0, 1, nil) },
		"rgba": func(w io.Writer) error { return WritePNGRGBA(w, image.NewNRGBA(image.Rect(0, 0, 8, 8)), nil) },
		"tiff": func(w io.Writer) error { return WriteTIFF(w, a.Shape, v) },
	} {
		var whole bytes.Buffer
		check(t, write(&whole))
		for left := range whole.Len() {
			if err := write(&fullDisk{left}); !errors.Is(err, errFull) {
				t.Fatalf("%s: %v after %d of %d bytes", name, err, left, whole.Len())
			}
		}
		check(t, write(&fullDisk{whole.Len()}))
	}
	folder := t.TempDir()
	err := writeFile(filepath.Join(folder, "x"), func(w io.Writer) error { return errFull })
	if names, _ := os.ReadDir(folder); !errors.Is(err, errFull) || len(names) != 0 {
		t.Errorf("%v leaves %v", err, names)
	}
}

// stingy takes so many bytes and then fails.
type stingy struct{ room int }

var errStingy = errors.New("no room")

func (s *stingy) Write(b []byte) (int, error) {
	if s.room -= len(b); s.room < 0 {
		return 0, errStingy
	}
	return len(b), nil
}

// A PNG is written as it is encoded: a writer that fails, as that of a cancelled run does,
// ends it at once. Encoding 2048 x 2048 pixels of noise takes a second.
func TestPNGEndsWithItsWriter(t *testing.T) {
	shape := array.Shape{H: 2048, W: 2048}
	v := make([]float64, shape.Len())
	r := rand.New(rand.NewPCG(1, 2))
	for i := range v {
		v[i] = r.Float64()
	}
	for _, room := range []int{0, 10, 40, 60, 1000, 200000} {
		w := &stingy{room}
		if err := WritePNG16(w, shape, v, 0, 1, map[string]string{"Shown": "noise"}); !errors.Is(err, errStingy) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
		if w.room < -1<<17 {
			t.Errorf("room for %d bytes: %d more were tried", room, -w.room)
		}
	}
}
