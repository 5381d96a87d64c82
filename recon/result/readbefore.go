package result

import (
	"bytes"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// before is a folder without result.toml: what one would say is put together from the
// recipe, the tables, and the names of the files.
type before struct {
	*folderSource
	recipe  recipe.Recipe
	names   []string // of the reconstructors
	metrics map[lineKey]metricsLine
	scale   float64 // data range of the metrics
}

// guess is result.toml of a folder that has none.
func (s *folderSource) guess(r recipe.Recipe) ([]byte, error) {
	b := &before{folderSource: s, recipe: r, scale: math.NaN()}
	var err error
	if b.metrics, err = s.metrics(); err != nil {
		return nil, err
	}
	d := document{Format: documentFormat, Mask: "mask.npy", Samples: "measurements.npy", Truth: b.ref("image.npy")}
	if d.Truth != "" {
		truth, err := s.Array(d.Truth)
		if err != nil {
			return nil, err
		}
		b.scale = quality.DataRange(truth)
	}
	worse := math.Inf(1)
	for _, section := range r.Reconstructors {
		b.names = append(b.names, section.Name)
		p := b.output(section)
		if reconstruct.IsBaseline(section.Method) {
			d.ZeroFilled = p.Image
			if p.Metrics != nil {
				worse = p.Metrics.RelativeL2
			}
		}
		d.Outputs = append(d.Outputs, p)
	}
	for j, p := range d.Outputs {
		d.Outputs[j].WorseThanZeroFilled = p.Metrics != nil && p.Metrics.RelativeL2 > worse
	}
	if d.Attacks, err = b.attacks(); err != nil {
		return nil, err
	}
	if d.Reports, err = b.visibility(); err != nil {
		return nil, err
	}
	return toml.Marshal(d)
}

// ref is the name of a file if it is there.
func (s *folderSource) ref(name string) string {
	if s.has(name) {
		return name
	}
	return ""
}

func (b *before) output(section recipe.ReconstructorSection) outputPart {
	folder := recipe.FolderName(section.Name)
	p := outputPart{
		Name: section.Name, Method: section.Method, Image: path.Join(folder, "reconstruction.npy"),
		Coefficients: b.ref(path.Join(folder, "coefficients.npy")), History: b.ref(path.Join(folder, "history.csv")),
		Metrics: b.measured(Clean, section.Name), Layers: 1,
	}
	p.Single = b.single(p.Image)
	if m, ok := reconstruct.Lookup(section.Method); ok {
		if m.Layers != nil {
			p.Layers = m.Layers(section.Values)
		}
		p.Oracle = m.Oracle != nil && m.Oracle(section.Values)
	}
	return p
}

// lineKey is what a line of metrics.csv is about.
type lineKey struct{ input, reconstructor string }

// metricsLine is a line of metrics.csv; what is not known is NaN.
type metricsLine struct {
	key     lineKey
	metrics quality.Metrics
	seconds float64
}

// metrics is metrics.csv.
func (s *folderSource) metrics() (map[lineKey]metricsLine, error) {
	lines, err := tableOf(s, "metrics.csv", metricsColumns, func(row []string) (l metricsLine, err error) {
		l.key = lineKey{row[0], row[1]}
		m := &l.metrics
		return l, parseNumbers(row[2:], &m.RelativeL2, &m.NRMSE, &m.PSNR, &m.SSIM, &m.HFEN, &l.seconds)
	})
	if err != nil {
		return nil, err
	}
	known := map[lineKey]metricsLine{}
	for _, l := range lines {
		known[l.key] = l
	}
	return known, nil
}

// tableOf reads a table of the folder.
func tableOf[V any](s *folderSource, name string, columns []string, parse func([]string) (V, error)) ([]V, error) {
	b, err := s.bytes(name, maxReport)
	if err != nil {
		return nil, err
	}
	if !bytes.HasSuffix(b, []byte("\n")) {
		return nil, malformed(name, "it was cut short")
	}
	list, err := readTable(bytes.NewReader(b), "table", "rows", columns, maxRows, parse)
	if err != nil {
		return nil, malformed(name, "%v", err)
	}
	return list, nil
}

// measured are the metrics of a line; nil where there are none.
func (b *before) measured(input, reconstructor string) *metricsPart {
	l, ok := b.metrics[lineKey{input, reconstructor}]
	if !ok || math.IsNaN(l.metrics.RelativeL2) {
		return nil
	}
	l.metrics.DataRange = b.scale
	return part(&l.metrics, metricsTo)
}

// transferLine is a line of transfer.csv.
type transferLine struct {
	attack                  string
	target, reconstructor   int
	relative, amplification float64
	gaussian                *gaussianPart
}

func (b *before) transferLine(row []string) (l transferLine, err error) {
	l.attack, l.target, l.reconstructor = row[0], slices.Index(b.names, row[1]), slices.Index(b.names, row[2])
	if l.target < 0 || l.reconstructor < 0 {
		return l, fmt.Errorf("%q or %q is not in recipe.toml", row[1], row[2])
	}
	if err := parseNumbers(row[3:5], &l.relative, &l.amplification); err != nil || row[7] == "" {
		return l, err
	}
	g := &gaussianPart{Metrics: b.measured(Chance(l.attack), b.names[l.reconstructor])}
	if g.Draws, err = strconv.Atoi(row[7]); err != nil {
		return l, err
	}
	l.gaussian = g
	return l, parseNumbers(row[8:], &g.Amplification.Mean, &g.Amplification.Low, &g.Amplification.High,
		&g.RelativeL2.Mean, &g.RelativeL2.Low, &g.RelativeL2.High, &g.SSIM.Mean, &g.SSIM.Low, &g.SSIM.High)
}

// attacks are those of transfer.csv, which has a line for each reconstructor under each.
func (b *before) attacks() (list []attackPart, err error) {
	if !b.has("transfer.csv") {
		return nil, nil
	}
	lines, err := tableOf(b.folderSource, "transfer.csv", transferColumns, b.transferLine)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if n := len(list); n == 0 || list[n-1].Name != l.attack {
			p, err := b.attack(l)
			if err != nil {
				return nil, err
			}
			list = append(list, p)
		}
		p := &list[len(list)-1]
		name := b.names[l.reconstructor]
		p.Exposed = append(p.Exposed, exposurePart{
			Image:         path.Join(recipe.FolderName(l.attack), recipe.FolderName(name), "reconstruction.npy"),
			Amplification: l.amplification, Metrics: b.measured(l.attack, name), Gaussian: l.gaussian,
		})
	}
	return list, nil
}

// attack is one without the reconstructors under it.
func (b *before) attack(l transferLine) (p attackPart, err error) {
	folder := recipe.FolderName(l.attack)
	p = attackPart{
		Name: l.attack, Target: l.target, Relative: l.relative, RelativeImage: math.NaN(),
		Samples: path.Join(folder, "perturbation.npy"), Trajectory: path.Join(folder, "trajectory.csv"),
	}
	for _, section := range b.recipe.Attacks {
		if section.Name == l.attack || recipe.NameOfAll(section.Name, b.names[l.target]) == l.attack {
			p.Kind, p.Domain = section.Values.String("kind"), section.Values.String("domain")
		}
	}
	if measured := path.Join(folder, "measurements.npy"); b.has(measured) {
		p.Image, p.Samples = p.Samples, measured
		if p.RelativeImage, err = b.relativeImage(p.Image); err != nil {
			return p, err
		}
	}
	steps, err := tableOf(b.folderSource, p.Trajectory, trajectoryColumns, parseStep)
	if err != nil {
		return p, err
	}
	for _, s := range steps {
		if s.Relative == l.relative {
			p.Last, p.Best = stepPart(s), s.Restart
		}
	}
	if curve := path.Join(folder, "curve.csv"); b.has(curve) {
		if p.Curve, err = tableOf(b.folderSource, curve, curveColumns, parseCurve); err != nil {
			return p, err
		}
	}
	p.Singular, err = b.singular(p)
	return p, err
}

// relativeImage is ||r|| / ||x||, not known without a truth.
func (b *before) relativeImage(perturbation string) (float64, error) {
	if !b.has("image.npy") {
		return math.NaN(), nil
	}
	truth, err := b.Array("image.npy")
	if err != nil {
		return 0, err
	}
	r, err := b.Array(perturbation)
	if err != nil {
		return 0, err
	}
	return r.Norm() / truth.Norm(), nil
}

func parseCurve(row []string) (c curvePart, err error) {
	g, a := &c.GaussianError, &c.GaussianAmplification
	return c, parseNumbers(row, &c.Relative, &c.Error, &c.Amplification, &g.Mean, &g.Low, &g.High, &a.Mean, &a.Low, &a.High, &c.Bound)
}

// singular is what singular.csv says, and the reconstructors under the vector.
func (b *before) singular(p attackPart) (*singularPart, error) {
	folder := recipe.FolderName(p.Name)
	name := path.Join(folder, "singular.csv")
	if !b.has(name) {
		return nil, nil
	}
	gain := math.NaN()
	lines, err := tableOf(b.folderSource, name, singularColumns, func(row []string) (s singularPart, err error) {
		if s.Iterations, err = strconv.Atoi(row[1]); err != nil {
			return s, err
		}
		if s.Converged, err = strconv.ParseBool(row[4]); err != nil {
			return s, err
		}
		return s, parseNumbers([]string{row[0], row[2], row[3], row[6]}, &s.Value, &s.Residual, &s.Change, &gain)
	})
	if err != nil {
		return nil, err
	}
	if len(lines) != 1 {
		return nil, malformed(name, "%d rows, not one", len(lines))
	}
	s := &lines[0]
	s.Right = path.Join(folder, "singular.npy")
	for j, reconstructor := range b.names {
		image := path.Join(folder, recipe.FolderName(reconstructor), "singular-reconstruction.npy")
		if !b.has(image) {
			break
		}
		x := exposurePart{Image: image, Amplification: math.NaN(), Metrics: b.measured(SingularVector(p.Name), reconstructor)}
		if j == p.Target {
			x.Amplification = gain
		}
		s.Exposed = append(s.Exposed, x)
	}
	return s, nil
}

// visibility is visibility.csv, in which the reconstructors of one contrast follow each other, as
// the answer to its question.
func (b *before) visibility() ([]reportPart, error) {
	const name = Visibility + ".csv"
	if !b.has(name) {
		return nil, nil
	}
	text, err := b.bytes(name, maxReport)
	if err != nil {
		return nil, err
	}
	r := NewVisibility()
	t := r.Tables[0]
	kinds := make([]string, len(t.Columns))
	for k, c := range t.Columns {
		kinds[k] = c.kind()
	}
	if err := t.readCSV(bytes.NewReader(text), kinds, maxRows); err != nil {
		return nil, malformed(name, "%v", err)
	}
	if rows := t.Rows(); rows > 0 && (len(b.names) == 0 || rows%len(b.names) != 0) {
		return nil, malformed(name, "%d rows are not those of %d reconstructors in recipe.toml", rows, len(b.names))
	}
	p := newTablePart(t)
	p.File, p.Rows = name, t.Rows()
	return []reportPart{{Name: r.Name, Kind: r.Kind, Title: r.Title, Tables: []tablePart{p}}}, nil
}
