package result

import (
	"fmt"
	"io"
	"path"

	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/stability"
)

// attack writes the arrays and steps of an attack, and what names them. A folder has no file
// for what a run can find again and what takes much room: snapshots, the images of Gaussian
// noise, perturbations of the noise curve, what the singular vector leads to.
func (e *encoder) attack(a *AttackOutput, outputs []*Output) attackPart {
	if a == nil {
		return attackPart{Absent: true}
	}
	folder := recipe.FolderName(a.Name)
	form := Double
	if a.Target >= 0 && a.Target < len(outputs) && outputs[a.Target] != nil {
		form = formOf(outputs[a.Target].Single)
	}
	p := attackPart{
		Name: a.Name, Target: a.Target, Kind: a.Kind, Domain: a.Domain, Relative: a.Relative, RelativeImage: a.RelativeImage,
		Partial: a.Partial, Steps: len(a.Steps), Last: stepPart(a.Last), Ends: a.Ends, Best: a.Best, Gradients: a.Gradients, Values: a.Values,
		Reached: a.Reached, Within: part(a.Within, withinTo),
	}
	samples := "perturbation.npy"
	if a.Image != nil {
		p.Image = e.array(path.Join(folder, samples), a.Image, form)
		samples = "measurements.npy"
	}
	p.Samples = e.array(path.Join(folder, samples), a.Samples, form)
	e.rows(a.Name, "steps", len(a.Steps))
	p.Trajectory = e.text(path.Join(folder, "trajectory.csv"), func(w io.Writer) error { return WriteTrajectory(w, a.Steps) })
	e.snapshots(&p, a.Snapshots)
	p.Exposed = e.exposed(folder, "", a.Exposed, outputs)
	if s := a.Singular; s != nil {
		p.Singular = &singularPart{
			Value: s.Value, Iterations: s.Iterations, Residual: s.Residual, Change: s.Change, Converged: s.Converged,
			Right: e.array(path.Join(folder, "singular.npy"), s.Right, form), Left: e.array("", s.Left, Double),
			Samples: e.array("", s.Samples, Double), Image: e.array("", s.Image, Double),
			Exposed: e.exposed(folder, "singular-", s.Exposed, outputs),
		}
	}
	e.curve(&p, a.Curve)
	return p
}

func (e *encoder) exposed(folder, prefix string, list []*Exposure, outputs []*Output) (parts []exposurePart) {
	for j, x := range list {
		if x == nil {
			parts = append(parts, exposurePart{Absent: true})
			continue
		}
		// Without the output there is no folder: such a result is not written to one.
		name, form := "", Double
		if j < len(outputs) && outputs[j] != nil {
			name = path.Join(folder, recipe.FolderName(outputs[j].Name), prefix+"reconstruction.npy")
			form = formOf(outputs[j].Single)
		}
		p := exposurePart{Image: e.array(name, x.Image, form), Amplification: x.Amplification, Metrics: part(x.Metrics, metricsTo)}
		if g := x.Gaussian; g != nil {
			p.Gaussian = &gaussianPart{
				Draws: g.Draws, Image: e.array("", g.Image, form), Metrics: part(g.Metrics, metricsTo),
				RelativeL2: spreadPart(g.RelativeL2), SSIM: spreadPart(g.SSIM), Amplification: spreadPart(g.Amplification),
			}
		}
		parts = append(parts, p)
	}
	return parts
}

func (e *encoder) snapshots(p *attackPart, list []stability.Snapshot) {
	var rows [][]complex64
	for _, s := range list {
		rows = append(rows, s.Samples)
	}
	if p.Snapshots = e.stacked(rows); p.Snapshots == "" {
		return
	}
	for _, s := range list {
		p.Kept = append(p.Kept, s.Step)
	}
}

func (e *encoder) curve(p *attackPart, list []stability.CurvePoint) {
	var rows [][]complex64
	for _, c := range list {
		q := curvePart{
			Relative: c.Relative, Error: c.Error, Amplification: c.Amplification, Bound: c.Bound,
			GaussianError: spreadPart(c.GaussianError), GaussianAmplification: spreadPart(c.GaussianAmplification),
		}
		if len(c.Samples) > 0 {
			rows = append(rows, c.Samples)
			q.Row = len(rows)
		}
		p.Curve = append(p.Curve, q)
	}
	if p.CurveSamples = e.stacked(rows); p.CurveSamples == "" {
		for k := range p.Curve {
			p.Curve[k].Row = 0
		}
	}
}

// stacked writes lists of one length as the rows of an array.
func (e *encoder) stacked(rows [][]complex64) string {
	if len(rows) == 0 || len(rows[0]) == 0 {
		return ""
	}
	a := array.NewComplex(array.Shape{H: len(rows), W: len(rows[0])})
	for k, row := range rows {
		if len(row) != a.W {
			e.fail(fmt.Errorf("perturbations of %d and of %d samples in one attack", a.W, len(row)))
			return ""
		}
		for c, z := range row {
			a.Data[k*a.W+c] = complex128(z)
		}
	}
	return e.array("", a, Single)
}
