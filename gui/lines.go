package gui

import (
	"encoding/csv"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/command"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
)

// lineCommands are those of the line of which profiles are drawn.
func (s *side) lineCommands() []command.Command {
	return []command.Command{
		{
			ID: "profile", Name: "Profile line", Menu: "View", Keys: []command.Key{command.Letter('L')},
			Sentence: "A line in all panes, dragged by its ends or as a whole; the values along it are plotted at the right.",
			Do:       s.toggleLine, Checked: func() bool { return s.w.group.Line().Shown },
		},
	}
}

// toggleLine shows the line or hides it. It comes back where it was; the first time it
// runs along the row of the cross-hair.
func (s *side) toggleLine() {
	l := s.w.group.Line()
	d := s.w.control.Data()
	switch {
	case l.Shown:
		l.Shown = false
	case d == nil:
		return
	case l == (model.Line{}):
		row := d.Shape().H / 2
		if c := s.w.group.Cursor(); c.Shown && c.Row >= 0 && c.Row < d.Shape().H {
			row = c.Row
		}
		l = model.DefaultLine(d.Shape(), row)
	default:
		// On a picture that has become smaller it must not lie outside.
		shape := d.Shape()
		l = l.WithEnd(0, l.X0, l.Y0, shape).WithEnd(1, l.X1, l.Y1, shape)
		l.Shown = true
	}
	s.w.group.SetLine(l)
}

// profile is the values of all shown pictures along the line.
type profile struct {
	line        model.Line
	axis        string    // what the horizontal axis counts
	at          []float64 // where on it the values lie
	lines       []plots.Line
	differences []plots.Line // to the truth; none if it is not known
}

func (s *side) profileAlong(l model.Line) profile {
	p := profile{line: l}
	p.axis, p.at = l.Axis()
	for _, n := range s.w.catalogue.Images() {
		p.lines = append(p.lines, plots.Line{Name: n.Name, Values: n.Picture.Along(l), Slot: n.Slot})
	}
	if len(p.lines) == 0 || p.lines[0].Slot != model.TruthSlot {
		return p
	}
	for _, c := range p.lines[1:] {
		d := make([]float64, len(c.Values))
		for i, v := range c.Values {
			d[i] = v - p.lines[0].Values[i]
		}
		p.differences = append(p.differences, plots.Line{Name: c.Name, Values: d, Slot: c.Slot})
	}
	return p
}

// relative is the l2 norm of a difference along the line relative to that of the truth.
func (p profile) relative(d plots.Line) float64 {
	a, b := 0.0, 0.0
	for i, v := range d.Values {
		if x := p.lines[0].Values[i]; v == v && x == x {
			a += v * v
			b += x * x
		}
	}
	return math.Sqrt(a / b)
}

// describeLine says where the line is: "row 88, columns 18 to 238".
func describeLine(l model.Line) string {
	col := func(x float64) string { return strconv.Itoa(int(x)) }
	switch {
	case l.Y0 == l.Y1:
		return "row " + col(l.Y0) + ", columns " + col(l.X0) + " to " + col(l.X1)
	case l.X0 == l.X1:
		return "column " + col(l.X0) + ", rows " + col(l.Y0) + " to " + col(l.Y1)
	}
	return fmt.Sprintf("(%s, %s) to (%s, %s)", col(l.Y0), col(l.X0), col(l.Y1), col(l.X1))
}

// writeCSV writes the curves: for each point of the line its distance from the first end,
// its row and column, and the value of each picture.
func (p profile) writeCSV(out io.Writer) error {
	c := csv.NewWriter(out)
	head := []string{"distance", "row", "column"}
	for _, l := range p.lines {
		head = append(head, l.Name)
	}
	if err := c.Write(head); err != nil {
		return err
	}
	number := func(v float64) string {
		if v != v {
			return ""
		}
		return strconv.FormatFloat(v, 'g', 9, 64)
	}
	for i := range p.at {
		x, y := p.line.At(i)
		row := []string{number(math.Hypot(x-p.line.X0, y-p.line.Y0)), number(y - 0.5), number(x - 0.5)}
		for _, l := range p.lines {
			row = append(row, number(l.Values[i]))
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// saveProfile asks for a file and writes the curves.
func (s *side) saveProfile() {
	p := s.profileAlong(s.w.group.Line())
	s.w.dialogs.Ask(s.w.stem()+"-profile.csv", func(path string) { s.w.exports.Write(path, p.writeCSV) })
}

// lineTable compares the pictures in the whole and along the line.
func (s *side) lineTable(p profile) []fyne.CanvasObject {
	head := lineRow{name: form.NewText("", form.Caption)}
	for _, t := range []string{"rel. ℓ²", "PSNR", "SSIM", "line ℓ²"} {
		head.values = append(head.values, form.NewText(t, form.Caption))
	}
	objects := []fyne.CanvasObject{head.object(nil), form.Rule()}
	for _, d := range p.differences {
		r := lineRow{name: form.NewText(d.Name, form.Plain)}
		values := []string{"–", "–", "–", model.Sig(p.relative(d))}
		if t := s.w.control.Track(d.Name); t != nil && t.Output != nil && t.Output.Metrics != nil {
			m := t.Output.Metrics
			values[0], values[1], values[2] = model.Sig(m.RelativeL2), model.Decibels(m.PSNR), model.Sig(m.SSIM)
		}
		for _, v := range values {
			r.values = append(r.values, form.NewText(v, form.Value))
		}
		dot := canvas.NewCircle(plots.Colour(look.Current(), d.Slot))
		objects = append(objects, r.object(dot), form.Rule())
	}
	if len(p.differences) == 0 {
		return []fyne.CanvasObject{form.NewParagraph("No differences: the true image is not known.", form.Caption)}
	}
	return append(objects, form.NewParagraph("PSNR in dB. line: of the curves above, ‖x̂ – x‖/‖x‖ along the line. Between pixels values are interpolated linearly.", form.Caption))
}

// lineRow is one line of the table: a dot, a name, four numbers.
type lineRow struct {
	name   *canvas.Text
	values []*canvas.Text
}

func (r lineRow) object(dot fyne.CanvasObject) fyne.CanvasObject {
	if dot == nil {
		dot = canvas.NewRectangle(color.Transparent)
	}
	objects := []fyne.CanvasObject{dot, r.name}
	for _, v := range r.values {
		v.Alignment = fyne.TextAlignTrailing
		objects = append(objects, v)
	}
	r.name.Text = form.Fit(r.name.Text, form.Plain, 104)
	return container.New(lineRowLayout{}, objects...)
}

type lineRowLayout struct{}

// Layout is part of fyne.Layout.
func (lineRowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(2, (s.Height-8)/2))
	o[0].Resize(fyne.NewSquareSize(8))
	width := min(56, (s.Width-120)/4)
	for i, c := range o[1:] {
		h := c.MinSize().Height
		x, w := float32(18), float32(104)
		if i > 0 {
			x, w = s.Width-width*float32(5-i), width
		}
		c.Move(fyne.NewPos(x, (s.Height-h)/2))
		c.Resize(fyne.NewSize(w, h))
	}
}

// MinSize is part of fyne.Layout.
func (lineRowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 24) }
