package recipe

import (
	"errors"
	"fmt"
	"strings"

	"firenet/recon/parameter"
)

// FieldError says which key of a recipe is wrong, where it stands, what was found and
// what would do:
//
//	recipe.toml:12: sampling.fraction = 1.5: must be a number in (0, 1]
type FieldError struct {
	File   string // empty for a recipe that was not read from a file
	Line   int    // 0: unknown, or the key is absent
	Column int    // of an error of TOML itself; 0: unknown
	Key    string // dotted: "sampling.fraction", "reconstructor.FIRENET.tau"
	Found  string // as a recipe writes it; empty when there is nothing to show
	Want   string
	Err    error // cause, may be nil
}

func (e *FieldError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File + ":")
		if e.Line > 0 {
			fmt.Fprintf(&b, "%d:", e.Line)
		}
		if e.Column > 0 {
			fmt.Fprintf(&b, "%d:", e.Column)
		}
		b.WriteString(" ")
	}
	b.WriteString(e.Key)
	if e.Found != "" {
		b.WriteString(" = " + e.Found)
	}
	if e.Key != "" {
		b.WriteString(": ")
	}
	b.WriteString(e.Want)
	return b.String()
}

func (e *FieldError) Unwrap() error { return e.Err }

// at makes err an error of the key section.key (or of section itself), with file and line
// where they are known. A *parameter.Error gives key, found and want; any other error
// becomes the text of what is wanted.
func (r Recipe) At(section string, err error) error {
	if err == nil {
		return nil
	}
	var field *FieldError
	if errors.As(err, &field) {
		return err
	}
	e := &FieldError{File: r.source.file, Key: section, Want: err.Error(), Err: err}
	var p *parameter.Error
	if errors.As(err, &p) {
		e.Found, e.Want = shorten(p.Found), p.Want
		if e.Key != "" {
			e.Key += "."
		}
		e.Key += p.Key
	}
	if r.source.assigned[e.Key] {
		e.File = "" // the value comes from [Recipe.Set], not from the file
		return e
	}
	e.Line = r.source.line(e.Key)
	return e
}

// source remembers where the keys of a recipe stand in its file.
type source struct {
	file  string
	lines map[string]int // by dotted key; tables by their name

	assigned map[string]bool // keys that Set has given a value since
}

// line is where key stands, or the table that should hold it; 0 if neither is known.
func (s source) line(key string) int {
	for {
		if n, ok := s.lines[key]; ok {
			return n
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return 0
		}
		key = key[:i]
	}
}
