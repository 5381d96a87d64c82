package experiment_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

func readArrayFile(t *testing.T, path string) *imagefile.NPY {
	t.Helper()
	a, err := imagefile.ReadNPY(path, imagefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func readTable(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// filesOf are the files below a folder with their contents.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The folder of a run with attacks has every file of docs/recipe.md, and the recipe in it
// gives the same files again, but for the times in them.
func TestAttackFolder(t *testing.T) {
	r := attacked(t, "target = \"Zero-filled\"\nkind = \"pgd\"\nnorms = [0.02]\nsingular = 2\n[[attack]]\nname = \"e\"\ntarget = \"all\"\ndomain = \"measurement\"\nreference = false\nkind = \"random\"\n[visibility]\ncontrasts = [0.5, 0.01]", zeroFilled, network)
	dir := filepath.Join(t.TempDir(), "out")
	computed := run(t, r, experiment.Options{})
	if err := computed.Write(t.Context(), dir, false, result.Environment{}); err != nil {
		t.Fatal(err)
	}
	files := filesOf(t, dir)
	for _, name := range []string{
		"worst/perturbation.npy", "worst/measurements.npy", "worst/trajectory.csv", "worst/curve.csv", "worst/singular.csv", "worst/singular.npy",
		"worst/perturbation.png", "worst/singular.png", "worst/network/singular-reconstruction.npy", "worst/network/singular-difference.png",
		"worst/zero-filled/reconstruction.npy", "worst/zero-filled/reconstruction.png", "worst/network/difference.png",
		"e-zero-filled/perturbation.npy", "e-network/network/reconstruction.npy", "transfer.csv", "stability.csv", "visibility.csv",
	} {
		if _, ok := files[name]; !ok {
			t.Errorf("no %s", name)
		}
	}
	if _, ok := files["e-network/measurements.npy"]; ok {
		t.Error("e of a search among the measurements is its perturbation; it was written twice")
	}

	// r is double precision, as zero-filled is; under the attack on the network e is single.
	perturbation := readArrayFile(t, filepath.Join(dir, "worst/perturbation.npy"))
	if !slices.Equal(perturbation.Array.Data, computed.Attacks[0].Image.Data) {
		t.Error("perturbation.npy is not r, bit by bit")
	}
	if d := array.Distance(readArrayFile(t, filepath.Join(dir, "e-network/perturbation.npy")).Array, computed.Attacks[2].Samples); d == 0 || d > 1e-6 {
		t.Errorf("e in single precision differs by %v", d)
	}
	metrics := readTable(t, filepath.Join(dir, "metrics.csv"))
	var inputs []string
	for _, row := range metrics[1:] {
		inputs = append(inputs, row[0]+"/"+row[1])
		if row[2] == "" || (row[7] == "") == (row[0] == "clean") {
			t.Errorf("metrics %v", row)
		}
	}
	want := "clean/Zero-filled clean/Network worst/Zero-filled worst/Network worst (Gaussian of equal norm)/Zero-filled worst (Gaussian of equal norm)/Network " +
		"worst (singular vector of equal norm)/Zero-filled worst (singular vector of equal norm)/Network " +
		"e Zero-filled/Zero-filled e Zero-filled/Network e Network/Zero-filled e Network/Network"
	if got := strings.Join(inputs, " "); got != want {
		t.Errorf("lines of metrics.csv:\n%s\nwant\n%s", got, want)
	}
	if got, err := strconv.ParseFloat(metrics[3][2], 64); err != nil || got != computed.Attacks[0].Exposed[0].Metrics.RelativeL2 {
		t.Errorf("metrics under the attack: %v", metrics[3])
	}
	if rows := readTable(t, filepath.Join(dir, "worst/trajectory.csv")); len(rows)-1 != len(computed.Attacks[0].Steps) {
		t.Errorf("%d lines of the trajectory, %d steps", len(rows)-1, len(computed.Attacks[0].Steps))
	}
	singular := readTable(t, filepath.Join(dir, "worst/singular.csv"))[1]
	if a := computed.Attacks[0]; singular[5] != strconv.FormatFloat(a.Relative, 'g', -1, 64) || singular[6] != strconv.FormatFloat(a.Local().Exposed[0].Amplification, 'g', -1, 64) {
		t.Errorf("singular.csv: %v", singular)
	}
	if rows := readTable(t, filepath.Join(dir, "transfer.csv")); len(rows) != 1+3*2 || rows[1][1] != "Zero-filled" || rows[5][8] != "" {
		t.Errorf("transfer.csv: %v", rows)
	}
	if rows := readTable(t, filepath.Join(dir, "visibility.csv")); len(rows) != 1+2*2 || rows[1][0] != "0.5" || rows[2][1] != "Network" {
		t.Errorf("visibility.csv: %v", rows)
	}

	completed, err := recipe.ReadFile(filepath.Join(dir, "recipe.toml"))
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "again")
	if err := run(t, completed, experiment.Options{Threads: 1}).Write(t.Context(), again, false, result.Environment{}); err != nil {
		t.Fatal(err)
	}
	for name, content := range filesOf(t, again) {
		if name != "environment.toml" && name != "metrics.csv" && content != files[name] {
			t.Errorf("%s differs when recipe.toml is run", name)
		}
		delete(files, name)
	}
	if len(files) > 0 {
		t.Errorf("not there again: %v", files)
	}
}

// A detail as bright as the phantom is seen, one far below the error is not; the share is
// what is left of it in the zero-filled image.
func TestVisibility(t *testing.T) {
	r := attacked(t, "kind = \"random\"\n[visibility]\ncontrasts = [1, 0.001]")
	for _, set := range [][2]string{{"image.size", "64"}, {"image.insert_size", "0.15"}, {"sampling.pattern", "full"}} {
		var err error
		if r, err = r.Set(set[0], set[1]); err != nil {
			t.Fatal(err)
		}
	}
	computed := run(t, r, experiment.Options{})
	share, visible := shown(t, computed)
	if len(share) != 2 {
		t.Fatalf("%+v", share)
	}
	for i := range share { // everything is sampled: all of it is shown
		if share[i] < 0.999999 || share[i] > 1.000001 || !visible[i] {
			t.Errorf("contrast %d: %v, %v", i, share[i], visible[i])
		}
	}
	if r, err := r.Set("sampling.pattern", "levels"); err == nil {
		computed = run(t, r, experiment.Options{})
	}
	if share, visible = shown(t, computed); !visible[0] || visible[1] || !(share[0] < 1) {
		t.Errorf("bright %v %v, faint %v %v", share[0], visible[0], share[1], visible[1])
	}
}

// shown is what "can you see it?" says of the only reconstructor.
func shown(t *testing.T, r *result.Result) ([]float64, []bool) {
	t.Helper()
	if len(r.Reports) != 1 || r.Reports[0].Kind != result.Visibility {
		t.Fatalf("reports %+v", r.Reports)
	}
	share, _ := r.Reports[0].Tables[0].Column("share")
	visible, _ := r.Reports[0].Tables[0].Column("visible")
	return share.Numbers, visible.Flags
}
