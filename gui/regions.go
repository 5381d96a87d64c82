package gui

import (
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/array"
	"firenet/recon/quality"
)

// regional is what is known of the pictures inside the region.
type regional struct {
	region model.Region
	truth  *array.Complex
	images []*array.Complex // in the order of names
	names  []string
	values []quality.Metrics // nil while they are computed
}

// same says whether r measures what other does.
func (r *regional) same(other *regional) bool {
	return r != nil && r.region == other.region && r.truth == other.truth &&
		slices.Equal(r.images, other.images) && slices.Equal(r.names, other.names)
}

// regionCommands are those of the rectangle in which pictures are measured.
func (s *side) regionCommands() []command.Command {
	return []command.Command{
		{
			ID: "region", Name: "Region", Menu: "View",
			Sentence: "Drag a rectangle over a picture: all are measured inside it. Without the tool: drag with Shift or the right button. A click takes it away.",
			Do:       func() { s.w.group.SetRegionTool(!s.w.group.RegionTool()) },
			Checked:  s.w.group.RegionTool,
		},
		{
			ID: "region-off", Name: "Take the region away", Menu: "View",
			Do: func() { s.w.group.SetRegion(model.Region{}) }, Enabled: func() bool { return s.w.group.Region().Shown },
		},
	}
}

// measureRegion asks for the measures inside the region, unless they are known or asked
// for. While a run is under way its pictures change; it is measured at its end.
func (s *side) measureRegion() {
	d := s.w.control.Data()
	r, ok := model.Region{}, false
	if d != nil {
		r, ok = s.w.group.Region().In(d.Shape())
	}
	if !ok || d.Truth == nil {
		if s.regional != nil {
			s.regional = nil
			s.w.meter.Forget()
		}
		s.metrics.show()
		return
	}
	if s.w.control.Status().State == control.Running {
		return
	}
	next := &regional{region: r, truth: d.Truth}
	for _, t := range s.w.control.Tracks() {
		if t.Picture != nil && t.Picture.Image.Shape == d.Shape() {
			next.names, next.images = append(next.names, t.Name), append(next.images, t.Picture.Image)
		}
	}
	if s.regional.same(next) {
		return
	}
	s.regional = next
	s.metrics.show()
	s.w.meter.Measure(control.Inquiry{
		Rectangle: control.Rectangle{Row0: r.Row0, Col0: r.Col0, Row1: r.Row1, Col1: r.Col1},
		Reference: d.Truth, Images: next.images,
	}, func(values []quality.Metrics) {
		next.values = values
		s.metrics.show()
	})
}

// regionRows are the rows of the metrics that stand for the region; none without one.
func (m *metricsTable) regionRows() []fyne.CanvasObject {
	if !m.w.group.Region().Shown {
		return nil
	}
	head := form.NewText("In the region", form.Strong)
	off := form.NewSmallButton("", look.Cross, form.Tip{Name: "Take the region away"}, m.w.tips, func() { m.w.group.SetRegion(model.Region{}) })
	rows := []fyne.CanvasObject{container.New(&form.Line{Left: []fyne.CanvasObject{head}, Right: []fyne.CanvasObject{off}}, head, off)}
	r := m.w.side.regional
	if r == nil {
		text := "The region lies beside the picture."
		if d := m.w.control.Data(); d != nil && d.Truth == nil {
			text = "No measures: the true image is not known."
		}
		return append(rows, form.NewParagraph(text, form.Caption), form.Rule(), form.Gap(8))
	}
	s := r.region.Shape()
	rows = append(rows, form.NewText(fmt.Sprintf("rows %d to %d, columns %d to %d · %d × %d pixels",
		r.region.Row0, r.region.Row1-1, r.region.Col0, r.region.Col1-1, s.H, s.W), form.Caption))
	heads := lineRow{name: form.NewText("", form.Caption)}
	for _, t := range []string{"rel. ℓ²", "NRMSE", "PSNR", "SSIM"} {
		heads.values = append(heads.values, form.NewText(t, form.Caption))
	}
	rows = append(rows, heads.object(nil), form.Rule())
	for i, name := range r.names {
		dot := canvas.NewCircle(plots.Colour(look.Current(), m.w.catalogue.SlotOf(name)))
		var inside *quality.Metrics
		if r.values != nil {
			inside = &r.values[i]
		}
		rows = append(rows, fourMetrics(name, form.Plain, form.Value, inside).object(dot))
		if t := m.w.control.Track(name); t != nil && t.Output != nil {
			rows = append(rows, fourMetrics("whole image", form.Caption, form.Caption, t.Output.Metrics).object(nil))
		}
		rows = append(rows, form.Rule())
	}
	return append(rows, form.NewParagraph("PSNR and SSIM with the range of the whole image; SSIM from 11 × 11 pixels on.", form.Caption), form.Gap(12))
}

// fourMetrics is a row of the table of the region; nil metrics are not known (yet).
func fourMetrics(name string, named, valued form.Style, m *quality.Metrics) lineRow {
	r := lineRow{name: form.NewText(name, named)}
	values := []string{"…", "…", "…", "…"}
	if m != nil {
		values = []string{model.Sig(m.RelativeL2), model.Sig(m.NRMSE), model.Decibels(m.PSNR), model.Sig(m.SSIM)}
		if math.IsNaN(m.SSIM) {
			values[3] = "–"
		}
	}
	for _, v := range values {
		r.values = append(r.values, form.NewText(v, valued))
	}
	return r
}
