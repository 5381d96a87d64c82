package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"firenet/gui/form"
)

// showKeys lists all keys in columns.
func (h *help) showKeys() {
	list := container.New(&keyTable{columns: 2})
	for _, g := range h.table().KeyList() {
		if len(g.Rows) == 0 {
			continue
		}
		list.Add(form.NewText("", form.Body))
		list.Add(form.NewText(g.Head, form.Caption))
		for _, k := range g.Rows {
			list.Add(form.NewText(k[0], form.Strong))
			list.Add(form.NewText(k[1], form.Body))
		}
	}
	h.overlays.showDialog(dialog.NewCustom("Keys", "Close", list, h.win))
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
