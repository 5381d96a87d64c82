package gui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/compare"
	"firenet/gui/export"
	"firenet/gui/figureview"
	"firenet/gui/model"
	"firenet/gui/stability"
	"firenet/gui/swipe"
	"firenet/gui/view"
	"firenet/gui/viewer"
)

// allViews is the table of views, in the order of the tool bar. The first one is shown at
// the start.
func (w *Window) allViews() []view.View {
	open, frame, voice, files := w.host()
	return []view.View{
		compare.New(open, frame),
		stability.New(open, frame, voice, files),
		swipe.New(open, frame),
		figureview.New(open, frame, voice, files),
	}
}

// host is what the window gives to its views.
func (w *Window) host() (view.Open, view.Frame, view.Voice, view.Files) {
	open := view.Open{
		Control: w.control, Catalogue: w.catalogue, Group: w.group, Attacks: w.attacks,
		Title: w.title, Version: w.options.Version,
	}
	frame := view.Frame{
		Tips: w.tips, Keys: w.keys, PopUp: w.overlays.popUpAt, After: w.after,
		Scale: func() float32 { return w.win.Canvas().Scale() },
		Show:  w.showView, Shown: w.shows,
		Pictured: func(name string) bool { return w.pictured().Name() == name },
		Focused:  func() { w.side.showHistogram() },
		Profiled: func() { w.side.showProfile() },
		Chosen:   func() { w.left.show() },
		Absent:   w.absent, Plots: w.plots,
		Panes: func() []*viewer.Pane { return w.compared().Panes() },
	}
	voice := view.Voice{Say: w.status.say, Tell: w.status.tell, Fault: w.faultIn, Failed: w.failed}
	files := view.Files{Stem: w.stem, Ask: w.dialogs.Ask, Export: w.exports.Write, Copy: w.copies.copy, Now: w.now, Background: w.background}
	return open, frame, voice, files
}

// tabCommands bring the views to the front.
func (w *Window) tabCommands() []command.Command {
	var list []command.Command
	for i, v := range w.views {
		list = append(list, command.Command{
			ID: tabID(v), Name: v.Name(), Sentence: v.Sentence(), Menu: "View",
			Keys:    []command.Key{command.Ctrl(fyne.KeyName(strconv.Itoa(i + 1)))},
			Do:      func() { w.showView(v.Name()) },
			Checked: func() bool { return w.shows(v.Name()) },
		})
	}
	return list
}

// tabID is the id of the command that shows a view.
func tabID(v view.View) string { return "view-" + strings.ToLower(v.Name()) }

// shows says whether a view is the one that is seen.
func (w *Window) shows(name string) bool { return w.shown != nil && w.shown.Name() == name }

// showView shows one of the views in the centre of the window.
func (w *Window) showView(name string) {
	for _, v := range w.views {
		if v.Name() == name {
			w.turnTo(v)
		}
	}
}

func (w *Window) turnTo(v view.View) {
	w.tips.Hide()
	if w.shown != nil && w.shown != v {
		w.shown.Leave() // its pictures may be of runs that are forgotten while it is not seen
	}
	w.shown = v
	w.centre.Objects = []fyne.CanvasObject{v.Centre()}
	w.centre.Refresh()
	w.zones.choices, w.zones.beside = nil, v.Side() != nil
	if c, ok := v.(view.Chooser); ok {
		w.zones.choices = c.Left()
	}
	w.root.Objects = w.zones.objects()
	w.root.Refresh()
	w.side.turn(v)
	w.left.turn(cardsOf(v))
	v.Show()
	w.side.showHistogram()
	w.side.showProfile() // a divider is marked in it
	w.toolbar.show()
	w.status.showReadOut()
}

// cardsOf are the cards that are open beside a view; nil: as the user left them.
func cardsOf(v view.View) []string {
	if c, ok := v.(view.Carded); ok {
		return c.Cards()
	}
	return nil
}

// showCarded shows the first view beside which a card is open.
func (w *Window) showCarded(card string) {
	for _, v := range w.views {
		if slices.Contains(cardsOf(v), card) {
			w.turnTo(v)
			return
		}
	}
}

// pictured is the view whose panes keys act on.
func (w *Window) pictured() view.Pictures {
	if p, ok := w.shown.(view.Pictures); ok {
		return p
	}
	return w.compared()
}

// compared is the first view with panes.
func (w *Window) compared() view.Pictures {
	for _, v := range w.views {
		if p, ok := v.(view.Pictures); ok {
			return p
		}
	}
	return nil // there is one in the table
}

// viewsOf are those views that can do something.
func viewsOf[T any](views []view.View) []T {
	var list []T
	for _, v := range views {
		if t, ok := v.(T); ok {
			list = append(list, t)
		}
	}
	return list
}

// dataOf is what the focused pane of a view shows, with its name. A view that says nothing of
// it leaves it to the first one that does.
func dataOf(shown view.View, all []view.View) (d export.Data, name string, ok bool) {
	if v, is := shown.(view.Source); is {
		return v.Data()
	}
	if list := viewsOf[view.Source](all); len(list) > 0 {
		return list[0].Data()
	}
	return d, "", false
}

// exportsOf are what views write themselves, for the menu.
func exportsOf(views []view.View) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, v := range viewsOf[view.Exporter](views) {
		items = append(items, v.Exports())
	}
	return items
}

// plots are those of all views that can stand in figures.
func (w *Window) plots() []export.Plot {
	var list []export.Plot
	for _, p := range viewsOf[view.Plotter](w.views) {
		list = append(list, p.Plots()...)
	}
	return list
}

// renamed lets everything that shows a reconstructor follow its new name.
func (w *Window) renamed(from, to string) {
	for _, v := range viewsOf[view.Contents](w.views) {
		for _, c := range v.Contents() {
			for _, s := range []*model.Source{&c.Of, &c.Minus} {
				if s.Name == from && s.Run == 0 {
					s.Name = to
				}
			}
		}
	}
	if w.catalogue.Hidden[from] {
		delete(w.catalogue.Hidden, from)
		w.catalogue.Hidden[to] = true
	}
}
