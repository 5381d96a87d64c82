package gui

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
)

// figureName is the name of the view.
const figureName = "Figure"

// figureView shows a figure as it will be written. What it consists of is chosen in cards
// at the left, in place of the experiment.
type figureView struct {
	w      *Window
	object fyne.CanvasObject
	left   fyne.CanvasObject

	options   figure.Options
	columns   int             // 0: one for each picture
	off       map[string]bool // pictures that are left out
	residuals bool
	samples   bool
	attack    bool // rows of the attack in place of the residuals
	attacked  *form.Check
	on        map[string]bool // plots that are shown
	caption   bool
	format    string
	data      bool // arrays beside the figure

	panes    *fyne.Container // checks of the pictures
	names    []string        // that there are checks for
	plots    *fyne.Container // checks of the plots
	plotted  []string        // that there are checks for
	formats  map[string]*form.Button
	plotCard fyne.CanvasObject
	heads    []*canvas.Text
	labels   []*canvas.Text
	grounds  []*canvas.Rectangle

	surround *canvas.Rectangle

	last           *form.Select // that was made last
	insets, scales *form.Select
	suited         bool // inset and scale bar have been chosen for the size of the pictures
	facts          *canvas.Text
	about          *canvas.Text
	picture        *canvas.Image
	export         *form.Button

	drawn   figure.Figure // in the preview
	busy    bool
	waiting bool
}

// figureFormats are the file formats, by their extensions.
var figureFormats = []string{"png", "svg", "pdf"}

func newFigureView(w *Window) *figureView {
	v := &figureView{
		w: w, options: figure.DefaultOptions(), off: map[string]bool{}, on: map[string]bool{}, residuals: true, samples: true, caption: true,
		format: figureFormats[0], formats: map[string]*form.Button{},
	}
	v.options.Inset = figure.Inset{Size: 48, Factor: 2}
	v.options.ScaleBar = 32
	v.buildPreview()
	v.buildLeft()
	return v
}

// buildPreview makes the middle: heading, paper, caption.
func (v *figureView) buildPreview() {
	w := v.w
	title := form.NewText("Preview", form.Strong)
	v.facts, v.about = form.NewText("", form.Caption), form.NewText("The caption is written from the recipe.", form.Strong)
	v.picture = canvas.NewImageFromImage(nil)
	v.picture.FillMode = canvas.ImageFillContain
	head := container.New(&form.Line{Left: []fyne.CanvasObject{title, v.facts}, Gap: 8}, title, v.facts)
	more := form.NewText("Recipe and windows travel in the file, so that the figure can be made again.", form.Caption)
	plain := form.NewSmallButton("Caption", look.Copy, form.Tip{Name: "Copy the caption", Sentence: "As plain text."}, w.tips, func() {
		w.copy(figure.Plain(v.drawn.Caption), "the caption")
	})
	latex := form.NewSmallButton("LaTeX", look.Copy, form.Tip{Name: "Copy the caption for LaTeX"}, w.tips, func() {
		w.copy(figure.LaTeX(v.drawn.Caption), "the caption for LaTeX")
	})
	texts := container.New(form.Stack{Gap: 2, Margin: 8}, v.about, more)
	foot := container.NewStack(v.ground(), container.NewBorder(nil, nil, nil, container.New(&form.Line{Right: []fyne.CanvasObject{plain, latex}, Gap: 8, Margin: 12}, plain, latex), texts))
	v.surround = canvas.NewRectangle(nil)
	v.heads = append(v.heads, title)
	paper := container.New(figurePaper{}, v.picture)
	v.object = container.NewStack(v.surround, container.NewBorder(
		container.New(form.Inset{Sides: 16, Above: 12, Below: 8}, head), container.New(form.Inset{Sides: 16, Above: 8, Below: 12}, foot), nil, nil, paper))
}

func (v *figureView) ground() *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	v.grounds = append(v.grounds, r)
	return r
}

// figurePaper puts the preview at the upper edge, in the middle.
type figurePaper struct{}

const paperMargin = 16

// Layout is part of fyne.Layout.
func (figurePaper) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(paperMargin, 0))
	o[0].Resize(fyne.NewSize(max(1, s.Width-2*paperMargin), max(1, s.Height)))
}

// MinSize is part of fyne.Layout.
func (figurePaper) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 160) }

// buildLeft makes the cards.
func (v *figureView) buildLeft() {
	w := v.w
	title := form.NewText("Figure", form.Strong)
	v.heads = append(v.heads, title)
	reset := form.NewSmallButton("Reset", nil, form.Tip{Name: "Reset", Sentence: "All choices as at the start."}, w.tips, w.resetFigure)
	head := container.New(&form.Line{Left: []fyne.CanvasObject{title}, Right: []fyne.CanvasObject{reset}, Margin: 12}, title, reset)
	v.panes, v.plots = container.New(form.Stack{Gap: 0}), container.New(form.Stack{Gap: 0})
	v.plotCard = v.card("Plots of the view Stability", v.plots)
	size, file := v.sizeAndFile()
	cards := container.New(form.Stack{Gap: look.Gap, Margin: look.Gap},
		v.card("Pictures", v.panes, form.Rule(), v.check("Row of residuals", &v.residuals), v.check("Samples in the free cell", &v.samples), v.attackCheck()),
		v.plotCard, v.card("Marks", v.marks()...),
		v.card("Size", size...),
	)
	v.left = container.NewBorder(head, container.New(form.Inset{Sides: look.Gap, Above: 0, Below: look.Gap}, v.card("", file...)), nil, nil, container.NewVScroll(cards))
}

// card is a group of choices, under a title if it has one.
func (v *figureView) card(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	if title != "" {
		t := form.NewText(title, form.Strong)
		v.heads = append(v.heads, t)
		rows = append([]fyne.CanvasObject{t}, rows...)
	}
	return container.NewStack(v.ground(), container.New(form.Stack{Gap: 2, Margin: look.Gap}, rows...))
}

// check is a choice that is on or off.
func (v *figureView) check(label string, on *bool) fyne.CanvasObject {
	c := form.NewCheck(label, func(now bool) {
		*on = now
		v.show()
	})
	c.Checked = *on
	return c
}

// attackCheck is the choice of the rows of the view Stability.
func (v *figureView) attackCheck() fyne.CanvasObject {
	c := v.check("Rows of the attack instead", &v.attack)
	v.attacked, _ = c.(*form.Check)
	return c
}

// takeAttack chooses them, if the figure is asked for from that view.
func (v *figureView) takeAttack(on bool) {
	if on && !v.attack {
		v.attacked.SetChecked(true)
	}
}

// row is a choice with a list beside it.
func (v *figureView) row(left fyne.CanvasObject, room float32, titles []string, selected int, chosen func(int)) fyne.CanvasObject {
	list := form.ChooseTitle(titles, selected, func(i int) {
		chosen(i)
		v.show()
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

func (v *figureView) marks() []fyne.CanvasObject {
	o := &v.options
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
		v.show()
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
		v.check("Caption", &v.caption),
	}
}

func (v *figureView) sizeAndFile() (size, file []fyne.CanvasObject) {
	o, w := &v.options, v.w
	label := func(s string) fyne.CanvasObject {
		t := form.NewText(s, form.Body)
		v.labels = append(v.labels, t)
		return t
	}
	tabs := &form.Line{Gap: 4}
	for _, f := range figureFormats {
		b := form.NewSmallButton(strings.ToUpper(f), nil, form.Tip{Name: strings.ToUpper(f)}, w.tips, func() {
			v.format = f
			v.show()
		})
		v.formats[f] = b
		tabs.Left = append(tabs.Left, b)
	}
	v.export = form.NewActionButton(w.tips, w.exportFigure)
	v.export.Text, v.export.Icon, v.export.Ground, v.export.Style.Role = "Export figure", look.Download, theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	v.export.Tip = form.Tip{Name: "Export figure", Detail: "Ctrl+E"}
	tabs.Right = []fyne.CanvasObject{v.export}
	columns := append([]string{"as many as fit"}, form.Titles([]int{1, 2, 3, 4, 5, 6}, func(n int) string { return fmt.Sprint(n) })...)
	columns[0] = "all in a row"
	size = []fyne.CanvasObject{
		v.row(label("Width"), 176, form.Titles(pageWidths, widthTitle), 4, func(i int) { o.Width = pageWidths[i] }),
		v.row(label("Columns"), 176, columns, 0, func(i int) { v.columns = i }),
		v.row(label("Font size"), 176, form.Titles(fontSizes, func(s float64) string { return fmt.Sprintf("%g pt", s) }), 2, func(i int) { o.FontSize = fontSizes[i] }),
		v.row(label("Resolution"), 176, form.Titles(resolutions, func(n int) string { return fmt.Sprintf("%d dpi", n) }), 2, func(i int) { o.DPI = resolutions[i] }),
	}
	file = []fyne.CanvasObject{
		v.check("Data beside it, NPY and CSV", &v.data),
		container.New(tabs, append(append([]fyne.CanvasObject{}, tabs.Left...), v.export)...),
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

// resetFigure begins the view anew.
func (w *Window) resetFigure() {
	w.figure = newFigureView(w)
	w.built[figureName] = w.figure.object
	w.showView(figureName)
}

// show draws the choices, and the preview on another goroutine.
func (v *figureView) show() {
	if v.w.view != figureName {
		return
	}
	if d := v.w.control.Data(); d != nil && !v.suited {
		v.suited = true
		v.suit(d.Shape().W)
	}
	v.showChecks()
	v.showPlotChecks()
	for f, b := range v.formats {
		b.SetOn(f == v.format)
	}
	v.recolour()
	f, err := v.figure()
	if err == nil {
		_, err = f.Layout(v.layoutOptions())
	}
	if err != nil {
		v.say(err)
		return
	}
	v.drawn = f
	v.describe()
	v.draw()
}

// suit chooses the inset and the scale bar for pictures of this width.
func (v *figureView) suit(width int) {
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

func (v *figureView) say(err error) {
	v.facts.Text = err.Error()
	form.Restyle(v.facts, form.Alarm)
	v.export.SetEnabled(false)
	v.picture.Image = nil
	v.picture.Refresh()
	v.object.Refresh()
}

// recolour takes the colours of the theme.
func (v *figureView) recolour() {
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
	form.Restyle(v.facts, form.Caption)
}

// showChecks lists the pictures that there are.
func (v *figureView) showChecks() {
	var names []string
	for _, c := range v.candidates() {
		names = append(names, c.Title)
	}
	if strings.Join(names, "\n") == strings.Join(v.names, "\n") && len(names) > 0 {
		return
	}
	v.names = names
	v.panes.Objects = nil
	for _, name := range names {
		c := form.NewCheck(name, func(on bool) {
			v.off[name] = !on
			v.show()
		})
		c.Checked = !v.off[name]
		v.panes.Objects = append(v.panes.Objects, c)
	}
	v.panes.Refresh()
	v.left.Refresh()
}

// layoutOptions are the options with the middle of the inset: that of the region that is
// drawn, else the marked pixel, else that of the image.
func (v *figureView) layoutOptions() figure.Options {
	o, g := v.options, v.w.group
	d := v.w.control.Data()
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
func (v *figureView) describe() {
	page, err := v.drawn.Layout(v.layoutOptions())
	if err != nil {
		return // said already
	}
	mmW, mmH := page.Millimetres()
	pxW, pxH := page.Pixels()
	facts := fmt.Sprintf("%.0f × %.0f mm", mmW, mmH)
	if v.format == "png" {
		facts += fmt.Sprintf(" at %d dpi, %d × %d px", v.options.DPI, pxW, pxH)
	}
	v.facts.Text = facts + ", " + v.windowText()
	v.export.SetEnabled(true)
	v.object.Refresh()
	v.left.Refresh()
}

// draw makes the preview, at the resolution of the screen. While one is made, the next one
// waits, and only the last.
func (v *figureView) draw() {
	if v.busy {
		v.waiting = true
		return
	}
	page, err := v.drawn.Layout(v.layoutOptions())
	if err != nil {
		return // said already
	}
	size, scale := v.picture.Size(), float64(v.w.win.Canvas().Scale())
	dpi := int(72 * scale * math.Min(float64(size.Width)/page.Width, float64(size.Height)/page.Height))
	if dpi < 10 {
		return // not laid out yet
	}
	v.busy = true
	v.w.background(func() func() {
		m := page.Image(dpi)
		return func() { v.drawnTo(m) }
	})
}

// drawnTo takes the preview.
func (v *figureView) drawnTo(m image.Image) {
	v.busy = false
	if v.w.view != figureName {
		return // it is drawn anew when it is seen again
	}
	v.picture.Image = m
	v.picture.Refresh()
	if v.waiting {
		v.waiting = false
		v.draw()
	}
}

// leave lets go of the figure and of its preview.
func (v *figureView) leave() {
	v.drawn, v.waiting = figure.Figure{}, false
	v.picture.Image = nil
	v.picture.Refresh()
}
