package imagefile

import (
	"encoding/binary"
	"strconv"
	"strings"
)

// parseNPYHeader reads the header's text, a Python dict literal with the keys descr,
// fortran_order and shape. Nothing but strings, True, False and tuples of integers is
// understood, and nothing is ever evaluated.
func parseNPYHeader(text string) (*npyHeader, error) {
	p := &literal{rest: strings.TrimRight(text, " \t\r\n\x00")}
	h := &npyHeader{}
	seen := map[string]bool{}
	p.expect("{")
	for p.err == nil && !p.accept("}") {
		key := p.str()
		p.expect(":")
		if p.err != nil {
			break
		}
		if seen[key] {
			p.fail("key %q twice", key)
		}
		seen[key] = true
		switch key {
		case "descr":
			p.descr(h)
		case "fortran_order":
			h.fortran = p.boolean()
		case "shape":
			h.shape = p.tuple()
		default:
			p.fail("unknown key %q", key)
		}
		if !p.accept(",") {
			p.expect("}")
			break
		}
	}
	if p.err == nil && p.rest != "" {
		p.fail("text behind the dict")
	}
	for _, key := range []string{"descr", "fortran_order", "shape"} {
		if p.err == nil && !seen[key] {
			p.fail("no key %q", key)
		}
	}
	return h, p.err
}

// literal reads a Python literal piece by piece and keeps the first error.
type literal struct {
	rest string
	err  error
}

func (p *literal) fail(what string, args ...any) {
	if p.err == nil {
		p.err = malformed(damaged, "NPY: broken header: "+what, args...)
	}
}

func (p *literal) accept(token string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.rest, " \t\r\n"), token)
	if ok && p.err == nil {
		p.rest = rest
	}
	return ok && p.err == nil
}

func (p *literal) expect(token string) {
	if !p.accept(token) {
		p.fail("no %q where one must be", token)
	}
}

func (p *literal) str() string {
	for _, quote := range []string{"'", `"`} {
		if p.accept(quote) {
			s, rest, ok := strings.Cut(p.rest, quote)
			if !ok || strings.ContainsAny(s, "\\\n") {
				p.fail("a string without end")
			}
			p.rest = rest
			return s
		}
	}
	p.fail("no string where one must be")
	return ""
}

func (p *literal) boolean() bool {
	if p.accept("True") {
		return true
	}
	if !p.accept("False") {
		p.fail("fortran_order is neither True nor False")
	}
	return false
}

// tuple reads (), (3,), (3, 4), ... NumPy allows at most 64 dimensions.
func (p *literal) tuple() (t []int64) {
	p.expect("(")
	for p.err == nil && !p.accept(")") {
		s := strings.TrimLeft(p.rest, " \t\r\n")
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		d, err := strconv.ParseInt(s[:n], 10, 64)
		if err != nil || len(t) == 64 {
			p.fail("shape is not a tuple of sizes")
			return nil
		}
		t = append(t, d)
		p.rest = strings.TrimPrefix(s[n:], "L") // Python 2 wrote 3L
		if !p.accept(",") {
			p.expect(")")
			break
		}
	}
	return t
}

// descr reads the dtype.
func (p *literal) descr(h *npyHeader) {
	const remedy = "save numbers, for example with array.astype(float)"
	if p.accept("[") || p.accept("(") {
		p.err = unsupported(remedy, "NPY: structured dtype")
		return
	}
	d := p.str()
	if p.err != nil {
		return
	}
	n, what := parseDtype(d)
	if what != "" {
		p.err = unsupported(remedy, "NPY: dtype %q: %s", d, what)
		return
	}
	h.number = n
}

// parseDtype reads a simple dtype such as <f4; what says what is wrong with it.
func parseDtype(d string) (n number, what string) {
	if len(d) < 2 {
		return n, "unknown dtype"
	}
	names := map[byte]string{
		'O': "Python objects (pickled), which are never loaded", 'V': "raw bytes", 'S': "text", 'a': "text", 'U': "text",
		'M': "dates", 'm': "time spans",
	}
	order, kind, digits := d[0], d[1], d[2:]
	if name, ok := names[order]; ok && strings.Trim(d[1:], "0123456789") == "" {
		return n, name
	}
	if name, ok := names[kind]; ok {
		return n, name
	}
	kinds := map[byte]Kind{'b': KindBool, 'u': KindUnsigned, 'i': KindSigned, 'f': KindFloat, 'c': KindComplex}
	k, ok := kinds[kind]
	size, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return n, "unknown dtype"
	}
	n = number{kind: k, size: size, order: binary.LittleEndian}
	switch {
	case order == '>':
		n.order = binary.BigEndian
	case order == '|' && size == 1, order == '<':
	default:
		return n, "the byte order is not stated"
	}
	if n.decoder() == nil {
		return n, "numbers of this size are not read"
	}
	return n, ""
}
