package gui

import (
	"slices"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/control"
)

// allCommands lists the commands of every part of the window.
func (w *Window) allCommands() command.Table {
	var ofViews []command.Command
	for _, v := range w.views {
		ofViews = append(ofViews, v.Commands()...)
	}
	return slices.Concat(
		w.fileCommands(),
		w.exports.Commands(),
		w.edits.commands(),
		w.copies.commands(),
		w.tabCommands(),
		w.zoneCommands(),
		w.panes.commands(),
		w.runCommands(),
		w.strip.historyCommands(),
		w.playCommands(),
		w.attacks.Commands(),
		ofViews,
		w.side.lineCommands(),
		w.side.regionCommands(),
		w.blinkCommands(),
		w.left.measuredCommands(),
		w.left.detailCommands(),
		w.settings.commands(),
		w.help.commands(),
	)
}

// zoneCommands are those of the columns and the strip around a view.
func (w *Window) zoneCommands() []command.Command {
	var list []command.Command
	fold := func(id, name string, k fyne.KeyName, do func(), shown func() bool) {
		list = append(list, command.Command{ID: id, Name: name, Menu: "View", Keys: []command.Key{command.Named(k)}, Do: do, Checked: shown})
	}
	if w.zones.strip != nil {
		fold("strip", "Strip under the pictures", fyne.KeyF8, w.foldStrip, func() bool { return w.zones.strip.Visible() })
	}
	fold("left", "Experiment at the left", fyne.KeyF9, func() { w.fold(&w.zones.hideLeft) }, func() bool { return !w.zones.hideLeft })
	fold("right", "Plots at the right", fyne.KeyF10, func() { w.fold(&w.zones.hideRight) }, func() bool { return !w.zones.hideRight })
	list[0].Line = true
	return append(list, command.Command{ID: "tabs", Name: "Tabs of the plots", Menu: "View", Items: w.tabItems})
}

// tabItems select the tabs beside or under the pictures, which no key reaches otherwise.
func (w *Window) tabItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i, t := range w.side.tabs.Items {
		item := fyne.NewMenuItem(t.Text, func() {
			if w.zones.hideRight {
				w.fold(&w.zones.hideRight)
			}
			w.side.tabs.SelectIndex(i)
		})
		item.Checked = i == w.side.tabs.SelectedIndex()
		items = append(items, item)
	}
	return items
}

func (w *Window) runCommands() []command.Command {
	running := func() bool { return w.control.Status().State == control.Running }
	return []command.Command{
		{
			ID: "run", Name: "Run", Sentence: "In live mode every change runs by itself.", Menu: "Run",
			Keys: []command.Key{command.Named(fyne.KeyF5)}, Do: w.control.Run,
		},
		{
			ID: "cancel", Name: "Cancel", Sentence: "What was computed stays.", Menu: "Run", Shown: "Esc",
			Do: w.control.Cancel, Enabled: running, Unlisted: true,
		},
		{
			ID: "escape", Name: "Close what is open, or cancel the run", Shown: "Esc", Always: true,
			Keys: []command.Key{command.Named(fyne.KeyEscape)}, Do: w.escape,
		},
		{
			ID: "live", Name: "Live", Sentence: "Every change runs by itself.", Menu: "Run",
			Do:      func() { w.control.SetLive(!w.control.Live); w.toolbar.show() },
			Checked: func() bool { return w.control.Live },
		},
	}
}
