package classic_test

import (
	"context"
	"math"
	"math/cmplx"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// variation is the isotropic total variation.
func variation(x *array.Complex) float64 {
	right, below := differences(x)
	sum := 0.0
	for i, a := range right.Data {
		sum += math.Hypot(cmplx.Abs(a), cmplx.Abs(below.Data[i]))
	}
	return sum
}

// sparsity is the sum of the moduli of the coefficients.
func sparsity(t testing.TB, x *array.Complex, wavelet string, levels int) float64 {
	sum := 0.0
	for _, c := range analysed(t, x, wavelet, levels).Data {
		sum += cmplx.Abs(c)
	}
	return sum
}

// misfit is ||P U x - y||.
func misfit(t testing.TB, p reconstruct.Problem, x *array.Complex) float64 {
	u, err := transform.New[complex128](p.Transform, p.Image(), nil)
	must(t, err)
	z, sampled := array.NewComplex(p.Image()), array.NewComplex(p.Image())
	u.Forward(z, x)
	transform.NewMask[complex128](p.Mask).Forward(sampled, z)
	return array.Distance(sampled, p.Samples)
}

// A stripe of height b on a ground a, everything measured: the minimiser keeps the edges and
// moves the two heights towards each other by 2 lambda over their widths. The heights are
// complex, and the stripe stands or lies.
func TestTVShrinksSteps(t *testing.T) {
	const lambda, wide = 0.3, 5
	a, b := complex(0.2, -0.4), complex(1.4, 1.2)
	for _, name := range transform.Names() {
		for _, lies := range []bool{false, true} {
			x := array.NewComplex(array.Shape{H: 16, W: 16})
			want := array.NewComplex(x.Shape)
			towards := (b - a) / complex(cmplx.Abs(b-a), 0)
			for i := range x.Data {
				at := i % 16
				if lies {
					at = i / 16
				}
				if at >= 3 && at < 3+wide {
					x.Data[i], want.Data[i] = b, b-2*lambda/wide*towards
				} else {
					x.Data[i], want.Data[i] = a, a+2*lambda/(16-wide)*towards
				}
			}
			f := &classic.PrimalDual{Shape: x.Shape, TV: lambda, Tau: 1, Iterations: 800}
			got := reconstructed(t, f, all(t, name, x))
			if d := array.Distance(got, want); d > 1e-6*want.Norm() {
				t.Errorf("%s, lies %v: %g from the minimiser", name, lies, d)
			}
		}
	}
}

// With wavelets alone the problem is the LASSO, which FISTA solves on its own way.
func TestPrimalDualAndFISTAAgree(t *testing.T) {
	for _, name := range transform.Names() {
		p := problem(t, name, 50)
		f := &classic.FISTA{Shape: p.Image(), Lambda: 0.3, Iterations: 3000, Wavelet: "db2", Levels: 2}
		d := &classic.PrimalDual{Shape: p.Image(), Sparsity: 0.3, Tau: 3, Iterations: 3000, Wavelet: "db2", Levels: 2}
		a, b := reconstructed(t, f, p), reconstructed(t, d, p)
		value := func(x *array.Complex) float64 {
			r := misfit(t, p, x)
			return r*r/2 + 0.3*sparsity(t, x, "db2", 2)
		}
		if x, y := value(a), value(b); math.Abs(x-y) > 1e-8*x {
			t.Errorf("%s: FISTA ends at %.12g, the primal-dual method at %.12g", name, x, y)
		}
	}
}

// For the average X of k iterates F(X) - F* <= (||x*||^2/tau + ||p||^2/sigma) / k, where p lies
// in the dual ball: a modulus of at most 1 for each pixel and each coefficient.
func TestPrimalDualBound(t *testing.T) {
	for _, name := range transform.Names() {
		p := problem(t, name, 51)
		f := &classic.PrimalDual{Shape: p.Image(), TV: 0.2, Sparsity: 0.1, Tau: 2, Iterations: 4000, Wavelet: "db1", Levels: 3}
		value := func(x *array.Complex) float64 {
			r := misfit(t, p, x)
			return r*r/2 + 0.2*variation(x) + 0.1*sparsity(t, x, "db1", 3)
		}
		best := reconstructed(t, f, p)
		least := value(best)
		sum := array.NewComplex(p.Image())
		f.Iterations = 200
		_, err := f.Reconstruct(context.Background(), p, seeing(func(l reconstruct.Layer) {
			x, k := l.Image(), l.Index()
			if want := value(x); math.Abs(l.Objective()-want) > 1e-12*want {
				t.Errorf("%s: objective %v of layer %d, of its image %v", name, l.Objective(), k, want)
			}
			mean := array.NewComplex(p.Image())
			for i, z := range x.Data {
				sum.Data[i] += z
				mean.Data[i] = sum.Data[i] / complex(float64(k), 0)
			}
			pixels := float64(p.Image().Len())
			bound := (best.Norm()*best.Norm()/f.Tau + 2*pixels/f.Sigma()) / float64(k)
			if gap := value(mean) - least; gap > bound || gap < -1e-9*least {
				t.Errorf("%s: the average of %d iterates is %g above the minimum, bound %g", name, k, gap, bound)
			}
		}))
		must(t, err)
	}
}

func TestPrimalDualSteps(t *testing.T) {
	f := &classic.PrimalDual{TV: 0.5, Sparsity: 2, Tau: 3}
	if got := f.Tau * f.Sigma() * (8*0.25 + 4); math.Abs(got-1) > 1e-15 {
		t.Errorf("tau sigma ||K||^2 = %v", got)
	}
	p := problem(t, "fourier", 52)
	for _, bad := range []classic.PrimalDual{
		{Tau: 1},
		{TV: -1, Tau: 1},
		{TV: 1},
		{TV: 1, Sparsity: math.NaN(), Tau: 1},
		{Sparsity: 1, Tau: 1, Wavelet: "db1", Levels: 9},
	} {
		bad.Shape, bad.Iterations = p.Image(), 1
		if _, err := bad.Reconstruct(context.Background(), p, nil); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
