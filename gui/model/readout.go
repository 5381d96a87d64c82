package model

import (
	"math"
	"strconv"

	"firenet/recon/quality"
)

// ReadOut is the text for a pixel: its value and, if the array is complex, the argument of
// the number ("arg 5°"). Outside of the picture both are empty.
//
// The number of decimals depends on the largest value of the picture only, so that digits
// do not jump while the pointer moves. Of a spectrum the modulus itself is given.
func (p *Picture) ReadOut(row, col int) (value, argument string) {
	if row < 0 || col < 0 || row >= p.H || col >= p.W {
		return "", ""
	}
	v := p.Value(row, col)
	var z complex128
	if p.source != nil {
		z = p.source.Data[row*p.W+col]
	}
	switch p.kind {
	case Spectrum, Coefficients:
		value = Sig(modulus(z))
		if p.mask != nil && !p.mask.At(row, col) {
			return value, "unsampled"
		}
	case Mask:
		return Short(v), ""
	case Phase:
		return screen(strconv.FormatFloat(v, 'f', 0, 64)) + "°", ""
	case Residual, ImaginaryPart:
		peak := p.Peak()
		if p.times > 0 {
			v, peak = v/p.times, peak/p.times
		}
		value = fixed(v, peak)
		if v > 0 && value != fixed(0, peak) {
			value = "+" + value
		}
		return value, ""
	default:
		value = fixed(v, p.Peak())
	}
	if p.complex && (p.kind == Image || p.kind == Magnitude || p.kind.Scale() == SpectrumScale) {
		argument = "arg " + screen(strconv.FormatFloat(degrees(z), 'f', 0, 64)) + "°"
	}
	return value, argument
}

// fixed writes v with the decimals that suit values up to peak: three from 0.1 to 10, one
// less or more for each further power of ten.
func fixed(v, peak float64) string {
	if v-v != 0 {
		s, _ := special(v)
		return s
	}
	if peak != 0 && (peak < 1e-5 || peak >= 1e7) {
		return Sig(v)
	}
	decimals := 3
	switch {
	case peak >= 10:
		decimals = max(0, 3-int(math.Floor(math.Log10(peak))))
	case peak > 0 && peak < 0.1:
		decimals = 2 - int(math.Floor(math.Log10(peak)))
	}
	return screen(strconv.FormatFloat(v, 'f', decimals, 64))
}

// Measure is a number under a pane: a muted name, the value, a unit.
type Measure struct {
	Name, Value, Unit string
	Alarm             bool // the value of a damaged target: in the colour of errors
}

// Measures are the three numbers of a reconstruction: rel. l2, PSNR, SSIM.
func Measures(m quality.Metrics) []Measure {
	return []Measure{
		{Name: "rel. ℓ²", Value: Sig(m.RelativeL2)},
		{Name: "PSNR", Value: Decibels(m.PSNR), Unit: "dB"},
		{Name: "SSIM", Value: Sig(m.SSIM)},
	}
}

// ResidualMeasures are the scale of a residual, its largest modulus and its rms.
func ResidualMeasures(p *Picture, w Window) []Measure {
	return []Measure{
		{Name: "±" + Short(w.Hi) + " in all residuals · max |·|", Value: Sig(p.Peak())},
		{Name: "rms", Value: Sig(p.RMS())},
	}
}
