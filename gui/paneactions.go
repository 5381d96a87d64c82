package gui

import (
	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
)

// paneActions are what keys and buttons do to the panes of the view that is shown.
type paneActions struct {
	control  *control.Controller
	group    *model.Group
	pictured func() view.Pictures // whose panes are acted on
	compared func() view.Pictures // the first view with panes, in place of one that has no focus
}

// commands are those of the pictures.
func (a *paneActions) commands() []command.Command {
	list := []command.Command{
		{
			ID: "fit", Name: "Fit", Sentence: "Shows whole pictures, as a double click does.", Menu: "View", Line: true,
			Keys: []command.Key{command.Letter('F')}, Do: a.fit,
		},
		{
			ID: "one", Name: "1:1", Sentence: "One pixel of the picture on one of the screen.", Menu: "View",
			Keys: []command.Key{command.Letter('1')}, Do: a.oneToOne,
		},
		{ID: "larger", Name: "Larger", Menu: "View", Keys: []command.Key{command.Letter('+')}, Do: func() { a.zoomBy(1) }},
		{ID: "smaller", Name: "Smaller", Menu: "View", Keys: []command.Key{command.Letter('–'), command.Letter('-')}, Do: func() { a.zoomBy(-1) }},
		{
			ID: "link", Name: "Link the panes", Sentence: "Zoom and position are shared by all panes.", Menu: "View", Line: true,
			Do:      func() { a.group.SetViewsLinked(!a.group.ViewsLinked()) },
			Checked: a.group.ViewsLinked,
		},
		{
			ID: "crosshair", Name: "Cross-hair", Sentence: "Marks the same pixel in all panes; a click pins it.", Menu: "View",
			Keys: []command.Key{command.Letter('C')}, Do: a.toggleCrosshair, Checked: a.group.Crosshair,
		},
		{
			ID: "scale", Name: "Link the scale of the focused pane", Menu: "View", Keys: []command.Key{command.Letter('K')},
			Do: func() { p := a.focused(); p.SetScaleLinked(!p.ScaleLinked()) }, Checked: func() bool { return a.focused().ScaleLinked() },
		},
		{ID: "auto", Name: "Window: all values", Menu: "View", Keys: []command.Key{command.Letter('A')}, Do: func() { a.focused().AutoWindow() }},
		{ID: "reset", Name: "Window: reset", Menu: "View", Keys: []command.Key{command.Letter('R')}, Do: func() { a.focused().ResetWindow() }},
	}
	return append(list, a.arrows()...)
}

// arrows move the cross-hair.
func (a *paneActions) arrows() []command.Command {
	list := []command.Command{}
	for _, arrow := range []struct {
		key        fyne.KeyName
		name       string
		rows, cols int
	}{{fyne.KeyUp, "up", -1, 0}, {fyne.KeyDown, "down", 1, 0}, {fyne.KeyLeft, "left", 0, -1}, {fyne.KeyRight, "right", 0, 1}} {
		for _, step := range []int{1, 10} {
			c := command.Command{
				ID: "cursor-" + arrow.name, Name: "Move the cross-hair, with Shift by 10", Shown: "arrows", Unlisted: len(list) > 0,
				Keys: []command.Key{command.Named(arrow.key)}, Do: func() { a.moveCursor(step*arrow.rows, step*arrow.cols) },
			}
			if step == 10 {
				c.ID += "-far"
				c.Keys[0].Mod = fyne.KeyModifierShift
			}
			list = append(list, c)
		}
	}
	return list
}

func (a *paneActions) toggleCrosshair() { a.group.SetCrosshair(!a.group.Crosshair()) }

func (a *paneActions) fit() { a.each((*viewer.Pane).Fit) }

func (a *paneActions) oneToOne() { a.each((*viewer.Pane).OneToOne) }

func (a *paneActions) zoomBy(steps int) { a.each(func(p *viewer.Pane) { p.ZoomBy(steps) }) }

// each acts on the first pane if views are linked, since it acts for all, and on the
// focused one otherwise.
func (a *paneActions) each(act func(*viewer.Pane)) {
	if !a.group.ViewsLinked() {
		act(a.focused())
		return
	}
	for _, p := range a.pictured().Panes() {
		if _, ok := p.Frame(); ok {
			act(p)
			return
		}
	}
}

func (a *paneActions) moveCursor(rows, cols int) {
	if d := a.control.Data(); d != nil {
		a.group.MoveCursor(d.Shape(), rows, cols)
	}
}

// focused is the pane that keys act on.
func (a *paneActions) focused() *viewer.Pane {
	if p := a.pictured().Focused(); p != nil {
		return p
	}
	return a.compared().Focused()
}

// frame is what is seen in the first pane that shows a picture.
func (a *paneActions) frame() (model.Frame, bool) {
	for _, p := range a.pictured().Panes() {
		if f, ok := p.Frame(); ok {
			return f, true
		}
	}
	return model.Frame{}, false
}
