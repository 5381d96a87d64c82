package model

import (
	"math"
	"strconv"
	"strings"
)

// enDash is the minus sign on screen.
const enDash = "–"

// Sig writes v with three significant digits for the screen: 0.107, 31.6, 2.50e–4.
func Sig(v float64) string {
	if s, ok := special(v); ok {
		return s
	}
	a := math.Abs(v)
	if a >= 1e6 || a < 1e-3 {
		return screen(exponent(strconv.FormatFloat(v, 'e', 2, 64)))
	}
	if a >= 1000 {
		return screen(strconv.FormatFloat(v, 'f', 0, 64))
	}
	// The exponent after rounding to three digits, so that 0.9996 becomes 1.00.
	e := strconv.FormatFloat(a, 'e', 2, 64)
	digits, _ := strconv.Atoi(e[strings.IndexByte(e, 'e')+1:])
	return screen(strconv.FormatFloat(v, 'f', max(0, 2-digits), 64))
}

// Short writes v for the screen with at most three significant digits and no trailing
// zeros, as labels of axes and colour bars have it: 1, 0.5, –0.3.
func Short(v float64) string {
	if s, ok := special(v); ok {
		return s
	}
	return screen(general(v, 3))
}

// Rough writes v for the screen with at most two significant digits: 6.3, 12, 0.25.
func Rough(v float64) string {
	if s, ok := special(v); ok {
		return s
	}
	return screen(general(v, 2))
}

// Axis writes v as [Short] does, but powers of ten that are small or large with their
// exponent: 10⁻⁶, 10⁴.
func Axis(v float64) string {
	if e := math.Log10(v); v > 0 && math.Abs(e-math.Round(e)) < 1e-9 && (e < -2.5 || e > 3.5) {
		return Power(int(math.Round(e)))
	}
	return Short(v)
}

// Power is ten to the power of e.
func Power(e int) string { return "10" + superscript.Replace(strconv.Itoa(e)) }

var superscript = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// Field writes v as fields and files have it, the shortest text that reads back as v, with
// an ASCII minus: 0.15, 2.5e-4, 1e-9, inf.
func Field(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(v, 'g', -1, 64), "+"))
	}
	return general(v, -1)
}

// Decibels writes v with one decimal.
func Decibels(v float64) string {
	if s, ok := special(v); ok && v != 0 {
		return s
	}
	return screen(strconv.FormatFloat(v, 'f', 1, 64))
}

// Percent writes the fraction v with one decimal: 15.0 %.
func Percent(v float64) string {
	return screen(strconv.FormatFloat(100*v, 'f', 1, 64)) + " %"
}

// Zoom writes a magnification as the status bar does: 100 %, 71 %, 12.5 %.
func Zoom(v float64) string {
	decimals := 0
	if v < 0.2 {
		decimals = 1
	}
	return strings.TrimSuffix(strconv.FormatFloat(100*v, 'f', decimals, 64), ".0") + " %"
}

func special(v float64) (string, bool) {
	switch {
	case math.IsNaN(v):
		return "not a number", true
	case math.IsInf(v, 1):
		return "inf", true
	case math.IsInf(v, -1):
		return enDash + "inf", true
	case v == 0:
		return "0", true
	}
	return "", false
}

func general(v float64, digits int) string {
	if a := math.Abs(v); a != 0 && (a < 1e-3 || a >= 1e6) {
		if digits > 0 {
			digits--
		}
		s := strconv.FormatFloat(v, 'e', digits, 64)
		return exponent(trimmed(s))
	}
	if digits > 0 && math.Abs(v) >= 1000 {
		v = math.Round(v) // whole numbers are not rounded to tens
	} else if digits > 0 {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// trimmed drops trailing zeros of a mantissa.
func trimmed(s string) string {
	i := strings.IndexByte(s, 'e')
	m := s[:i]
	if strings.ContainsRune(m, '.') {
		m = strings.TrimRight(strings.TrimRight(m, "0"), ".")
	}
	return m + s[i:]
}

// exponent shortens e-04 to e-4 and e+06 to e6.
func exponent(s string) string {
	i := strings.IndexByte(s, 'e')
	e, _ := strconv.Atoi(s[i+1:])
	return s[:i+1] + strconv.Itoa(e)
}

// screen replaces the ASCII minus, and takes the sign off a rounded zero.
func screen(s string) string {
	if strings.HasPrefix(s, "-") && strings.Trim(s, "-0.") == "" {
		s = s[1:]
	}
	return strings.ReplaceAll(s, "-", enDash)
}
