package result

import (
	"bytes"
	"math"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
)

// Decode reads what [Encode] has written to a container, all but the recipe. What it returns
// fits together: images have the shape of the mask, attacks as many reconstructors as there
// are, tables columns of one length.
func Decode(from Source) (*Result, error) {
	var d document
	if err := readDocument(from, DocumentName, &d, func() int { return d.Format }); err != nil {
		return nil, err
	}
	var t times
	if err := readDocument(from, TimesName, &t, func() int { return t.Format }); err != nil {
		return nil, err
	}
	if len(t.Outputs) != len(d.Outputs) || len(t.Attacks) != len(d.Attacks) || len(t.Reports) != len(d.Reports) {
		return nil, malformed(TimesName, "it does not have a number for each part of %s", DocumentName)
	}
	if len(d.Attacks) > maxAttacks {
		return nil, malformed(DocumentName, "%d attacks", len(d.Attacks))
	}
	return (&decoder{from: from, texts: map[string]bool{}, packed: map[string][][]complex64{}}).result(d, t)
}

func readDocument(from Source, name string, into any, format func() int) error {
	b, err := from.Text(name, maxDocument)
	if err != nil {
		return err
	}
	// The version first: what a newer one has is unknown here.
	var head struct {
		Format int `toml:"format"`
	}
	if toml.Unmarshal(b, &head) == nil && head.Format > documentFormat {
		return malformed(name, "format %d is newer than this program, which reads %d; use a newer program", head.Format, documentFormat)
	}
	if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(into); err != nil {
		return malformed(name, "%v", err)
	}
	if f := format(); f < 1 {
		return malformed(name, "format %d", f)
	}
	return nil
}

// decoder keeps the first error; after it everything is nil.
type decoder struct {
	from Source
	mask *array.Mask
	// samples is the shape of all samples, those of several coils below one another.
	samples array.Shape
	err     error
	// What becomes longer in memory than it is in a file is taken once, or a small file that
	// names it again and again would fill the memory.
	texts  map[string]bool
	packed map[string][][]complex64
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// array is the array of a reference; nil for an empty one.
func (d *decoder) array(ref string) (a *array.Complex) {
	if ref != "" && d.err == nil {
		a, d.err = d.from.Array(ref)
	}
	return a
}

// image is an array that must have the shape of the mask.
func (d *decoder) image(ref string) *array.Complex {
	a := d.array(ref)
	if a != nil && (d.mask == nil || a.Shape != d.mask.Shape) {
		d.fail(malformed(ref, "its shape, %v, is not that of the mask", a.Shape))
	}
	return a
}

// measured is an array that must have the shape of the samples.
func (d *decoder) measured(ref string) *array.Complex {
	a := d.array(ref)
	if a != nil && a.Shape != d.samples {
		d.fail(malformed(ref, "its shape, %v, is not that of the samples", a.Shape))
	}
	return a
}

// needed refuses an empty reference.
func (d *decoder) needed(ref, what string, args ...any) string {
	if ref == "" {
		d.fail(malformed(DocumentName, what, args...))
	}
	return ref
}

// start reads what a run starts from, and with it the shapes of all other images and samples.
func (d *decoder) start(doc document, r *Result) {
	if doc.Mask != "" {
		r.Mask, d.err = d.from.Mask(doc.Mask)
	}
	if d.mask = r.Mask; d.mask != nil {
		d.samples = d.mask.Shape
	}
	r.Samples = d.array(doc.Samples)
	if s := r.Samples; s != nil {
		if d.mask == nil || s.W != d.mask.W || s.H%d.mask.H != 0 {
			d.fail(malformed(doc.Samples, "its shape, %v, is not that of the mask for each coil", s.Shape))
		}
		d.samples = s.Shape
	}
	r.Truth, r.ZeroFilled = d.image(doc.Truth), d.image(doc.ZeroFilled)
}

// tableText is the text of a table, which belongs to one part of the result. A number at its end
// that was cut short would be another number.
func (d *decoder) tableText(ref string, limit int64) (b []byte) {
	if d.texts[ref] {
		d.fail(malformed(DocumentName, "%q stands for two tables", ref))
	}
	d.texts[ref] = true
	if d.err == nil {
		b, d.err = d.from.Text(ref, limit)
	}
	if d.err == nil && !bytes.HasSuffix(b, []byte("\n")) {
		d.fail(malformed(ref, "it was cut short"))
	}
	return b
}

func (d *decoder) result(doc document, t times) (*Result, error) {
	r := &Result{}
	d.start(doc, r)
	for j, p := range doc.Outputs {
		r.Outputs = append(r.Outputs, d.output(p, t.Outputs[j]))
	}
	for i, p := range doc.Attacks {
		r.Attacks = append(r.Attacks, d.attack(p, t.Attacks[i], len(doc.Outputs)))
	}
	for i, p := range doc.Reports {
		r.Reports = append(r.Reports, d.report(p, t.Reports[i]))
	}
	for _, p := range t.Parts {
		r.Timings = append(r.Timings, Timing{p.Name, time.Duration(p.Nanoseconds)})
	}
	if d.err != nil {
		return nil, d.err
	}
	return r, nil
}

func (d *decoder) output(p outputPart, seconds float64) *Output {
	if p.Absent || d.err != nil {
		return nil
	}
	out := &Output{
		Name: p.Name, Method: p.Method, Layers: p.Layers, Oracle: p.Oracle, WorseThanZeroFilled: p.WorseThanZeroFilled,
		Seconds: seconds, Detail: part(p.Detail, detailFrom), Metrics: part(p.Metrics, metricsFrom),
	}
	out.Single, out.Notes, out.Stopped = p.Single, p.Notes, p.Stopped
	out.Image = d.image(d.needed(p.Image, "%q has no image", p.Name))
	out.Coefficients, out.Dual = d.array(p.Coefficients), d.array(p.Dual)
	if p.History != "" {
		out.History = series(d, p.History, p.Points, ReadHistory)
	}
	return out
}

func (d *decoder) report(p reportPart, seconds float64) *Report {
	if p.Absent || d.err != nil {
		return nil
	}
	r := &Report{Name: p.Name, Kind: p.Kind, Title: p.Title, Notes: p.Notes, Partial: p.Partial, Seconds: seconds}
	for _, t := range p.Tables {
		r.Tables = append(r.Tables, d.table(t))
	}
	for _, q := range p.Pictures {
		image := d.array(d.needed(q.Image, "the picture %q of %q has no image", q.Name, p.Name))
		r.Pictures = append(r.Pictures, Picture{Name: q.Name, Title: q.Title, Image: image, Signed: q.Signed, Single: q.Single})
	}
	return r
}

func (d *decoder) table(p tablePart) Table {
	t := Table{Name: p.Name, Title: p.Title, Cross: part(p.Cross, crossFrom), Axes: part(p.Axes, axesFrom)}
	for _, c := range p.Columns {
		if !slices.Contains(columnKinds, c.Kind) {
			d.fail(malformed(DocumentName, "column %q holds %q, not one of %q", c.Key, c.Kind, columnKinds))
		}
		column := Column{Key: c.Key, Title: c.Title, Symbol: c.Symbol, Unit: c.Unit, Help: c.Help, Share: c.Share}
		column.begin(c.Kind)
		t.Columns = append(t.Columns, column)
	}
	if len(p.Columns) == 0 {
		return t
	}
	b := d.tableText(p.File, maxReport)
	if d.err != nil {
		return t
	}
	kinds := make([]string, len(p.Columns))
	for k, c := range p.Columns {
		kinds[k] = c.Kind
	}
	if err := t.readCSV(bytes.NewReader(b), kinds, maxRows); err != nil {
		d.fail(malformed(p.File, "%v", err))
	} else if t.Rows() != p.Rows {
		d.fail(malformed(p.File, "%d rows of %d", t.Rows(), p.Rows))
	}
	return t
}

// durationOf is a number of seconds in a file; nonsense is none.
func durationOf(seconds float64) time.Duration {
	if s := seconds * float64(time.Second); s >= 0 && s < math.MaxInt64 {
		return time.Duration(math.Round(s))
	}
	return 0
}
