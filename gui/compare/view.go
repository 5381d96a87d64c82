package compare

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/export"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
	"firenet/recon/reconstruct"
)

// View is the view of pictures side by side.
type View struct {
	open  view.Open
	frame view.Frame

	Slots   []*Slot
	Area    *fyne.Container
	Current int // index of the pane that keys act on
}

// New makes the four panes of the first look.
func New(open view.Open, frame view.Frame) *View {
	v := &View{open: open, frame: frame, Area: container.New(grid{}), Current: 2}
	for _, c := range []model.Content{
		model.Show(model.ShowTruth, ""), model.Show(model.ShowZeroFilled, ""),
		model.Show(model.ShowReconstruction, ""), model.Show(model.ShowResidual, ""),
	} {
		v.Slots = append(v.Slots, v.newSlot(c))
	}
	v.placePanes()
	return v
}

// Name is part of view.View.
func (v *View) Name() string { return "Compare" }

// Sentence is part of view.View.
func (v *View) Sentence() string { return "Pictures side by side." }

// Centre is part of view.View.
func (v *View) Centre() fyne.CanvasObject { return v.Area }

// Side is part of view.View: the plots are enough.
func (v *View) Side() fyne.CanvasObject { return nil }

// Leave keeps the pictures: the panes are drawn also while they are not seen.
func (v *View) Leave() {}

// Recolour is part of view.View: the panes do it by themselves.
func (v *View) Recolour() {}

// Panes are all of the view.
func (v *View) Panes() []*viewer.Pane {
	list := make([]*viewer.Pane, len(v.Slots))
	for i, s := range v.Slots {
		list[i] = s.Pane
	}
	return list
}

// Focused is the pane that keys act on.
func (v *View) Focused() *viewer.Pane { return v.Slots[v.Current].Pane }

// Follow draws residuals anew whose window has changed, since their numbers depend on it.
func (v *View) Follow(c model.Change) {
	if c&model.WindowChanged == 0 {
		return
	}
	for _, s := range v.Slots {
		if p := s.Pane.Picture(); p != nil && p.Kind() == model.Residual {
			v.showPane(s)
		}
	}
}

// Contents are what the panes show, and have shown before.
func (v *View) Contents() []*model.Content {
	var list []*model.Content
	for _, s := range v.Slots {
		list = append(list, &s.Content, &s.previous)
	}
	return list
}

// Save is part of view.Keeper.
func (v *View) Save(l *model.Layout) {
	l.Focused = v.Current
	for _, s := range v.Slots {
		p := model.PaneLayout{Content: s.Content, Previous: s.previous, Part: s.part}
		s.Pane.Save(&p)
		l.Panes = append(l.Panes, p)
	}
}

// Restore brings the panes back, unless the layout says nothing of them.
func (v *View) Restore(l model.Layout) {
	if len(l.Panes) == 0 {
		return
	}
	for _, s := range v.Slots {
		s.Pane.Close()
	}
	v.Slots = nil
	for _, p := range l.Panes {
		s := v.newSlot(p.Content)
		s.previous, s.part = p.Previous, p.Part
		v.Slots = append(v.Slots, s)
	}
	v.Current = l.Focused
	v.placePanes()
	for i, p := range l.Panes {
		v.Slots[i].Pane.Restore(p)
	}
}

// Pair are what the focused pane shows and what it showed before; nil if they are not both
// there.
func (v *View) Pair() *viewer.Pair {
	s := v.Slots[v.Current]
	return v.open.Pair(s.Pane, s.part, s.Content, s.before())
}

// Data is what the focused pane shows, as it was computed.
func (v *View) Data() (e export.Data, name string, ok bool) {
	d, s := v.open.Control.Data(), v.Slots[v.Current]
	if d == nil {
		return e, "", false
	}
	sub := v.open.Catalogue.Subject(s.Content, s.part, d)
	if sub.Empty {
		return e, "", false
	}
	if e.Shown = v.open.Catalogue.Pictures.Get(sub.Key); e.Shown == nil {
		return e, "", false
	}
	switch k := sub.Key; {
	case k.Kind == model.Mask:
		e.Mask = k.Mask
	case k.Reference != nil:
		e.Array = catalogue.Difference(k.Image, k.Reference)
	default:
		e.Array = k.Image
		e.Single = sub.Track != nil && sub.Track.Output != nil && sub.Track.Output.Single
	}
	return e, sub.Name, true
}

// Slot is one pane and what it shows.
type Slot struct {
	Pane     *viewer.Pane
	Content  model.Content
	previous model.Content // what it showed before that was chosen
	part     model.Part
	drawn    model.Content // of the picture that is in the pane
}

// newSlot makes a pane that shows a content.
func (v *View) newSlot(c model.Content) *Slot {
	s := &Slot{Content: c}
	p := viewer.NewPane(v.open.Group)
	p.OnMenu = func(at fyne.Position) { v.frame.PopUp(v.PaneMenu(s), at) }
	p.OnFocus = func() {
		v.Current = max(0, slices.Index(v.Slots, s))
		v.frame.Focused()
	}
	v.frame.Watch(p)
	s.Pane = p
	return s
}

// placePanes puts the panes into their area.
func (v *View) placePanes() {
	v.Area.Objects = v.Area.Objects[:0]
	for _, s := range v.Slots {
		v.Area.Objects = append(v.Area.Objects, s.Pane)
	}
	v.Current = max(0, min(v.Current, len(v.Slots)-1))
	v.Area.Refresh()
}

// AddPane adds a pane behind another one; it shows what no other pane does.
func (v *View) AddPane(behind *Slot) {
	if len(v.Slots) >= model.MaxPanes {
		return
	}
	s := v.newSlot(v.notShown())
	at := slices.Index(v.Slots, behind) + 1
	v.Slots = slices.Insert(v.Slots, at, s)
	v.Current = at
	v.placePanes()
	v.showPane(s)
	v.frame.Focused()
}

// Commands add and remove panes.
func (v *View) Commands() []command.Command {
	can := func() bool { return v.frame.Pictured(v.Name()) }
	return []command.Command{
		{
			ID: "add-pane", Name: "Add a pane", Menu: "View", Line: true, Sentence: "The name of a pane opens a menu of what it shows.",
			Do: func() { v.AddPane(v.Slots[v.Current]) }, Enabled: func() bool { return can() && len(v.Slots) < model.MaxPanes },
		},
		{
			ID: "remove-pane", Name: "Remove the focused pane", Menu: "View",
			Do: func() { v.removePane(v.Slots[v.Current]) }, Enabled: func() bool { return can() && len(v.Slots) > 1 },
		},
	}
}

// notShown is a content that no pane shows.
func (v *View) notShown() model.Content {
	list := []model.Content{}
	for _, what := range []model.What{model.ShowTruth, model.ShowZeroFilled, model.ShowReconstruction, model.ShowResidual, model.ShowSpectrum} {
		list = append(list, model.Show(what, ""))
	}
	for _, r := range v.open.Control.Recipe().Reconstructors {
		if r.Name != v.open.Catalogue.Selected && !reconstruct.IsBaseline(r.Method) {
			list = append(list, model.Show(model.ShowReconstruction, r.Name))
		}
	}
	for _, what := range []model.What{model.ShowCoefficients, model.ShowMeasurements, model.ShowMask} {
		list = append(list, model.Show(what, ""))
	}
	for _, c := range list {
		if !slices.ContainsFunc(v.Slots, func(s *Slot) bool { return s.Content == c }) {
			return c
		}
	}
	return list[0]
}

// removePane takes a pane away, unless it is the last one.
func (v *View) removePane(s *Slot) {
	i := slices.Index(v.Slots, s)
	if i < 0 || len(v.Slots) == 1 {
		return
	}
	v.Slots = slices.Delete(v.Slots, i, i+1)
	s.Pane.Close()
	if v.Current >= i && v.Current > 0 {
		v.Current--
	}
	v.placePanes()
	v.frame.Focused()
}

// ChoosePane shows another content in a pane. What it showed before stays known for B.
func (v *View) ChoosePane(s *Slot, c model.Content) {
	if c != s.Content {
		s.previous, s.Content = s.Content, c
	}
	v.showPane(s)
	v.frame.Focused()
}

// ChoosePart shows another part of complex pictures in a pane.
func (v *View) ChoosePart(s *Slot, p model.Part) {
	s.part = p
	v.showPane(s)
	v.frame.Focused()
}

// Show draws all panes.
func (v *View) Show() {
	for _, s := range v.Slots {
		v.showPane(s)
	}
	v.frame.Focused()
}

// showEmpty says why there is no picture yet.
func (v *View) showEmpty(s *Slot) {
	s.Pane.SetPicture(nil)
	s.Pane.SetMeasures(nil)
	s.Pane.ClearProgress()
	if st := v.open.Control.Status(); st.State == control.Failed && st.Err != nil {
		s.Pane.SetMessage(v.frame.Absent(catalogue.Absence{Err: st.Err}))
		return
	}
	for _, e := range v.open.Control.Errors() {
		s.Pane.SetMessage(v.frame.Absent(catalogue.Absence{Err: e}))
		return
	}
	s.Pane.SetMessage(viewer.Message{Text: "Computing the first picture"})
}

// before is what B shows: what the pane showed before, at first the truth, and in the pane
// of the truth the selected reconstructor.
func (s *Slot) before() model.Content {
	switch truth := model.Show(model.ShowTruth, ""); {
	case s.previous.Valid():
		return s.previous
	case s.Content != truth:
		return truth
	}
	return model.Show(model.ShowReconstruction, "")
}
