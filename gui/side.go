package gui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/viewer"
)

const truthSlot = plots.Truth

// side is the right column: plots, metrics and the recipe as text.
type side struct {
	w      *Window
	object *fyne.Container
	ground *canvas.Rectangle
	body   *fyne.Container
	tabs   *container.AppTabs

	convergence *plots.Convergence
	quantity    *form.Button
	shownCurve  plots.Quantity
	histogram   *viewer.Histogram
	counted     *viewer.Pane   // whose values the histogram counts
	reference   *model.Picture // and what is outlined behind them
	profile     *plots.Profile
	metrics     *metricsTable
	recipe      *widget.Label

	rules  []*canvas.Rectangle
	heads  []*canvas.Text
	facts  []*canvas.Text
	pane   *canvas.Text
	row    *canvas.Text
	copied *form.Button
}

func newSide(w *Window) *side {
	s := &side{w: w, ground: canvas.NewRectangle(nil)}
	s.convergence = plots.NewConvergence(plots.RelativeError)
	s.quantity = form.NewSmallButton(plots.RelativeError.String(), nil, form.Tip{Name: "What is plotted", Sentence: "Error, objective or distance to the samples."}, w.tips, func() { w.popUp(s.quantityMenu(), s.quantity) })
	s.quantity.Style = form.Caption
	s.histogram = viewer.NewHistogram()
	s.profile = plots.NewProfile()
	s.metrics = newMetricsTable(w)
	s.recipe = widget.NewLabel("")
	s.recipe.TextStyle.Monospace = true
	s.recipe.SizeName = "helperText"
	s.recipe.Selectable = true
	s.pane, s.row = form.NewText("", form.Caption), form.NewText("", form.Caption)
	s.facts = []*canvas.Text{s.pane, s.row}
	s.rules = []*canvas.Rectangle{canvas.NewRectangle(nil), canvas.NewRectangle(nil)}
	s.body = container.NewStack()
	s.object = container.NewStack(s.ground, s.body)
	s.copied = form.NewSmallButton("Copy", look.Copy, form.Tip{Name: "Copy the recipe"}, w.tips, func() {
		w.app.Clipboard().SetContent(string(w.control.Recipe().Encode()))
		s.copied.SetText("Copied")
	})
	s.arrange(false)
	return s
}

// section is a plot with its heading; what stands at the right of it is muted.
func (s *side) section(title string, right, plot fyne.CanvasObject) *fyne.Container {
	if s.w.zones != nil && s.w.zones.below {
		title = "" // the tab says it
	}
	head := form.NewText(title, form.Strong)
	s.heads = append(s.heads, head)
	l := &line{left: []fyne.CanvasObject{head}, right: []fyne.CanvasObject{right}}
	return container.NewBorder(container.New(l, head, right), nil, nil, nil, plot)
}

// arrange builds the tabs: in a column the plots stand below one another; under the panes
// each has its tab.
func (s *side) arrange(below bool) {
	s.heads = nil
	recipe := container.NewBorder(
		container.New(&line{right: []fyne.CanvasObject{s.copied}, margin: 0}, s.copied), nil, nil, nil,
		container.NewScroll(s.recipe))
	metrics := container.NewVScroll(s.metrics.object)
	convergence := s.section("Convergence", s.quantity, s.convergence)
	histogram := s.section("Window and level", s.pane, s.histogram)
	profile := s.section("Profile", s.row, s.profile)
	selected := 0
	if s.tabs != nil {
		selected = s.tabs.SelectedIndex()
	}
	if below {
		s.tabs = container.NewAppTabs(
			container.NewTabItem("Convergence", padded(convergence)),
			container.NewTabItem("Window and level", padded(histogram)),
			container.NewTabItem("Profile", padded(profile)),
			container.NewTabItem("Metrics", padded(metrics)),
			container.NewTabItem("Recipe", padded(recipe)),
		)
	} else {
		s.tabs = container.NewAppTabs(
			container.NewTabItem("Plots", padded(container.New(&thirds{rules: s.rules}, convergence, histogram, profile, s.rules[0], s.rules[1]))),
			container.NewTabItem("Metrics", padded(metrics)),
			container.NewTabItem("Recipe", padded(recipe)),
		)
		selected = 0
	}
	s.tabs.SelectIndex(min(selected, len(s.tabs.Items)-1))
	s.tabs.OnSelected = func(*container.TabItem) { s.copied.SetText("Copy") }
	s.body.Objects = []fyne.CanvasObject{s.tabs}
	s.body.Refresh()
}

func padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(stackPadding{}, o)
}

// stackPadding leaves the margin of the right column around an object.
type stackPadding struct{}

// Layout is part of fyne.Layout.
func (stackPadding) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(8, 4))
	o[0].Resize(fyne.NewSize(max(0, s.Width-16), max(0, s.Height-8)))
}

// MinSize is part of fyne.Layout.
func (stackPadding) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 120) }

// thirds lays three plots below one another with equal heights, and lines between them.
type thirds struct{ rules []*canvas.Rectangle }

// Layout is part of fyne.Layout.
func (t *thirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const gap = 12
	o = o[:len(o)-len(t.rules)]
	h := (s.Height - gap*float32(len(o)-1)) / float32(len(o))
	for i, p := range o {
		p.Move(fyne.NewPos(0, float32(i)*(h+gap)))
		p.Resize(fyne.NewSize(s.Width, h))
	}
	for i, r := range t.rules {
		r.Move(fyne.NewPos(0, float32(i+1)*(h+gap)-gap/2))
		r.Resize(fyne.NewSize(s.Width, 1))
	}
}

// MinSize is part of fyne.Layout.
func (*thirds) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 360) }

// quantityMenu chooses what is plotted over the layers.
func (s *side) quantityMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	for _, q := range []plots.Quantity{plots.RelativeError, plots.Objective, plots.DataResidual} {
		item := fyne.NewMenuItem(q.String(), func() {
			s.shownCurve = q
			s.convergence.SetQuantity(q)
			s.quantity.SetText(q.String())
			s.object.Refresh()
		})
		item.Checked = q == s.shownCurve
		items = append(items, item)
	}
	return fyne.NewMenu("", items...)
}

// showTracks draws curves and profile.
func (s *side) showTracks() {
	s.showCurves()
	s.showProfile()
}

func (s *side) showCurves() {
	sections := s.w.control.Recipe().Reconstructors
	zeroFilled := math.NaN()
	var curves []plots.Curve
	for _, t := range s.w.control.Tracks() {
		_, i := s.w.section(t.Name)
		if i < 0 || s.w.hidden[t.Name] {
			continue
		}
		slot := slotOf(sections, i)
		if slot < 0 {
			if t.Output != nil && t.Output.Metrics != nil {
				zeroFilled = t.Output.Metrics.RelativeL2
			}
			continue
		}
		if len(t.Points) == 0 && t.Phase != control.Active {
			continue
		}
		curves = append(curves, plots.Curve{
			Name: t.Name, Points: t.Points, Slot: slot, Running: t.Phase == control.Active,
			Selected: t.Name == s.w.selected, Layers: t.Layers,
		})
	}
	s.convergence.SetCurves(curves, zeroFilled)
}

// showHistogram follows the focused pane.
func (s *side) showHistogram() {
	slot := s.w.panes[s.w.focused]
	var reference *model.Picture
	if d := s.w.control.Data(); d != nil && (slot.content.Of.What == model.ShowReconstruction || slot.content.Of.What == model.ShowZeroFilled) && slot.part == model.DefaultPart {
		reference = s.w.picture(model.Image, d.Truth)
	}
	// The histogram notices a new picture in its pane by itself.
	if slot.pane != s.counted || reference != s.reference {
		s.counted, s.reference = slot.pane, reference
		s.histogram.SetPane(slot.pane, reference)
	}
	text := "pane: " + slot.pane.Name()
	if p := slot.pane.Picture(); p != nil && p.Kind() == model.Residual {
		text += ", all residuals"
	}
	if text != s.pane.Text {
		s.pane.Text = text
		s.pane.Refresh()
		s.body.Refresh() // places the text anew
	}
}

// showProfile draws the row under the cross-hair, or the middle one.
func (s *side) showProfile() {
	d := s.w.control.Data()
	if d == nil {
		return
	}
	row, column := d.Shape().H/2, -1
	if c := s.w.group.Cursor(); c.Shown && c.Row >= 0 && c.Row < d.Shape().H {
		row, column = c.Row, c.Col
	}
	var lines []plots.Line
	for _, n := range s.w.images() {
		if n.slot >= 0 && n.name != s.w.selected {
			continue // the truth, the zero-filled image and the selected one are enough to read
		}
		lines = append(lines, plots.Line{Name: n.name, Values: n.picture.Row(row), Slot: n.slot})
	}
	s.profile.SetLines(lines, column)
	text := "row " + form.FormatValue(row)
	if column < 0 {
		text += ", the middle one"
	}
	if text != s.row.Text {
		s.row.Text = text
		s.row.Refresh()
		s.body.Refresh() // places the text anew
	}
}

// showRecipe draws the recipe as text.
func (s *side) showRecipe() {
	if text := string(s.w.control.Recipe().Encode()); text != s.recipe.Text {
		s.recipe.SetText(text)
		s.copied.SetText("Copy")
	}
}

// recolour takes the colours of the theme.
func (s *side) recolour() {
	for _, t := range s.heads {
		form.Restyle(t, form.Strong)
	}
	for _, t := range s.facts {
		form.Restyle(t, form.Caption)
	}
	for _, r := range s.rules {
		r.FillColor = look.Current().Separator
		r.Refresh()
	}
	s.metrics.show()
	s.object.Refresh()
}
