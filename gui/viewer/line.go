package viewer

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"firenet/gui/look"
)

// run is a piece of text in one style.
type run struct {
	text      string
	color     color.Color
	bold      bool
	monospace bool
	size      float32
	gap       float32 // before it
	keep      bool    // belongs to the run before it: both are shown or neither
	elide     bool    // is shortened where it does not fit
}

// line is text in several styles, one line high. Runs that do not fit are left out.
type line struct {
	fyne.Container
	runs []run
}

func (l *line) set(runs []run) {
	l.runs = runs
	for len(l.Objects) < len(runs) {
		l.Objects = append(l.Objects, canvas.NewText("", color.Black))
	}
	for i, o := range l.Objects {
		t := o.(*canvas.Text)
		if i >= len(runs) {
			t.Hide()
			continue
		}
		r := runs[i]
		t.Text, t.Color, t.TextSize = r.text, r.color, r.size
		t.TextStyle = fyne.TextStyle{Bold: r.bold, Monospace: r.monospace}
	}
}

// place lays the runs out from x on, vertically centred in a row of the given height, and
// returns where they end.
func (l *line) place(x, y, height, width float32) float32 {
	end := x
	full := false
	for i := 0; i < len(l.runs); {
		n := i + 1
		for n < len(l.runs) && l.runs[n].keep {
			n++
		}
		w := l.width(i, n)
		if i == 0 {
			w -= l.runs[0].gap
		}
		if spare := x + width - end; w > spare && !full && l.runs[i].elide {
			w = l.shorten(i, spare-l.runs[i].gap) + l.runs[i].gap
		}
		full = full || end+w > x+width
		for ; i < n; i++ {
			t := l.Objects[i].(*canvas.Text)
			if full {
				t.Hide()
				continue
			}
			size := t.MinSize()
			if i > 0 {
				end += l.runs[i].gap
			}
			t.Move(fyne.NewPos(end, y+(height-size.Height)/2))
			t.Resize(size)
			t.Show()
			t.Refresh()
			end += size.Width
		}
	}
	return end
}

// shorten cuts the text of run i to a width, with an ellipsis, and returns its new width.
func (l *line) shorten(i int, width float32) float32 {
	t := l.Objects[i].(*canvas.Text)
	for letters := []rune(l.runs[i].text); len(letters) > 3; letters = letters[:len(letters)-1] {
		t.Text = strings.TrimRight(string(letters[:len(letters)-1]), " ·–,") + "…"
		if t.MinSize().Width <= width {
			break
		}
	}
	return t.MinSize().Width
}

// width is that of the runs from i to n, gaps included.
func (l *line) width(i, n int) float32 {
	var w float32
	for ; i < n; i++ {
		w += l.Objects[i].(*canvas.Text).MinSize().Width + l.runs[i].gap
	}
	return w
}

// marked splits text at ** into runs that are alternately plain and bold.
func marked(text string, plain, bold color.Color) []run {
	var runs []run
	for i, part := range strings.Split(text, "**") {
		if part == "" {
			continue
		}
		r := run{text: part, color: plain, size: look.CaptionSize, keep: len(runs) > 0}
		if i%2 == 1 {
			r.color, r.bold = bold, true
		}
		runs = append(runs, r)
	}
	return runs
}
