package transform

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Shifted by even numbers of taps the low-pass is orthonormal to itself and orthogonal to
// the high-pass.
func TestFiltersAreOrthonormal(t *testing.T) {
	for _, name := range Wavelets() {
		low, high := mustFilters(t, name)
		for shift := 0; shift < len(low); shift += 2 {
			want := 0.0
			if shift == 0 {
				want = 1
			}
			for _, c := range []struct {
				kind string
				a, b []float64
				want float64
			}{{"low, low", low, low, want}, {"high, high", high, high, want}, {"low, high", low, high, 0}, {"high, low", high, low, 0}} {
				sum := 0.0
				for i := shift; i < len(low); i++ {
					sum += c.a[i] * c.b[i-shift]
				}
				if !(math.Abs(sum-c.want) <= 1e-15) {
					t.Errorf("%s: %s, shift %d: %g, want %g", name, c.kind, shift, sum, c.want)
				}
			}
		}
	}
}

// A wavelet of order K has K vanishing moments: sum_k k^p high[k] = 0 for p < K, to
// rounding relative to the sum of moduli.
func TestVanishingMoments(t *testing.T) {
	for _, name := range Wavelets() {
		_, high := mustFilters(t, name)
		_, order := splitName(name)
		if len(high) != 2*order {
			t.Errorf("%s: %d taps, want %d", name, len(high), 2*order)
		}
		for p := range order + 1 {
			sum, size := 0.0, 0.0
			for k, g := range high {
				// Moments about the middle cancel least.
				m := math.Pow(float64(k)-float64(len(high)-1)/2, float64(p)) * g
				sum += m
				size += math.Abs(m)
			}
			switch {
			case p < order && !(math.Abs(sum) <= 1e-15*size):
				t.Errorf("%s: moment %d is %g of %g, want 0", name, p, sum, size)
			case p == order && math.Abs(sum) < 1e-3*size:
				t.Errorf("%s: moment %d vanishes too", name, p)
			}
		}
	}
}

func TestLowPassSum(t *testing.T) {
	for _, name := range Wavelets() {
		low, _ := mustFilters(t, name)
		sum := 0.0
		for _, h := range low {
			sum += h
		}
		if !(math.Abs(sum-math.Sqrt2) <= 1e-15) {
			t.Errorf("%s: the taps add up to %v, want sqrt(2)", name, sum)
		}
	}
}

// The taps are those of PyWavelets, in the same order and phase: the Daubechies ones to
// rounding, the symlets as far as the published ones go.
func TestFiltersAgreeWithPyWavelets(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "filters.json"))
	if err != nil {
		t.Fatal(err)
	}
	var published map[string][]float64
	if err := json.Unmarshal(data, &published); err != nil {
		t.Fatal(err)
	}
	if len(published) < 15 {
		t.Fatalf("only %d filters to compare with", len(published))
	}
	for name, want := range published {
		tol := 1e-15
		if strings.HasPrefix(name, "sym") {
			tol = 1e-11
		}
		low, _ := mustFilters(t, name)
		if len(low) != len(want) {
			t.Errorf("%s: %d taps, want %d", name, len(low), len(want))
			continue
		}
		for k := range low {
			if !(math.Abs(low[k]-want[k]) <= tol) {
				t.Errorf("%s: tap %d is %v, published as %v", name, k, low[k], want[k])
			}
		}
	}
}

func TestWaveletNames(t *testing.T) {
	want := "db1 db2 db3 db4 db5 db6 db7 db8 db9 db10 sym2 sym3 sym4 sym5 sym6 sym7 sym8 sym9 sym10"
	if got := strings.Join(Wavelets(), " "); got != want {
		t.Errorf("wavelets are %s", got)
	}
	_, _, err := filters("sym11")
	if err == nil || !strings.Contains(err.Error(), `"sym11"`) || !strings.Contains(err.Error(), "sym10") {
		t.Errorf("error for an unknown wavelet: %v", err)
	}
}

func mustFilters(t *testing.T, name string) (low, high []float64) {
	t.Helper()
	low, high, err := filters(name)
	if err != nil {
		t.Fatal(err)
	}
	return low, high
}
