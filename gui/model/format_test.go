package model

import (
	"math"
	"testing"
)

func TestRough(t *testing.T) {
	for v, want := range map[float64]string{6.34: "6.3", 12.3: "12", 0.2531: "0.25", -1: "–1", 0: "0", 2.5e-7: "2.5e–7"} {
		if got := Rough(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	cases := []struct {
		v                 float64
		sig, short, field string
	}{
		{0, "0", "0", "0"},
		{0.10749, "0.107", "0.107", "0.10749"},
		{0.9996, "1.00", "1", "0.9996"},
		{-0.3, "–0.300", "–0.3", "-0.3"},
		{31.62, "31.6", "31.6", "31.62"},
		{0.0427, "0.0427", "0.0427", "0.0427"},
		{9.999, "10.0", "10", "9.999"},
		{999.6, "1000", "1000", "999.6"},
		{4096, "4096", "4096", "4096"},
		{2.5e-4, "2.50e–4", "2.5e–4", "2.5e-4"},
		{1e-9, "1.00e–9", "1e–9", "1e-9"},
		{1.5e6, "1.50e6", "1.5e6", "1.5e6"},
		{0.15, "0.150", "0.15", "0.15"},
	}
	for _, c := range cases {
		if got := Sig(c.v); got != c.sig {
			t.Errorf("Sig(%g) = %q, want %q", c.v, got, c.sig)
		}
		if got := Short(c.v); got != c.short {
			t.Errorf("Short(%g) = %q, want %q", c.v, got, c.short)
		}
		if got := Field(c.v); got != c.field {
			t.Errorf("Field(%g) = %q, want %q", c.v, got, c.field)
		}
	}
	if got := Sig(math.Inf(1)); got != "inf" {
		t.Errorf("Sig(inf) = %q", got)
	}
	for v, want := range map[float64]string{math.Inf(1): "inf", math.Inf(-1): "-inf"} {
		if got := Field(v); got != want {
			t.Errorf("Field(%g) = %q, want %q", v, got, want)
		}
	}
	if got := Decibels(31.649); got != "31.6" {
		t.Errorf("Decibels = %q", got)
	}
	if got := Decibels(math.Inf(1)); got != "inf" {
		t.Errorf("Decibels of equal images = %q", got)
	}
	for v, want := range map[float64]string{1e-12: "10⁻¹²", 0.001: "10⁻³", 0.01: "0.01", 1000: "1000", 1e4: "10⁴", 0.5: "0.5", -2: "–2"} {
		if got := Axis(v); got != want {
			t.Errorf("Axis(%g) = %q, want %q", v, got, want)
		}
	}
	if got := Percent(0.15); got != "15.0 %" {
		t.Errorf("Percent = %q", got)
	}
	for v, want := range map[float64]string{1: "100 %", 0.7109: "71 %", 0.125: "12.5 %", 1.0 / 64: "1.6 %", 0.1: "10 %", 4: "400 %"} {
		if got := Zoom(v); got != want {
			t.Errorf("Zoom(%g) = %q, want %q", v, got, want)
		}
	}
}
