package swipe

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
)

// View is the view of two pictures in one pane, with a divider between them.
type View struct {
	open   view.Open
	frame  view.Frame
	Pane   *viewer.Pane
	Sides  [2]*side
	hint   *canvas.Text
	ground *canvas.Rectangle
	object fyne.CanvasObject
}

// side is what is seen on one side of the divider.
type side struct {
	Content model.Content
	Choice  *form.Choice
	label   *canvas.Text
	options []model.Content // in the order of the list
}

// New makes the view. It begins with zero-filled beside the selected reconstructor.
func New(open view.Open, frame view.Frame) *View {
	v := &View{open: open, frame: frame, Pane: viewer.NewPane(open.Group), hint: form.NewText("drag the divider, or hold B to blink", form.Caption)}
	v.ground = canvas.NewRectangle(nil)
	v.ground.CornerRadius = look.Radius
	v.Pane.Bare = true
	v.Pane.SetDivider(0.5)
	v.Pane.OnFocus = frame.Focused
	frame.Watch(v.Pane)
	v.Pane.OnDivider = func() {
		if open.Group.Line().Shown {
			frame.Profiled()
		}
	}
	begin := [2]model.Content{model.Show(model.ShowZeroFilled, ""), model.Show(model.ShowReconstruction, "")}
	for i, name := range []string{"left", "right"} {
		s := &side{Content: begin[i], label: form.NewText(name, form.Caption)}
		s.Choice = form.NewChoice(func(option string) {
			if n, err := strconv.Atoi(option); err == nil && n < len(s.options) {
				s.Content = s.options[n]
				v.Show()
			}
		})
		v.Sides[i] = s
	}
	head := container.New(headLayout{}, v.Sides[0].Choice.Box, v.Sides[0].label, v.hint, v.Sides[1].label, v.Sides[1].Choice.Box)
	v.object = container.New(layout{}, v.ground, head, v.Pane)
	return v
}

// Show draws both pictures.
func (v *View) Show() {
	v.Recolour()
	v.showChoices()
	d := v.open.Control.Data()
	if d == nil {
		v.Pane.SetMessage(viewer.Message{Text: "Computing the first picture"})
		return
	}
	subjects := [2]catalogue.Subject{v.open.Catalogue.Subject(v.Sides[0].Content, model.DefaultPart, d), v.open.Catalogue.Subject(v.Sides[1].Content, model.DefaultPart, d)}
	var pictures [2]*model.Picture
	for i, s := range subjects {
		if s.Empty {
			v.fail(v.frame.Absent(s.Missing))
			return
		}
		if pictures[i] = v.open.Catalogue.Pictures.Get(s.Key); pictures[i] == nil {
			if v.Pane.Picture() == nil {
				v.fail(viewer.Message{Text: "Preparing the picture"})
			}
			return
		}
	}
	if pictures[0].Shape != pictures[1].Shape {
		v.fail(viewer.Message{Text: "The pictures differ in size", Remedy: "Run both with the same size."})
		return
	}
	if v.Pane.Picture() != pictures[0] {
		v.Pane.SetPicture(pictures[0])
	}
	v.Pane.SetSecond(pictures[1], view.Badge(subjects[0]), view.Badge(subjects[1]))
	v.Pane.SetMeasures(v.measures(subjects[0], pictures[0]))
	v.Pane.SetSecondMeasures(v.measures(subjects[1], pictures[1]))
	v.frame.Focused()
}

// measures are the numbers under one of the pictures.
func (v *View) measures(s catalogue.Subject, p *model.Picture) []model.Measure {
	if p.Kind() == model.Residual {
		return model.ResidualMeasures(p, v.Pane.Window())[1:]
	}
	if s.Track == nil {
		lo, hi := p.Range()
		return []model.Measure{{Name: "min", Value: model.Short(lo)}, {Name: "max", Value: model.Short(hi)}}
	}
	return v.open.Catalogue.TrackMeasures(s.Track)
}

func (v *View) fail(m viewer.Message) {
	v.Pane.SetPicture(nil)
	v.Pane.SetSecond(nil, viewer.Badge{}, viewer.Badge{})
	v.Pane.SetMeasures(nil)
	v.Pane.SetSecondMeasures(nil)
	v.Pane.SetMessage(m)
}

// Leave lets go of the pictures.
func (v *View) Leave() {
	v.Pane.SetPicture(nil)
	v.Pane.SetSecond(nil, viewer.Badge{}, viewer.Badge{})
}

// showChoices lists the images on both sides; a content that is none of them, as a session
// may bring it, stands at the end.
func (v *View) showChoices() {
	for _, s := range v.Sides {
		var numbers, titles []string
		s.options = s.options[:0]
		at := -1
		for _, n := range v.open.Catalogue.ImageSources() {
			c := model.Content{Of: n.Source}
			if c == s.Content {
				at = len(s.options)
			}
			s.options = append(s.options, c)
			titles = append(titles, strings.TrimSuffix(n.Label, " reconstructor"))
		}
		if at < 0 {
			at = len(s.options)
			s.options = append(s.options, s.Content)
			title := v.open.Catalogue.Heading(s.Content)
			if name := s.Content.Of.Name; name != "" && name != title {
				title += " of " + name
			}
			titles = append(titles, title)
		}
		for i := range s.options {
			numbers = append(numbers, strconv.Itoa(i))
		}
		s.Choice.Show(numbers, titles, strconv.Itoa(at))
	}
}

// Recolour takes the colours of the theme.
func (v *View) Recolour() {
	for _, t := range []*canvas.Text{v.hint, v.Sides[0].label, v.Sides[1].label} {
		form.Restyle(t, form.Caption)
	}
	v.ground.FillColor = look.Current().Panel
	v.ground.Refresh()
}

// Save is part of view.Keeper.
func (v *View) Save(l *model.Layout) {
	l.Swipe = model.SwipeLayout{Left: v.Sides[0].Content, Right: v.Sides[1].Content, Divider: v.Pane.Divider()}
}

// Restore is part of view.Keeper.
func (v *View) Restore(l model.Layout) {
	for i, c := range []model.Content{l.Swipe.Left, l.Swipe.Right} {
		if c.Valid() {
			v.Sides[i].Content = c
		}
	}
	v.Pane.SetDivider(l.Swipe.Divider)
}

// Name is part of view.View.
func (v *View) Name() string { return "Swipe" }

// Sentence is part of view.View.
func (v *View) Sentence() string { return "Two pictures in one pane with a divider." }

// Centre is part of view.View.
func (v *View) Centre() fyne.CanvasObject { return v.object }

// Side is part of view.View: the plots are enough.
func (v *View) Side() fyne.CanvasObject { return nil }

// Commands is part of view.View: there are none but those of all pictures.
func (v *View) Commands() []command.Command { return nil }

// Panes is the one pane.
func (v *View) Panes() []*viewer.Pane { return []*viewer.Pane{v.Pane} }

// Focused is that pane.
func (v *View) Focused() *viewer.Pane { return v.Pane }

// Pair are the two pictures; nil if they are not both there.
func (v *View) Pair() *viewer.Pair {
	return v.open.Pair(v.Pane, model.DefaultPart, v.Sides[0].Content, v.Sides[1].Content)
}

// Contents are what is seen on both sides.
func (v *View) Contents() []*model.Content {
	return []*model.Content{&v.Sides[0].Content, &v.Sides[1].Content}
}

// DividerOn is where the divider crosses the line of the profiles, on the axis of the
// plots.
func (v *View) DividerOn(l model.Line) (at float64, ok bool) {
	x, ok := v.Pane.DividerColumn()
	if !ok || l.X0 == l.X1 {
		return 0, false
	}
	t := (x - l.X0) / (l.X1 - l.X0)
	_, axis := l.Axis()
	return axis[0] + t*(axis[len(axis)-1]-axis[0]), t >= 0 && t <= 1
}

// headLayout lays out the row above the picture: a list at each end, with its label beside
// it, and a hint between them.
type headLayout struct{}

// Layout is part of fyne.Layout.
func (headLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	list := min(140, s.Width/3)
	centre := func(c fyne.CanvasObject, x float32) {
		m := c.MinSize()
		c.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		c.Resize(m)
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(list, s.Height))
	o[4].Move(fyne.NewPos(s.Width-list, 0))
	o[4].Resize(fyne.NewSize(list, s.Height))
	centre(o[1], list+8)
	centre(o[3], s.Width-list-8-o[3].MinSize().Width)
	centre(o[2], (s.Width-o[2].MinSize().Width)/2)
	form.SetVisible(o[2], s.Width > 2*list+2*60+o[2].MinSize().Width)
}

// MinSize is part of fyne.Layout.
func (headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, look.Control) }

// layout puts the row above the pane.
type layout struct{}

// Layout is part of fyne.Layout.
func (layout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const margin = look.Gap
	o[0].Move(fyne.NewPos(margin, margin))
	o[0].Resize(fyne.NewSize(s.Width-2*margin, s.Height-2*margin))
	o[1].Move(fyne.NewPos(2*margin, margin+2))
	o[1].Resize(fyne.NewSize(s.Width-4*margin, look.Control))
	top := float32(margin + 2 + look.Control)
	o[2].Move(fyne.NewPos(margin, top))
	o[2].Resize(fyne.NewSize(s.Width-2*margin, s.Height-top-margin))
}

// MinSize is part of fyne.Layout.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
