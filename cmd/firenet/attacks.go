package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"unicode/utf8"

	"firenet/recon/result"
	"firenet/recon/stability"
)

// writeAttacks is a table of every attack, for people: each reconstructor under it, beside
// Gaussian noise of equal norm.
func writeAttacks(w io.Writer, r *result.Result) {
	width := 0
	for _, out := range r.Outputs {
		width = max(width, utf8.RuneCountInString(out.Name))
	}
	for _, a := range r.Attacks {
		fmt.Fprintf(w, "\n%s: found for %s, ||e||/||y|| = %.4g, %d gradients; the true worst case is at least this bad\n",
			a.Name, r.Outputs[a.Target].Name, a.Relative, a.Gradients)
		if !a.Reached {
			fmt.Fprintln(w, "The search ended before it reached what was asked for.")
		}
		fmt.Fprintf(w, "%*s%10s%10s%12s%26s\n", width, "", "rel. l2", "SSIM", "amplified", "Gaussian (95 %)")
		for j, x := range a.Exposed {
			fmt.Fprintf(w, "%-*s", width, r.Outputs[j].Name)
			if m := x.Metrics; m != nil {
				fmt.Fprintf(w, "%10.4g%10.4f", m.RelativeL2, m.SSIM)
			} else {
				fmt.Fprintf(w, "%10s%10s", "-", "-")
			}
			fmt.Fprintf(w, "%12.4g", x.Amplification)
			if g := x.Gaussian; g != nil {
				s := g.Amplification
				fmt.Fprintf(w, "%26s", fmt.Sprintf("%.4g (%.4g to %.4g)", s.Mean, s.Low, s.High))
			}
			fmt.Fprintln(w)
		}
		if s := a.Singular; s != nil {
			fmt.Fprintf(w, "Largest singular value of the derivative at y: %.4g after %d iterations, %s\n", s.Value, s.Iterations, convergence(s.Singular))
			if l := a.Local(); l != nil {
				fmt.Fprintf(w, "Its vector at ||e||/||y|| = %.4g: amplified %.4g by %s\n", l.Relative, l.Exposed[a.Target].Amplification, r.Outputs[a.Target].Name)
			}
		}
	}
}

func convergence(s stability.Singular) string {
	if s.Converged {
		return "converged"
	}
	return fmt.Sprintf("not converged (residual %.2g): at least this", s.Residual)
}

// jsonAttack is one attack of --json. What is not known is null.
type jsonAttack struct {
	Name          string         `json:"name"`
	Target        string         `json:"target"`
	Kind          string         `json:"kind"`
	Domain        string         `json:"domain"`
	RelativeNorm  *float64       `json:"relative_norm"`
	RelativeImage *float64       `json:"relative_image_norm"`
	Gradients     int            `json:"gradients"`
	Ends          []*float64     `json:"ends"`
	Best          int            `json:"best_restart"`
	Reached       bool           `json:"reached"`
	Seconds       float64        `json:"seconds"`
	Shown         []jsonExposure `json:"shown"`
	Singular      *jsonSingular  `json:"singular,omitempty"`
	Curve         []jsonCurve    `json:"curve,omitempty"`
}

type jsonExposure struct {
	Reconstructor      string      `json:"reconstructor"`
	Amplification      *float64    `json:"amplification"`
	RelativeL2         *float64    `json:"relative_l2"`
	Damage             *float64    `json:"damage"`
	GaussianDraws      int         `json:"gaussian_draws,omitempty"`
	GaussianGain       *jsonSpread `json:"gaussian_amplification,omitempty"`
	GaussianRelativeL2 *jsonSpread `json:"gaussian_relative_l2,omitempty"`
	GaussianSSIM       *jsonSpread `json:"gaussian_ssim,omitempty"`
}

type jsonSpread struct {
	Mean *float64 `json:"mean"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

type jsonSingular struct {
	Value      *float64 `json:"value"`
	Iterations int      `json:"iterations"`
	Residual   *float64 `json:"residual"`
	Converged  bool     `json:"converged"`
	// Its vector, at the norm of the attack, shown to every reconstructor.
	RelativeNorm *float64            `json:"relative_norm"`
	Shown        []jsonSingularShown `json:"shown,omitempty"`
}

type jsonSingularShown struct {
	Reconstructor string   `json:"reconstructor"`
	Amplification *float64 `json:"amplification"`
	RelativeL2    *float64 `json:"relative_l2"`
}

func newJSONSingular(r *result.Result, a *result.AttackOutput) *jsonSingular {
	s := a.Singular
	if s == nil {
		return nil
	}
	j := &jsonSingular{Value: finite(s.Value), Iterations: s.Iterations, Residual: finite(s.Residual), Converged: s.Converged}
	l := a.Local()
	if l == nil {
		return j
	}
	j.RelativeNorm = finite(l.Relative)
	for k, x := range l.Exposed {
		shown := jsonSingularShown{Reconstructor: r.Outputs[k].Name, Amplification: finite(x.Amplification)}
		if x.Metrics != nil {
			shown.RelativeL2 = finite(x.Metrics.RelativeL2)
		}
		j.Shown = append(j.Shown, shown)
	}
	return j
}

type jsonCurve struct {
	RelativeNorm       *float64    `json:"relative_norm"`
	RelativeL2         *float64    `json:"relative_l2"`
	Amplification      *float64    `json:"amplification"`
	GaussianRelativeL2 *jsonSpread `json:"gaussian_relative_l2"`
	GaussianGain       *jsonSpread `json:"gaussian_amplification"`
	Bound              *float64    `json:"bound"`
}

type jsonPoint struct {
	Reconstructor string   `json:"reconstructor"`
	RelativeL2    *float64 `json:"relative_l2"`
	Worst         *float64 `json:"worst_amplification"`
	Gaussian      *float64 `json:"gaussian_amplification"`
	Attacked      *float64 `json:"attacked_relative_l2"`
	Attack        string   `json:"attack"`
}

type jsonContrast struct {
	Contrast float64     `json:"contrast"`
	Shown    []jsonShown `json:"shown"`
}

type jsonShown struct {
	Reconstructor string   `json:"reconstructor"`
	Share         *float64 `json:"share"`
	Chance        *float64 `json:"chance"`
	Visible       bool     `json:"visible"`
}

func jsonAttacks(r *result.Result) (list []jsonAttack) {
	matrix := r.Transfer()
	for i, a := range r.Attacks {
		j := jsonAttack{
			Name: a.Name, Target: r.Outputs[a.Target].Name, Kind: a.Kind, Domain: a.Domain,
			RelativeNorm: finite(a.Relative), RelativeImage: finite(a.RelativeImage), Gradients: a.Gradients,
			Best: a.Best, Reached: a.Reached, Seconds: a.Seconds, Singular: newJSONSingular(r, a),
		}
		for _, end := range a.Ends {
			j.Ends = append(j.Ends, finite(end))
		}
		for k, x := range a.Exposed {
			j.Shown = append(j.Shown, newJSONExposure(r.Outputs[k].Name, x, matrix.Rows[i].Cells[k]))
		}
		for _, p := range a.Curve {
			j.Curve = append(j.Curve, jsonCurve{
				finite(p.Relative), finite(p.Error), finite(p.Amplification), newSpread(p.GaussianError), newSpread(p.GaussianAmplification), finite(p.Bound),
			})
		}
		list = append(list, j)
	}
	return list
}

func newJSONExposure(name string, x *result.Exposure, c result.TransferCell) jsonExposure {
	e := jsonExposure{Reconstructor: name, Amplification: finite(c.Amplification), RelativeL2: finite(c.RelativeL2), Damage: finite(c.Damage)}
	if g := x.Gaussian; g != nil {
		e.GaussianDraws = g.Draws
		e.GaussianGain, e.GaussianRelativeL2, e.GaussianSSIM = newSpread(g.Amplification), newSpread(g.RelativeL2), newSpread(g.SSIM)
	}
	return e
}

// newSpread is nil where there were no draws.
func newSpread(s stability.Spread) *jsonSpread {
	if math.IsNaN(s.Mean) {
		return nil
	}
	return &jsonSpread{finite(s.Mean), finite(s.Low), finite(s.High)}
}

func jsonStability(r *result.Result) (list []jsonPoint) {
	for _, p := range r.AccuracyAgainstStability() {
		list = append(list, jsonPoint{p.Reconstructor, finite(p.CleanError), finite(p.Worst), finite(p.Gaussian), finite(p.Attacked), p.Attack})
	}
	return list
}

// jsonVisibility is the last answer to "can you see it?", by contrasts.
func jsonVisibility(r *result.Result) (list []jsonContrast) {
	for _, q := range slices.Backward(r.Reports) {
		if q != nil && q.Kind == result.Visibility {
			return jsonContrasts(q.Tables[0], len(r.Outputs))
		}
	}
	return nil
}

// jsonContrasts are the rows of the table, in which all reconstructors of one contrast follow
// each other.
func jsonContrasts(t result.Table, reconstructors int) (list []jsonContrast) {
	column := func(key string) result.Column {
		c, _ := t.Column(key)
		return c
	}
	contrast, who, share, chance, visible := column("contrast"), column("reconstructor"), column("share"), column("chance"), column("visible")
	for i := range t.Rows() {
		if i%reconstructors == 0 {
			list = append(list, jsonContrast{Contrast: contrast.Numbers[i]})
		}
		j := &list[len(list)-1]
		j.Shown = append(j.Shown, jsonShown{who.Texts[i], finite(share.Numbers[i]), finite(chance.Numbers[i]), visible.Flags[i]})
	}
	return list
}
