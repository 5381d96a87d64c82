package gui

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/view"
	"firenet/gui/viewer"
)

// side is the right column: plots, metrics and the recipe as text.
type side struct {
	w      *Window
	object *fyne.Container
	ground *canvas.Rectangle
	body   *fyne.Container
	tabs   *container.AppTabs

	convergence *plots.Convergence
	player      *player
	quantity    *form.Button
	shownCurve  plots.Quantity
	histogram   *viewer.Histogram
	counted     *viewer.Pane   // whose values the histogram counts
	reference   *model.Picture // and what is outlined behind them
	profile     *plots.Profile
	difference  *plots.Profile // to the truth, along the line
	along       *fyne.Container
	lined       bool              // laid out for the line
	own         fyne.CanvasObject // of the view, in a tab before the others; nil: there is none
	ownName     string
	regional    *regional // measures inside the region; nil without one
	csv         *form.Button
	metrics     *metricsTable
	recipe      *widget.Label

	rules  []*canvas.Rectangle
	heads  []*canvas.Text
	facts  []*canvas.Text
	pane   *canvas.Text
	row    *canvas.Text
	same   *canvas.Text
	both   *canvas.Text
	copied *form.Button
}

func newSide(w *Window) *side {
	s := &side{w: w, ground: canvas.NewRectangle(nil)}
	s.convergence = plots.NewConvergence(plots.RelativeError)
	s.quantity = form.NewSmallButton(plots.RelativeError.String(), nil, form.Tip{Name: "What is plotted", Sentence: "Error, objective or distance to the samples."}, w.tips, func() { w.overlays.popUp(s.quantityMenu(), s.quantity) })
	s.quantity.Style = form.Caption
	s.player = newPlayer(w)
	s.histogram = viewer.NewHistogram()
	s.profile, s.difference = plots.NewProfile(true), plots.NewProfile(false)
	s.along = container.New(form.Stack{Gap: 2})
	s.csv = form.NewSmallButton("CSV", look.Download, form.Tip{Name: "Save the curves", Sentence: "The values of all pictures along the line, for a table."}, w.tips, s.saveProfile)
	s.metrics = newMetricsTable(w)
	s.recipe = widget.NewLabel("")
	s.recipe.TextStyle.Monospace = true
	s.recipe.SizeName = "helperText"
	s.recipe.Selectable = true
	s.pane, s.row = form.NewText("", form.Caption), form.NewText("", form.Caption)
	s.same, s.both = form.NewText("same line", form.Caption), form.NewText("image · this line", form.Caption)
	s.facts = []*canvas.Text{s.pane, s.row, s.same, s.both}
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
func (s *side) section(title string, plot fyne.CanvasObject, right ...fyne.CanvasObject) *fyne.Container {
	if s.w.zones != nil && s.w.zones.below {
		title = "" // the tab says it
	}
	head := form.NewText(title, form.Strong)
	s.heads = append(s.heads, head)
	l := &form.Line{Left: []fyne.CanvasObject{head}, Right: right, Gap: 8}
	return container.NewBorder(container.New(l, append([]fyne.CanvasObject{head}, right...)...), nil, nil, nil, plot)
}

// arrange builds the tabs: in a column the plots stand below one another; under the panes
// each has its tab.
func (s *side) arrange(below bool) {
	s.heads = nil
	recipe := container.NewBorder(
		container.New(&form.Line{Right: []fyne.CanvasObject{s.copied}, Margin: 0}, s.copied), nil, nil, nil,
		container.NewScroll(s.recipe))
	metrics := container.NewVScroll(s.metrics.object)
	convergence := s.section("Convergence", container.NewBorder(nil, s.player.object, nil, nil, s.convergence), s.quantity)
	histogram := s.section("Window and level", s.histogram, s.pane)
	profile := s.section("Profile", s.profile, s.row)
	difference := s.section("Difference to truth", s.difference, s.same)
	along := s.section("Metrics", container.NewVScroll(s.along), s.both)
	if s.lined {
		profile = s.section("Profile", s.profile, s.row, s.csv)
	}
	selected := 0
	if s.tabs != nil {
		selected = s.tabs.SelectedIndex()
	}
	var items []*container.TabItem
	switch {
	case below:
		items = []*container.TabItem{
			container.NewTabItem("Convergence", padded(convergence)),
			container.NewTabItem("Window and level", padded(histogram)),
			container.NewTabItem("Profile", padded(profile)),
		}
		if s.lined {
			items = append(items, container.NewTabItem("Difference", padded(difference)))
		}
	case s.lined:
		// The line takes the room of what is not about it.
		items = []*container.TabItem{container.NewTabItem("Plots", padded(container.New(
			&thirds{rules: s.rules, shares: []float32{1.3, 0.95, 0.75}}, profile, difference, along, s.rules[0], s.rules[1])))}
	default:
		items = []*container.TabItem{container.NewTabItem("Plots", padded(container.New(
			&thirds{rules: s.rules, shares: []float32{1, 1, 1}}, convergence, histogram, profile, s.rules[0], s.rules[1])))}
	}
	if s.own != nil {
		items = append([]*container.TabItem{container.NewTabItem(s.ownName, container.New(form.Inset{Sides: 6}, s.own))}, items...)
	} else {
		items = append(items, container.NewTabItem("Metrics", padded(metrics)))
	}
	items = append(items, container.NewTabItem("Recipe", padded(recipe)))
	s.tabs = container.NewAppTabs(items...)
	if selected >= len(items) {
		selected = 0
	}
	s.tabs.SelectIndex(selected)
	s.tabs.OnSelected = func(*container.TabItem) { s.copied.SetText("Copy") }
	s.body.Objects = []fyne.CanvasObject{s.tabs}
	s.body.Refresh()
}

// turn lays the tabs out for a view.
func (s *side) turn(v view.View) {
	own := v.Side()
	if own == s.own {
		return
	}
	s.own, s.ownName = own, v.Name()
	s.tabs.SelectIndex(0)
	s.arrange(s.w.zones.below)
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

// thirds lays plots below one another, each with its share of the height, and lines
// between them.
type thirds struct {
	rules  []*canvas.Rectangle
	shares []float32
}

// Layout is part of fyne.Layout.
func (t *thirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const gap = 12
	o = o[:len(o)-len(t.rules)]
	all := float32(0)
	for _, share := range t.shares {
		all += share
	}
	y := float32(0)
	for i, p := range o {
		h := (s.Height - gap*float32(len(o)-1)) * t.shares[i] / all
		p.Move(fyne.NewPos(0, y))
		p.Resize(fyne.NewSize(s.Width, h))
		y += h + gap
		if i < len(t.rules) {
			t.rules[i].Move(fyne.NewPos(0, y-gap/2))
			t.rules[i].Resize(fyne.NewSize(s.Width, 1))
		}
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
		_, i := s.w.catalogue.Section(t.Name)
		if i < 0 || s.w.catalogue.Hidden[t.Name] {
			continue
		}
		slot := catalogue.SlotOf(sections, i)
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
			Selected: t.Name == s.w.catalogue.Selected, Layers: t.Layers,
		})
	}
	for _, t := range s.w.control.Compared() {
		if slot := s.w.catalogue.SlotOf(t.Name); slot >= 0 && len(t.Points) > 0 {
			curves = append(curves, plots.Curve{Name: t.Name, Points: t.Points, Slot: slot, Layers: t.Layers})
		}
	}
	s.convergence.SetCurves(curves, zeroFilled)
	s.player.show()
}

// showHistogram follows the focused pane.
func (s *side) showHistogram() {
	pane := s.w.panes.focused()
	p := pane.Picture()
	var reference *model.Picture
	if d := s.w.control.Data(); d != nil && p != nil && p.Kind() == model.Image {
		reference = s.w.catalogue.Picture(model.Image, d.Truth)
	}
	// The histogram notices a new picture in its pane by itself.
	if pane != s.counted || reference != s.reference {
		s.counted, s.reference = pane, reference
		s.histogram.SetPane(pane, reference)
	}
	text := "pane: " + pane.Name()
	_, divided := s.w.shown.(view.Divided)
	switch {
	case divided:
		text = "left of the divider"
	case p != nil && p.Kind() == model.Residual:
		text += ", all residuals"
	}
	if text != s.pane.Text {
		s.pane.Text = text
		s.pane.Refresh()
		s.body.Refresh() // places the text anew
	}
}

// showProfile draws the values along the line; without one, those of the row under the
// cross-hair, or of the middle one.
func (s *side) showProfile() {
	l := s.w.group.Line()
	if l.Shown != s.lined {
		s.lined = l.Shown
		s.arrange(s.w.zones != nil && s.w.zones.below)
	}
	if s.w.control.Data() == nil {
		return
	}
	text := describeLine(l)
	if l.Shown {
		s.showAlong(l)
	} else {
		text = s.showRow()
	}
	if text != s.row.Text {
		s.row.Text = text
		s.row.Refresh()
		s.body.Refresh() // places the text anew
	}
}

// showAlong draws profiles, differences and numbers along the line.
func (s *side) showAlong(l model.Line) {
	p := s.profileAlong(l)
	var marks, unnamed []plots.Mark
	if v, ok := s.w.shown.(view.Divided); ok {
		if at, ok := v.DividerOn(l); ok {
			marks = append(marks, plots.Mark{At: at, Name: "divider"})
			unnamed = append(unnamed, plots.Mark{At: at})
		}
	}
	s.profile.SetLines(p.lines, p.at, marks...)
	s.difference.SetLines(p.differences, p.at, unnamed...)
	s.along.Objects = s.lineTable(p)
	s.along.Refresh()
}

// showRow draws a row of the pictures and says which.
func (s *side) showRow() string {
	d := s.w.control.Data()
	row, column := d.Shape().H/2, -1
	if c := s.w.group.Cursor(); c.Shown && c.Row >= 0 && c.Row < d.Shape().H {
		row, column = c.Row, c.Col
	}
	var lines []plots.Line
	for _, n := range s.w.catalogue.Images() {
		if n.Slot >= 0 && n.Of != s.w.catalogue.Selected {
			continue // the truth, the zero-filled image and the selected one are enough to read
		}
		lines = append(lines, plots.Line{Name: n.Name, Values: n.Picture.Row(row), Slot: n.Slot})
	}
	text := "row " + form.FormatValue(row)
	if column < 0 {
		s.profile.SetLines(lines, nil)
		return text + ", the middle one"
	}
	s.profile.SetLines(lines, nil, plots.Mark{At: float64(column) + 0.5, Name: fmt.Sprintf("column %d", column)})
	return text
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
