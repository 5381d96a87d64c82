package figureview

import (
	"fmt"
	"image"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/figure"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/view"
)

// Choices shows a figure as it will be written. What it consists of is chosen in cards
// at the left, in place of the experiment.
type Choices struct {
	open  view.Open
	frame view.Frame
	voice view.Voice
	files view.Files

	Begin  func() // anew, with all choices as at the start
	object fyne.CanvasObject
	Cards  fyne.CanvasObject

	Options    figure.Options
	Columns    int             // 0: one for each picture
	Off        map[string]bool // pictures that are left out
	Residuals  bool
	samples    bool
	Attack     bool // rows of the attack in place of the residuals
	attacked   *form.Check
	on         map[string]bool // plots that are shown
	Caption    bool
	Format     string
	WithArrays bool // arrays beside the figure

	panes         *fyne.Container // checks of the pictures
	PictureNames  []string        // that there are checks for
	PlotChecks    *fyne.Container // checks of the plots
	PlotNames     []string        // that there are checks for
	FormatButtons map[string]*form.Button
	plotCard      fyne.CanvasObject
	heads         []*canvas.Text
	labels        []*canvas.Text
	grounds       []*canvas.Rectangle

	surround *canvas.Rectangle

	last           *form.Select // that was made last
	insets, scales *form.Select
	suited         bool // inset and scale bar have been chosen for the size of the pictures
	Facts          *canvas.Text
	about          *canvas.Text
	Picture        *canvas.Image
	ExportButton   *form.Button

	Drawn   figure.Figure // in the preview
	Busy    bool
	waiting bool
}

// Formats are the file formats, by their extensions.
var Formats = []string{"png", "svg", "pdf"}

// newChoices begins with the choices as they are at the start.
func newChoices(open view.Open, frame view.Frame, voice view.Voice, files view.Files) *Choices {
	v := &Choices{
		open: open, frame: frame, voice: voice, files: files, Options: figure.DefaultOptions(), Off: map[string]bool{}, on: map[string]bool{}, Residuals: true, samples: true, Caption: true,
		Format: Formats[0], FormatButtons: map[string]*form.Button{},
	}
	v.Options.Inset = figure.Inset{Size: 48, Factor: 2}
	v.Options.ScaleBar = 32
	v.buildPreview()
	v.buildLeft()
	return v
}

// buildPreview makes the middle: heading, paper, caption.
func (v *Choices) buildPreview() {
	title := form.NewText("Preview", form.Strong)
	v.Facts, v.about = form.NewText("", form.Caption), form.NewText("The caption is written from the recipe.", form.Strong)
	v.Picture = canvas.NewImageFromImage(nil)
	v.Picture.FillMode = canvas.ImageFillContain
	head := container.New(&form.Line{Left: []fyne.CanvasObject{title, v.Facts}, Gap: 8}, title, v.Facts)
	more := form.NewText("Recipe and windows travel in the file, so that the figure can be made again.", form.Caption)
	plain := form.NewSmallButton("Caption", look.Copy, form.Tip{Name: "Copy the caption", Sentence: "As plain text."}, v.frame.Tips, func() {
		v.files.Copy(figure.Plain(v.Drawn.Caption), "the caption")
	})
	latex := form.NewSmallButton("LaTeX", look.Copy, form.Tip{Name: "Copy the caption for LaTeX"}, v.frame.Tips, func() {
		v.files.Copy(figure.LaTeX(v.Drawn.Caption), "the caption for LaTeX")
	})
	texts := container.New(form.Stack{Gap: 2, Margin: 8}, v.about, more)
	foot := container.NewStack(v.ground(), container.NewBorder(nil, nil, nil, container.New(&form.Line{Right: []fyne.CanvasObject{plain, latex}, Gap: 8, Margin: 12}, plain, latex), texts))
	v.surround = canvas.NewRectangle(nil)
	v.heads = append(v.heads, title)
	paper := container.New(paper{}, v.Picture)
	v.object = container.NewStack(v.surround, container.NewBorder(
		container.New(form.Inset{Sides: 16, Above: 12, Below: 8}, head), container.New(form.Inset{Sides: 16, Above: 8, Below: 12}, foot), nil, nil, paper))
}

func (v *Choices) ground() *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	v.grounds = append(v.grounds, r)
	return r
}

// paper puts the preview at the upper edge, in the middle.
type paper struct{}

const paperMargin = 16

// Layout is part of fyne.Layout.
func (paper) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(paperMargin, 0))
	o[0].Resize(fyne.NewSize(max(1, s.Width-2*paperMargin), max(1, s.Height)))
}

// MinSize is part of fyne.Layout.
func (paper) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 160) }

// buildLeft makes the cards.
func (v *Choices) buildLeft() {
	title := form.NewText("Figure", form.Strong)
	v.heads = append(v.heads, title)
	reset := form.NewSmallButton("Reset", nil, form.Tip{Name: "Reset", Sentence: "All choices as at the start."}, v.frame.Tips, v.Begin)
	head := container.New(&form.Line{Left: []fyne.CanvasObject{title}, Right: []fyne.CanvasObject{reset}, Margin: 12}, title, reset)
	v.panes, v.PlotChecks = container.New(form.Stack{Gap: 0}), container.New(form.Stack{Gap: 0})
	v.plotCard = v.card("Plots of the view Stability", v.PlotChecks)
	size, file := v.sizeAndFile()
	cards := container.New(form.Stack{Gap: look.Gap, Margin: look.Gap},
		v.card("Pictures", v.panes, form.Rule(), v.check("Row of residuals", &v.Residuals), v.check("Samples in the free cell", &v.samples), v.attackCheck()),
		v.plotCard, v.card("Marks", v.marks()...),
		v.card("Size", size...),
	)
	v.Cards = container.NewBorder(head, container.New(form.Inset{Sides: look.Gap, Above: 0, Below: look.Gap}, v.card("", file...)), nil, nil, container.NewVScroll(cards))
}

// card is a group of choices, under a title if it has one.
func (v *Choices) card(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	if title != "" {
		t := form.NewText(title, form.Strong)
		v.heads = append(v.heads, t)
		rows = append([]fyne.CanvasObject{t}, rows...)
	}
	return container.NewStack(v.ground(), container.New(form.Stack{Gap: 2, Margin: look.Gap}, rows...))
}

// check is a choice that is on or off.
func (v *Choices) check(label string, on *bool) fyne.CanvasObject {
	c := form.NewCheck(label, func(now bool) {
		*on = now
		v.Draw()
	})
	c.Checked = *on
	return c
}

// attackCheck is the choice of the rows of the view Stability.
func (v *Choices) attackCheck() fyne.CanvasObject {
	c := v.check("Rows of the attack instead", &v.Attack)
	v.attacked, _ = c.(*form.Check)
	return c
}

// takeAttack chooses them, if the figure is asked for from that view.
func (v *Choices) takeAttack(on bool) {
	if on && !v.Attack {
		v.attacked.SetChecked(true)
	}
}

// row is a choice with a list beside it.
func (v *Choices) row(left fyne.CanvasObject, room float32, titles []string, selected int, chosen func(int)) fyne.CanvasObject {
	list := form.ChooseTitle(titles, selected, func(i int) {
		chosen(i)
		v.Draw()
	})
	v.last = list.Select
	return container.New(form.Pair{Right: room}, left, list)
}

// The choices of the lists.
var (
	insetSizes  = []figure.Inset{{Size: 16, Factor: 3}, {Size: 32, Factor: 2}, {Size: 48, Factor: 2}, {Size: 48, Factor: 3}, {Size: 64, Factor: 2}, {Size: 96, Factor: 2}}
	scaleBars   = []int{8, 16, 32, 64, 128}
	pageWidths  = []float64{60, figure.OneColumn, figure.OneAndHalf, 150, figure.TwoColumns, 210}
	resolutions = []int{150, 300, 600, 1200}
	fontSizes   = []float64{5, 6, 7, 8, 9, 10, 12}
)

func (v *Choices) marks() []fyne.CanvasObject {
	o := &v.Options
	// A check that is off keeps what its list says.
	bars, withBars := figure.RowBars, true
	inset, withInset := o.Inset, true
	scale, withScale := o.ScaleBar, true
	apply := func() {
		o.Bars, o.Inset, o.ScaleBar = figure.NoBars, figure.Inset{}, 0
		if withBars {
			o.Bars = bars
		}
		if withInset {
			o.Inset = inset
		}
		if withScale {
			o.ScaleBar = scale
		}
		v.Draw()
	}
	check := func(label string, on *bool) fyne.CanvasObject {
		c := form.NewCheck(label, func(now bool) {
			*on = now
			apply()
		})
		c.Checked = *on
		return c
	}
	insets := v.row(check("Inset", &withInset), 124, form.Titles(insetSizes, func(i figure.Inset) string { return fmt.Sprintf("%d px × %d", i.Size, i.Factor) }), 2, func(i int) {
		inset = insetSizes[i]
		apply()
	})
	v.insets = v.last
	scales := v.row(check("Scale bar", &withScale), 124, form.Titles(scaleBars, func(n int) string { return fmt.Sprintf("%d px", n) }), 2, func(i int) {
		scale = scaleBars[i]
		apply()
	})
	v.scales = v.last
	return []fyne.CanvasObject{
		v.check("Titles and letters a, b, c", &o.Titles),
		v.check("Metrics", &o.Metrics),
		v.row(check("Colour bars", &withBars), 124, []string{"one per row", "one per picture"}, 0, func(i int) {
			bars = []figure.Bars{figure.RowBars, figure.CellBars}[i]
			apply()
		}),
		insets, scales,
		v.check("Caption", &v.Caption),
	}
}

func (v *Choices) sizeAndFile() (size, file []fyne.CanvasObject) {
	o := &v.Options
	label := func(s string) fyne.CanvasObject {
		t := form.NewText(s, form.Body)
		v.labels = append(v.labels, t)
		return t
	}
	tabs := &form.Line{Gap: 4}
	for _, f := range Formats {
		b := form.NewSmallButton(strings.ToUpper(f), nil, form.Tip{Name: strings.ToUpper(f)}, v.frame.Tips, func() {
			v.Format = f
			v.Draw()
		})
		v.FormatButtons[f] = b
		tabs.Left = append(tabs.Left, b)
	}
	v.ExportButton = form.NewActionButton(v.frame.Tips, v.ask)
	v.ExportButton.Text, v.ExportButton.Icon, v.ExportButton.Ground, v.ExportButton.Style.Role = "Export figure", look.Download, theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	v.ExportButton.Tip = form.Tip{Name: "Export figure", Detail: "Ctrl+E"}
	tabs.Right = []fyne.CanvasObject{v.ExportButton}
	columns := append([]string{"as many as fit"}, form.Titles([]int{1, 2, 3, 4, 5, 6}, func(n int) string { return fmt.Sprint(n) })...)
	columns[0] = "all in a row"
	size = []fyne.CanvasObject{
		v.row(label("Width"), 176, form.Titles(pageWidths, widthTitle), 4, func(i int) { o.Width = pageWidths[i] }),
		v.row(label("Columns"), 176, columns, 0, func(i int) { v.Columns = i }),
		v.row(label("Font size"), 176, form.Titles(fontSizes, func(s float64) string { return fmt.Sprintf("%g pt", s) }), 2, func(i int) { o.FontSize = fontSizes[i] }),
		v.row(label("Resolution"), 176, form.Titles(resolutions, func(n int) string { return fmt.Sprintf("%d dpi", n) }), 2, func(i int) { o.DPI = resolutions[i] }),
	}
	file = []fyne.CanvasObject{
		v.check("Data beside it, NPY and CSV", &v.WithArrays),
		container.New(tabs, append(append([]fyne.CanvasObject{}, tabs.Left...), v.ExportButton)...),
	}
	return size, file
}

func widthTitle(mm float64) string {
	switch mm {
	case figure.OneColumn:
		return "89 mm, one column"
	case figure.OneAndHalf:
		return "120 mm, one and a half"
	case figure.TwoColumns:
		return "183 mm, two columns"
	}
	return fmt.Sprintf("%g mm", mm)
}

// Draw draws the choices, and the preview on another goroutine.
func (v *Choices) Draw() {
	if !v.frame.Shown(v.Name()) {
		return
	}
	if d := v.open.Control.Data(); d != nil && !v.suited {
		v.suited = true
		v.suit(d.Shape().W)
	}
	v.showChecks()
	v.showPlotChecks()
	for f, b := range v.FormatButtons {
		b.SetOn(f == v.Format)
	}
	v.recolour()
	f, err := v.figure()
	if err == nil {
		_, err = f.Layout(v.LayoutOptions())
	}
	if err != nil {
		v.say(err)
		return
	}
	v.Drawn = f
	v.describe()
	v.draw()
}

// suit chooses the inset and the scale bar for pictures of this width.
func (v *Choices) suit(width int) {
	nearest := func(n, wanted int, size func(int) int) int {
		best := 0
		for i := range n {
			if abs(size(i)-wanted) < abs(size(best)-wanted) {
				best = i
			}
		}
		return best
	}
	v.insets.SetSelectedIndex(nearest(len(insetSizes), 3*width/16, func(i int) int { return insetSizes[i].Size }))
	v.scales.SetSelectedIndex(nearest(len(scaleBars), width/8, func(i int) int { return scaleBars[i] }))
}

func abs(n int) int { return max(n, -n) }

func (v *Choices) say(err error) {
	v.Facts.Text = err.Error()
	form.Restyle(v.Facts, form.Alarm)
	v.ExportButton.SetEnabled(false)
	v.Picture.Image = nil
	v.Picture.Refresh()
	v.object.Refresh()
}

// recolour takes the colours of the theme.
func (v *Choices) recolour() {
	p := look.Current()
	v.surround.FillColor = p.Surround
	v.surround.Refresh()
	for _, g := range v.grounds {
		g.FillColor, g.CornerRadius = p.Panel, look.Radius
		g.Refresh()
	}
	for _, t := range v.heads {
		form.Restyle(t, form.Strong)
	}
	for _, t := range v.labels {
		form.Restyle(t, form.Body)
	}
	form.Restyle(v.about, form.Strong)
	form.Restyle(v.Facts, form.Caption)
}

// showChecks lists the pictures that there are.
func (v *Choices) showChecks() {
	var names []string
	for _, c := range v.candidates() {
		names = append(names, c.Title)
	}
	if strings.Join(names, "\n") == strings.Join(v.PictureNames, "\n") && len(names) > 0 {
		return
	}
	v.PictureNames = names
	v.panes.Objects = nil
	for _, name := range names {
		c := form.NewCheck(name, func(on bool) {
			v.Off[name] = !on
			v.Draw()
		})
		c.Checked = !v.Off[name]
		v.panes.Objects = append(v.panes.Objects, c)
	}
	v.panes.Refresh()
	v.Cards.Refresh()
}

// LayoutOptions are the options with the middle of the inset: that of the region that is
// drawn, else the marked pixel, else that of the image.
func (v *Choices) LayoutOptions() figure.Options {
	o, g := v.Options, v.open.Group
	d := v.open.Control.Data()
	if d == nil {
		return o
	}
	o.Inset.Row, o.Inset.Col = d.Shape().H/2, d.Shape().W/2
	if c := g.Cursor(); c.Pinned {
		o.Inset.Row, o.Inset.Col = c.Row, c.Col
	}
	if r, ok := g.Region().In(d.Shape()); ok {
		o.Inset.Row, o.Inset.Col = (r.Row0+r.Row1)/2, (r.Col0+r.Col1)/2
	}
	return o
}

// describe says how large the figure is.
func (v *Choices) describe() {
	page, err := v.Drawn.Layout(v.LayoutOptions())
	if err != nil {
		return // said already
	}
	mmW, mmH := page.Millimetres()
	pxW, pxH := page.Pixels()
	facts := fmt.Sprintf("%.0f × %.0f mm", mmW, mmH)
	if v.Format == "png" {
		facts += fmt.Sprintf(" at %d dpi, %d × %d px", v.Options.DPI, pxW, pxH)
	}
	v.Facts.Text = facts + ", " + v.windowText()
	v.ExportButton.SetEnabled(true)
	v.object.Refresh()
	v.Cards.Refresh()
}

// draw makes the preview, at the resolution of the screen. While one is made, the next one
// waits, and only the last.
func (v *Choices) draw() {
	if v.Busy {
		v.waiting = true
		return
	}
	page, err := v.Drawn.Layout(v.LayoutOptions())
	if err != nil {
		return // said already
	}
	size, scale := v.Picture.Size(), float64(v.frame.Scale())
	dpi := int(72 * scale * math.Min(float64(size.Width)/page.Width, float64(size.Height)/page.Height))
	if dpi < 10 {
		return // not laid out yet
	}
	v.Busy = true
	v.files.Background(func() func() {
		m := page.Image(dpi)
		return func() { v.drawnTo(m) }
	})
}

// drawnTo takes the preview.
func (v *Choices) drawnTo(m image.Image) {
	v.Busy = false
	if !v.frame.Shown(v.Name()) {
		return // it is drawn anew when it is seen again
	}
	v.Picture.Image = m
	v.Picture.Refresh()
	if v.waiting {
		v.waiting = false
		v.draw()
	}
}

// letGo lets go of the figure and of its preview.
func (v *Choices) letGo() {
	v.Drawn, v.waiting = figure.Figure{}, false
	v.Picture.Image = nil
	v.Picture.Refresh()
}
