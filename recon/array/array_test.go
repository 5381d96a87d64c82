package array_test

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
)

func random(s array.Shape, seed uint64) *array.Complex {
	r := rand.New(rand.NewPCG(seed, 0))
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(r.NormFloat64(), r.NormFloat64())
	}
	return a
}

func TestDotAndNorm(t *testing.T) {
	for _, n := range []int{1, 2, 1023, 1024, 1025, 5000} {
		a, b := random(array.Shape{H: n, W: 3}, 1), random(array.Shape{H: n, W: 3}, 2)
		var dot complex128
		var squares float64
		for i := range a.Data {
			dot += a.Data[i] * cmplx.Conj(b.Data[i])
			squares += real(a.Data[i] * cmplx.Conj(a.Data[i]))
		}
		if d := cmplx.Abs(array.Dot(a, b) - dot); d > 1e-12*a.Norm()*b.Norm() {
			t.Errorf("n = %d: dot product is %g away", n, d)
		}
		if d := math.Abs(a.Norm() - math.Sqrt(squares)); d > 1e-13*a.Norm() {
			t.Errorf("n = %d: norm is %g away", n, d)
		}
		if got := array.Distance(a, a); got != 0 {
			t.Errorf("n = %d: distance to itself %g", n, got)
		}
		if got, want := array.Dot(a, a), a.Norm()*a.Norm(); math.Abs(real(got)-want) > 1e-12*want || imag(got) != 0 {
			t.Errorf("n = %d: <a, a> = %v, ||a||^2 = %v", n, got, want)
		}
	}
}

// Pairwise addition keeps the error of ten million equal terms at rounding level, where
// one after another loses four digits.
func TestSumSquaresIsAccurate(t *testing.T) {
	a := array.New[complex64](array.Shape{H: 1000, W: 10000})
	for i := range a.Data {
		a.Data[i] = 0.1
	}
	x := float64(float32(0.1))
	if got, want := array.SumSquares(a.Data), x*x*1e7; math.Abs(got/want-1) > 1e-13 {
		t.Errorf("sum %.17g, want %.17g", got, want)
	}
}

func TestPairwiseSum(t *testing.T) {
	v := []float64{1, 1e-16, 2, 3, 4}
	if got := array.PairwiseSum(v); got != 10 {
		t.Errorf("sum %v", got)
	}
	if got := array.PairwiseSum(nil); got != 0 {
		t.Errorf("sum of nothing %v", got)
	}
}

func TestParts(t *testing.T) {
	d := []complex64{1 + 2i, 3 + 4i}
	v := array.Parts[float32](d)
	if len(v) != 4 || v[0] != 1 || v[1] != 2 || v[2] != 3 || v[3] != 4 {
		t.Fatalf("parts %v", v)
	}
	v[3] = 7
	if d[1] != 3+7i {
		t.Errorf("the view is a copy: %v", d)
	}
	if got := array.Parts[float64]([]complex128{}); len(got) != 0 {
		t.Errorf("parts of nothing: %v", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("a view of another precision was given")
		}
	}()
	array.Parts[float64](d)
}

func TestIsFiniteAndReal(t *testing.T) {
	for _, bad := range []complex128{
		complex(math.NaN(), 0), complex(0, math.NaN()), complex(math.Inf(1), 0), complex(0, math.Inf(-1)),
	} {
		a := random(array.Shape{H: 3, W: 3}, 1)
		a.Set(1, 2, bad)
		if a.IsFinite() {
			t.Errorf("%v is finite", bad)
		}
	}
	a := array.FromReal(array.Shape{H: 1, W: 3}, []float64{-1, math.MaxFloat64, 0})
	if !a.IsFinite() || !a.IsReal() {
		t.Error("a real finite array is not")
	}
	a.Set(0, 1, 1e-300i)
	if a.IsReal() {
		t.Error("an imaginary part was overlooked")
	}
}

func TestMask(t *testing.T) {
	m := array.NewMask(array.Shape{H: 2, W: 3})
	m.Set(1, 2, true)
	c := m.Clone()
	c.Set(0, 0, true)
	if m.Count() != 1 || c.Count() != 2 || !m.At(1, 2) || m.At(0, 0) {
		t.Errorf("mask %v, copy %v", m.Data, c.Data)
	}
}

func ExampleArray() {
	a := array.NewComplex(array.Shape{H: 2, W: 2})
	a.Set(0, 1, 3+4i)
	fmt.Println(a.Shape, a.At(0, 1), a.Norm())
	// Output: 2 x 2 (3+4i) 5
}
