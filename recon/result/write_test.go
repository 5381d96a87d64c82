package result_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// smallRecipe runs in milliseconds.
func smallRecipe(t testing.TB, settings ...string) recipe.Recipe {
	t.Helper()
	r := recipe.Default()
	for _, s := range append([]string{"image.size=32", "noise.level=0.02", "reconstructor.FIRENET.inner=3", "reconstructor.FIRENET.restarts=2"}, settings...) {
		path, value, err := recipe.SplitAssignment(s)
		must(t, err)
		r, err = r.Set(path, value)
		must(t, err)
	}
	return r
}

func smallResult(t testing.TB, r recipe.Recipe) *result.Result {
	t.Helper()
	p, err := experiment.NewPlan(t.Context(), r, experiment.Options{Threads: 1})
	must(t, err)
	result, err := experiment.Run(t.Context(), p, experiment.Options{Threads: 1})
	must(t, err)
	return result
}

// written is the folder that a run leaves.
func written(t testing.TB, r *result.Result) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	must(t, r.Write(t.Context(), dir, false, result.Environment{Version: "1.2.3", Commit: "abc", Threads: 1, Started: time.Now()}))
	return tree(t, dir)
}

// TestWhatARunLeaves: names, types and values of all files.
func TestWhatARunLeaves(t *testing.T) {
	r := smallResult(t, smallRecipe(t))
	files := written(t, r)
	names := keysOfTree(files)
	slices.Sort(names)
	want := []string{
		"environment.toml",
		"firenet/", "firenet/coefficients.npy", "firenet/history.csv", "firenet/reconstruction.npy",
		"firenet/reconstruction.png", "firenet/residual.png",
		"image.npy", "mask.npy", "measurements.npy", "metrics.csv", "recipe.toml",
		"zero-filled/", "zero-filled/reconstruction.npy", "zero-filled/reconstruction.png", "zero-filled/residual.png",
	}
	if d := cmp.Diff(want, names); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
	checkArray(t, files, "image.npy", "'<f8'", r.Truth, 0)
	checkArray(t, files, "measurements.npy", "'<c16'", r.Samples, 0)
	checkArray(t, files, "zero-filled/reconstruction.npy", "'<c16'", r.Outputs[0].Image, 0)
	checkArray(t, files, "firenet/reconstruction.npy", "'<c8'", r.Outputs[1].Image, 0)
	checkArray(t, files, "firenet/coefficients.npy", "'<c8'", r.Outputs[1].Coefficients, 0)
	mask := array.NewComplex(r.Mask.Shape)
	for i, on := range r.Mask.Data {
		if on {
			mask.Data[i] = 1
		}
	}
	checkArray(t, files, "mask.npy", "'|b1'", mask, 0)
}

// checkArray compares an .npy file with an array, and its header with a type.
func checkArray(t *testing.T, files map[string]string, name, descr string, want *array.Complex, tolerance float64) {
	t.Helper()
	if head := files[name][:min(80, len(files[name]))]; !strings.Contains(head, "'descr': "+descr) || !strings.Contains(head, "'fortran_order': False") {
		t.Errorf("%s: header %q, want %s", name, head, descr)
	}
	path := filepath.Join(t.TempDir(), "a.npy")
	must(t, os.WriteFile(path, []byte(files[name]), 0o600))
	got, err := imagefile.ReadNPY(path, imagefile.Options{})
	must(t, err)
	if d := array.Distance(got.Array, want); d > tolerance {
		t.Errorf("%s differs by %g", name, d)
	}
}

func readCSV(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	must(t, err)
	return rows
}

// TestTables: metrics and histories read back as the numbers that were computed.
func TestTables(t *testing.T) {
	r := smallResult(t, smallRecipe(t, "reconstructor.FIRENET.name=a, \"b\""))
	files := written(t, r)
	if !strings.HasPrefix(files["metrics.csv"], "input,reconstructor,relative_l2,nrmse,psnr,ssim,hfen,seconds\n") {
		t.Errorf("metrics.csv begins %.80q", files["metrics.csv"])
	}
	for i, row := range readCSV(t, files["metrics.csv"])[1:] {
		out := r.Outputs[i]
		m := out.Metrics
		want := []float64{m.RelativeL2, m.NRMSE, m.PSNR, m.SSIM, m.HFEN, out.Seconds}
		if row[0] != "clean" || row[1] != out.Name {
			t.Errorf("row %v", row)
		}
		for k, x := range want {
			if v, err := strconv.ParseFloat(row[2+k], 64); err != nil || v != x {
				t.Errorf("%s: %s, want %v", out.Name, row[2+k], x)
			}
		}
	}
	rows := readCSV(t, files["a---b-/history.csv"])
	if d := cmp.Diff([]string{"layer", "block", "relative_l2", "objective", "residual"}, rows[0]); d != "" {
		t.Error(d)
	}
	if len(rows) != 7 {
		t.Fatalf("%d rows of history, want 6 and a header", len(rows))
	}
	last := r.Outputs[1].History[5]
	if got, want := strings.Join(rows[6], ","), fmt.Sprintf("6,2,%s,%s,%s", result.Numbers(last.RelativeL2)[0], result.Numbers(last.Objective)[0], result.Numbers(last.Residual)[0]); got != want {
		t.Errorf("last layer %s, want %s", got, want)
	}
	// The last running average is the result.
	if d := math.Abs(last.RelativeL2 - r.Outputs[1].Metrics.RelativeL2); d > 1e-6 {
		t.Errorf("history ends %g beside the result", d)
	}
}

// TestRunAgain: the recipe that a run leaves gives the same files, also when it names
// other files.
func TestRunAgain(t *testing.T) {
	root := t.TempDir()
	must(t, os.Mkdir(filepath.Join(root, "data"), 0o755))
	var picture bytes.Buffer
	must(t, imagefile.WritePNG16(&picture, array.Shape{H: 40, W: 48}, ramp(40*48), 0, 1, nil))
	must(t, os.WriteFile(filepath.Join(root, "data", "a.png"), picture.Bytes(), 0o600))
	r := smallRecipe(t, "image.file=../data/a.png", "title=Again", "sampling.fraction=0.3", "image.size=32")
	r.Dir = filepath.Join(root, "recipes")

	first := filepath.Join(root, "results", "1")
	must(t, smallResult(t, r).Write(t.Context(), first, false, result.Environment{}))
	again, err := recipe.ReadFile(filepath.Join(first, "recipe.toml"))
	must(t, err)
	second := filepath.Join(root, "results", "2")
	must(t, smallResult(t, again).Write(t.Context(), second, false, result.Environment{}))

	a, b := tree(t, first), tree(t, second)
	delete(a, "environment.toml")
	delete(b, "environment.toml")
	for _, files := range []map[string]string{a, b} {
		rows := readCSV(t, files["metrics.csv"])
		for _, row := range rows {
			row[7] = "" // seconds differ by nature
		}
		files["metrics.csv"] = fmt.Sprint(rows)
	}
	sameTree(t, b, a)
}

func ramp(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(i%37) / 36
	}
	return v
}

// TestNoTruth: measured samples leave no image, no residual, no metrics.
func TestNoTruth(t *testing.T) {
	r := smallResult(t, smallRecipe(t))
	r.Truth = nil
	for _, out := range r.Outputs {
		out.Metrics = nil
	}
	r.Outputs[1].History[0].RelativeL2 = math.NaN()
	files := written(t, r)
	for name := range files {
		if strings.Contains(name, "image.npy") || strings.Contains(name, "residual") {
			t.Errorf("%s without a truth", name)
		}
	}
	for _, row := range readCSV(t, files["metrics.csv"])[1:] {
		if strings.Join(row[2:7], "") != "" {
			t.Errorf("metrics without a truth: %v", row)
		}
	}
	if row := readCSV(t, files["firenet/history.csv"])[1]; row[2] != "" || row[3] == "" {
		t.Errorf("history without a truth: %v", row)
	}
}

func TestEnvironmentFile(t *testing.T) {
	files := written(t, smallResult(t, smallRecipe(t)))
	var e result.EnvironmentFile
	must(t, toml.Unmarshal([]byte(files["environment.toml"]), &e))
	if e.Version != "1.2.3" || e.Commit != "abc" || e.Threads != 1 || e.Processor == "" || e.Processors < 1 || e.Started.IsZero() {
		t.Errorf("%+v", e)
	}
	sum := 0.0
	var parts []string
	for _, p := range e.Parts {
		sum += p.Seconds
		parts = append(parts, p.Name)
	}
	if d := math.Abs(sum - e.Seconds); d > 1e-9 || !slices.Contains(parts, "FIRENET") {
		t.Errorf("parts %v take %g s, all %g s", parts, sum, e.Seconds)
	}
}

func TestUnfinishedRunIsNotWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	r := &result.Result{Recipe: recipe.Default(), Outputs: []*result.Output{nil}}
	if err := r.Write(t.Context(), dir, false, result.Environment{}); err == nil {
		t.Error("accepted")
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("something was written")
	}
}
