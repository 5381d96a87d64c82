package firenet_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"firenet/internal/canceltest"
	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

// The value is that of Reconstruct, to the bit, at first and after moves to other samples and
// another start, with the bound on the error held.
func TestLinearisationValue(t *testing.T) {
	for k, v := range variations {
		for _, single := range []bool{false, true} {
			r := rand.New(rand.NewPCG(uint64(k), 3))
			network, problem := v.network(single), v.problem(r, 2)
			l := linearise(t, network, problem)
			problem.Bound = problem.Samples.Norm()
			check := func(what string) {
				want, err := network.Reconstruct(context.Background(), problem, nil)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(l.Value().Data, want.Image.Data) {
					t.Errorf("%v, single %v: %s: value is %.2g from Reconstruct's", v, single, what, relative(l.Value(), want.Image))
				}
			}
			check("at first")
			vjp(t, l, noise(r, v.shape))
			problem.Samples = combine(array.NewComplex(v.shape), 1.5, problem.Samples)
			if err := l.Move(problem.Samples, nil); err != nil {
				t.Fatal(err)
			}
			check("at other samples")
			problem.Start = noise(r, v.shape)
			if err := l.Move(problem.Samples, problem.Start); err != nil {
				t.Fatal(err)
			}
			check("at another start")
		}
	}
}

// Bits depend neither on threads, nor on what has been asked before, not even on NaN.
func TestLinearisationBits(t *testing.T) {
	for k, v := range append(variations[:len(variations):len(variations)], variation{
		"fourier", "db1", array.Shape{H: 192, W: 160}, 4, 3, 3, nil, true, 1, 1, // above where loops stay on one thread
	}, variation{
		"fourier", "db2", array.Shape{H: 144, W: 160}, 2, 5, 9, nil, false, 1, 1,
	}) {
		for _, single := range []bool{false, true} {
			r := rand.New(rand.NewPCG(uint64(k), 4))
			problem, a, start, b := v.problem(r, 1), noise(r, v.shape), noise(r, v.shape), noise(r, v.shape)
			one := linearise(t, v.network(single), problem)
			forward := jvp(t, one, a, start)
			gradient, startGradient := vjp(t, one, b)
			problem.Threads = 2
			two := linearise(t, v.network(single), problem)
			for range 2 {
				again, startAgain := vjp(t, two, b)
				if !slices.Equal(again.Data, gradient.Data) || !slices.Equal(startAgain.Data, startGradient.Data) {
					t.Errorf("%v, single %v: J^T b has other bits", v, single)
				}
				if !slices.Equal(jvp(t, two, a, start).Data, forward.Data) {
					t.Errorf("%v, single %v: J a has other bits", v, single)
				}
				ill := array.NewComplex(v.shape)
				ill.Data[0], ill.Data[len(ill.Data)/2] = complex(math.NaN(), 0), complex(math.Inf(1), 0)
				_ = jvp(t, two, ill, ill)
				_, _ = vjp(t, two, ill)
				if err := errors.Join(two.Move(ill, ill), two.Move(problem.Samples, startOrZero(problem))); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func startOrZero(p reconstruct.Problem) *array.Complex {
	if p.Start != nil {
		return p.Start
	}
	return array.NewComplex(p.Image())
}

// Without samples nothing passes the thresholds: value and derivative are 0. Without any
// bound there is an error. A given epsilon0 is not replaced.
func TestLinearisationOfNothing(t *testing.T) {
	network, problem := headline(t, 32, 1, true)
	problem.Samples = array.NewComplex(problem.Image())
	l := linearise(t, network, problem)
	a := noise(rand.New(rand.NewPCG(1, 5)), problem.Image())
	gradient, _ := vjp(t, l, a)
	if l.Value().Norm() != 0 || jvp(t, l, a, nil).Norm() != 0 || gradient.Norm() != 0 {
		t.Error("value and derivative at samples of zero are not 0")
	}
	network.Delta = 0
	if _, err := network.Linearise(context.Background(), problem); err == nil {
		t.Error("samples of zero and delta = 0: no error")
	}
	_, problem = headline(t, 32, 1, true)
	network.Epsilon0 = 3
	want, err := network.Reconstruct(context.Background(), problem, nil)
	if err != nil {
		t.Fatal(err)
	}
	problem.Bound = 100
	near(t, "with epsilon0", linearise(t, network, problem).Value(), want.Image, 0)
}

func TestLineariseRefuses(t *testing.T) {
	network, problem := headline(t, 32, 1, true)
	l := linearise(t, network, problem)
	good, bad := array.NewComplex(problem.Image()), array.NewComplex(array.Shape{H: 32, W: 16})
	for what, err := range map[string]error{
		"samples of another shape":   l.Move(bad, nil),
		"start of another shape":     l.Move(good, bad),
		"image of another shape":     l.JVP(bad, good, nil),
		"cotangent of another shape": l.VJP(good, nil, bad),
	} {
		if err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	network.Tau = 2
	if _, err := network.Linearise(context.Background(), problem); err == nil {
		t.Error("tau sigma above 1: no error")
	}
}

// A cancel at any time ends what is under way: not more than the loops of one layer are
// begun and left at once. Close leaves no goroutine, or the bubble would not end.
func TestLinearisationCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network, problem := headline(t, 256, 2, true)
		layers := int64(network.Inner * network.Restarts)
		image := array.NewComplex(problem.Image())
		whole := canceltest.Never()
		if err := moved(whole, network, problem); err != nil {
			t.Fatal(err)
		}
		made := whole.Looks()
		for what, run := range map[string]func(l reconstruct.Linearisation) error{
			"Move": func(l reconstruct.Linearisation) error { return l.Move(problem.Samples, nil) },
			"JVP":  func(l reconstruct.Linearisation) error { return l.JVP(image, problem.Samples, nil) },
			"VJP":  func(l reconstruct.Linearisation) error { return l.VJP(image, nil, problem.Samples) },
		} {
			whole := canceltest.Never()
			if err := moved(whole, network, problem, run); err != nil {
				t.Fatal(err)
			}
			all := whole.Looks() - made
			for part := range int64(8) {
				ctx := canceltest.At(made + 1 + part*all/8)
				err := moved(ctx, network, problem, run)
				if !errors.Is(err, context.Canceled) || ctx.After() > all/layers {
					t.Errorf("%s, after %d/8: error %v, %d looks after the cancel, %d of a layer", what, part, err, ctx.After(), all/layers)
				}
			}
		}
		if err := moved(canceltest.At(1), network, problem); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}

// moved makes a linearisation, does something with it, and closes it, twice.
func moved(ctx context.Context, n *firenet.Network, p reconstruct.Problem, do ...func(reconstruct.Linearisation) error) error {
	l, err := n.Linearise(ctx, p)
	if err != nil {
		return err
	}
	defer l.Close()
	defer l.Close()
	for _, do := range do {
		if err := do(l); err != nil {
			return err
		}
	}
	return nil
}

// Memory stays within 40 complex images of the network's precision, whatever is sampled, and
// within what the registry says; nothing is allocated after Linearise.
func TestLinearisationMemory(t *testing.T) {
	method, _ := reconstruct.Lookup("firenet")
	for _, wavelet := range []string{"db1", "db4"} {
		for _, precision := range []string{"float32", "float64"} {
			for _, sampled := range []float64{0.15, 0.3, 1} {
				network, problem := headline(t, 256, 1, precision == "float32")
				network.Wavelet, network.Levels = wavelet, 5
				network.Weights = nil
				r := rand.New(rand.NewPCG(1, 6))
				for i := range problem.Mask.Data {
					problem.Mask.Data[i] = r.Float64() < sampled
				}
				element := map[string]float64{"float32": 8, "float64": 16}[precision]
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				l := linearise(t, network, problem)
				runtime.ReadMemStats(&after)
				bytes := float64(after.TotalAlloc - before.TotalAlloc)
				images := bytes / element / float64(problem.Image().Len())
				t.Logf("%s, %s, %g sampled: %.1f images", wavelet, precision, sampled, images)
				if images > 40 {
					t.Errorf("%s, %s, %g sampled: %.1f complex images", wavelet, precision, sampled, images)
				}
				said := method.LinearisationMemory(reconstruct.Setup{Model: problem.Model, Values: parameter.Values{
					"inner": 5, "restarts": 5, "wavelet": wavelet, "precision": precision,
				}})
				if bytes > float64(said) {
					t.Errorf("%s, %s, %g sampled: %.0f bytes, %d announced", wavelet, precision, sampled, bytes, said)
				}
				a, b := noise(r, problem.Image()), array.NewComplex(problem.Image())
				if n := testing.AllocsPerRun(1, func() {
					if err := errors.Join(l.Move(problem.Samples, a), l.JVP(b, a, a), l.VJP(b, b, a)); err != nil {
						t.Fatal(err)
					}
				}); n != 0 {
					t.Errorf("%s, %s: %v allocations", wavelet, precision, n)
				}
			}
		}
	}
}

// What the registry makes is differentiable.
func TestMethodIsDifferentiable(t *testing.T) {
	var _ reconstruct.Differentiable = (*firenet.Network)(nil)
	if method, _ := reconstruct.Lookup("firenet"); method.LinearisationMemory == nil {
		t.Error("the registry does not know of the derivative")
	}
}

// BenchmarkDerivative reports the least milliseconds of a forward pass (Move) and of the two
// derivatives, and how many forward passes a reverse one costs.
func BenchmarkDerivative(b *testing.B) {
	for _, precision := range []string{"float32", "float64"} {
		for _, n := range []int{256, 512} {
			b.Run(fmt.Sprintf("%s/N=%d", precision, n), func(b *testing.B) {
				network, problem := headline(b, n, 2, precision == "float32")
				l := linearise(b, network, problem)
				a, image := problem.Samples.Clone(), array.NewComplex(problem.Image())
				times := [3]time.Duration{math.MaxInt64, math.MaxInt64, math.MaxInt64}
				for b.Loop() {
					for k, run := range []func() error{
						func() error { return l.Move(problem.Samples, nil) },
						func() error { return l.JVP(image, a, nil) },
						func() error { return l.VJP(a, nil, l.Value()) },
					} {
						began := time.Now()
						if err := run(); err != nil {
							b.Fatal(err)
						}
						times[k] = min(times[k], time.Since(began))
					}
				}
				for k, what := range []string{"forward-ms", "jvp-ms", "reverse-ms"} {
					b.ReportMetric(1e3*times[k].Seconds(), what)
				}
				b.ReportMetric(float64(times[2])/float64(times[0]), "reverse/forward")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
