package command

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/form"
)

// Command is one thing that the user can do. The menus, the keys, the list of keys, the
// buttons of the tool bar and the manual's test are made from the table of commands, so
// that none of them can forget one.
type Command struct {
	ID       string
	Name     string // in the menu and in the list of keys
	Sentence string // in the tip of its button
	Menu     string // one of menus; empty for what only a key or a button does
	Line     bool   // a line stands above it in the menu
	Keys     []Key
	Shown    string        // its keys in words; empty: as they are
	Detail   func() string // behind the name in the menu and the tip: what is undone; may be nil
	Unlisted bool          // not in the list of keys, since a neighbour's line says it
	Always   bool          // its letters act also while something is open above the window

	Do      func()
	Release func()                  // the key is held: do on pressing it, release on letting it go
	Enabled func() bool             // nil: always
	Checked func() bool             // of what is switched on and off; nil: nothing is
	Items   func() []*fyne.MenuItem // a menu beside the entry, in place of do
}

// Menus are the parts of the main menu, in their order.
var Menus = []string{"File", "Edit", "View", "Run", "Help"}

// Can says whether a command can be done now.
func (c Command) Can() bool { return c.Do != nil && (c.Enabled == nil || c.Enabled()) }

// Run does a command unless it cannot be done now.
func (c Command) Run() {
	if c.Can() {
		c.Do()
	}
}

// KeyText are its keys in words.
func (c Command) KeyText() string {
	if c.Shown != "" || len(c.Keys) == 0 {
		return c.Shown
	}
	return c.Keys[0].String()
}

// Title is the name with what it is about at this moment.
func (c Command) Title() string {
	if c.Detail == nil || c.Detail() == "" {
		return c.Name
	}
	return c.Name + " " + c.Detail()
}

// Tip is what the tip of its button says.
func (c Command) Tip() form.Tip {
	return form.Tip{Name: c.Title(), Sentence: c.Sentence, Detail: c.KeyText()}
}

// menuItem is the entry of a command.
func (c Command) menuItem() *fyne.MenuItem {
	// Fyne draws shortcuts of entries too faintly to be read; so the key stands in the text.
	label := c.Title()
	if text := c.KeyText(); text != "" {
		label += "  (" + text + ")"
	}
	item := fyne.NewMenuItem(label, c.Run)
	if c.Items != nil {
		item.ChildMenu = fyne.NewMenu("", c.Items()...)
		item.Disabled = len(item.ChildMenu.Items) == 0
		return item
	}
	item.Disabled = !c.Can()
	item.Checked = c.Checked != nil && c.Checked()
	return item
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Table is all that can be done, in the order of the menus.
type Table []Command

// ByID finds a command by its id.
func (t Table) ByID(id string) (Command, bool) {
	i := slices.IndexFunc(t, func(c Command) bool { return c.ID == id })
	if i < 0 {
		return Command{}, false
	}
	return t[i], true
}

// byKey finds the command of a key without Ctrl or Alt.
func (t Table) byKey(is func(Key) bool) (Command, bool) {
	for _, c := range t {
		for _, k := range c.Keys {
			if k.shortcut() == nil && is(k) {
				return c, true
			}
		}
	}
	return Command{}, false
}

// Menu is all of them by their menus.
func (t Table) Menu() *fyne.Menu {
	var items []*fyne.MenuItem
	for _, name := range Menus {
		if m := t.MenuOf(name); len(m.Items) > 0 {
			item := fyne.NewMenuItem(name, nil)
			item.ChildMenu = m
			items = append(items, item)
		}
	}
	return fyne.NewMenu("", items...)
}

// MenuOf is one menu with the commands that belong to it.
func (t Table) MenuOf(name string) *fyne.Menu {
	m := fyne.NewMenu(name)
	list := slices.DeleteFunc(slices.Clone(t), func(c Command) bool { return c.Menu != name })
	// What ends the program stands last, wherever it was listed.
	slices.SortStableFunc(list, func(a, b Command) int { return compareBool(a.ID == "quit", b.ID == "quit") })
	for _, c := range list {
		if c.Line && len(m.Items) > 0 {
			m.Items = append(m.Items, fyne.NewMenuItemSeparator())
		}
		m.Items = append(m.Items, c.menuItem())
	}
	return m
}

// keyGroup are keys with what they do, under the name of their menu.
type keyGroup struct {
	Head string
	Rows [][2]string
}

// furtherKeys are those that fields and lists act on by themselves.
var furtherKeys = [][2]string{
	{"Tab", "Next field"},
	{"Shift+Tab", "Field before"},
	{"Up, Down", "In a field: step the number"},
	{"Return", "In a field: take what was typed"},
	{"Space", "On a button or check: press it"},
}

// KeyList are all keys.
func (t Table) KeyList() []keyGroup {
	groups := make([]keyGroup, len(Menus), len(Menus)+1)
	for i, m := range Menus {
		groups[i].Head = m
	}
	at := 0
	for _, c := range t {
		for i, m := range Menus {
			if c.Menu == m {
				at = i
			}
		}
		if text := c.KeyText(); text != "" && !c.Unlisted {
			groups[at].Rows = append(groups[at].Rows, [2]string{text, strings.TrimSuffix(c.Name, " …")})
		}
	}
	return append(groups, keyGroup{"Fields", furtherKeys})
}

// Submenu is an entry with a menu beside it.
func Submenu(label string, items []*fyne.MenuItem) *fyne.MenuItem {
	m := fyne.NewMenuItem(label, nil)
	m.ChildMenu = fyne.NewMenu("", items...)
	return m
}
