package transform

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/internal/operatortest"
	"firenet/recon/array"
	"firenet/recon/parallel"
)

var (
	anyShapes    = []array.Shape{{H: 1, W: 1}, {H: 1, W: 24}, {H: 7, W: 1}, {H: 16, W: 16}, {H: 15, W: 21}, {H: 12, W: 40}, {H: 64, W: 32}, {H: 37, W: 128}, {H: 2, W: 8}}
	powerShapes  = []array.Shape{{H: 1, W: 1}, {H: 1, W: 32}, {H: 8, W: 1}, {H: 16, W: 16}, {H: 4, W: 64}, {H: 128, W: 32}, {H: 2, W: 8}}
	eighthShapes = []array.Shape{{H: 8, W: 8}, {H: 24, W: 40}, {H: 64, W: 32}, {H: 72, W: 128}}
)

func operators[T array.Scalar]() []operatortest.Entry[T] {
	return []operatortest.Entry[T]{
		operatortest.New("Fourier", operatortest.Unitary, anyShapes, spectrum[T]("fourier")),
		operatortest.New("Fourier, own order", operatortest.Unitary, anyShapes, ownOrder[T]("fourier")),
		operatortest.New("Walsh", operatortest.Unitary, powerShapes, spectrum[T]("walsh")),
		operatortest.New("Walsh, own order", operatortest.Unitary, powerShapes, ownOrder[T]("walsh")),
		operatortest.New("Haar, 3 levels", operatortest.Unitary, eighthShapes, wavelets[T]("db1", 3)),
		operatortest.New("Haar, 1 level", operatortest.Unitary, eighthShapes, wavelets[T]("db1", 1)),
		operatortest.New("db2, 1 level", operatortest.Unitary, eighthShapes, wavelets[T]("db2", 1)),
		operatortest.New("db3, 2 levels", operatortest.Unitary, eighthShapes, wavelets[T]("db3", 2)),
		operatortest.New("db4, 3 levels", operatortest.Unitary, eighthShapes, wavelets[T]("db4", 3)),
		operatortest.New("db5, 3 levels", operatortest.Unitary, eighthShapes, wavelets[T]("db5", 3)),
		operatortest.New("db10, 3 levels", operatortest.Unitary, eighthShapes, wavelets[T]("db10", 3)),
		operatortest.New("sym7, 2 levels", operatortest.Unitary, eighthShapes, wavelets[T]("sym7", 2)),
		operatortest.New("no levels", operatortest.Unitary, anyShapes, wavelets[T]("sym4", 0)),
		operatortest.New("mask", operatortest.Projection, anyShapes, masked[T]),
		operatortest.New("coil sensitivity", operatortest.Linear, anyShapes, sensitivity[T]),
		operatortest.New("stack of three coils", operatortest.Isometry, anyShapes, stacked[T]),
		operatortest.New("Fourier on three arrays", operatortest.Unitary, anyShapes, fourierOnThree[T]),
		operatortest.New("mask after a stack", operatortest.Linear, anyShapes, maskedStack[T]),
		operatortest.New("adjoint of a stack", operatortest.Linear, anyShapes, adjointOfStack[T]),
		operatortest.New("adjoint of db2", operatortest.Unitary, eighthShapes, adjointOfWavelet[T]),
		operatortest.New("product U Psi*", operatortest.Unitary, []array.Shape{{H: 8, W: 8}, {H: 64, W: 32}}, product[T]),
	}
}

func spectrum[T array.Scalar](name string) func(array.Shape, *parallel.Workers) (operatortest.Operator[T], error) {
	return func(s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) { return New[T](name, s, w) }
}

func ownOrder[T array.Scalar](name string) func(array.Shape, *parallel.Workers) (operatortest.Operator[T], error) {
	return func(s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
		u, err := New[T](name, s, w)
		if err != nil {
			return nil, err
		}
		return u.Own(), nil
	}
}

func wavelets[T array.Scalar](name string, levels int) func(array.Shape, *parallel.Workers) (operatortest.Operator[T], error) {
	return func(s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
		return NewWavelet[T](s, name, levels, w)
	}
}

func masked[T array.Scalar](s array.Shape, _ *parallel.Workers) (operatortest.Operator[T], error) {
	m := array.NewMask(s)
	r := rand.New(rand.NewPCG(5, 6))
	for i := range m.Data {
		m.Data[i] = r.IntN(3) == 0
	}
	return NewMask[T](m), nil
}

func sensitivity[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	return NewSensitivity(operatortest.Random[T](s, 11), w), nil
}

// stacked are three coils whose squares add up to 1.
func stacked[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	var maps []Operator[T]
	for _, m := range coils[T](s) {
		maps = append(maps, NewSensitivity(m, w))
	}
	return Stack(maps...)
}

func coils[T array.Scalar](s array.Shape) (list []*array.Array[T]) {
	for c := range 3 {
		list = append(list, operatortest.Random[T](s, uint64(20+c)))
	}
	for i := range s.Len() {
		sum := 0.0
		for _, m := range list {
			z := complex128(m.Data[i])
			sum += real(z)*real(z) + imag(z)*imag(z)
		}
		for _, m := range list {
			m.Data[i] = T(complex128(m.Data[i]) / complex(math.Sqrt(sum), 0))
		}
	}
	return list
}

func fourierOnThree[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	u, err := NewFourier[T](s, w)
	return Each[T](u, 3), err
}

func maskedStack[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	coils, err := stacked[T](s, w)
	if err != nil {
		return nil, err
	}
	mask, err := masked[T](s, w)
	if err != nil {
		return nil, err
	}
	return Compose(Each[T](mask, 3), Operator[T](coils))
}

func adjointOfStack[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	coils, err := stacked[T](s, w)
	return AdjointOf[T](coils), err
}

func adjointOfWavelet[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	psi, err := NewWavelet[T](s, "db2", 2, w)
	if err != nil {
		return nil, err
	}
	return AdjointOf[T](psi), nil
}

func product[T array.Scalar](s array.Shape, w *parallel.Workers) (operatortest.Operator[T], error) {
	u, err := NewFourier[T](s, w)
	if err != nil {
		return nil, err
	}
	psi, err := NewWavelet[T](s, "sym4", 2, w)
	if err != nil {
		return nil, err
	}
	return Compose(u.Own(), AdjointOf[T](psi))
}

// Every operator passes every test, in both precisions, for all of its shapes.
func TestOperators(t *testing.T) {
	operatortest.Run(t, operators[complex64]())
	operatortest.Run(t, operators[complex128]())
}

// Operators that cannot stand below one another are refused.
func TestStackRefuses(t *testing.T) {
	a, b := NewMask[complex64](array.NewMask(array.Shape{H: 4, W: 4})), NewMask[complex64](array.NewMask(array.Shape{H: 4, W: 8}))
	if _, err := Stack[complex64](a, b); err == nil {
		t.Error("domains differ")
	}
	if _, err := Stack[complex64](); err == nil {
		t.Error("nothing was stacked")
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w := parallel.New(ctx, 2)
	defer w.Close()
	for _, name := range Names() {
		s := array.Shape{H: 64, W: 64}
		op, err := New[complex64](name, s, w)
		if err != nil {
			t.Fatal(err)
		}
		x, y := operatortest.Random[complex64](s, 8), array.New[complex64](s)
		cancel()
		op.Forward(y, x)
		op.Adjoint(y, x)
		if w.Err() == nil {
			t.Error("the workers do not tell of the cancellation")
		}
		if y.Norm() != 0 {
			t.Errorf("%s: blocks were computed after the context was cancelled", name)
		}
	}
}

// The groups in which columns are written have sizes of their own on every level.
func TestTallImages(t *testing.T) {
	for _, h := range []int{1300, 2600, 4104, 8200} {
		s := array.Shape{H: h, W: 96}
		psi, err := NewWavelet[complex64](s, "db2", 2, nil)
		if err != nil {
			t.Fatal(err)
		}
		x := operatortest.Random[complex64](s, 9)
		if d := array.Distance(operatortest.Adjoint(psi, operatortest.Forward(psi, x)), x); !(d <= 1e-6*x.Norm()) {
			t.Errorf("%v: A* A x is off by %.2g of %.2g", s, d, x.Norm())
		}
	}
}
