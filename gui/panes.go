package gui

import (
	"firenet/gui/catalogue"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
	"firenet/recon/recipe"
)

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

// viewChanged follows the group that the panes share.
func (w *Window) viewChanged(c model.Change) {
	if c&model.CursorChanged != 0 {
		w.left.placed()
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
		w.side.measureRegion()
	}
	if c&model.OptionChanged != 0 {
		w.toolbar.show()
	}
	for _, v := range viewsOf[view.Follower](w.views) {
		v.Follow(c)
	}
}
