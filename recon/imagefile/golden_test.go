package imagefile

import (
	"archive/zip"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// unpacked is the folder of the golden files, made once for all tests.
var unpacked string

func TestMain(m *testing.M) {
	code := m.Run()
	if unpacked != "" {
		_ = os.RemoveAll(unpacked)
	}
	os.Exit(code)
}

// golden unpacks testdata/files.zip, whose README says what is in it, into a folder, which
// tests leave as it is. No test runs in parallel with another.
func golden(t testing.TB) string {
	t.Helper()
	if unpacked != "" {
		return unpacked
	}
	root, err := os.MkdirTemp("", "imagefile")
	check(t, err)
	unpacked = root
	z, err := zip.OpenReader("testdata/files.zip")
	check(t, err)
	defer func() { check(t, z.Close()) }()
	for _, f := range z.File {
		r, err := f.Open()
		check(t, err)
		b, err := io.ReadAll(r)
		check(t, err)
		put(t, filepath.Join(root, f.Name), b)
	}
	for line := range strings.Lines(string(get(t, filepath.Join(root, "same.txt")))) {
		name := strings.Fields(line)
		put(t, filepath.Join(root, name[0]), get(t, filepath.Join(root, name[1])))
	}
	bmp := get(t, filepath.Join(root, "other/rgb24.bmp"))
	binary.LittleEndian.PutUint32(bmp[18:], 1<<30)
	binary.LittleEndian.PutUint32(bmp[22:], 1<<30)
	put(t, filepath.Join(root, "bad/huge_dims.bmp"), bmp)
	// BART's file: complex64, first dimension fastest.
	coils := readReference(t, filepath.Join(root, "expected/cfl_coils.npy"))
	var cfl []byte
	for k := range 3 {
		for j := range 96 {
			for i := range 64 {
				v := coils.at(i, j, 0, k)
				cfl = binary.LittleEndian.AppendUint32(cfl, math.Float32bits(float32(real(v))))
				cfl = binary.LittleEndian.AppendUint32(cfl, math.Float32bits(float32(imag(v))))
			}
		}
	}
	put(t, filepath.Join(root, "bart/coils.cfl"), cfl)
	return root
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	check(t, err)
	return b
}

func put(t testing.TB, path string, b []byte) {
	t.Helper()
	check(t, os.MkdirAll(filepath.Dir(path), 0o755))
	check(t, os.WriteFile(path, b, 0o644))
}

// reference is an array that NumPy wrote, read by nothing of this package.
type reference struct {
	shape []int
	data  []complex128
}

var (
	descrOf = regexp.MustCompile(`'descr': '[<|]([a-z])(\d+)'`)
	shapeOf = regexp.MustCompile(`'shape': \(([\d, ]*)\)`)
)

func readReference(t testing.TB, path string) reference {
	t.Helper()
	b := get(t, path)
	n := 10 + int(binary.LittleEndian.Uint16(b[8:]))
	head := string(b[:n])
	b = b[n:]
	if !strings.Contains(head, "'fortran_order': False") {
		t.Fatal(path, "is not in C order")
	}
	var ref reference
	size := 1
	for _, d := range strings.FieldsFunc(shapeOf.FindStringSubmatch(head)[1], func(r rune) bool { return r == ',' || r == ' ' }) {
		k, err := strconv.Atoi(d)
		check(t, err)
		ref.shape = append(ref.shape, k)
		size *= k
	}
	le := binary.LittleEndian
	f32 := func(b []byte) float64 { return float64(math.Float32frombits(le.Uint32(b))) }
	f64 := func(b []byte) float64 { return math.Float64frombits(le.Uint64(b)) }
	for range size {
		switch m := descrOf.FindStringSubmatch(head); m[1] + m[2] {
		case "u1":
			ref.data, b = append(ref.data, complex(float64(b[0]), 0)), b[1:]
		case "u2":
			ref.data, b = append(ref.data, complex(float64(le.Uint16(b)), 0)), b[2:]
		case "f4":
			ref.data, b = append(ref.data, complex(f32(b), 0)), b[4:]
		case "f8":
			ref.data, b = append(ref.data, complex(f64(b), 0)), b[8:]
		case "c8":
			ref.data, b = append(ref.data, complex(f32(b), f32(b[4:]))), b[8:]
		case "c16":
			ref.data, b = append(ref.data, complex(f64(b), f64(b[8:]))), b[16:]
		default:
			t.Fatal("dtype", m)
		}
	}
	return ref
}

func (a reference) at(index ...int) complex128 {
	k := 0
	for i, d := range a.shape {
		k *= d
		if i < len(index) {
			k += index[i]
		}
	}
	return a.data[k]
}

type goldenCase struct {
	File, Status, Expected string
	Shape                  []int
	FullScale              *float64 `json:"full_scale"`
	Tol                    any
	Hint                   string `json:"error_hint"`
	Where                  string `json:"compare_colour_where"`
}

func goldenCases(t *testing.T, root string) []goldenCase {
	t.Helper()
	var m struct{ Cases []goldenCase }
	check(t, json.Unmarshal(get(t, filepath.Join(root, "manifest.json")), &m))
	if len(m.Cases) < 70 {
		t.Fatalf("%d cases", len(m.Cases))
	}
	return m.Cases
}

// tolerances are on the largest and on the mean difference. Chroma is interpolated as in
// the reference, so that 4:2:0 is not allowed more than 4:4:4, and WebP nothing.
func (c goldenCase) tolerances() (largest, mean float64) {
	switch c.File {
	case "jpeg/rgb_420.jpg":
		return 4, 1
	case "other/lossy.webp":
		return 0, 0
	}
	switch tol := c.Tol.(type) {
	case float64:
		return tol, tol
	case map[string]any:
		return tol["max"].(float64), tol["mean"].(float64)
	}
	return 0, 0
}

// pixel says which sample of the reference belongs to slice k, row r, column c, channel ch.
func (c goldenCase) pixel(ref reference, s *samples, k, r, col, ch int) complex128 {
	switch {
	case strings.HasPrefix(c.File, "nifti/"):
		return ref.at(col, s.H-1-r, k)
	case strings.HasPrefix(c.File, "bart/"):
		return ref.at(r, col, 0, k)
	case s.slices > 1:
		return ref.at(k, r, col)
	}
	return ref.at(r, col, ch)
}

// TestGoldenValid compares the stored samples of every slice of every valid file, and the
// picture made of them.
func TestGoldenValid(t *testing.T) {
	root := golden(t)
	n := 0
	for _, c := range goldenCases(t, root) {
		if c.Status != "valid" {
			continue
		}
		n++
		t.Run(c.File, func(t *testing.T) {
			ref := readReference(t, filepath.Join(root, c.Expected))
			first := 0
			s, err := decodeFile(filepath.Join(root, c.File), Options{Slice: &first})
			check(t, err)
			if full := c.FullScale; full == nil && s.full != 0 || full != nil && s.full != *full {
				t.Errorf("full scale %v", s.full)
			}
			if len(ref.data) != s.slices*s.Len()*s.channels {
				t.Fatalf("%d slices of %v pixels of %d channels; want %v", s.slices, s.Shape, s.channels, ref.shape)
			}
			for k := range s.slices {
				s, err := decodeFile(filepath.Join(root, c.File), Options{Slice: &k})
				check(t, err)
				c.compare(t, ref, s, k)
				p, err := Read(filepath.Join(root, c.File), Options{Slice: &k})
				check(t, err)
				comparePicture(t, p, s)
			}
		})
	}
	if n != 45 {
		t.Errorf("%d valid files", n)
	}
}

func (c goldenCase) compare(t *testing.T, ref reference, s *samples, k int) {
	t.Helper()
	px := make([]complex128, s.channels)
	largest, sum := 0.0, 0.0
	for r := range s.H {
		for col := range s.W {
			s.at(r, col, px)
			for ch := range px {
				want := c.pixel(ref, s, k, r, col, ch)
				if c.Where != "" && ch < 3 && c.pixel(ref, s, k, r, col, 3) == 0 {
					continue
				}
				d := math.Hypot(real(px[ch]-want), imag(px[ch]-want))
				largest, sum = max(largest, d), sum+d
			}
		}
	}
	mean := sum / float64(s.Len()*s.channels)
	if m, a := c.tolerances(); !(largest <= m) || !(mean <= a) {
		t.Errorf("slice %d: differs by up to %g, %g on average; allowed %g and %g", k, largest, mean, m, a)
	}
	if largest > 0 {
		t.Logf("slice %d: differs by up to %g, %g on average", k, largest, mean)
	}
}

// comparePicture computes intensities from samples as the recipe's documentation says, in
// the plainest way.
func comparePicture(t *testing.T, p *Picture, s *samples) {
	t.Helper()
	px := make([]complex128, s.channels)
	for r := range s.H {
		for c := range s.W {
			s.at(r, c, px)
			want := px[0]
			if s.channels >= 3 {
				want = 0.2126*px[0] + 0.7152*px[1] + 0.0722*px[2]
			}
			if s.full != 0 {
				want /= complex(s.full, 0)
			}
			if s.channels == 4 {
				want *= px[3] / complex(s.full, 0)
			}
			if d := p.Image.At(r, c) - want; math.Hypot(real(d), imag(d)) > 1e-15*(1+math.Abs(real(want))) {
				t.Fatalf("row %d, column %d: %v, want %v", r, c, p.Image.At(r, c), want)
			}
		}
	}
}

// TestGoldenMalformed wants an error about the right thing, naming the file.
func TestGoldenMalformed(t *testing.T) {
	root := golden(t)
	says := map[string]string{ // where a message's words are others than the hint's
		"Python objects":           "object",
		"shape (1000000, 1000000)": "shape",
	}
	n := 0
	for _, c := range goldenCases(t, root) {
		if c.Status == "valid" {
			continue
		}
		n++
		t.Run(c.File, func(t *testing.T) {
			path := filepath.Join(root, c.File)
			_, err := Read(path, Options{})
			if err == nil {
				t.Fatal("no error")
			}
			text := err.Error()
			for word, hint := range says {
				text = strings.ReplaceAll(text, word, word+" "+hint)
			}
			if !strings.HasPrefix(text, path+": ") || !strings.Contains(strings.TrimPrefix(text, path), c.Hint) {
				t.Errorf("%q does not speak of %q", text, c.Hint)
			}
			if _, ok := err.(*Error); !ok {
				t.Errorf("%T", err)
			}
		})
	}
	if n != 28 {
		t.Errorf("%d malformed files", n)
	}
}
