package result

import "math"

// Transfer says what a perturbation that was found for one reconstructor does to all.
type Transfer struct {
	Rows  []TransferRow
	Shown []string // the reconstructors, one per cell of a row
}

// TransferRow is one perturbation.
type TransferRow struct {
	Attack, Target string
	Index          int     // of the target in Shown
	Relative       float64 // ||e|| / ||y||
	Cells          []TransferCell
}

// TransferCell is one reconstructor under a perturbation. What is not known is NaN.
type TransferCell struct {
	Amplification float64 // ||f(y + e) - f(y)|| / ||e||
	RelativeL2    float64 // of f(y + e) against the truth
	Damage        float64 // RelativeL2 less that of f(y)
	Gaussian      float64 // mean amplification of Gaussian noise of equal norm
}

// Transfer is the transfer matrix of the attacks that are there.
func (r *Result) Transfer() Transfer {
	var t Transfer
	for _, out := range r.Outputs {
		name := ""
		if out != nil {
			name = out.Name
		}
		t.Shown = append(t.Shown, name)
	}
	for _, a := range r.Attacks {
		if a == nil || a.Target >= len(r.Outputs) {
			continue
		}
		row := TransferRow{Attack: a.Name, Target: t.Shown[a.Target], Index: a.Target, Relative: a.Relative}
		for j := range r.Outputs {
			row.Cells = append(row.Cells, r.Cell(a, j))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (r *Result) Cell(a *AttackOutput, j int) TransferCell {
	c := TransferCell{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	if j >= len(a.Exposed) || a.Exposed[j] == nil {
		return c
	}
	x := a.Exposed[j]
	c.Amplification = x.Amplification
	if x.Metrics != nil {
		c.RelativeL2 = x.Metrics.RelativeL2
		c.Damage = c.RelativeL2 - r.CleanError(j)
	}
	if x.Gaussian != nil {
		c.Gaussian = x.Gaussian.Amplification.Mean
	}
	return c
}

func (r *Result) CleanError(j int) float64 {
	if out := r.Outputs[j]; out != nil && out.Metrics != nil {
		return out.Metrics.RelativeL2
	}
	return math.NaN()
}

// StabilityPoint is a reconstructor in the picture of accuracy against stability.
type StabilityPoint struct {
	Reconstructor string
	CleanError    float64 // relative l2 without a perturbation; NaN without a truth
	// Worst is the largest amplification of the attacks on this reconstructor: the true worst
	// case is at least that. Attack is the one that found it.
	Worst    float64
	Attack   string
	Relative float64 // ||e|| / ||y|| there
	Attacked float64 // relative l2 there; NaN without a truth
	Gaussian float64 // mean amplification of Gaussian noise of that norm; NaN if not asked for
}

// AccuracyAgainstStability has a point for each reconstructor that was attacked itself.
func (r *Result) AccuracyAgainstStability() []StabilityPoint {
	var list []StabilityPoint
	for j, out := range r.Outputs {
		if out == nil {
			continue
		}
		p := StabilityPoint{Reconstructor: out.Name, CleanError: r.CleanError(j), Worst: math.Inf(-1)}
		for _, a := range r.Attacks {
			if a == nil || a.Target != j {
				continue
			}
			if c := r.Cell(a, j); c.Amplification > p.Worst {
				p.Worst, p.Attack, p.Relative = c.Amplification, a.Name, a.Relative
				p.Attacked, p.Gaussian = c.RelativeL2, c.Gaussian
			}
		}
		if p.Attack != "" {
			list = append(list, p)
		}
	}
	return list
}
