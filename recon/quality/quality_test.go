package quality

import (
	"context"
	"errors"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// noise is an image of uniform values in [0, 1), complex if asked for.
func noise(s array.Shape, seed uint64, complexValued bool) *array.Complex {
	r := rand.New(rand.NewPCG(seed, 1))
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(r.Float64(), 0)
		if complexValued {
			a.Data[i] = cmplx.Rect(real(a.Data[i]), 2*math.Pi*r.Float64())
		}
	}
	return a
}

func scaled(a *array.Complex, factor complex128) *array.Complex {
	b := a.Clone()
	for i := range b.Data {
		b.Data[i] *= factor
	}
	return b
}

func mustCompare(t interface {
	Helper()
	Fatal(args ...any)
}, x, y *array.Complex,
) Metrics {
	t.Helper()
	m, err := Compare(x, y)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A scaled image (1 + e) x has errors e ||x||, and HFEN e because the filter is linear.
func TestScaling(t *testing.T) {
	x := noise(array.Shape{H: 40, W: 33}, 1, true)
	m := mustCompare(t, x, scaled(x, 1.25))
	low, high := extent(x.Moduli())
	rms := x.Norm() / math.Sqrt(float64(x.Len()))
	near(t, "RelativeL2", m.RelativeL2, 0.25, 1e-13)
	near(t, "NRMSE", m.NRMSE, 0.25*rms/(high-low), 1e-13)
	near(t, "PSNR", m.PSNR, -20*math.Log10(0.25*rms), 1e-12)
	near(t, "HFEN", m.HFEN, 0.25, 1e-12)
}

// Constant images a and b: variances vanish, and SSIM is (2ab + C1)/(a^2 + b^2 + C1).
func TestConstantImages(t *testing.T) {
	s := array.Shape{H: 20, W: 25}
	const a, b, c1 = 0.5, 0.7, 1e-4
	x, y := array.NewComplex(s), array.NewComplex(s)
	for i := range x.Data {
		x.Data[i], y.Data[i] = a, b
	}
	m := mustCompare(t, x, y)
	near(t, "SSIM", m.SSIM, (2*a*b+c1)/(a*a+b*b+c1), 1e-10)
	near(t, "PSNR", m.PSNR, -20*math.Log10(b-a), 1e-12)
	near(t, "HFEN", m.HFEN, (b-a)/a, 1e-12)
	if !math.IsInf(m.NRMSE, 1) {
		t.Errorf("NRMSE of a constant reference = %v, want +Inf", m.NRMSE)
	}
}

// The fast filters against the definitions, summed over all 121 and 225 taps.
func TestAgainstDirectSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := array.Shape{H: rapid.IntRange(1, 50).Draw(t, "H"), W: rapid.IntRange(1, 40).Draw(t, "W")}
		seed := rapid.Uint64().Draw(t, "seed")
		x, y := noise(s, seed, true), scaled(noise(s, seed+1, false), 3)
		m := mustCompare(t, x, y)
		if got, want := m.SSIM, directSSIM(x.Moduli(), y.Moduli(), s, m.DataRange); math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > 1e-11 {
			t.Fatalf("SSIM = %v, directly %v", got, want)
		}
		d := y.Moduli()
		for i, v := range x.Moduli() {
			d[i] -= v
		}
		want := directLaplacian(d, s) / directLaplacian(x.Moduli(), s)
		if math.Abs(m.HFEN-want) > 1e-11*want {
			t.Fatalf("HFEN = %v, directly %v", m.HFEN, want)
		}
	})
}

func directSSIM(x, y []float64, s array.Shape, dataRange float64) float64 {
	sum, n := 0.0, 0
	for r := 5; r < s.H-5; r++ {
		for c := 5; c < s.W-5; c++ {
			var mx, my, xx, yy, xy, total float64
			for u := -5; u <= 5; u++ {
				for v := -5; v <= 5; v++ {
					g := math.Exp(-float64(u*u+v*v) / 4.5)
					a, b := x[(r+u)*s.W+c+v], y[(r+u)*s.W+c+v]
					total += g
					mx, my, xx, yy, xy = mx+g*a, my+g*b, xx+g*a*a, yy+g*b*b, xy+g*a*b
				}
			}
			mx, my = mx/total, my/total
			xx, yy, xy = xx/total-mx*mx, yy/total-my*my, xy/total-mx*my
			c1, c2 := math.Pow(0.01*dataRange, 2), math.Pow(0.03*dataRange, 2)
			sum += (2*mx*my + c1) * (2*xy + c2) / ((mx*mx + my*my + c1) * (xx + yy + c2))
			n++
		}
	}
	return sum / float64(n)
}

func directLaplacian(v []float64, s array.Shape) float64 {
	var h [15][15]float64
	g, sum := 0.0, 0.0
	for p := -7; p <= 7; p++ {
		for q := -7; q <= 7; q++ {
			g += math.Exp(-float64(p*p+q*q) / 4.5)
		}
	}
	for p := -7; p <= 7; p++ {
		for q := -7; q <= 7; q++ {
			r2 := float64(p*p + q*q)
			h[p+7][q+7] = math.Exp(-r2/4.5) / g * (r2 - 4.5) / (2.25 * 2.25)
			sum += h[p+7][q+7]
		}
	}
	energy := 0.0
	for r := range s.H {
		for c := range s.W {
			e := 0.0
			for p := max(-7, -r); p <= min(7, s.H-1-r); p++ {
				for q := max(-7, -c); q <= min(7, s.W-1-c); q++ {
					e += (h[p+7][q+7] - sum/225) * v[(r+p)*s.W+c+q]
				}
			}
			energy += e * e
		}
	}
	return math.Sqrt(energy)
}

func TestIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := array.Shape{H: rapid.IntRange(11, 40).Draw(t, "H"), W: rapid.IntRange(11, 40).Draw(t, "W")}
		seed := rapid.Uint64().Draw(t, "seed")
		x, y := noise(s, seed, true), noise(s, seed+1, true)
		same := mustCompare(t, x, x)
		if math.Abs(same.SSIM-1) > 1e-14 || same.HFEN != 0 || same.RelativeL2 != 0 || same.NRMSE != 0 || !math.IsInf(same.PSNR, 1) {
			t.Fatalf("x against itself: %+v", same)
		}
		m, back := mustCompare(t, x, y), mustCompare(t, y, x)
		if math.Abs(m.SSIM-back.SSIM) > 1e-13 || m.PSNR != back.PSNR {
			t.Fatalf("not symmetric: %+v, %+v", m, back)
		}
		meanSquare := math.Pow(m.RelativeL2*x.Norm(), 2) / float64(x.Len())
		if math.Abs(m.PSNR+10*math.Log10(meanSquare)) > 1e-10 {
			t.Fatalf("PSNR %v, mean square error %v", m.PSNR, meanSquare)
		}
		// A common phase changes nothing.
		phase := cmplx.Rect(1, 0.7)
		turned := mustCompare(t, scaled(x, phase), scaled(y, phase))
		for _, d := range []float64{
			turned.RelativeL2 - m.RelativeL2, turned.NRMSE - m.NRMSE, turned.PSNR - m.PSNR,
			turned.SSIM - m.SSIM, turned.HFEN - m.HFEN, turned.DataRange - m.DataRange,
		} {
			if math.Abs(d) > 1e-9 {
				t.Fatalf("turned by a phase: %+v, before %+v", turned, m)
			}
		}
	})
}

// Beyond [0, 1] the data range follows the image, and PSNR and SSIM do not see a scale.
func TestDataRange(t *testing.T) {
	s := array.Shape{H: 16, W: 12}
	x, y := noise(s, 3, false), noise(s, 4, false)
	x.Data[5], x.Data[6] = 0.25, 1+1e-7
	for i := range x.Data {
		x.Data[i] = complex(max(0.25, real(x.Data[i])), 0)
	}
	if r := DataRange(x); r != 1 {
		t.Errorf("range of an image in [0, 1] = %v", r)
	}
	big := mustCompare(t, scaled(x, 2), scaled(y, 2))
	huge := mustCompare(t, scaled(x, 2e6), scaled(y, 2e6))
	near(t, "DataRange", big.DataRange, 2*(1+1e-7-0.25), 1e-14)
	near(t, "PSNR", huge.PSNR, big.PSNR, 1e-12)
	near(t, "SSIM", huge.SSIM, big.SSIM, 1e-10)
	one, err := PSNR(x, y, 0.75)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "PSNR at the same relative range", big.PSNR, one, 1e-5)
}

// A real reference with values below 0 is compared with its sign.
func TestSignedReference(t *testing.T) {
	s := array.Shape{H: 16, W: 16}
	x := noise(s, 5, false)
	for i, z := range x.Data {
		x.Data[i] = 2000*z - 1000
	}
	low, high := extent(values(nil, x, true))
	near(t, "DataRange", DataRange(x), high-low, 0)
	folded := x.Clone()
	for i, z := range folded.Data {
		folded.Data[i] = complex(math.Abs(real(z)), 0)
	}
	if m := mustCompare(t, x, folded); m.SSIM > 0.9 || m.HFEN < 0.1 {
		t.Errorf("the modulus of a signed image passes for it: %+v", m)
	}
	if m := mustCompare(t, x, x); m.SSIM < 1-1e-12 || m.HFEN != 0 {
		t.Errorf("equal signed images: %+v", m)
	}
}

func TestDegenerateImages(t *testing.T) {
	zero, one := array.NewComplex(array.Shape{H: 12, W: 12}), noise(array.Shape{H: 12, W: 12}, 1, false)
	m := mustCompare(t, zero, one)
	if !math.IsInf(m.RelativeL2, 1) || !math.IsInf(m.HFEN, 1) || !math.IsInf(m.NRMSE, 1) {
		t.Errorf("zero reference: %+v", m)
	}
	m = mustCompare(t, zero, zero)
	if !math.IsNaN(m.RelativeL2) || !math.IsNaN(m.HFEN) || !math.IsNaN(m.NRMSE) || m.SSIM != 1 {
		t.Errorf("zero images: %+v", m)
	}
	for _, s := range []array.Shape{{}, {H: 1, W: 1}, {H: 10, W: 30}, {H: 30, W: 10}} {
		a := noise(s, 2, false)
		if m := mustCompare(t, a, a); !math.IsNaN(m.SSIM) {
			t.Errorf("SSIM at %v = %v, want NaN", s, m.SSIM)
		}
		if similarity, err := SSIMMap(a, a, 1); err != nil || similarity.Len() != 0 {
			t.Errorf("SSIMMap at %v: %v, %v", s, similarity, err)
		}
	}
	bad := one.Clone()
	bad.Data[70] = complex(math.NaN(), 0)
	if m := mustCompare(t, one, bad); !math.IsNaN(m.RelativeL2) || !math.IsNaN(m.PSNR) || !math.IsNaN(m.SSIM) || !math.IsNaN(m.HFEN) {
		t.Errorf("image with NaN: %+v", m)
	}
}

func TestShapesMustAgree(t *testing.T) {
	a, b := array.NewComplex(array.Shape{H: 12, W: 20}), array.NewComplex(array.Shape{H: 20, W: 12})
	for name, f := range map[string]func() error{
		"Compare":    func() error { _, err := Compare(a, b); return err },
		"Comparer":   func() error { _, err := NewComparer(a, nil).Compare(b, nil); return err },
		"RelativeL2": func() error { _, err := RelativeL2(a, b); return err },
		"NRMSE":      func() error { _, err := NRMSE(a, b); return err },
		"PSNR":       func() error { _, err := PSNR(a, b, 1); return err },
		"SSIM":       func() error { _, err := SSIM(a, b, 1); return err },
		"SSIMMap":    func() error { _, err := SSIMMap(a, b, 1); return err },
		"HFEN":       func() error { _, err := HFEN(a, b); return err },
	} {
		if f() == nil {
			t.Errorf("%s accepts %v against %v", name, a.Shape, b.Shape)
		}
	}
}

// The single functions and a Comparer at work for the second time say what Compare says,
// with the same bits on two workers.
func TestOneResult(t *testing.T) {
	s := array.Shape{H: 100, W: 70}
	x, y := noise(s, 1, true), noise(s, 2, true)
	want := mustCompare(t, x, y)
	workers := parallel.New(t.Context(), 2)
	defer workers.Close()
	c := NewComparer(x, nil)
	if _, err := c.Compare(x, workers); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Compare(y, workers); err != nil || got != want {
		t.Errorf("two workers: %+v, %v, want %+v", got, err, want)
	}
	l2, err1 := RelativeL2(x, y)
	nrmse, err2 := NRMSE(x, y)
	db, err3 := PSNR(x, y, DataRange(x))
	ssim, err4 := SSIM(x, y, DataRange(x))
	hfen, err5 := HFEN(x, y)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	if got := (Metrics{l2, nrmse, db, ssim, hfen, DataRange(x)}); got != want {
		t.Errorf("single functions: %+v, want %+v", got, want)
	}
	similarity, err := SSIMMap(x, y, want.DataRange)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "mean of the map", array.PairwiseSum(similarity.RealParts())/float64(similarity.Len()), want.SSIM, 1e-13)
	if n := testing.AllocsPerRun(3, func() { _, _ = c.Compare(y, nil) }); n > 16 {
		t.Errorf("%v allocations in a repeated Compare", n)
	}
}

func TestCancelledWorkers(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	workers := parallel.New(ctx, 1)
	defer workers.Close()
	cancel()
	x := noise(array.Shape{H: 64, W: 64}, 1, false)
	if _, err := NewComparer(x, nil).Compare(x, workers); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func BenchmarkCompare(b *testing.B) {
	for _, side := range []int{256, 512} {
		s := array.Shape{H: side, W: side}
		x, y := noise(s, 1, false), noise(s, 2, false)
		b.Run(s.String()+" once", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Compare(x, y)
			}
		})
		c := NewComparer(x, nil)
		b.Run(s.String()+" again", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = c.Compare(y, nil)
			}
		})
	}
}
