package sampling

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/internal/npytest"
	"firenet/recon/array"
)

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatal(err)
	}
}

func sum(table [][]int) int {
	total := 0
	for _, row := range table {
		for _, n := range row {
			total += n
		}
	}
	return total
}

func compareDensities(t *testing.T, got, want [][]float64, tolerance float64) {
	t.Helper()
	for k1 := range want {
		for k2 := range want[k1] {
			if d := math.Abs(got[k1][k2]/want[k1][k2] - 1); d > tolerance {
				t.Errorf("M(%d,%d) = %v, want %v", k1+1, k2+1, got[k1][k2], want[k1][k2])
			}
		}
	}
}

// TestLevelsReference compares bands, sizes, densities (to 1e-12 relative) and counts
// with the tables. Where a table leaves samples over, each level may have got its share.
func TestLevelsReference(t *testing.T) {
	var cases []struct {
		ID         string    `json:"id"`
		Transform  string    `json:"transform"`
		N          int       `json:"N"`
		K          int       `json:"vanishing_moments"`
		Sparsities []float64 `json:"local_sparsities"`
		BandSizes  []int     `json:"band_sizes"`
		LevelSizes [][]int   `json:"level_sizes"`
		Density    [][]float64
		Plateaus   []struct {
			M, Leftover, Total int
			Counts             [][]int
		}
		Bands string `json:"band_of_index"`
	}
	readJSON(t, "levels.json", &cases)
	if len(cases) < 4 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			r, shape := len(c.Sparsities), array.Shape{H: c.N, W: c.N}
			bands := npytest.Read(t, "testdata/"+c.Bands).Values
			for i, k := range BandOfIndex(c.N, c.Transform, r) {
				if k != int(real(bands[i])) {
					t.Fatalf("index %d is in band %d, want %v", i, k, real(bands[i]))
				}
			}
			if d := cmp.Diff(c.BandSizes, BandSizes(c.N, r)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.LevelSizes, LevelSizes(shape, r)); d != "" {
				t.Error(d)
			}
			compareDensities(t, Densities(c.Transform, c.K, c.Sparsities), c.Density, 1e-12)
			for _, p := range c.Plateaus {
				got, err := LevelCounts(shape, c.Transform, c.K, c.Sparsities, p.M)
				if err != nil {
					t.Fatal(err)
				}
				if sum(got) != p.M || p.M-p.Total != p.Leftover {
					t.Fatalf("m = %d: %d samples", p.M, sum(got))
				}
				for k1 := range got {
					for k2, n := range got[k1] {
						extra := n - p.Counts[k1][k2]
						if extra < 0 || extra > min(1, p.Leftover) || n > c.LevelSizes[k1][k2] {
							t.Errorf("m = %d: level (%d,%d) has %d samples, want %d", p.M, k1+1, k2+1, n, p.Counts[k1][k2])
						}
					}
				}
			}
		})
	}
}

// TestLevelsPublished compares with the published code: densities to 1e-13, counts
// exactly but for one leftover sample in the last case, and the counts of a mask.
func TestLevelsPublished(t *testing.T) {
	var cases []struct {
		Transform, Wavelet string
		Sparsities         []float64
		Size, M            int
		Density            [][]float64
		Counts             [][]int
		LevelSizes         [][]int `json:"level_sizes"`
	}
	readJSON(t, "published.json", &cases)
	for i, c := range cases {
		k, err := VanishingMoments(c.Wavelet)
		if err != nil {
			t.Fatal(err)
		}
		compareDensities(t, Densities(c.Transform, k, c.Sparsities), c.Density, 1e-13)
		shape := array.Shape{H: c.Size, W: c.Size}
		got, err := LevelCounts(shape, c.Transform, k, c.Sparsities, c.M)
		if err != nil {
			t.Fatal(err)
		}
		slack := 0
		if i == len(cases)-1 {
			slack = 1
		}
		for k1 := range got {
			for k2, n := range got[k1] {
				if d := n - c.Counts[k1][k2]; d > slack || -d > slack {
					t.Errorf("case %d: level (%d,%d) has %d samples, want %d", i, k1+1, k2+1, n, c.Counts[k1][k2])
				}
			}
		}

		r := request(c.Transform, c.Size, c.Size).with("wavelet", c.Wavelet)
		r.Fraction = float64(c.M) / float64(shape.Len())
		r.Sparsities = c.Sparsities
		if d := cmp.Diff(got, countLevels(draw(t, "levels", r), c.Transform, len(c.Sparsities))); d != "" {
			t.Errorf("case %d: mask: %s", i, d)
		}
	}
}

// countLevels counts the samples of a mask in each level.
func countLevels(mask *array.Mask, transform string, r int) [][]int {
	rows, cols := BandOfIndex(mask.H, transform, r), BandOfIndex(mask.W, transform, r)
	counts := make([][]int, r)
	for k := range counts {
		counts[k] = make([]int, r)
	}
	for i, on := range mask.Data {
		if on {
			counts[rows[i/mask.W]-1][cols[i%mask.W]-1]++
		}
	}
	return counts
}

// Sides that are not equal powers of two: bands end where the scales of a wavelet
// transform do.
func TestBandsOfOtherSides(t *testing.T) {
	if d := cmp.Diff([]int{20, 20, 40, 80, 160}, BandSizes(320, 5)); d != "" {
		t.Error(d)
	}
	// 9 = -4 .. 4; edges 3 and 5 are -1 .. 1 and -2 .. 2.
	if d := cmp.Diff([]int{3, 3, 2, 1, 1, 1, 2, 3, 3}, BandOfIndex(9, Fourier, 3)); d != "" {
		t.Error(d)
	}
	r := request(Fourier, 320, 96)
	got := countLevels(draw(t, "levels", r), Fourier, 3)
	want, err := LevelCounts(r.Shape, Fourier, 1, r.Sparsities, r.Count())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Inside a level every frequency is equally likely: over 2000 draws no frequency's count
// is 5 standard deviations from its mean (256 frequencies: probability below 2e-4).
func TestLevelsUniformInside(t *testing.T) {
	r := request(Fourier, 16, 16)
	r.Fraction, r.Sparsities = 0.3, []float64{3, 4, 20}
	counts, err := LevelCounts(r.Shape, Fourier, 1, r.Sparsities, r.Count())
	if err != nil {
		t.Fatal(err)
	}
	sizes, bands := LevelSizes(r.Shape, 3), BandOfIndex(16, Fourier, 3)
	p := make([]float64, r.Shape.Len())
	for i := range p {
		k1, k2 := bands[i/16]-1, bands[i%16]-1
		p[i] = float64(counts[k1][k2]) / float64(sizes[k1][k2])
	}
	checkDensity(t, "levels", r, p)
}

// Sparsities at the limits of floating point, whose densities underflow or grow beyond
// any C, still give every sample.
func TestLevelCountsExtremes(t *testing.T) {
	shape := array.Shape{H: 32, W: 32}
	for _, s := range [][]float64{{5e-324, 0, 0, 0}, {0, 0, 0, 5e-324}, {1024, 1e-300, 0, 0}} {
		for _, transform := range both {
			for _, m := range []int{0, 1, 100, 1023, 1024} {
				got, err := LevelCounts(shape, transform, 10, s, m)
				if err != nil || sum(got) != m {
					t.Errorf("%v, %s: %v, %v, want %d samples", s, transform, got, err, m)
				}
			}
		}
	}
	for _, m := range []int{-1, 1025} {
		if _, err := LevelCounts(shape, Fourier, 1, []float64{1}, m); err == nil {
			t.Errorf("%d of 1024 samples: no error", m)
		}
	}
}

func TestVanishingMoments(t *testing.T) {
	for wavelet, want := range map[string]int{"db1": 1, "db10": 10, "sym2": 2, "sym10": 10} {
		if k, err := VanishingMoments(wavelet); k != want || err != nil {
			t.Errorf("%s: %d, %v", wavelet, k, err)
		}
	}
	for _, wavelet := range []string{"", "db", "db0", "db11", "db01", "sym1", "haar", "bior2.2"} {
		if k, err := VanishingMoments(wavelet); err == nil {
			t.Errorf("%q has %d vanishing moments", wavelet, k)
		}
	}
}

// The table of q is the closed form for the decay at 2 pi/3, to three decimals.
func TestSmoothness(t *testing.T) {
	for k := 1; k <= largestVanishing; k++ {
		polynomial, term := 0.0, 1.0
		for n := range k {
			polynomial += term
			term *= 0.75 * float64(k+n) / float64(n+1)
		}
		want := float64(k-1) - math.Log2(polynomial)/2
		if got := smoothness[k-1]; math.Abs(got-want) > 6e-4 {
			t.Errorf("q(%d) = %v, want %.4f", k, got, want)
		}
	}
}
