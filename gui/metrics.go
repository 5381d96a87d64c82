package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
)

// metricsTable lists all metrics of all reconstructors, and below what each means.
type metricsTable struct {
	w      *Window
	object *fyne.Container
	rows   *fyne.Container
}

// metrics are the columns, with their definitions.
var metrics = []struct {
	name, meaning string
	value         func(*control.Track) string
}{
	{"rel. ℓ²", "‖x̂ – x‖/‖x‖, complex images compared as complex.", func(t *control.Track) string { return model.Sig(t.Output.Metrics.RelativeL2) }},
	{"NRMSE", "root mean square error over the range max – min of |x|.", func(t *control.Track) string { return model.Sig(t.Output.Metrics.NRMSE) }},
	{"PSNR", "in dB, peak 1 for images in [0, 1], the range of |x| otherwise.", func(t *control.Track) string { return model.Decibels(t.Output.Metrics.PSNR) }},
	{"SSIM", "structural similarity of the moduli: Gaussian window 11 × 11, σ 1.5, K 0.01 and 0.03, mean over the positions where it fits.", func(t *control.Track) string { return model.Sig(t.Output.Metrics.SSIM) }},
	{"HFEN", "rel. ℓ² of the moduli after a Laplacian of Gaussian, σ 1.5, 15 × 15.", func(t *control.Track) string { return model.Sig(t.Output.Metrics.HFEN) }},
	{"time", "of the reconstruction alone, in seconds.", func(t *control.Track) string { return model.Sig(t.Output.Seconds) }},
}

func newMetricsTable(w *Window) *metricsTable {
	m := &metricsTable{w: w, rows: container.New(form.Stack{Gap: 2})}
	m.object = m.rows
	return m
}

// show draws the table anew.
func (m *metricsTable) show() {
	objects := m.regionRows()
	heads := make([]string, len(metrics))
	for i, c := range metrics {
		heads[i] = c.name
	}
	objects = append(objects, m.line(heads, form.Caption), form.Rule())
	meaning := "" // of the contrast of a detail
	sections := m.w.control.Recipe().Reconstructors
	for i, s := range sections {
		slot := catalogue.SlotOf(sections, i)
		objects = append(objects, m.head(s.Name, slot, m.marks(s.Name)))
		t := m.w.control.Track(s.Name)
		if t == nil || t.Output == nil || t.Output.Metrics == nil {
			objects = append(objects, form.NewParagraph("not computed to its end", form.Caption), form.Rule())
			continue
		}
		values := make([]string, len(metrics))
		for k, c := range metrics {
			values[k] = c.value(t)
		}
		objects = append(objects, m.line(values, form.Value))
		if r := t.Output.Detail; r != nil {
			objects = append(objects, form.NewParagraph(fmt.Sprintf("detail: %.0f %% of its contrast, chance %.0f %%", 100*r.Contrast, 100*r.Chance), form.Plain))
			meaning = recoveredTip
		}
		objects = append(objects, form.Rule())
	}
	for _, n := range m.notes() {
		objects = append(objects, form.NewParagraph(n, form.Caution))
	}
	objects = append(objects, form.Gap(8))
	if meaning != "" {
		objects = append(objects, form.NewParagraph("detail: "+meaning, form.Caption))
	}
	for _, c := range metrics {
		objects = append(objects, form.NewParagraph(c.name+": "+c.meaning, form.Caption))
	}
	m.rows.Objects = objects
	m.rows.Refresh()
}

// marks is what must be known of a reconstructor's numbers.
func (m *metricsTable) marks(name string) string {
	mark := ""
	if s, i := m.w.catalogue.Section(name); i >= 0 && m.w.catalogue.Oracle(s) {
		mark = "oracle"
	}
	if t := m.w.control.Track(name); t != nil && t.Output != nil && t.Output.WorseThanZeroFilled {
		if mark != "" {
			mark += ", "
		}
		mark += "worse than zero-filled"
	}
	return mark
}

// notes are sentences about the results, each once.
func (m *metricsTable) notes() []string {
	var order []string
	names := map[string]string{}
	for _, s := range m.w.control.Recipe().Reconstructors {
		t := m.w.control.Track(s.Name)
		if t == nil || t.Output == nil {
			continue
		}
		for _, n := range t.Output.Notes {
			if names[n] == "" {
				order = append(order, n)
				names[n] = s.Name
				continue
			}
			names[n] += ", " + s.Name
		}
	}
	for i, n := range order {
		order[i] = names[n] + ": " + n
	}
	return order
}

// head is a line with the colour and the name of a reconstructor.
func (m *metricsTable) head(name string, slot int, mark string) fyne.CanvasObject {
	p := look.Current()
	c := p.ZeroFilled
	if slot >= 0 {
		c = p.Curve(slot)
	}
	swatch := canvas.NewRectangle(c)
	swatch.SetMinSize(fyne.NewSize(12, 12))
	swatch.CornerRadius = 2
	text, note := form.NewText(name, form.Strong), form.NewText(mark, form.Caution)
	return container.New(&form.Line{Left: []fyne.CanvasObject{swatch, text, note}, Gap: 6}, swatch, text, note)
}

// line is one value in each column.
func (m *metricsTable) line(values []string, st form.Style) fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(values))
	for i, v := range values {
		t := form.NewText(v, st)
		t.Alignment = fyne.TextAlignTrailing
		objects[i] = t
	}
	return container.New(form.Even{}, objects...)
}
