package result

import (
	"slices"
	"strconv"

	"firenet/recon/array"
	"firenet/recon/recipe"
)

// Report is the answer to one question: tables and pictures. Folder, session, JSON, window
// and figure show it without knowing the question.
type Report struct {
	Name     string // of the question in the recipe; its lower-case form names its files
	Kind     string // of the question, as the registry calls it
	Title    string // in words, for people
	Tables   []Table
	Pictures []Picture
	Notes    []string // what a reader must know, a sentence each
	Partial  bool     // more follows, or it was stopped: this is what it had by then
	Seconds  float64
}

// Table is a table in long form: columns of one length.
type Table struct {
	Name    string // added to that of the question for its file; empty for the first table
	Title   string
	Columns []Column
	Cross   *Cross // how people are shown the table; nil: as it is
	Axes    *Axes  // how it is drawn; nil: it is not
}

// Column is one column of a table. One of Texts, Numbers and Flags holds its values.
type Column struct {
	Key    string // in files
	Title  string // for people
	Symbol string
	Unit   string
	Help   string
	Share  bool // the numbers are parts of 1, which people see in per cent

	Texts   []string
	Numbers []float64 // NaN: not known
	Flags   []bool
}

// Cross shows a long table as a square one: a row for each value of the column Row, a column
// for each of Column, Value in the cells, marked where the flags of Mark are true. Mark may
// be empty.
type Cross struct{ Row, Column, Value, Mark string }

// Axes draws a line for each value of the column By, of Y over X. Beside is the column that
// Y is held against, drawn dashed; empty: there is none. Level is a value of Y worth a line of
// its own; 0: there is none.
type Axes struct {
	X, Y, By, Beside string
	LogX, LogY       bool
	Level            float64
}

// Picture is an image that belongs to an answer.
type Picture struct {
	Name  string // of its files; lower case
	Title string
	Image *array.Complex
	// Signed pictures are differences: their real part is shown about zero.
	Signed bool
	Single bool // every number is a complex64
}

// The kinds of columns.
const (
	textColumn   = "texts"
	numberColumn = "numbers"
	flagColumn   = "flags"
)

var columnKinds = []string{textColumn, numberColumn, flagColumn}

// kind says which list of a column holds its values.
func (c Column) kind() string {
	switch {
	case c.Texts != nil:
		return textColumn
	case c.Flags != nil:
		return flagColumn
	}
	return numberColumn
}

// Len is the number of values.
func (c Column) Len() int { return max(len(c.Texts), len(c.Numbers), len(c.Flags)) }

// Text is value i as files have it: what is not known is empty.
func (c Column) Text(i int) string {
	switch {
	case c.Texts != nil:
		return c.Texts[i]
	case c.Flags != nil:
		return strconv.FormatBool(c.Flags[i])
	}
	return number(c.Numbers[i])
}

// Rows is the number of rows.
func (t Table) Rows() int {
	if len(t.Columns) == 0 {
		return 0
	}
	return t.Columns[0].Len()
}

// Column finds a column by its key.
func (t Table) Column(key string) (Column, bool) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Key == key })
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

// FileName is the name of the file of the table without its ending.
func (r *Report) FileName(t Table) string {
	if t.Name == "" {
		return recipe.FolderName(r.Name)
	}
	return recipe.FolderName(r.Name) + "/" + recipe.FolderName(t.Name)
}

// Copy is a report with lists of its own, so that it stays as it is while a run goes on with
// r. Images and values of columns are shared; they are not written to once they are there.
func (r *Report) Copy() *Report {
	c := *r
	c.Tables, c.Pictures, c.Notes = slices.Clone(r.Tables), slices.Clone(r.Pictures), slices.Clone(r.Notes)
	for i := range c.Tables {
		c.Tables[i].Columns = slices.Clone(c.Tables[i].Columns)
	}
	return &c
}
