package firenet_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"firenet/internal/npytest"
	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// golden is one reference case.
type golden struct {
	Transform  string     `json:"transform"`
	Wavelet    string     `json:"wavelet"`
	Levels     int        `json:"levels"`
	Tau        float64    `json:"tau"`
	Sigma      float64    `json:"sigma"`
	Lambda     float64    `json:"lambda"`
	Delta      float64    `json:"delta"`
	N          int        `json:"n"`
	P          int        `json:"p"`
	Epsilon0   float64    `json:"eps0"`
	Sparsities []float64  `json:"sparsities"`
	Weights    []*float64 `json:"weights"`
	Alphas     []float64  `json:"alphas"`

	folder  string
	x, y    *array.Complex
	x0      *array.Complex // coefficients; nil: none
	mask    *array.Mask
	history [][2]float64 // relative error, objective
}

func loadGolden(t testing.TB, folder string) golden {
	t.Helper()
	g := golden{folder: filepath.Join("testdata", folder)}
	data, err := os.ReadFile(g.file("params.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	g.x = npytest.Complex(t, g.file("x.npy"))
	g.mask = npytest.Mask(t, g.file("mask.npy"))
	if _, err := os.Stat(g.file("x0.npy")); err == nil {
		g.x0 = npytest.Complex(t, g.file("x0.npy"))
	}
	g.y = g.samples(t)
	g.history = g.readHistory(t)
	return g
}

func (g golden) file(name string) string { return filepath.Join(g.folder, name) }

// samples reads y, or simulates it where no noise was added.
func (g golden) samples(t testing.TB) *array.Complex {
	if _, err := os.Stat(g.file("y.npy")); err == nil {
		return npytest.Complex(t, g.file("y.npy"))
	}
	u, err := transform.New[complex128](g.Transform, g.x.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	full, y := array.NewComplex(g.x.Shape), array.NewComplex(g.x.Shape)
	u.Forward(full, g.x)
	transform.NewMask[complex128](g.mask).Forward(y, full)
	return y
}

func (g golden) readHistory(t testing.TB) [][2]float64 {
	f, err := os.Open(g.file("history.csv"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([][2]float64, 0, len(rows)-1)
	for _, row := range rows[1:] {
		var pair [2]float64
		for k := range pair {
			if pair[k], err = strconv.ParseFloat(row[k+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, pair)
	}
	return out
}

func (g golden) settings() firenet.Settings {
	return firenet.Settings{
		Lambda: g.Lambda, Tau: g.Tau, Sigma: g.Sigma,
		Inner: g.P, Restarts: g.N, Delta: g.Delta, Epsilon0: g.Epsilon0,
	}
}

// weights are the case's weights per level; nil: all 1.
func (g golden) weights() []float64 {
	if g.Weights == nil {
		return nil
	}
	perLevel := make([]float64, len(g.Weights))
	for i, w := range g.Weights {
		perLevel[i] = math.Inf(1)
		if w != nil {
			perLevel[i] = *w
		}
	}
	return perLevel
}

// spread gives each coefficient its weight.
func (g golden) spread(t testing.TB) []float64 {
	if g.Weights == nil {
		return slices.Repeat([]float64{1}, g.x.Len())
	}
	spread, err := weights.Spread(g.weights(), g.x.Shape, g.Levels)
	if err != nil {
		t.Fatal(err)
	}
	return spread
}

func (g golden) psi(t testing.TB) transform.Operator[complex128] {
	psi, err := transform.NewWavelet[complex128](g.x.Shape, g.Wavelet, g.Levels, nil)
	if err != nil {
		t.Fatal(err)
	}
	return psi
}

// operator is A = P_Omega U Psi^-1.
func (g golden) operator(t testing.TB) transform.Operator[complex128] {
	u, err := transform.New[complex128](g.Transform, g.x.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := transform.Compose(transform.NewMask[complex128](g.mask), u, transform.AdjointOf(g.psi(t)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (g golden) synthesise(t testing.TB, coefficients *array.Complex) *array.Complex {
	image := array.NewComplex(g.x.Shape)
	g.psi(t).Adjoint(image, coefficients)
	return image
}

func (g golden) problem(t testing.TB, threads int) reconstruct.Problem {
	p := reconstruct.Problem{Model: measure.Model{Transform: g.Transform, Mask: g.mask}, Samples: g.y, Threads: threads}
	if g.x0 != nil {
		p.Start = g.synthesise(t, g.x0)
	}
	return p
}

func (g golden) network(t testing.TB, single bool) *firenet.Network {
	return &firenet.Network{
		Settings: g.settings(), Shape: g.x.Shape, Wavelet: g.Wavelet,
		Levels: g.Levels, Weights: g.weights(), Single: single,
	}
}

var goldenCases = []string{
	"a_tiny_fourier", "b_tiny_walsh", "c_fourier_haar_64", "e_fourier_db4_noise_128",
	"f_fourier_complex_db2_128", "h_infinite_weight_64", "k_warm_start_64", "l_ellipses_radial_64",
}

func relative(got, want *array.Complex) float64 { return array.Distance(got, want) / want.Norm() }

func near(t *testing.T, what string, got, want *array.Complex, tol float64) {
	t.Helper()
	if d := relative(got, want); !(d <= tol) {
		t.Errorf("%s: relative l2 distance %.3g, allowed %g", what, d, tol)
	}
}

func TestReferenceGolden(t *testing.T) {
	for _, folder := range goldenCases {
		t.Run(folder, func(t *testing.T) {
			g := loadGolden(t, folder)
			w := g.spread(t)
			start := g.x0
			if start == nil {
				start = array.NewComplex(g.x.Shape)
			}
			psi := firenet.Reference(g.operator(t), g.y, start, w, g.settings(), checkLayers(t, g))
			near(t, "coefficients", psi, npytest.Complex(t, g.file("coeffs.npy")), 1e-12)
			near(t, "image", g.synthesise(t, psi), npytest.Complex(t, g.file("out.npy")), 1e-12)
		})
	}
}

// checkLayers holds x, v and the running average of every layer against the stored ones,
// where the case has them.
func checkLayers(t *testing.T, g golden) func(firenet.Iterate) {
	if _, err := os.Stat(g.file("layers_x.npy")); err != nil {
		return nil
	}
	x := npytest.Planes(t, g.file("layers_x.npy"))
	v := npytest.Planes(t, g.file("layers_v.npy"))
	average := npytest.Planes(t, g.file("layers_ergodic.npy"))
	return func(it firenet.Iterate) {
		k := (it.Block-1)*g.P + it.Inner - 1
		for _, pair := range []struct {
			what      string
			got, want *array.Complex
		}{{"x", it.X, x[k]}, {"v", it.V, v[k]}, {"average", it.Average, average[k]}} {
			// The first x+ is soft(0) = 0: compare on the scale of the data.
			if d := array.Distance(pair.got, pair.want); d > 1e-12*max(pair.want.Norm(), 1e-3) {
				t.Errorf("block %d layer %d: %s is %.3g away", it.Block, it.Inner, pair.what, d)
			}
		}
	}
}

// tolerances of the network against the stored results.
var precisions = []struct {
	name           string
	single         bool
	image, history float64
}{
	{"float64", false, 1e-12, 1e-11},
	{"float32", true, 1e-6, 1e-5},
}

func TestNetworkGolden(t *testing.T) {
	for _, folder := range goldenCases {
		for _, precision := range precisions {
			t.Run(folder+"/"+precision.name, func(t *testing.T) {
				g := loadGolden(t, folder)
				record := &history{x: g.x}
				got, err := g.network(t, precision.single).Reconstruct(context.Background(), g.problem(t, 2), record)
				if err != nil {
					t.Fatal(err)
				}
				near(t, "coefficients", got.Coefficients, npytest.Complex(t, g.file("coeffs.npy")), precision.image)
				near(t, "image", got.Image, npytest.Complex(t, g.file("out.npy")), precision.image)
				record.compare(t, g.history, precision.history)
			})
		}
	}
}

// The dual variable of the result is that of the reference after its last layer.
func TestNetworkDual(t *testing.T) {
	for _, folder := range goldenCases {
		g := loadGolden(t, folder)
		w := g.spread(t)
		start := g.x0
		if start == nil {
			start = array.NewComplex(g.x.Shape)
		}
		var last *array.Complex
		firenet.Reference(g.operator(t), g.y, start, w, g.settings(), func(it firenet.Iterate) { last = it.V })
		for _, precision := range precisions {
			got, err := g.network(t, precision.single).Reconstruct(context.Background(), g.problem(t, 2), nil)
			if err != nil {
				t.Fatal(err)
			}
			// v is a sum of residuals A x - y times alpha: it inherits their rounding,
			// which is relative to y and not to v.
			allowed := precision.image * g.Alphas[g.N-1] * g.y.Norm()
			if d := array.Distance(got.Dual, last); !(d <= allowed) {
				t.Errorf("%s %s: dual is %.3g away, allowed %.3g of %.3g", folder, precision.name, d, allowed, last.Norm())
			}
		}
	}
}

func TestNetworkGoldenFlooredWeights(t *testing.T) {
	g := loadGolden(t, "h_infinite_weight_64")
	floored, changed := weights.AtLeastOne(g.Sparsities)
	if !changed {
		t.Error("a count of zero was not replaced")
	}
	network := g.network(t, false)
	network.Weights = weights.FromSparsities(floored)
	got, err := network.Reconstruct(context.Background(), g.problem(t, 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "coefficients", got.Coefficients, npytest.Complex(t, g.file("coeffs_floor1.npy")), 1e-12)
	near(t, "image", got.Image, npytest.Complex(t, g.file("out_floor1.npy")), 1e-12)
}

// history keeps what a recorder may ask for after each layer.
type history struct {
	x      *array.Complex
	points []point
}

type point struct {
	index, block        int
	relative, objective float64
	residual            float64
}

func (h *history) Measures() bool { return true }

func (h *history) Record(l reconstruct.Layer) {
	h.points = append(h.points, point{l.Index(), l.Block(), l.Distance(h.x) / h.x.Norm(), l.Objective(), l.Residual()})
}

func (h *history) compare(t *testing.T, want [][2]float64, tol float64) {
	t.Helper()
	if len(h.points) != len(want) {
		t.Fatalf("%d layers recorded, %d expected", len(h.points), len(want))
	}
	for k, p := range h.points {
		if p.index != k+1 {
			t.Errorf("point %d has index %d", k, p.index)
		}
		for what, pair := range map[string][2]float64{
			"relative error": {p.relative, want[k][0]}, "objective": {p.objective, want[k][1]},
		} {
			if math.IsNaN(pair[1]) {
				t.Fatalf("layer %d: the stored %s is NaN", k+1, what)
			}
			if d := math.Abs(pair[0]/pair[1] - 1); !(d <= tol) {
				t.Errorf("layer %d: %s %.15g, stored %.15g: %.2g apart", k+1, what, pair[0], pair[1], d)
			}
		}
	}
}

// Alphas of the cases come from eps_0, delta, n and p alone.
func TestGoldenAlphas(t *testing.T) {
	for _, folder := range goldenCases {
		g := loadGolden(t, folder)
		eps := g.Epsilon0
		for k, want := range g.Alphas {
			eps = math.Exp(-1) * (g.Delta + eps)
			if got := 2 / (eps * float64(g.P)); math.Abs(got/want-1) > 1e-14 {
				t.Errorf("%s block %d: alpha %v, stored %v", folder, k+1, got, want)
			}
		}
	}
}

func TestWeightsGolden(t *testing.T) {
	for _, folder := range goldenCases {
		g := loadGolden(t, folder)
		if g.Sparsities == nil {
			continue
		}
		for j, w := range weights.FromSparsities(g.Sparsities) {
			switch {
			case g.Weights[j] == nil && !math.IsInf(w, 1):
				t.Errorf("%s: weight %d is %v, stored as infinite", folder, j, w)
			case g.Weights[j] != nil && math.Abs(w / *g.Weights[j] - 1) > 1e-15:
				t.Errorf("%s: weight %d is %v, stored %v", folder, j, w, *g.Weights[j])
			}
		}
	}
}

func ExampleFromSparsities() {
	fmt.Println(weights.FromSparsities([]float64{1, 3, 12}))
	// Output: [4 2.309401076758503 1.1547005383792515]
}
