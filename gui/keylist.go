package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"firenet/gui/form"
)

// furtherKeys are those that fields and lists act on by themselves.
var furtherKeys = [][2]string{
	{"Tab", "Next field"},
	{"Shift+Tab", "Field before"},
	{"Up, Down", "In a field: step the number"},
	{"Return", "In a field: take what was typed"},
	{"Space", "On a button or check: press it"},
}

// keyGroup are keys with what they do, under the name of their menu.
type keyGroup struct {
	head string
	rows [][2]string
}

// keyList are all keys.
func (w *Window) keyList() []keyGroup {
	groups := make([]keyGroup, len(menus), len(menus)+1)
	for i, m := range menus {
		groups[i].head = m
	}
	at := 0
	for _, c := range w.commands {
		for i, m := range menus {
			if c.menu == m {
				at = i
			}
		}
		if text := c.keyText(); text != "" && !c.unlisted {
			groups[at].rows = append(groups[at].rows, [2]string{text, strings.TrimSuffix(c.name, " …")})
		}
	}
	return append(groups, keyGroup{"Fields", furtherKeys})
}

// showKeys lists all keys in columns.
func (w *Window) showKeys() {
	list := container.New(&keyTable{columns: 2})
	for _, g := range w.keyList() {
		if len(g.rows) == 0 {
			continue
		}
		list.Add(form.NewText("", form.Body))
		list.Add(form.NewText(g.head, form.Caption))
		for _, k := range g.rows {
			list.Add(form.NewText(k[0], form.Strong))
			list.Add(form.NewText(k[1], form.Body))
		}
	}
	w.showDialog(dialog.NewCustom("Keys", "Close", list, w.win))
}

// keyTable lays pairs of key and meaning into columns of equal height. An empty key makes
// its meaning a heading.
type keyTable struct{ columns int }

const (
	keyRow   = 22
	keyWidth = 84
	keyGap   = 24
)

// rows is the height of a column in rows.
func (k *keyTable) rows(o []fyne.CanvasObject) int {
	return (len(o)/2 + k.columns - 1) / k.columns
}

// width of a column: that of its longest meaning behind the keys.
func (k *keyTable) width(o []fyne.CanvasObject) float32 {
	w := float32(0)
	for i := 0; i+1 < len(o); i += 2 {
		w = max(w, max(keyWidth, o[i].MinSize().Width+12)+o[i+1].MinSize().Width)
	}
	return w + keyGap
}

// Layout is part of fyne.Layout.
func (k *keyTable) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	rows, w := k.rows(o), k.width(o)
	for i := 0; i+1 < len(o); i += 2 {
		x, y := float32(i/2/rows)*w, float32(i/2%rows)*keyRow
		key, meaning := o[i].MinSize(), o[i+1].MinSize()
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(key)
		if key.Width > 0 {
			x += max(keyWidth, key.Width+12)
		}
		o[i+1].Move(fyne.NewPos(x, y+(keyRow-4-meaning.Height)/2))
		o[i+1].Resize(meaning)
	}
}

// MinSize is part of fyne.Layout.
func (k *keyTable) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(k.columns)*k.width(o)-keyGap, float32(k.rows(o))*keyRow)
}
