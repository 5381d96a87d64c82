package sampling

import (
	"context"
	"errors"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/rng"
)

// request is a request at fraction 0.15 of a generator of its own.
func request(transform string, h, w int) Request {
	return Request{
		Shape: array.Shape{H: h, W: w}, Transform: transform, Fraction: 0.15,
		Rand: rng.Stream(1, "mask"), Sparsities: []float64{4, 12, 40},
	}
}

func (r Request) with(key string, value any) Request {
	r.Values = r.Values.Clone()
	if r.Values == nil {
		r.Values = parameter.Values{}
	}
	r.Values[key] = value
	return r
}

func pattern(t testing.TB, name string) Pattern {
	t.Helper()
	p, ok := Lookup(name)
	if !ok {
		t.Fatalf("no pattern %q", name)
	}
	return p
}

func draw(t testing.TB, name string, r Request) *array.Mask {
	t.Helper()
	mask, err := pattern(t, name).Draw(r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if mask.Shape != r.Shape || len(mask.Data) != r.Shape.Len() {
		t.Fatalf("%s: shape %v with %d elements, want %v", name, mask.Shape, len(mask.Data), r.Shape)
	}
	return mask
}

// A draw that takes long ends with its context.
func TestPoissonDiscEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := request(Fourier, 512, 512)
	r.Context = ctx
	p, _ := Lookup("poisson-disc")
	if _, err := p.Draw(r); err != nil {
		t.Fatal(err)
	}
	cancel()
	if mask, err := p.Draw(r); !errors.Is(err, context.Canceled) || mask != nil {
		t.Errorf("%v", err)
	}
}
