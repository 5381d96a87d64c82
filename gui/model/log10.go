package model

import "math"

// logTable holds, for the 256 leading values of a mantissa, the reciprocal of its middle
// and the logarithm of that middle.
var logTable = func() (t [256]struct{ reciprocal, log float64 }) {
	for i := range t {
		middle := 1 + (float64(i)+0.5)/256
		t[i].reciprocal, t[i].log = 1/middle, math.Log10(middle)
	}
	return t
}()

// log10 is the decimal logarithm to 1e-11, for the millions of values of a spectrum: the
// exponent, a table, and three terms of the series of ln(1 + r), |r| < 1/512. Of numbers
// that are not positive and normal it is below that of every spectrum's floor; NaN stays.
func log10(x float64) float64 {
	if x != x {
		return x
	}
	if x < 0x1p-1022 {
		return -308
	}
	b := math.Float64bits(x)
	t := &logTable[b>>44&0xFF]
	mantissa := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	r := mantissa*t.reciprocal - 1
	return float64(int(b>>52)-1023)*(math.Ln2/math.Ln10) + t.log + r*(1-r*(0.5-r/3))/math.Ln10
}
