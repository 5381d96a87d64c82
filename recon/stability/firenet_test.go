package stability_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"firenet/internal/canceltest"
	"firenet/internal/npytest"
	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/rng"
	"firenet/recon/sampling"
	"firenet/recon/stability"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// published is FIRENET at the settings of the paper on the phantom, 15 % of Fourier
// samples in levels, with its target. A seed has its own mask.
func published(ctx context.Context, t testing.TB, n, inner, threads int, seed uint64) stability.Target {
	t.Helper()
	shape := array.Shape{H: n, W: n}
	x := phantoms.SheppLogan(shape)
	levels := transform.DefaultLevels(shape)
	counts, err := weights.CountSparsities(x, "db1", levels)
	if err != nil {
		t.Fatal(err)
	}
	pattern, _ := sampling.Lookup("levels")
	mask, err := pattern.Draw(sampling.Request{
		Shape: shape, Transform: "fourier", Fraction: 0.15,
		Values: map[string]any{"wavelet": "db1"}, Rand: rng.Stream(seed, "mask"), Sparsities: counts,
	})
	if err != nil {
		t.Fatal(err)
	}
	u, err := transform.New[complex128]("fourier", shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	full, y := array.NewComplex(shape), array.NewComplex(shape)
	u.Forward(full, x)
	transform.NewMask[complex128](mask).Forward(y, full)
	floored, _ := weights.AtLeastOne(counts)
	network := &firenet.Network{
		Settings: firenet.Settings{Lambda: 0.00025, Tau: 1, Sigma: 1, Inner: inner, Restarts: 5, Delta: 1e-9},
		Shape:    shape, Wavelet: "db1", Levels: levels, Weights: weights.FromSparsities(floored), Single: true,
	}
	l, err := network.Linearise(ctx, reconstruct.Problem{
		Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: threads, Bound: y.Norm(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return stability.Target{
		Name: "FIRENET", Map: l, Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Truth: x,
		Threads: threads, Seed: seed, Stream: "attack",
	}
}

// The largest singular value of the reference case, found there by Lanczos.
func TestGoldenSingularValue(t *testing.T) {
	folder := filepath.Join("..", "firenet", "testdata", "n_gradient_32")
	data, err := os.ReadFile(filepath.Join(folder, "params.json"))
	if err != nil {
		t.Fatal(err)
	}
	var g struct {
		Lambda, Delta, Eps0  float64
		N, P, Levels         int
		Weights              []float64
		LargestSingularValue struct{ Value float64 } `json:"largest_singular_value"`
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	mask := npytest.Mask(t, filepath.Join(folder, "mask.npy"))
	y := npytest.Complex(t, filepath.Join(folder, "y.npy"))
	network := &firenet.Network{
		Settings: firenet.Settings{Lambda: g.Lambda, Tau: 1, Sigma: 1, Inner: g.P, Restarts: g.N, Delta: g.Delta, Epsilon0: g.Eps0},
		Shape:    mask.Shape, Wavelet: "db1", Levels: g.Levels, Weights: g.Weights,
	}
	l, err := network.Linearise(context.Background(), reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	target := stability.Target{Name: "FIRENET", Map: l, Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: 1}
	// The next singular values are 0.2 % and 0.7 % below.
	s, err := stability.LargestSingular(context.Background(), target, 150, 1e-8, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := g.LargestSingularValue.Value; math.Abs(s.Value/want-1) > 1e-10 || !s.Converged {
		t.Errorf("sigma %.15g, want %.15g; residual %g after %d", s.Value, want, s.Residual, s.Iterations)
	}
	if a := along(s.Right, npytest.Complex(t, filepath.Join(folder, "v.npy"))); a < 1-1e-9 {
		t.Errorf("cosine %.12f with the singular vector", a)
	}
}

// At equal norm, and with no more steps than the published search took until it was
// there, projected gradient ends above it: with the same start alone as well.
func TestProjectedGradientBeatsMomentum(t *testing.T) {
	for _, inner := range []int{5, 20} {
		for seed := uint64(1); seed <= 3; seed++ {
			for _, domain := range stability.Domains() {
				target := published(context.Background(), t, 64, inner, 2, seed)
				s := settings(stability.Momentum)
				s.Domain = domain
				momentum, err := stability.Search(context.Background(), target, s, nil)
				if err != nil {
					t.Fatal(err)
				}
				s.Kind, s.Restarts, s.Steps = stability.PGD, 2, momentum.Last.Step
				pgd, err := stability.Search(context.Background(), target, s, nil)
				if err != nil {
					t.Fatal(err)
				}
				if !momentum.Reached || math.Abs(pgd.Last.Relative/momentum.Last.Relative-1) > 1e-9 {
					t.Errorf("norms %g and %g", momentum.Last.Relative, pgd.Last.Relative)
				}
				if pgd.Ends[0] <= momentum.Last.Distance || pgd.Last.Distance < pgd.Ends[0] {
					t.Errorf("p = %d, seed %d, %s, %d steps: projected gradient ends at %.4g, momentum at %.4g",
						inner, seed, domain, s.Steps, pgd.Ends, momentum.Last.Distance)
				}
			}
		}
	}
}

// What the network rounds to must not make the bits depend on the threads.
func TestFirenetBits(t *testing.T) {
	s := settings(stability.PGD)
	s.Steps = 8
	var first stability.Found
	for _, threads := range []int{1, 2} {
		f, err := stability.Search(context.Background(), published(context.Background(), t, 64, 5, threads, 1), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		if threads == 1 {
			first = f
		} else if !reflect.DeepEqual(f, first) {
			t.Errorf("%d threads give other bits", threads)
		}
	}
}

// A cancel that comes at any time ends a search, of which not more than the loops of one
// layer are begun and left at once, and leaves what it found.
func TestFirenetCancel(t *testing.T) {
	s := settings(stability.PGD)
	s.Steps = 3
	search := func(ctx *canceltest.Context) (f stability.Found, made int64, err error) {
		target := published(ctx, t, 256, 5, 2, 1)
		defer target.Map.Close()
		made = ctx.Looks()
		f, err = stability.Search(ctx, target, s, nil)
		return f, made, err
	}
	whole := canceltest.Never()
	f, made, err := search(whole)
	if err != nil {
		t.Fatal(err)
	}
	all := whole.Looks() - made
	layer := all / int64(25*(f.Values+f.Gradients))
	const parts = 6
	for part := range int64(parts) {
		ctx := canceltest.At(made + 1 + part*all/parts)
		f, _, err := search(ctx)
		if !errors.Is(err, context.Canceled) || ctx.After() > layer {
			t.Errorf("after %d/%d: error %v, %d looks after the cancel, %d of a layer", part, parts, err, ctx.After(), layer)
		}
		if len(f.Steps) > 0 && (f.Samples == nil || f.Last.Distance == 0) {
			t.Errorf("after %d steps nothing is kept", len(f.Steps))
		}
	}
}
