package sampling

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firenet/recon/rng"
)

// checkDensity draws 2000 masks and compares how often each frequency was sampled with
// its probability p: at most 5 standard deviations apart, and exactly where p is 0 or 1.
func checkDensity(t *testing.T, name string, r Request, p []float64) {
	t.Helper()
	const draws = 2000
	hits := make([]int, len(p))
	for range draws {
		for i, on := range draw(t, name, r).Data {
			if on {
				hits[i]++
			}
		}
	}
	for i, q := range p {
		limit := 5*math.Sqrt(draws*q*(1-q)) + 1e-6
		if d := math.Abs(float64(hits[i]) - draws*q); d > limit {
			t.Errorf("%s: frequency (%d, %d) sampled %d times in %d, want %.1f +- %.1f",
				name, i/r.Shape.W, i%r.Shape.W, hits[i], draws, draws*q, limit)
		}
	}
}

// expected is min(1, C w) with C by plain bisection, independent of the program's.
func expected(w []float64, m int) []float64 {
	p := make([]float64, len(w))
	at := func(c float64) (total float64) {
		for i := range w {
			p[i] = min(1, c*w[i])
			total += p[i]
		}
		return total
	}
	lo, hi := 0.0, 1.0
	for at(hi) < float64(m) && hi < 1e250 {
		hi *= 2
	}
	for range 200 {
		if mid := (lo + hi) / 2; at(mid) < float64(m) {
			lo = mid
		} else {
			hi = mid
		}
	}
	at(hi)
	return p
}

func TestPowerLawDensity(t *testing.T) {
	r := request(Fourier, 16, 24)
	w := make([]float64, r.Shape.Len())
	for i := range w {
		v, u := float64(i/24-8)/8, float64(i%24-12)/12
		w[i] = math.Pow(max(1, math.Hypot(u, v)*8), -1.5)
	}
	checkDensity(t, "power-law", r.with("exponent", 1.5), expected(w, r.Count()))
}

func TestPowerLawDensityWalsh(t *testing.T) {
	r := request(Walsh, 16, 16)
	w := make([]float64, r.Shape.Len())
	for i := range w {
		w[i] = 1 / max(1, float64(i/16*(i/16)+i%16*(i%16)))
	}
	checkDensity(t, "power-law", r, expected(w, r.Count()))
}

func TestGaussianDensity(t *testing.T) {
	gauss := func(r Request, centre, side int) []float64 {
		w := make([]float64, r.Shape.Len())
		for i := range w {
			v, u := float64(i/16-centre)/float64(side), float64(i%16-centre)/float64(side)
			w[i] = math.Exp(-(u*u + v*v) / (2 * 0.5 * 0.5))
		}
		return w
	}
	// Zero frequency is sure, the others share the rest.
	want := func(w []float64, r Request, zero int) []float64 {
		w[zero] = 0
		p := expected(w, r.Count()-1)
		p[zero] = 1
		return p
	}
	walsh := request(Walsh, 16, 16).with("width", 0.5)
	checkDensity(t, "gaussian", walsh, want(gauss(walsh, 0, 16), walsh, 0))

	whole := request(Fourier, 16, 16).with("width", 0.5).with("half-space", false)
	checkDensity(t, "gaussian", whole, want(gauss(whole, 8, 8), whole, 8*16+8))

	half := request(Fourier, 16, 16).with("width", 0.5)
	w := gauss(half, 8, 8)
	for i := range w {
		// The lower half, and the right half of the two rows that mirror themselves.
		row, col := i/16, i%16
		if row > 8 || (row == 0 || row == 8) && col > 8 {
			w[i] = 0
		}
	}
	checkDensity(t, "gaussian", half, want(w, half, 8*16+8))
}

func TestUniformAndTwoLevelDensity(t *testing.T) {
	r := request(Fourier, 16, 12)
	m, n := r.Count(), r.Shape.Len()
	p := slices.Repeat([]float64{float64(m) / float64(n)}, n)
	checkDensity(t, "uniform", r, p)

	inside := 0
	sure := make([]bool, n)
	for i := range sure {
		v, u := float64(i/12-8)/8, float64(i%12-6)/6
		if u*u+v*v <= 0.25*0.25+1e-9 {
			sure[i] = true
			inside++
		}
	}
	for i := range p {
		p[i] = float64(m-inside) / float64(n-inside)
		if sure[i] {
			p[i] = 1
		}
	}
	checkDensity(t, "two-level", r.with("centre", 0.25), p)
}

// Every pair of equal weights is equally likely, as it
// must be for a simple random sample.
func TestEqualWeightsArePairwiseUniform(t *testing.T) {
	const n, m, draws = 6, 3, 20000
	r := rng.Stream(3, "test")
	p := inclusion([]float64{2, 2, 2, 2, 2, 2}, m)
	var pairs [n][n]int
	for range draws {
		var on [n]bool
		selectExactly(p, m, r, func(i int) { on[i] = true })
		for i := range n {
			for j := range i {
				if on[i] && on[j] {
					pairs[i][j]++
				}
			}
		}
	}
	const q = float64(m*(m-1)) / (n * (n - 1))
	limit := 5 * math.Sqrt(draws*q*(1-q))
	for i := range n {
		for j := range i {
			if math.Abs(float64(pairs[i][j])-draws*q) > limit {
				t.Errorf("pair (%d, %d) %d times, want %.0f +- %.0f", i, j, pairs[i][j], draws*q, limit)
			}
		}
	}
}

// Probabilities add up to m, keep the ratios of the weights below 1, and the draw has
// exactly m, also for weights over 400 orders of magnitude.
func TestInclusionProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		exponents := rapid.SliceOfN(rapid.Float64Range(-200, 200), 1, 60).Draw(t, "exponents")
		w := make([]float64, len(exponents))
		for i, e := range exponents {
			w[i] = math.Pow(10, e/rapid.SampledFrom([]float64{1, 20, 200}).Draw(t, "spread"))
		}
		m := rapid.IntRange(0, len(w)).Draw(t, "m")
		total := 0.0
		p := inclusion(w, m)
		for _, q := range p {
			if !(q >= 0 && q <= 1) {
				t.Fatalf("probability %v", q)
			}
			total += q
		}
		if math.Abs(total-float64(m)) > 1e-9 {
			t.Fatalf("probabilities add up to %v, want %d", total, m)
		}
		seen := map[int]bool{}
		selectExactly(p, m, rng.Stream(rapid.Uint64().Draw(t, "seed"), "x"), func(i int) { seen[i] = true })
		if len(seen) != m {
			t.Fatalf("%d chosen, want %d", len(seen), m)
		}
	})
}
