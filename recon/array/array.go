package array

import (
	"fmt"
	"math"
	"unsafe"
)

// Shape is the size of a two-dimensional array: H rows, W columns.
type Shape struct{ H, W int }

// Len is the number of elements, H*W.
func (s Shape) Len() int { return s.H * s.W }

// String is "H x W".
func (s Shape) String() string { return fmt.Sprintf("%d x %d", s.H, s.W) }

// Scalar is the element type of an [Array]: single or double precision.
type Scalar interface{ complex64 | complex128 }

// Real is the type of the parts of a [Scalar].
type Real interface{ float32 | float64 }

// Array is a dense complex H x W array in row-major order.
type Array[T Scalar] struct {
	Shape
	Data []T
}

// Complex is the double-precision array, the type in which images, samples and results
// travel between the parts of the program.
type Complex = Array[complex128]

// New returns an array of zeros.
func New[T Scalar](s Shape) *Array[T] {
	return &Array[T]{Shape: s, Data: make([]T, s.Len())}
}

// NewComplex returns a double-precision array of zeros.
func NewComplex(s Shape) *Complex { return New[complex128](s) }

// At is the element in row r and column c.
func (a *Array[T]) At(r, c int) T { return a.Data[r*a.W+c] }

// Set writes the element in row r and column c.
func (a *Array[T]) Set(r, c int, v T) { a.Data[r*a.W+c] = v }

// Clone returns a copy that shares nothing with a.
func (a *Array[T]) Clone() *Array[T] {
	b := New[T](a.Shape)
	copy(b.Data, a.Data)
	return b
}

// IsReal says whether every imaginary part is zero.
func (a *Array[T]) IsReal() bool {
	for _, v := range a.Data {
		if imag(complex128(v)) != 0 {
			return false
		}
	}
	return true
}

// IsFinite says whether no part is NaN or infinite.
func (a *Array[T]) IsFinite() bool {
	for _, v := range a.Data {
		z := complex128(v)
		// x-x is 0 for finite x and NaN otherwise.
		if d := (real(z) - real(z)) + (imag(z) - imag(z)); d != 0 {
			return false
		}
	}
	return true
}

// Convert copies src into dst, rounding where dst is narrower. Shapes must agree.
func Convert[D, S Scalar](dst *Array[D], src *Array[S]) {
	mustAgree(dst.Shape, src.Shape)
	for i, v := range src.Data {
		dst.Data[i] = D(v)
	}
}

// ConvertTo returns src in another precision.
func ConvertTo[D, S Scalar](src *Array[S]) *Array[D] {
	dst := New[D](src.Shape)
	Convert(dst, src)
	return dst
}

// FromReal returns the array whose real parts are v, in row-major order.
// It panics if len(v) is not s.Len().
func FromReal(s Shape, v []float64) *Complex {
	if len(v) != s.Len() {
		panic(fmt.Sprintf("array: %d values for shape %v", len(v), s))
	}
	a := NewComplex(s)
	for i, x := range v {
		a.Data[i] = complex(x, 0)
	}
	return a
}

// RealParts returns the real parts in row-major order.
func (a *Array[T]) RealParts() []float64 {
	v := make([]float64, len(a.Data))
	for i, z := range a.Data {
		v[i] = real(complex128(z))
	}
	return v
}

// Moduli returns |a| in row-major order.
func (a *Array[T]) Moduli() []float64 {
	v := make([]float64, len(a.Data))
	for i, z := range a.Data {
		v[i] = math.Hypot(real(complex128(z)), imag(complex128(z)))
	}
	return v
}

// Parts views complex numbers as their real and imaginary parts, interleaved, without
// copying. F must be the part type of T (float32 of complex64, float64 of complex128);
// anything else panics.
func Parts[F Real, T Scalar](d []T) []F {
	var z T
	var x F
	if unsafe.Sizeof(z) != 2*unsafe.Sizeof(x) {
		panic("array: Parts: precision of view and data differ")
	}
	if len(d) == 0 {
		return nil
	}
	return unsafe.Slice((*F)(unsafe.Pointer(unsafe.SliceData(d))), 2*len(d))
}

// Mask marks the sampled frequencies, H x W in the order that people and files see:
// centred for Fourier, sequency for Walsh.
type Mask struct {
	Shape
	Data []bool
}

// NewMask returns a mask with nothing sampled.
func NewMask(s Shape) *Mask { return &Mask{Shape: s, Data: make([]bool, s.Len())} }

// At says whether the frequency in row r and column c is sampled.
func (m *Mask) At(r, c int) bool { return m.Data[r*m.W+c] }

// Set marks the frequency in row r and column c.
func (m *Mask) Set(r, c int, on bool) { m.Data[r*m.W+c] = on }

// Count is the number m of sampled frequencies.
func (m *Mask) Count() int {
	n := 0
	for _, on := range m.Data {
		if on {
			n++
		}
	}
	return n
}

// Clone returns a copy that shares nothing with m.
func (m *Mask) Clone() *Mask {
	c := NewMask(m.Shape)
	copy(c.Data, m.Data)
	return c
}

func mustAgree(a, b Shape) {
	if a != b {
		panic(fmt.Sprintf("array: shapes %v and %v differ", a, b))
	}
}
