package experiment_test

import (
	"context"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// constant is a method for tests, which reads its image from a file.
type constant struct {
	level byte
	ran   *atomic.Int32
	seen  *reconstruct.Problem
}

var (
	constantRan    atomic.Int32
	constantSetup  reconstruct.Setup
	constantSolved reconstruct.Problem
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name: "constant-for-tests", Title: "Constant",
		Parameters: []parameter.Parameter{{Key: "level", Kind: parameter.Path, Name: "File"}},
		Layers:     func(parameter.Values) int { return 1 },
		Memory:     func(reconstruct.Setup) int64 { return 0 },
		New: func(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
			constantSetup = s
			f, stamp, err := s.Open(s.Values.String("level"))
			if err != nil {
				return nil, &parameter.Error{Key: "level", Found: s.Values.String("level"), Want: err.Error()}
			}
			defer f.Close()
			b := make([]byte, 1)
			if _, err := io.ReadFull(f, b); err != nil || stamp == "" {
				return nil, err
			}
			return constant{b[0], &constantRan, &constantSolved}, nil
		},
	})
}

func (c constant) Reconstruct(_ context.Context, p reconstruct.Problem, _ reconstruct.Recorder) (reconstruct.Result, error) {
	c.ran.Add(1)
	*c.seen = p
	image := array.NewComplex(p.Image())
	for i := range image.Data {
		image.Data[i] = complex(float64(c.level), 0)
	}
	return reconstruct.Result{Image: image}, nil
}

// A file among a method's values is opened through the setup, relative to the recipe, and is
// part of the key of the output: one that changed is read again, one that did not is not.
func TestFilesOfMethodsArePartOfTheKey(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "level.bin")
	write := func(content string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a")
	r, err := recipe.Parse("", []byte("format = 1\nimage.size = 16\nnoise.level = 0.1\n[[reconstructor]]\nmethod = \"constant-for-tests\"\nlevel = \"level.bin\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	r.Dir = dir
	cache := experiment.NewCache()
	level := func() float64 {
		t.Helper()
		return real(run(t, r, experiment.Options{Cache: cache}).Outputs[0].Image.Data[0])
	}
	before := constantRan.Load()
	if got := level(); got != 'a' || level() != 'a' || constantRan.Load() != before+1 {
		t.Errorf("level %v after %d runs, want a after one", got, constantRan.Load()-before)
	}
	write("bcd") // another length: time stamps may be coarse
	if got := level(); got != 'b' || constantRan.Load() != before+2 {
		t.Errorf("level %v after %d runs, want b after two", got, constantRan.Load()-before)
	}

	// What the setup and the problem know.
	if s := constantSetup; s.NoiseLevel != 0.1 || s.Model.Transform != "fourier" || s.Model.Mask == nil || s.Shape() != (array.Shape{H: 16, W: 16}) {
		t.Errorf("the setup has noise %v and the model %+v", s.NoiseLevel, s.Model)
	}
	p := constantSolved
	clean := r
	clean.Noise.Level = 0
	y := run(t, clean, experiment.Options{}).Samples
	if want := array.Distance(p.Samples, y) / math.Sqrt(2*float64(p.Count())); math.Abs(p.Sigma-want) > 1e-12*want {
		t.Errorf("sigma %v, the noise that was added has %v", p.Sigma, want)
	}
	if constantSolved.Sigma != 0 {
		t.Error("without noise sigma is not known")
	}

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := experiment.NewPlan(t.Context(), r, experiment.Options{}); err == nil || !strings.Contains(err.Error(), "level") {
		t.Errorf("a file that is not there: %v", err)
	}
}
