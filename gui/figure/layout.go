package figure

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"firenet/gui/model"
)

// Distances, in points.
const (
	margin  = 6.0
	gap     = 4.5  // between pictures
	barWide = 5.0  // width of a colour bar
	barGap  = 4.0  // between picture and bar
	barText = 3.0  // between bar and label
	letters = 5.0  // between letter and title
	rowGap  = 6.0  // between rows
	hairWid = 0.4  // lines
	markWid = 0.75 // borders of insets
)

// small is the size of captions as a share of that of the titles.
const small = 0.86

// Layout lays the figure out.
func (f Figure) Layout(o Options) (*Page, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	columns := 0
	for _, row := range f.Rows {
		columns = max(columns, len(row))
	}
	if columns+len(f.Plots) == 0 {
		return nil, fmt.Errorf("nothing is chosen: choose at least one picture or plot")
	}
	l := &layout{Options: o, page: &Page{Width: o.Width * perMillimetre, Title: f.Title, Notes: f.Notes, dpi: o.DPI}}
	l.labels(f.Rows)
	l.cell = (l.page.Width - 2*margin - float64(columns-1)*(gap+l.besideCell) - l.besideCell - l.besideRow) / float64(max(1, columns))
	if columns > 0 && l.cell < 20 {
		return nil, fmt.Errorf("%d columns do not fit into %g mm: use fewer, or a larger width", columns, o.Width)
	}
	y := margin
	for i, row := range f.Rows {
		if i > 0 {
			y += rowGap
		}
		y = l.row(row, y)
	}
	if len(f.Plots) > 0 {
		var err error
		if y, err = l.plots(f.Plots, y); err != nil {
			return nil, err
		}
	}
	if f.Caption != "" {
		y = l.caption(f.Caption, y)
	}
	l.page.Height = y + margin
	if w, h := l.page.Pixels(); w*h > maxPixels {
		return nil, fmt.Errorf("%d x %d pixels are too many: use a lower resolution", w, h)
	}
	return l.page, nil
}

type layout struct {
	Options
	page       *Page
	cell       float64 // width of a picture
	besideCell float64 // room for a bar at each cell,
	besideRow  float64 // at the end of a row
	number     int     // of the cell
	scaled     bool    // the scale bar has been drawn
}

func (l *layout) smaller() float64 { return small * l.FontSize }

// labels makes room for the colour bars.
func (l *layout) labels(rows [][]Cell) {
	if l.Bars == NoBars {
		return
	}
	widest, perCell := 0.0, l.Bars == CellBars
	for _, row := range rows {
		if !sharedScale(row) {
			perCell = true // one bar would be wrong for some
		}
		for _, c := range row {
			if c.Picture == nil || c.Plain {
				continue
			}
			for _, s := range barLabels(c.Window) {
				widest = max(widest, width(s, l.smaller(), false))
			}
		}
	}
	if widest == 0 {
		return
	}
	if room := barGap + barWide + barText + widest; perCell {
		l.besideCell = room
	} else {
		l.besideRow = room
	}
}

// sharedScale says whether one colour bar is right for all pictures of a row.
func sharedScale(row []Cell) bool {
	var first *Cell
	for i, c := range row {
		switch {
		case c.Picture == nil || c.Plain:
		case first == nil:
			first = &row[i]
		case c.Window != first.Window || c.Map != first.Map:
			return false
		}
	}
	return true
}

// row lays out one row from y on and returns where it ends.
func (l *layout) row(row []Cell, y float64) float64 {
	if l.Titles {
		y += l.FontSize * 1.1
	}
	top := y + 0.35*l.FontSize
	if !l.Titles {
		top = y
	}
	height := 0.0
	for _, c := range row {
		if c.Picture != nil {
			height = max(height, l.cell*float64(c.Picture.H)/float64(c.Picture.W))
		}
	}
	x := margin
	var barOf *Cell
	for i := range row {
		c := &row[i]
		if c.Picture != nil {
			l.drawCell(c, x, y, top)
			if !c.Plain && barOf == nil {
				barOf = c
			}
			if l.besideCell > 0 && !c.Plain {
				l.bar([]Cell{*c}, x+l.cell+barGap, top, height)
			}
		}
		x += l.cell + gap + l.besideCell
	}
	if l.besideRow > 0 && barOf != nil {
		l.bar(row, l.page.Width-margin-l.besideRow+barGap, top, height)
	}
	y = top + height
	if l.Metrics && slices.ContainsFunc(row, func(c Cell) bool { return len(c.Measures) > 0 }) {
		y += 1.45 * l.smaller()
	}
	return y
}

func (l *layout) drawCell(c *Cell, x, baseline, top float64) {
	if l.Titles {
		w := l.letter(x, baseline)
		l.write(x+w, baseline, l.FontSize, false, l.fit(c.Title, l.FontSize, l.cell-w))
	}
	h := l.cell * float64(c.Picture.H) / float64(c.Picture.W)
	whole := part{0, 0, c.Picture.H, c.Picture.W}
	l.page.add(picture{x, top, l.cell, h, c.Picture, whole, c.Window, c.Map})
	l.page.add(box{x: x, y: top, w: l.cell, h: h, line: hairWid, stroke: hair})
	if !c.Plain && !c.NoInset {
		l.inset(c, x, top, h)
	}
	if l.ScaleBar > 0 && !l.scaled && !c.Plain {
		l.scaled = true
		l.scaleBar(c, x, top, h)
	}
	if l.Metrics {
		l.measures(c.Measures, x, top+h+1.3*l.smaller())
	}
}

// write writes a text and returns its width.
func (l *layout) write(x, y, size float64, bold bool, s string) float64 {
	return l.writeRuns(x, y, size, newRun(s, size, bold))
}

func newRun(s string, size float64, bold bool) run { return run{s, bold, width(s, size, bold)} }

func (l *layout) writeRuns(x, y, size float64, runs ...run) float64 {
	t := text{x, y, size, ink, runs}
	if t.width() > 0 {
		l.page.add(t)
	}
	return t.width()
}

// fit shortens a text that is too long.
func (l *layout) fit(s string, size, room float64) string {
	if width(s, size, false) <= room {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && width(string(runes)+" …", size, false) > room {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes)) + " …"
}

// measures writes metrics; those that do not fit are left out from the end.
func (l *layout) measures(list []model.Measure, x, y float64) {
	size := l.smaller()
	var line []run
	for i, m := range list {
		name, unit := m.Name+" ", ""
		if m.Name == "" {
			name = ""
		}
		if i > 0 {
			name = " · " + name
		}
		if m.Unit != "" {
			unit = " " + m.Unit
		}
		longer := line
		for _, r := range []run{newRun(name, size, false), newRun(m.Value, size, true), newRun(unit, size, false)} {
			if r.s != "" {
				longer = append(longer, r)
			}
		}
		if (text{runs: longer}).width() > l.cell+1 {
			break
		}
		line = longer
	}
	l.writeRuns(x, y, size, line...)
}

// unbroken is the blank at which no line is broken.
const unbroken = "\u00a0"

// caption writes the text below, broken between words.
func (l *layout) caption(s string, y float64) float64 {
	size := l.smaller()
	y += 1.0 * size
	l.page.add(box{x: margin, y: y, w: l.page.Width - 2*margin, h: hairWid, fill: hair})
	y += 0.6 * size
	room := l.page.Width - 2*margin
	line := ""
	for _, word := range strings.Split(s, " ") {
		word = strings.ReplaceAll(word, unbroken, " ")
		if next := strings.TrimSpace(line + " " + word); width(next, size, false) <= room || line == "" {
			line = next
			continue
		}
		y += 1.35 * size
		l.write(margin, y, size, false, line)
		line = word
	}
	y += 1.35 * size
	l.write(margin, y, size, false, line)
	return y + 0.3*size
}

// barLabels are those of ends and middle of a colour bar, from below.
func barLabels(w model.Window) [3]string {
	middle := (w.Lo + w.Hi) / 2
	if math.Abs(middle) < 1e-12*(w.Hi-w.Lo) {
		middle = 0
	}
	return [3]string{model.Short(w.Lo), model.Short(middle), model.Short(w.Hi)}
}
