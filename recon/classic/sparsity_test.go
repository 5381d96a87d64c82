package classic

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
)

func random(r *rand.Rand, s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(r.NormFloat64(), r.NormFloat64())
	}
	return a
}

// operators are the analysis operators on a wide, a tall and a thin image.
func operators(t *testing.T, test func(k *sparsity, m *measurement)) {
	for _, s := range []array.Shape{{H: 16, W: 48}, {H: 24, W: 8}, {H: 1, W: 9}} {
		p := reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: array.NewMask(s)}, Samples: array.NewComplex(s)}
		w := parallel.New(context.Background(), 2)
		defer w.Close()
		for _, weights := range [][2]float64{{0.5, 0}, {0, 2}, {0.5, 2}} {
			m, err := newMeasurement(p, w)
			if err != nil {
				t.Fatal(err)
			}
			k, err := newSparsity(m, weights[0], weights[1], "db2", map[bool]int{true: 0, false: 2}[s.H == 1])
			if err != nil {
				t.Fatal(err)
			}
			test(k, m)
		}
	}
}

// <K x, u> = <x, K* u>, and ||K||^2 is below its bound and not far below, by power iteration.
func TestAnalysisOperator(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	operators(t, func(k *sparsity, m *measurement) {
		x, back, kx, u := random(r, m.shape), m.new(), m.images(k.count()), images{}
		for range kx {
			u = append(u, random(r, m.shape))
		}
		k.add(kx, 1, x)
		k.addAdjoint(back, 1, u)
		var left, right complex128
		for i := range u {
			left += array.Dot(kx[i], u[i])
		}
		right = array.Dot(x, back)
		if d := left - right; math.Hypot(real(d), imag(d)) > 1e-12*x.Norm()*back.Norm() {
			t.Errorf("%v: <Kx, u> = %v, <x, K*u> = %v", m.shape, left, right)
		}
		for range 200 {
			m.scale(x, 1/x.Norm())
			for _, z := range kx {
				m.clear(z)
			}
			k.add(kx, 1, x)
			m.clear(x)
			k.addAdjoint(x, 1, kx)
		}
		bound := normSquared(k.tv, k.wavelet)
		if got := x.Norm(); got > bound*(1+1e-12) || m.shape.H > 1 && got < 0.95*bound {
			t.Errorf("%v: ||K||^2 = %v, bound %v", m.shape, got, bound)
		}
	})
}

// ||K x||_1 is the largest Re <K x, u> over the dual ball, reached by ball(large K x).
func TestNormAndBall(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 0))
	operators(t, func(k *sparsity, m *measurement) {
		x, kx, u := random(r, m.shape), m.images(k.count()), m.images(k.count())
		k.add(kx, 1, x)
		k.add(u, 1e9, x)
		k.ball(u)
		dot := 0.0
		for i := range u {
			dot += real(array.Dot(kx[i], u[i]))
		}
		if norm := k.norm(x); math.Abs(norm-dot) > 1e-8*norm {
			t.Errorf("%v: ||Kx||_1 = %v, <Kx, u> = %v", m.shape, norm, dot)
		}
	})
}

// The stages end at a saddle point: p in the dual ball with <K x, p> = ||K x||_1, and
// K* p = U* P (y - U x). The gap between F and its dual bounds how far F is from its minimum.
func TestPrimalDualOptimality(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 0))
	s := array.Shape{H: 16, W: 16}
	p := reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: array.NewMask(s)}, Samples: random(r, s)}
	for i := range p.Mask.Data {
		if p.Mask.Data[i] = r.Float64() < 0.3; !p.Mask.Data[i] {
			p.Samples.Data[i] = 0
		}
	}
	v := &PrimalDual{Shape: s, TV: 0.2, Sparsity: 0.1, Tau: 2, Iterations: 6000, Wavelet: "db1", Levels: 2}
	b, err := begin(v, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	b.begin(b.s, nil)
	for k := range b.stages() {
		b.stage(k)
	}
	it := b.unrolled.(*primalDual)
	x, dual := b.s[0], b.s[1:]
	if inside := b.images(len(dual)); true {
		for i, u := range dual {
			copy(inside[i].Data, u.Data)
		}
		it.ball(inside)
		for i, u := range dual {
			if d := array.Distance(inside[i], u); d > 1e-12 {
				t.Errorf("dual variable %d is %g outside the ball", i, d)
			}
		}
	}
	kx := b.images(len(dual))
	it.add(kx, 1, x)
	dot := 0.0
	for i := range kx {
		dot += real(array.Dot(kx[i], dual[i]))
	}
	if norm := it.norm(x); math.Abs(norm-dot) > 1e-6*norm {
		t.Errorf("||Kx||_1 = %v, <Kx, p> = %v", norm, dot)
	}
	// x - U*(P U x - y) is x with the misfit taken off: blend with a = 0, b = 1.
	fit, slope := b.new(), b.new()
	b.blend(fit, x, p.Samples, 0, 1)
	it.addAdjoint(slope, 1, dual)
	for i := range slope.Data {
		slope.Data[i] -= fit.Data[i] - x.Data[i]
	}
	if d := slope.Norm(); d > 1e-6*x.Norm() {
		t.Errorf("K*p is %g away from U*P(y - Ux)", d)
	}
}
