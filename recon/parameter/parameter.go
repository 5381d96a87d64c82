// Package parameter describes the knobs of patterns, phantoms and reconstructors as data.
//
// A description gives a parameter's recipe key, its symbol in the literature, its plain
// name, range, scale, default and one sentence of help. From it follow the checks of the
// recipe reader, the rows of the window's form, the tables of the manual and the shell
// completion, so that a new pattern or reconstructor appears everywhere by itself.
//
// It depends on nothing else in the engine. Start reading at [Parameter].
package parameter

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// Kind is the type of a parameter's value.
type Kind int

// The kinds, with the Go type of a checked value.
const (
	Real    Kind = iota // float64
	Integer             // int
	Switch              // bool
	Choice              // string, one of Choices
	Text                // string
	Numbers             // []float64; may hold +Inf
	Path                // string, a file; relative to the recipe
	Variant             // string (one of Choices, or any when Free), or Table with one of the keys of Tables
)

// Scale says how a slider moves through the range.
type Scale int

// The scales.
const (
	Linear Scale = iota
	Log
)

// Table is the value of a [Variant] that is given as a one-key table in the recipe, for
// example weights = {sparsities = [4, 12, 40]} or start = {file = "x0.npy"}.
type Table struct {
	Key     string
	Numbers []float64 // for a key of kind Numbers
	Text    string    // for a key of kind Path or Text
}

// TableKey is a key that a [Variant] admits in its table form.
type TableKey struct {
	Key  string
	Kind Kind // Numbers, Path or Text
	Help string
}

// Parameter describes one knob.
type Parameter struct {
	Key    string // recipe key
	Name   string // plain name, sentence case
	Symbol string // the paper's symbol, may be empty
	Unit   string // may be empty
	Help   string // one sentence

	Kind     Kind
	Min, Max float64 // Real, Integer; both 0: unbounded
	MinOpen  bool    // Min itself is not allowed
	Infinite bool    // Real: inf is allowed beyond the range, for no bound at all
	Scale    Scale
	From, To float64    // travel of a slider where it is narrower than the range; both 0: the range
	Choices  []string   // Choice, Variant
	Free     bool       // Variant: any other string is allowed too (a name)
	Refers   string     // Text, free Variant: names a section of this array of a recipe, "reconstructor" for example
	Tables   []TableKey // Variant

	Default any    // checked value; nil: the key may be absent, and Absent says what that means
	Absent  string // for a nil Default
	Example string // a value as a recipe writes it, where there is no Default
	More    bool   // shown only on demand in the window
}

// Values holds checked values by key.
type Values map[string]any

// Clone returns a copy; lists are shared and must not be written.
func (v Values) Clone() Values { return maps.Clone(v) }

// Has says whether the key has a value.
func (v Values) Has(key string) bool { return v[key] != nil }

// Float is the number at key, 0 if absent. Integers are converted.
func (v Values) Float(key string) float64 {
	switch x := v[key].(type) {
	case float64:
		return x
	case int:
		return float64(x)
	}
	return 0
}

// Int is the whole number at key, 0 if absent.
func (v Values) Int(key string) int { x, _ := v[key].(int); return x }

// Bool is the switch at key, false if absent.
func (v Values) Bool(key string) bool { x, _ := v[key].(bool); return x }

// String is the text at key, empty if absent or not a text.
func (v Values) String(key string) string { x, _ := v[key].(string); return x }

// Numbers is the list at key, nil if absent.
func (v Values) Numbers(key string) []float64 { x, _ := v[key].([]float64); return x }

// Table is the table at key; ok is false if the value has another form.
func (v Values) Table(key string) (t Table, ok bool) { t, ok = v[key].(Table); return t, ok }

// Error says which key has a wrong value, what was found and what would do.
type Error struct {
	Key   string
	Found string // as the user wrote it; empty for an unknown or a missing key
	Want  string
}

func (e *Error) Error() string {
	if e.Found == "" {
		return e.Key + ": " + e.Want
	}
	return fmt.Sprintf("%s = %s: %s", e.Key, e.Found, e.Want)
}

// Check converts a decoded value (float64, int64, int, bool, string, []any, []float64,
// map[string]any, Table) to the type of p's kind and checks its range.
// The error is an *[Error].
func (p Parameter) Check(value any) (any, error) {
	fail := func(want string) (any, error) {
		return nil, &Error{Key: p.Key, Found: Format(value), Want: want}
	}
	switch p.Kind {
	case Real:
		x, ok := number(value)
		if !ok || !p.inRange(x) {
			return fail(p.Range())
		}
		return x, nil
	case Integer:
		x, ok := number(value)
		if !ok || x != math.Trunc(x) || math.Abs(x) > 1<<53 || !p.inRange(x) {
			return fail(p.Range())
		}
		return int(x), nil
	case Switch:
		if b, ok := value.(bool); ok {
			return b, nil
		}
		return fail(p.Range())
	case Choice:
		if s, ok := value.(string); ok && slices.Contains(p.Choices, s) {
			return s, nil
		}
		return fail(p.Range())
	case Text, Path:
		if s, ok := value.(string); ok {
			return s, nil
		}
		return fail(p.Range())
	case Numbers:
		if l, ok := numbers(value); ok {
			return l, nil
		}
		return fail(p.Range())
	case Variant:
		if v, ok := p.variant(value); ok {
			return v, nil
		}
		return fail(p.Range())
	}
	return fail("has no kind")
}

// Range says in words which values are allowed, for messages and tooltips.
func (p Parameter) Range() string {
	switch p.Kind {
	case Real, Integer:
		kind, orInf := "a number", ""
		if p.Infinite {
			orInf = " or inf"
		}
		if p.Kind == Integer {
			kind = "a whole number"
		}
		switch {
		case p.Min == 0 && p.Max == 0:
			return "must be " + kind
		case math.IsInf(p.Max, 1) && p.MinOpen:
			return fmt.Sprintf("must be %s above %g", kind, p.Min)
		case math.IsInf(p.Max, 1):
			return fmt.Sprintf("must be %s of at least %g", kind, p.Min)
		case p.MinOpen:
			return fmt.Sprintf("must be %s in (%g, %g]%s", kind, p.Min, p.Max, orInf)
		}
		return fmt.Sprintf("must be %s in [%g, %g]%s", kind, p.Min, p.Max, orInf)
	case Switch:
		return "must be true or false"
	case Choice:
		return "must be one of " + quoted(p.Choices)
	case Text:
		return "must be a text"
	case Path:
		return "must be the name of a file"
	case Numbers:
		return "must be a list of numbers"
	case Variant:
		forms := make([]string, 0, len(p.Choices)+len(p.Tables)+1)
		for _, c := range p.Choices {
			forms = append(forms, fmt.Sprintf("%q", c))
		}
		if p.Free {
			forms = append(forms, "a name")
		}
		for _, t := range p.Tables {
			forms = append(forms, "{"+t.Key+" = ...}")
		}
		return "must be one of " + strings.Join(forms, ", ")
	}
	return ""
}

func (p Parameter) inRange(x float64) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return p.Infinite && x > 0
	}
	if p.Min == 0 && p.Max == 0 {
		return true
	}
	return x >= p.Min && x <= p.Max && (!p.MinOpen || x > p.Min)
}

func (p Parameter) variant(value any) (any, bool) {
	switch v := value.(type) {
	case string:
		return v, slices.Contains(p.Choices, v) || p.Free && v != ""
	case Table:
		return v, slices.ContainsFunc(p.Tables, func(t TableKey) bool { return t.Key == v.Key })
	case map[string]any:
		if len(v) != 1 {
			return nil, false
		}
		for _, t := range p.Tables {
			inner, ok := v[t.Key]
			if !ok {
				continue
			}
			if t.Kind == Numbers {
				l, ok := numbers(inner)
				return Table{Key: t.Key, Numbers: l}, ok
			}
			s, ok := inner.(string)
			return Table{Key: t.Key, Text: s}, ok && s != ""
		}
	}
	return nil, false
}

// Complete checks given values against the descriptions and fills in the defaults. Keys
// without a description are errors. The error is an *[Error].
func Complete(described []Parameter, given Values) (Values, error) {
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if !slices.ContainsFunc(described, func(p Parameter) bool { return p.Key == key }) {
			return nil, &Error{Key: key, Want: "unknown key; known here: " + strings.Join(keys(described), ", ")}
		}
	}
	out := make(Values, len(described))
	for _, p := range described {
		value, ok := given[p.Key]
		if !ok || value == nil {
			if p.Default != nil {
				out[p.Key] = p.Default
			}
			continue
		}
		checked, err := p.Check(value)
		if err != nil {
			return nil, err
		}
		out[p.Key] = checked
	}
	return out, nil
}

// Find returns the description with the given key.
func Find(described []Parameter, key string) (Parameter, bool) {
	i := slices.IndexFunc(described, func(p Parameter) bool { return p.Key == key })
	if i < 0 {
		return Parameter{}, false
	}
	return described[i], true
}

// Format writes a value as a recipe (TOML) would.
func Format(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return fmt.Sprintf("%q", v)
	case float64:
		return formatFloat(v)
	case []float64:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = formatFloat(x)
			if x == math.Trunc(x) && math.Abs(x) < 1e15 {
				parts[i] = fmt.Sprintf("%.0f", x+0) // whole numbers of TOML have no -0
			}
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = Format(x)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Table:
		if v.Numbers != nil {
			return "{" + v.Key + " = " + Format(v.Numbers) + "}"
		}
		return "{" + v.Key + " = " + Format(v.Text) + "}"
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+" = "+Format(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(value)
}

// formatFloat is the shortest text that reads back as x, always a TOML float.
func formatFloat(x float64) string {
	switch {
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	case math.IsNaN(x):
		return "nan"
	}
	s := fmt.Sprintf("%v", x)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

func number(value any) (float64, bool) {
	switch x := value.(type) {
	case float64:
		return x, true
	case int64:
		return float64(x), true
	case int:
		return float64(x), true
	}
	return 0, false
}

func numbers(value any) ([]float64, bool) {
	switch l := value.(type) {
	case []float64:
		return l, !slices.ContainsFunc(l, math.IsNaN)
	case []any:
		out := make([]float64, len(l))
		for i, e := range l {
			x, ok := number(e)
			if !ok || math.IsNaN(x) {
				return nil, false
			}
			out[i] = x
		}
		return out, true
	}
	return nil, false
}

func quoted(list []string) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(parts, ", ")
}

func keys(described []Parameter) []string {
	out := make([]string, len(described))
	for i, p := range described {
		out[i] = p.Key
	}
	return out
}

// Files are the names of files among the values of parameters, in the order of the parameters.
func Files(list []Parameter, v Values) (files []string) {
	MapFiles(list, v.Clone(), func(file string) string {
		if file != "" {
			files = append(files, file)
		}
		return file
	})
	return files
}

// MapFiles replaces every name of a file among the values by what rename makes of it: values of
// kind [Path], and those of tables whose key is one.
func MapFiles(list []Parameter, v Values, rename func(string) string) {
	for _, p := range list {
		switch value := v[p.Key].(type) {
		case string:
			if p.Kind == Path {
				v[p.Key] = rename(value)
			}
		case Table:
			for _, t := range p.Tables {
				if t.Key == value.Key && t.Kind == Path {
					value.Text = rename(value.Text)
					v[p.Key] = value
				}
			}
		}
	}
}
