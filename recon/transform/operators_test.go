package transform

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// kind is what an operator is besides linear.
type kind int

const (
	projection kind = iota // A* A = A
	isometry               // A* A = I
	coisometry             // A A* = I
	unitary                // both
)

// entry is one line of the table of operators. Every operator passes every test below, in
// both precisions, for all of its shapes.
type entry[T array.Scalar] struct {
	name   string
	kind   kind
	shapes []array.Shape
	make   func(array.Shape, *parallel.Workers) (Operator[T], error)
}

var (
	anyShapes    = []array.Shape{{H: 1, W: 1}, {H: 1, W: 24}, {H: 7, W: 1}, {H: 16, W: 16}, {H: 15, W: 21}, {H: 12, W: 40}, {H: 64, W: 32}, {H: 37, W: 128}, {H: 2, W: 8}}
	powerShapes  = []array.Shape{{H: 1, W: 1}, {H: 1, W: 32}, {H: 8, W: 1}, {H: 16, W: 16}, {H: 4, W: 64}, {H: 128, W: 32}, {H: 2, W: 8}}
	eighthShapes = []array.Shape{{H: 8, W: 8}, {H: 24, W: 40}, {H: 64, W: 32}, {H: 72, W: 128}}
)

func operators[T array.Scalar]() []entry[T] {
	return []entry[T]{
		{"Fourier", unitary, anyShapes, spectrum[T]("fourier")},
		{"Fourier, own order", unitary, anyShapes, ownOrder[T]("fourier")},
		{"Walsh", unitary, powerShapes, spectrum[T]("walsh")},
		{"Walsh, own order", unitary, powerShapes, ownOrder[T]("walsh")},
		{"Haar, 3 levels", unitary, eighthShapes, wavelets[T]("db1", 3)},
		{"Haar, 1 level", unitary, eighthShapes, wavelets[T]("db1", 1)},
		{"db2, 1 level", unitary, eighthShapes, wavelets[T]("db2", 1)},
		{"db3, 2 levels", unitary, eighthShapes, wavelets[T]("db3", 2)},
		{"db4, 3 levels", unitary, eighthShapes, wavelets[T]("db4", 3)},
		{"db5, 3 levels", unitary, eighthShapes, wavelets[T]("db5", 3)},
		{"db10, 3 levels", unitary, eighthShapes, wavelets[T]("db10", 3)},
		{"sym7, 2 levels", unitary, eighthShapes, wavelets[T]("sym7", 2)},
		{"no levels", unitary, anyShapes, wavelets[T]("sym4", 0)},
		{"mask", projection, anyShapes, masked[T]},
		{"adjoint of db2", unitary, eighthShapes, adjointOfWavelet[T]},
		{"product U Psi*", unitary, []array.Shape{{H: 8, W: 8}, {H: 64, W: 32}}, product[T]},
		{"one below the other", isometry, anyShapes, stacked[T]},
		{"one below the other, adjoint", coisometry, anyShapes, adjointOfStacked[T]},
		{"one below the other, then U", isometry, anyShapes, spectrumOfStacked[T]},
	}
}

func spectrum[T array.Scalar](name string) func(array.Shape, *parallel.Workers) (Operator[T], error) {
	return func(s array.Shape, w *parallel.Workers) (Operator[T], error) { return New[T](name, s, w) }
}

func ownOrder[T array.Scalar](name string) func(array.Shape, *parallel.Workers) (Operator[T], error) {
	return func(s array.Shape, w *parallel.Workers) (Operator[T], error) {
		u, err := New[T](name, s, w)
		if err != nil {
			return nil, err
		}
		return u.Own(), nil
	}
}

func wavelets[T array.Scalar](name string, levels int) func(array.Shape, *parallel.Workers) (Operator[T], error) {
	return func(s array.Shape, w *parallel.Workers) (Operator[T], error) {
		return NewWavelet[T](s, name, levels, w)
	}
}

func masked[T array.Scalar](s array.Shape, _ *parallel.Workers) (Operator[T], error) {
	m := array.NewMask(s)
	r := rand.New(rand.NewPCG(5, 6))
	for i := range m.Data {
		m.Data[i] = r.IntN(3) == 0
	}
	return NewMask[T](m), nil
}

func adjointOfWavelet[T array.Scalar](s array.Shape, w *parallel.Workers) (Operator[T], error) {
	psi, err := NewWavelet[T](s, "db2", 2, w)
	if err != nil {
		return nil, err
	}
	return AdjointOf[T](psi), nil
}

func product[T array.Scalar](s array.Shape, w *parallel.Workers) (Operator[T], error) {
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

// stack is 0.6 x and below it 0.8 U x: of all operators the one whose sides differ, as those
// of several coils do.
type stack[T array.Scalar] struct {
	u     Operator[T]
	lower *array.Array[T]
}

func stacked[T array.Scalar](s array.Shape, w *parallel.Workers) (Operator[T], error) {
	u, err := NewFourier[T](s, w)
	if err != nil {
		return nil, err
	}
	return &stack[T]{u, array.New[T](s)}, nil
}

func (a *stack[T]) Domain() array.Shape { return a.lower.Shape }
func (a *stack[T]) Range() array.Shape  { return array.Shape{H: 2 * a.lower.H, W: a.lower.W} }

func (a *stack[T]) Forward(dst, src *array.Array[T]) {
	mustHave(a.Range(), dst)
	mustHave(a.Domain(), src)
	a.u.Forward(a.lower, src)
	for i, x := range src.Data {
		dst.Data[i], dst.Data[len(src.Data)+i] = 0.6*x, 0.8*a.lower.Data[i]
	}
}

func (a *stack[T]) Adjoint(dst, src *array.Array[T]) {
	mustHave(a.Domain(), dst)
	mustHave(a.Range(), src)
	copy(a.lower.Data, src.Data[len(dst.Data):])
	a.u.Adjoint(dst, a.lower)
	for i, x := range dst.Data {
		dst.Data[i] = 0.6*src.Data[i] + 0.8*x
	}
}

func adjointOfStacked[T array.Scalar](s array.Shape, w *parallel.Workers) (Operator[T], error) {
	a, err := stacked[T](s, w)
	if err != nil {
		return nil, err
	}
	return AdjointOf(a), nil
}

func spectrumOfStacked[T array.Scalar](s array.Shape, w *parallel.Workers) (Operator[T], error) {
	a, err := stacked[T](s, w)
	if err != nil {
		return nil, err
	}
	u, err := NewFourier[T](a.Range(), w)
	if err != nil {
		return nil, err
	}
	return Compose(u.Own(), a)
}

// each runs a check on every operator and shape in one precision. tol is about 50 units in
// the last place of the precision.
func each[T array.Scalar](t *testing.T, check func(t *testing.T, e entry[T], s array.Shape, tol float64)) {
	var z T
	tol := 1e-14
	if _, single := any(z).(complex64); single {
		tol = 5e-6
	}
	for _, e := range operators[T]() {
		for _, s := range e.shapes {
			t.Run(fmt.Sprintf("%s/%v/%T", e.name, s, z), func(t *testing.T) { check(t, e, s, tol) })
		}
	}
}

// build makes an operator of the table or ends the test.
func build[T array.Scalar](t testing.TB, e entry[T], s array.Shape, w *parallel.Workers) Operator[T] {
	t.Helper()
	op, err := e.make(s, w)
	if err != nil {
		t.Fatal(err)
	}
	return op
}

// random is an array of independent normal parts.
func random[T array.Scalar](s array.Shape, seed uint64) *array.Array[T] {
	r := rand.New(rand.NewPCG(seed, 1))
	a := array.New[T](s)
	for i := range a.Data {
		a.Data[i] = T(complex(r.NormFloat64(), r.NormFloat64()))
	}
	return a
}

// spoiled is an array of NaN: whatever an operator forgets to write shows.
func spoiled[T array.Scalar](s array.Shape) *array.Array[T] {
	a := array.New[T](s)
	for i := range a.Data {
		a.Data[i] = T(complex(math.NaN(), math.NaN()))
	}
	return a
}

func forward[T array.Scalar](op Operator[T], x *array.Array[T]) *array.Array[T] {
	y := spoiled[T](op.Range())
	op.Forward(y, x)
	return y
}

func adjointed[T array.Scalar](op Operator[T], y *array.Array[T]) *array.Array[T] {
	x := spoiled[T](op.Domain())
	op.Adjoint(x, y)
	return x
}

func equal[T array.Scalar](a, b *array.Array[T]) bool {
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

func TestAdjoint(t *testing.T) {
	each(t, dotTest[complex64])
	each(t, dotTest[complex128])
}

func dotTest[T array.Scalar](t *testing.T, e entry[T], s array.Shape, tol float64) {
	op := build(t, e, s, nil)
	x, y := random[T](op.Domain(), 1), random[T](op.Range(), 2)
	left, right := array.Dot(forward(op, x), y), array.Dot(x, adjointed(op, y))
	d := left - right
	if !(math.Hypot(real(d), imag(d)) <= tol*x.Norm()*y.Norm()) {
		t.Errorf("<A x, y> = %v, <x, A* y> = %v", left, right)
	}
}

func TestLinearity(t *testing.T) {
	each(t, linearity[complex64])
	each(t, linearity[complex128])
}

func linearity[T array.Scalar](t *testing.T, e entry[T], s array.Shape, tol float64) {
	op := build(t, e, s, nil)
	x, y := random[T](op.Domain(), 3), random[T](op.Domain(), 4)
	a, b := T(complex(0.5, -2)), T(complex(-1.25, 0.75))
	sum := array.New[T](op.Domain())
	for i := range sum.Data {
		sum.Data[i] = a*x.Data[i] + b*y.Data[i]
	}
	got, fx, fy := forward(op, sum), forward(op, x), forward(op, y)
	for i := range fx.Data {
		fx.Data[i] = a*fx.Data[i] + b*fy.Data[i]
	}
	if d := array.Distance(got, fx); !(d <= tol*sum.Norm()) {
		t.Errorf("A(ax+by) and aAx+bAy differ by %.2g of %.2g", d, sum.Norm())
	}
}

func TestAdjointOfForward(t *testing.T) {
	each(t, adjointOfForward[complex64])
	each(t, adjointOfForward[complex128])
}

func adjointOfForward[T array.Scalar](t *testing.T, e entry[T], s array.Shape, tol float64) {
	op := build(t, e, s, nil)
	x, z := random[T](op.Domain(), 5), random[T](op.Range(), 5)
	y := forward(op, x)
	back := adjointed(op, y)
	if e.kind == isometry || e.kind == unitary {
		if d := math.Abs(y.Norm() - x.Norm()); !(d <= tol*x.Norm()) {
			t.Errorf("norm %v becomes %v", x.Norm(), y.Norm())
		}
		if d := array.Distance(back, x); !(d <= tol*x.Norm()) {
			t.Errorf("A* A x differs from x by %.2g of %.2g", d, x.Norm())
		}
	}
	if e.kind == coisometry || e.kind == unitary {
		if d := array.Distance(forward(op, adjointed(op, z)), z); !(d <= tol*z.Norm()) {
			t.Errorf("A A* z differs from z by %.2g of %.2g", d, z.Norm())
		}
	}
	if e.kind == projection {
		if d := array.Distance(back, y); !(d <= tol*x.Norm()) {
			t.Errorf("A* A x differs from A x by %.2g of %.2g", d, x.Norm())
		}
	}
}

// The same bits must come out whatever the number of workers, from scratch memory in any
// state, and the source must stay as it was.
func TestBitsDoNotDependOnWorkers(t *testing.T) {
	each(t, sameBits[complex64])
	each(t, sameBits[complex128])
}

func sameBits[T array.Scalar](t *testing.T, e entry[T], s array.Shape, _ float64) {
	alone := build(t, e, s, nil)
	x, y := random[T](alone.Domain(), 6), random[T](alone.Range(), 6)
	keptX, keptY := x.Clone(), y.Clone()
	wantForward, wantAdjoint := forward(alone, x), adjointed(alone, y)
	for _, count := range []int{1, 2, 3} {
		w := parallel.New(t.Context(), count)
		defer w.Close()
		op := build(t, e, s, w)
		for range 2 {
			if !equal(forward(op, x), wantForward) || !equal(adjointed(op, y), wantAdjoint) {
				t.Errorf("%d workers: other bits than one", count)
			}
		}
		if !equal(x, keptX) || !equal(y, keptY) {
			t.Errorf("%d workers: the source was changed", count)
		}
	}
}

func TestNothingIsAllocated(t *testing.T) {
	each(t, allocations[complex64])
	each(t, allocations[complex128])
}

func allocations[T array.Scalar](t *testing.T, e entry[T], s array.Shape, _ float64) {
	two := parallel.New(t.Context(), 2)
	defer two.Close()
	for _, w := range []*parallel.Workers{nil, two} {
		op := build(t, e, s, w)
		x, y := random[T](op.Domain(), 7), array.New[T](op.Range())
		if n := testing.AllocsPerRun(5, func() { op.Forward(y, x); op.Adjoint(x, y) }); n != 0 {
			t.Errorf("%d workers: %v allocations", w.Count(), n)
		}
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
		x, y := random[complex64](op.Domain(), 8), array.New[complex64](op.Range())
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

func TestOtherShapesPanic(t *testing.T) {
	for _, e := range operators[complex64]() {
		s := e.shapes[len(e.shapes)-1]
		op := build(t, e, s, nil)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: an array of another shape was taken", e.name)
				}
			}()
			d := op.Domain()
			op.Forward(array.New[complex64](op.Range()), array.New[complex64](array.Shape{H: d.H + 1, W: d.W}))
		}()
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
		x := random[complex64](s, 9)
		if d := array.Distance(adjointed(psi, forward(psi, x)), x); !(d <= 1e-6*x.Norm()) {
			t.Errorf("%v: A* A x is off by %.2g of %.2g", s, d, x.Norm())
		}
	}
}
