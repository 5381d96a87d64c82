package classic_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

func problem(t testing.TB, name string, seed uint64) reconstruct.Problem {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	p := reconstruct.Problem{
		Model:   measure.Model{Transform: name, Mask: array.NewMask(array.Shape{H: 16, W: 32})},
		Samples: array.NewComplex(array.Shape{H: 16, W: 32}), Threads: 2,
	}
	for i := range p.Mask.Data {
		if r.Float64() < 0.3 {
			p.Mask.Data[i], p.Samples.Data[i] = true, complex(r.NormFloat64(), r.NormFloat64())
		}
	}
	return p
}

// The zero-filled image fits the samples and has their norm: of all images that fit it is
// the one of least norm.
func TestZeroFilledIsLeastNorm(t *testing.T) {
	for _, name := range transform.Names() {
		p := problem(t, name, 1)
		got, err := classic.ZeroFilled{}.Reconstruct(context.Background(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		u, err := transform.New[complex128](name, p.Image(), nil)
		if err != nil {
			t.Fatal(err)
		}
		y := array.NewComplex(p.Image())
		u.Forward(y, got.Image)
		if d := array.Distance(y, p.Samples); d > 1e-13*p.Samples.Norm() {
			t.Errorf("%s: the samples of the image are %g away", name, d)
		}
	}
}

func TestZeroFilledCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (classic.ZeroFilled{}).Reconstruct(ctx, problem(t, "fourier", 2), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func ExampleZeroFilled() {
	p := reconstruct.Problem{
		Model:   measure.Model{Transform: "walsh", Mask: array.NewMask(array.Shape{H: 2, W: 2})},
		Samples: array.NewComplex(array.Shape{H: 2, W: 2}),
	}
	p.Mask.Set(0, 0, true)
	p.Samples.Set(0, 0, 4)
	result, _ := classic.ZeroFilled{}.Reconstruct(context.Background(), p, nil)
	fmt.Println(result.Image.Data)
	// Output: [(2+0i) (2+0i) (2+0i) (2+0i)]
}
