package form

import (
	"fmt"
	"math"
	"strings"

	"firenet/gui/model"
	"firenet/recon/parameter"
)

// Complaint is what stands below a field whose value is wrong: what was found, what is
// allowed with an example, and that the run goes on with the value before.
func Complaint(p parameter.Parameter, typed string, current any) string {
	text := ""
	value, ok := ParseValue(p, typed)
	x, isNumber := value.(float64)
	switch {
	case strings.TrimSpace(typed) == "":
		text = "A value is missing."
	case p.Kind != parameter.Real && p.Kind != parameter.Integer:
		text = fmt.Sprintf("“%s” cannot be used here.", typed)
	case !ok || !isNumber:
		text = fmt.Sprintf("“%s” is not a number.", typed)
	case p.Kind == parameter.Integer && x != math.Trunc(x):
		text = model.Field(x) + " is not a whole number."
	case bounded(p) && x > p.Max:
		text = fmt.Sprintf("%s is above %s.", model.Field(x), model.Field(p.Max))
	case bounded(p) && p.MinOpen && x <= p.Min:
		text = fmt.Sprintf("%s is not above %s.", model.Field(x), model.Field(p.Min))
	default:
		text = fmt.Sprintf("%s is below %s.", model.Field(x), model.Field(p.Min))
	}
	text += " " + remedy(p, current)
	if current != nil {
		text += "\n" + GoesOn(current)
	}
	return text
}

// GoesOn says what happens while a field is wrong.
func GoesOn(current any) string {
	s := FormatValue(current)
	if s == "" {
		return "Nothing else has changed."
	}
	return "The run goes on with " + s + "."
}

// remedy says what is allowed, with an example.
func remedy(p parameter.Parameter, current any) string {
	example := p.Default
	if example == nil {
		example = current
	}
	tail := "."
	if s := FormatValue(example); s != "" {
		tail = ", for example " + s + "."
	}
	if p.Kind == parameter.Numbers {
		return "Use numbers separated by commas" + tail
	}
	if r := Allowed(p); r != "" {
		return "Use " + strings.TrimPrefix(r, "above ") + tail
	}
	return "Use " + strings.TrimPrefix(p.Range(), "must be ") + tail
}

func bounded(p parameter.Parameter) bool { return p.Min != 0 || p.Max != 0 }

// Allowed is the range of a number in words; empty for other kinds and without a range.
func Allowed(p parameter.Parameter) string {
	if p.Kind != parameter.Real && p.Kind != parameter.Integer || !bounded(p) {
		return ""
	}
	lo := model.Field(p.Min)
	if math.IsInf(p.Max, 1) {
		if p.MinOpen {
			return "a number above " + lo
		}
		return lo + " or more"
	}
	if p.MinOpen {
		return "above " + lo + " to " + model.Field(p.Max)
	}
	return lo + " to " + model.Field(p.Max)
}

// TipOf is the tooltip of a parameter: its name and symbol, its sentence, range and
// default.
func TipOf(p parameter.Parameter) Tip {
	tip := Tip{Name: p.Name, Sentence: p.Help}
	if p.Symbol != "" {
		tip.Name += " " + p.Symbol
	}
	var parts []string
	if r := Allowed(p); r != "" {
		if p.Unit != "" {
			r += " " + p.Unit
		}
		parts = append(parts, r)
	}
	switch {
	case p.Default != nil && p.Kind != parameter.Switch:
		parts = append(parts, "default "+FormatValue(p.Default))
	case p.Default == nil && p.Absent != "":
		parts = append(parts, "default: "+p.Absent)
	}
	tip.Detail = strings.Join(parts, ", ")
	return tip
}
