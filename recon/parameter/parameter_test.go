package parameter_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/parameter"
)

var (
	fraction = parameter.Parameter{Key: "fraction", Kind: parameter.Real, MinOpen: true, Max: 1, Default: 0.15}
	radius   = parameter.Parameter{Key: "radius", Kind: parameter.Real, MinOpen: true, Max: 1, Infinite: true, Default: 0.05}
	layers   = parameter.Parameter{Key: "inner", Kind: parameter.Integer, Min: 1, Max: math.Inf(1), Default: 5}
	history  = parameter.Parameter{Key: "history", Kind: parameter.Switch, Default: true}
	wavelet  = parameter.Parameter{Key: "wavelet", Kind: parameter.Choice, Choices: []string{"db1", "db2"}, Default: "db1"}
	offsets  = parameter.Parameter{Key: "offsets", Kind: parameter.Numbers, Absent: "none"}
	mask     = parameter.Parameter{Key: "file", Kind: parameter.Path}
	weights  = parameter.Parameter{
		Key: "weights", Kind: parameter.Variant, Choices: []string{"image", "none"}, Default: "image",
		Tables: []parameter.TableKey{{Key: "values", Kind: parameter.Numbers}, {Key: "file", Kind: parameter.Path}},
	}
	start = parameter.Parameter{Key: "start", Kind: parameter.Variant, Choices: []string{"none"}, Free: true, Default: "none"}
)

func TestCheckAccepts(t *testing.T) {
	for _, c := range []struct {
		p           parameter.Parameter
		given, want any
	}{
		{fraction, 0.5, 0.5},
		{fraction, int64(1), 1.0},
		{radius, math.Inf(1), math.Inf(1)},
		{layers, int64(7), 7},
		{layers, 7.0, 7},
		{history, false, false},
		{wavelet, "db2", "db2"},
		{offsets, []any{int64(1), 2.5}, []float64{1, 2.5}},
		{offsets, []float64{math.Inf(1)}, []float64{math.Inf(1)}},
		{mask, "m.npy", "m.npy"},
		{weights, "none", "none"},
		{weights, map[string]any{"values": []any{int64(1), math.Inf(1)}}, parameter.Table{Key: "values", Numbers: []float64{1, math.Inf(1)}}},
		{weights, map[string]any{"file": "w.npy"}, parameter.Table{Key: "file", Text: "w.npy"}},
		{weights, parameter.Table{Key: "file", Text: "w.npy"}, parameter.Table{Key: "file", Text: "w.npy"}},
		{start, "Zero-filled 2", "Zero-filled 2"},
	} {
		got, err := c.p.Check(c.given)
		if err != nil {
			t.Errorf("%s = %v: %v", c.p.Key, c.given, err)
		} else if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s = %v: %s", c.p.Key, c.given, diff)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for _, c := range []struct {
		p     parameter.Parameter
		given any
		want  string
	}{
		{fraction, 0.0, "fraction = 0.0: must be a number in (0, 1]"},
		{fraction, 1.5, "fraction = 1.5: must be a number in (0, 1]"},
		{radius, 1.5, "radius = 1.5: must be a number in (0, 1] or inf"},
		{radius, math.NaN(), "radius = nan: must be a number in (0, 1] or inf"},
		{radius, math.Inf(-1), "radius = -inf: must be a number in (0, 1] or inf"},
		{fraction, math.NaN(), "fraction = nan: must be a number in (0, 1]"},
		{fraction, "0.5", `fraction = "0.5": must be a number in (0, 1]`},
		{layers, int64(0), "inner = 0: must be a whole number of at least 1"},
		{layers, 2.5, "inner = 2.5: must be a whole number of at least 1"},
		{layers, math.Inf(1), "inner = inf: must be a whole number of at least 1"},
		{history, "yes", `history = "yes": must be true or false`},
		{wavelet, "db3", `wavelet = "db3": must be one of "db1", "db2"`},
		{offsets, []any{"a"}, `offsets = ["a"]: must be a list of numbers`},
		{offsets, []float64{math.NaN()}, "offsets = [nan]: must be a list of numbers"},
		{mask, 5.0, "file = 5.0: must be the name of a file"},
		{weights, "phantom", `weights = "phantom": must be one of "image", "none", {values = ...}, {file = ...}`},
		{weights, map[string]any{"values": []any{}, "file": "x"}, `weights = {file = "x", values = []}: must be one of "image", "none", {values = ...}, {file = ...}`},
		{start, "", `start = "": must be one of "none", a name`},
	} {
		_, err := c.p.Check(c.given)
		var field *parameter.Error
		if !errors.As(err, &field) || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

func TestComplete(t *testing.T) {
	described := []parameter.Parameter{fraction, layers, offsets}
	got, err := parameter.Complete(described, parameter.Values{"inner": int64(20)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(parameter.Values{"fraction": 0.15, "inner": 20}, got); diff != "" {
		t.Error(diff)
	}
	_, err = parameter.Complete(described, parameter.Values{"iner": int64(20)})
	if want := "iner: unknown key; known here: fraction, inner, offsets"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestFormat(t *testing.T) {
	for want, value := range map[string]any{
		"0.00025":                    0.00025,
		"1.0":                        1.0,
		"1e-09":                      1e-9,
		"inf":                        math.Inf(1),
		"[4, 12, inf, 0.5]":          []float64{4, 12, math.Inf(1), 0.5},
		`{sparsities = [4, 12]}`:     parameter.Table{Key: "sparsities", Numbers: []float64{4, 12}},
		`{file = "x0.npy"}`:          parameter.Table{Key: "file", Text: "x0.npy"},
		`"a\"b"`:                     `a"b`,
		"true":                       true,
		"7":                          7,
		`{a = 1, b = [2.5, "text"]}`: map[string]any{"b": []any{2.5, "text"}, "a": int64(1)},
	} {
		if got := parameter.Format(value); got != want {
			t.Errorf("%v: %s, want %s", value, got, want)
		}
	}
}

func ExampleParameter_Check() {
	p := parameter.Parameter{Key: "fraction", Kind: parameter.Real, MinOpen: true, Max: 1}
	_, err := p.Check(1.5)
	fmt.Println(err)
	// Output: fraction = 1.5: must be a number in (0, 1]
}
