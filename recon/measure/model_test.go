package measure_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"firenet/internal/operatortest"
	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/transform"
)

var (
	shapes      = []array.Shape{{H: 1, W: 24}, {H: 16, W: 16}, {H: 15, W: 21}, {H: 64, W: 32}}
	powerShapes = []array.Shape{{H: 1, W: 32}, {H: 16, W: 16}, {H: 4, W: 64}}
)

// third samples about a third of the frequencies.
func third(s array.Shape) *array.Mask {
	m := array.NewMask(s)
	r := rand.New(rand.NewPCG(5, 6))
	for i := range m.Data {
		m.Data[i] = r.IntN(3) == 0
	}
	m.Data[s.Len()/2] = true
	return m
}

func operators[T array.Scalar]() []operatortest.Entry[T] {
	of := func(name string, coils int) func(array.Shape, *parallel.Workers) (operatortest.Operator[T], error) {
		return func(s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
			return measure.New[T](measure.Model{Transform: name, Mask: third(s), Coils: measure.SimulatedCoils(s, coils)}, w)
		}
	}
	return []operatortest.Entry[T]{
		operatortest.New("Fourier, one coil of ones", operatortest.Linear, shapes, of("fourier", 0)),
		operatortest.New("Walsh, one coil of ones", operatortest.Linear, powerShapes, of("walsh", 0)),
		operatortest.New("Fourier, one coil", operatortest.Linear, shapes, of("fourier", 1)),
		operatortest.New("Fourier, 4 coils", operatortest.Linear, shapes, of("fourier", 4)),
		operatortest.New("Walsh, 3 coils", operatortest.Linear, powerShapes, of("walsh", 3)),
	}
}

func TestOperators(t *testing.T) {
	operatortest.Run(t, operators[complex64]())
	operatortest.Run(t, operators[complex128]())
}

// With everything sampled, and coils whose squares add up to 1, A is an isometry.
func TestFullySampledCoilsAreAnIsometry(t *testing.T) {
	s := array.Shape{H: 12, W: 20}
	full := array.NewMask(s)
	for i := range full.Data {
		full.Data[i] = true
	}
	a, err := measure.New[complex128](measure.Model{Transform: "fourier", Mask: full, Coils: measure.SimulatedCoils(s, 5)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := operatortest.Random[complex128](s, 1)
	if d := array.Distance(operatortest.Adjoint(a, operatortest.Forward(a, x)), x); d > 1e-13*x.Norm() {
		t.Errorf("A* A x is off by %g of %g", d, x.Norm())
	}
}

// A x of one coil is the spectrum where it is sampled and exactly zero elsewhere, and that of
// several coils is the same of each weighted image, one below the other.
func TestSamplesOfCoils(t *testing.T) {
	s := array.Shape{H: 9, W: 14}
	coils := measure.SimulatedCoils(s, 3)
	m := measure.Model{Transform: "fourier", Mask: third(s), Coils: coils}
	a, err := measure.New[complex128](m, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := operatortest.Random[complex128](s, 2)
	y := operatortest.Forward(a, x)
	u, err := transform.New[complex128]("fourier", s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for c, coil := range coils {
		weighted := x.Clone()
		for i := range weighted.Data {
			weighted.Data[i] *= coil.Data[i]
		}
		z := operatortest.Forward[complex128](u, weighted)
		for i, on := range m.Mask.Data {
			want := z.Data[i]
			if !on {
				want = 0
			}
			if got := y.Data[c*s.Len()+i]; got != want {
				t.Fatalf("coil %d, sample %d: %v, want %v", c, i, got, want)
			}
		}
	}
}

// The places of the samples, their number, the projection and what is counted agree.
func TestSampledPlaces(t *testing.T) {
	s := array.Shape{H: 3, W: 4}
	mask := array.NewMask(s)
	mask.Set(0, 1, true)
	mask.Set(2, 3, true)
	m := measure.Model{Transform: "fourier", Mask: mask, Coils: measure.SimulatedCoils(s, 2)}
	if got, want := slices.Collect(m.Sampled()), []int{1, 11, 13, 23}; !slices.Equal(got, want) || m.Count() != len(want) {
		t.Errorf("samples at %v, %d of them, want %v", got, m.Count(), want)
	}
	for range m.Sampled() {
		break // a loop that ends early
	}
	if m.Range() != (array.Shape{H: 6, W: 4}) || m.Image() != s || m.Unitary() {
		t.Errorf("range %v, image %v, unitary %v", m.Range(), m.Image(), m.Unitary())
	}
	y := array.NewComplex(m.Range())
	for i := range y.Data {
		y.Data[i] = complex(0, 1)
	}
	if on, off := m.NonZero(y); on != 4 || off != 20 {
		t.Errorf("%d on the mask, %d off it", on, off)
	}
	m.Project(y)
	if on, off := m.NonZero(y); on != 4 || off != 0 {
		t.Errorf("after the projection %d on the mask, %d off it", on, off)
	}
}

// What is wrong with a model is said with what would do.
func TestCheck(t *testing.T) {
	s := array.Shape{H: 8, W: 8}
	loud := measure.SimulatedCoils(s, 2)
	for i := range loud[0].Data {
		loud[0].Data[i] *= 2
	}
	spoiled := measure.SimulatedCoils(s, 2)
	spoiled[1].Data[5] = complex(math.NaN(), 0)
	for want, m := range map[string]measure.Model{
		"no mask":                     {Transform: "fourier"},
		`must be one of fourier`:      {Transform: "dct", Mask: third(s)},
		"powers of two":               {Transform: "walsh", Mask: third(array.Shape{H: 6, W: 8})},
		"coil 2 has a map of 8 x 4":   {Transform: "fourier", Mask: third(s), Coils: []*array.Complex{measure.SimulatedCoils(s, 1)[0], array.NewComplex(array.Shape{H: 8, W: 4})}},
		"divide the maps by its root": {Transform: "fourier", Mask: third(s), Coils: loud},
		"reaches NaN":                 {Transform: "fourier", Mask: third(s), Coils: spoiled},
	} {
		if _, err := measure.New[complex64](m, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// Coils are symmetric: turned by a quarter, the first of four sees what the second saw.
func TestSimulatedCoils(t *testing.T) {
	s := array.Shape{H: 32, W: 32}
	coils := measure.SimulatedCoils(s, 4)
	for i := range s.Len() {
		sum := 0.0
		for _, c := range coils {
			sum += real(c.Data[i])*real(c.Data[i]) + imag(c.Data[i])*imag(c.Data[i])
		}
		if math.Abs(sum-1) > 1e-14 {
			t.Fatalf("squares add up to %v at pixel %d", sum, i)
		}
	}
	// (u, t) -> (-t, u) takes the coil at angle 0 to that at pi/2.
	for r := 1; r < s.H; r++ {
		for c := 1; c < s.W; c++ {
			a, b := coils[0].At(r, c), coils[1].At(c, s.H-r)
			if d := a - b; math.Hypot(real(d), imag(d)) > 1e-13 {
				t.Fatalf("row %d, column %d: %v and, turned, %v", r, c, a, b)
			}
		}
	}
}
