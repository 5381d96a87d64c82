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
	"fyne.io/fyne/v2/widget"

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

const bins = 128

// Margins of the chart: labels at the left and below, grips above.
const (
	plotLeft   float32 = 36
	plotRight  float32 = 10
	plotTop    float32 = 22
	plotBottom float32 = 20
)

// NewHistogram returns a histogram without a pane.
func NewHistogram() *Histogram {
	h := &Histogram{note: canvas.NewText("", color.Black)}
	h.note.TextSize = look.CaptionSize
	h.chart = plots.NewChart(plots.Margins{Left: plotLeft, Right: plotRight, Top: plotTop, Bottom: plotBottom}, h.plot)
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
		handle.Resize(fyne.NewSize(handleWidth, size.Height-plotBottom))
	}
}

// across is where a value stands in the chart.
func (h *Histogram) across(v float64) float32 {
	width := h.chart.Size().Width - plotLeft - plotRight
	return plotLeft + float32((v-h.shown[0])/(h.shown[1]-h.shown[0]))*width
}

// drag moves end i of the window to the position x in the chart.
func (h *Histogram) drag(i int, x float32) {
	if h.picture() == nil {
		return
	}
	width := h.chart.Size().Width - plotLeft - plotRight
	v := h.shown[0] + float64((x-plotLeft)/width)*(h.shown[1]-h.shown[0])
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
