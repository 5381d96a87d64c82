package form

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Piece is a text of the status bar with the room before it.
type Piece struct {
	*canvas.Text
	Before float32
	Full   string // of which the text may be a part, where there is no room
}

// Pieces splits a line at ** into muted and bold pieces. Two
// spaces separate things, one a name from its value.
func Pieces(line string) []Piece {
	var list []Piece
	add := func(s string, st Style) {
		trimmed := strings.TrimLeft(s, " ")
		before := float32(4)
		if len(s)-len(trimmed) > 1 {
			before = 12
		}
		if len(list) == 0 {
			before = 0
		}
		if trimmed = strings.TrimRight(trimmed, " "); trimmed != "" {
			list = append(list, Piece{NewText(trimmed, st), before, trimmed})
		}
	}
	for i, s := range strings.Split(line, "**") {
		st := Caption
		if i%2 == 1 {
			st = Value
			if strings.HasSuffix(strings.Split(line, "**")[i-1], "  ") {
				s = "  " + s
			}
		}
		// Several things in one muted piece stand apart as well.
		things := strings.Split(s, "  ")
		for k, thing := range things {
			if k > 0 {
				thing = "  " + thing
			}
			add(thing, st)
		}
	}
	return list
}

// PlacePieces places pieces of text behind one another and returns where they end.
func PlacePieces(list []Piece, x, height float32) float32 {
	for _, t := range list {
		x += t.Before
		m := t.MinSize()
		t.Move(fyne.NewPos(x, (height-m.Height)/2))
		t.Resize(m)
		x += m.Width
	}
	return x
}

// PiecesWidth is how wide pieces behind one another are.
func PiecesWidth(list []Piece) float32 {
	w := float32(0)
	for _, t := range list {
		w += t.Before + t.MinSize().Width
	}
	return w
}
