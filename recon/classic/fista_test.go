package classic_test

import (
	"context"
	"fmt"
	"math"
	"math/cmplx"
	"testing"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/rng"
	"firenet/recon/transform"
)

// coefficients of an image.
func analysed(t testing.TB, x *array.Complex, wavelet string, levels int) *array.Complex {
	t.Helper()
	psi, err := transform.NewWavelet[complex128](x.Shape, wavelet, levels, nil)
	must(t, err)
	c := array.NewComplex(x.Shape)
	psi.Forward(c, x)
	return c
}

// all is a problem with every frequency measured, and the image that it was measured of.
func all(t testing.TB, name string, x *array.Complex) reconstruct.Problem {
	t.Helper()
	p := reconstruct.Problem{Model: measure.Model{Transform: name, Mask: array.NewMask(x.Shape)}, Samples: array.NewComplex(x.Shape), Threads: 2}
	for i := range p.Mask.Data {
		p.Mask.Data[i] = true
	}
	u, err := transform.New[complex128](name, x.Shape, nil)
	must(t, err)
	u.Forward(p.Samples, x)
	return p
}

// With all frequencies measured A is unitary, and the minimiser is soft(A* y, lambda) in
// closed form: one iteration reaches it and the others stay.
func TestFISTAFullSampling(t *testing.T) {
	const lambda = 0.4
	for _, name := range transform.Names() {
		x := problem(t, name, 30).Samples // any image
		f := &classic.FISTA{Shape: x.Shape, Lambda: lambda, Wavelet: "db1", Levels: 3}
		want := analysed(t, x, "db1", 3)
		for i, c := range want.Data {
			want.Data[i] = c * complex(max(0, 1-lambda/max(cmplx.Abs(c), 1e-300)), 0)
		}
		for _, f.Iterations = range []int{1, 7} {
			result, err := f.Reconstruct(context.Background(), all(t, name, x), nil)
			must(t, err)
			if d := array.Distance(result.Coefficients, want); d > 1e-13*want.Norm() {
				t.Errorf("%s, %d iterations: %g from the minimiser", name, f.Iterations, d)
			}
		}
	}
}

// moved is an image moved up and to the left, circularly.
func moved(x *array.Complex, rows, columns int) *array.Complex {
	out := array.NewComplex(x.Shape)
	for r := range x.H {
		for c := range x.W {
			out.Set(r, c, x.At((r+rows+x.H)%x.H, (c+columns+x.W)%x.W))
		}
	}
	return out
}

// With shifts the recorded objective is that on the grid of the layer, for any number of
// threads. Haar bands and the others have code of their own.
func TestFISTAObjectiveOfAShift(t *testing.T) {
	const lambda, levels, seed = 0.01, 3, 5
	p, _ := phantom(t, 128, 0)
	for _, wavelet := range []string{"db1", "db2"} {
		f := &classic.FISTA{Shape: p.Image(), Lambda: lambda, Iterations: 4, Wavelet: wavelet, Levels: levels, Shifts: true, Seed: seed}
		for _, p.Threads = range []int{1, 2} {
			r := rng.Stream(seed, "wavelet shifts")
			_, err := f.Reconstruct(context.Background(), p, seeing(func(l reconstruct.Layer) {
				want := l.Residual() * l.Residual() / 2
				for _, c := range analysed(t, moved(l.Image(), r.IntN(8), r.IntN(8)), wavelet, levels).Data {
					want += lambda * cmplx.Abs(c)
				}
				if got := l.Objective(); math.Abs(got-want) > 1e-12*want {
					t.Errorf("%s, %d threads, layer %d: objective %v, of its image %v", wavelet, p.Threads, l.Index(), got, want)
				}
			}))
			must(t, err)
		}
	}
}

// With a shift the threshold acts on the coefficients of the image moved by it.
func TestFISTAShift(t *testing.T) {
	const lambda, levels, seed = 0.4, 3, 5
	x := problem(t, "fourier", 31).Samples
	f := &classic.FISTA{Shape: x.Shape, Lambda: lambda, Iterations: 1, Wavelet: "db2", Levels: levels, Shifts: true, Seed: seed}
	got := reconstructed(t, f, all(t, "fourier", x))
	r := rng.Stream(seed, "wavelet shifts")
	rows, columns := r.IntN(8), r.IntN(8)
	if rows+columns == 0 {
		t.Fatal("the seed gives no shift")
	}
	f.Shifts = false
	want := moved(reconstructed(t, f, all(t, "fourier", moved(x, rows, columns))), -rows, -columns)
	if d := array.Distance(got, want); d > 1e-13*want.Norm() {
		t.Errorf("%g away from the threshold on the moved image", d)
	}
}

// F(c_k) - F* <= 2 ||c*||^2 / (k+1)^2 [Beck and Teboulle 2009, Theorem 4.4], and at the end
// the optimality conditions hold: A*(y - A c) = lambda c/|c|, of modulus at most lambda where c = 0.
func TestFISTABoundAndOptimality(t *testing.T) {
	const lambda = 0.2
	for _, name := range transform.Names() {
		p := problem(t, name, 32)
		f := &classic.FISTA{Shape: p.Image(), Lambda: lambda, Iterations: 4000, Wavelet: "db1", Levels: 3}
		var fall []float64
		result, err := f.Reconstruct(context.Background(), p, seeing(func(l reconstruct.Layer) {
			fall = append(fall, l.Objective())
		}))
		must(t, err)
		best, c := fall[len(fall)-1], result.Coefficients
		for _, k := range []int{1, 2, 5, 10, 30, 100, 300} {
			bound := 2 * c.Norm() * c.Norm() / float64((k+1)*(k+1))
			if gap := fall[k-1] - best; gap > bound || gap < -1e-9*best {
				t.Errorf("%s: after %d iterations the objective is %g above its minimum, bound %g", name, k, gap, bound)
			}
		}
		u, err := transform.New[complex128](name, p.Image(), nil)
		must(t, err)
		z := array.NewComplex(p.Image())
		u.Forward(z, result.Image)
		for i, on := range p.Mask.Data {
			z.Data[i] = p.Samples.Data[i] - z.Data[i]
			if !on {
				z.Data[i] = 0
			}
		}
		back := array.NewComplex(p.Image())
		u.Adjoint(back, z)
		zeros := 0
		for i, g := range analysed(t, back, "db1", 3).Data {
			off := cmplx.Abs(g) - lambda
			if c := c.Data[i]; c != 0 && cmplx.Abs(c) > 1e-9 {
				off = cmplx.Abs(g - complex(lambda/cmplx.Abs(c), 0)*c)
			} else {
				zeros++
			}
			if off > 1e-6 {
				t.Fatalf("%s: coefficient %d is %g off its optimality condition", name, i, off)
			}
		}
		if n := p.Image().Len(); zeros < n/10 || zeros > 9*n/10 {
			t.Errorf("%s: %d of %d coefficients are 0: not both conditions were tried", name, zeros, n)
		}
	}
}

// A weight of 0 leaves a coefficient alone, an infinite one holds it at 0, and with equal
// weights lambda is what counts.
func TestFISTAWeights(t *testing.T) {
	x := problem(t, "walsh", 33).Samples
	f := &classic.FISTA{Shape: x.Shape, Lambda: 0.3, Iterations: 3, Wavelet: "db1", Levels: 2}
	f.Weights = make([]float64, x.Len())
	for i := range f.Weights {
		f.Weights[i] = []float64{0, 2, math.Inf(1)}[i%3]
	}
	result, err := f.Reconstruct(context.Background(), all(t, "walsh", x), nil)
	must(t, err)
	for i, c := range analysed(t, x, "db1", 2).Data {
		want := []complex128{c, c * complex(max(0, 1-0.6/max(cmplx.Abs(c), 1e-300)), 0), 0}[i%3]
		if d := cmplx.Abs(result.Coefficients.Data[i] - want); d > 1e-12 {
			t.Fatalf("coefficient %d of weight %g is %g away", i, f.Weights[i], d)
		}
	}
}

func ExampleFISTA() {
	shape := array.Shape{H: 64, W: 64}
	truth := phantoms.SheppLogan(shape)
	p := reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: array.NewMask(shape)}, Samples: array.NewComplex(shape)}
	u, _ := transform.New[complex128]("fourier", shape, nil)
	u.Forward(p.Samples, truth)
	random := rng.Stream(1, "mask")
	for i := range p.Samples.Data {
		// Low frequencies, in the middle, and some of the others.
		r, c := float64(i/64-32), float64(i%64-32)
		if p.Mask.Data[i] = random.Float64() < math.Exp(-math.Hypot(r, c)/20); !p.Mask.Data[i] {
			p.Samples.Data[i] = 0
		}
	}
	f := &classic.FISTA{Shape: shape, Lambda: 0.001, Iterations: 200, Wavelet: "db1", Levels: 5, Shifts: true}
	result, _ := f.Reconstruct(context.Background(), p, nil)
	zero, _ := classic.ZeroFilled{}.Reconstruct(context.Background(), p, nil)
	fmt.Printf("%.0f %% sampled: error %.2f, zero-filled %.2f\n", 100*float64(p.Mask.Count())/4096,
		array.Distance(result.Image, truth)/truth.Norm(), array.Distance(zero.Image, truth)/truth.Norm())
	// Output: 31 % sampled: error 0.01, zero-filled 0.55
}
