package model

import (
	"math"
	"math/cmplx"

	"firenet/recon/array"
)

// Kind says what of a complex array a picture shows.
type Kind int

// The kinds of pictures.
const (
	// Image is the value of a real array, the modulus of a complex one.
	Image     Kind = iota
	Magnitude      // modulus
	Phase          // argument in degrees, -180 to 180
	RealPart
	ImaginaryPart
	// Residual is signed: the difference of two images, or a perturbation.
	Residual
	// Spectrum is log10 of the modulus relative to the largest, with a floor of -6.
	Spectrum
	// Coefficients are wavelet coefficients in nested squares, shown like a spectrum.
	Coefficients
	// Mask is 1 where a frequency was sampled, 0 elsewhere.
	Mask
)

// String names the kind for menus.
func (k Kind) String() string {
	return [...]string{
		"image", "magnitude", "phase", "real part", "imaginary part",
		"residual", "spectrum", "coefficients", "mask",
	}[k]
}

// SpectrumFloor is the exponent of ten below which a spectrum is not told apart from 0.
const SpectrumFloor = -6

// Scale is a class of pictures whose values can be compared, and that therefore share one
// window.
type Scale int

// The scales.
const (
	ImageScale    Scale = iota
	ResidualScale       // symmetric about 0
	SpectrumScale       // exponents of ten
	PhaseScale          // degrees
	MaskScale           // 0 and 1
	scales
)

// Scale is the class that pictures of this kind belong to. Imaginary parts share the
// symmetric scale of the residuals.
func (k Kind) Scale() Scale {
	switch k {
	case Residual, ImaginaryPart:
		return ResidualScale
	case Spectrum, Coefficients:
		return SpectrumScale
	case Phase:
		return PhaseScale
	case Mask:
		return MaskScale
	}
	return ImageScale
}

// Picture is an array prepared for viewing. It is immutable, and keeps the array that it
// was made from, which must not be changed afterwards.
type Picture struct {
	array.Shape
	kind    Kind
	source  *array.Complex // nil for a residual
	complex bool
	top     float64     // of a spectrum: the largest modulus
	mask    *array.Mask // of a spectrum: what was sampled, or nil
	nested  int         // of coefficients: levels of the transform
	times   float64     // how many times the values are magnified; 0: they are not

	values plane
	// levels[k] is the picture reduced by 2^k: one channel, or two whose averages are
	// combined: value and share of sampled frequencies, or real and imaginary part.
	levels [][]plane

	min, max, rms float64
	counts        func() []int // in fine bins between min and max, counted when first asked for
}

// NewPicture prepares a for viewing as kind. A [Residual] made in this way is the real part
// of a, which is then a difference or a perturbation; [NewResidual] subtracts.
func NewPicture(kind Kind, a *array.Complex) *Picture {
	p := &Picture{Shape: a.Shape, kind: kind, source: a, complex: !a.IsReal()}
	switch kind {
	case Image:
		if p.complex {
			p.fill(modulus)
		} else {
			p.fill(realPart)
		}
	case Magnitude:
		p.fill(modulus)
	case Phase:
		p.fill(degrees)
	case ImaginaryPart:
		p.fill(func(z complex128) float64 { return imag(z) })
	case Spectrum, Coefficients:
		p.fillSpectrum()
	default:
		p.fill(realPart)
	}
	return p.finish()
}

// NewResidual shows estimate minus reference, with sign. If the reference is real this is
// the real part of the difference. If it is complex, no part may be left out: it is the
// modulus of the difference, positive where the estimate has the larger modulus. The
// shapes must agree.
func NewResidual(estimate, reference *array.Complex) *Picture {
	p := &Picture{Shape: reference.Shape, kind: Residual, values: newPlane(reference.Shape)}
	if reference.IsReal() {
		for i, x := range reference.Data {
			p.values.data[i] = float32(real(estimate.Data[i]) - real(x))
		}
		return p.finish()
	}
	for i, x := range reference.Data {
		v := modulus(estimate.Data[i] - x)
		if modulus(estimate.Data[i]) < modulus(x) {
			v = -v
		}
		p.values.data[i] = float32(v)
	}
	return p.finish()
}

// NewMagnified shows the real part of a, which is a perturbation, so many times as large as
// it is. Its read-out gives the values themselves.
func NewMagnified(a *array.Complex, times float64) *Picture {
	p := &Picture{Shape: a.Shape, kind: Residual, source: a, complex: !a.IsReal(), times: times}
	p.fill(func(z complex128) float64 { return times * real(z) })
	return p.finish()
}

// NewSpectrum prepares a spectrum of which only the frequencies in mask were sampled; the
// others are drawn in gray. A nil mask stands for all.
func NewSpectrum(a *array.Complex, mask *array.Mask) *Picture {
	p := &Picture{Shape: a.Shape, kind: Spectrum, source: a, complex: true, mask: mask}
	p.fillSpectrum()
	return p.finish()
}

// NewCoefficients prepares wavelet coefficients in nested squares, of a transform with the
// given number of levels, between which lines are drawn.
func NewCoefficients(a *array.Complex, levels int) *Picture {
	p := &Picture{Shape: a.Shape, kind: Coefficients, source: a, complex: true, nested: levels}
	p.fillSpectrum()
	return p.finish()
}

// NewMask prepares a mask.
func NewMask(m *array.Mask) *Picture {
	p := &Picture{Shape: m.Shape, kind: Mask, values: newPlane(m.Shape)}
	for i, on := range m.Data {
		if on {
			p.values.data[i] = 1
		}
	}
	return p.finish()
}

// Nested is the number of levels of wavelet coefficients, 0 for other pictures.
func (p *Picture) Nested() int { return p.nested }

// Kind says what the picture shows.
func (p *Picture) Kind() Kind { return p.kind }

// IsComplex says whether the array behind the picture has imaginary parts.
func (p *Picture) IsComplex() bool { return p.complex }

// Value is what is shown at a pixel: of a spectrum log10 of the relative modulus.
func (p *Picture) Value(row, col int) float64 { return float64(p.values.data[row*p.W+col]) }

// Range is the smallest and the largest value, NaN left out.
func (p *Picture) Range() (lo, hi float64) { return p.min, p.max }

// RMS is the root of the mean square of the values.
func (p *Picture) RMS() float64 { return p.rms }

// Peak is the largest modulus of the values.
func (p *Picture) Peak() float64 { return math.Max(math.Abs(p.min), math.Abs(p.max)) }

// Row is one row of values, as a profile needs it.
func (p *Picture) Row(row int) []float64 {
	v := make([]float64, p.W)
	for c := range v {
		v[c] = p.Value(row, c)
	}
	return v
}

func (p *Picture) fill(value func(complex128) float64) {
	p.values = newPlane(p.Shape)
	for i, z := range p.source.Data {
		p.values.data[i] = float32(value(z))
	}
}

func (p *Picture) fillSpectrum() {
	p.values = newPlane(p.Shape)
	top := 0.0
	for _, z := range p.source.Data {
		if square := real(z)*real(z) + imag(z)*imag(z); square > top {
			top = square
		}
	}
	p.top = math.Sqrt(top)
	if !(top > 0) || math.IsInf(top, 1) { // the squares leave the range, or all is zero
		p.top = 0
		for _, z := range p.source.Data {
			p.top = math.Max(p.top, cmplx.Abs(z))
		}
	}
	scale := 1 / p.top
	for i, z := range p.source.Data {
		re, im := real(z)*scale, imag(z)*scale
		v := log10(re*re+im*im) / 2
		if !(v > SpectrumFloor) { // also 0/0 of a spectrum that is zero
			v = SpectrumFloor
		}
		p.values.data[i] = float32(v)
	}
}

func modulus(z complex128) float64  { return math.Sqrt(real(z)*real(z) + imag(z)*imag(z)) }
func realPart(z complex128) float64 { return real(z) }
func degrees(z complex128) float64  { return math.Atan2(imag(z), real(z)) * 180 / math.Pi }

// Top is the largest modulus of a spectrum or of coefficients, to which their values are
// relative.
func (p *Picture) Top() float64 { return p.top }
