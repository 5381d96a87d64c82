package figure

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/internal/goldentest"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/colormap"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/transform"
)

// computed is a small experiment.
var computed = sync.OnceValues(func() (*result.Result, error) {
	r := recipe.Default()
	r.Image.Size = 64
	r.Noise.Level = 0.01
	p, err := experiment.NewPlan(context.Background(), r, experiment.Options{Threads: 1})
	if err != nil {
		return nil, err
	}
	return experiment.Run(context.Background(), p, experiment.Options{Threads: 1})
})

// sample is a figure of the experiment with everything that a figure can have.
func sample(t *testing.T) (Figure, *result.Result) {
	t.Helper()
	result, err := computed()
	if err != nil {
		t.Fatal(err)
	}
	window, errors := model.Window{Lo: 0, Hi: 0.5}, model.Window{Lo: -0.3, Hi: 0.3}
	images := []Cell{{
		Picture: model.NewPicture(model.Image, result.Truth), Title: "Truth", About: "truth",
		Window: window, Map: colormap.Gray, Measures: []model.Measure{{Name: "64 × 64, real"}},
	}}
	u, err := transform.New[complex128]("fourier", result.Truth.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	spectrum := array.NewComplex(result.Truth.Shape)
	u.Forward(spectrum, result.Truth)
	below := []Cell{{
		Picture: model.NewSpectrum(spectrum, result.Mask), Title: "Samples, log |Ux|", About: "samples in colour over the log-spectrum",
		Window: model.DefaultWindow(model.SpectrumScale), Map: colormap.Inferno, Plain: true,
		Measures: []model.Measure{{Value: "614", Unit: "of 4096 samples (15.0 %)"}},
	}}
	for i, out := range result.Outputs {
		p := model.NewResidual(out.Image, result.Truth)
		images = append(images, Cell{
			Picture: model.NewPicture(model.Image, out.Image), Title: out.Name, About: About(result.Recipe.Reconstructors[i]),
			Window: window, Map: colormap.Gray, Measures: model.Measures(*out.Metrics),
		})
		below = append(below, Cell{
			Picture: p, Title: string(rune('b'+i)) + " – a", About: "real part of the error", Window: errors, Map: colormap.DivergingLight, NoInset: true,
			Measures: model.ResidualMeasures(p, errors)[1:],
		})
	}
	rows := Compose(images, below, 3)
	return Figure{
		Rows: rows, Title: "First <look> & more",
		Caption: Describe(result.Recipe, result.Truth.Shape, result.Mask.Count()) + " " + Captions(rows, nil),
		Notes:   map[string]string{"Window low": "0", "Window high": "0.5", "Recipe": string(result.Recipe.Encode())},
	}, result
}

func options() Options {
	o := DefaultOptions()
	o.Width, o.DPI = 120, 200
	o.Inset = Inset{Size: 16, Factor: 2, Row: 48, Col: 32}
	o.ScaleBar = 16
	return o
}

func layOut(t *testing.T, f Figure, o Options) *Page {
	t.Helper()
	p, err := f.Layout(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestGoldenFigures(t *testing.T) {
	f, _ := sample(t)
	goldentest.Compare(t, "rows", layOut(t, f, options()).Image(130))
	o := options()
	o.Bars, o.Width, o.Titles, o.ScaleBar = CellBars, OneColumn, false, 0
	f.Caption = ""
	goldentest.Compare(t, "cells", layOut(t, f, o).Image(130))
	o.Bars, o.Metrics, o.Inset = NoBars, false, Inset{}
	goldentest.Compare(t, "bare", layOut(t, f, o).Image(130))
}

func TestEverythingIsOnThePage(t *testing.T) {
	f, _ := sample(t)
	for _, width := range []float64{OneColumn, OneAndHalf, TwoColumns} {
		for _, bars := range []Bars{NoBars, RowBars, CellBars} {
			o := options()
			o.Width, o.Bars = width, bars
			p := layOut(t, f, o)
			inside := func(what string, x, y, w, h float64) {
				if x < 0 || y < 0 || x+w > p.Width+0.5 || y+h > p.Height+0.5 {
					t.Errorf("%g mm, bars %d: %s at %.1f, %.1f with %.1f x %.1f leaves the page %.1f x %.1f", width, bars, what, x, y, w, h, p.Width, p.Height)
				}
			}
			for _, i := range p.items {
				switch i := i.(type) {
				case text:
					inside("text "+i.runs[0].s, i.x, i.y-i.size, i.width(), 1.2*i.size)
				case box:
					inside("box", i.x, i.y, i.w, i.h)
				case picture:
					inside("picture", i.x, i.y, i.w, i.h)
				}
			}
		}
	}
}

func TestASharedBarIsOnlyThereForASharedScale(t *testing.T) {
	f, _ := sample(t)
	count := func() int {
		n := 0
		for _, i := range layOut(t, f, options()).items {
			if p, ok := i.(picture); ok && p.of == nil {
				n++
			}
		}
		return n
	}
	if n := count(); n != 2 {
		t.Errorf("%d bars for two rows, want 2", n)
	}
	f.Rows[0][1].Window.Hi = 0.7 // unlinked: each picture that has a scale gets its own
	if n := count(); n != 5 {
		t.Errorf("%d bars when one pane is unlinked, want 5", n)
	}
}

// curve is a plot with all that plots draw: solid and dashed lines, round marks, filled boxes,
// text in both weights.
func curve(on draw.Canvas) error {
	on.StrokeLine2(draw.LineStyle{Color: ink}, on.Min.X, on.Min.Y, on.Min.X, on.Max.Y) // no width: hidden
	grid := draw.LineStyle{Color: hair, Width: 1}
	on.StrokeLine2(grid, on.Min.X, on.Min.Y+20, on.Max.X, on.Min.Y+20)
	on.StrokeLines(draw.LineStyle{Color: mark, Width: 2}, []vg.Point{{X: on.Min.X, Y: on.Min.Y + 20}, {X: on.Max.X - 60, Y: on.Max.Y - 20}})
	on.StrokeLine2(draw.LineStyle{Color: ink, Width: 1.5, Dashes: []vg.Length{5, 3}}, on.Min.X, on.Min.Y+40, on.Max.X-60, on.Min.Y+60)
	on.DrawGlyph(draw.GlyphStyle{Color: mark, Radius: 4, Shape: draw.CircleGlyph{}}, vg.Point{X: on.Max.X - 60, Y: on.Max.Y - 20})
	on.DrawGlyph(draw.GlyphStyle{Color: ink, Radius: 4, Shape: draw.RingGlyph{}}, vg.Point{X: on.Max.X - 60, Y: on.Min.Y + 60})
	for i, bold := range []bool{false, true} {
		on.SetColor(ink)
		on.FillString(face(11, bold), vg.Point{X: on.Min.X, Y: on.Max.Y - 12*vg.Length(i+1)}, "‖e‖/‖y‖ < 1 & λ")
	}
	return nil
}

func withPlots(f Figure) Figure {
	f.Plots = []Plot{
		{Title: "Noise curve, rel. ℓ²", About: "error against the norm", Height: 120, TextSize: 11, Draw: curve},
		{Title: "Search", About: "amplification over steps", Height: 90, TextSize: 11, Draw: curve},
	}
	f.Caption = Captions(f.Rows, f.Plots)
	return f
}

// Plots stand below the pictures with the letters that follow, their texts in the size of the
// captions; in SVG and PDF they are lines and text, not pictures.
func TestPlotsAreDrawnWithLines(t *testing.T) {
	f, _ := sample(t)
	bare := layOut(t, f, options())
	f = withPlots(f)
	page := layOut(t, f, options())
	goldentest.Compare(t, "plots", page.Image(130))
	if !strings.Contains(f.Caption, "g, error against the norm. h, amplification over steps.") {
		t.Errorf("caption %q", f.Caption)
	}
	count := func(p *Page) (pictures, dashed int, sizes map[float64]bool) {
		sizes = map[float64]bool{}
		for _, i := range p.items {
			switch i := i.(type) {
			case picture:
				pictures++
			case stroke:
				if len(i.dashes) == 2 {
					dashed++
				}
			case text:
				sizes[math.Round(100*i.size)/100] = true
			}
		}
		return pictures, dashed, sizes
	}
	before, _, _ := count(bare)
	after, dashed, sizes := count(page)
	if after != before || dashed != 2 || len(sizes) != 2 || !sizes[7] || !sizes[6.02] {
		t.Errorf("%d pictures with plots, %d without; %d dashed lines; texts of %v", after, before, dashed, sizes)
	}
	var svg bytes.Buffer
	if err := page.SVG(&svg); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(svg.Bytes(), new(struct{})); err != nil {
		t.Error(err)
	}
	if n := strings.Count(svg.String(), "stroke-dasharray="); n != 2 || !strings.Contains(svg.String(), "‖e‖/‖y‖ &lt; 1 &amp; λ") {
		t.Errorf("%d dashed lines in the SVG, or no text of the plots", n)
	}
	if err := page.PDF(io.Discard, time.Time{}); err != nil {
		t.Error(err)
	}
}

// A figure of plots alone is one; on a narrow page they stand below one another.
func TestPlotsAlone(t *testing.T) {
	f := withPlots(Figure{})
	o := options()
	o.Width = TwoColumns
	wide := layOut(t, f, o)
	o.Width = 60
	narrow := layOut(t, f, o)
	if narrow.Height < 1.5*wide.Height {
		t.Errorf("%.0f points high in a narrow page, %.0f in a wide one", narrow.Height, wide.Height)
	}
	f.Plots[0].Draw = func(draw.Canvas) error { return errors.New("there is nothing to draw") }
	if _, err := f.Layout(o); err == nil || !strings.Contains(err.Error(), "Noise curve, rel. ℓ²: there is nothing to draw") {
		t.Errorf("a plot that cannot be drawn: %v", err)
	}
	if _, err := (Figure{}).Layout(o); err == nil {
		t.Error("a figure of nothing")
	}
}

func TestPNGHasSizeResolutionAndNotes(t *testing.T) {
	f, _ := sample(t)
	var b bytes.Buffer
	if err := layOut(t, f, options()).PNG(&b); err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if w := m.Bounds().Dx(); w != 945 { // 120 mm at 200 dpi are 944.9
		t.Errorf("%d pixels wide, want 945", w)
	}
	i := bytes.Index(b.Bytes(), []byte("pHYs"))
	if i < 0 || binary.BigEndian.Uint32(b.Bytes()[i+4:]) != 7874 || b.Bytes()[i+12] != 1 {
		t.Error("the resolution, 7874 pixels per metre, does not stand in the file")
	}
	for _, s := range []string{"tEXtWindow high\x000.5", "Recipe\x00format = 1"} {
		if !bytes.Contains(b.Bytes(), []byte(s)) {
			t.Errorf("the note %q is missing", s)
		}
	}
}

// pixelsOf are the pictures of an SVG.
func pixelsOf(t *testing.T, svg []byte) (list []image.Image) {
	t.Helper()
	for _, m := range regexp.MustCompile(`data:image/png;base64,([^"]+)"`).FindAllSubmatch(svg, -1) {
		raw, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(m[1])))
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, img)
	}
	return list
}

func TestSVGIsTextAndLosslessPixels(t *testing.T) {
	f, result := sample(t)
	var b bytes.Buffer
	if err := layOut(t, f, options()).SVG(&b); err != nil {
		t.Fatal(err)
	}
	var texts []string
	d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "text" {
				texts = append(texts, "")
			}
		case xml.CharData:
			if len(texts) > 0 {
				texts[len(texts)-1] += string(token)
			}
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"Truth", "rel. ℓ² " + model.Sig(result.Outputs[1].Metrics.RelativeL2), "λ = 2.5 · 10⁻⁴", "16 px"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is no text in the SVG:\n%s", want, all)
		}
	}
	// A third of 120 mm at 200 dpi has 4 x 64 pixels and some.
	first := pixelsOf(t, b.Bytes())[0]
	const times = 4
	if first.Bounds().Dx() != times*64 {
		t.Fatalf("the truth is embedded %v", first.Bounds())
	}
	for y := range times * 64 {
		for x := range times * 64 {
			z := result.Truth.At(y/times, x/times)
			want := colormap.Gray.At(float64(float32(real(z))) / 0.5)
			if got, _, _, _ := first.At(x, y).RGBA(); got>>8 != uint32(want.R) {
				t.Fatalf("pixel %d, %d is %d, want %d", y, x, got>>8, want.R)
			}
		}
	}
}

func TestPDFIsTextAndLossless(t *testing.T) {
	f, result := sample(t)
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var first bytes.Buffer
	if err := layOut(t, f, options()).PDF(&first, at); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(first.Bytes(), []byte("%PDF-1.")) || bytes.Contains(first.Bytes(), []byte("/DCTDecode")) || !bytes.Contains(first.Bytes(), []byte("/ToUnicode")) {
		t.Error("no PDF, or with lossy pictures, or without the characters of its text")
	}
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("poppler-utils are not installed: the text of the PDF is not read back")
	}
	file := filepath.Join(t.TempDir(), "figure.pdf")
	if err := os.WriteFile(file, first.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Truth", "rel. ℓ²", model.Sig(result.Outputs[1].Metrics.RelativeL2), "λ = 2.5 · 10⁻⁴"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is no text in the PDF:\n%s", want, out)
		}
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	f, _ := sample(t)
	for name, change := range map[string]func(*Options){
		"no width": func(o *Options) { o.Width = 0 }, "too wide": func(o *Options) { o.Width = 501 },
		"no dpi": func(o *Options) { o.DPI = 0 }, "font": func(o *Options) { o.FontSize = 100 },
		"too many columns": func(o *Options) { o.Width, o.FontSize, o.Bars = 31, 20, CellBars },
		"too many pixels":  func(o *Options) { o.Width, o.DPI = 500, 2400 },
	} {
		o := options()
		change(&o)
		if _, err := f.Layout(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := (Figure{}).Layout(options()); err == nil {
		t.Error("a figure of nothing: no error")
	}
}

func TestCompose(t *testing.T) {
	cells := make([]Cell, 5)
	rows := Compose(cells, cells, 3)
	if len(rows) != 4 || len(rows[0]) != 3 || len(rows[1]) != 3 || len(rows[2]) != 2 || len(rows[3]) != 2 {
		t.Errorf("rows %v", rows)
	}
	if rows := Compose(cells, nil, 9); len(rows) != 1 {
		t.Errorf("%d rows for 9 columns", len(rows))
	}
}

func TestLaTeX(t *testing.T) {
	if got := LaTeX("15 % of x_1, λ = 2.5 · 10⁻⁴, ℓ² & a–c"); got != `15 \% of x\_1, $\lambda$ = 2.5 $\cdot$ 10$^{-4}$, $\ell$$^{2}$ \& a--c` {
		t.Errorf("LaTeX %s", got)
	}
}

func TestCaption(t *testing.T) {
	f, _ := sample(t)
	for _, want := range []string{
		"Shepp-Logan phantom, N = 64, from 614 Fourier samples (15 %", "seed 1) with 1 % complex Gaussian noise.",
		"a, truth. b, zero-filled. c, FIRENET", "oracle", "e–f, real part of the error.", "Window 0 to 0.5; values above are cut off.", "±0.3",
	} {
		if !strings.Contains(Plain(f.Caption), want) {
			t.Errorf("%q is not in the caption %q", want, f.Caption)
		}
	}
}
