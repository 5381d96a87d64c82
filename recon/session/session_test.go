package session

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/imagefile"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// small is a session of two runs of a real experiment that share their start, one of them
// stopped.
func small(t testing.TB, dir string) *Session {
	t.Helper()
	r := recipe.Default()
	r.Title, r.Dir = "Größe \"16\"", dir
	r.Image.Size = 16
	r.Noise.Level = 0.01
	r.Attacks = []recipe.AttackSection{{Name: "worst", Values: parameter.Values{
		"target": "Zero-filled", "kind": "pgd", "steps": 4, "draws": 2, "singular": 2, "norms": []float64{0.1},
	}}, {Name: "near", Values: parameter.Values{"target": "Zero-filled", "kind": "localised", "steps": 2, "reference": false}}}
	r.Visibility.Contrasts = []float64{0.5, -0.1}
	r, err := r.Complete()
	if err != nil {
		t.Fatal(err)
	}
	p, err := experiment.NewPlan(t.Context(), r, experiment.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	computed, err := experiment.Run(context.Background(), p, experiment.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	start := &Start{
		Recipe: p.Recipe(), Truth: computed.Truth, Mask: computed.Mask, Samples: computed.Samples, Spectrum: computed.Samples, ZeroFilled: computed.Outputs[0].Image,
	}
	done := &Run{Number: 3, Pinned: true, Changes: []string{"λ 1e-3"}, Recipe: r, State: "Done", Elapsed: 1234567 * time.Microsecond, Layers: 26, Start: start}
	for _, out := range computed.Outputs {
		done.Tracks = append(done.Tracks, Track{
			Name: out.Name, Method: out.Method, Layer: out.Layers, Block: 5, Layers: out.Layers, Blocks: 5,
			PictureLayer: out.Layers, PictureLayers: out.Layers, RelativeL2: out.Metrics.RelativeL2,
			History: out.History, Image: out.Image, Output: out,
		})
	}
	done.Attacks, done.Reports = computed.Attacks, computed.Reports
	odd := array.NewComplex(array.Shape{H: 16, W: 16})
	for i := range odd.Data {
		odd.Data[i] = complex(math.Pi*float64(i), math.Copysign(0, -1))
	}
	odd.Data[3], odd.Data[4] = complex(math.NaN(), 1), complex(math.Inf(-1), 0)
	stopped := &Run{
		Number: 4, Changes: []string{"p 20"}, Recipe: r, State: "Stopped", Start: start,
		Tracks: []Track{{Name: "FIRENET", Method: "firenet", Layer: 7, Layers: 25, PictureLayer: 6, PictureLayers: 25, RelativeL2: math.NaN(), Image: odd}},
	}
	halted := *computed.Attacks[0]
	halted.Partial, halted.Exposed = true, make([]*result.Exposure, 1)
	halted.Singular = &result.Singular{Singular: halted.Singular.Singular} // it was not shown to anybody yet
	stopped.Attacks = []*result.AttackOutput{&halted}
	failed := &Run{Number: 5, Recipe: r, State: "Failed", Message: "no memory"}
	return &Session{Recipe: r, Runs: []*Run{done, stopped, failed}, Shown: 3, Layout: []byte(`{"view":"Compare"}`)}
}

// same compares sessions bit by bit; files and folders of recipes are compared by the text.
var same = cmp.Options{
	cmp.Comparer(func(a, b recipe.Recipe) bool { return bytes.Equal(a.Encode(), b.Encode()) }),
	cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b }),
	cmp.Comparer(func(a, b complex128) bool {
		return math.Float64bits(real(a)) == math.Float64bits(real(b)) && math.Float64bits(imag(a)) == math.Float64bits(imag(b))
	}),
	cmpopts.EquateEmpty(),
}

func encode(t testing.TB, s *Session, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Encode(&b, dir, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestASessionComesBackBitByBit(t *testing.T) {
	dir := t.TempDir()
	s := small(t, dir)
	path := filepath.Join(dir, "my session.firenet")
	if _, err := Write(path, s); err != nil {
		t.Fatal(err)
	}
	back, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, back, same); d != "" {
		t.Errorf("what was written and what was read differ:\n%s", d)
	}
	if back.Runs[0].Start.Truth != back.Runs[1].Start.Truth {
		t.Error("an array of two runs is there twice")
	}
	again := encode(t, back, dir)
	if first, _ := os.ReadFile(path); !bytes.Equal(first, again) {
		t.Error("a session written again has other bytes")
	}
}

func TestArraysTakeTheSmallestFormThatLosesNothing(t *testing.T) {
	s := small(t, "")
	b := encode(t, s, t.TempDir())
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "arrays/") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		head := make([]byte, 40)
		_, _ = io.ReadFull(in, head)
		for _, kind := range []string{"<f8", "<c8", "<c16", "|b1"} {
			if bytes.Contains(head, []byte("'"+kind+"'")) {
				kinds[kind]++
			}
		}
	}
	// The truth is real; FIRENET computes in single precision (picture, coefficients, dual).
	if kinds["|b1"] != 1 || kinds["<f8"] != 1 || kinds["<c8"] < 3 || kinds["<c16"] < 1 {
		t.Errorf("forms of the arrays: %v", kinds)
	}
}

func TestFilesAreFoundAfterAMove(t *testing.T) {
	root := t.TempDir()
	project, elsewhere := filepath.Join(root, "project"), filepath.Join(root, "elsewhere")
	for _, d := range []string{filepath.Join(project, "data"), elsewhere} {
		if err := os.MkdirAll(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	near, far := filepath.Join(project, "data", "x.npy"), filepath.Join(root, "mask.npy")
	for _, f := range []string{near, far} {
		if err := os.WriteFile(f, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := recipe.Default()
	r.Image.Phantom, r.Image.File, r.Image.Size = "", near, 0
	r.Sampling.Pattern, r.Sampling.File, r.Dir = "file", "../mask.npy", project
	r.Sampling.Values = nil
	path := filepath.Join(project, "a.firenet")
	files, err := Write(path, &Session{Recipe: r})
	if err != nil {
		t.Fatal(err)
	}
	if !cmp.Equal(files, Files{Relative: []string{"data/x.npy"}, Absolute: []string{far}}) {
		t.Errorf("files are named %+v", files)
	}
	if say := files.String(); !strings.Contains(say, "data/x.npy") || !strings.Contains(say, far) {
		t.Errorf("the sentence %q does not say both", say)
	}
	check := func(what, path, image string) {
		t.Helper()
		s, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Recipe.Path(s.Recipe.Image.File); got != image {
			t.Errorf("%s: the image is at %s, want %s", what, got, image)
		}
		if got := s.Recipe.Path(s.Recipe.Sampling.File); got != far {
			t.Errorf("%s: the mask is at %s, want %s", what, got, far)
		}
	}
	check("not moved", path, near)
	alone := filepath.Join(elsewhere, "a.firenet")
	if err := os.Rename(path, alone); err != nil {
		t.Fatal(err)
	}
	check("moved alone", alone, near)
	if err := os.Rename(alone, path); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(root, "moved")
	if err := os.Rename(project, moved); err != nil {
		t.Fatal(err)
	}
	check("moved with its folder", filepath.Join(moved, "a.firenet"), filepath.Join(moved, "data", "x.npy"))
}

func TestARecipeThatCannotBeReadIsNotWritten(t *testing.T) {
	s := small(t, "")
	s.Recipe.Sampling.Fraction = 7
	dir := t.TempDir()
	if _, err := Write(filepath.Join(dir, "x.firenet"), s); err == nil {
		t.Error("a fraction of 7 was written")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("it left %v", entries)
	}
}

// archive is a zip archive of a session with some entries replaced, or left out if nil.
func archive(t testing.TB, s *Session, change map[string][]byte) []byte {
	t.Helper()
	return changed(t, encode(t, s, t.TempDir()), change)
}

// changed is an archive with some entries replaced or added, or left out if nil.
func changed(t testing.TB, b []byte, change map[string][]byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	old := map[string]bool{}
	for _, f := range in.File {
		old[f.Name] = true
		content, changed := change[f.Name]
		if changed && content == nil {
			continue
		}
		if !changed {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(content)
	}
	for name, content := range change {
		if !old[name] {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = w.Write(content)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostileArchivesAreErrors(t *testing.T) {
	s := small(t, "")
	var wide bytes.Buffer
	if err := imagefile.WriteNPYReal(&wide, array.Shape{H: 1, W: 3}, make([]float64, 3)); err != nil {
		t.Fatal(err)
	}
	huge := []byte("\x93NUMPY\x01\x00\x76\x00{'descr': '<c16', 'fortran_order': False, 'shape': (1000000, 1000000), }" + strings.Repeat(" ", 49))
	plain := encode(t, s, t.TempDir())
	flipped := bytes.Clone(plain)
	at := bytes.Index(flipped, []byte("NUMPY"))
	flipped[at+200] ^= 1
	cases := map[string][]byte{
		"empty":              {},
		"not a zip":          []byte("PK nothing of the kind"),
		"cut short":          plain[:len(plain)/2],
		"a bit flipped":      flipped,
		"no session.toml":    archive(t, s, map[string][]byte{"session.toml": nil}),
		"no recipe":          archive(t, s, map[string][]byte{"recipe.toml": nil}),
		"no run":             archive(t, s, map[string][]byte{"runs/3/run.toml": nil}),
		"no result":          archive(t, s, map[string][]byte{"runs/3/result.toml": nil}),
		"no times":           archive(t, s, map[string][]byte{"runs/3/times.toml": nil}),
		"newer result":       archive(t, s, map[string][]byte{"runs/3/result.toml": []byte("format = 2\n")}),
		"other results":      archive(t, s, map[string][]byte{"runs/3/result.toml": []byte("format = 1\n"), "runs/3/times.toml": []byte("format = 1\n")}),
		"version 1 of that":  archive(t, s, map[string][]byte{"session.toml": []byte("format = 1\nruns = [3]\n")}),
		"no array":           archive(t, s, map[string][]byte{"arrays/1.npy": nil}),
		"newer format":       archive(t, s, map[string][]byte{"session.toml": []byte("format = 3\n")}),
		"format 0":           archive(t, s, map[string][]byte{"session.toml": []byte("format = 0\n")}),
		"unknown key":        archive(t, s, map[string][]byte{"session.toml": []byte("format = 2\nfoo = 2\n")}),
		"run twice":          archive(t, s, map[string][]byte{"session.toml": []byte("format = 2\nruns = [3, 3]\n")}),
		"negative run":       archive(t, s, map[string][]byte{"session.toml": []byte("format = 2\nruns = [-1]\n")}),
		"recipe of nonsense": archive(t, s, map[string][]byte{"recipe.toml": []byte("format = 1\nseed = -4\n")}),
		"text of 5 MB":       archive(t, s, map[string][]byte{"layout.json": bytes.Repeat([]byte("a"), 5<<20)}),
		"other shape":        archive(t, s, map[string][]byte{"arrays/2.npy": wide.Bytes()}),
		"huge array":         archive(t, s, map[string][]byte{"arrays/2.npy": huge}),
		"not a mask":         archive(t, s, map[string][]byte{"arrays/1.npy": wide.Bytes()}),
		"broken history":     archive(t, s, map[string][]byte{"runs/3/firenet/history.csv": []byte("layer\n1\n")}),
	}
	for name, b := range cases {
		if back, err := Decode(bytes.NewReader(b), int64(len(b)), ""); !errors.Is(err, ErrFormat) || back != nil {
			t.Errorf("%s: %v, want an error of the format", name, err)
		}
	}
	if _, err := Read(t.TempDir()); !errors.Is(err, ErrFormat) {
		t.Errorf("a folder: %v", err)
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	// An array that is compressed: 256 MB of zeros in 256 kB.
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	s := small(t, "")
	plain := encode(t, s, "/")
	in, _ := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	for _, f := range in.File {
		if f.Name == "arrays/1.npy" {
			w, _ := z.Create(f.Name) // deflated
			zeros := make([]byte, 1<<20)
			for range 256 {
				_, _ = w.Write(zeros)
			}
			continue
		}
		_ = z.Copy(f)
	}
	_ = z.Close()
	var err error
	allocated := testing.Benchmark(func(bench *testing.B) {
		bench.ReportAllocs()
		for range bench.N {
			_, err = Decode(bytes.NewReader(b.Bytes()), int64(b.Len()), "")
		}
	}).AllocedBytesPerOp()
	if !errors.Is(err, ErrFormat) || allocated > 16<<20 {
		t.Errorf("error %v with %d bytes allocated", err, allocated)
	}
}

// FuzzDecode: whatever comes in, Decode returns a session that can be written again, or an
// error, and never panics.
func FuzzDecode(f *testing.F) {
	s := small(f, "")
	f.Add(encode(f, s, "/"))
	s.Runs = s.Runs[2:]
	f.Add(encode(f, s, "/"))
	s.Runs, s.Layout = nil, nil
	f.Add(encode(f, s, "/"))
	f.Add(readFile(f, version1File))
	f.Add(encode(f, filledSession(), "/"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(bytes.NewReader(b), int64(len(b)), "/nowhere")
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		var first, second bytes.Buffer
		if _, err := Encode(&first, "/nowhere", s); err != nil {
			t.Fatalf("a session that was read cannot be written: %v", err)
		}
		again, err := Decode(bytes.NewReader(first.Bytes()), int64(first.Len()), "/nowhere")
		if err != nil {
			t.Fatalf("a session that was written cannot be read: %v", err)
		}
		if _, err := Encode(&second, "/nowhere", again); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("a session written twice has other bytes (%v)", err)
		}
	})
}

func TestWithinKeepsWhatIsShownLongest(t *testing.T) {
	s := small(t, "")
	again := *s.Runs[1]
	again.Number, again.Tracks = 6, []Track{{Image: array.NewComplex(array.Shape{H: 16, W: 16})}}
	s.Runs = append(s.Runs, &again)
	numbers := func(s *Session) (list []int) {
		for _, r := range s.Runs {
			list = append(list, r.Number)
		}
		return list
	}
	if all := s.Within(1 << 30); !cmp.Equal(numbers(all), []int{3, 4, 5, 6}) {
		t.Errorf("with enough room: %v", numbers(all))
	}
	// All arrays have 4096 bytes; without run 4 there are those of run 3 and one of run 6.
	if some := s.Within(sizeOf([]*Run{s.Runs[0], s.Runs[3]})); !cmp.Equal(numbers(some), []int{3, 5, 6}) {
		t.Errorf("with less: %v", numbers(some))
	}
	s.Shown = 4
	if least := s.Within(sizeOf(s.Runs[1:2])); !cmp.Equal(numbers(least), []int{4}) {
		t.Errorf("with room for what is shown: %v", numbers(least))
	}
	if none := s.Within(0); len(none.Runs) != 0 || len(s.Runs) != 4 {
		t.Errorf("without room: %v", numbers(none))
	}
}
