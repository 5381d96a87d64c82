package gui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/viewer"
)

// swipe is the view of two pictures in one pane, with a divider between them.
type swipe struct {
	w      *Window
	pane   *viewer.Pane
	sides  [2]*swipeSide
	hint   *canvas.Text
	ground *canvas.Rectangle
	object fyne.CanvasObject
}

// swipeSide is what is seen on one side of the divider.
type swipeSide struct {
	content model.Content
	choice  *form.Choice
	label   *canvas.Text
	options []model.Content // in the order of the list
}

// swipeName is the name of the view.
const swipeName = "Swipe"

// newSwipe makes the view. It begins with zero-filled beside the selected reconstructor.
func newSwipe(w *Window) *swipe {
	v := &swipe{w: w, pane: viewer.NewPane(w.group), hint: form.NewText("drag the divider, or hold B to blink", form.Caption)}
	v.ground = canvas.NewRectangle(nil)
	v.ground.CornerRadius = look.Radius
	v.pane.Bare = true
	v.pane.SetDivider(0.5)
	v.pane.OnFocus = w.side.showHistogram
	v.pane.OnKey, v.pane.OnRune, v.pane.OnKeyDown, v.pane.OnKeyUp = w.keys.TypedKey, w.keys.TypedRune, w.keys.KeyDown, w.keys.KeyUp
	v.pane.OnDivider = func() {
		if w.group.Line().Shown {
			w.side.showProfile()
		}
	}
	begin := [2]model.Content{model.Show(model.ShowZeroFilled, ""), model.Show(model.ShowReconstruction, "")}
	for i, name := range []string{"left", "right"} {
		s := &swipeSide{content: begin[i], label: form.NewText(name, form.Caption)}
		s.choice = form.NewChoice(func(option string) {
			if n, err := strconv.Atoi(option); err == nil && n < len(s.options) {
				s.content = s.options[n]
				v.show()
			}
		})
		v.sides[i] = s
	}
	head := container.New(swipeHead{}, v.sides[0].choice.Box, v.sides[0].label, v.hint, v.sides[1].label, v.sides[1].choice.Box)
	v.object = container.New(swipeLayout{}, v.ground, head, v.pane)
	return v
}

// show draws both pictures.
func (v *swipe) show() {
	v.recolour()
	v.showChoices()
	d := v.w.control.Data()
	if d == nil {
		v.pane.SetMessage(viewer.Message{Text: "Computing the first picture"})
		return
	}
	subjects := [2]catalogue.Subject{v.w.catalogue.Subject(v.sides[0].content, model.DefaultPart, d), v.w.catalogue.Subject(v.sides[1].content, model.DefaultPart, d)}
	var pictures [2]*model.Picture
	for i, s := range subjects {
		if s.Empty {
			v.fail(v.w.absent(s.Missing))
			return
		}
		if pictures[i] = v.w.catalogue.Pictures.Get(s.Key); pictures[i] == nil {
			if v.pane.Picture() == nil {
				v.fail(viewer.Message{Text: "Preparing the picture"})
			}
			return
		}
	}
	if pictures[0].Shape != pictures[1].Shape {
		v.fail(viewer.Message{Text: "The pictures differ in size", Remedy: "Run both with the same size."})
		return
	}
	if v.pane.Picture() != pictures[0] {
		v.pane.SetPicture(pictures[0])
	}
	v.pane.SetSecond(pictures[1], badge(subjects[0]), badge(subjects[1]))
	v.pane.SetMeasures(v.measures(subjects[0], pictures[0]))
	v.pane.SetSecondMeasures(v.measures(subjects[1], pictures[1]))
	v.w.side.showHistogram()
}

// measures are the numbers under one of the pictures.
func (v *swipe) measures(s catalogue.Subject, p *model.Picture) []model.Measure {
	if p.Kind() == model.Residual {
		return model.ResidualMeasures(p, v.pane.Window())[1:]
	}
	if s.Track == nil {
		lo, hi := p.Range()
		return []model.Measure{{Name: "min", Value: model.Short(lo)}, {Name: "max", Value: model.Short(hi)}}
	}
	return v.w.catalogue.TrackMeasures(s.Track)
}

func (v *swipe) fail(m viewer.Message) {
	v.pane.SetPicture(nil)
	v.pane.SetSecond(nil, viewer.Badge{}, viewer.Badge{})
	v.pane.SetMeasures(nil)
	v.pane.SetSecondMeasures(nil)
	v.pane.SetMessage(m)
}

// leave lets go of the pictures.
func (v *swipe) leave() {
	v.pane.SetPicture(nil)
	v.pane.SetSecond(nil, viewer.Badge{}, viewer.Badge{})
}

// badge is the name of a picture in its corner, with the colour of its curve.
func badge(s catalogue.Subject) viewer.Badge {
	return viewer.Badge{Name: s.Name, Colour: plots.Colour(look.Current(), s.Slot)}
}

// showChoices lists the images on both sides; a content that is none of them, as a session
// may bring it, stands at the end.
func (v *swipe) showChoices() {
	for _, s := range v.sides {
		var numbers, titles []string
		s.options = s.options[:0]
		at := -1
		for _, n := range v.w.catalogue.ImageSources() {
			c := model.Content{Of: n.Source}
			if c == s.content {
				at = len(s.options)
			}
			s.options = append(s.options, c)
			titles = append(titles, strings.TrimSuffix(n.Label, " reconstructor"))
		}
		if at < 0 {
			at = len(s.options)
			s.options = append(s.options, s.content)
			title := v.w.catalogue.Heading(s.content)
			if name := s.content.Of.Name; name != "" && name != title {
				title += " of " + name
			}
			titles = append(titles, title)
		}
		for i := range s.options {
			numbers = append(numbers, strconv.Itoa(i))
		}
		s.choice.Show(numbers, titles, strconv.Itoa(at))
	}
}

// recolour takes the colours of the theme.
func (v *swipe) recolour() {
	for _, t := range []*canvas.Text{v.hint, v.sides[0].label, v.sides[1].label} {
		form.Restyle(t, form.Caption)
	}
	v.ground.FillColor = look.Current().Panel
	v.ground.Refresh()
}

// layout is what a session keeps of the view.
func (v *swipe) layout() model.SwipeLayout {
	return model.SwipeLayout{Left: v.sides[0].content, Right: v.sides[1].content, Divider: v.pane.Divider()}
}

func (v *swipe) setLayout(l model.SwipeLayout) {
	for i, c := range []model.Content{l.Left, l.Right} {
		if c.Valid() {
			v.sides[i].content = c
		}
	}
	v.pane.SetDivider(l.Divider)
}

// dividerOn is where the divider crosses the line of the profiles, on the axis of the
// plots.
func (w *Window) dividerOn(l model.Line) (at float64, ok bool) {
	if w.view != swipeName {
		return 0, false
	}
	x, ok := w.swipe.pane.DividerColumn()
	if !ok || l.X0 == l.X1 {
		return 0, false
	}
	t := (x - l.X0) / (l.X1 - l.X0)
	_, axis := l.Axis()
	return axis[0] + t*(axis[len(axis)-1]-axis[0]), t >= 0 && t <= 1
}

// shownPanes are the panes of the view that is seen.
func (w *Window) shownPanes() []*viewer.Pane {
	switch w.view {
	case swipeName:
		return []*viewer.Pane{w.swipe.pane}
	case labName:
		return w.lab.panes()
	}
	list := make([]*viewer.Pane, len(w.panes))
	for i, s := range w.panes {
		list[i] = s.pane
	}
	return list
}

// swipeHead lays out the row above the picture: a list at each end, with its label beside
// it, and a hint between them.
type swipeHead struct{}

// Layout is part of fyne.Layout.
func (swipeHead) Layout(o []fyne.CanvasObject, s fyne.Size) {
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
func (swipeHead) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, look.Control) }

// swipeLayout puts the row above the pane.
type swipeLayout struct{}

// Layout is part of fyne.Layout.
func (swipeLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
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
func (swipeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
