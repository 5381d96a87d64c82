// Package operatortest runs every linear operator of the program through one set of tests:
// adjoint, linearity, A* A, bits for any number of workers, allocations, wrong shapes. It is
// imported by tests only.
package operatortest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// Operator is transform.Operator, which is not imported: the tests of that package use this one.
type Operator[T array.Scalar] interface {
	Domain() array.Shape
	Range() array.Shape
	Forward(dst, src *array.Array[T])
	Adjoint(dst, src *array.Array[T])
}

// Kind is what is claimed of A* A.
type Kind int

const (
	Linear     Kind = iota // nothing
	Projection             // A* A = A
	Isometry               // A* A = I
	Unitary                // A* A = I and A A* = I
)

// Entry is one line of a table of operators.
type Entry[T array.Scalar] struct {
	Name   string
	Kind   Kind
	Shapes []array.Shape // of the image that Make is given
	Make   func(array.Shape, *parallel.Workers) (Operator[T], error)
}

// New is an entry.
func New[T array.Scalar](name string, kind Kind, shapes []array.Shape, make func(array.Shape, *parallel.Workers) (Operator[T], error)) Entry[T] {
	return Entry[T]{Name: name, Kind: kind, Shapes: shapes, Make: make}
}

// Run tests every operator of a table at every shape.
func Run[T array.Scalar](t *testing.T, table []Entry[T]) {
	var z T
	checks := []struct {
		name string
		run  func(*testing.T, Entry[T], array.Shape)
	}{
		{"Adjoint", dot[T]},
		{"Linearity", linearity[T]},
		{"AdjointOfForward", adjointOfForward[T]},
		{"BitsDoNotDependOnWorkers", sameBits[T]},
		{"NothingIsAllocated", allocations[T]},
		{"OtherShapesPanic", otherShapes[T]},
	}
	for _, c := range checks {
		for _, e := range table {
			for _, s := range e.Shapes {
				t.Run(fmt.Sprintf("%s/%s/%v/%T", c.name, e.Name, s, z), func(t *testing.T) { c.run(t, e, s) })
			}
		}
	}
}

// tolerance is about 50 units in the last place of the precision.
func tolerance[T array.Scalar]() float64 {
	var z T
	if _, single := any(z).(complex64); single {
		return 5e-6
	}
	return 1e-14
}

// Build makes an operator of a table or ends the test.
func Build[T array.Scalar](t testing.TB, e Entry[T], s array.Shape, w *parallel.Workers) Operator[T] {
	t.Helper()
	op, err := e.Make(s, w)
	if err != nil {
		t.Fatal(err)
	}
	return op
}

// Random is an array of independent normal parts.
func Random[T array.Scalar](s array.Shape, seed uint64) *array.Array[T] {
	r := rand.New(rand.NewPCG(seed, 1))
	a := array.New[T](s)
	for i := range a.Data {
		a.Data[i] = T(complex(r.NormFloat64(), r.NormFloat64()))
	}
	return a
}

// Spoiled is an array of NaN: whatever an operator forgets to write shows.
func Spoiled[T array.Scalar](s array.Shape) *array.Array[T] {
	a := array.New[T](s)
	for i := range a.Data {
		a.Data[i] = T(complex(math.NaN(), math.NaN()))
	}
	return a
}

// Forward is A x.
func Forward[T array.Scalar](op Operator[T], x *array.Array[T]) *array.Array[T] {
	y := Spoiled[T](op.Range())
	op.Forward(y, x)
	return y
}

// Adjoint is A* y.
func Adjoint[T array.Scalar](op Operator[T], y *array.Array[T]) *array.Array[T] {
	x := Spoiled[T](op.Domain())
	op.Adjoint(x, y)
	return x
}

// Equal says whether two arrays hold the same numbers.
func Equal[T array.Scalar](a, b *array.Array[T]) bool {
	if a.Shape != b.Shape {
		return false
	}
	for i := range a.Data {
		if a.Data[i] != b.Data[i] {
			return false
		}
	}
	return true
}

func dot[T array.Scalar](t *testing.T, e Entry[T], s array.Shape) {
	op := Build(t, e, s, nil)
	x, y := Random[T](op.Domain(), 1), Random[T](op.Range(), 2)
	left, right := array.Dot(Forward(op, x), y), array.Dot(x, Adjoint(op, y))
	d := left - right
	if !(math.Hypot(real(d), imag(d)) <= tolerance[T]()*x.Norm()*y.Norm()) {
		t.Errorf("<A x, y> = %v, <x, A* y> = %v", left, right)
	}
}

func linearity[T array.Scalar](t *testing.T, e Entry[T], s array.Shape) {
	op := Build(t, e, s, nil)
	x, y := Random[T](op.Domain(), 3), Random[T](op.Domain(), 4)
	a, b := T(complex(0.5, -2)), T(complex(-1.25, 0.75))
	sum := array.New[T](op.Domain())
	for i := range sum.Data {
		sum.Data[i] = a*x.Data[i] + b*y.Data[i]
	}
	got, fx, fy := Forward(op, sum), Forward(op, x), Forward(op, y)
	for i := range fx.Data {
		fx.Data[i] = a*fx.Data[i] + b*fy.Data[i]
	}
	if d := array.Distance(got, fx); !(d <= tolerance[T]()*sum.Norm()) {
		t.Errorf("A(ax+by) and aAx+bAy differ by %.2g of %.2g", d, sum.Norm())
	}
}

func adjointOfForward[T array.Scalar](t *testing.T, e Entry[T], s array.Shape) {
	op, tol := Build(t, e, s, nil), tolerance[T]()
	x := Random[T](op.Domain(), 5)
	y := Forward(op, x)
	want := y
	switch e.Kind {
	case Linear:
		return
	case Isometry, Unitary:
		want = x
		if d := math.Abs(y.Norm() - x.Norm()); !(d <= tol*x.Norm()) {
			t.Errorf("norm %v becomes %v", x.Norm(), y.Norm())
		}
	}
	if e.Kind == Unitary {
		z := Random[T](op.Range(), 5)
		if d := array.Distance(Forward(op, Adjoint(op, z)), z); !(d <= tol*z.Norm()) {
			t.Errorf("A A* z differs from z by %.2g of %.2g", d, z.Norm())
		}
	}
	if d := array.Distance(Adjoint(op, y), want); !(d <= tol*x.Norm()) {
		t.Errorf("A* A x is off by %.2g of %.2g", d, x.Norm())
	}
}

// The same bits must come out whatever the number of workers, from scratch memory in any
// state, and the source must stay as it was.
func sameBits[T array.Scalar](t *testing.T, e Entry[T], s array.Shape) {
	alone := Build(t, e, s, nil)
	x, y := Random[T](alone.Domain(), 6), Random[T](alone.Range(), 6)
	keptX, keptY := x.Clone(), y.Clone()
	wantForward, wantAdjoint := Forward(alone, x), Adjoint(alone, y)
	for _, count := range []int{1, 2, 3} {
		w := parallel.New(t.Context(), count)
		defer w.Close()
		op := Build(t, e, s, w)
		for range 2 {
			if !Equal(Forward(op, x), wantForward) || !Equal(Adjoint(op, y), wantAdjoint) {
				t.Errorf("%d workers: other bits than one", count)
			}
		}
		if !Equal(x, keptX) || !Equal(y, keptY) {
			t.Errorf("%d workers: the source was changed", count)
		}
	}
}

func allocations[T array.Scalar](t *testing.T, e Entry[T], s array.Shape) {
	two := parallel.New(t.Context(), 2)
	defer two.Close()
	for _, w := range []*parallel.Workers{nil, two} {
		op := Build(t, e, s, w)
		x, y := Random[T](op.Domain(), 7), array.New[T](op.Range())
		if n := testing.AllocsPerRun(5, func() { op.Forward(y, x); op.Adjoint(x, y) }); n != 0 {
			t.Errorf("%d workers: %v allocations", w.Count(), n)
		}
	}
}

func otherShapes[T array.Scalar](t *testing.T, e Entry[T], s array.Shape) {
	op := Build(t, e, s, nil)
	wrong := func(s array.Shape) *array.Array[T] { return array.New[T](array.Shape{H: s.H + 1, W: s.W}) }
	for what, use := range map[string]func(){
		"domain of Forward": func() { op.Forward(array.New[T](op.Range()), wrong(op.Domain())) },
		"range of Forward":  func() { op.Forward(wrong(op.Range()), array.New[T](op.Domain())) },
		"domain of Adjoint": func() { op.Adjoint(wrong(op.Domain()), array.New[T](op.Range())) },
		"range of Adjoint":  func() { op.Adjoint(array.New[T](op.Domain()), wrong(op.Range())) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: an array of another shape was taken", what)
				}
			}()
			use()
		}()
	}
}
