package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// slot is one pane and what it shows.
type slot struct {
	pane     *viewer.Pane
	content  model.Content
	previous model.Content // what it showed before that was chosen
	part     model.Part
	drawn    model.Content // of the picture that is in the pane
}

// badgeDelay is how long a run must last before progress is shown on a picture.
const badgeDelay = 150

// buildPanes makes the four panes of the first look.
func (w *Window) buildPanes() {
	w.paneArea = container.New(grid{})
	w.focused = 2
	for _, c := range []model.Content{
		model.Show(model.ShowTruth, ""), model.Show(model.ShowZeroFilled, ""),
		model.Show(model.ShowReconstruction, ""), model.Show(model.ShowResidual, ""),
	} {
		w.panes = append(w.panes, w.newSlot(c))
	}
	w.placePanes()
}

// newSlot makes a pane that shows a content.
func (w *Window) newSlot(c model.Content) *slot {
	s := &slot{content: c}
	p := viewer.NewPane(w.group)
	p.OnMenu = func(at fyne.Position) { w.popUpAt(w.paneMenu(s), at) }
	p.OnFocus = func() {
		w.focused = max(0, slices.Index(w.panes, s))
		w.side.showHistogram()
	}
	p.OnKey, p.OnRune, p.OnKeyDown, p.OnKeyUp = w.keys.TypedKey, w.keys.TypedRune, w.keys.KeyDown, w.keys.KeyUp
	s.pane = p
	return s
}

// placePanes puts the panes into their area.
func (w *Window) placePanes() {
	w.paneArea.Objects = w.paneArea.Objects[:0]
	for _, s := range w.panes {
		w.paneArea.Objects = append(w.paneArea.Objects, s.pane)
	}
	w.focused = max(0, min(w.focused, len(w.panes)-1))
	w.paneArea.Refresh()
}

// addPane adds a pane behind another one; it shows what no other pane does.
func (w *Window) addPane(behind *slot) {
	if len(w.panes) >= model.MaxPanes {
		return
	}
	s := w.newSlot(w.notShown())
	at := slices.Index(w.panes, behind) + 1
	w.panes = slices.Insert(w.panes, at, s)
	w.focused = at
	w.placePanes()
	w.showPane(s)
	w.side.showHistogram()
}

// gridCommands add and remove panes.
func (w *Window) gridCommands() []command.Command {
	compare := func() bool { return w.view != swipeName && w.view != labName && len(w.panes) > 0 }
	return []command.Command{
		{
			ID: "add-pane", Name: "Add a pane", Menu: "View", Line: true, Sentence: "The name of a pane opens a menu of what it shows.",
			Do: func() { w.addPane(w.panes[w.focused]) }, Enabled: func() bool { return compare() && len(w.panes) < model.MaxPanes },
		},
		{
			ID: "remove-pane", Name: "Remove the focused pane", Menu: "View",
			Do: func() { w.removePane(w.panes[w.focused]) }, Enabled: func() bool { return compare() && len(w.panes) > 1 },
		},
	}
}

// notShown is a content that no pane shows.
func (w *Window) notShown() model.Content {
	list := []model.Content{}
	for _, what := range []model.What{model.ShowTruth, model.ShowZeroFilled, model.ShowReconstruction, model.ShowResidual, model.ShowSpectrum} {
		list = append(list, model.Show(what, ""))
	}
	for _, r := range w.control.Recipe().Reconstructors {
		if r.Name != w.catalogue.Selected && !reconstruct.IsBaseline(r.Method) {
			list = append(list, model.Show(model.ShowReconstruction, r.Name))
		}
	}
	for _, what := range []model.What{model.ShowCoefficients, model.ShowMeasurements, model.ShowMask} {
		list = append(list, model.Show(what, ""))
	}
	for _, c := range list {
		if !slices.ContainsFunc(w.panes, func(s *slot) bool { return s.content == c }) {
			return c
		}
	}
	return list[0]
}

// removePane takes a pane away, unless it is the last one.
func (w *Window) removePane(s *slot) {
	i := slices.Index(w.panes, s)
	if i < 0 || len(w.panes) == 1 {
		return
	}
	w.panes = slices.Delete(w.panes, i, i+1)
	s.pane.Close()
	if w.focused >= i && w.focused > 0 {
		w.focused--
	}
	w.placePanes()
	w.side.showHistogram()
}

// choosePane shows another content in a pane. What it showed before stays known for B.
func (w *Window) choosePane(s *slot, c model.Content) {
	if c != s.content {
		s.previous, s.content = s.content, c
	}
	w.showPane(s)
	w.side.showHistogram()
}

// choosePart shows another part of complex pictures in a pane.
func (w *Window) choosePart(s *slot, p model.Part) {
	s.part = p
	w.showPane(s)
	w.side.showHistogram()
}

// renamed lets everything that shows a reconstructor follow its new name.
func (w *Window) renamed(from, to string) {
	contents := []*model.Content{&w.swipe.sides[0].content, &w.swipe.sides[1].content}
	for _, s := range w.panes {
		contents = append(contents, &s.content, &s.previous)
	}
	for _, c := range contents {
		for _, s := range []*model.Source{&c.Of, &c.Minus} {
			if s.Name == from && s.Run == 0 {
				s.Name = to
			}
		}
	}
	if w.catalogue.Hidden[from] {
		delete(w.catalogue.Hidden, from)
		w.catalogue.Hidden[to] = true
	}
}

// showPanes draws all panes.
func (w *Window) showPanes() {
	for _, s := range w.panes {
		w.showPane(s)
	}
	w.side.showHistogram()
}

// showEmpty says why there is no picture yet.
func (w *Window) showEmpty(s *slot) {
	s.pane.SetPicture(nil)
	s.pane.SetMeasures(nil)
	s.pane.ClearProgress()
	if st := w.control.Status(); st.State == control.Failed && st.Err != nil {
		s.pane.SetMessage(failure(st.Err, w))
		return
	}
	for _, e := range w.control.Errors() {
		s.pane.SetMessage(failure(e, w))
		return
	}
	s.pane.SetMessage(viewer.Message{Text: "Computing the first picture"})
}

// absent is what a pane says in place of a picture.
func (w *Window) absent(a catalogue.Absence) viewer.Message {
	if a.Err != nil {
		return failure(a.Err, w)
	}
	return viewer.Message{Text: a.Text, Remedy: a.Remedy}
}

func failure(err error, w *Window) viewer.Message {
	return viewer.Message{
		Failure: true, Text: model.FirstLine(err.Error()),
		Remedy: "Change the field that is marked in red, or begin again from the default recipe.",
		Actions: []viewer.Action{
			{Label: "Open", Do: w.openDialog},
			{Label: "Default recipe", Do: func() { w.control.Open(recipe.Default(), "") }},
		},
	}
}

// frame is what is seen in the first pane that shows a picture.
func (w *Window) frame() (model.Frame, bool) {
	for _, p := range w.shownPanes() {
		if f, ok := p.Frame(); ok {
			return f, true
		}
	}
	return model.Frame{}, false
}

// viewChanged follows the group that the panes share.
func (w *Window) viewChanged(c model.Change) {
	if c&model.CursorChanged != 0 {
		w.placed()
	}
	if c&(model.CursorChanged|model.ViewChanged) != 0 {
		w.status.showReadOut()
	}
	if c&model.LineChanged != 0 || c&model.CursorChanged != 0 && !w.group.Line().Shown {
		w.side.showProfile()
	}
	if c&model.LineChanged != 0 {
		w.toolbar.show()
		w.status.showReadOut()
	}
	if c&model.RegionChanged != 0 {
		w.measureRegion()
	}
	if c&model.WindowChanged != 0 {
		for _, s := range w.panes {
			if p := s.pane.Picture(); p != nil && p.Kind() == model.Residual {
				w.showPane(s)
			}
		}
	}
	if c&model.OptionChanged != 0 {
		w.toolbar.show()
	}
	if c&(model.WindowChanged|model.CursorChanged|model.RegionChanged) != 0 {
		w.figure.show()
	}
}

// focusedPane is the pane that keys act on.
func (w *Window) focusedPane() *viewer.Pane {
	switch {
	case w.view == swipeName:
		return w.swipe.pane
	case w.view == labName && w.lab.focused != nil:
		return w.lab.focused
	}
	return w.panes[w.focused].pane
}

func (w *Window) toggleCrosshair() { w.group.SetCrosshair(!w.group.Crosshair()) }

func (w *Window) fit() { w.eachPane((*viewer.Pane).Fit) }

func (w *Window) oneToOne() { w.eachPane((*viewer.Pane).OneToOne) }

func (w *Window) zoomBy(steps int) { w.eachPane(func(p *viewer.Pane) { p.ZoomBy(steps) }) }

// eachPane acts on the first pane if views are linked, since it acts for all, and on the
// focused one otherwise.
func (w *Window) eachPane(act func(*viewer.Pane)) {
	if !w.group.ViewsLinked() {
		act(w.focusedPane())
		return
	}
	for _, p := range w.shownPanes() {
		if _, ok := p.Frame(); ok {
			act(p)
			return
		}
	}
}
