package session

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"firenet/recon/array"
	"firenet/recon/quality"
	"firenet/recon/result"
	"firenet/recon/stability"
)

const (
	maxAttacks = 64 * 64 // of one run
	// maxSnapshots is how many steps of a search are kept, evenly over all that there are.
	maxSnapshots = 24
)

// attacksFile is attacks.toml of a run with attacks. Programs that know of none pass it by.
type attacksFile struct {
	Attacks    []attackFile   `toml:"attack"`
	Visibility []contrastFile `toml:"contrast"`
}

func attacksName(number int) string { return runFolder(number) + "attacks.toml" }

// attackFile is an attack in attacks.toml. Arrays are named by their numbers, 0 for none.
type attackFile struct {
	Name          string         `toml:"name"`
	Target        int            `toml:"target"`
	Kind          string         `toml:"kind"`
	Domain        string         `toml:"domain"`
	Relative      float64        `toml:"relative"`
	RelativeImage float64        `toml:"relative_image"`
	Partial       bool           `toml:"partial"`
	Seconds       float64        `toml:"seconds"`
	Image         int            `toml:"image"`
	Samples       int            `toml:"samples"`
	Last          stepFile       `toml:"last"`
	Ends          []float64      `toml:"ends"`
	Best          int            `toml:"best"`
	Gradients     int            `toml:"gradients"`
	Values        int            `toml:"values"`
	Reached       bool           `toml:"reached"`
	Within        *withinFile    `toml:"within,omitempty"`
	Kept          []int          `toml:"kept"`      // steps
	Snapshots     int            `toml:"snapshots"` // a row each
	Singular      *singularFile  `toml:"singular,omitempty"`
	Exposed       []exposureFile `toml:"exposed,omitempty"`
	Curve         []curveFile    `toml:"curve,omitempty"`
	CurveSamples  int            `toml:"curve_samples,omitempty"` // a row for each point
}

type stepFile struct {
	Restart       int     `toml:"restart"`
	Step          int     `toml:"step"`
	Objective     float64 `toml:"objective"`
	Norm          float64 `toml:"norm"`
	Relative      float64 `toml:"relative"`
	Distance      float64 `toml:"distance"`
	Amplification float64 `toml:"amplification"`
	RelativeL2    float64 `toml:"relative_l2"`
}

type withinFile struct {
	Distance      float64 `toml:"distance"`
	Relative      float64 `toml:"relative"`
	Amplification float64 `toml:"amplification"`
	Remaining     float64 `toml:"remaining"`
}

type singularFile struct {
	Value      float64 `toml:"value"`
	Right      int     `toml:"right"`
	Left       int     `toml:"left"`
	Iterations int     `toml:"iterations"`
	Residual   float64 `toml:"residual"`
	Change     float64 `toml:"change"`
	Converged  bool    `toml:"converged"`
	// Its vector as a perturbation, and each reconstructor under it.
	Samples int            `toml:"samples,omitempty"`
	Image   int            `toml:"image,omitempty"`
	Exposed []exposureFile `toml:"exposed,omitempty"`
}

// exposureFile is one reconstructor under an attack; one that was not shown it has no image.
type exposureFile struct {
	Image         int           `toml:"image"`
	Amplification float64       `toml:"amplification"`
	Metrics       *metricsFile  `toml:"metrics,omitempty"`
	Gaussian      *gaussianFile `toml:"gaussian,omitempty"`
}

type gaussianFile struct {
	Draws         int          `toml:"draws"`
	Image         int          `toml:"image"`
	Metrics       *metricsFile `toml:"metrics,omitempty"`
	RelativeL2    spreadFile   `toml:"relative_l2"`
	SSIM          spreadFile   `toml:"ssim"`
	Amplification spreadFile   `toml:"amplification"`
}

type spreadFile struct {
	Mean float64 `toml:"mean"`
	Low  float64 `toml:"low"`
	High float64 `toml:"high"`
}

type curveFile struct {
	Relative              float64    `toml:"relative"`
	Error                 float64    `toml:"error"`
	Amplification         float64    `toml:"amplification"`
	GaussianError         spreadFile `toml:"gaussian_error"`
	GaussianAmplification spreadFile `toml:"gaussian_amplification"`
	Bound                 float64    `toml:"bound"`
}

// contrastFile is a row of the table "can you see it?".
type contrastFile struct {
	Contrast  float64     `toml:"contrast"`
	Recovered []shownFile `toml:"recovered"`
}

type shownFile struct {
	Share   float64 `toml:"share"`
	Chance  float64 `toml:"chance"`
	Visible bool    `toml:"visible"`
}

func trajectoryName(number, attack int) string {
	return fmt.Sprintf("%sattack-%d.csv", runFolder(number), attack+1)
}

func newAttackFile(a *result.AttackOutput) attackFile {
	f := attackFile{
		Name: a.Name, Target: a.Target, Kind: a.Kind, Domain: a.Domain, Relative: a.Relative, RelativeImage: a.RelativeImage,
		Partial: a.Partial, Seconds: a.Seconds, Last: stepFile(a.Last), Ends: a.Ends, Best: a.Best,
		Gradients: a.Gradients, Values: a.Values, Reached: a.Reached,
	}
	if a.Within != nil {
		within := withinFile(*a.Within)
		f.Within = &within
	}
	if s := a.Singular; s != nil {
		f.Singular = &singularFile{Value: s.Value, Iterations: s.Iterations, Residual: s.Residual, Change: s.Change, Converged: s.Converged}
		f.Singular.Exposed = newExposureFiles(s.Exposed)
	}
	f.Exposed = newExposureFiles(a.Exposed)
	for _, p := range a.Curve {
		f.Curve = append(f.Curve, curveFile{
			p.Relative, p.Error, p.Amplification, spreadFile(p.GaussianError), spreadFile(p.GaussianAmplification), p.Bound,
		})
	}
	return f
}

func newExposureFiles(list []*result.Exposure) (files []exposureFile) {
	for _, x := range list {
		e := exposureFile{}
		if x != nil {
			e.Amplification, e.Metrics = x.Amplification, newMetricsFile(x.Metrics)
			if g := x.Gaussian; g != nil {
				e.Gaussian = &gaussianFile{
					Draws: g.Draws, Metrics: newMetricsFile(g.Metrics),
					RelativeL2: spreadFile(g.RelativeL2), SSIM: spreadFile(g.SSIM), Amplification: spreadFile(g.Amplification),
				}
			}
		}
		files = append(files, e)
	}
	return files
}

func newMetricsFile(m *quality.Metrics) *metricsFile {
	if m == nil {
		return nil
	}
	return &metricsFile{m.RelativeL2, m.NRMSE, m.PSNR, m.SSIM, m.HFEN, m.DataRange}
}

func (f *metricsFile) metrics() *quality.Metrics {
	if f == nil {
		return nil
	}
	return &quality.Metrics{RelativeL2: f.RelativeL2, NRMSE: f.NRMSE, PSNR: f.PSNR, SSIM: f.SSIM, HFEN: f.HFEN, DataRange: f.DataRange}
}

// output is the attack without its arrays and steps.
func (f *attackFile) output() *result.AttackOutput {
	a := &result.AttackOutput{
		Name: f.Name, Target: f.Target, Kind: f.Kind, Domain: f.Domain, Relative: f.Relative, RelativeImage: f.RelativeImage,
		Partial: f.Partial, Seconds: f.Seconds,
	}
	a.Last, a.Ends, a.Best = stability.Step(f.Last), f.Ends, f.Best
	a.Gradients, a.Values, a.Reached = f.Gradients, f.Values, f.Reached
	if f.Within != nil {
		within := stability.Within(*f.Within)
		a.Within = &within
	}
	for _, p := range f.Curve {
		a.Curve = append(a.Curve, stability.CurvePoint{
			Relative: p.Relative, Error: p.Error, Amplification: p.Amplification, Bound: p.Bound,
			GaussianError: stability.Spread(p.GaussianError), GaussianAmplification: stability.Spread(p.GaussianAmplification),
		})
	}
	return a
}

// attacks writes those of a run, if there are any.
func (e *encoder) attacks(r *Run) error {
	if len(r.Attacks)+len(r.Visibility) == 0 {
		return nil
	}
	f := attacksFile{Visibility: newContrastFiles(r.Visibility)}
	for i, a := range r.Attacks {
		attack, err := e.attack(r.Number, i, a)
		if err != nil {
			return err
		}
		f.Attacks = append(f.Attacks, attack)
	}
	return e.toml(attacksName(r.Number), f)
}

// attack writes the arrays and steps of an attack, and what names them.
func (e *encoder) attack(number, i int, a *result.AttackOutput) (f attackFile, err error) {
	f = newAttackFile(a)
	keep := func(number *int, a *array.Complex) {
		if err == nil {
			*number, err = e.array(a)
		}
	}
	keep(&f.Image, a.Image)
	keep(&f.Samples, a.Samples)
	if f.Singular != nil {
		keep(&f.Singular.Right, a.Singular.Right)
		keep(&f.Singular.Left, a.Singular.Left)
		keep(&f.Singular.Samples, a.Singular.Samples)
		keep(&f.Singular.Image, a.Singular.Image)
		keepExposed(f.Singular.Exposed, a.Singular.Exposed, keep)
	}
	keepExposed(f.Exposed, a.Exposed, keep)
	if snapshots := thinned(a.Snapshots); len(snapshots) > 0 {
		var rows [][]complex64
		for _, s := range snapshots {
			f.Kept, rows = append(f.Kept, s.Step), append(rows, s.Samples)
		}
		keep(&f.Snapshots, stacked(rows))
	}
	var rows [][]complex64
	for _, p := range a.Curve {
		rows = append(rows, p.Samples)
	}
	if len(rows) > 0 && !slices.ContainsFunc(rows, func(r []complex64) bool { return r == nil }) {
		keep(&f.CurveSamples, stacked(rows))
	}
	if err != nil {
		return f, err
	}
	if len(a.Steps) > maxLayers {
		return f, fmt.Errorf("%s has %d steps, more than %d", a.Name, len(a.Steps), maxLayers)
	}
	return f, e.text(trajectoryName(number, i), func(w io.Writer) error { return result.WriteTrajectory(w, a.Steps) })
}

// stacked are lists of one length as the rows of an array.
func stacked(rows [][]complex64) *array.Complex {
	a := array.NewComplex(array.Shape{H: len(rows), W: len(rows[0])})
	for k, row := range rows {
		for c, z := range row {
			a.Data[k*a.W+c] = complex128(z)
		}
	}
	return a
}

// keepExposed writes the images of the reconstructors under a perturbation.
func keepExposed(files []exposureFile, list []*result.Exposure, keep func(*int, *array.Complex)) {
	for j, x := range list {
		if x == nil {
			continue
		}
		keep(&files[j].Image, x.Image)
		if x.Gaussian != nil {
			keep(&files[j].Gaussian.Image, x.Gaussian.Image)
		}
	}
}

// thinned are at most maxSnapshots, evenly spaced, with the last.
func thinned(list []stability.Snapshot) []stability.Snapshot {
	n := len(list)
	if n <= maxSnapshots {
		return list
	}
	var kept []stability.Snapshot
	for k := range maxSnapshots {
		kept = append(kept, list[k*(n-1)/(maxSnapshots-1)])
	}
	return kept
}

// attacks reads those of a run, and its table "can you see it?".
func (d *decoder) attacks(r *Run) (err error) {
	name := attacksName(r.Number)
	if d.entries[name] == nil {
		return nil
	}
	var f attacksFile
	if err := d.toml(name, &f); err != nil {
		return err
	}
	if len(f.Attacks) > maxAttacks || len(f.Attacks) > 0 && r.Start == nil {
		return malformed(name, "%d attacks", len(f.Attacks))
	}
	for i, attack := range f.Attacks {
		a, err := d.attack(r.Number, i, attack, len(r.Tracks), r.Start.Mask)
		if err != nil {
			return err
		}
		r.Attacks = append(r.Attacks, a)
	}
	r.Visibility, err = f.contrasts(name, len(r.Tracks))
	return err
}

// attack reads what attackFile names. Everything has the shape of the mask.
func (d *decoder) attack(number, i int, f attackFile, reconstructors int, mask *array.Mask) (*result.AttackOutput, error) {
	part := attacksName(number)
	if f.Target < 0 || f.Target >= reconstructors || len(f.Exposed) != reconstructors {
		return nil, malformed(part, "attack %q on reconstructor %d, shown to %d of %d", f.Name, f.Target, len(f.Exposed), reconstructors)
	}
	a := f.output()
	var err error
	read := func(number int) (image *array.Complex) {
		if err == nil {
			image, err = d.array(number)
		}
		if image != nil && image.Shape != mask.Shape {
			err = malformed(part, "array %d has another shape than the mask", number)
		}
		return image
	}
	a.Image, a.Samples = read(f.Image), read(f.Samples)
	if s := f.Singular; s != nil {
		a.Singular = &result.Singular{Singular: stability.Singular{
			Value: s.Value, Right: read(s.Right), Left: read(s.Left), Iterations: s.Iterations,
			Residual: s.Residual, Change: s.Change, Converged: s.Converged,
		}, Samples: read(s.Samples), Image: read(s.Image)}
		for _, e := range s.Exposed {
			a.Singular.Exposed = append(a.Singular.Exposed, e.exposure(read))
		}
	}
	for _, e := range f.Exposed {
		a.Exposed = append(a.Exposed, e.exposure(read))
	}
	if err != nil {
		return nil, err
	}
	if a.Samples == nil {
		return nil, malformed(part, "attack %q without its perturbation", f.Name)
	}
	if s := a.Singular; s != nil && s.Samples != nil && (s.Image == nil || len(s.Exposed) != reconstructors) {
		return nil, malformed(part, "the singular vector of attack %q without its image, or shown to %d of %d", f.Name, len(s.Exposed), reconstructors)
	}
	rows, err := d.rows(f.Snapshots, len(f.Kept), mask)
	if err != nil {
		return nil, err
	}
	for k, samples := range rows {
		a.Snapshots = append(a.Snapshots, stability.Snapshot{Step: f.Kept[k], Samples: samples})
	}
	if rows, err = d.rows(f.CurveSamples, len(a.Curve), mask); err != nil {
		return nil, err
	}
	for k, samples := range rows {
		a.Curve[k].Samples = samples
	}
	name := trajectoryName(number, i)
	b, err := d.text(name, maxHistory)
	if err != nil {
		return nil, err
	}
	if a.Steps, err = result.ReadTrajectory(bytes.NewReader(b), maxLayers); err != nil {
		return nil, malformed(name, "%v", err)
	}
	return a, nil
}

// exposure is nil where there is no image.
func (e exposureFile) exposure(read func(int) *array.Complex) *result.Exposure {
	if e.Image == 0 {
		return nil
	}
	x := &result.Exposure{Image: read(e.Image), Amplification: e.Amplification, Metrics: e.Metrics.metrics()}
	if g := e.Gaussian; g != nil {
		x.Gaussian = &result.Gaussian{
			Draws: g.Draws, Image: read(g.Image), Metrics: g.Metrics.metrics(),
			RelativeL2: stability.Spread(g.RelativeL2), SSIM: stability.Spread(g.SSIM), Amplification: stability.Spread(g.Amplification),
		}
	}
	return x
}

// rows reads what [stacked] has made: so many lists of the samples on the mask; nil for none.
func (d *decoder) rows(number, want int, mask *array.Mask) (list [][]complex64, err error) {
	a, err := d.array(number)
	if err != nil || a == nil {
		return nil, err
	}
	if a.H != want || a.W != mask.Count() {
		return nil, malformed(arrayName(number), "%v, not %d rows of %d samples", a.Shape, want, mask.Count())
	}
	for k := range a.H {
		row := make([]complex64, a.W)
		for c := range row {
			row[c] = complex64(a.Data[k*a.W+c])
		}
		list = append(list, row)
	}
	return list, nil
}

func newContrastFiles(table []result.Contrast) (list []contrastFile) {
	for _, c := range table {
		f := contrastFile{Contrast: c.Contrast}
		for _, d := range c.Recovered {
			f.Recovered = append(f.Recovered, shownFile(d))
		}
		list = append(list, f)
	}
	return list
}

// contrasts are the table, with a cell for each reconstructor.
func (f attacksFile) contrasts(name string, reconstructors int) (table []result.Contrast, err error) {
	for _, row := range f.Visibility {
		if len(row.Recovered) != reconstructors {
			return nil, malformed(name, "a contrast shown to %d of %d reconstructors", len(row.Recovered), reconstructors)
		}
		c := result.Contrast{Contrast: row.Contrast}
		for _, d := range row.Recovered {
			c.Recovered = append(c.Recovered, result.DetailShown(d))
		}
		table = append(table, c)
	}
	return table, nil
}
