package firenet_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/internal/npytest"
	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// variation is a network whose derivative is tested, on random data.
type variation struct {
	transform, wavelet string
	shape              array.Shape
	levels, p, n       int
	weights            []float64
	start              bool
	tau, sigma         float64
}

var infinite = math.Inf(1)

// variations cover transforms, shapes, wavelets, weights, starts and, with many blocks, those
// that are computed again.
var variations = []variation{
	{"fourier", "db1", array.Shape{H: 32, W: 32}, 4, 5, 5, []float64{3, 2, 2, 1}, false, 1, 1},
	{"walsh", "db1", array.Shape{H: 16, W: 64}, 3, 3, 4, []float64{2, 1.5, 1}, true, 0.5, 1.5},
	{"fourier", "db1", array.Shape{H: 24, W: 40}, 3, 4, 3, nil, true, 1, 1},
	{"fourier", "db4", array.Shape{H: 40, W: 24}, 2, 5, 3, []float64{0, 1, 2}, true, 1, 1},
	{"walsh", "sym5", array.Shape{H: 32, W: 16}, 2, 4, 4, []float64{1, infinite, 0.5}, true, 1, 1},
	{"fourier", "db1", array.Shape{H: 32, W: 32}, 3, 3, 3, []float64{1, 2, infinite}, false, 1, 1},
	{"fourier", "db2", array.Shape{H: 21, W: 35}, 0, 4, 3, nil, true, 1, 0.7},
	{"walsh", "db1", array.Shape{H: 16, W: 16}, 0, 2, 2, nil, false, 1, 1},
	{"fourier", "db1", array.Shape{H: 16, W: 16}, 3, 5, 12, []float64{3, 2, 1}, true, 1, 1},
	{"fourier", "db3", array.Shape{H: 16, W: 16}, 1, 12, 5, nil, true, 1, 1},
	{"fourier", "db1", array.Shape{H: 16, W: 32}, 3, 1, 4, nil, true, 1, 1},
}

func (v variation) String() string {
	return fmt.Sprintf("%s %s %v J=%d p=%d n=%d", v.transform, v.wavelet, v.shape, v.levels, v.p, v.n)
}

func (v variation) network(single bool) *firenet.Network {
	return &firenet.Network{
		Settings: firenet.Settings{Lambda: 0.05, Tau: v.tau, Sigma: v.sigma, Inner: v.p, Restarts: v.n, Delta: 1e-9},
		Shape:    v.shape, Wavelet: v.wavelet, Levels: v.levels, Weights: v.weights, Single: single,
	}
}

func (v variation) problem(r *rand.Rand, threads int) reconstruct.Problem {
	p := reconstruct.Problem{Model: measure.Model{Transform: v.transform, Mask: array.NewMask(v.shape)}, Threads: threads}
	for i := range p.Mask.Data {
		p.Mask.Data[i] = r.Float64() < 0.4
	}
	p.Samples = array.NewComplex(v.shape)
	transform.NewMask[complex128](p.Mask).Forward(p.Samples, noise(r, v.shape))
	if v.start {
		p.Start = noise(r, v.shape)
	}
	return p
}

func noise(r *rand.Rand, s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(r.NormFloat64(), r.NormFloat64())
	}
	return a
}

func linearise(t testing.TB, n *firenet.Network, p reconstruct.Problem) reconstruct.Linearisation {
	t.Helper()
	l, err := n.Linearise(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

func jvp(t testing.TB, l reconstruct.Linearisation, samples, start *array.Complex) *array.Complex {
	t.Helper()
	dst := array.NewComplex(samples.Shape)
	if err := l.JVP(dst, samples, start); err != nil {
		t.Fatal(err)
	}
	return dst
}

func vjp(t testing.TB, l reconstruct.Linearisation, cotangent *array.Complex) (samples, start *array.Complex) {
	t.Helper()
	samples, start = noise(rand.New(rand.NewPCG(0, 0)), cotangent.Shape), array.NewComplex(cotangent.Shape)
	if err := l.VJP(samples, start, cotangent); err != nil {
		t.Fatal(err)
	}
	return samples, start
}

func inner(a, b *array.Complex) float64 { return real(array.Dot(a, b)) }

// <J a, b> = <a, J^T b> for random a, with and without a part for the start. Tolerances are
// relative to |J a| |b|.
func TestDerivativeDot(t *testing.T) {
	for k, v := range variations {
		for _, precision := range []struct {
			name   string
			single bool
			tol    float64
		}{{"float64", false, 1e-13}, {"float32", true, 3e-6}} {
			t.Run(fmt.Sprint(v, " ", precision.name), func(t *testing.T) {
				r := rand.New(rand.NewPCG(uint64(k), 1))
				l := linearise(t, v.network(precision.single), v.problem(r, 2))
				for range 2 {
					a, start, b := noise(r, v.shape), noise(r, v.shape), noise(r, v.shape)
					gradient, startGradient := vjp(t, l, b)
					for what, pair := range map[string][2]float64{
						"samples": {inner(jvp(t, l, a, nil), b), inner(a, gradient)},
						"both":    {inner(jvp(t, l, a, start), b), inner(a, gradient) + inner(start, startGradient)},
					} {
						scale := jvp(t, l, a, start).Norm() * b.Norm()
						if d := math.Abs(pair[0] - pair[1]); !(d <= precision.tol*scale) {
							t.Errorf("%s: <Ja, b> = %.15g, <a, J^T b> = %.15g, apart by %.2g of |Ja| |b|", what, pair[0], pair[1], d/scale)
						}
						if scale == 0 && v.p > 1 {
							t.Error("J a is zero")
						}
					}
				}
			})
		}
	}
}

// Central differences approach J a with the square of the step, until rounding is met; with
// a kink of a soft threshold between the two points they do not. Epsilon_0 is held.
func TestDerivativeDifferences(t *testing.T) {
	second := 0
	for k, v := range variations {
		r := rand.New(rand.NewPCG(uint64(k), 2))
		problem := v.problem(r, 1)
		a, start := array.NewComplex(v.shape), noise(r, v.shape)
		transform.NewMask[complex128](problem.Mask).Forward(a, noise(r, v.shape))
		if !v.start {
			start = nil
		}
		exact := jvp(t, linearise(t, v.network(false), problem), a, start)
		miss := func(step float64) float64 {
			difference := combine(v.moved(t, problem, step, a, start), -1, v.moved(t, problem, -step, a, start))
			return array.Distance(combine(array.NewComplex(v.shape), 1/(2*step), difference), exact) / exact.Norm()
		}
		coarse, fine := miss(1e-4), miss(1e-5)
		if !(fine < 2e-9) {
			t.Errorf("%v: differences with step 1e-5 are %.2g from the derivative", v, fine)
		}
		// At the finer step rounding is a part of the difference.
		if order := math.Log(coarse/miss(2.5e-5)) / math.Log(4); order > 1.9 && order < 2.1 {
			second++
		}
	}
	if second < 5 {
		t.Errorf("second order on %d of %d, the others having a kink", second, len(variations))
	}
}

// moved is the reconstruction a step further, with the bound of the problem.
func (v variation) moved(t *testing.T, p reconstruct.Problem, step float64, samples, start *array.Complex) *array.Complex {
	t.Helper()
	p.Bound = p.Samples.Norm()
	p.Samples = combine(p.Samples, step, samples)
	if start != nil {
		p.Start = combine(p.Start, step, start)
	}
	got, err := v.network(false).Reconstruct(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got.Image
}

// combine is a + s b.
func combine(a *array.Complex, s float64, b *array.Complex) *array.Complex {
	out := a.Clone()
	for i := range out.Data {
		out.Data[i] += complex(s, 0) * b.Data[i]
	}
	return out
}

// The derivatives of an independent implementation, and a singular vector by Lanczos.
func TestDerivativeGolden(t *testing.T) {
	g := loadGolden(t, "n_gradient_32")
	read := func(name string) *array.Complex { return npytest.Complex(t, g.file(name)) }
	const singular = 2.117844975745623
	for _, precision := range []struct {
		name                       string
		single                     bool
		value, derivative, squared float64
	}{{"float64", false, 1e-12, 1e-11, 1e-11}, {"float32", true, 1e-6, 2e-5, 2e-5}} {
		t.Run(precision.name, func(t *testing.T) {
			l := linearise(t, g.network(t, precision.single), g.problem(t, 2))
			near(t, "value", l.Value(), read("out.npy"), precision.value)
			near(t, "J d", jvp(t, l, read("d.npy"), nil), read("Jd.npy"), precision.derivative)
			gradient, _ := vjp(t, l, read("g.npy"))
			near(t, "J^T g", gradient, read("Jtg.npy"), precision.derivative)
			v := read("v.npy")
			squared, _ := vjp(t, l, jvp(t, l, v, nil))
			near(t, "J^T J v", squared, combine(array.NewComplex(v.Shape), singular*singular, v), precision.squared)
		})
	}
}
