package viewer

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
)

// Histogram shows how often each value occurs in a pane's picture, on a logarithmic axis,
// and sets the window of values by two handles, two fields and three buttons. What it
// changes is the window of all linked panes, if the pane is linked.
type Histogram struct {
	widget.BaseWidget

	pane      *Pane
	reference *model.Picture
	chart     *plots.Chart
	handles   [2]*handle
	fields    [2]*form.Entry
	buttons   []*widget.Button
	note      *canvas.Text // what is wrong with a typed value
	body      *fyne.Container

	shown [2]float64 // range of the axis
}

const (
	bins         = 128
	histogramTop = 22 // room for the grips above the area
)

// NewHistogram returns a histogram without a pane.
func NewHistogram() *Histogram {
	h := &Histogram{note: canvas.NewText("", color.Black)}
	h.note.TextSize = look.CaptionSize
	h.chart = plots.NewChart(plots.Margins{Left: 36, Right: 10, Top: histogramTop, Bottom: 20}, h.plot)
	for i := range h.handles {
		h.handles[i] = newHandle(func(x float32) { h.drag(i, x) }, h.dropped)
		h.fields[i] = form.NewEntry(true, form.Tip{}, nil)
		h.fields[i].Committed = func(text string) { h.typed(i, text) }
	}
	h.buttons = []*widget.Button{
		widget.NewButton("1–99 %", h.percentiles),
		widget.NewButton("Auto", func() { h.act((*Pane).AutoWindow) }),
		widget.NewButton("Reset", func() { h.act((*Pane).ResetWindow) }),
	}
	row := container.New(fieldRow{}, h.fields[0], h.fields[1], h.buttons[0], h.buttons[1], h.buttons[2])
	plot := container.New(&handleLayout{h}, h.chart, h.handles[0], h.handles[1])
	h.body = container.NewBorder(nil, container.NewVBox(row, h.note), nil, nil, plot)
	h.note.Hide()
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is part of fyne.Widget.
func (h *Histogram) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

// SetPane chooses whose values are counted; reference, outlined behind them, may be nil.
// A new picture in the pane is noticed.
func (h *Histogram) SetPane(p *Pane, reference *model.Picture) {
	if h.pane != nil {
		h.pane.watch = nil
	}
	h.pane, h.reference = p, reference
	if p != nil {
		p.watch = func(c model.Change) {
			if c&model.OptionChanged != 0 {
				h.fitAxis()
				h.chart.Refresh()
			}
			h.follow()
		}
	}
	h.fitAxis()
	h.follow()
	h.chart.Refresh()
}

// Close stops following the pane.
func (h *Histogram) Close() { h.SetPane(nil, nil) }

func (h *Histogram) picture() *model.Picture {
	if h.pane == nil {
		return nil
	}
	return h.pane.Picture()
}

// fitAxis makes the axis hold the values of the picture, but for a tenth of a per mille of
// far ones, and the window.
func (h *Histogram) fitAxis() {
	p := h.picture()
	if p == nil {
		return
	}
	lo, hi := p.Range()
	if a, b := p.Percentiles(0.0001, 0.9999); b > a {
		lo, hi = math.Max(lo, a-0.2*(b-a)), math.Min(hi, b+0.2*(b-a))
	}
	w := h.pane.Window()
	lo, hi = math.Min(lo, w.Lo), math.Max(hi, w.Hi)
	margin := 0.08 * (hi - lo)
	h.shown = [2]float64{lo - margin, hi + margin}
}

// follow shows the pane's window at the handles and in the fields.
func (h *Histogram) follow() {
	p := h.picture()
	for i := range h.fields {
		if p == nil {
			h.fields[i].SetText("")
			continue
		}
		h.fields[i].SetText(shortField(h.ends()[i]))
	}
	h.complain(-1, "")
	for _, b := range h.buttons {
		if p == nil {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	if p != nil {
		if w := h.ends(); w[0] < h.shown[0] || w[1] > h.shown[1] {
			h.fitAxis()
			h.chart.Refresh()
		}
	}
	h.placeHandles()
}

func (h *Histogram) ends() [2]float64 {
	w := h.pane.Window()
	return [2]float64{w.Lo, w.Hi}
}

// placeHandles moves the handles to the ends of the window.
func (h *Histogram) placeHandles() {
	size := h.chart.Size()
	for i, handle := range h.handles {
		if h.picture() == nil {
			handle.Hide()
			continue
		}
		handle.Show()
		x := h.across(h.ends()[i])
		handle.Move(fyne.NewPos(x-handleWidth/2, 0))
		handle.Resize(fyne.NewSize(handleWidth, size.Height-20))
	}
}

// across is where a value stands in the chart; before its first drawing too.
func (h *Histogram) across(v float64) float32 {
	width := h.chart.Size().Width - 36 - 10
	return 36 + float32((v-h.shown[0])/(h.shown[1]-h.shown[0]))*width
}

// drag moves end i of the window to the position x in the chart.
func (h *Histogram) drag(i int, x float32) {
	if h.picture() == nil {
		return
	}
	width := h.chart.Size().Width - 36 - 10
	v := h.shown[0] + float64((x-36)/width)*(h.shown[1]-h.shown[0])
	v = rounded(math.Max(h.shown[0], math.Min(h.shown[1], v)), h.shown)
	h.setEnd(i, v)
	h.handles[i].value(model.Short(h.ends()[i]))
}

func (h *Histogram) dropped() {
	for _, handle := range h.handles {
		handle.value("")
	}
}

// setEnd changes one end; it does not pass the other. Residuals stay symmetric.
func (h *Histogram) setEnd(i int, v float64) {
	w := h.ends()
	w[i] = v
	if h.pane.scale() == model.ResidualScale {
		w = [2]float64{-math.Abs(v), math.Abs(v)}
	}
	if least := 1e-3 * (h.shown[1] - h.shown[0]); w[1]-w[0] < least {
		w[i] = w[1-i] + least*float64(2*i-1)
	}
	h.pane.SetWindow(model.Window{Lo: w[0], Hi: w[1]})
}

// typed takes a value from a field.
func (h *Histogram) typed(i int, text string) {
	if h.picture() == nil {
		h.follow()
		return
	}
	v, err := strconv.ParseFloat(plain.Replace(text), 64)
	if err != nil || v-v != 0 {
		h.complain(i, "“"+text+"” is not a number. Use for example 0.5.")
		return
	}
	w := h.ends()
	if w[i] = v; h.pane.scale() == model.ResidualScale && v != 0 {
		w = [2]float64{-math.Abs(v), math.Abs(v)}
	}
	if w[0] >= w[1] {
		h.complain(i, fmt.Sprintf("The lower end must be below the upper one, %s.", model.Short(w[1])))
		if i == 1 {
			h.complain(i, fmt.Sprintf("The upper end must be above the lower one, %s.", model.Short(w[0])))
		}
		return
	}
	h.pane.SetWindow(model.Window{Lo: w[0], Hi: w[1]})
	h.follow()
}

// plain turns a number as it may be typed into one as Go reads it.
var plain = strings.NewReplacer("–", "-", ",", ".", " ", "")

// complain marks field i and says what is wrong with it; -1 and "" for nothing.
func (h *Histogram) complain(i int, text string) {
	for j, f := range h.fields {
		f.SetWrong(j == i)
	}
	h.note.Text, h.note.Color = text, look.Current().Error
	if text == "" {
		h.note.Hide()
	} else {
		h.note.Show()
	}
	h.note.Refresh()
}

func (h *Histogram) percentiles() {
	h.act(func(p *Pane) { p.SetWindow(model.PercentileWindow(p.Picture())) })
}

func (h *Histogram) act(change func(*Pane)) {
	if h.picture() != nil {
		change(h.pane)
		h.follow() // a wrong text goes away even if the window stays
	}
}

// rounded is v rounded to about a hundredth of a range, so that dragging gives short
// numbers.
func rounded(v float64, shown [2]float64) float64 {
	decimals := 2 - int(math.Floor(math.Log10(shown[1]-shown[0])))
	step := math.Pow(10, -float64(decimals))
	r, _ := strconv.ParseFloat(strconv.FormatFloat(math.Round(v/step)*step, 'f', max(0, decimals), 64), 64)
	return r
}

// shortField writes an end of the window with at most four significant digits.
func shortField(v float64) string {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 4, 64), 64)
	return model.Field(v)
}

// plot sets up the chart: filled counts of the picture, outlined ones of the reference.
func (h *Histogram) plot(s *plots.Scene) string {
	p := h.picture()
	if p == nil || !(h.shown[1] > h.shown[0]) {
		return "choose a pane to see its values"
	}
	counts := p.Histogram(h.shown[0]/p.Gain(), h.shown[1]/p.Gain(), bins)
	top := 10.0
	for _, n := range counts {
		top = math.Max(top, float64(n))
	}
	var behind []int
	if h.reference != nil && h.reference != p {
		behind = h.reference.Histogram(h.shown[0], h.shown[1], bins)
		for _, n := range behind {
			top = math.Max(top, float64(n))
		}
	}
	s.Plot.X.Min, s.Plot.X.Max = h.shown[0], h.shown[1]
	s.Plot.Y.Scale = plot.LogScale{}
	s.Plot.Y.Min, s.Plot.Y.Max = 0.8, top*1.5
	var powers []float64
	every := 1
	if top > 2e3 {
		every = 2
	}
	for e := 0; math.Pow(10, float64(e)) <= s.Plot.Y.Max; e += every {
		powers = append(powers, math.Pow(10, float64(e)))
	}
	scale := p.Kind().Scale()
	s.Axes(plots.Ticks(h.shown[0], h.shown[1], 6), powers,
		func(v float64) string { return scaleLabel(v, scale) }, model.Axis)
	fill := s.Palette.Muted
	fill.A = 0x40
	s.Plot.Add(outline{counts, draw.LineStyle{Color: s.Palette.Muted, Width: 1}, fill})
	if behind != nil {
		s.Plot.Add(outline{behind, draw.LineStyle{Color: s.Palette.Foreground, Width: 1}, color.NRGBA{}})
	}
	return ""
}

// outline draws counts as steps, filled below unless fill is transparent.
type outline struct {
	counts []int
	line   draw.LineStyle
	fill   color.NRGBA
}

// Plot is part of plot.Plotter.
func (o outline) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	width := (p.X.Max - p.X.Min) / float64(len(o.counts))
	path := []vg.Point{{X: x(p.X.Min), Y: c.Min.Y}}
	for i, n := range o.counts {
		at := c.Min.Y
		if n > 0 {
			at = y(float64(n))
		}
		left, right := x(p.X.Min+float64(i)*width), x(p.X.Min+float64(i+1)*width)
		path = append(path, vg.Point{X: left, Y: at}, vg.Point{X: right, Y: at})
	}
	path = append(path, vg.Point{X: x(p.X.Max), Y: c.Min.Y})
	if o.fill.A > 0 {
		c.FillPolygon(o.fill, path)
	}
	c.StrokeLines(o.line, path)
}

// handleLayout lets the chart fill the room and keeps the handles at their values.
type handleLayout struct{ h *Histogram }

// MinSize is part of fyne.Layout.
func (l *handleLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.h.chart.MinSize() }

// Layout is part of fyne.Layout.
func (l *handleLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.h.chart.Resize(size)
	l.h.placeHandles()
}

// fieldRow lays out the two fields and the buttons behind them in one row.
type fieldRow struct{}

// MinSize is part of fyne.Layout.
func (fieldRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for i, o := range objects {
		if i < 2 {
			w += 50
		} else {
			w += o.MinSize().Width
		}
	}
	return fyne.NewSize(w+4*4, look.Control)
}

// Layout is part of fyne.Layout.
func (l fieldRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := max(0, size.Width-l.MinSize(objects).Width)
	gap := 4 + min(4, spare/4)
	at := float32(0)
	for i, o := range objects {
		w := o.MinSize().Width
		if i < 2 {
			w = min(56, 50+spare/2)
		}
		o.Move(fyne.NewPos(at, 0))
		o.Resize(fyne.NewSize(w, look.Control))
		at += w + gap
	}
}

// handle is the vertical line at an end of the window, with a grip above.
type handle struct {
	widget.BaseWidget
	moved   func(x float32)
	dropped func()
	line    *canvas.Rectangle
	grip    *canvas.Rectangle
	text    *canvas.Text
}

const handleWidth = 14

var (
	_ fyne.Draggable     = (*handle)(nil)
	_ desktop.Cursorable = (*handle)(nil)
)

func newHandle(moved func(x float32), dropped func()) *handle {
	h := &handle{
		moved: moved, dropped: dropped,
		line: &canvas.Rectangle{}, grip: &canvas.Rectangle{CornerRadius: 2},
		text: canvas.NewText("", color.Black),
	}
	h.text.TextSize = look.CaptionSize
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is part of fyne.Widget.
func (h *handle) CreateRenderer() fyne.WidgetRenderer { return handleRenderer{h} }

type handleRenderer struct{ *handle }

func (r handleRenderer) MinSize() fyne.Size { return fyne.NewSize(handleWidth, 30) }
func (r handleRenderer) Destroy()           {}
func (r handleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.line, r.grip, r.text}
}

func (r handleRenderer) Layout(s fyne.Size) {
	r.grip.Move(fyne.NewPos((handleWidth-8)/2, 2))
	r.grip.Resize(fyne.NewSize(8, 14))
	r.line.Move(fyne.NewPos((handleWidth-2)/2, 8))
	r.line.Resize(fyne.NewSize(2, s.Height-8))
	r.Refresh()
}

func (r handleRenderer) Refresh() {
	p := look.Current()
	r.line.FillColor, r.grip.FillColor, r.text.Color = p.Primary, p.Primary, p.Foreground
	size := r.text.MinSize()
	r.text.Resize(size)
	r.text.Move(fyne.NewPos(handleWidth, 0))
	r.line.Refresh()
	r.grip.Refresh()
	r.text.Refresh()
}

// value shows a number beside the grip, nothing if it is empty.
func (h *handle) value(text string) {
	h.text.Text = text
	h.Refresh()
}

// Dragged is part of fyne.Draggable.
func (h *handle) Dragged(e *fyne.DragEvent) { h.moved(h.Position().X + e.Position.X) }

// DragEnd is part of fyne.Draggable.
func (h *handle) DragEnd() { h.dropped() }

// Cursor is part of desktop.Cursorable.
func (h *handle) Cursor() desktop.Cursor { return desktop.HResizeCursor }
