package recipe

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxProblems bounds how many errors of one file are reported.
const maxProblems = 20

// problems collects everything that is wrong with a recipe.
type problems struct{ list []*FieldError }

func (p *problems) add(e *FieldError) { p.list = append(p.list, e) }

// addError adds an error that [Recipe.at] has made.
func (p *problems) addError(err error) {
	var e *FieldError
	if errors.As(err, &e) {
		p.add(e)
	}
}

// in says whether there is an error in a section.
func (p *problems) in(section string) bool {
	return slices.ContainsFunc(p.list, func(e *FieldError) bool {
		return e.Key == section || strings.HasPrefix(e.Key, section+".")
	})
}

// err joins the errors in the order of the file, those without a line first. It is nil
// if there are none.
func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	slices.SortStableFunc(p.list, func(a, b *FieldError) int { return a.Line - b.Line })
	if len(p.list) == 1 {
		return p.list[0]
	}
	errs := make([]error, 0, maxProblems+1)
	for i, e := range p.list {
		if i == maxProblems {
			errs = append(errs, fmt.Errorf("and %d more errors", len(p.list)-maxProblems))
			break
		}
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}

// maxFound is how many characters of a wrong value are shown.
const maxFound = 60

// shorten cuts a found value to a length that fits a line.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= maxFound {
		return s
	}
	return string([]rune(s)[:maxFound]) + "..."
}

// unknown is what is said of a key that does not exist.
func unknown(key string, known []string, whose string) string {
	if near := nearest(key, known); near != "" {
		return fmt.Sprintf("unknown key; did you mean %q?", near)
	}
	if len(known) == 0 {
		return "unknown key; none is known here"
	}
	of := ""
	if whose != "" {
		of = " (" + whose + ")"
	}
	return "unknown key; known here" + of + ": " + strings.Join(known, ", ")
}

// nearest returns the known name that is within a third of key's letters of it, or "".
func nearest(key string, known []string) string {
	if len(key) > 64 {
		return ""
	}
	best, distance := "", max(1, len(key)/3)+1
	for _, k := range known {
		if d := editDistance(strings.ToLower(key), k); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// editDistance is the least number of letters inserted, removed, replaced or swapped with
// their neighbour that turns a into b (optimal string alignment).
func editDistance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j-1]+cost, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
