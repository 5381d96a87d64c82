package session

import (
	"bytes"
	"errors"
	"math"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/array"
	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// version1 is what testdata/version1.firenet holds. A program of version 1 has written it from
// this very function, with arrays so small that the file is.
func version1() *Session {
	shape := array.Shape{H: 3, W: 4}
	mask := array.NewMask(shape)
	for i := range mask.Data {
		mask.Data[i] = i%3 == 0
	}
	seed := 0.0
	number := func() float64 { seed++; return seed / 8 }
	image := func(divisor float64) *array.Complex {
		a := array.NewComplex(shape)
		for i := range a.Data {
			a.Data[i] = complex(number()/divisor, number())
		}
		return a
	}
	packed := func() (list []complex64) {
		for range mask.Count() {
			list = append(list, complex64(complex(number(), number())))
		}
		return list
	}
	metrics := func() *quality.Metrics {
		return &quality.Metrics{RelativeL2: number(), NRMSE: number(), PSNR: math.Inf(1), SSIM: number(), HFEN: number(), DataRange: number()}
	}
	spread := func() stability.Spread { return stability.Spread{Mean: number(), Low: number(), High: number()} }
	exposed := func() []*result.Exposure {
		return []*result.Exposure{
			{Image: image(1), Metrics: metrics(), Amplification: number(), Gaussian: &result.Gaussian{
				Draws: 3, Image: image(3), Metrics: metrics(), RelativeL2: spread(), SSIM: spread(), Amplification: spread(),
			}},
			{Image: image(1), Amplification: math.NaN()},
		}
	}
	step := func(k int) stability.Step {
		return stability.Step{Restart: 1, Step: k, Objective: number(), Norm: number(), Relative: number(), Distance: number(), Amplification: number(), RelativeL2: math.NaN()}
	}
	r := recipe.Default()
	r.Title, r.Seed, r.Dir = "Kept by version 1", 17, "/"
	truth := image(3)
	for i, z := range truth.Data {
		truth.Data[i] = complex(real(z), 0)
	}
	start := &Start{Recipe: r, Truth: truth, Mask: mask, Samples: image(3), Spectrum: image(3), ZeroFilled: image(3)}
	first := &result.Output{
		Name: "Zero-filled", Method: "zero-filled", Metrics: metrics(), Layers: 1, Oracle: true, WorseThanZeroFilled: true, Seconds: number(),
		Result:  reconstruct.Result{Image: image(3), Coefficients: image(1), Dual: image(1), Single: true, Notes: []string{"A note.", "Another."}},
		History: []result.HistoryPoint{{Layer: 1, Block: 1, RelativeL2: math.NaN(), Objective: number(), Residual: number()}},
	}
	second := &result.Output{Name: "FIRENET", Method: "firenet", Layers: 7, Result: reconstruct.Result{Image: image(1)}}
	attack := &result.AttackOutput{
		Name: "worst", Target: 1, Kind: "localised", Domain: "image", Relative: number(), RelativeImage: number(), Partial: true, Seconds: number(),
		Exposed: exposed(), Found: stability.Found{
			Image: image(3), Samples: image(3), Last: step(2), Steps: []stability.Step{step(0), step(1), step(2)}, Ends: []float64{number(), math.Inf(1)},
			Best: 2, Gradients: 5, Values: 6, Reached: true, Within: &stability.Within{Distance: number(), Relative: number(), Amplification: number(), Remaining: number()},
			Snapshots: []stability.Snapshot{{Step: 1, Samples: packed()}, {Step: 2, Samples: packed()}},
		},
		Singular: &result.Singular{Samples: image(3), Image: image(3), Exposed: exposed(), Singular: stability.Singular{
			Value: number(), Right: image(3), Left: image(3), Iterations: 4, Residual: number(), Change: number(), Converged: true,
		}},
		Curve: []stability.CurvePoint{
			{Relative: number(), Error: number(), Amplification: number(), GaussianError: spread(), GaussianAmplification: spread(), Bound: number(), Samples: packed()},
			{Relative: number(), Error: math.NaN(), Amplification: number(), GaussianError: spread(), GaussianAmplification: spread(), Bound: number(), Samples: packed()},
		},
	}
	bare := &result.AttackOutput{
		Name: "near", Kind: "pgd", Domain: "measurement", RelativeImage: math.NaN(), Exposed: []*result.Exposure{nil, nil},
		Found: stability.Found{Samples: image(1)},
	}
	done := &Run{
		Number: 3, Pinned: true, Changes: []string{"λ 1e-3"}, Recipe: r, State: "Done", Elapsed: 1234567 * time.Microsecond, Layers: 26, Start: start,
		Tracks: []Track{
			{Name: first.Name, Method: first.Method, Layer: 1, Block: 1, Layers: 1, Blocks: 1, PictureLayer: 1, PictureLayers: 1, RelativeL2: number(), History: first.History, Image: first.Image, Output: first},
			{Name: second.Name, Method: second.Method, Layer: 7, Block: 2, Layers: 7, Blocks: 2, PictureLayer: 6, PictureLayers: 7, RelativeL2: number(), Image: second.Image, Output: second},
		},
		Attacks: []*result.AttackOutput{attack, bare},
	}
	seen := result.NewVisibility()
	seen.AddShown(0.5, first.Name, number(), number(), true)
	seen.AddShown(0.5, second.Name, number(), math.NaN(), false)
	done.Reports = []*result.Report{seen}
	stopped := &Run{
		Number: 4, Recipe: r, State: "Stopped", Start: start,
		Tracks: []Track{{
			Name: "FIRENET", Method: "firenet", Layer: 2, Layers: 25, PictureLayer: 2, PictureLayers: 25, RelativeL2: math.NaN(), Image: image(1),
			History: []result.HistoryPoint{{Layer: 1, Block: 1, RelativeL2: number(), Objective: number(), Residual: number()}},
		}},
	}
	failed := &Run{Number: 5, Recipe: r, State: "Failed", Message: "no memory"}
	return &Session{Recipe: r, File: "/a/b.firenet", Modified: true, Runs: []*Run{done, stopped, failed}, Shown: 3, Layout: []byte(`{"view":"Compare"}`)}
}

const version1File = "testdata/version1.firenet"

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestASessionOfVersion1StillOpens with all that it held, and is kept in this version then.
func TestASessionOfVersion1StillOpens(t *testing.T) {
	// Defaults of recipes, which a session has written out, may change.
	titles := cmp.Options{cmp.Comparer(func(a, b recipe.Recipe) bool { return a.Title == b.Title && a.Seed == b.Seed }), same[1], same[2], same[3]}
	s, err := Read(version1File)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(version1(), s, titles); d != "" {
		t.Errorf("want and got:\n%s", d)
	}
	b := encode(t, s, "/")
	back, err := Decode(bytes.NewReader(b), int64(len(b)), "/")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, back, same); d != "" {
		t.Errorf("read, and read again after it was kept:\n%s", d)
	}
}

// TestVersion1WithoutAttacks: there was no file of them then.
func TestVersion1WithoutAttacks(t *testing.T) {
	b := changed(t, readFile(t, version1File), map[string][]byte{"runs/3/attacks.toml": nil})
	s, err := Decode(bytes.NewReader(b), int64(len(b)), "/")
	if err != nil {
		t.Fatal(err)
	}
	if r := s.Runs[0]; len(r.Attacks)+len(r.Reports) != 0 || r.Tracks[0].Output == nil {
		t.Errorf("%d attacks, %d reports", len(r.Attacks), len(r.Reports))
	}
}

// TestDamagedSessionsOfVersion1 are errors.
func TestDamagedSessionsOfVersion1(t *testing.T) {
	plain := readFile(t, version1File)
	for what, change := range map[string]map[string][]byte{
		"no run":          {"runs/3/run.toml": nil},
		"no trajectory":   {"runs/3/attack-1.csv": nil},
		"no array":        {"arrays/2.npy": nil},
		"not a mask":      {"runs/5/run.toml": []byte("started = true\nmask = 2\n")},
		"words":           {"runs/5/run.toml": []byte("track = [\"x\", 3]\nstarted = true\nmask = \"x\"\nspectrum = [1]\n")},
		"tracks":          {"runs/5/run.toml": []byte("track = 7\n")},
		"unknown key":     {"runs/5/run.toml": []byte("new = 7\n")},
		"unknown attacks": {"runs/5/attacks.toml": []byte("new = 7\n")},
		"no start":        {"runs/5/attacks.toml": []byte("[[attack]]\nname = \"x\"\nsamples = 2\n")},
		"seconds":         {"runs/5/run.toml": []byte("[[track]]\nimage = 2\n[track.output]\nseconds = \"x\"\n")},
	} {
		b := changed(t, plain, change)
		if _, err := Decode(bytes.NewReader(b), int64(len(b)), "/"); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
