package transform

import (
	"fmt"
	"math"
	"math/cmplx"
	"testing"

	"firenet/internal/npytest"
	"firenet/internal/operatortest"
	"firenet/recon/array"
	"firenet/recon/parallel"
)

// dft is the centred unitary DFT by its definition.
func dft(x *array.Complex) *array.Complex {
	root := func(k, n int) complex128 {
		return cmplx.Exp(complex(0, -2*math.Pi*float64(((k%n)+n)%n)/float64(n)))
	}
	y := array.NewComplex(x.Shape)
	for u := range x.H {
		for v := range x.W {
			k, l := u-x.H/2, v-x.W/2
			sum := complex(0, 0)
			for r := range x.H {
				for c := range x.W {
					sum += x.At(r, c) * root(k*r, x.H) * root(l*c, x.W)
				}
			}
			y.Set(u, v, sum/complex(math.Sqrt(float64(x.Len())), 0))
		}
	}
	return y
}

func TestFourierIsTheDFT(t *testing.T) {
	for _, s := range []array.Shape{{H: 1, W: 1}, {H: 1, W: 13}, {H: 5, W: 7}, {H: 9, W: 15}, {H: 8, W: 32}, {H: 6, W: 17}, {H: 2, W: 4}} {
		f, err := NewFourier[complex128](s, nil)
		if err != nil {
			t.Fatal(err)
		}
		x := operatortest.Random[complex128](s, 11)
		if d := array.Distance(operatortest.Forward(f, x), dft(x)); !(d <= 1e-13*x.Norm()) {
			t.Errorf("%v: off by %.2g of %.2g", s, d, x.Norm())
		}
	}
}

// A delta at (r, c) becomes a plane wave; all sides from 1 to 64 and some long ones.
func TestDeltaBecomesPlaneWave(t *testing.T) {
	sides := []int{127, 128, 240, 256, 512, 1000, 1024, 2048, 4096}
	for n := range 64 {
		sides = append(sides, n+1)
	}
	for _, n := range sides {
		f, err := NewFourier[complex128](array.Shape{H: 2, W: n}, nil)
		if err != nil {
			t.Fatal(err)
		}
		x, at := array.NewComplex(f.Domain()), n/3
		x.Set(1, at, 1)
		y := operatortest.Forward[complex128](f, x)
		worst := 0.0
		for v := range n {
			angle := -2 * math.Pi * float64(((v-n/2)*at%n+n)%n) / float64(n)
			wave := cmplx.Exp(complex(0, angle)) / complex(math.Sqrt(float64(2*n)), 0)
			// Row 0 of the spectrum is frequency -1, where the delta in row 1 has sign -1.
			worst = max(worst, cmplx.Abs(y.At(0, v)+wave), cmplx.Abs(y.At(1, v)-wave))
		}
		if !(worst*math.Sqrt(float64(2*n)) <= 5e-15) {
			t.Errorf("W = %d: off by %.2g of the modulus", n, worst*math.Sqrt(float64(2*n)))
		}
	}
}

// A constant image has all of its energy at zero frequency, at [H/2, W/2].
func TestConstantImage(t *testing.T) {
	for _, s := range []array.Shape{{H: 16, W: 16}, {H: 15, W: 20}, {H: 7, W: 9}} {
		f, err := NewFourier[complex128](s, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkSingle(t, fmt.Sprint("Fourier ", s), operatortest.Forward[complex128](f, constant(s)), s.H/2, s.W/2)
		checkSingle(t, fmt.Sprint("Fourier, own order ", s), operatortest.Forward(f.Own(), constant(s)), 0, 0)
	}
	s := array.Shape{H: 16, W: 64}
	w, err := NewWalsh[complex128](s, nil)
	if err != nil {
		t.Fatal(err)
	}
	checkSingle(t, "Walsh", operatortest.Forward[complex128](w, constant(s)), 0, 0)
	checkSingle(t, "Walsh, own order", operatortest.Forward(w.Own(), constant(s)), 0, 0)
	s = array.Shape{H: 16, W: 16}
	for _, name := range Wavelets() {
		psi, err := NewWavelet[complex128](s, name, 4, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkSingle(t, name, operatortest.Forward[complex128](psi, constant(s)), 0, 0)
	}
}

func constant(s array.Shape) *array.Complex {
	x := array.NewComplex(s)
	for i := range x.Data {
		x.Data[i] = 2 - 1i
	}
	return x
}

// checkSingle wants the energy of a constant image 2-i in one element, the rest zero.
func checkSingle(t *testing.T, name string, y *array.Complex, row, column int) {
	t.Helper()
	want := array.NewComplex(y.Shape)
	want.Set(row, column, (2-1i)*complex(math.Sqrt(float64(y.Len())), 0))
	if d := array.Distance(y, want); !(d <= 1e-14*want.Norm()) {
		t.Errorf("%s: a constant image is off by %.2g of a single coefficient %.2g", name, d, want.Norm())
	}
}

// Row k of the sequency-ordered matrix has k sign changes and begins with a positive entry.
func TestWalshSignChanges(t *testing.T) {
	for _, n := range []int{1, 2, 4, 8, 32, 128, 256} {
		w, err := NewWalsh[complex128](array.Shape{H: 1, W: n}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k := range n {
			x := array.NewComplex(w.Domain())
			x.Set(0, k, 1)
			row := operatortest.Forward[complex128](w, x).RealParts()
			changes := 0
			for i := range row {
				if !(math.Abs(math.Abs(row[i])*math.Sqrt(float64(n))-1) <= 1e-15) {
					t.Fatalf("n = %d, row %d: entry %v", n, k, row[i])
				}
				if i > 0 && row[i]*row[i-1] < 0 {
					changes++
				}
			}
			if changes != k || row[0] < 0 {
				t.Errorf("n = %d: row %d has %d sign changes and begins with %v", n, k, changes, row[0])
			}
		}
	}
}

func TestWalshMatrix(t *testing.T) {
	want := npytest.Complex(t, "testdata/"+"walsh_matrix8.npy")
	w, err := NewWalsh[complex128](array.Shape{H: 8, W: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for c := range 8 {
		x := array.NewComplex(w.Domain())
		x.Set(c, 0, 1)
		column := operatortest.Forward[complex128](w, x)
		for r := range 8 {
			if !(cmplx.Abs(column.At(r, 0)-want.At(r, c)) <= 1e-15) {
				t.Errorf("entry %d, %d is %v, want %v", r, c, column.At(r, 0), want.At(r, c))
			}
		}
	}
}

// One level by the formula in the docstring of Wavelet, for filters longer than the line
// too.
func TestWaveletFormula(t *testing.T) {
	for _, name := range Wavelets() {
		low, high := mustFilters(t, name)
		for _, n := range []int{2, 4, 6, 14, 32} {
			s := array.Shape{H: 2, W: n}
			psi, err := NewWavelet[complex128](s, name, 1, nil)
			if err != nil {
				t.Fatal(err)
			}
			// Two equal rows: along the columns only averages remain, sqrt(2) times as large.
			x := operatortest.Random[complex128](array.Shape{H: 1, W: n}, 12)
			y := operatortest.Forward[complex128](psi, &array.Complex{Shape: s, Data: append(x.Clone().Data, x.Data...)})
			for k := range n / 2 {
				var a, d complex128
				for j := range low {
					v := x.Data[((2*k+len(low)/2-j)%n+n)%n]
					a += complex(low[j], 0) * v
					d += complex(high[j], 0) * v
				}
				if !(cmplx.Abs(y.At(0, k)-math.Sqrt2*a) <= 1e-13) || !(cmplx.Abs(y.At(0, n/2+k)-math.Sqrt2*d) <= 1e-13) {
					t.Errorf("%s, N = %d: pair %d is %v, %v, want %v, %v", name, n, k, y.At(0, k), y.At(0, n/2+k), math.Sqrt2*a, math.Sqrt2*d)
				}
			}
		}
	}
}

// The order that is seen and the transform's own hold the same numbers, bit for bit, and
// lead back to the same image up to rounding.
func TestOwnOrder(t *testing.T) {
	ownOrderTest[complex64](t, 1e-6)
	ownOrderTest[complex128](t, 1e-14)
}

func ownOrderTest[T array.Scalar](t *testing.T, tol float64) {
	for name, shapes := range map[string][]array.Shape{"fourier": anyShapes, "walsh": powerShapes} {
		for _, s := range shapes {
			w := parallel.New(t.Context(), 2)
			defer w.Close()
			u, err := New[T](name, s, w)
			if err != nil {
				t.Fatal(err)
			}
			x, moved := operatortest.Random[T](s, 13), array.New[T](s)
			seen, own := operatortest.Forward[T](u, x), operatortest.Forward(u.Own(), x)
			if u.FromOwn(moved, own); !operatortest.Equal(moved, seen) {
				t.Errorf("%s %v: FromOwn(Own x) is not Forward x", name, s)
			}
			if u.ToOwn(moved, seen); !operatortest.Equal(moved, own) {
				t.Errorf("%s %v: ToOwn(Forward x) is not Own x", name, s)
			}
			u.ToOwn(moved, x)
			if d := array.Distance(operatortest.Adjoint(u.Own(), moved), operatortest.Adjoint[T](u, x)); !(d <= tol*x.Norm()) {
				t.Errorf("%s %v: the adjoints differ between the orders", name, s)
			}
		}
	}
}

func TestSinglePrecisionFollowsDouble(t *testing.T) {
	double, single := operators[complex128](), operators[complex64]()
	for i, e := range double {
		s := e.Shapes[len(e.Shapes)-1]
		op := operatortest.Build(t, e, s, nil)
		x := operatortest.Random[complex128](op.Domain(), 14)
		want := operatortest.Forward(op, x)
		got := operatortest.Forward(operatortest.Build(t, single[i], s, nil), array.ConvertTo[complex64](x))
		if d := array.Distance(array.ConvertTo[complex128](got), want); !(d <= 5e-7*x.Norm()) {
			t.Errorf("%s %v: float32 is off by %.2g of %.2g", e.Name, s, d, x.Norm())
		}
	}
}
