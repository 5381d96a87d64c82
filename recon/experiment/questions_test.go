package experiment_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/study"
)

func numbers(t testing.TB, table result.Table, key string) []float64 {
	t.Helper()
	c, ok := table.Column(key)
	if !ok {
		t.Fatalf("no column %q", key)
	}
	return c.Numbers
}

// The questions of a recipe are asked after that of [visibility], and answered as when they
// are asked alone. What is wrong with one is said where it stands.
func TestQuestionsOfARecipe(t *testing.T) {
	r := attacked(t, "kind = \"random\"\ntarget = \"Network\"", zeroFilled, network)
	r.Visibility.Contrasts = []float64{0.5}
	r.Questions = []recipe.QuestionSection{
		{Kind: study.Depths, Values: parameter.Values{"over": "inner=1,4"}},
		{Name: "still", Kind: study.Equivariance, Values: parameter.Values{"shifts": []float64{32, 32}, "turns": false, "mirrors": false}},
	}
	reports := run(t, r, experiment.Options{}).Reports
	if len(reports) != 3 || reports[0].Name != "visibility" || reports[1].Name != "Accuracy against stability" || reports[2].Name != "still" {
		t.Fatalf("%+v", reports)
	}
	alone, err := experiment.Ask(t.Context(), r, study.Depths, r.Questions[0].Values, experiment.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := numbers(t, reports[1].Tables[0], "relative_l2"), numbers(t, alone.Tables[0], "relative_l2"); !slices.Equal(got, want) {
		t.Errorf("%v, alone %v", got, want)
	}
	r.Questions[1].Values["shifts"] = []float64{1}
	if _, err := experiment.NewPlan(t.Context(), r, experiment.Options{}); err == nil || !strings.Contains(err.Error(), "question.still.shifts = [1]: must be pairs") {
		t.Error(err)
	}
}

// A study has a point for each value, and says before it begins what is wrong with one.
func TestStudyOfDepths(t *testing.T) {
	r := attacked(t, "kind = \"random\"\ntarget = \"Network\"", zeroFilled, network)
	var seen []string
	report, err := experiment.Ask(t.Context(), r, study.Depths, parameter.Values{"over": "inner=1,4"}, experiment.Options{}, func(r *result.Report, done, all int) {
		if r != nil {
			seen = append(seen, fmt.Sprint(r.Tables[0].Columns[0].Texts, done, all, r.Partial))
		}
	})
	if err != nil || report.Partial || strings.Join(seen, " ") != "[1] 1 2 true [1 4] 2 2 true" {
		t.Fatalf("%v, report %+v, seen %v", err, report, seen)
	}
	r, err = r.Set("reconstructor.Network.inner", "4")
	if err != nil {
		t.Fatal(err)
	}
	direct := run(t, r, experiment.Options{})
	x := direct.Attacks[0].Exposed[1]
	table := report.Tables[0]
	for key, want := range map[string]float64{
		"relative_l2": direct.Outputs[1].Metrics.RelativeL2, "worst_amplification": x.Amplification,
		"gaussian_amplification": x.Gaussian.Amplification.Mean, "gaussian_amplification_high": x.Gaussian.Amplification.High,
		"attacked_relative_l2": x.Metrics.RelativeL2, "relative_norm": direct.Attacks[0].Relative,
	} {
		if got := numbers(t, table, key)[1]; got != want {
			t.Errorf("%s is %v, a run of its own gives %v", key, got, want)
		}
	}
	for _, bad := range []parameter.Values{
		{"over": "inner=1,0"},
		{"over": "nothing=1"},
		{"over": "inner"},
		{"over": "inner=1", "attack": "nobody"},
		{"over": "inner=1", "reconstructor": "nobody"},
		{"reconstructor": "Zero-filled"}, // it has no depth
	} {
		if _, err := experiment.Ask(t.Context(), r, study.Depths, bad, experiment.Options{}, func(*result.Report, int, int) { t.Error("computed") }); err == nil {
			t.Errorf("%+v: no error", bad)
		} else {
			var field *recipe.FieldError
			if !errors.As(err, &field) {
				t.Errorf("%+v: %v is no error of a field", bad, err)
			}
		}
	}
}

// moving is the recipe of the reference figures: an image and a mask of 64 x 64, six methods in
// double precision.
func moving(t testing.TB) recipe.Recipe {
	t.Helper()
	dir, err := filepath.Abs("testdata/equivariance")
	if err != nil {
		t.Fatal(err)
	}
	r, err := recipe.Parse("", []byte(`
format = 1
image.file = "image.npy"
sampling = {pattern = "file", file = "mask.npy"}
reconstructor = [
  {name = "zero-filled", method = "zero-filled"},
  {name = "tikhonov", method = "tikhonov"},
  {name = "total-variation", method = "tv", iterations = 200},
  {name = "fista-plain", method = "fista", shifts = false},
  {name = "fista-shifts", method = "fista"},
  {name = "firenet", method = "firenet", inner = 20, weights = "none", precision = "float64", history = false},
  {name = "firenet-w", method = "firenet", inner = 20, weights = "phantom", precision = "float64", history = false},
]`))
	if err != nil {
		t.Fatal(err)
	}
	r.Dir = dir
	return r
}

// departures are by element and reconstructor.
func departures(t testing.TB, report *result.Report) map[string]map[string]float64 {
	t.Helper()
	table := report.Tables[0]
	element, _ := table.Column("element")
	who, _ := table.Column("reconstructor")
	list := map[string]map[string]float64{}
	for i, x := range numbers(t, table, "error") {
		if list[element.Texts[i]] == nil {
			list[element.Texts[i]] = map[string]float64{}
		}
		list[element.Texts[i]][who.Texts[i]] = x
	}
	return list
}

// Figures of the same methods by a program that moved the image and the mask with NumPy: to 2 %;
// what is 0 there to rounding is below 1e-14 here.
func TestEquivarianceGolden(t *testing.T) {
	file, err := os.ReadFile("testdata/equivariance/figures.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(file, &all); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"rot90": "quarter turn", "flip": "mirror"}
	r, cache := moving(t), experiment.NewCache()
	for _, mask := range []string{"moved", "fixed"} {
		values := parameter.Values{"shifts": []float64{1, 0, 2, 2, 8, 8, 32, 32}, "turns": true, "mirrors": true, "mask": mask}
		report, err := experiment.Ask(t.Context(), r, study.Equivariance, values, experiment.Options{Cache: cache}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, compared := departures(t, report), 0
		for key, raw := range all {
			name, ofMask, hasMask := strings.Cut(key, ", mask ")
			element := strings.Replace(name, ",", ", ", 1)
			if n, ok := names[name]; ok {
				element = n
			}
			if got[element] == nil || hasMask && ofMask != mask {
				continue
			}
			var want map[string]float64
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			for method, w := range want {
				g := got[element][method]
				if w < 1e-14 && !(g < 1e-14) || w >= 1e-14 && !(math.Abs(g-w) <= 0.02*w) {
					t.Errorf("%s, mask %s, %s: %.4g, want %.4g", element, mask, method, g, w)
				}
				compared++
			}
		}
		if compared != 7*6 {
			t.Errorf("mask %s: %d figures compared", mask, compared)
		}
		relative := numbers(t, report.Tables[0], "relative_l2")
		if mask == "moved" && math.Abs(relative[2]-0.0681) > 0.002 { // total variation after the first shift
			t.Errorf("error of a moved image %v", relative[2])
		}
	}
}

// What every element does to a linear method that commutes with it, Tikhonov with a symmetric
// penalty: nothing, with noise, on sides that differ, and for measured samples without a truth.
func TestEquivarianceOfALinearMethod(t *testing.T) {
	r := small(t, "image.size=32", "noise.level=0.1")
	r.Reconstructors = r.Reconstructors[:1]
	for _, mask := range []string{"moved"} {
		report, err := experiment.Ask(t.Context(), r, study.Equivariance, parameter.Values{"shifts": []float64{3, -5}, "turns": true, "mirrors": true, "mask": mask}, experiment.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for element, of := range departures(t, report) {
			if of["Zero-filled"] > 1e-14 {
				t.Errorf("%s: %v", element, of)
			}
		}
		if n := len(departures(t, report)); n != 8 {
			t.Errorf("%d elements", n)
		}
	}
	measured := wide(t)
	report, err := experiment.Ask(t.Context(), measured, study.Equivariance, parameter.Values{"shifts": []float64{1, 1}, "turns": true, "mirrors": true, "mask": "moved"}, experiment.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for element, of := range departures(t, report) {
		if !(of["Zero-filled"] < 1e-14) {
			t.Errorf("24 x 40, %s: %v", element, of)
		}
	}
	if !slices.ContainsFunc(numbers(t, report.Tables[0], "relative_l2"), math.IsNaN) {
		t.Error("an error against a truth that nobody knows")
	}
	for key, values := range map[string]parameter.Values{
		"mask":   {"shifts": []float64{1, 0}, "mask": "fixed"},
		"angles": {"angles": []float64{30}, "mask": "moved"},
		"shifts": {"shifts": []float64{1}, "mask": "moved"},
	} {
		if _, err := experiment.Ask(t.Context(), measured, study.Equivariance, values, experiment.Options{}, nil); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%v: %v", values, err)
		}
	}
}

// wide are measured samples of 24 x 40 without a truth.
func wide(t testing.TB) recipe.Recipe {
	t.Helper()
	dir := t.TempDir()
	y := array.NewComplex(array.Shape{H: 24, W: 40})
	for i := range y.Data {
		if (7*(i/40)+3*(i%40))%5 < 2 || i == 12*40+20 {
			y.Data[i] = complex(math.Sin(float64(i)), math.Cos(2*float64(i)))
		}
	}
	writeNPY(t, filepath.Join(dir, "y.npy"), y)
	r, err := recipe.Parse("", []byte("format = 1\nnoise.file = \"y.npy\"\nsampling = {pattern = \"file\", file = \"y.npy\"}\n[[reconstructor]]\nmethod = \"zero-filled\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	r.Dir = dir
	return r
}

// Walsh functions are mirrored into themselves about the middle, and a quarter turn swaps their
// order. A method that reads all samples is equivariant to everything.
func TestEquivarianceWithEverythingSampled(t *testing.T) {
	for _, operator := range []string{"walsh", "fourier"} {
		r := small(t, "image.size=32", "sampling.operator="+operator, "sampling.pattern=full", "sampling.fraction=1", "noise.level=0")
		r.Reconstructors = r.Reconstructors[:1]
		for _, mask := range []string{"moved", "fixed"} {
			values := parameter.Values{"shifts": []float64{5, 7}, "turns": true, "mirrors": true, "angles": []float64{90, 30}, "mask": mask}
			report, err := experiment.Ask(t.Context(), r, study.Equivariance, values, experiment.Options{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for element, of := range departures(t, report) {
				// A turned Fourier mask has lost its corners.
				if strings.Contains(element, "30") && operator == "fourier" && mask == "moved" {
					continue
				}
				if of["Zero-filled"] > 1e-13 && !strings.Contains(element, "90") {
					t.Errorf("%s, mask %s, %s: %v", operator, mask, element, of)
				}
			}
			own := numbers(t, report.Tables[0], "interpolation")
			if last := own[len(own)-1]; !(last > 0.01 && last < 0.5) || !math.IsNaN(own[0]) || own[len(own)-2] > 1e-12 {
				t.Errorf("interpolation alone %v", own)
			}
		}
	}
}

// A cancelled question returns what it has found, and says that more was to follow.
func TestCancelledQuestion(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := small(t, "image.size=32")
	report, err := experiment.Ask(ctx, r, study.Equivariance, parameter.Values{"shifts": []float64{1, 0, 2, 0, 3, 0}, "mask": "moved"}, experiment.Options{}, func(r *result.Report, done, all int) {
		if r != nil {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || report == nil || !report.Partial || report.Tables[0].Rows() != 2 {
		t.Errorf("%v, %+v", err, report)
	}
}

// Walsh functions are even or odd about the middle: with a mask that turns along, zero-filling is
// equivariant to mirrors and turns, noise and sides that differ included.
func TestEquivarianceOfWalshSamples(t *testing.T) {
	r := small(t, "image.size=32", "sampling.operator=walsh", "sampling.pattern=two-level", "noise.level=0.1")
	r.Reconstructors = r.Reconstructors[:1]
	report, err := experiment.Ask(t.Context(), r, study.Equivariance, parameter.Values{"shifts": []float64{1, 0}, "mask": "moved"}, experiment.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for element, of := range departures(t, report) {
		if shift := strings.HasPrefix(element, "shift"); shift == (of["Zero-filled"] < 1e-14) {
			t.Errorf("%s: %v", element, of)
		}
	}
}

// A disc of cycles per pixel stays itself, on an image whose sides differ, but for what rounding
// to the nearest frequency does at its edge.
func TestATurnedMaskIsOneOfCyclesPerPixel(t *testing.T) {
	dir := t.TempDir()
	x, y := array.NewComplex(array.Shape{H: 64, W: 96}), array.NewComplex(array.Shape{H: 64, W: 96})
	disc := 0
	for i := range x.Data {
		k, l := float64(i/96-32)/64, float64(i%96-48)/96
		if k*k+l*l < 0.09 {
			y.Data[i], disc = 1, disc+1
		}
		u, v := float64(i/96)-31.5, float64(i%96)-47.5
		x.Data[i] = complex(math.Exp(-(u*u+v*v)/50), 0) // round, smooth, and small at the edges
	}
	writeNPY(t, filepath.Join(dir, "mask.npy"), y)
	writeNPY(t, filepath.Join(dir, "x.npy"), x)
	r, err := recipe.Parse("", []byte("format = 1\nimage.file = \"x.npy\"\nsampling = {pattern = \"file\", file = \"mask.npy\"}\n[[reconstructor]]\nmethod = \"zero-filled\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	r.Dir = dir
	values := parameter.Values{"shifts": []float64{0, 1}, "turns": false, "mirrors": false, "angles": []float64{30, 90}, "mask": "moved"}
	report, err := experiment.Ask(t.Context(), r, study.Equivariance, values, experiment.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	// The image has nothing beyond the disc of frequencies, and is round: all stays as it is but
	// for the interpolation.
	for element, of := range departures(t, report) {
		if !(of["Zero-filled"] < 2e-3) {
			t.Errorf("%s: %v", element, of)
		}
	}
	if own := numbers(t, report.Tables[0], "interpolation"); !(own[1] < 2e-3 && own[2] < 1e-12) {
		t.Errorf("interpolation alone %v", own)
	}
}

// A question that needs a truth, and does not say so, ends with an error and not in a fault.
func TestSamplesOfAnImageNeedATruth(t *testing.T) {
	p, err := experiment.NewPlan(t.Context(), wide(t), experiment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := experiment.SamplesOf(t.Context(), p); err == nil || !strings.Contains(err.Error(), "true one") {
		t.Errorf("%v", err)
	}
}
