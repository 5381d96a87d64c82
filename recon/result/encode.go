package result

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
	"firenet/recon/recipe"
)

// Encode writes all of a result but its recipe, finished or not, to a container: arrays and
// long tables first, then the documents that name them.
func Encode(to Sink, r *Result) error {
	e := &encoder{to: to}
	d := document{
		Format: documentFormat,
		Truth:  e.array("image.npy", r.Truth, Real), Mask: e.mask("mask.npy", r.Mask), Samples: e.array("measurements.npy", r.Samples, Double),
	}
	t := times{Format: documentFormat}
	for _, out := range r.Outputs {
		d.Outputs = append(d.Outputs, e.output(out))
		t.Outputs = append(t.Outputs, secondsOf(out, func(o *Output) float64 { return o.Seconds }))
	}
	d.ZeroFilled = e.array("", r.zeroFilled(), Double) // after the outputs
	for _, a := range r.Attacks {
		d.Attacks = append(d.Attacks, e.attack(a, r.Outputs))
		t.Attacks = append(t.Attacks, secondsOf(a, func(a *AttackOutput) float64 { return a.Seconds }))
	}
	for _, q := range r.Reports {
		d.Reports = append(d.Reports, e.report(q))
		t.Reports = append(t.Reports, secondsOf(q, func(q *Report) float64 { return q.Seconds }))
	}
	for _, p := range r.Timings {
		t.Parts = append(t.Parts, timing{p.Part, int64(p.Duration / time.Nanosecond)})
	}
	if len(r.Attacks) > maxAttacks {
		e.fail(fmt.Errorf("%d attacks, more than %d", len(r.Attacks), maxAttacks))
	}
	e.document(DocumentName, d)
	e.document(TimesName, t)
	return e.err
}

// zeroFilled is the zero-filled image, by the output that has it too: one array less.
func (r *Result) zeroFilled() *array.Complex {
	for _, out := range r.Outputs {
		if out != nil && equal(out.Image, r.ZeroFilled) {
			return out.Image
		}
	}
	return r.ZeroFilled
}

// equal compares bit by bit.
func equal(a, b *array.Complex) bool {
	if a == nil || b == nil || a.Shape != b.Shape {
		return false
	}
	same := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
	return slices.EqualFunc(a.Data, b.Data, func(x, y complex128) bool {
		return same(real(x), real(y)) && same(imag(x), imag(y))
	})
}

func secondsOf[T any](of *T, seconds func(*T) float64) float64 {
	if of == nil {
		return 0
	}
	return seconds(of)
}

// encoder keeps the first error; after it nothing is written.
type encoder struct {
	to  Sink
	err error
}

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *encoder) array(name string, a *array.Complex, form Form) (ref string) {
	if a != nil && e.err == nil {
		ref, e.err = e.to.Array(name, a, form)
	}
	return ref
}

func (e *encoder) mask(name string, m *array.Mask) (ref string) {
	if m != nil && e.err == nil {
		ref, e.err = e.to.Mask(name, m)
	}
	return ref
}

func (e *encoder) text(name string, content func(io.Writer) error) (ref string) {
	if e.err == nil {
		ref, e.err = e.to.Text(name, content)
	}
	return ref
}

// document writes a document. What a reader would refuse is not written.
func (e *encoder) document(name string, value any) {
	b, err := toml.Marshal(value)
	if err == nil && len(b) > maxDocument {
		err = fmt.Errorf("%s has %d bytes, more than %d", name, len(b), maxDocument)
	}
	if err != nil {
		e.fail(err)
		return
	}
	e.text(name, func(w io.Writer) error { return writeAll(w, b) })
}

// rows checks the number of rows of a table whose name is that of what it belongs to.
func (e *encoder) rows(name, what string, n int) {
	if n > maxRows {
		e.fail(fmt.Errorf("%s has %d %s, more than %d", name, n, what, maxRows))
	}
}

func (e *encoder) output(out *Output) outputPart {
	if out == nil {
		return outputPart{Absent: true}
	}
	folder, form := recipe.FolderName(out.Name), formOf(out.Single)
	p := outputPart{
		Name: out.Name, Method: out.Method, Single: out.Single, Notes: out.Notes, Layers: out.Layers, Stopped: out.Stopped, Oracle: out.Oracle,
		WorseThanZeroFilled: out.WorseThanZeroFilled, Detail: part(out.Detail, detailTo), Metrics: part(out.Metrics, metricsTo),
		Image:        e.array(path.Join(folder, "reconstruction.npy"), out.Image, form),
		Coefficients: e.array(path.Join(folder, "coefficients.npy"), out.Coefficients, form),
		Dual:         e.array("", out.Dual, form),
	}
	if len(out.History) > 0 {
		e.rows(out.Name, "layers of history", len(out.History))
		p.Points = len(out.History)
		p.History = e.text(path.Join(folder, "history.csv"), func(w io.Writer) error { return WriteHistory(w, out.History) })
	}
	return p
}

func formOf(single bool) Form {
	if single {
		return Single
	}
	return Double
}

// report writes the tables and pictures of a report.
func (e *encoder) report(r *Report) reportPart {
	if r == nil {
		return reportPart{Absent: true}
	}
	p := reportPart{Name: r.Name, Kind: r.Kind, Title: r.Title, Notes: r.Notes, Partial: r.Partial}
	for _, t := range r.Tables {
		p.Tables = append(p.Tables, e.table(r.FileName(t)+".csv", t))
	}
	for _, q := range r.Pictures {
		p.Pictures = append(p.Pictures, picturePart{
			Name: q.Name, Title: q.Title, Signed: q.Signed, Single: q.Single,
			Image: e.array(r.pictureName(q)+".npy", q.Image, formOf(q.Single)),
		})
	}
	return p
}

// pictureName is the name of the files of a picture without their ending.
func (r *Report) pictureName(p Picture) string {
	return path.Join(recipe.FolderName(r.Name), recipe.FolderName(p.Name))
}

// newTablePart is a table without its rows.
func newTablePart(t Table) tablePart {
	p := tablePart{Name: t.Name, Title: t.Title, Cross: part(t.Cross, crossTo), Axes: part(t.Axes, axesTo)}
	for _, c := range t.Columns {
		p.Columns = append(p.Columns, columnPart{c.Key, c.kind(), c.Title, c.Symbol, c.Unit, c.Help, c.Share})
	}
	return p
}

func (e *encoder) table(name string, t Table) tablePart {
	p := newTablePart(t)
	if len(t.Columns) == 0 {
		return p
	}
	p.Rows = t.Rows()
	e.rows(name, "rows", p.Rows)
	var b bytes.Buffer
	err := t.WriteCSV(&b)
	if err == nil && b.Len() > maxReport {
		err = fmt.Errorf("%d bytes, more than %d", b.Len(), maxReport)
	}
	if err != nil {
		e.fail(fmt.Errorf("%s: %w", name, err))
		return p
	}
	p.File = e.text(name, func(w io.Writer) error { return writeAll(w, b.Bytes()) })
	return p
}
