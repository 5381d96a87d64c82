package figureview

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/export"
	"firenet/gui/figure"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/wholefile"
)

// cell is a picture that a figure can have, with what was computed.
type cell struct {
	figure.Cell
	name         string // in names of files
	image, truth *array.Complex
	single       bool
}

// candidates are the truth, all results, and those of pinned runs.
func (v *Choices) candidates() []cell {
	d := v.open.Control.Data()
	if d == nil {
		return nil
	}
	var list []cell
	if d.Truth != nil {
		list = append(list, cell{name: "truth", image: d.Truth, truth: d.Truth, Cell: figure.Cell{
			Title: "Truth", About: "truth", Measures: []model.Measure{{Name: fmt.Sprintf("%d × %d, %s", d.Shape().H, d.Shape().W, realOrComplex(d.Truth))}},
		}})
	}
	for _, t := range append(append([]*control.Track{}, v.open.Control.Tracks()...), v.open.Control.Compared()...) {
		if t.Picture == nil || t.Picture.Image.Shape != d.Shape() {
			continue
		}
		c := cell{name: t.Name, image: t.Picture.Image, truth: t.Picture.Truth, Cell: figure.Cell{
			Title: t.Name, About: t.Name, Measures: v.open.Catalogue.TrackMeasures(t),
		}}
		for _, s := range d.Recipe.Reconstructors {
			if s.Name == t.Name {
				c.About = figure.About(s)
				if facts := catalogue.ShortFacts(s, true); facts != "" && !strings.Contains(t.Name, facts) {
					c.Title = t.Name + ", " + equation(facts)
				}
			}
		}
		if t.Output == nil {
			c.About += fmt.Sprintf(", layer %d of %d", t.Picture.Layer, t.Picture.Layers)
		} else {
			c.single = t.Output.Single
		}
		list = append(list, c)
	}
	return list
}

// equation is "p 5" as a figure writes it: p = 5.
func equation(fact string) string {
	symbol, value, ok := strings.Cut(fact, " ")
	if !ok {
		return fact
	}
	return symbol + " = " + value
}

func realOrComplex(a *array.Complex) string {
	if a.IsReal() {
		return "real"
	}
	return "complex, modulus"
}

// Chosen are the candidates that are not left out.
func (v *Choices) Chosen() []cell {
	var list []cell
	for _, c := range v.candidates() {
		if !v.Off[c.Title] {
			list = append(list, c)
		}
	}
	return list
}

// errNotPrepared says that the window is still preparing a picture.
var errNotPrepared = errors.New("the pictures are being prepared")

// figure is what is chosen.
func (v *Choices) figure() (figure.Figure, error) {
	d := v.open.Control.Data()
	if d == nil {
		return figure.Figure{}, errors.New("there is no picture yet")
	}
	cells := v.Chosen()
	var images, below []figure.Cell
	letter := func(i int) string { return string(rune('a' + i%26)) }
	for i, c := range cells {
		p := v.open.Catalogue.Pictures.Get(catalogue.Key{Image: c.image})
		if p == nil {
			return figure.Figure{}, errNotPrepared
		}
		v.displayOf(&c.Cell, p)
		images = append(images, c.Cell)
		if !v.Residuals || v.Attack {
			continue
		}
		free := figure.Cell{}
		switch {
		case c.truth == nil: // nothing to subtract
		case c.image == c.truth && v.samples:
			s, err := v.samplesCell(d)
			if err != nil {
				return figure.Figure{}, err
			}
			free = s
		case c.image != c.truth:
			r := v.open.Catalogue.Pictures.Get(catalogue.Key{Kind: model.Residual, Image: c.image, Reference: c.truth})
			if r == nil {
				return figure.Figure{}, errNotPrepared
			}
			minus := "truth"
			if d.Truth == c.truth && cells[0].image == d.Truth {
				minus = "a"
			}
			free = figure.Cell{Title: letter(i) + " – " + minus, About: errorWords(c.truth), NoInset: true, Measures: []model.Measure{
				{Name: "max |·|", Value: model.Sig(r.Peak())}, {Name: "rms", Value: model.Sig(r.RMS())},
			}}
			v.displayOf(&free, r)
		}
		below = append(below, free)
	}
	if v.Attack && len(cells) > 0 {
		rows, err := v.attackRows(cells)
		if err != nil {
			return figure.Figure{}, err
		}
		if rows != nil {
			return v.finished(append([][]figure.Cell{images}, rows...), d)
		}
	}
	columns := v.Columns
	if columns == 0 {
		columns = len(images)
	}
	if columns < len(images) {
		// Letters of the images are not in one row any more: titles name them.
		for i := range below {
			if below[i].NoInset {
				below[i].Title = "error of " + images[i].Title
			}
		}
	}
	return v.finished(figure.Compose(images, below, columns), d)
}

// finished is the figure of these rows, with caption and notes.
func (v *Choices) finished(rows [][]figure.Cell, d *control.Data) (figure.Figure, error) {
	columns := len(v.chosenPictures())
	if len(rows) > 0 {
		columns = len(rows[0])
	}
	answers, err := v.reportRows(columns)
	if err != nil {
		return figure.Figure{}, err
	}
	rows = append(rows, answers...)
	f := figure.Figure{Rows: rows, Plots: v.chosenPlots(), Title: v.open.Title(), Notes: v.notes(d)}
	if v.Caption {
		f.Caption = figure.Describe(d.Recipe, d.Shape(), d.Mask.Count()) + " " + figure.Captions(f.Rows, f.Plots)
	}
	return f, nil
}

// errorWords says what a residual shows.
func errorWords(truth *array.Complex) string {
	if truth.IsReal() {
		return "real part of the error"
	}
	return "modulus of the error, positive where the reconstruction has the larger modulus"
}

// samplesCell is the spectrum of the truth with the samples in colour.
func (v *Choices) samplesCell(d *control.Data) (figure.Cell, error) {
	p := v.open.Catalogue.Pictures.Get(catalogue.Key{Kind: model.Spectrum, Image: d.Spectrum, Mask: d.Mask})
	if p == nil {
		return figure.Cell{}, errNotPrepared
	}
	c := figure.Cell{
		Title: "Samples, log |Ux|", About: "samples in colour over the log-spectrum", Plain: true,
		Measures: []model.Measure{{
			Value: strconv.Itoa(d.Mask.Count()),
			Unit:  fmt.Sprintf("of %d samples (%s)", d.Shape().Len(), model.Percent(float64(d.Mask.Count())/float64(d.Shape().Len()))),
		}},
	}
	v.displayOf(&c, p)
	return c, nil
}

// displayOf gives a picture the window and the map that it has in its pane, or that all
// panes share, always in light colours.
func (v *Choices) displayOf(c *figure.Cell, p *model.Picture) {
	c.Picture = p
	scale := p.Kind().Scale()
	shared := v.open.Group.Display()
	c.Window, c.Map = shared.WindowOf(scale), shared.MapOf(scale).Map(false)
	for _, s := range v.frame.Panes() {
		if s.Picture() == p && !s.ScaleLinked() {
			c.Window, c.Map = s.Window(), s.Map().Map(false)
		}
	}
}

// notes travel in the file.
func (v *Choices) notes(d *control.Data) map[string]string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	display := v.open.Group.Display()
	images, residuals := display.WindowOf(model.ImageScale), display.WindowOf(model.ResidualScale)
	return map[string]string{
		imagefile.WindowLow: number(images.Lo), imagefile.WindowHigh: number(images.Hi),
		"Residual low": number(residuals.Lo), "Residual high": number(residuals.Hi),
		"Recipe":   string(export.Absolute(d.Recipe).Encode()),
		"Software": strings.TrimSpace("FIRENET Workbench " + v.open.Version),
	}
}

// windowText says how values are shown.
func (v *Choices) windowText() string {
	display := v.open.Group.Display()
	i, r := display.WindowOf(model.ImageScale), display.WindowOf(model.ResidualScale)
	text := fmt.Sprintf("window %s to %s as in the panes", model.Short(i.Lo), model.Short(i.Hi))
	if v.Residuals {
		text += ", errors ±" + model.Short(r.Hi)
	}
	return text
}

// ask asks for a file and writes the figure as it is in the view.
func (v *Choices) ask() {
	f, err := v.figure()
	if err == nil {
		_, err = f.Layout(v.LayoutOptions())
	}
	if err != nil {
		v.say(err)
		return
	}
	v.files.Ask(v.files.Stem()+"-figure."+v.Format, func(path string) { v.Write(path, f) })
}

// Write writes a figure, and the arrays beside it if they are wanted.
func (v *Choices) Write(path string, f figure.Figure) {
	options, format, now := v.LayoutOptions(), v.Format, v.files.Now()
	var cells []cell
	var tables []export.Table
	if v.WithArrays {
		cells, tables = append(v.Chosen(), v.reportData()...), v.plotData()
		if v.Attack {
			cells = append(cells, v.attackData()...)
		}
	}
	v.voice.Tell("Writing " + filepath.Base(path))
	v.files.Background(func() func() {
		page, err := f.Layout(options)
		if err == nil {
			err = wholefile.Write(path, func(out io.Writer) error {
				switch format {
				case "svg":
					return page.SVG(out)
				case "pdf":
					return page.PDF(out, now)
				}
				return page.PNG(out)
			})
		}
		for i := 0; err == nil && i < len(cells); i++ {
			c := cells[i]
			err = wholefile.Write(arrayBeside(path, c.name), export.Data{Array: c.image, Single: c.single}.NPY)
		}
		for i := 0; err == nil && i < len(tables); i++ {
			err = wholefile.Write(fileBeside(path, tables[i].Name), tables[i].Write)
		}
		return func() {
			if err != nil {
				v.voice.Failed(err)
				return
			}
			text := "Written  **" + filepath.Base(path) + "**"
			if len(cells) > 0 {
				text += " and " + model.Plural(len(cells), "array")
			}
			if len(tables) > 0 {
				text += " and " + model.Plural(len(tables), "table")
			}
			v.voice.Tell(text + "  to " + filepath.Dir(path))
		}
	})
}

// arrayBeside is the name of an array that belongs to a figure.
func arrayBeside(path, name string) string {
	return fileBeside(path, recipe.FolderName(name)+".npy")
}

// fileBeside is the name of another file of a figure.
func fileBeside(path, name string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + "-" + name
}
