package classic_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/rng"
	"firenet/recon/sampling"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// small are the iterative methods with settings for samples of unit variance, so that
// thresholds and bounds are active for some of the numbers and not for others.
var small = []struct {
	name, method string
	values       parameter.Values
}{
	{"fista", "fista", parameter.Values{"lambda": 0.3, "iterations": 17, "shifts": false}},
	{"fista shifts", "fista", parameter.Values{"lambda": 0.3, "iterations": 17, "wavelet": "db2", "levels": 2}},
	{"fista weights", "fista", parameter.Values{
		"lambda": 0.3, "iterations": 9, "levels": 2,
		"weights": parameter.Table{Key: "values", Numbers: []float64{0, 0.5, math.Inf(1)}},
	}},
	{"tv", "tv", parameter.Values{"lambda": 0.25, "iterations": 17, "tau": 1.5}},
	{"tv-wavelet", "tv-wavelet", parameter.Values{
		"lambda": 0.2, "wavelet-lambda": 0.15, "iterations": 15, "tau": 1.5, "wavelet": "db2", "levels": 2,
	}},
	{"nesta", "nesta", parameter.Values{"noise": 0.3, "mu": 0.5, "inner": 4, "restarts": 3, "wavelet": "db2", "levels": 2}},
	{"nesta tv", "nesta", parameter.Values{"noise": 0.3, "penalty": "tv", "mu": 0.5, "inner": 5, "restarts": 2}},
	{"nesta wavelets", "nesta", parameter.Values{"penalty": "wavelets", "mu": 0.5, "inner": 7, "restarts": 1}},
}

func TestEveryMethodIsTried(t *testing.T) {
	direct := []string{"zero-filled", "tikhonov", "firenet"}
	for _, name := range reconstruct.Names() {
		tried := slices.Contains(direct, name)
		for _, s := range small {
			tried = tried || s.method == name
		}
		if !tried {
			t.Errorf("no settings to try %q with", name)
		}
	}
}

// made is a method of the registry for the shape.
func made(t testing.TB, method string, s array.Shape, given parameter.Values) reconstruct.Differentiable {
	t.Helper()
	m, ok := reconstruct.Lookup(method)
	if !ok {
		t.Fatalf("no method %q", method)
	}
	values, err := parameter.Complete(m.Parameters, given)
	if err != nil {
		t.Fatal(err)
	}
	r, err := m.New(reconstruct.Setup{Model: measure.Model{Mask: array.NewMask(s)}, Values: values})
	if err != nil {
		t.Fatal(err)
	}
	return r.(reconstruct.Differentiable)
}

func linearised(t testing.TB, f reconstruct.Differentiable, p reconstruct.Problem) reconstruct.Linearisation {
	t.Helper()
	l, err := f.Linearise(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

func reconstructed(t testing.TB, f reconstruct.Reconstructor, p reconstruct.Problem) *array.Complex {
	t.Helper()
	result, err := f.Reconstruct(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result.Image
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// each runs a test on all settings and both transforms.
func each(t *testing.T, test func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem)) {
	for _, s := range small {
		for i, name := range transform.Names() {
			t.Run(s.name+" "+name, func(t *testing.T) {
				p := problem(t, name, uint64(10+i))
				test(t, made(t, s.method, p.Image(), s.values), p)
			})
		}
	}
}

// <J a, b> = <a, J^T b> in samples and start together, at the problem and after a move,
// and what is off the mask neither counts nor comes out.
func TestDerivativeDot(t *testing.T) {
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		r := rand.New(rand.NewPCG(20, 0))
		p.Start, p.Bound = noise(r, p.Image()), p.Samples.Norm()
		l := linearised(t, f, p)
		dot := func() {
			a, a0, b := noise(r, p.Image()), noise(r, p.Image()), noise(r, p.Image())
			ja, jtb, jtb0 := array.NewComplex(p.Image()), noise(r, p.Image()), noise(r, p.Image())
			must(t, errors.Join(l.VJP(jtb, jtb0, b), l.JVP(ja, a, a0)))
			left := real(array.Dot(ja, b))
			right := real(array.Dot(a, jtb)) + real(array.Dot(a0, jtb0))
			if d := math.Abs(left - right); d > 1e-12*ja.Norm()*b.Norm() {
				t.Errorf("<Ja, b> = %v, <a, J^T b> = %v: %g apart", left, right, d)
			}
			if ja.Norm() < 0.01*a.Norm() {
				t.Errorf("||Ja|| = %g for ||a|| = %g: nothing is tried", ja.Norm(), a.Norm())
			}
			for i, on := range p.Mask.Data {
				if !on && jtb.Data[i] != 0 {
					t.Fatalf("J^T b is %v off the mask", jtb.Data[i])
				}
			}
		}
		dot()
		dot() // after a reverse pass nothing is kept any more
		y := array.NewComplex(p.Image())
		transform.NewMask[complex128](p.Mask).Forward(y, noise(r, p.Image()))
		must(t, l.Move(y, nil))
		dot()
		p.Samples = y
		if d := array.Distance(l.Value(), reconstructed(t, f, p)); d != 0 {
			t.Errorf("the value is %g away from the reconstruction", d)
		}
	})
}

// Central differences come closer to the derivative with the square of their step.
func TestDerivativeDifferences(t *testing.T) {
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		r := rand.New(rand.NewPCG(21, 0))
		p.Start, p.Bound = noise(r, p.Image()), p.Samples.Norm()
		v0, v := noise(r, p.Image()), array.NewComplex(p.Image())
		transform.NewMask[complex128](p.Mask).Forward(v, noise(r, p.Image()))
		l := linearised(t, f, p)
		jv := array.NewComplex(p.Image())
		must(t, l.JVP(jv, v, v0))
		y, y0 := p.Samples, p.Start
		at := func(h float64) *array.Complex {
			must(t, l.Move(along(y, h, v), along(y0, h, v0)))
			return l.Value().Clone()
		}
		var off []float64
		for _, h := range []float64{2e-6, 1e-6} {
			ahead, behind := at(h), at(-h)
			difference := along(ahead, -1, behind)
			for i := range difference.Data {
				difference.Data[i] *= complex(1/(2*h), 0)
			}
			off = append(off, array.Distance(difference, jv)/jv.Norm())
		}
		// The error is of third order in the step until rounding, 1e-16/h, takes over.
		if off[1] > 1e-7 || off[1] > 0.3*off[0] && off[1] > 2e-9 {
			t.Errorf("differences are %.3g away at 2e-6 and %.3g at 1e-6", off[0], off[1])
		}
	})
}

func along(x *array.Complex, h float64, v *array.Complex) *array.Complex {
	out := x.Clone()
	for i, d := range v.Data {
		out.Data[i] += complex(h, 0) * d
	}
	return out
}

func TestSameBitsForAnyThreads(t *testing.T) {
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		r := rand.New(rand.NewPCG(22, 0))
		v := noise(r, p.Image())
		var got [2][]*array.Complex
		for i := range got {
			p.Threads = i + 1
			l := linearised(t, f, p)
			jv, jtv, start := array.NewComplex(p.Image()), array.NewComplex(p.Image()), array.NewComplex(p.Image())
			must(t, errors.Join(l.JVP(jv, v, nil), l.VJP(jtv, start, v)))
			got[i] = []*array.Complex{reconstructed(t, f, p), l.Value(), jv, jtv, start}
		}
		for i, a := range got[0] {
			if array.Distance(a, got[1][i]) != 0 {
				t.Errorf("array %d has other bits with 2 threads", i)
			}
		}
	})
}

// seeing is a recorder that asks for everything and calls back.
type seeing func(reconstruct.Layer)

func (seeing) Measures() bool               { return true }
func (f seeing) Record(l reconstruct.Layer) { f(l) }

// Layers count from 1, what they show is true of their image, and looking changes nothing.
func TestLayers(t *testing.T) {
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		u, err := transform.New[complex128](p.Transform, p.Image(), nil)
		must(t, err)
		other, next := noise(rand.New(rand.NewPCG(23, 0)), p.Image()), 1
		var last *array.Complex
		result, err := f.Reconstruct(context.Background(), p, seeing(func(l reconstruct.Layer) {
			if l.Index() != next || l.Block() < 1 || l.Index() > l.Total() {
				t.Fatalf("layer %d of %d in block %d after %d", l.Index(), l.Total(), l.Block(), next-1)
			}
			next++
			last = l.Image()
			if d, want := l.Distance(other), array.Distance(last, other); math.Abs(d-want) > 1e-12*want {
				t.Errorf("layer %d: distance %v, of its image %v", l.Index(), d, want)
			}
			z := array.NewComplex(p.Image())
			u.Forward(z, last)
			sampled := array.NewComplex(p.Image())
			transform.NewMask[complex128](p.Mask).Forward(sampled, z)
			if r, want := l.Residual(), array.Distance(sampled, p.Samples); math.Abs(r-want) > 1e-12*p.Samples.Norm() {
				t.Errorf("layer %d: residual %v, of its image %v", l.Index(), r, want)
			}
			if o := l.Objective(); !(o > 0) {
				t.Errorf("layer %d: objective %v", l.Index(), o)
			}
		}))
		must(t, err)
		if array.Distance(last, result.Image) != 0 {
			t.Error("the last layer shows another image than the result")
		}
		if array.Distance(reconstructed(t, f, p), result.Image) != 0 {
			t.Error("the image depends on who looks")
		}
	})
}

// A cancel at some layer, or in a derivative, ends there and leaves no goroutine, or the
// bubble would not end.
func TestCancel(t *testing.T) {
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			seen := 0
			_, err := f.Reconstruct(ctx, p, seeing(func(l reconstruct.Layer) {
				if seen = l.Index(); seen == 3 {
					cancel()
				}
			}))
			if !errors.Is(err, context.Canceled) || seen != 3 {
				t.Errorf("error %v after %d layers", err, seen)
			}
			if _, err := f.Linearise(ctx, p); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			ctx, cancel = context.WithCancel(context.Background())
			l, err := f.Linearise(ctx, p)
			must(t, err)
			cancel()
			a := array.NewComplex(p.Image())
			for _, err := range []error{l.Move(p.Samples, nil), l.JVP(a, p.Samples, nil), l.VJP(a, nil, p.Samples)} {
				if !errors.Is(err, context.Canceled) {
					t.Errorf("error %v", err)
				}
			}
			l.Close()
			l.Close()
		})
	})
}

// What New refuses it refuses at the key; samples of another shape are an error.
func TestBadSettings(t *testing.T) {
	s := array.Shape{H: 16, W: 32}
	for _, bad := range []struct {
		method, key string
		values      parameter.Values
	}{
		{"fista", "levels", parameter.Values{"levels": 5}},
		{"fista", "weights", parameter.Values{"weights": "image"}},
		{"fista", "weights", parameter.Values{"weights": parameter.Table{Key: "values", Numbers: []float64{1}}}},
		{"fista", "lambda", parameter.Values{"lambda": 0.0}},
		{"fista", "iterations", parameter.Values{"iterations": 0}},
		{"tv", "tau", parameter.Values{"tau": -1.0}},
		{"tv", "lambda", parameter.Values{"lambda": math.Inf(1)}},
		{"tv-wavelet", "levels", parameter.Values{"levels": 6}},
		{"tv-wavelet", "wavelet-lambda", parameter.Values{"wavelet-lambda": 0.0}},
		{"nesta", "levels", parameter.Values{"levels": 5}},
		{"nesta", "noise", parameter.Values{"noise": 1.5}},
		{"nesta", "fall", parameter.Values{"fall": 0.0}},
		{"nesta", "penalty", parameter.Values{"penalty": "none"}},
		{"tikhonov", "alpha", parameter.Values{"alpha": -1.0}},
	} {
		m, _ := reconstruct.Lookup(bad.method)
		values, err := parameter.Complete(m.Parameters, bad.values)
		if err == nil {
			_, err = m.New(reconstruct.Setup{Model: measure.Model{Mask: array.NewMask(s)}, Values: values})
		}
		var at *parameter.Error
		if !errors.As(err, &at) || at.Key != bad.key || at.Want == "" {
			t.Errorf("%s with %v: error %v", bad.method, bad.values, err)
		}
	}
	each(t, func(t *testing.T, f reconstruct.Differentiable, p reconstruct.Problem) {
		p.Samples = array.NewComplex(array.Shape{H: 8, W: 8})
		if _, err := f.Reconstruct(context.Background(), p, nil); err == nil {
			t.Error("samples of another shape")
		}
		if _, err := f.Linearise(context.Background(), p); err == nil {
			t.Error("samples of another shape")
		}
	})
}

// On the Shepp-Logan phantom with 15 % of the samples every method with its defaults leaves
// less than a fifth of the error of zero-filling, and less than half with 5 % noise.
func TestDefaults(t *testing.T) {
	for _, level := range []float64{0, 0.05} {
		p, truth := phantom(t, 128, level)
		zero := array.Distance(reconstructed(t, made(t, "zero-filled", p.Image(), nil), p), truth)
		done := map[string]bool{"zero-filled": true}
		for _, s := range small {
			if done[s.method] {
				continue
			}
			done[s.method] = true
			got := array.Distance(reconstructed(t, made(t, s.method, p.Image(), nil), p), truth) / zero
			t.Logf("noise %g: %s leaves %.3f of the error of zero-filling", level, s.method, got)
			if got > map[float64]float64{0: 0.2, 0.05: 0.5}[level] {
				t.Errorf("noise %g: %s leaves %.3f of the error of zero-filling", level, s.method, got)
			}
		}
	}
}

// phantom is the default experiment at a size, with noise.
func phantom(t testing.TB, n int, level float64) (reconstruct.Problem, *array.Complex) {
	t.Helper()
	shape := array.Shape{H: n, W: n}
	truth := phantoms.SheppLogan(shape)
	counts, err := weights.CountSparsities(truth, "db1", transform.DefaultLevels(shape))
	must(t, err)
	levels, _ := sampling.Lookup("levels")
	mask, err := levels.Draw(sampling.Request{
		Shape: shape, Transform: "fourier", Fraction: 0.15, Sparsities: counts,
		Values: parameter.Values{"wavelet": "db1"}, Rand: rng.Stream(1, "mask"),
	})
	must(t, err)
	y := array.NewComplex(shape)
	u, err := transform.New[complex128]("fourier", shape, nil)
	must(t, err)
	u.Forward(y, truth)
	transform.NewMask[complex128](mask).Forward(y, y.Clone())
	if level > 0 {
		must(t, sampling.AddNoise(y, measure.Model{Mask: mask}, level, rng.Stream(1, "noise")))
	}
	return reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: 2}, truth
}

// What a reconstruction and a linearisation allocate is what the registry says, and the
// latter is at most 50 complex images with the defaults.
func TestMemory(t *testing.T) {
	shape := array.Shape{H: 256, W: 256}
	p := reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: array.NewMask(shape)}, Samples: array.NewComplex(shape), Threads: 2}
	p.Samples.Data[5], p.Bound = 1, 1
	for _, name := range reconstruct.Names() {
		m, _ := reconstruct.Lookup(name)
		if name == "firenet" {
			continue
		}
		values, err := parameter.Complete(m.Parameters, nil)
		must(t, err)
		if _, has := values["wavelet"]; has {
			values["wavelet"] = "db4" // takes more memory than Haar
		}
		// As many states are kept as with the defaults.
		few := parameter.Values{"iterations": 20, "inner": 10, "restarts": 1}
		for key := range few {
			if values.Has(key) {
				values[key] = few[key]
			}
		}
		f := made(t, name, shape, values)
		image := 16 * float64(shape.Len())
		check := func(what string, claimed int64, run func()) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			run()
			runtime.ReadMemStats(&after)
			used, said := float64(after.TotalAlloc-before.TotalAlloc)/image, float64(claimed)/image
			t.Logf("%s: %s takes %.1f images, said %.1f", name, what, used, said)
			if used > said || said > 50 {
				t.Errorf("%s: %s takes %.1f images, said %.1f", name, what, used, said)
			}
		}
		setup := reconstruct.Setup{Model: p.Model, Values: values}
		check("a reconstruction", m.Memory(setup), func() { reconstructed(t, f, p) })
		check("a linearisation", m.LinearisationMemory(setup), func() { linearised(t, f, p) })
	}
}
