package recipe

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"firenet/recon/parameter"
)

// Encode returns the recipe as TOML that [Parse] reads back as the same recipe: floats
// are written with the digits that make them the same number. Equal recipes give equal
// bytes. Dir is not written; see [Recipe.Relocate].
func (r Recipe) Encode() []byte {
	e := encoder{}
	e.recipe(r)
	return e.buf.Bytes()
}

// Commented is the completed recipe with a comment for every key: what it is, which
// values it may have, and what its absence means.
func (r Recipe) Commented() ([]byte, error) {
	c, err := r.Complete()
	if err != nil {
		return nil, err
	}
	e := encoder{comments: true}
	e.recipe(c)
	return e.buf.Bytes(), nil
}

type encoder struct {
	buf      bytes.Buffer
	comments bool
}

func (e *encoder) recipe(r Recipe) {
	e.comment("An experiment of FIRENET Workbench. Every key but format may be left out;",
		"the values below are the defaults where nothing else is said.", "")
	e.line("format", r.Format, "Version of this file format.")
	e.line("title", r.Title, "A name for the experiment.")
	e.line("seed", r.Seed, "All randomness derives from it: mask, noise, random phantoms.")
	r = r.Clone()
	for _, k := range kinds {
		if k.none != "" && len(k.list(&r)) == 0 {
			e.line(k.key, []any{}, k.none)
		}
	}
	for _, s := range r.sections() {
		if s.kind.silent && !e.comments && silent(s) {
			continue
		}
		header := "[" + s.kind.key + "]"
		if s.kind.array() {
			header = "[" + header + "]"
		}
		fmt.Fprintf(&e.buf, "\n%s\n", header)
		e.section(s.fields)
	}
}

// silent says whether no key of a section has a value.
func silent(s fields) bool {
	v := s.values()
	return (v == nil || len(*v) == 0) && !slices.ContainsFunc(s.fixed(), func(d parameter.Parameter) bool { return s.get(d.Key) != nil })
}

func (e *encoder) section(s fields) {
	var known []string
	for _, d := range s.fixed() {
		known = append(known, d.Key)
		e.described(d, s.get(d.Key))
	}
	v := s.values()
	if v == nil {
		return
	}
	described, _ := s.described()
	for _, d := range described {
		known = append(known, d.Key)
		e.described(d, (*v)[d.Key])
	}
	for _, key := range slices.Sorted(maps.Keys(*v)) {
		if !slices.Contains(known, key) && v.Has(key) {
			e.line(key, (*v)[key], "")
		}
	}
}

// described writes a key that has a description; one without a value only as a comment.
func (e *encoder) described(d parameter.Parameter, value any) {
	if value != nil {
		e.line(d.Key, value, about(d))
		return
	}
	if !e.comments {
		return
	}
	absent := ""
	if d.Absent != "" {
		absent = " Absent: " + d.Absent + "."
	}
	e.comment(about(d) + absent)
	e.comment(d.Key + " = " + example(d))
}

// example is a value that shows how the key is written.
func example(d parameter.Parameter) string {
	if d.Example != "" {
		return d.Example
	}
	switch d.Kind {
	case parameter.Integer:
		return fmt.Sprint(int(d.Min))
	case parameter.Real:
		if d.MinOpen {
			return formatTOML(max(d.From, min(d.Min+1, d.Max)))
		}
		return formatTOML(d.Min)
	case parameter.Numbers:
		return "[4, 12, 40]"
	case parameter.Switch:
		return "true"
	}
	return `"name"`
}

// about is the comment of a key.
func about(d parameter.Parameter) string {
	name := d.Name
	if d.Symbol != "" {
		name += ", " + d.Symbol
	}
	if d.Unit != "" {
		name += ", in " + d.Unit
	}
	text := name + ": " + d.Help
	if d.Kind != parameter.Text {
		text += " " + sentence(d.Range()) + "."
	}
	return text
}

// sentence begins with a capital letter.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(first)) + s[size:]
}

// commentWidth is where lines of comments are broken.
const commentWidth = 100

// comment writes lines of comments, each broken between words where it is too long.
func (e *encoder) comment(lines ...string) {
	if !e.comments {
		return
	}
	for _, l := range lines {
		if l == "" {
			e.buf.WriteByte('\n')
			continue
		}
		e.buf.WriteByte('#')
		column := 1
		for _, word := range strings.Fields(l) {
			n := utf8.RuneCountInString(word) + 1
			if column+n > commentWidth && column > 1 {
				e.buf.WriteString("\n#")
				column = 1
			}
			e.buf.WriteString(" " + word)
			column += n
		}
		e.buf.WriteByte('\n')
	}
}

func (e *encoder) line(key string, value any, about string) {
	if about != "" {
		e.comment(about)
	}
	fmt.Fprintf(&e.buf, "%s = %s\n", key, formatTOML(value))
}

// formatTOML is parameter.Format with the escapes of TOML, which are not those of Go.
func formatTOML(value any) string {
	switch v := value.(type) {
	case string:
		return quoteTOML(v)
	case parameter.Table:
		if v.Numbers == nil {
			return "{" + v.Key + " = " + quoteTOML(v.Text) + "}"
		}
	}
	return parameter.Format(value)
}

// quoteTOML is a basic string of TOML. Bytes that are not UTF-8 cannot be written and
// become U+FFFD.
func quoteTOML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
