package gui

import (
	"fmt"
	"image"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/assets/demos"
	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/recipe"
)

// stripShows is what the strip under the panes shows.
type stripShows int

const (
	stripDemos stripShows = iota // what there is to begin with
	stripDemo                    // what to look at in one of them
	stripRuns
)

// runStrip is the strip under the panes: demos at first, then the runs.
type runStrip struct {
	w      *Window
	object *fyne.Container
	shows  stripShows
	demo   demos.Demo
	step   int

	title, hint  *canvas.Text
	tabs         []*form.Button // steps of the demo
	right        []*form.Button
	head         *fyne.Container
	body         *fyne.Container
	scroll       *container.Scroll
	row          *fyne.Container
	look         *form.Message
	demoCards    []*form.RunCard
	cards        map[int]*form.RunCard // by the numbers of the runs
	order        []*control.Run
	thumbs       map[*control.Run]thumbOf
	runs, all    *form.Button
	clear, demos *form.Button
}

// thumbOf is the small picture of a run and what it was made of.
type thumbOf struct {
	window  model.Window
	of      *control.Picture
	dark    bool
	picture image.Image
}

// newRunStrip makes the strip.
func newRunStrip(w *Window) *runStrip {
	s := &runStrip{
		w: w, cards: map[int]*form.RunCard{}, thumbs: map[*control.Run]thumbOf{},
		title: form.NewText("", form.Strong), hint: form.NewText("", form.Caption), look: form.NewParagraph("", form.Plain),
	}
	button := func(label, sentence string, do func()) *form.Button {
		return form.NewSmallButton(label, nil, form.Tip{Name: label, Sentence: sentence}, w.tips, do)
	}
	s.runs = button("Runs", "What was computed so far.", func() { s.turn(stripRuns) })
	s.all = button("All demos", "Experiments to start with.", func() { s.turn(stripDemos) })
	s.demos = button("Demos", "Experiments to start with.", func() { s.turn(stripDemos) })
	s.clear = button("Clear", "Forgets the runs that are not pinned.", w.control.ClearRuns)
	s.right = []*form.Button{s.runs, s.all, s.demos, s.clear}
	s.row = container.New(beside{gap: look.Gap})
	s.scroll = container.NewHScroll(s.row)
	s.head = container.New(stripHead{s})
	s.body = container.NewStack(s.scroll)
	s.object = container.New(stripLayout{}, s.head, s.body)
	for _, d := range demos.All {
		card := form.NewRunCard(w.tips, func() { s.startDemo(d, 0) }, func() {})
		card.Set(form.RunState{Title: d.Title, Changes: d.Short, Tip: form.Tip{Name: d.Title, Sentence: d.Short + "."}})
		s.demoCards = append(s.demoCards, card)
	}
	return s
}

// turn shows another side of the strip.
func (s *runStrip) turn(to stripShows) {
	s.shows = to
	s.show()
}

// startDemo runs a step of a demo, and shows what to look at.
func (s *runStrip) startDemo(d demos.Demo, step int) {
	r, err := recipe.Parse(d.Title, d.Steps[step].Recipe())
	if err == nil {
		r, err = r.Complete()
	}
	if err == nil {
		s.demo, s.step = d, step
		s.shows = stripDemo
		s.w.catalogue.Selected = r.Reconstructors[len(r.Reconstructors)-1].Name
		err = s.w.control.Replace("demo "+d.Title, r)
	}
	if err != nil {
		s.w.status.say(err)
		return
	}
	if !s.w.control.Live {
		s.w.control.Run()
	}
	if len(r.Attacks) > 0 { // what it is about is seen there, and its words stay below
		s.w.zones.besideStrip = true
		s.w.attacks.Show()
	}
	s.show()
}

// show draws the strip.
func (s *runStrip) show() {
	list := s.w.control.Runs()
	maps.DeleteFunc(s.thumbs, func(r *control.Run, _ thumbOf) bool { return !slices.Contains(list, r) })
	if s.shows == stripDemos && len(list) > 1 && len(s.order) < 2 {
		s.shows = stripRuns // something was tried: from now on the runs are of interest
	}
	form.Restyle(s.title, form.Strong)
	form.Restyle(s.hint, form.Caption)
	s.title.Text, s.hint.Text, s.tabs = "Runs", "click: show again · pin: keep and compare", nil
	var body fyne.CanvasObject = s.scroll
	switch s.shows {
	case stripDemos:
		s.title.Text, s.hint.Text = "Demos to start with", ""
		s.showDemoCards()
	case stripDemo:
		s.title.Text, s.hint.Text = s.demo.Title, ""
		s.showSteps()
		s.look.SetText(s.demo.Look)
		s.look.Refresh()
		body = s.look
	}
	if s.shows == stripRuns {
		s.showRuns(list)
	} else {
		s.order = slices.Clone(list)
	}
	form.SetVisible(s.runs, s.shows != stripRuns)
	form.SetVisible(s.all, s.shows == stripDemo)
	form.SetVisible(s.demos, s.shows == stripRuns)
	form.SetVisible(s.clear, s.shows == stripRuns)
	s.head.Objects = []fyne.CanvasObject{s.title, s.hint}
	for _, b := range append(slices.Clone(s.tabs), s.right...) {
		s.head.Objects = append(s.head.Objects, b)
	}
	s.head.Refresh()
	if s.body.Objects[0] != body {
		s.body.Objects = []fyne.CanvasObject{body}
		s.body.Refresh()
	}
}

// showDemoCards gives the demos their pictures: a curve, the mask, the image.
func (s *runStrip) showDemoCards() {
	objects := make([]fyne.CanvasObject, len(s.demoCards))
	for i, card := range s.demoCards {
		objects[i] = card
		state := card.State()
		if t := s.demoPicture(i); t != nil && state.Thumbnail == nil {
			state.Thumbnail = t
			card.Set(state)
		}
	}
	s.row.Objects = objects
	s.row.Refresh()
}

func (s *runStrip) demoPicture(i int) image.Image {
	d := s.w.control.Data()
	if d == nil || s.w.control.Status().State != control.Done {
		return nil
	}
	switch i {
	case 0:
		if t := s.w.control.Track(s.w.catalogue.Selected); t != nil && t.Picture != nil && d.Truth != nil && t.Picture.Image.Shape == d.Truth.Shape {
			return small96(s.w.catalogue.Pictures.Get(catalogue.Key{Kind: model.Residual, Image: t.Picture.Image, Reference: d.Truth}), s.w.group.Window(model.ResidualScale))
		}
	case 1:
		return small96(s.w.catalogue.Pictures.Get(catalogue.Key{Kind: model.Spectrum, Image: d.Spectrum, Mask: d.Mask}), model.DefaultWindow(model.SpectrumScale))
	case 2:
		if t := s.w.control.Track(s.w.catalogue.Selected); t != nil && t.Picture != nil {
			return small96(s.w.catalogue.Picture(model.Image, t.Picture.Image), s.w.group.Window(model.ImageScale))
		}
	case 3:
		return small96(s.w.catalogue.Picture(model.Image, d.Truth), s.w.group.Window(model.ImageScale))
	}
	return nil
}

// small96 is the thumbnail of a card, nil without a picture.
func small96(p *model.Picture, window model.Window) image.Image {
	if p == nil {
		return nil
	}
	return viewer.Thumbnail(p, window, 96)
}

// showSteps makes the buttons of the demo that is shown.
func (s *runStrip) showSteps() {
	if len(s.demo.Steps) < 2 {
		return
	}
	for i, step := range s.demo.Steps {
		b := form.NewSmallButton(step.Label, nil, form.Tip{Name: step.Label, Sentence: "Runs this step of the demo."}, s.w.tips, func() { s.startDemo(s.demo, i) })
		b.SetOn(i == s.step)
		s.tabs = append(s.tabs, b)
	}
}

// showRuns draws the cards, the newest first.
func (s *runStrip) showRuns(list []*control.Run) {
	s.order = slices.Clone(list)
	objects := make([]fyne.CanvasObject, 0, len(list))
	cards := map[int]*form.RunCard{}
	for _, r := range slices.Backward(list) {
		card := s.cards[r.Number]
		if card == nil {
			number := r.Number
			card = form.NewRunCard(s.w.tips, func() { s.w.control.ShowRun(number) }, func() { s.pin(s.w.control.RunNumber(number)) })
		}
		card.Set(s.state(r))
		cards[r.Number] = card
		objects = append(objects, card)
	}
	s.cards = cards
	if !slices.Equal(s.row.Objects, objects) {
		s.row.Objects = objects
		s.row.Refresh()
		s.scroll.Refresh()
	}
}

// progress draws how far the run under way is.
func (s *runStrip) progress() {
	if r := s.w.control.Shown(); r != nil && s.cards[r.Number] != nil {
		s.cards[r.Number].Set(s.state(r))
	}
}

// state is what the card of a run says.
func (s *runStrip) state(r *control.Run) form.RunState {
	state := form.RunState{
		Title: fmt.Sprintf("Run %d", r.Number), Changes: strings.Join(r.Changes, " · "),
		Shown: r == s.w.control.Shown(), Pinned: r.Pinned, Pinnable: r.State != control.Running,
		Failed: r.State == control.Failed,
	}
	if r.Changes == nil {
		state.Changes = r.Recipe.Sampling.Operator + " · " + r.Recipe.Sampling.Pattern
	}
	t := s.track(r)
	if t != nil && t.Picture != nil && t.Picture.RelativeL2 == t.Picture.RelativeL2 {
		state.Value, state.Unit = model.Sig(t.Picture.RelativeL2), "rel. ℓ²"
	}
	switch r.State {
	case control.Running:
		state.Title = "Running"
		state.Value, state.Unit = fmt.Sprintf("%.0f %%", 100*s.w.control.Status().Fraction), "done"
	case control.Stopped:
		state.Unit = "stopped"
		if t != nil {
			state.Unit = fmt.Sprintf("at layer %d", t.Layer)
		}
	case control.Failed:
		state.Value, state.Unit = "failed", ""
	}
	state.Thumbnail = s.thumb(r, t)
	state.Tip = form.Tip{Name: fmt.Sprintf("Run %d", r.Number), Sentence: s.sentence(r), Detail: "Click: show it again. [ and ]: run before, after."}
	return state
}

// sentence is what the tip of a run says: all that changed, and every error.
func (s *runStrip) sentence(r *control.Run) string {
	var lines []string
	if len(r.Changes) > 0 {
		lines = append(lines, strings.Join(r.Changes, ", "))
	}
	if r.Err != nil {
		lines = append(lines, model.FirstLine(r.Err.Error()))
	}
	for _, t := range r.Tracks {
		if t.Picture != nil && t.Picture.RelativeL2 == t.Picture.RelativeL2 && r.State != control.Running {
			lines = append(lines, t.Name+": rel. ℓ² "+model.Sig(t.Picture.RelativeL2))
		}
	}
	return strings.Join(lines, "\n")
}

// track is the reconstructor that stands for a run: the selected one, else the last.
func (s *runStrip) track(r *control.Run) *control.Track {
	for _, t := range r.Tracks {
		if t.Name == s.w.catalogue.Selected {
			return t
		}
	}
	if n := len(r.Tracks); n > 0 {
		return r.Tracks[n-1]
	}
	return nil
}

// thumb is the small picture of a run, made once.
func (s *runStrip) thumb(r *control.Run, t *control.Track) image.Image {
	kept := s.thumbs[r]
	dark := look.Current().Dark
	window, open := s.w.group.Window(model.ImageScale), s.open(r)
	if t == nil || t.Picture == nil || r.State == control.Running || kept.of == t.Picture && kept.dark == dark && (!open || kept.window == window) {
		return kept.picture
	}
	p := s.w.catalogue.Picture(model.Image, t.Picture.Image)
	if p == nil {
		return kept.picture // is being prepared
	}
	if !open {
		window = model.DataWindow(p)
	}
	kept = thumbOf{of: t.Picture, dark: dark, window: window, picture: viewer.Thumbnail(p, window, 96)}
	s.thumbs[r] = kept
	return kept.picture
}

// open says whether a run began with the data that are shown, so that their window is its.
func (s *runStrip) open(r *control.Run) bool {
	d := s.w.control.Data()
	return d != nil && r.Data != nil && r.Data.Truth == d.Truth
}

// pin pins a run, or lets it go.
func (s *runStrip) pin(r *control.Run) {
	if err := s.w.control.Pin(r.Number, !r.Pinned); err != nil {
		s.w.status.say(err)
	}
}

// historyCommands are those of the runs and the demos.
func (s *runStrip) historyCommands() []command.Command {
	at := func() int { return slices.Index(s.w.control.Runs(), s.w.control.Shown()) }
	done := func() bool { r := s.w.control.Shown(); return r != nil && r.State != control.Running }
	return []command.Command{
		{
			ID: "run-before", Name: "Run before", Menu: "Run", Line: true, Keys: []command.Key{command.Letter('[')},
			Do: func() { s.w.control.StepRun(-1) }, Enabled: func() bool { return at() > 0 },
		},
		{
			ID: "run-after", Name: "Run after", Menu: "Run", Keys: []command.Key{command.Letter(']')},
			Do: func() { s.w.control.StepRun(1) }, Enabled: func() bool { return at() >= 0 && at()+1 < len(s.w.control.Runs()) },
		},
		{
			ID: "pin", Name: "Pin the run", Sentence: "Keeps it to compare later ones with.", Menu: "Run", Keys: []command.Key{command.Letter('P')},
			Do: func() { s.pin(s.w.control.Shown()) }, Enabled: done,
			Checked: func() bool { r := s.w.control.Shown(); return r != nil && r.Pinned },
		},
		{ID: "clear-runs", Name: "Forget the runs that are not pinned", Menu: "Run", Do: s.w.control.ClearRuns},
		{ID: "demos", Name: "Demos", Menu: "Help", Items: s.demoItems},
	}
}

// demoItems are the demos in the menu.
func (s *runStrip) demoItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, d := range demos.All {
		items = append(items, fyne.NewMenuItem(d.Title, func() { s.startDemo(d, 0) }))
	}
	return items
}

// stripLayout puts the heading above the cards.
type stripLayout struct{}

// Layout is part of fyne.Layout.
func (stripLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(look.Gap, 0))
	o[0].Resize(fyne.NewSize(max(0, s.Width-2*look.Gap), look.Row))
	o[1].Move(fyne.NewPos(look.Gap, look.Row))
	o[1].Resize(fyne.NewSize(max(0, s.Width-2*look.Gap), max(0, s.Height-look.Row-2)))
}

// MinSize is part of fyne.Layout.
func (stripLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 60) }

// stripHead lays out the heading: title, hint and steps at the left, buttons at the right.
type stripHead struct{ s *runStrip }

// Layout is part of fyne.Layout.
func (h stripHead) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	var left, right []fyne.CanvasObject
	for _, b := range h.s.right {
		right = append(right, b)
	}
	x := size.Width - form.RowWidth(right, 4)
	form.PlaceRow(right, x, 4, size.Height)
	left = append(left, h.s.title)
	for _, b := range h.s.tabs {
		left = append(left, b)
	}
	end := form.PlaceRow(left, 0, 8, size.Height)
	form.SetVisible(h.s.hint, end+8+h.s.hint.MinSize().Width < x)
	form.PlaceRow([]fyne.CanvasObject{h.s.hint}, end+8, 0, size.Height)
}

// MinSize is part of fyne.Layout.
func (stripHead) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, look.Row) }

// beside lays cards from left to right.
type beside struct{ gap float32 }

// Layout is part of fyne.Layout.
func (b beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for i, c := range o {
		c.Move(fyne.NewPos(float32(i)*(form.RunCardWidth+b.gap), 0))
		c.Resize(fyne.NewSize(form.RunCardWidth, s.Height-6))
	}
}

// MinSize is part of fyne.Layout.
func (b beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(len(o))*(form.RunCardWidth+b.gap)-b.gap, 40)
}
