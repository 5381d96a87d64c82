package sampling

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/rng"
)

// Every exact pattern draws exactly round(fraction H W) samples, from 1 to all.
func TestExactCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		transform := rapid.SampledFrom(both).Draw(t, "transform")
		side := rapid.SampledFrom([]int{8, 9, 12, 15, 16, 20, 32, 33, 64})
		r := request(transform, side.Draw(t, "H"), side.Draw(t, "W"))
		r.Fraction = rapid.OneOf(rapid.Float64Range(1e-6, 1), rapid.SampledFrom([]float64{1e-12, 0.5, 1})).Draw(t, "fraction")
		r.Rand = rng.Stream(rapid.Uint64().Draw(t, "seed"), "mask")
		r.Sparsities = rapid.SampledFrom([][]float64{{1}, {0, 0, 3}, {4, 12, 40}, {40, 0.5, 1e-9}}).Draw(t, "sparsities")
		for _, name := range NamesFor(transform) {
			p, _ := Lookup(name)
			if !p.Exact {
				continue
			}
			mask, err := p.Draw(r)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if mask.Count() != r.Count() {
				t.Fatalf("%s: %d samples, want %d", name, mask.Count(), r.Count())
			}
		}
	})
}

// A single frequency, and single rows and columns, are sampled as any other shape.
func TestThinShapes(t *testing.T) {
	for _, s := range []array.Shape{{H: 1, W: 1}, {H: 1, W: 8}, {H: 5, W: 1}} {
		for _, transform := range both {
			for _, name := range NamesFor(transform) {
				if name == "file" || name == "levels" {
					continue // levels need at least two frequencies a side
				}
				r := request(transform, s.H, s.W)
				r.Fraction = 0.5
				mask := draw(t, name, r)
				if n := mask.Count(); n == 0 || pattern(t, name).Exact && n != r.Count() {
					t.Errorf("%s, %v: %d samples, want %d", name, s, n, r.Count())
				}
			}
		}
	}
}

// The corners of the parameters keep the count.
func TestExactCountsAtExtremes(t *testing.T) {
	for _, c := range []struct {
		name, key string
		value     any
	}{
		{"power-law", "exponent", 0.0},
		{"power-law", "exponent", 10.0},
		{"gaussian", "width", 0.001},
		{"gaussian", "width", 10.0},
		{"poisson-disc", "slope", 0.0},
		{"poisson-disc", "slope", 100.0},
		{"poisson-disc", "centre", 0.0},
		{"two-level", "centre", 0.0},
		{"levels", "wavelet", "db10"},
		{"levels", "wavelet", "sym7"},
	} {
		for _, fraction := range []float64{0.0005, 0.01, 0.15, 0.5, 0.999, 1} {
			r := request(Fourier, 48, 64).with(c.key, c.value)
			r.Fraction = fraction
			if c.key == "centre" && r.Count() < 2 {
				continue
			}
			if got := draw(t, c.name, r).Count(); got != r.Count() {
				t.Errorf("%s, %s = %v, fraction %v: %d samples, want %d", c.name, c.key, c.value, fraction, got, r.Count())
			}
		}
	}
}

// Equal seeds give equal masks, another seed or stream another one, for all patterns
// that are random.
func TestSeeds(t *testing.T) {
	deterministic := []string{"full", "radial", "spiral"}
	for _, name := range Names() {
		if name == "file" {
			continue
		}
		masks := func(seed uint64, stream string) *array.Mask {
			r := request(Fourier, 32, 48)
			r.Rand = rng.Stream(seed, stream)
			return draw(t, name, r)
		}
		first := masks(1, "mask")
		if !slices.Equal(first.Data, masks(1, "mask").Data) {
			t.Errorf("%s: the same seed gives another mask", name)
		}
		fixed := slices.Contains(deterministic, name)
		if slices.Equal(first.Data, masks(2, "mask").Data) != fixed {
			t.Errorf("%s: depends on the seed: %v, want %v", name, fixed, !fixed)
		}
		if slices.Equal(first.Data, masks(1, "noise").Data) != fixed {
			t.Errorf("%s: depends on the stream: %v, want %v", name, fixed, !fixed)
		}
	}
}

// Registered descriptions are complete, and defaults pass their own checks.
func TestDescriptions(t *testing.T) {
	want := []string{
		"file", "full", "gaussian", "levels", "lines", "poisson-disc", "power-law", "radial", "spiral", "two-level", "uniform",
	}
	if got := Names(); !slices.Equal(got, want) {
		t.Errorf("patterns %v, want %v", got, want)
	}
	if got := NamesFor(Walsh); slices.Contains(got, "radial") || slices.Contains(got, "spiral") || len(got) != len(want)-2 {
		t.Errorf("for walsh: %v", got)
	}
	for _, name := range Names() {
		p := pattern(t, name)
		if p.Title == "" || !strings.HasSuffix(p.Help, ".") || len(p.Transforms) == 0 {
			t.Errorf("%s: incomplete: %+v", name, p)
		}
		for _, k := range p.Parameters {
			if k.Key == "" || k.Name == "" || !strings.HasSuffix(k.Help, ".") || (k.Default == nil) == (k.Absent == "") {
				t.Errorf("%s: incomplete parameter %+v", name, k)
			}
			if k.Default != nil {
				if v, err := k.Check(k.Default); err != nil || v != k.Default {
					t.Errorf("%s: default of %s: %v, %v", name, k.Key, v, err)
				}
			}
		}
	}
}

// Bad requests are errors that name the key, of every pattern.
func TestBadRequests(t *testing.T) {
	for _, name := range Names() {
		p := pattern(t, name)
		check := func(what, key string, r Request) {
			t.Helper()
			_, err := p.Draw(r)
			var e *parameter.Error
			switch {
			case err == nil:
				t.Errorf("%s: %s: no error", name, what)
			case key != "" && (!errors.As(err, &e) || e.Key != key):
				t.Errorf("%s: %s: %v does not name %q", name, what, err, key)
			}
		}
		for _, f := range []float64{0, -1, 1.5, math.NaN(), math.Inf(1)} {
			if p.UsesFraction {
				r := request(Fourier, 32, 32)
				r.Fraction = f
				check(fmt.Sprint("fraction ", f), "fraction", r)
			}
		}
		check("no transform", "operator", request("cosine", 32, 32))
		check("unknown key", "colour", request(Fourier, 32, 32).with("colour", "red"))
		check("empty shape", "", request(Fourier, 0, 32))
		bare := request(Fourier, 32, 32)
		bare.Rand = nil
		check("no generator", "", bare)
		if !slices.Contains(p.Transforms, Walsh) {
			check("walsh", "pattern", request(Walsh, 32, 32))
		}
	}
}

func TestBadParameters(t *testing.T) {
	for _, c := range []struct {
		name, key string
		value     any
		says      string
	}{
		{"two-level", "centre", 0.9, "a centre of at most 0.4419 or a fraction of at least 0.6417 would do"},
		{"poisson-disc", "centre", 0.9, "would do"},
		{"two-level", "centre", math.NaN(), "[0, 1.5]"},
		{"lines", "calibration", 0.5, "at most 5 lines"},
		{"lines", "calibration", 6.0, "an acceleration of at most 5.3333"},
		{"lines", "calibration", 5.5, "whole number of lines"},
		{"lines", "calibration", 1000.0, "at most the 5 sampled of 32"},
		{"lines", "acceleration", 0.5, "[1, 1000]"},
		{"lines", "variant", "zigzag", "equispaced"},
		{"gaussian", "width", 0.0, "(0, 10]"},
		{"radial", "lines", 0, "[1, 20000]"},
		{"spiral", "turns", 5000.0, "already"},
		{"levels", "wavelet", "db11", "db10"},
	} {
		_, err := pattern(t, c.name).Draw(request(Fourier, 32, 32).with(c.key, c.value))
		var e *parameter.Error
		if !errors.As(err, &e) || e.Key != c.key || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, %s = %v: %v, want one of key %q that says %q", c.name, c.key, c.value, err, c.key, c.says)
		}
	}
}

func TestBadSparsities(t *testing.T) {
	for _, s := range [][]float64{
		nil, {}, {0, 0}, {1, -1}, {math.NaN()}, {math.Inf(1), 1}, {1e9}, {1, 2, 3, 4, 5, 6},
	} {
		r := request(Fourier, 32, 48)
		r.Sparsities = s
		_, err := pattern(t, "levels").Draw(r)
		var e *parameter.Error
		if !errors.As(err, &e) || e.Key != "sparsities" {
			t.Errorf("sparsities %v: %v", s, err)
		}
	}
}

// What TestBadParameters reads in the errors does do, and the next larger values do not.
func TestSuggestionsFit(t *testing.T) {
	r := request(Fourier, 32, 32)
	whole := r
	whole.Fraction = 0.6417
	draw(t, "two-level", r.with("centre", 0.4419))
	draw(t, "two-level", whole.with("centre", 0.9))
	draw(t, "lines", r.with("calibration", 6.0).with("acceleration", 5.3333))
	whole.Fraction = 0.641
	for name, bad := range map[string]Request{
		"centre": r.with("centre", 0.442), "fraction": whole.with("centre", 0.9),
	} {
		if _, err := pattern(t, "two-level").Draw(bad); err == nil {
			t.Errorf("%s: a worse value fits as well", name)
		}
	}
}

func TestFullAndFile(t *testing.T) {
	r := request(Walsh, 8, 16)
	r.Fraction = 0.1
	if got := draw(t, "full", r).Count(); got != 128 {
		t.Errorf("full has %d of 128", got)
	}
	var e *parameter.Error
	if _, err := pattern(t, "file").Draw(r); !errors.As(err, &e) || e.Key != "file" {
		t.Errorf("file: %v", err)
	}
}

func TestFromArray(t *testing.T) {
	s := array.Shape{H: 2, W: 3}
	a := array.FromReal(s, []float64{0, 1, 1, 0, 0, 1})
	mask, err := FromArray(a, s)
	if err != nil || !slices.Equal(mask.Data, []bool{false, true, true, false, false, true}) {
		t.Fatalf("%v, %v", mask, err)
	}
	for want, bad := range map[string]*array.Complex{
		"2 x 3":                  array.NewComplex(array.Shape{H: 3, W: 2}),
		"0 everywhere":           array.NewComplex(s),
		"0.5 at row 1":           array.FromReal(s, []float64{0, 0, 0, 0.5, 0, 1}),
		"NaN at row 0":           array.FromReal(s, []float64{math.NaN(), 0, 0, 0, 0, 1}),
		"(1+1i) at row 0":        {Shape: s, Data: []complex128{1 + 1i, 0, 0, 0, 0, 0}},
		"255 at row 0, column 2": array.FromReal(s, []float64{0, 0, 255, 0, 0, 0}),
	} {
		if _, err := FromArray(bad, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}
