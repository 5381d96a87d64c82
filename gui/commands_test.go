package gui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/form"
)

// designKeys are the keys of the design, by the ids of their commands.
var designKeys = map[string]string{
	"F5": "run", "Esc": "escape", "Ctrl+1": "view-compare", "Ctrl+3": "view-swipe", "Ctrl+4": "view-figure",
	"Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+O": "open", "Ctrl+S": "save", "Ctrl+E": "export-figure",
	"Ctrl+Shift+C": "copy-recipe", "Ctrl+Alt+C": "copy-command", "F": "fit", "1": "one", "+": "larger", "–": "smaller",
	"Up": "cursor-up", "Shift+Up": "cursor-up-far", "Left": "cursor-left", "Shift+Right": "cursor-right-far",
	"C": "crosshair", "L": "profile", "K": "scale", "A": "auto", "R": "reset", "B": "blink",
	"P": "pin", "[": "run-before", "]": "run-after", "Space": "play",
	"F8": "strip", "F9": "left", "F10": "right", "?": "keys",
}

func TestEveryCommandIsToldApartAndNoKeyIsBoundTwice(t *testing.T) {
	h := open(t, nil)
	ids, keys := map[string]bool{}, map[string]string{}
	for _, c := range h.commands {
		if c.ID == "" || c.Name == "" || ids[c.ID] {
			t.Errorf("command %q %q: the id is missing or there twice", c.ID, c.Name)
		}
		ids[c.ID] = true
		for _, k := range c.Keys {
			if other := keys[k.String()]; other != "" {
				t.Errorf("%s is bound to %s and to %s", k, other, c.ID)
			}
			keys[k.String()] = c.ID
		}
		if c.Menu == "" && len(c.Keys) == 0 {
			t.Errorf("%s can be reached by no menu and no key", c.ID)
		}
	}
	for k, id := range designKeys {
		if keys[k] != id {
			t.Errorf("%s is bound to %q, want %q", k, keys[k], id)
		}
	}
}

func TestTheListOfKeysHasEveryKey(t *testing.T) {
	h := open(t, nil)
	var all strings.Builder
	for _, g := range h.commands.KeyList() {
		for _, r := range g.Rows {
			all.WriteString(r[0] + " " + r[1] + "\n")
		}
	}
	for _, c := range h.commands {
		if len(c.Keys) > 0 && !strings.Contains(all.String(), c.KeyText()+" "+strings.TrimSuffix(c.Name, " …")+"\n") {
			t.Errorf("%s (%s) is not in the list", c.ID, c.KeyText())
		}
	}
}

func TestEveryEntryOfTheMenusRuns(t *testing.T) {
	h := open(t, nil)
	h.done()
	seen := map[string]bool{}
	var walk func(m *fyne.Menu)
	walk = func(m *fyne.Menu) {
		for _, item := range m.Items {
			switch {
			case item.ChildMenu != nil:
				walk(item.ChildMenu)
			case item.Action != nil && !strings.HasPrefix(item.Label, "Quit"):
				name, _, _ := strings.Cut(item.Label, "  (")
				seen[name] = true
				item.Action()
				for i := 0; i < 3 && h.win.Canvas().Overlays().Top() != nil; i++ {
					h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
				}
				if h.win.Canvas().Overlays().Top() != nil {
					t.Fatalf("%s opens something that Escape does not close", item.Label)
				}
			}
		}
	}
	walk(h.commands.Menu())
	if items := h.commands.MenuOf("Run").Items; items[0].Label != "Run  (F5)" {
		t.Errorf("the first entry of Run is %q, which does not say its key", items[0].Label)
	}
	for _, c := range h.commands {
		if c.Menu != "" && c.Items == nil && c.ID != "quit" && !seen[c.Name] && !seen[c.Title()] {
			t.Errorf("%s is in no menu", c.Name)
		}
	}
}

func TestEveryButtonOfTheToolBarDoesItsCommand(t *testing.T) {
	h := open(t, nil)
	h.done()
	linked := h.group.ViewsLinked()
	test.Tap(h.toolbar.buttons["link"])
	if h.group.ViewsLinked() == linked || h.toolbar.buttons["link"].On() == linked {
		t.Error("the chain does not unlink the panes")
	}
	test.Tap(h.toolbar.buttons["link"])
	test.Tap(h.toolbar.buttons["one"])
	if f, _ := h.panes.frame(); f.Zoom != 1 {
		t.Errorf("zoom %g after 1:1", f.Zoom)
	}
	for id, b := range h.toolbar.buttons {
		c, ok := h.commands.ByID(id)
		if !ok || b.Tip.Name != c.Name || b.Disabled() == c.Can() {
			t.Errorf("button %s: tip %q, disabled %v", id, b.Tip.Name, b.Disabled())
		}
	}
	h.win.Resize(fyne.NewSize(1050, 750))
	if h.toolbar.buttons["open"].Visible() || !h.toolbar.buttons["fit"].Visible() {
		t.Error("in a narrow window the buttons of files are not left to the menu")
	}
}

func TestTheTabsAreReachedByTheMenu(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.fold(&h.zones.hideRight)
	items := h.tabItems()
	items[1].Action()
	if h.side.tabs.SelectedIndex() != 1 || h.zones.hideRight || !h.tabItems()[1].Checked {
		t.Errorf("tab %d is shown, hidden %v", h.side.tabs.SelectedIndex(), h.zones.hideRight)
	}
}

func TestShiftMovesTheCrossHairByTen(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	row := h.group.Cursor().Row
	h.keys.Modifiers = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := h.group.Cursor().Row; got != row+10 {
		t.Errorf("Shift+Down moves from row %d to %d", row, got)
	}
}

func TestLettersDoNothingBehindADialog(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.keys.TypedRune('?')
	h.keys.TypedRune('c')
	if !h.group.Crosshair() {
		t.Error("C acts while a dialog is open")
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.keys.TypedRune('c')
	if h.group.Crosshair() {
		t.Error("C does nothing after the dialog was closed")
	}
}

func TestTheFoldedExperimentIsARailOfThumbnails(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF9})
	rail := h.zones.rail.(*fyne.Container)
	if !rail.Visible() || rail.Size().Width != railWidth || len(rail.Objects) != len(h.left.steps()) {
		t.Fatalf("rail visible %v, %v wide, %d thumbnails", rail.Visible(), rail.Size().Width, len(rail.Objects))
	}
	if x := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.centre).X; x != railWidth {
		t.Errorf("the pictures begin at %v, want %v", x, railWidth)
	}
	test.Tap(rail.Objects[1].(*form.CardButton))
	if rail.Visible() || !h.left.object.Visible() {
		t.Error("a click on a thumbnail does not unfold the column")
	}
}

func TestTabGoesThroughTheZonesInReadingOrder(t *testing.T) {
	h := open(t, nil)
	h.done()
	zones := []fyne.CanvasObject{h.zones.toolbar, h.zones.left, h.zones.panes, h.zones.strip, h.zones.right, h.zones.status}
	driver := fyne.CurrentApp().Driver()
	within := func(o fyne.CanvasObject) int {
		at := driver.AbsolutePositionForObject(o)
		for i, z := range zones {
			p, s := driver.AbsolutePositionForObject(z), z.Size()
			if at.X >= p.X && at.Y >= p.Y && at.X < p.X+s.Width && at.Y < p.Y+s.Height {
				return i
			}
		}
		return -1
	}
	c := h.win.Canvas()
	visited, last := map[int]int{}, 0
	for range 200 {
		c.FocusNext()
		o, ok := c.Focused().(fyne.CanvasObject)
		if !ok {
			t.Fatal("nothing has the focus")
		}
		z := within(o)
		if z < last {
			if last != len(zones)-1 || z != 0 {
				t.Errorf("after zone %d the focus goes to zone %d: %T at %v, visible %v", last, z, o, driver.AbsolutePositionForObject(o), o.Visible())
			}
			break
		}
		visited[z]++
		last = z
	}
	for i := range zones {
		if visited[i] == 0 {
			t.Errorf("Tab never reaches zone %d; visited %v", i, visited)
		}
	}
	if n := len(h.toolbar.buttons); visited[0] < n/2 || visited[1] < 10 {
		t.Errorf("Tab reaches %d controls of the tool bar and %d of the experiment", visited[0], visited[1])
	}
}
