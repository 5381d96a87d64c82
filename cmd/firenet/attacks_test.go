package main

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firenet/internal/canceltest"
	"firenet/recon/array"
	"firenet/recon/imagefile"
)

const attackRecipe = `format = 1
image.size = 32
[[reconstructor]]
method = "zero-filled"
[[reconstructor]]
name = "Second"
method = "zero-filled"
[[attack]]
name = "worst"
target = "Zero-filled"
kind = "pgd"
steps = 10
draws = 3
singular = 2
norms = [0.02]
[visibility]
contrasts = [0.9]
`

func TestRunWithAttacks(t *testing.T) {
	inFolder(t)
	a := firenet(t, attackRecipe, "run", "-", "-o", "out", "--json")
	if a.code != 0 {
		t.Fatalf("%+v", a)
	}
	for _, want := range []string{"worst: found for Zero-filled, ||e||/||y|| = 0.05", "Gaussian (95 %)", "Largest singular value of the derivative at y: 1 ", "Its vector at ||e||/||y|| = 0.05: amplified 1 by Zero-filled"} {
		if !strings.Contains(a.err, want) {
			t.Errorf("the summary has no %q:\n%s", want, a.err)
		}
	}
	var run jsonRun
	must(t, json.Unmarshal([]byte(a.out), &run))
	if len(run.Metrics) != 8 || run.Metrics[2].Input != "worst" || run.Metrics[2].Seconds != nil || run.Metrics[0].Seconds == nil {
		t.Errorf("metrics %+v", run.Metrics)
	}
	if len(run.Attacks) != 1 || len(run.Attacks[0].Shown) != 2 || len(run.Attacks[0].Curve) != 1 || run.Attacks[0].Singular == nil {
		t.Fatalf("attacks %+v", run.Attacks)
	}
	if s := run.Attacks[0].Singular; s.RelativeNorm == nil || len(s.Shown) != 2 || s.Shown[1].Reconstructor != "Second" || !(*s.Shown[1].Amplification > 0.999) {
		t.Errorf("singular vector %+v", s)
	}
	x := run.Attacks[0].Shown[1]
	if x.Reconstructor != "Second" || *x.Amplification < 0.999 || *x.Amplification > 1.001 || x.GaussianDraws != 3 || x.GaussianGain == nil {
		t.Errorf("shown %+v", x)
	}
	if len(run.Stability) != 1 || run.Stability[0].Attack != "worst" || len(run.Visibility) != 1 || len(run.Visibility[0].Shown) != 2 {
		t.Errorf("stability %+v, visibility %+v", run.Stability, run.Visibility)
	}
	if _, err := os.Stat("out/worst/second/difference.png"); err != nil {
		t.Error(err)
	}
}

func TestCheckOfAttacks(t *testing.T) {
	inFolder(t)
	a := firenet(t, attackRecipe, "check", "-")
	if a.code != 0 || !strings.Contains(a.out, "\nattack worst of at most 10 steps; the run takes about ") {
		t.Errorf("%+v", a)
	}
}

// What is wrong with an attack: the field, exit code 2, nothing written, nothing computed.
func TestWrongAttacks(t *testing.T) {
	dir := inFolder(t)
	write := func(name string, change func(*array.Complex)) {
		image := array.NewComplex(array.Shape{H: 32, W: 32})
		for i := range image.Data {
			image.Data[i] = complex(float64(i), 1)
		}
		change(image)
		f, err := os.Create(filepath.Join(dir, name))
		must(t, err)
		must(t, imagefile.WriteNPY(f, image, false))
		must(t, f.Close())
	}
	write("r.npy", func(*array.Complex) {})
	write("nan.npy", func(a *array.Complex) { a.Data[3] = complex(math.NaN(), 0) })
	before := len(left(t, dir))
	for set, want := range map[string]string{
		"attack.worst.radius=0":                 "attack.worst.radius = 0: must be a number in (0, 1]",
		"attack.worst.radius=2":                 "attack.worst.radius = 2: must be a number in (0, 1]",
		"attack.worst.radius=inf":               "attack.worst.radius = inf: must be a number in (0, 1]: only the momentum ascent",
		"attack.worst.target=nobody":            `attack.worst.target = "nobody": must be the name of a reconstructor: "Zero-filled", "Second"`,
		"attack.worst.start={file=\"nan.npy\"}": "nan.npy: NPY: NaN at row 0, column 3 (counted from 0); replace such pixels by finite numbers first",
		"attack.worst.domain=measurement --set attack.worst.start={file=\"r.npy\"}": "numbers off the mask are not zero",
		"attack.worst.kind=localised --set attack.worst.region=[30,0,4,4]":          "attack.worst.region = [30, 0, 4, 4]: must be [row, column, height, width] of a rectangle inside the image of 32 x 32",
		"attack.worst.goal=heal": `attack.worst.goal = "heal": must be one of "hurt", "vanish"`,
	} {
		args := append([]string{"run", "-", "-o", "out", "--set"}, strings.Split(set, " ")...)
		a := firenet(t, attackRecipe, args...)
		if a.code != 2 || !strings.Contains(a.err, want) {
			t.Errorf("%s: %+v", set, a)
		}
	}
	if n := len(left(t, dir)); n != before {
		t.Errorf("left behind: %v", left(t, dir))
	}
}

// A search that is interrupted ends with code 130, and nothing is written.
func TestInterruptedAttack(t *testing.T) {
	dir := inFolder(t)
	midst := canceltest.At(3000)
	a := firenetWith(midst, attackRecipe, "run", "-", "-o", "out", "--set", "image.size=256", "--set", "attack.worst.kind=momentum",
		"--set", "attack.worst.radius=inf", "--set", "attack.worst.steps=10000")
	if a.code != 130 || a.err != "firenet: interrupted; nothing was written\n" {
		t.Errorf("%+v", a)
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestStability(t *testing.T) {
	inFolder(t)
	recipe := strings.Replace(attackRecipe, "name = \"Second\"\nmethod = \"zero-filled\"", "name = \"Second\"\nlevels = 3\nrestarts = 2", 1)
	recipe = strings.Replace(recipe, `kind = "pgd"`, `kind = "random"`, 1)
	a := firenet(t, recipe, "stability", "-", "--over", "inner=1, 3", "--reconstructor", "Second", "-o", "curve", "--json")
	if a.code != 0 || !strings.Contains(a.err, "worst case") {
		t.Fatalf("%+v", a)
	}
	f, err := os.Open("curve/stability.csv")
	must(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	must(t, err)
	if len(rows) != 3 || rows[0][0] != "inner" || rows[2][0] != "3" || rows[1][1] == rows[2][1] || rows[2][2] == "" {
		t.Errorf("stability.csv %v", rows)
	}
	var study struct {
		Key    string
		Points []jsonStudyPoint
	}
	must(t, json.Unmarshal([]byte(a.out), &study))
	if study.Key != "inner" || len(study.Points) != 2 || study.Points[0].Gaussian == nil {
		t.Errorf("%+v", study)
	}
	for args, want := range map[string]string{
		"":                               "--over inner=",
		"--over inner=1,0":               "reconstructor.Second.inner = 0: must be a whole number",
		"--over nothing=1":               "unknown key",
		"--over inner=1 --attack nobody": `there is no such attack: "worst"`,
	} {
		a := firenet(t, recipe, append(strings.Fields("stability - -o bad --reconstructor Second"), strings.Fields(args)...)...)
		if a.code != 2 || !strings.Contains(a.err, want) {
			t.Errorf("%s: %+v", args, a)
		}
	}
	if _, err := os.Stat("bad"); err == nil {
		t.Error("something was written")
	}
}
