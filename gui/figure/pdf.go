package figure

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// PDF writes the page with the used part of its fonts embedded; created stands in the file.
// The library numbers the glyphs in any order: bytes differ from call to call.
func (p *Page) PDF(w io.Writer, created time.Time) error {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: p.Width, Ht: p.Height}})
	doc.SetCreationDate(created)
	doc.SetModificationDate(created)
	doc.SetCatalogSort(true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	doc.SetProducer("FIRENET Workbench", true)
	doc.SetTitle(p.Title, true)
	var notes strings.Builder
	for _, key := range slices.Sorted(maps.Keys(p.Notes)) {
		fmt.Fprintf(&notes, "%s:\n%s\n", key, strings.TrimSpace(p.Notes[key]))
	}
	doc.SetSubject(notes.String(), true)
	for _, bold := range []bool{false, true} {
		doc.AddUTF8FontFromBytes(typeface, pdfStyle(bold), fontFile(bold).Content())
	}
	doc.AddPage()
	c := &document{doc: doc, dpi: p.dpi}
	p.drawOn(c)
	if c.err != nil {
		return c.err
	}
	return doc.Output(w)
}

func pdfStyle(bold bool) string {
	if bold {
		return "B"
	}
	return ""
}

type document struct {
	doc    *fpdf.Fpdf
	dpi    int
	images int
	err    error
}

func (d *document) text(t text) {
	d.doc.SetTextColor(int(t.colour.R), int(t.colour.G), int(t.colour.B))
	x := t.x
	for _, r := range t.runs {
		d.doc.SetFont(typeface, pdfStyle(r.bold), t.size)
		d.doc.Text(x, t.y, r.s)
		x += r.width
	}
}

func (d *document) box(b box) {
	d.shape(shape{
		[]point{{b.x, b.y}, {b.x + b.w, b.y}, {b.x + b.w, b.y + b.h}, {b.x, b.y + b.h}},
		b.line, b.fill, b.stroke,
	})
}

func (d *document) shape(s shape) {
	style := ""
	if s.stroke.A > 0 {
		style = "D"
		d.doc.SetDrawColor(int(s.stroke.R), int(s.stroke.G), int(s.stroke.B))
		d.doc.SetLineWidth(s.line)
	}
	if s.fill.A > 0 {
		style += "F"
		d.doc.SetFillColor(int(s.fill.R), int(s.fill.G), int(s.fill.B))
	}
	points := make([]fpdf.PointType, len(s.points))
	for i, p := range s.points {
		points[i] = fpdf.PointType{X: p.x, Y: p.y}
	}
	d.doc.Polygon(points, style)
}

func (d *document) stroke(s stroke) {
	d.doc.SetDrawColor(int(s.colour.R), int(s.colour.G), int(s.colour.B))
	d.doc.SetLineWidth(s.width)
	d.doc.SetDashPattern(s.dashes, 0)
	d.doc.MoveTo(s.points[0].x, s.points[0].y)
	for _, p := range s.points[1:] {
		d.doc.LineTo(p.x, p.y)
	}
	d.doc.DrawPath("D")
	d.doc.SetDashPattern(nil, 0)
}

// picture embeds the pixels as they are: PNG and PDF compress them in the same way.
func (d *document) picture(p picture) {
	var b bytes.Buffer
	if err := png.Encode(&b, p.stored(d.dpi)); err != nil {
		d.err = err
		return
	}
	d.images++
	name := fmt.Sprint("picture", d.images)
	options := fpdf.ImageOptions{ImageType: "png"}
	d.doc.RegisterImageOptionsReader(name, options, &b)
	d.doc.ImageOptions(name, p.x, p.y, p.w, p.h, false, options, 0, "")
}
