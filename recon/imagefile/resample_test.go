package imagefile

import (
	"image"
	"math"
	"math/cmplx"
	"path/filepath"
	"testing"

	"firenet/recon/array"
	"github.com/disintegration/imaging"
	"pgregory.net/rapid"
)

// TestFitAgainstImaging reduces and enlarges 8-bit pictures with another implementation of
// the same kernel. It rounds to bytes after the columns and after the rows, so that a pixel
// differs by half a step, plus half a step times the sum of the absolute weights (below 1.5
// for this kernel). Samples stay within 64..191: overshoot is not clipped between the passes.
func TestFitAgainstImaging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, w := rapid.IntRange(8, 60).Draw(t, "rows"), rapid.IntRange(8, 60).Draw(t, "columns")
		size := rapid.IntRange(4, 80).Draw(t, "size")
		a := array.NewComplex(array.Shape{H: h, W: w})
		m := image.NewGray(image.Rect(0, 0, w, h))
		seed := rapid.Uint32().Draw(t, "seed")
		for i := range m.Pix {
			seed = seed*1664525 + 1013904223
			m.Pix[i] = 64 + byte(seed>>25)
			a.Data[i] = complex(float64(m.Pix[i]), 0)
		}
		got, err := Fit(a, size)
		if err != nil {
			t.Fatal(err)
		}
		rows, columns := resized(h, min(h, w), size), resized(w, min(h, w), size)
		ref := imaging.Resize(m, columns, rows, imaging.Lanczos)
		top, left := (rows-size)/2, (columns-size)/2
		for r := range size {
			for c := range size {
				want := float64(ref.NRGBAAt(left+c, top+r).R)
				if d := math.Abs(real(got.At(r, c)) - want); d > 1.25 {
					t.Fatalf("row %d, column %d: %v, want %v", r, c, got.At(r, c), want)
				}
			}
		}
	})
}

// TestFitProperties: constants stay, real and imaginary parts are resampled alike, the map
// is linear, a mirrored picture gives the mirrored result when nothing is cropped.
func TestFitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "side")
		size := rapid.IntRange(1, 60).Draw(t, "size")
		draw := func() *array.Complex {
			a := array.NewComplex(array.Shape{H: n, W: n})
			for i := range a.Data {
				a.Data[i] = complex(rapid.Float64Range(-1, 1).Draw(t, "re"), rapid.Float64Range(-1, 1).Draw(t, "im"))
			}
			return a
		}
		fit := func(a *array.Complex) *array.Complex {
			b, err := Fit(a, size)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		a, b := draw(), draw()
		sum, mirrored, constant := a.Clone(), a.Clone(), a.Clone()
		for i := range sum.Data {
			sum.Data[i] += 2i * b.Data[i]
			mirrored.Data[i] = a.Data[i/n*n+n-1-i%n]
			constant.Data[i] = 3 - 2i
		}
		fa, fb, fsum, fm, fc := fit(a), fit(b), fit(sum), fit(mirrored), fit(constant)
		for i := range fa.Data {
			switch {
			case cmplx.Abs(fsum.Data[i]-fa.Data[i]-2i*fb.Data[i]) > 1e-12:
				t.Fatal("not linear")
			case cmplx.Abs(fm.Data[i]-fa.Data[i/size*size+size-1-i%size]) > 1e-12:
				t.Fatal("not symmetric")
			case cmplx.Abs(fc.Data[i]-(3-2i)) > 1e-12:
				t.Fatal("constants change")
			}
		}
	})
}

// TestFitCrop: without resampling, pixels are copied, the crop is centred, and an odd rest
// goes to the bottom and the right.
func TestFitCrop(t *testing.T) {
	a := array.NewComplex(array.Shape{H: 2, W: 5})
	for i := range a.Data {
		a.Data[i] = complex(float64(i), 1)
	}
	got, err := Fit(a, 2)
	check(t, err)
	near(t, got.Data, []complex128{1 + 1i, 2 + 1i, 6 + 1i, 7 + 1i})
}

// TestFitSinusoid: a wave far below the new sampling limit is found again at the new
// pixels' centres.
func TestFitSinusoid(t *testing.T) {
	const n, size = 256, 96
	a := array.NewComplex(array.Shape{H: n, W: n})
	wave := func(x float64) float64 { return math.Cos(2 * math.Pi * 4 * x / n) }
	for r := range n {
		for c := range n {
			a.Set(r, c, complex(wave(float64(c)), 0))
		}
	}
	got, err := Fit(a, size)
	check(t, err)
	for c := 8; c < size-8; c++ {
		want := wave((float64(c)+0.5)*n/size - 0.5)
		// The kernel's response at this frequency is 1 within 1 percent.
		if v := real(got.At(size/2, c)); math.Abs(v-want) > 0.01 {
			t.Errorf("column %d: %v, want %v", c, v, want)
		}
	}
}

// TestFitClamps: integer pictures stay in [0, 1], physical values overshoot.
func TestFitClamps(t *testing.T) {
	step := array.NewComplex(array.Shape{H: 16, W: 16})
	for i := range step.Data {
		if i%16 >= 8 {
			step.Data[i] = 1
		}
	}
	for _, full := range []float64{0, 255} {
		p, err := (&Picture{Image: step, FullScale: full}).Fit(40)
		check(t, err)
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, v := range p.Image.RealParts() {
			lo, hi = min(lo, v), max(hi, v)
		}
		if inside := lo >= 0 && hi <= 1; inside != (full > 0) {
			t.Errorf("full scale %g: from %g to %g", full, lo, hi)
		}
	}
}

// TestFitLimits: sizes that cannot be are errors, and a long, thin picture takes little
// memory.
func TestFitLimits(t *testing.T) {
	thin := array.NewComplex(array.Shape{H: 100000, W: 1})
	got, err := Fit(thin, 512)
	check(t, err)
	if got.H != 512 || got.W != 512 {
		t.Error(got.Shape)
	}
	for _, size := range []int{0, -1, MaxSize + 1} {
		if _, err := Fit(thin, size); err == nil {
			t.Errorf("size %d", size)
		}
	}
	if _, err := Fit(&array.Complex{}, 4); err == nil {
		t.Error("empty picture")
	}
}

// TestFitSixteenBits: what 8 bits cannot hold survives.
func TestFitSixteenBits(t *testing.T) {
	p, err := Read(filepath.Join(golden(t), "png/gray16.png"), Options{})
	check(t, err)
	same, err := p.Fit(128)
	check(t, err)
	if array.Distance(same.Image, p.Image) != 0 {
		t.Error("a picture of the right size changes")
	}
}
