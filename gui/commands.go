package gui

import (
	"slices"

	"fyne.io/fyne/v2"

	"firenet/gui/control"
	"firenet/gui/form"
)

// command is one thing that the user can do. The menus, the keys, the list of keys, the
// buttons of the tool bar and the manual's test are made from the table of commands, so
// that none of them can forget one.
type command struct {
	id       string
	name     string // in the menu and in the list of keys
	sentence string // in the tip of its button
	menu     string // one of menus; empty for what only a key or a button does
	line     bool   // a line stands above it in the menu
	keys     []key
	shown    string        // its keys in words; empty: as they are
	detail   func() string // behind the name in the menu and the tip: what is undone; may be nil
	unlisted bool          // not in the list of keys, since a neighbour's line says it
	always   bool          // its letters act also while something is open above the window

	do      func()
	release func()                  // the key is held: do on pressing it, release on letting it go
	enabled func() bool             // nil: always
	checked func() bool             // of what is switched on and off; nil: nothing is
	items   func() []*fyne.MenuItem // a menu beside the entry, in place of do
}

// menus are the parts of the main menu, in their order.
var menus = []string{"File", "Edit", "View", "Run", "Help"}

// allCommands lists the commands of every part of the window.
func (w *Window) allCommands() []command {
	return slices.Concat(
		w.fileCommands(),
		w.exportCommands(),
		w.figureCommands(),
		w.editCommands(),
		w.copyCommands(),
		w.viewCommands(),
		w.paneCommands(),
		w.gridCommands(),
		w.lineCommands(),
		w.regionCommands(),
		w.blinkCommands(),
		w.runCommands(),
		w.historyCommands(),
		w.playCommands(),
		w.attackCommands(),
		w.labCommands(),
		w.measuredCommands(),
		w.detailCommands(),
		w.helpCommands(),
	)
}

// command finds a command by its id.
func (w *Window) command(id string) (command, bool) {
	i := slices.IndexFunc(w.commands, func(c command) bool { return c.id == id })
	if i < 0 {
		return command{}, false
	}
	return w.commands[i], true
}

// can says whether a command can be done now.
func (c command) can() bool { return c.do != nil && (c.enabled == nil || c.enabled()) }

// run does a command unless it cannot be done now.
func (c command) run() {
	if c.can() {
		c.do()
	}
}

// keyText are its keys in words.
func (c command) keyText() string {
	if c.shown != "" || len(c.keys) == 0 {
		return c.shown
	}
	return c.keys[0].String()
}

// title is the name with what it is about at this moment.
func (c command) title() string {
	if c.detail == nil || c.detail() == "" {
		return c.name
	}
	return c.name + " " + c.detail()
}

// tip is what the tip of its button says.
func (c command) tip() form.Tip {
	return form.Tip{Name: c.title(), Sentence: c.sentence, Detail: c.keyText()}
}

// viewCommands are those of the window: its views and columns.
func (w *Window) viewCommands() []command {
	var list []command
	for _, v := range w.views {
		list = append(list, command{
			id: "view-" + v.id(), name: v.name, sentence: v.sentence, menu: "View", keys: []key{ctrl(v.key)},
			do:      func() { w.showView(v.name) },
			checked: func() bool { return w.view == v.name },
		})
	}
	fold := func(id, name string, k fyne.KeyName, do func(), shown func() bool) {
		list = append(list, command{id: id, name: name, menu: "View", keys: []key{typed(k)}, do: do, checked: shown})
	}
	if w.zones.strip != nil {
		fold("strip", "Strip under the pictures", fyne.KeyF8, w.foldStrip, func() bool { return w.zones.strip.Visible() })
	}
	fold("left", "Experiment at the left", fyne.KeyF9, func() { w.fold(&w.zones.hideLeft) }, func() bool { return !w.zones.hideLeft })
	fold("right", "Plots at the right", fyne.KeyF10, func() { w.fold(&w.zones.hideRight) }, func() bool { return !w.zones.hideRight })
	list[len(w.views)].line = true
	return append(list, command{id: "tabs", name: "Tabs of the plots", menu: "View", items: w.tabItems})
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

// paneCommands are those of the pictures.
func (w *Window) paneCommands() []command {
	list := []command{
		{
			id: "fit", name: "Fit", sentence: "Shows whole pictures, as a double click does.", menu: "View", line: true,
			keys: []key{letter('F')}, do: w.fit,
		},
		{
			id: "one", name: "1:1", sentence: "One pixel of the picture on one of the screen.", menu: "View",
			keys: []key{letter('1')}, do: w.oneToOne,
		},
		{id: "larger", name: "Larger", menu: "View", keys: []key{letter('+')}, do: func() { w.zoomBy(1) }},
		{id: "smaller", name: "Smaller", menu: "View", keys: []key{letter('–'), letter('-')}, do: func() { w.zoomBy(-1) }},
		{
			id: "link", name: "Link the panes", sentence: "Zoom and position are shared by all panes.", menu: "View", line: true,
			do:      func() { w.group.SetViewsLinked(!w.group.ViewsLinked()) },
			checked: w.group.ViewsLinked,
		},
		{
			id: "crosshair", name: "Cross-hair", sentence: "Marks the same pixel in all panes; a click pins it.", menu: "View",
			keys: []key{letter('C')}, do: w.toggleCrosshair, checked: w.group.Crosshair,
		},
		{
			id: "scale", name: "Link the scale of the focused pane", menu: "View", keys: []key{letter('K')},
			do: func() { p := w.focusedPane(); p.SetScaleLinked(!p.ScaleLinked()) }, checked: func() bool { return w.focusedPane().ScaleLinked() },
		},
		{id: "auto", name: "Window: all values", menu: "View", keys: []key{letter('A')}, do: func() { w.focusedPane().AutoWindow() }},
		{id: "reset", name: "Window: reset", menu: "View", keys: []key{letter('R')}, do: func() { w.focusedPane().ResetWindow() }},
	}
	return append(list, w.arrowCommands()...)
}

// arrowCommands move the cross-hair.
func (w *Window) arrowCommands() []command {
	list := []command{}
	for _, a := range []struct {
		key        fyne.KeyName
		name       string
		rows, cols int
	}{{fyne.KeyUp, "up", -1, 0}, {fyne.KeyDown, "down", 1, 0}, {fyne.KeyLeft, "left", 0, -1}, {fyne.KeyRight, "right", 0, 1}} {
		for _, step := range []int{1, 10} {
			c := command{
				id: "cursor-" + a.name, name: "Move the cross-hair, with Shift by 10", shown: "arrows", unlisted: len(list) > 0,
				keys: []key{typed(a.key)}, do: func() { w.moveCursor(step*a.rows, step*a.cols) },
			}
			if step == 10 {
				c.id += "-far"
				c.keys[0].mod = fyne.KeyModifierShift
			}
			list = append(list, c)
		}
	}
	return list
}

func (w *Window) runCommands() []command {
	running := func() bool { return w.control.Status().State == control.Running }
	return []command{
		{
			id: "run", name: "Run", sentence: "In live mode every change runs by itself.", menu: "Run",
			keys: []key{typed(fyne.KeyF5)}, do: w.control.Run,
		},
		{
			id: "cancel", name: "Cancel", sentence: "What was computed stays.", menu: "Run", shown: "Esc",
			do: w.control.Cancel, enabled: running, unlisted: true,
		},
		{
			id: "escape", name: "Close what is open, or cancel the run", shown: "Esc", always: true,
			keys: []key{typed(fyne.KeyEscape)}, do: w.escape,
		},
		{
			id: "live", name: "Live", sentence: "Every change runs by itself.", menu: "Run",
			do:      func() { w.control.SetLive(!w.control.Live); w.toolbar.show() },
			checked: func() bool { return w.control.Live },
		},
	}
}

func (w *Window) helpCommands() []command {
	return []command{
		{
			id: "settings", name: "Settings", sentence: "Theme, size, threads, live mode, autosave, folder.", menu: "Edit",
			keys: []key{ctrl(fyne.KeyComma)}, do: w.showSettings,
		},
		{id: "manual", name: "Manual", sentence: "What the window can do.", menu: "Help", keys: []key{typed(fyne.KeyF1)}, do: w.showManual},
		{id: "keys", name: "Keys", sentence: "All keys.", menu: "Help", keys: []key{letter('?')}, do: w.showKeys},
		{id: "about", name: "About", sentence: "Version, licence, citation.", menu: "Help", line: true, do: w.showAbout},
	}
}
