package form

import (
	"math"
	"strconv"
	"strings"

	"firenet/gui/model"
	"firenet/recon/parameter"
)

// FormatValue is how a value stands in a field: numbers in the shortest form that reads
// back as the same number, 2.5e-4 rather than 0.00025; lists separated by commas.
func FormatValue(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case float64:
		return model.Field(x)
	case int:
		return strconv.Itoa(x)
	case string:
		return x
	case []float64:
		parts := make([]string, len(x))
		for i, y := range x {
			parts[i] = model.Field(y)
		}
		return strings.Join(parts, ", ")
	case parameter.Table:
		if x.Numbers != nil {
			return FormatValue(x.Numbers)
		}
		return x.Text
	}
	return parameter.Format(v)
}

// ParseValue reads what was typed into a field of p. A comma as decimal sign and an en
// dash as minus are understood; ok is false if it is not a value of p's kind at all.
func ParseValue(p parameter.Parameter, s string) (value any, ok bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "–", "-"))
	switch p.Kind {
	case parameter.Real, parameter.Integer:
		return parseNumber(strings.Replace(s, ",", ".", 1))
	case parameter.Numbers:
		return parseNumbers(s)
	case parameter.Text, parameter.Path, parameter.Choice:
		return s, s != ""
	}
	return nil, false
}

func parseNumber(s string) (any, bool) {
	percent := strings.HasSuffix(s, "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(s, "%")), 64)
	if err != nil || math.IsNaN(x) {
		return nil, false
	}
	if percent {
		x /= 100
	}
	return x, true
}

// parseNumbers reads a list: numbers separated by commas, semicolons or spaces, in
// brackets or not.
func parseNumbers(s string) (any, bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	list := make([]float64, 0, len(fields))
	for _, f := range fields {
		x, ok := parseNumber(f)
		if !ok {
			return nil, false
		}
		list = append(list, x.(float64))
	}
	return list, len(list) > 0
}

// travel maps the way of a slider, 0 to 1, to the values of a parameter. On a logarithmic
// scale that includes 0 the slider's left end is 0 and the rest the decades above From.
type travel struct {
	from, to float64
	log      bool
	zero     bool // the left end stands for 0
	whole    bool
}

// zeroEnd is the part of a logarithmic slider that stands for 0.
const zeroEnd = 0.04

// newTravel is the travel of p's slider; ok is false for a parameter that has none, since
// it is not a number or its range has no end.
func newTravel(p parameter.Parameter) (t travel, ok bool) {
	if p.Kind != parameter.Real && p.Kind != parameter.Integer {
		return t, false
	}
	t = travel{from: p.Min, to: p.Max, log: p.Scale == parameter.Log, whole: p.Kind == parameter.Integer}
	if p.From != 0 || p.To != 0 {
		t.from, t.to = p.From, p.To
	}
	if t.log && t.from <= 0 {
		t.from = t.to * 1e-4
	}
	t.zero = t.log && !p.MinOpen && p.Min == 0
	return t, t.to > t.from && !math.IsInf(t.to, 0) && !math.IsInf(t.from, 0)
}

// value is the parameter's value at a position, with two significant digits.
func (t travel) value(at float64) float64 {
	if t.zero {
		if at < zeroEnd {
			return 0
		}
		at = (at - zeroEnd) / (1 - zeroEnd)
	}
	x := t.from + at*(t.to-t.from)
	if t.log {
		x = t.from * math.Pow(t.to/t.from, at)
	}
	if t.whole {
		return math.Round(x)
	}
	return min(t.to, max(t.from, rounded(x)))
}

// at is the position of a value; values outside of the travel stand at its ends.
func (t travel) at(x float64) float64 {
	if x <= t.from {
		if t.zero && x > 0 {
			return zeroEnd
		}
		return 0
	}
	pos := (x - t.from) / (t.to - t.from)
	if t.log {
		pos = math.Log(x/t.from) / math.Log(t.to/t.from)
	}
	if t.zero {
		pos = zeroEnd + pos*(1-zeroEnd)
	}
	return min(1, pos)
}

// rounded is x with two significant digits: steps that are sensible on every scale.
func rounded(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 1, 64), 64)
	return y
}
