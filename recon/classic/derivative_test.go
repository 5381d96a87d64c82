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

func noise(r *rand.Rand, s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(r.NormFloat64(), r.NormFloat64())
	}
	return a
}

// J is f itself, and J^T its adjoint: <J a, b> = <a, J^T b>, also for an a that is not zero
// off the mask.
func TestZeroFilledDerivative(t *testing.T) {
	for _, name := range transform.Names() {
		p := problem(t, name, 3)
		l, err := classic.ZeroFilled{}.Linearise(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		r := rand.New(rand.NewPCG(4, 0))
		a, b := noise(r, p.Image()), noise(r, p.Image())
		ja, jtb, start := array.NewComplex(p.Image()), array.NewComplex(p.Image()), noise(r, p.Image())
		if err := errors.Join(l.JVP(ja, a, nil), l.VJP(jtb, start, b)); err != nil {
			t.Fatal(err)
		}
		left, right := real(array.Dot(ja, b)), real(array.Dot(a, jtb))
		if math.Abs(left-right) > 1e-13*a.Norm()*b.Norm() {
			t.Errorf("%s: <Ja, b> = %v, <a, J^T b> = %v", name, left, right)
		}
		if start.Norm() != 0 {
			t.Errorf("%s: J^T has a part for the start", name)
		}
		for i, on := range p.Mask.Data {
			if !on && jtb.Data[i] != 0 {
				t.Fatalf("%s: J^T b is %v off the mask", name, jtb.Data[i])
			}
		}
		p.Samples = a
		transform.NewMask[complex128](p.Mask).Forward(p.Samples, a.Clone())
		want, err := classic.ZeroFilled{}.Reconstruct(context.Background(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Move(p.Samples, nil); err != nil {
			t.Fatal(err)
		}
		if array.Distance(l.Value(), want.Image) != 0 || array.Distance(ja, want.Image) != 0 {
			t.Errorf("%s: value or derivative is not the map", name)
		}
	}
}

func TestZeroFilledLineariseCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p := problem(t, "fourier", 5)
	l, err := classic.ZeroFilled{}.Linearise(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cancel()
	if err := l.JVP(array.NewComplex(p.Image()), p.Samples, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := (classic.ZeroFilled{}).Linearise(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
