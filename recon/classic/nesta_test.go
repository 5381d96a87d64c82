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

// With all frequencies measured, sparse wavelets to within eta of y: the solution is
// soft(c, t) with the t for which it is eta away.
func TestNESTAFullSampling(t *testing.T) {
	for _, name := range transform.Names() {
		x := problem(t, name, 60).Samples
		p := all(t, name, x)
		f := &classic.NESTA{
			Shape: x.Shape, Sparsity: 1, Noise: 0.4, Mu: 1, Fall: 0.3, Inner: 200, Restarts: 8, Wavelet: "db1", Levels: 3,
		}
		got := analysed(t, reconstructed(t, f, p), "db1", 3)
		c, eta := analysed(t, x, "db1", 3), 0.4*x.Norm()
		soft := func(threshold float64) *array.Complex {
			out := array.NewComplex(c.Shape)
			for i, z := range c.Data {
				if a := cmplx.Abs(z); a > threshold {
					out.Data[i] = z * complex(1-threshold/a, 0)
				}
			}
			return out
		}
		lo, hi := 0.0, 10.0
		for range 100 {
			if mid := (lo + hi) / 2; array.Distance(soft(mid), c) < eta {
				lo = mid
			} else {
				hi = mid
			}
		}
		want := soft(lo)
		if d := array.Distance(got, want); d > 1e-4*want.Norm() {
			t.Errorf("%s: %g from the solution, relative", name, d/want.Norm())
		}
	}
}

// Every layer fits the samples to within eta, and with eta 0 exactly; all frequencies
// measured leave no choice.
func TestNESTAFits(t *testing.T) {
	for _, name := range transform.Names() {
		for _, noise := range []float64{0, 0.1} {
			p := problem(t, name, 61)
			f := &classic.NESTA{
				Shape: p.Image(), TV: 1, Sparsity: 0.3, Noise: noise, Mu: 0.1, Fall: 0.5, Inner: 5, Restarts: 3, Wavelet: "db2", Levels: 2,
			}
			_, err := f.Reconstruct(context.Background(), p, seeing(func(l reconstruct.Layer) {
				if r := misfit(t, p, l.Image()); r > (noise+1e-13)*p.Samples.Norm() {
					t.Errorf("%s: misfit %g of layer %d, eta %g", name, r, l.Index(), noise*p.Samples.Norm())
				}
				if want := (l.Index()-1)/5 + 1; l.Block() != want {
					t.Errorf("layer %d is in block %d", l.Index(), l.Block())
				}
			}))
			must(t, err)
			f.Noise = 0
			if x := p.Samples; array.Distance(reconstructed(t, f, all(t, name, x)), x) > 1e-12*x.Norm() {
				t.Errorf("%s: everything is measured, and the image is another", name)
			}
		}
	}
}

// f_mu(x_k) - f_mu(x*) <= 2 ||K||^2/mu ||x* - x_0||^2 / ((k+1)(k+2)) inside a block, k from 0.
func TestNESTABound(t *testing.T) {
	const mu = 0.2
	for _, name := range transform.Names() {
		p := problem(t, name, 62)
		// In units of the data mu is Mu ||y||/sqrt(HW).
		f := &classic.NESTA{
			Shape: p.Image(), Sparsity: 1, Noise: 0.2, Fall: 1, Inner: 4000, Restarts: 1, Wavelet: "db1", Levels: 3,
			Mu: mu * math.Sqrt(float64(p.Image().Len())) / p.Samples.Norm(),
		}
		smoothed := func(x *array.Complex) float64 {
			sum := 0.0
			for _, z := range analysed(t, x, "db1", 3).Data {
				if a := cmplx.Abs(z); a > mu {
					sum += a - mu/2
				} else {
					sum += a * a / (2 * mu)
				}
			}
			return sum
		}
		best := reconstructed(t, f, p)
		least := smoothed(best)
		f.Inner = 300
		_, err := f.Reconstruct(context.Background(), p, seeing(func(l reconstruct.Layer) {
			k := float64(l.Index() - 1)
			bound := 2 / mu * best.Norm() * best.Norm() / ((k + 1) * (k + 2))
			if gap := smoothed(l.Image()) - least; gap > bound || gap < -1e-8*least {
				t.Errorf("%s: layer %d is %g above the minimum, bound %g", name, l.Index(), gap, bound)
			}
			if want := sparsity(t, l.Image(), "db1", 3); math.Abs(l.Objective()-want) > 1e-12*want {
				t.Errorf("%s: objective %v, of the image %v", name, l.Objective(), want)
			}
		}))
		must(t, err)
	}
}

// TV of the phantom from exact samples: the smallest there is, so that no image that fits
// has less, the phantom itself among them.
func TestNESTARecoversThePhantom(t *testing.T) {
	p, truth := phantom(t, 64, 0)
	f := &classic.NESTA{Shape: p.Image(), TV: 1, Mu: 0.1, Fall: 0.3, Inner: 100, Restarts: 12}
	x := reconstructed(t, f, p)
	if v, most := variation(x), variation(truth); v > most*(1+1e-3) {
		t.Errorf("variation %v, that of the phantom %v", v, most)
	}
}

// The bound of the problem stands for ||y||, in eta and in mu, and everything scales with
// the data.
func TestNESTABoundOfTheProblem(t *testing.T) {
	p := problem(t, "fourier", 63)
	f := &classic.NESTA{Shape: p.Image(), TV: 1, Noise: 0.2, Mu: 0.1, Fall: 0.5, Inner: 10, Restarts: 2}
	x := reconstructed(t, f, p)
	p.Bound = 2 * p.Samples.Norm()
	if r := misfit(t, p, reconstructed(t, f, p)); math.Abs(r-0.4*p.Samples.Norm()) > 1e-12*r {
		t.Errorf("misfit %v with a bound of %v", r, p.Bound)
	}
	p.Bound = 0
	for i := range p.Samples.Data {
		p.Samples.Data[i] *= 8
	}
	large := reconstructed(t, f, p)
	for i := range large.Data {
		large.Data[i] /= 8
	}
	if d := array.Distance(large, x); d > 1e-13*x.Norm() {
		t.Errorf("scaled data give another image, %g away", d)
	}
	p.Samples = array.NewComplex(p.Image())
	if _, err := f.Reconstruct(context.Background(), p, nil); err == nil {
		t.Error("nothing but zeros was taken")
	}
	for _, bad := range []classic.NESTA{
		{Mu: 1, Fall: 1},
		{TV: 1, Fall: 1},
		{TV: 1, Mu: 1},
		{TV: 1, Mu: 1, Fall: 2},
		{TV: 1, Mu: 1, Fall: 1, Noise: math.NaN()},
		{Sparsity: 1, Mu: 1, Fall: 1, Levels: 9, Wavelet: "db1"},
	} {
		bad.Shape, bad.Inner, bad.Restarts = p.Image(), 1, 1
		if _, err := bad.Reconstruct(context.Background(), problem(t, "fourier", 63), nil); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
