package transform

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firenet/internal/operatortest"
	"firenet/recon/array"
)

// Any Fourier transform is unitary and its centred spectrum of a real image is Hermitian.
func TestFourierOfAnyShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := array.Shape{H: rapid.IntRange(1, 70).Draw(t, "H"), W: rapid.IntRange(1, 70).Draw(t, "W")}
		f, err := NewFourier[complex128](s, nil)
		if err != nil {
			t.Fatal(err)
		}
		x := operatortest.Random[complex128](s, rapid.Uint64().Draw(t, "seed"))
		for i, z := range x.Data {
			x.Data[i] = complex(real(z), 0)
		}
		y := operatortest.Forward[complex128](f, x)
		if d := math.Abs(y.Norm() - x.Norm()); !(d <= 1e-14*x.Norm()) {
			t.Fatalf("%v: norm %v becomes %v", s, x.Norm(), y.Norm())
		}
		if d := array.Distance(operatortest.Adjoint[complex128](f, y), x); !(d <= 1e-14*x.Norm()) {
			t.Fatalf("%v: the inverse is off by %.2g", s, d/x.Norm())
		}
		for u := range s.H {
			for v := range s.W {
				z := y.At((2*(s.H/2)-u+s.H)%s.H, (2*(s.W/2)-v+s.W)%s.W)
				d := y.At(u, v) - complex(real(z), -imag(z))
				if !(math.Hypot(real(d), imag(d)) <= 1e-14*x.Norm()) {
					t.Fatalf("%v: the spectrum of a real image is not Hermitian at %d, %d", s, u, v)
				}
			}
		}
	})
}

// Any wavelet on any shape that its levels divide is orthonormal, and the blocks of its
// coefficients tile the array.
func TestWaveletOfAnyShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		levels := rapid.IntRange(0, 5).Draw(t, "levels")
		s := array.Shape{H: rapid.IntRange(1, 5).Draw(t, "H") << levels, W: rapid.IntRange(1, 5).Draw(t, "W") << levels}
		name := rapid.SampledFrom(Wavelets()).Draw(t, "wavelet")
		psi, err := NewWavelet[complex128](s, name, levels, nil)
		if err != nil {
			t.Fatal(err)
		}
		x, y := operatortest.Random[complex128](s, rapid.Uint64().Draw(t, "seed")), operatortest.Random[complex128](s, 15)
		c := operatortest.Forward[complex128](psi, x)
		if d := array.Distance(operatortest.Adjoint[complex128](psi, c), x); !(d <= 2e-14*x.Norm()) {
			t.Fatalf("%s, %v, %d levels: the inverse is off by %.2g", name, s, levels, d/x.Norm())
		}
		difference := array.Dot(c, y) - array.Dot(x, operatortest.Adjoint[complex128](psi, y))
		if !(math.Hypot(real(difference), imag(difference)) <= 1e-13*x.Norm()*y.Norm()) {
			t.Fatalf("%s, %v, %d levels: the adjoint is off by %v", name, s, levels, difference)
		}

		covered := array.NewMask(s)
		for _, b := range Subbands(s, levels) {
			for r := range b.H {
				for k := range b.W {
					if covered.At(b.Row+r, b.Col+k) {
						t.Fatalf("%v, %d levels: blocks overlap", s, levels)
					}
					covered.Set(b.Row+r, b.Col+k, true)
				}
			}
		}
		if covered.Count() != s.Len() {
			t.Fatalf("%v, %d levels: the blocks leave a gap", s, levels)
		}
		back := array.NewComplex(s)
		FromWavedec2(back, ToWavedec2(c, levels), levels)
		if !operatortest.Equal(back, c) {
			t.Fatalf("%v, %d levels: FromWavedec2 does not undo ToWavedec2", s, levels)
		}
	})
}
