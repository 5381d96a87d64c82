package transform

import (
	"math"
	"testing"

	"firenet/internal/operatortest"
	"firenet/recon/array"
)

// The last operator of a product is applied first: P U x, not U P x.
func TestComposeOrder(t *testing.T) {
	s := array.Shape{H: 16, W: 8}
	u, err := New[complex128]("fourier", s, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := array.NewMask(s)
	for i := range m.Data {
		m.Data[i] = i%3 == 0
	}
	p := NewMask[complex128](m)
	pu, err := Compose[complex128](p, u)
	if err != nil {
		t.Fatal(err)
	}
	x := operatortest.Random[complex128](s, 20)
	want := operatortest.Forward[complex128](p, operatortest.Forward[complex128](u, x))
	if !operatortest.Equal(operatortest.Forward(pu, x), want) {
		t.Error("the product is not P U x")
	}
	want = operatortest.Adjoint[complex128](u, operatortest.Adjoint[complex128](p, x))
	if !operatortest.Equal(operatortest.Adjoint(pu, x), want) {
		t.Error("the adjoint of the product is not U* P* x")
	}
	alone, err := Compose[complex128](u)
	if err != nil || alone != Operator[complex128](u) {
		t.Errorf("the product of one operator is %v, %v", alone, err)
	}
	if AdjointOf(AdjointOf[complex128](u)) != Operator[complex128](u) {
		t.Error("the adjoint of the adjoint is another operator")
	}
}

// What is off the mask becomes zero, whatever it was.
func TestMaskIgnoresWhatIsNotSampled(t *testing.T) {
	m := array.NewMask(array.Shape{H: 2, W: 2})
	m.Set(1, 0, true)
	x := operatortest.Spoiled[complex128](m.Shape)
	x.Set(1, 0, 3-4i)
	p := NewMask[complex128](m)
	m.Set(0, 0, true) // the operator has a copy
	y := operatortest.Forward[complex128](p, x)
	if y.At(1, 0) != 3-4i || math.Abs(y.Norm()-5) > 0 {
		t.Errorf("got %v", y.Data)
	}
}
