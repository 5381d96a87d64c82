package experiment_test

import (
	"context"
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
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/stability"
	"firenet/recon/transform"
)

// attacked is a small experiment with zero-filled alone and an attack on it; keys go to the
// attack, the reconstructors may be others.
func attacked(t testing.TB, keys string, reconstructors ...string) recipe.Recipe {
	t.Helper()
	list := zeroFilled + "\n"
	if len(reconstructors) > 0 {
		list = strings.Join(reconstructors, "\n") + "\n"
	}
	for _, given := range []string{"target = \"Zero-filled\"", "steps = 20", "draws = 3"} {
		if key, _, _ := strings.Cut(given, " "); !strings.Contains("\n"+keys, "\n"+key+" ") {
			keys = given + "\n" + keys
		}
	}
	r, err := recipe.Parse("r.toml", []byte("format = 1\nimage.size = 32\n"+list+
		"[[attack]]\nname = \"worst\"\n"+keys))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Zero-filled is an isometry of the samples: every perturbation is amplified once, as is
// Gaussian noise, and its largest singular value is 1.
func TestAttackOnAnIsometry(t *testing.T) {
	for _, keys := range []string{
		`kind = "pgd"`, `kind = "momentum"`, "kind = \"momentum\"\nnesterov = false\nstep = 0.1\nradius = inf", `kind = "random"`,
		"kind = \"minimal-norm\"\nerror = 0.02", `kind = "localised"`, "kind = \"localised\"\ngoal = \"vanish\"",
		"kind = \"pgd\"\ndomain = \"measurement\"", "kind = \"pgd\"\nrule = \"fixed\"",
	} {
		result := run(t, attacked(t, keys), experiment.Options{})
		a := result.Attacks[0]
		x := a.Exposed[0]
		if a.Name != "worst" || a.Target != 0 || len(a.Steps) == 0 || a.Partial {
			t.Errorf("%s: %s on %d with %d steps", keys, a.Name, a.Target, len(a.Steps))
		}
		if d := math.Abs(x.Amplification - 1); d > 1e-9 {
			t.Errorf("%s: amplification 1 + %v", keys, d)
		}
		if d := math.Abs(x.Gaussian.Amplification.Mean - 1); d > 1e-9 || x.Gaussian.Draws != 3 {
			t.Errorf("%s: Gaussian amplification %+v of %d draws", keys, x.Gaussian.Amplification, x.Gaussian.Draws)
		}
		if want := array.Distance(x.Image, result.Truth) / result.Truth.Norm(); math.Abs(x.Metrics.RelativeL2-want) > 1e-12 {
			t.Errorf("%s: error %v, want %v", keys, x.Metrics.RelativeL2, want)
		}
		if want := a.Samples.Norm() / result.Samples.Norm(); a.Relative != want || want == 0 {
			t.Errorf("%s: norm %v, want %v", keys, a.Relative, want)
		}
		if a.Kind == stability.PGD && math.Abs(a.Relative-0.05) > 1e-6 || a.Kind == stability.MinimalNorm && !a.Reached {
			t.Errorf("%s: norm %v, reached %v", keys, a.Relative, a.Reached)
		}
		if got := a.Image != nil; got != (a.Domain == stability.Image) {
			t.Errorf("%s: a perturbation of the image: %v", keys, got)
		}
	}
}

// The largest singular value is 1, and so is every point of the curve, with a bound that
// the error of an isometry meets: ||f(y+e) - x|| <= ||f(y) - x|| + ||e||.
func TestMeasuresOfAnIsometry(t *testing.T) {
	result := run(t, attacked(t, "kind = \"pgd\"\nnorms = [0.1, 0.02]\nsingular = 3"), experiment.Options{})
	a := result.Attacks[0]
	if s := a.Singular; s == nil || math.Abs(s.Value-1) > 1e-9 || !s.Converged {
		t.Errorf("singular value %+v", s)
	}
	if len(a.Curve) != 2 {
		t.Fatalf("curve %+v", a.Curve)
	}
	clean := result.Outputs[0].Metrics.RelativeL2
	for i, norm := range []float64{0.02, 0.1} {
		p := a.Curve[i]
		want := clean + norm*result.Samples.Norm()/result.Truth.Norm()
		if p.Relative != norm || math.Abs(p.Amplification-1) > 1e-9 || !(math.Abs(p.Bound-want) < 1e-9) || p.Error > p.Bound+1e-12 {
			t.Errorf("curve at %v: %+v, bound %v", norm, p, want)
		}
	}
}

// The singular vector is a perturbation like any other: of the attack's norm, measured as
// its r is, and shown to all. At a small norm it is amplified by the singular value, by its
// target and by no other as much.
func TestSingularVectorIsShown(t *testing.T) {
	r := attacked(t, "target = \"Network\"\nkind = \"pgd\"\nradius = 1e-6\nsingular = 60", zeroFilled, network+"\nprecision = \"float64\"")
	result := run(t, r, experiment.Options{})
	a := result.Attacks[0]
	l := a.Local()
	if l == nil {
		t.Fatal("no singular vector")
	}
	if d := math.Abs(l.Samples.Norm()/a.Samples.Norm() - 1); d > 1e-12 || l.Relative != a.Relative {
		t.Errorf("its norm is 1 + %v of that of the attack", d)
	}
	u, err := transform.New[complex128]("fourier", l.Image.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := array.NewComplex(l.Image.Shape)
	u.Forward(e, l.Image)
	if d := array.Distance(e, l.Samples) / e.Norm(); d > 1e-12 {
		t.Errorf("U r is %v away from e", d)
	}
	if d := math.Abs(l.Exposed[1].Amplification/a.Singular.Value - 1); d > 1e-3 {
		t.Errorf("amplified %v by its target, the singular value is %v", l.Exposed[1].Amplification, a.Singular.Value)
	}
	if d := math.Abs(l.Exposed[0].Amplification - 1); d > 1e-6 {
		t.Errorf("amplified 1 + %v by an isometry", d)
	}
	if l.Exposed[1].Gaussian != a.Exposed[1].Gaussian || a.Exposed[1].Gaussian == nil {
		t.Error("it is not held against the Gaussian noise of the attack")
	}
}

// What a cancelled power iteration has found is kept.
func TestCancelledSingularValueIsKept(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var last *result.AttackOutput
	p, err := experiment.NewPlan(ctx, attacked(t, "target = \"Network\"\nkind = \"pgd\"\nsingular = 1000", network), experiment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = experiment.Run(ctx, p, experiment.Options{Observer: experiment.Observer{
		AttackFound: func(_ int, out *result.AttackOutput) { last = out },
		AttackWork: func(_ int, what string, done, _ int) {
			if what == "largest singular value" && done == 2 {
				cancel()
			}
		},
	}})
	if !errors.Is(err, context.Canceled) || last == nil || last.Singular == nil || !(last.Singular.Value > 0) || last.Singular.Converged {
		t.Errorf("%v, %+v", err, last)
	}
}

// What the description of the keys says of the kinds that use them is what the search does:
// another value of a key that is used finds another perturbation, of one that is not the same
// bits.
func TestKeysOfKinds(t *testing.T) {
	others := map[string]string{
		"steps": "3", "step": "0.5", "rule": "normalised", "momentum": "0.1", "nesterov": "false", "penalty": "20",
		"start": "0.002", "error": "0.01", "region": "[0, 0, 5, 5]", "goal": "vanish",
	}
	for _, kind := range stability.Kinds() {
		for _, rule := range []string{stability.Adaptive, stability.Fixed} {
			base := attacked(t, fmt.Sprintf("target = \"Network\"\nkind = %q\nrule = %q\nsteps = 4\nreference = false\nradius = 0.04", kind, rule), network)
			cache := experiment.NewCache()
			want := run(t, base, experiment.Options{Cache: cache}).Attacks[0].Samples.Data
			for key, value := range others {
				r, err := base.Set("attack.worst."+key, value)
				if err != nil {
					t.Fatal(err)
				}
				uses := recipe.Uses(r.Attacks[0].Values, key)
				if key == "start" && kind != stability.Momentum {
					continue // of a random start in a ball only the direction counts, of a file all
				}
				if same := slices.Equal(want, run(t, r, experiment.Options{Cache: cache}).Attacks[0].Samples.Data); same == uses {
					t.Errorf("%s, rule %s: the key %s is used: %v, the same perturbation for %s: %v", kind, rule, key, uses, value, same)
				}
			}
		}
	}
}

const (
	zeroFilled = "[[reconstructor]]\nmethod = \"zero-filled\""
	second     = "[[reconstructor]]\nname = \"Second\"\nmethod = \"zero-filled\""
	network    = "[[reconstructor]]\nname = \"Network\"\nrestarts = 2\ninner = 2\nlevels = 3\nweights = \"phantom\""
)

// Target "all" attacks each reconstructor, and every perturbation is shown to all.
func TestTransfer(t *testing.T) {
	result := run(t, attacked(t, "target = \"all\"\nkind = \"pgd\"\n", zeroFilled, second), experiment.Options{})
	if len(result.Attacks) != 2 || result.Attacks[1].Name != "worst Second" || result.Attacks[1].Target != 1 {
		t.Fatalf("attacks %+v", result.Attacks)
	}
	m := result.Transfer()
	if !slices.Equal(m.Shown, []string{"Zero-filled", "Second"}) || len(m.Rows) != 2 {
		t.Fatalf("%+v", m)
	}
	for i, row := range m.Rows {
		if row.Index != i || row.Target != m.Shown[i] {
			t.Errorf("row %d: %+v", i, row)
		}
		for j, c := range row.Cells {
			clean := result.Outputs[j].Metrics.RelativeL2
			if math.Abs(c.Amplification-1) > 1e-9 || math.Abs(c.Gaussian-1) > 1e-9 || math.Abs(c.Damage-(c.RelativeL2-clean)) > 1e-15 {
				t.Errorf("cell %d %d: %+v", i, j, c)
			}
		}
	}
	// Equal reconstructors, equal draws.
	if a, b := result.Attacks[0].Exposed[0].Gaussian, result.Attacks[1].Exposed[1].Gaussian; a.Amplification != b.Amplification {
		t.Errorf("%+v and %+v", a, b)
	}
	points := result.AccuracyAgainstStability()
	if len(points) != 2 || points[1].Attack != "worst Second" || points[1].CleanError != result.Outputs[1].Metrics.RelativeL2 ||
		math.Abs(points[1].Worst-1) > 1e-9 {
		t.Errorf("%+v", points)
	}
}

// An attack gives the same bits for any number of threads, and again from the recipe that a
// run has completed.
func TestAttackBits(t *testing.T) {
	r := attacked(t, "target = \"Network\"\nkind = \"localised\"\nnorms = [0.02]\nsingular = 3\nrestarts = 2\n[visibility]\ncontrasts = [0.5, 0.01]", zeroFilled, network)
	one := run(t, r, experiment.Options{Threads: 1})
	for _, other := range []*result.Result{run(t, r, experiment.Options{Threads: 2}), run(t, one.Recipe, experiment.Options{Threads: 2})} {
		sameBits(t, one, other)
		a, b := one.Attacks[0], other.Attacks[0]
		if !slices.Equal(a.Samples.Data, b.Samples.Data) || !slices.Equal(a.Image.Data, b.Image.Data) || !slices.Equal(a.Steps, b.Steps) {
			t.Error("perturbations differ")
		}
		for j := range a.Exposed {
			x, y := a.Exposed[j], b.Exposed[j]
			if !slices.Equal(x.Image.Data, y.Image.Data) || *x.Metrics != *y.Metrics || x.Gaussian.SSIM != y.Gaussian.SSIM {
				t.Errorf("%d: exposures differ", j)
			}
		}
		if a.Singular.Value != b.Singular.Value || fmt.Sprint(a.Curve) != fmt.Sprint(b.Curve) {
			t.Error("measures differ")
		}
		if len(one.Reports) != 1 || fmt.Sprint(one.Reports[0].Tables[0].Columns) != fmt.Sprint(other.Reports[0].Tables[0].Columns) {
			t.Error("visibility differs")
		}
	}
}

// Changing an attack computes no reconstruction again, and changing another reconstructor
// does not search again.
func TestAttackCache(t *testing.T) {
	cache := experiment.NewCache()
	steps := 0
	o := experiment.Options{Cache: cache, Observer: experiment.Observer{
		AttackStep: func(int, int, stability.Step) { steps++ },
	}}
	r := attacked(t, "kind = \"pgd\"", zeroFilled, network)
	count := func(settings ...string) (int, []*result.Output, *result.AttackOutput) {
		for _, s := range settings {
			key, value, _ := strings.Cut(s, "=")
			var err error
			if r, err = r.Set(key, value); err != nil {
				t.Fatal(err)
			}
		}
		steps = 0
		result := run(t, r, o)
		return steps, result.Outputs, result.Attacks[0]
	}
	n, outputs, first := count()
	if n == 0 {
		t.Fatal("no steps")
	}
	n, again, second := count()
	if n != 0 || again[1] != outputs[1] || second.Exposed[1].Image != first.Exposed[1].Image {
		t.Errorf("run again: %d steps", n)
	}
	n, again, third := count("attack.worst.radius=0.1")
	if n == 0 || again[0] != outputs[0] || again[1] != outputs[1] {
		t.Errorf("another radius: %d steps; reconstructions were computed again", n)
	}
	n, again, fourth := count("reconstructor.Network.inner=3")
	if n != 0 || again[1] == outputs[1] || fourth.Exposed[0].Image != third.Exposed[0].Image || fourth.Exposed[1].Image == third.Exposed[1].Image {
		t.Errorf("another network: %d steps", n)
	}
	n, _, fifth := count("attack.worst.draws=4")
	if n != 0 || fifth.Exposed[1].Image != fourth.Exposed[1].Image || fifth.Exposed[1].Gaussian.Draws != 4 {
		t.Errorf("more draws: %d steps, %d draws", n, fifth.Exposed[1].Gaussian.Draws)
	}
	n, _, sixth := count("attack.worst.attempt=2")
	if n == 0 || slices.Equal(sixth.Samples.Data, fifth.Samples.Data) {
		t.Error("another attempt found the same perturbation")
	}
}

// A search that is cancelled takes no further step and shows what it has found.
func TestCancelledAttack(t *testing.T) {
	r := attacked(t, "radius = inf\nsteps = 10000")
	plan, err := experiment.NewPlan(t.Context(), r, experiment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var kept *result.AttackOutput
	last := 0
	_, err = experiment.Run(ctx, plan, experiment.Options{Observer: experiment.Observer{
		AttackStep: func(_, done int, _ stability.Step) {
			if last = done; done == 5 {
				cancel()
			}
		},
		AttackFound: func(_ int, out *result.AttackOutput) { kept = out },
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if last != 5 {
		t.Errorf("%d steps after a cancel at 5", last)
	}
	if kept == nil || !kept.Partial || kept.Samples.Norm() == 0 || len(kept.Steps) < 5 || kept.Exposed[0] != nil {
		t.Errorf("kept %+v", kept)
	}
}

// What is wrong with an attack is said at its field before anything is computed.
func TestWrongAttacks(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, a *array.Complex) {
		f, err := os.Create(filepath.Join(dir, name))
		if err == nil {
			err = imagefile.WriteNPY(f, a, false)
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s := array.Shape{H: 32, W: 32}
	result := run(t, attacked(t, `kind = "pgd"`), experiment.Options{})
	write("r.npy", result.Attacks[0].Image)
	write("e.npy", result.Attacks[0].Samples)
	write("zero.npy", array.NewComplex(s))
	write("small.npy", array.NewComplex(array.Shape{H: 16, W: 16}))
	bad := result.Attacks[0].Image.Clone()
	bad.Data[5] = complex(math.NaN(), 0)
	write("nan.npy", bad)
	for keys, want := range map[string]string{
		"kind = \"localised\"\nregion = [0, 20, 32, 13]":                   `r.toml:11: attack.worst.region = [0, 20, 32, 13]: must be [row, column, height, width] of a rectangle inside the image of 32 x 32`,
		"kind = \"localised\"\nregion = [0, 0, 32, 32]\ngoal = \"vanish\"": `r.toml:11: attack.worst.region: must leave something of the image around it`,
		"start = {file = \"nan.npy\"}":                                     `r.toml:10: attack.worst.start = {file = "nan.npy"}: `,
		"start = {file = \"zero.npy\"}":                                    `the array is zero everywhere`,
		"start = {file = \"small.npy\"}":                                   `the array is 16 x 16, the image 32 x 32`,
		"start = {file = \"none.npy\"}":                                    `none.npy`,
		"start = {file = \"e.npy\"}":                                       `domain = "measurement" would do`,
		"domain = \"measurement\"\nstart = {file = \"r.npy\"}":             `numbers off the mask are not zero, as if it were a perturbation of the image; domain = "image" would do`,
	} {
		r := attacked(t, keys)
		r.Dir = dir
		_, err := experiment.NewPlan(t.Context(), r, experiment.Options{})
		var field *recipe.FieldError
		if !errors.As(err, &field) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v\nwant %s", keys, err, want)
		}
	}
	for _, keys := range []string{"kind = \"pgd\"\nstart = {file = \"r.npy\"}", "kind = \"pgd\"\ndomain = \"measurement\"\nstart = {file = \"e.npy\"}"} {
		r := attacked(t, keys)
		r.Dir = dir
		run(t, r, experiment.Options{})
	}
}

// The estimate of a run's time grows with what an attack asks for, and stops when it is
// called off.
func TestEstimate(t *testing.T) {
	plan := func(keys string) *experiment.Plan {
		p, err := experiment.NewPlan(t.Context(), attacked(t, keys, zeroFilled, network), experiment.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	few, many := plan("target = \"Network\"\nsteps = 1"), plan("target = \"all\"\nsteps = 10000\nrestarts = 10")
	if few.AttackSteps() != 1 || many.AttackSteps() != 200000 || many.Memory() <= few.Memory() {
		t.Errorf("%d and %d steps, %d and %d bytes", few.AttackSteps(), many.AttackSteps(), few.Memory(), many.Memory())
	}
	short, err := few.Estimate(t.Context(), experiment.Options{})
	if err != nil || short <= 0 {
		t.Errorf("%v, %v", short, err)
	}
	if long, err := many.Estimate(t.Context(), experiment.Options{}); err != nil || long < 10*short {
		t.Errorf("200,000 steps take %v, one takes %v (%v)", long, short, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := few.Estimate(ctx, experiment.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}
