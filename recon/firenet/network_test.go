package firenet_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
	"testing/synctest"

	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/reconstruct"
)

// Bits must not depend on threads, nor on whether anybody watches.
func TestNetworkBits(t *testing.T) {
	for _, single := range []bool{true, false} {
		network, problem := headline(t, 128, 1, single)
		want, err := network.Reconstruct(context.Background(), problem, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, threads := range []int{1, 2, 3, 7} {
			problem.Threads = threads
			record := &history{x: want.Image}
			got, err := network.Reconstruct(context.Background(), problem, record)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Image.Data, want.Image.Data) || !slices.Equal(got.Coefficients.Data, want.Coefficients.Data) {
				t.Errorf("single %v: %d threads, watched, give other bits", single, threads)
			}
		}
	}
}

func TestHistoryBits(t *testing.T) {
	network, problem := headline(t, 128, 1, true)
	truth := array.NewComplex(problem.Image())
	truth.Data[5] = 1
	var want []point
	for _, threads := range []int{1, 2, 5} {
		problem.Threads = threads
		record := &history{x: truth}
		if _, err := network.Reconstruct(context.Background(), problem, record); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = record.points
		}
		if !slices.Equal(record.points, want) {
			t.Errorf("%d threads give another history", threads)
		}
	}
}

// The recorder's picture of the last layer is the result, and pictures on the way, which are
// made where the iteration has its own, change nothing.
func TestLayerImage(t *testing.T) {
	g := loadGolden(t, "c_fourier_haar_64")
	var last *array.Complex
	watch := recorderFunc(func(l reconstruct.Layer) {
		last = l.Image()
		if !math.IsNaN(l.Objective()) || !math.IsNaN(l.Residual()) {
			t.Errorf("layer %d: measured although nobody asked", l.Index())
		}
	})
	got, err := g.network(t, false).Reconstruct(context.Background(), g.problem(t, 1), watch)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "last layer", last, got.Image, 1e-15)
	want, err := g.network(t, false).Reconstruct(context.Background(), g.problem(t, 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Image.Data, want.Image.Data) || !slices.Equal(got.Dual.Data, want.Dual.Data) {
		t.Error("pictures on the way change the result")
	}
}

type recorderFunc func(reconstruct.Layer)

func (f recorderFunc) Record(l reconstruct.Layer) { f(l) }
func (recorderFunc) Measures() bool               { return false }

// A cancel at some layer ends the run there and leaves no goroutine, or the bubble would not
// end.
func TestNetworkCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network, problem := headline(t, 128, 3, true)
		ctx, cancel := context.WithCancel(context.Background())
		layers := 0
		_, err := network.Reconstruct(ctx, problem, recorderFunc(func(l reconstruct.Layer) {
			layers++
			if l.Index() == 7 {
				cancel()
			}
		}))
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("error %v", err)
		}
		if layers != 7 {
			t.Errorf("%d layers were recorded after a cancel at 7", layers)
		}
	})
}

// A block of p layers costs the same memory whatever p and n are, whether anybody watches or
// blocks go into each other.
func TestNoAllocationPerLayer(t *testing.T) {
	for _, single := range []bool{true, false} {
		network, problem := headline(t, 64, 2, single)
		for name, watch := range map[string]reconstruct.Recorder{
			"watched": measuring{array.NewComplex(problem.Image())}, "unwatched": nil,
		} {
			allocations := func(inner, restarts int) float64 {
				network.Inner, network.Restarts = inner, restarts
				return testing.AllocsPerRun(5, func() {
					if _, err := network.Reconstruct(context.Background(), problem, watch); err != nil {
						t.Fatal(err)
					}
				})
			}
			// A goroutine start may or may not find a free stack: allow for the two workers.
			if few, many := allocations(2, 1), allocations(9, 5); many > few+2 {
				t.Errorf("single %v, %s: %v allocations for 2 layers, %v for 45", single, name, few, many)
			}
		}
	}
}

type measuring struct{ truth *array.Complex }

func (measuring) Measures() bool { return true }
func (m measuring) Record(l reconstruct.Layer) {
	_, _, _ = l.Objective(), l.Residual(), l.Distance(m.truth)
}

// With all frequencies measured and lambda ||w||_2 < 1 the minimiser is the image itself,
// and with enough layers each block brings the error down by the factor e [CAH22].
func TestFallPerBlock(t *testing.T) {
	network, problem := headline(t, 64, 2, false)
	full := array.NewMask(problem.Image())
	for i := range full.Data {
		full.Data[i] = true
	}
	g := loadGolden(t, "c_fourier_haar_64")
	problem.Mask, problem.Samples = full, spectrum(t, g.x)
	network.Inner, network.Restarts = 60, 6
	var errorsPerBlock []float64
	_, err := network.Reconstruct(context.Background(), problem, recorderFunc(func(l reconstruct.Layer) {
		if l.Index()%network.Inner == 0 {
			errorsPerBlock = append(errorsPerBlock, l.Distance(g.x)/g.x.Norm())
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	for k := 1; k < len(errorsPerBlock); k++ {
		if fall := errorsPerBlock[k] / errorsPerBlock[k-1]; fall > 1.02*math.Exp(-1) {
			t.Errorf("block %d: error falls by %.3f only", k+1, fall)
		}
	}
}

// A bound takes the place of the norm of the samples, epsilon0 that of both.
func TestNetworkBound(t *testing.T) {
	network, problem := headline(t, 32, 1, false)
	reconstruct := func(bound, epsilon0 float64) *array.Complex {
		problem.Bound, network.Epsilon0 = bound, epsilon0
		got, err := network.Reconstruct(context.Background(), problem, nil)
		if err != nil {
			t.Fatal(err)
		}
		return got.Image
	}
	norm := problem.Samples.Norm()
	alone, double := reconstruct(0, 0), reconstruct(2*norm, 0)
	if relative(double, alone) < 1e-3 {
		t.Error("the bound changes nothing")
	}
	near(t, "bound of the norm", reconstruct(norm, 0), alone, 0)
	near(t, "epsilon0 beside a bound", reconstruct(norm, 2*norm), double, 0)
}

func TestNetworkRefuses(t *testing.T) {
	network, problem := headline(t, 32, 1, true)
	for name, change := range map[string]func(*firenet.Network){
		"tau sigma above 1": func(n *firenet.Network) { n.Tau, n.Sigma = 1.1, 1 },
		"NaN lambda":        func(n *firenet.Network) { n.Lambda = math.NaN() },
		"no layers":         func(n *firenet.Network) { n.Inner = 0 },
		"negative delta":    func(n *firenet.Network) { n.Delta = -1 },
		"unknown wavelet":   func(n *firenet.Network) { n.Wavelet = "db99" },
		"too many levels":   func(n *firenet.Network) { n.Levels = 6 },
		"another shape":     func(n *firenet.Network) { n.Shape = array.Shape{H: 64, W: 32} },
	} {
		changed := *network
		change(&changed)
		if _, err := changed.Reconstruct(context.Background(), problem, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	silent := problem
	silent.Samples = array.NewComplex(problem.Image())
	if got, err := network.Reconstruct(context.Background(), silent, nil); err != nil || got.Image.Norm() != 0 {
		t.Errorf("samples of zero: %v", err)
	}
	network.Delta = 0
	if _, err := network.Reconstruct(context.Background(), silent, nil); err == nil {
		t.Error("samples of zero and delta = 0: no error")
	}
}
