package model

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/stability"
)

var side2 = array.Shape{H: 2, W: 2}

func image2(v ...float64) *array.Complex { return array.FromReal(side2, v) }

// attacked is an attack on the second of three reconstructors, which it damages: the third
// has had no Gaussian noise, and the first is not computed yet.
func attacked() Stability {
	r := array.NewComplex(side2)
	r.Data[1], r.Data[2] = complex(0.02, 0.01), complex(-0.01, 0)
	spread := func(v float64) stability.Spread { return stability.Spread{Mean: v, Low: v - 0.1, High: v + 0.1} }
	a := &result.AttackOutput{
		Name: "against p 20", Target: 1, Kind: "pgd", Domain: "image", Relative: 0.05, RelativeImage: 0.0474,
		Found: stability.Found{
			Image: r, Samples: image2(0.1, 0, 0, 0.2), Gradients: 120, Best: 3, Ends: []float64{0.335, 0.336, 0.3361},
			Steps: []stability.Step{{Restart: 1, Step: 40}, {Restart: 2, Step: 40}, {Restart: 3, Step: 40}},
		},
		Exposed: []*result.Exposure{nil, {
			Image: image2(0, 1, 2, 3), Metrics: &quality.Metrics{RelativeL2: 0.336, SSIM: 0.542}, Amplification: 6.14,
			Gaussian: &result.Gaussian{
				Draws: 20, Image: image2(0, 0, 0, 0), RelativeL2: spread(0.179), SSIM: spread(0.541), Amplification: spread(2.53),
			},
		}, {Image: image2(1, 1, 1, 1), Amplification: 1, Metrics: &quality.Metrics{RelativeL2: 0.323}}},
	}
	return Stability{
		Truth: image2(0, 0.25, 0.5, 1), Attack: a, For: "p 20", Magnified: 10, Mask: array.NewMask(side2),
		Tested: []Tested{
			{Name: "p 5"},
			{Name: "p 20", Target: true, Clean: image2(0, 0, 0, 1), Metrics: &quality.Metrics{RelativeL2: 0.0977, SSIM: 0.848}, Exposed: a.Exposed[1]},
			{Name: "zero-filled", Clean: image2(1, 1, 1, 1), Exposed: a.Exposed[2]},
		},
	}
}

func measures(m []Measure) string {
	var parts []string
	for _, x := range m {
		text := strings.TrimSpace(x.Name + " " + x.Value)
		if x.Alarm {
			text += "!"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " | ")
}

func TestStabilityCellsSayTheWorstCaseBesideTheGaussian(t *testing.T) {
	s := attacked()
	noise := s
	noise.Noise = true
	for _, c := range []struct {
		of   string
		cell StabilityCell
		want string
	}{
		{"truth", s.First(CleanRow), "x · real · 0 to 1"},
		{"x + r", s.First(PerturbedRow), "x + r · ‖r‖/‖x‖ 0.0474"},
		{"r", s.First(DifferenceRow), "real part of r, shown × 10"},
		{"clean", s.Cell(CleanRow, 1), "rel. ℓ² 0.0977 | SSIM 0.848"},
		{"worst", s.Cell(PerturbedRow, 1), "rel. ℓ² 0.336! | Gaussian 0.179"},
		{"Gaussian", noise.Cell(PerturbedRow, 1), "rel. ℓ² 0.179 | worst case 0.336!"},
		{"difference", s.Cell(DifferenceRow, 1), "amplified 6.14! | Gaussian 2.53"},
		{"without noise", s.Cell(PerturbedRow, 2), "rel. ℓ² 0.323"},
	} {
		if got := measures(c.cell.Measures); got != c.want || c.cell.Missing != "" {
			t.Errorf("%s: %q, missing %q; want %q", c.of, got, c.cell.Missing, c.want)
		}
	}
	if c := s.Cell(DifferenceRow, 1).Sight; c.Image != s.Attack.Exposed[1].Image || c.Minus != s.Tested[1].Clean || !c.RealPart {
		t.Errorf("the difference is made from %+v", c)
	}
	if c := s.First(PerturbedRow).Sight; c.Image != s.Truth || c.Plus != s.Attack.Image {
		t.Errorf("x + r is made from %+v", c)
	}
	s.Spectral = true
	if c := s.First(DifferenceRow); c.Sight.Kind != Spectrum || c.Sight.Image != s.Attack.Samples || c.Label == "" {
		t.Errorf("e in the spectrum: %+v", c)
	}
}

// Nothing that is not there is shown as if it were.
func TestStabilitySaysWhatIsMissing(t *testing.T) {
	s := attacked()
	noise := s
	noise.Noise = true
	measured := s
	found := *s.Attack
	found.Image = nil
	measured.Attack = &found
	none := s
	none.Attack = nil
	for name, c := range map[string]StabilityCell{
		"not computed": s.Cell(CleanRow, 0), "not shown it": s.Cell(PerturbedRow, 0), "no difference": s.Cell(DifferenceRow, 0),
		"no noise": noise.Cell(PerturbedRow, 2), "noise of the truth": noise.First(PerturbedRow), "noise itself": noise.First(DifferenceRow),
		"no r": measured.First(PerturbedRow), "nothing found": none.First(DifferenceRow), "nothing shown": none.Cell(PerturbedRow, 1),
	} {
		if c.Missing == "" || c.Sight.Image != nil {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if c := measured.First(DifferenceRow); c.Sight.Kind != Spectrum {
		t.Errorf("a perturbation of the samples is shown as %+v", c)
	}
	// Damage that chance does as well is none.
	s.Attack.Exposed[1].Amplification = 2.6
	if got := measures(s.Cell(DifferenceRow, 1).Measures); got != "amplified 2.60 | Gaussian 2.53" {
		t.Errorf("within the draws: %q", got)
	}
}

func TestStabilitySentences(t *testing.T) {
	s := attacked()
	want3 := []string{
		"The same r is shown to every column. It was found for **p 20**; the true worst case is at least this bad.",
		"The same r is shown to all; found for **p 20**; the true worst case is at least this bad.", "Found for **p 20**: a lower bound.",
	}
	if got := s.Statements(); !reflect.DeepEqual(got, want3) {
		t.Errorf("statements %q", got)
	}
	want := "Budget: 40 steps × 3 restarts, 120 gradients.\nRestarts end at ‖f(y+e) – f(y)‖ 0.335, 0.336, 0.336; kept: 0.336 of restart 3.\n" +
		"Gaussian: mean of 20 draws, 95 % of amplifications within 2.43 to 2.63."
	if got := Budget(s.Attack, 1); got != want {
		t.Errorf("budget %q", got)
	}
	partial := *s.Attack
	partial.Partial, partial.Exposed = true, []*result.Exposure{nil, {Amplification: 2}}
	if got := Budget(&partial, 1); !strings.HasSuffix(got, "stopped before Gaussian noise of equal norm was drawn.") {
		t.Errorf("budget of a stopped search: %q", got)
	}
	table := s.Comparisons(1)
	if len(table) != 4 || table[1] != (Comparison{"‖f(y+e) – f(y)‖/‖e‖", "6.14", "2.53", true}) || table[3].Gaussian != "0.541" {
		t.Errorf("table %+v", table)
	}
	if s.Comparisons(0) != nil || s.Comparisons(-1) != nil {
		t.Error("a table of what is not there")
	}
	s.Attack.Kind, s.Attack.Reached = stability.MinimalNorm, false
	for _, got := range s.Statements() {
		if !strings.Contains(got, "not reached") {
			t.Errorf("an error that was not reached: %q", got)
		}
	}
	s.Attack.Kind = stability.Random
	for _, got := range s.Statements() {
		if strings.Contains(got, "found") || !strings.Contains(got, "searched") {
			t.Errorf("a random one: %q", got)
		}
	}
	v := &result.Singular{Singular: stability.Singular{Value: 7, Iterations: 30, Residual: 0.02, Change: 1e-4}}
	if got := SingularStatement(v); !strings.HasPrefix(got, "Not converged after 30 power iterations: residual 0.0200") {
		t.Errorf("singular value: %q", got)
	}
}

// The singular vector is shown as what it is: with its value, whether that has converged, and
// the norm that it is shown at.
func TestSingularVectorIsNamed(t *testing.T) {
	s := attacked()
	s.Attack.Singular = &result.Singular{
		Singular: stability.Singular{Value: 7.918, Iterations: 30, Residual: 0.02, Change: 1e-4},
		Samples:  s.Attack.Image, Image: s.Attack.Image, Exposed: make([]*result.Exposure, len(s.Attack.Exposed)),
	}
	s.Attack, s.Singular = s.Attack.Local(), true
	for want, got := range map[string]string{
		"σ at least 7.92 · r × 10": s.First(DifferenceRow).Label,
		"r is the singular vector of **" + s.For + "**: **σ at least 7.92**, not converged": s.Statements()[0],
		"after 30 power iterations": SingularBudget(s.Attack),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	s.Attack.Singular.Converged = true
	if got := s.Statements()[2]; got != "Singular vector: **σ = 7.92**, converged." {
		t.Errorf("%q", got)
	}
}

// r is shown magnified, but read as it is.
func TestMagnifiedReadOut(t *testing.T) {
	s := attacked()
	p := NewMagnified(s.Attack.Image, 10)
	if v := p.Value(0, 1); math.Abs(v-0.2) > 1e-6 {
		t.Errorf("shown as %g, want 0.2", v)
	}
	if got, _ := p.ReadOut(0, 1); got != "+0.0200" {
		t.Errorf("read as %q", got)
	}
	if got, _ := p.ReadOut(1, 0); got != "–0.0100" {
		t.Errorf("read as %q", got)
	}
}

func TestTransferTable(t *testing.T) {
	s := attacked()
	second := *s.Attack
	second.Name, second.Target = "against zero-filled", 2
	third := second
	third.Name = "once more"
	r := result.Result{Outputs: make([]*result.Output, 3), Attacks: []*result.AttackOutput{s.Attack, nil, &second, &third}}
	m := TransferMatrix(r.Transfer(), []string{"p 5", "p 20", "zero-filled"})
	if !reflect.DeepEqual(m.Rows, []string{"for p 20", "against zero-filled", "once more"}) || !reflect.DeepEqual(m.Found, []int{1, 2, 2}) {
		t.Errorf("rows %q found for %v", m.Rows, m.Found)
	}
	if !math.IsNaN(m.Values[0][0]) || m.Values[0][1] != 6.14 || m.Values[1][2] != 1 {
		t.Errorf("values %v", m.Values)
	}
	if lo, hi, ok := m.Range(); lo != 1 || hi != 6.14 || !ok {
		t.Errorf("range %g to %g, %v", lo, hi, ok)
	}
}

// FIRENETs that differ in p are one family; another weight makes another.
func TestTradeoffsJoinDepths(t *testing.T) {
	r := &result.Result{}
	section := func(name string, inner int, lambda float64) {
		r.Recipe.Reconstructors = append(r.Recipe.Reconstructors, recipe.ReconstructorSection{
			Name: name, Method: "firenet", Values: parameter.Values{"inner": inner, "lambda": lambda},
		})
		r.Outputs = append(r.Outputs, &result.Output{Name: name, Metrics: &quality.Metrics{RelativeL2: 1 / float64(inner)}})
	}
	section("p 1", 1, 0.1)
	section("p 5", 5, 0.1)
	section("other", 5, 0.2)
	section("not attacked", 20, 0.1)
	for target, amplified := range []float64{2, 3, 5} {
		a := &result.AttackOutput{Name: "attack", Target: target, Kind: stability.PGD, Exposed: make([]*result.Exposure, 4)}
		for i := range a.Exposed {
			a.Exposed[i] = &result.Exposure{Amplification: amplified}
		}
		r.Attacks = append(r.Attacks, a)
	}
	got := Tradeoffs(r)
	if len(got) != 3 || got[0].Family != got[1].Family || got[0].Family < 0 || got[2].Family != -1 {
		t.Fatalf("points %+v", got)
	}
	if got[1].Depth != 5 || got[1].Worst != 3 || got[1].Column != 1 || got[2].Worst != 5 || got[0].CleanError != 1 {
		t.Errorf("points %+v", got)
	}
}
