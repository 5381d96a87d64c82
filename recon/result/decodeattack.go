package result

import (
	"bytes"
	"fmt"
	"io"

	"firenet/recon/stability"
)

// attack reads what attackPart names.
func (d *decoder) attack(p attackPart, seconds float64, reconstructors int) *AttackOutput {
	if p.Absent || d.err != nil {
		return nil
	}
	if p.Target < 0 || p.Target >= reconstructors || len(p.Exposed) != reconstructors {
		d.fail(malformed(DocumentName, "attack %q on reconstructor %d, shown to %d of %d", p.Name, p.Target, len(p.Exposed), reconstructors))
		return nil
	}
	a := &AttackOutput{
		Name: p.Name, Target: p.Target, Kind: p.Kind, Domain: p.Domain, Relative: p.Relative, RelativeImage: p.RelativeImage,
		Partial: p.Partial, Seconds: seconds, Exposed: d.exposed(p.Exposed),
	}
	a.Image, a.Samples = d.image(p.Image), d.measured(d.needed(p.Samples, "attack %q has no perturbation", p.Name))
	a.Last, a.Ends, a.Best = stability.Step(p.Last), p.Ends, p.Best
	a.Gradients, a.Values, a.Reached, a.Within = p.Gradients, p.Values, p.Reached, part(p.Within, withinFrom)
	if p.Trajectory != "" {
		a.Steps = series(d, p.Trajectory, p.Steps, ReadTrajectory)
	}
	for k, samples := range d.rows(p.Snapshots, len(p.Kept)) {
		a.Snapshots = append(a.Snapshots, stability.Snapshot{Step: p.Kept[k], Samples: samples})
	}
	a.Singular, a.Curve = d.singular(p, reconstructors), d.curve(p)
	return a
}

func (d *decoder) singular(p attackPart, reconstructors int) *Singular {
	s := p.Singular
	if s == nil {
		return nil
	}
	found := &Singular{Samples: d.measured(s.Samples), Image: d.image(s.Image), Exposed: d.exposed(s.Exposed), Singular: stability.Singular{
		Value: s.Value, Right: d.measured(s.Right), Left: d.image(s.Left), Iterations: s.Iterations,
		Residual: s.Residual, Change: s.Change, Converged: s.Converged,
	}}
	shown := len(s.Exposed) > 0 || found.Samples != nil
	if shown && len(s.Exposed) != reconstructors || (found.Samples == nil) != (found.Image == nil) {
		d.fail(malformed(DocumentName, "the singular vector of attack %q without its image, or shown to %d of %d", p.Name, len(s.Exposed), reconstructors))
	}
	return found
}

func (d *decoder) exposed(parts []exposurePart) (list []*Exposure) {
	for _, p := range parts {
		if p.Absent {
			list = append(list, nil)
			continue
		}
		x := &Exposure{Image: d.image(d.needed(p.Image, "a reconstruction under an attack has no image")), Amplification: p.Amplification, Metrics: part(p.Metrics, metricsFrom)}
		if g := p.Gaussian; g != nil {
			x.Gaussian = &Gaussian{
				Draws: g.Draws, Image: d.image(g.Image), Metrics: part(g.Metrics, metricsFrom),
				RelativeL2: stability.Spread(g.RelativeL2), SSIM: stability.Spread(g.SSIM), Amplification: stability.Spread(g.Amplification),
			}
		}
		list = append(list, x)
	}
	return list
}

func (d *decoder) curve(p attackPart) (list []stability.CurvePoint) {
	count := 0
	for _, c := range p.Curve {
		count = max(count, c.Row)
	}
	rows := d.rows(p.CurveSamples, count)
	for _, c := range p.Curve {
		q := stability.CurvePoint{
			Relative: c.Relative, Error: c.Error, Amplification: c.Amplification, Bound: c.Bound,
			GaussianError: stability.Spread(c.GaussianError), GaussianAmplification: stability.Spread(c.GaussianAmplification),
		}
		if c.Row > 0 && c.Row <= len(rows) {
			q.Samples = rows[c.Row-1]
		}
		list = append(list, q)
	}
	return list
}

// rows reads what [encoder.stacked] has written: so many lists of the samples on the mask;
// nil for none.
func (d *decoder) rows(ref string, want int) (list [][]complex64) {
	if list := d.packed[ref]; len(list) == want && want > 0 {
		return list
	}
	a := d.array(ref)
	if a == nil {
		return nil
	}
	// Coils stand below one another, each with the frequencies of the mask.
	if d.mask == nil || a.H != want || a.W != d.mask.Count()*(d.samples.H/d.mask.H) {
		d.fail(malformed(ref, "%v is not %d rows of the sampled frequencies", a.Shape, want))
		return nil
	}
	for k := range a.H {
		row := make([]complex64, a.W)
		for c := range row {
			row[c] = complex64(a.Data[k*a.W+c])
		}
		list = append(list, row)
	}
	d.packed[ref] = list
	return list
}

// series reads a long table of so many rows, 0: not known.
func series[V any](d *decoder, ref string, rows int, read func(io.Reader, int) ([]V, error)) []V {
	b := d.tableText(ref, maxSeries)
	if d.err != nil {
		return nil
	}
	list, err := read(bytes.NewReader(b), maxRows)
	if err == nil && rows > 0 && len(list) != rows {
		err = fmt.Errorf("%d rows of %d", len(list), rows)
	}
	if err != nil {
		d.fail(malformed(ref, "%v", err))
	}
	return list
}
