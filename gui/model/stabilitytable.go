package model

import (
	"fmt"
	"math"
	"strings"

	"firenet/recon/result"
	"firenet/recon/stability"
)

// Comparison is one quantity under the worst case that was found, and under Gaussian noise
// of equal norm. An empty value is not known.
type Comparison struct {
	Name, Worst, Gaussian string
	Alarm                 bool // of the worst case
}

// Comparisons are the rows of the table for one column: worst case beside Gaussian.
func (s Stability) Comparisons(column int) (rows []Comparison) {
	if s.Attack == nil || column < 0 || column >= len(s.Tested) || s.Tested[column].Exposed == nil {
		return nil
	}
	t := s.Tested[column]
	e := t.Exposed
	norm := Comparison{Name: "‖e‖/‖y‖", Worst: Sig(s.Attack.Relative)}
	amplified := Comparison{Name: "‖f(y+e) – f(y)‖/‖e‖", Worst: Sig(e.Amplification), Alarm: damaged(t)}
	rows = []Comparison{norm, amplified}
	if e.Metrics != nil {
		rows = append(rows, Comparison{Name: "rel. ℓ² error", Worst: Sig(e.Metrics.RelativeL2), Alarm: harmed(t)},
			Comparison{Name: "SSIM", Worst: Sig(e.Metrics.SSIM)})
	}
	if w := s.Attack.Within; w != nil && t.Target && !s.Singular {
		within := Comparison{Name: "change in the region", Worst: Sig(w.Relative)}
		if !math.IsNaN(w.Remaining) {
			within = Comparison{Name: "what remains in it", Worst: Sig(w.Remaining)}
		}
		defer func() { rows = append(rows, within) }()
	}
	if g := e.Gaussian; g != nil {
		rows[0].Gaussian, rows[1].Gaussian = norm.Worst, mean(g.Amplification)
		if e.Metrics != nil {
			rows[2].Gaussian, rows[3].Gaussian = mean(g.RelativeL2), mean(g.SSIM)
		}
	}
	return rows
}

func mean(s stability.Spread) string {
	if math.IsNaN(s.Mean) {
		return ""
	}
	return Sig(s.Mean)
}

// Budget says what a search has cost, where its restarts ended, and what it is held
// against: without it no worst case means anything.
func Budget(a *result.AttackOutput, column int) string {
	if a == nil {
		return ""
	}
	lines := []string{"Budget: " + Spent(a) + "."}
	if ends := endings(a); ends != "" {
		lines = append(lines, ends)
	}
	if column < 0 || column >= len(a.Exposed) || a.Exposed[column] == nil {
		return strings.Join(lines, "\n")
	}
	g := a.Exposed[column].Gaussian
	switch {
	case g == nil && a.Partial:
		lines = append(lines, "It was stopped before Gaussian noise of equal norm was drawn.")
	case g == nil:
		lines = append(lines, "Gaussian noise of equal norm was not asked for.")
	default:
		lines = append(lines, draws(g))
	}
	return strings.Join(lines, "\n")
}

// draws says what stands in the column of Gaussian noise.
func draws(g *result.Gaussian) string {
	if g.Draws == 1 {
		return "Gaussian: one draw."
	}
	return fmt.Sprintf("Gaussian: mean of %d draws, 95 %% of amplifications within %s to %s.", g.Draws, Sig(g.Amplification.Low), Sig(g.Amplification.High))
}

// Spent is what a search has cost: "40 steps × 3 restarts, 120 gradients".
func Spent(a *result.AttackOutput) string {
	if a.Kind == stability.Random {
		return fmt.Sprintf("%s at random, no gradients", count(max(1, len(a.Ends)), "draw"))
	}
	return fmt.Sprintf("%s × %s, %s", count(stepsEach(a.Steps), "step"), count(max(1, len(a.Ends)), "restart"), count(a.Gradients, "gradient"))
}

func endings(a *result.AttackOutput) string {
	if len(a.Ends) < 2 {
		return ""
	}
	// A long list says no more than its ends and the one that was kept.
	var ends []string
	for _, e := range a.Ends[:min(len(a.Ends), 6)] {
		ends = append(ends, Sig(e))
	}
	text := strings.Join(ends, ", ")
	if len(a.Ends) > len(ends) {
		text += ", …"
	}
	what := "‖f(y+e) – f(y)‖"
	switch {
	case a.Kind == stability.MinimalNorm:
		what = "‖e‖"
	case a.Within != nil && !math.IsNaN(a.Within.Remaining):
		what = "a share of the structure of"
	case a.Within != nil:
		what = "a change in the region of"
	}
	if a.Best >= 1 && a.Best <= len(a.Ends) {
		text += fmt.Sprintf("; kept: %s of restart %d", Sig(a.Ends[a.Best-1]), a.Best)
	}
	return "Restarts end at " + what + " " + text + "."
}

// stepsEach is how many steps the longest restart has made.
func stepsEach(steps []stability.Step) int {
	most := 0
	for _, s := range steps {
		most = max(most, s.Step)
	}
	return most
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// SingularValue is "σ = 2.44", or "σ at least 2.44" where the iteration has not converged.
func SingularValue(v *result.Singular) string {
	if v.Converged {
		return "σ = " + Sig(v.Value)
	}
	return "σ at least " + Sig(v.Value)
}

// SingularBudget says what the singular vector is, and what it is held against.
func SingularBudget(a *result.AttackOutput) string {
	text := "The vector of the largest singular value, scaled to the norm of what the search has found. " + SingularStatement(a.Singular)
	if a.Target < len(a.Exposed) && a.Exposed[a.Target] != nil {
		if g := a.Exposed[a.Target].Gaussian; g != nil {
			text += "\n" + draws(g)
		}
	}
	return text
}

// SingularStatement says what is known of the largest singular value of the Jacobian.
func SingularStatement(v *result.Singular) string {
	if v == nil {
		return ""
	}
	how := fmt.Sprintf("after %s: residual %s, last change %s.", count(v.Iterations, "power iteration"), Sig(v.Residual), Sig(v.Change))
	if v.Converged {
		return "Converged " + how + " The local worst case: no small e is amplified more."
	}
	return "Not converged " + how + " The largest is at least this."
}
