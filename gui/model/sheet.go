package model

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"firenet/recon/result"
)

// WhoKey is the key of the column of a report that names reconstructors.
const WhoKey = "reconstructor"

// Sheet is a table of a report as people are shown it: texts in rows below a head, those of
// numbers at the right.
type Sheet struct {
	Head   []string
	Rows   [][]string
	Marked [][]bool // nil: none is
	Right  []bool   // by column
	About  string   // what stands in the cells, in a sentence; empty: the heads say it
}

// Alias is the short name of a reconstructor, and whether it is in view.
type Alias func(name string) (short string, seen bool)

// NewSheet is a table as a square one where it has a hint for that, and otherwise as it is.
func NewSheet(t result.Table, alias Alias) Sheet {
	if t.Cross != nil {
		if s, ok := crossed(t, *t.Cross, alias); ok {
			return s
		}
	}
	return plain(t, alias)
}

// seenRows are the rows about reconstructors that are in view.
func seenRows(t result.Table, alias Alias) (rows []int) {
	who, some := t.Column(WhoKey)
	for i := range t.Rows() {
		if some && who.Texts != nil {
			if _, seen := alias(who.Texts[i]); !seen {
				continue
			}
		}
		rows = append(rows, i)
	}
	return rows
}

// shown is value i of a column for people.
func shown(c result.Column, i int, alias Alias) string {
	switch {
	case c.Flags != nil:
		return map[bool]string{true: "yes", false: "no"}[c.Flags[i]]
	case c.Texts != nil && c.Key == WhoKey:
		short, _ := alias(c.Texts[i])
		return short
	case c.Texts != nil:
		return c.Texts[i]
	case math.IsNaN(c.Numbers[i]):
		return "–"
	case c.Share:
		return fmt.Sprintf("%.0f %%", 100*c.Numbers[i])
	}
	return Sig(c.Numbers[i])
}

// plain is a table as it is.
func plain(t result.Table, alias Alias) Sheet {
	var s Sheet
	for _, c := range t.Columns {
		head := c.Title
		if head == "" {
			head = c.Key
		}
		if c.Unit != "" && c.Unit != head {
			head += ", " + c.Unit
		}
		s.Head, s.Right = append(s.Head, head), append(s.Right, c.Texts == nil)
	}
	for _, i := range seenRows(t, alias) {
		row := make([]string, len(t.Columns))
		for k, c := range t.Columns {
			row[k] = shown(c, i, alias)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// crossed is a table with a row for each value of one column and a column for each of another.
func crossed(t result.Table, c result.Cross, alias Alias) (s Sheet, ok bool) {
	row, ok1 := t.Column(c.Row)
	column, ok2 := t.Column(c.Column)
	value, ok3 := t.Column(c.Value)
	if !ok1 || !ok2 || !ok3 {
		return s, false
	}
	mark, marks := t.Column(c.Mark)
	marks = marks && mark.Flags != nil
	s.Head, s.Right = []string{lower(row.Title)}, []bool{row.Texts == nil}
	var rows, columns []string // as files have them: each value once
	for _, i := range seenRows(t, alias) {
		at, k := slices.Index(rows, row.Text(i)), slices.Index(columns, column.Text(i))
		if k < 0 {
			k = len(columns)
			columns = append(columns, column.Text(i))
			s.Head, s.Right = append(s.Head, shown(column, i, alias)), append(s.Right, value.Texts == nil)
		}
		if at < 0 {
			at = len(rows)
			rows = append(rows, row.Text(i))
			s.Rows, s.Marked = append(s.Rows, []string{rowHead(row, i)}), append(s.Marked, []bool{false})
		}
		for len(s.Rows[at]) < k+2 {
			s.Rows[at], s.Marked[at] = append(s.Rows[at], ""), append(s.Marked[at], false)
		}
		s.Rows[at][k+1], s.Marked[at][k+1] = shown(value, i, alias), marks && mark.Flags[i]
	}
	s.square()
	s.About = about(t, value, mark, marks)
	return s, true
}

// square fills rows that end early: what is not there yet is empty.
func (s *Sheet) square() {
	for i := range s.Rows {
		for len(s.Rows[i]) < len(s.Head) {
			s.Rows[i], s.Marked[i] = append(s.Rows[i], ""), append(s.Marked[i], false)
		}
	}
}

// rowHead is the head of a row, in as few digits as it has.
func rowHead(c result.Column, i int) string {
	if c.Numbers != nil && !c.Share {
		return Short(c.Numbers[i])
	}
	return shown(c, i, func(name string) (string, bool) { return name, true })
}

// about says what stands in the cells of a square table.
func about(t result.Table, value, mark result.Column, marks bool) string {
	text := value.Help
	if text == "" {
		text = t.Title + "."
	}
	if value.Symbol != "" {
		text = value.Symbol + ". " + text
	}
	if marks && mark.Help != "" {
		text += " Bold: " + lower(mark.Help)
	}
	return text
}

// lower is a title within a sentence: symbols, abbreviations and names of people stay.
func lower(s string) string {
	letters := []rune(s)
	if strings.HasPrefix(s, "Gauss") {
		return s
	}
	if len(letters) < 2 || letters[1] < 'a' || letters[1] > 'z' && letters[1] != ' ' {
		return s
	}
	if letters[0] >= 'A' && letters[0] <= 'Z' {
		letters[0] += 'a' - 'A'
	}
	return string(letters)
}

// Curve is a line of a report's plot.
type Curve struct {
	Name         string // the value of the column By; empty: there is one line only
	Reconstructs bool   // it is the name of a reconstructor
	X, Y, Beside []float64
	Labels       []string // of its points; nil: none
}

// Graph is how a table of a report is drawn.
type Graph struct {
	Curves       []Curve
	X, Y, Beside string // titles
	LogX, LogY   bool
	Shares       bool // Y are parts of 1
	Level        float64
	Empty        string // said where there are no lines; empty: a sentence for all
}

// NewGraph reads the lines of a table that has axes; ok is false where it names columns that
// are not there. On a logarithmic axis of x, which has no place for signs, moduli stand.
func NewGraph(t result.Table, seen func(reconstructor string) bool) (g Graph, ok bool) {
	if t.Axes == nil {
		return g, false
	}
	a := *t.Axes
	x, ok1 := t.Column(a.X)
	y, ok2 := t.Column(a.Y)
	if !ok1 || !ok2 || x.Numbers == nil || y.Numbers == nil {
		return g, false
	}
	by, several := t.Column(a.By)
	beside, pairs := t.Column(a.Beside)
	pairs = pairs && beside.Numbers != nil
	g = Graph{X: x.Title, Y: y.Title, LogX: a.LogX, LogY: a.LogY, Shares: y.Share, Level: a.Level}
	if pairs {
		g.Beside = beside.Title
	}
	who, _ := t.Column(WhoKey)
	for i := range t.Rows() {
		if who.Texts != nil && !seen(who.Texts[i]) {
			continue
		}
		name := ""
		if several {
			name = by.Text(i)
		}
		c := g.curve(name, a.By == WhoKey)
		at := x.Numbers[i]
		if a.LogX {
			at = math.Abs(at)
		}
		c.X, c.Y = append(c.X, at), append(c.Y, y.Numbers[i])
		if pairs {
			c.Beside = append(c.Beside, beside.Numbers[i])
		}
		if first := t.Columns[0]; !several && first.Texts != nil {
			c.Labels = append(c.Labels, first.Texts[i])
		}
	}
	return g, true
}

// curve is the line of that name, added where there is none.
func (g *Graph) curve(name string, reconstructs bool) *Curve {
	i := slices.IndexFunc(g.Curves, func(c Curve) bool { return c.Name == name })
	if i < 0 {
		i = len(g.Curves)
		g.Curves = append(g.Curves, Curve{Name: name, Reconstructs: reconstructs})
	}
	return &g.Curves[i]
}

// Words say in a caption what a graph shows.
func (g Graph) Words() string {
	text := lower(g.Y) + " over " + lower(g.X)
	if g.Beside != "" {
		text += "; dashed: " + lower(g.Beside)
	}
	if g.Level != 0 {
		text += "; line: " + g.level()
	}
	if n := g.off(); n > 0 {
		text += fmt.Sprintf("; %s off the logarithmic axes", Plural(n, "point"))
	}
	return text
}

// off is how many points have no place on logarithmic axes.
func (g Graph) off() (n int) {
	for _, c := range g.Curves {
		for i := range c.X {
			if g.LogX && c.X[i] <= 0 || g.LogY && c.Y[i] <= 0 {
				n++
			}
		}
	}
	return n
}

func (g Graph) level() string {
	if g.Shares {
		return strconv.Itoa(int(math.Round(100*g.Level))) + " %"
	}
	return Short(g.Level)
}

// XTitle is the title of the horizontal axis.
func (g Graph) XTitle() string { return lower(g.X) }

// Besides is the title of what the lines are held against.
func (g Graph) Besides() string { return lower(g.Beside) }

// ReportKind is how a picture of a report is shown: one with signs about zero.
func ReportKind(p result.Picture) Kind {
	if p.Signed {
		return Residual
	}
	return Image
}

// YTitle is the title of the vertical axis.
func (g Graph) YTitle() string { return lower(g.Y) }
