package classic_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/transform"
)

// differences are those to the next pixel to the right and below, periodic.
func differences(x *array.Complex) (right, below *array.Complex) {
	right, below = array.NewComplex(x.Shape), array.NewComplex(x.Shape)
	for r := range x.H {
		for c := range x.W {
			right.Set(r, c, x.At(r, (c+1)%x.W)-x.At(r, c))
			below.Set(r, c, x.At((r+1)%x.H, c)-x.At(r, c))
		}
	}
	return right, below
}

// omega2 is the penalty's weight of every frequency: ||D u||^2 of its basis function, taken
// from the transform.
func omega2(t testing.TB, name string, s array.Shape) []float64 {
	u, err := transform.New[complex128](name, s, nil)
	must(t, err)
	list := make([]float64, s.Len())
	delta, wave := array.NewComplex(s), array.NewComplex(s)
	for k := range list {
		delta.Data[k] = 1
		u.Adjoint(wave, delta)
		delta.Data[k] = 0
		right, below := differences(wave)
		list[k] = array.SumSquares(right.Data) + array.SumSquares(below.Data)
	}
	return list
}

// The image is where the gradient of the functional is zero, also beside what is sampled.
func TestTikhonovIsTheMinimiser(t *testing.T) {
	const alpha = 0.7
	for _, name := range transform.Names() {
		p := problem(t, name, 40)
		u, err := transform.New[complex128](name, p.Image(), nil)
		must(t, err)
		for _, gradient := range []bool{true, false} {
			x := reconstructed(t, &classic.Tikhonov{Alpha: alpha, Gradient: gradient}, p)
			z, weights := array.NewComplex(p.Image()), omega2(t, name, p.Image())
			u.Forward(z, x)
			for k, on := range p.Mask.Data {
				w := 1.0
				if gradient {
					w = weights[k]
				}
				slope := complex(alpha*w, 0) * z.Data[k]
				if on {
					slope += z.Data[k] - p.Samples.Data[k]
				}
				if math.Hypot(real(slope), imag(slope)) > 1e-13*p.Samples.Norm() {
					t.Fatalf("%s, gradient %v: slope %v at frequency %d", name, gradient, slope, k)
				}
			}
		}
	}
}

// For Fourier the penalty with differences is ||D x||^2 itself.
func TestTikhonovPenaltyIsTheGradient(t *testing.T) {
	x := problem(t, "fourier", 41).Samples
	u, err := transform.New[complex128]("fourier", x.Shape, nil)
	must(t, err)
	z := array.NewComplex(x.Shape)
	u.Forward(z, x)
	sum := 0.0
	for k, w := range omega2(t, "fourier", x.Shape) {
		sum += w * (real(z.Data[k])*real(z.Data[k]) + imag(z.Data[k])*imag(z.Data[k]))
	}
	right, below := differences(x)
	if want := array.SumSquares(right.Data) + array.SumSquares(below.Data); math.Abs(sum-want) > 1e-12*want {
		t.Errorf("sum over frequencies %v, ||D x||^2 = %v", sum, want)
	}
}

// It is linear, so that the derivative is the map, and its adjoint passes the dot test.
func TestTikhonovDerivative(t *testing.T) {
	for _, name := range transform.Names() {
		p := problem(t, name, 42)
		f := made(t, "tikhonov", p.Image(), nil)
		l := linearised(t, f, p)
		if array.Distance(l.Value(), reconstructed(t, f, p)) != 0 {
			t.Errorf("%s: the value is not the reconstruction", name)
		}
		r := rand.New(rand.NewPCG(43, 0))
		a, b := noise(r, p.Image()), noise(r, p.Image())
		ja, jtb, start := array.NewComplex(p.Image()), noise(r, p.Image()), noise(r, p.Image())
		must(t, errors.Join(l.JVP(ja, a, nil), l.VJP(jtb, start, b)))
		left, right := real(array.Dot(ja, b)), real(array.Dot(a, jtb))
		if math.Abs(left-right) > 1e-13*a.Norm()*b.Norm() || start.Norm() != 0 {
			t.Errorf("%s: <Ja, b> = %v, <a, J^T b> = %v, start %g", name, left, right, start.Norm())
		}
		y := array.NewComplex(p.Image())
		transform.NewMask[complex128](p.Mask).Forward(y, a)
		must(t, l.Move(y, nil))
		if array.Distance(l.Value(), ja) != 0 {
			t.Errorf("%s: the derivative is not the map", name)
		}
	}
}

func TestTikhonovCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (&classic.Tikhonov{Alpha: 1}).Reconstruct(ctx, problem(t, "fourier", 44), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
