package recipe

import (
	"bytes"
	"fmt"
	"sort"

	"github.com/pelletier/go-toml/v2/unstable"
)

// maxKeys is how many keys, parts of dotted ones counted, a recipe may have: the TOML decoder takes time
// quadratic in them.
const maxKeys = 5000

// keyLines finds the line of every key and table of a TOML document, up to its first error
// of syntax. Paths are dotted, elements of arrays of tables counted:
// "reconstructor[0].inner". The first place of a path counts. ok is false if there are more
// than maxKeys.
func keyLines(data []byte) (lines map[string]int, ok bool) {
	w := lineWalker{lines: map[string]int{}, tables: map[string]int{}}
	for i, b := range data {
		if b == '\n' {
			w.ends = append(w.ends, i)
		}
	}
	w.parser.Reset(data)
	table := ""
	for w.parser.NextExpression() {
		e := w.parser.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = w.header(e)
		case unstable.KeyValue:
			w.keyValue(table, e)
		}
		if w.keys > maxKeys {
			return nil, false
		}
	}
	return w.lines, true
}

type lineWalker struct {
	parser unstable.Parser
	ends   []int          // offsets of the line feeds
	lines  map[string]int // result
	tables map[string]int // elements so far of each array of tables
	keys   int
}

func (w *lineWalker) lineOf(n *unstable.Node) int {
	return sort.SearchInts(w.ends, int(n.Raw.Offset)) + 1
}

func (w *lineWalker) note(path string, line int) {
	if _, known := w.lines[path]; !known {
		w.lines[path] = line
	}
}

// header returns the path of the table that a header opens.
func (w *lineWalker) header(e *unstable.Node) string {
	path := ""
	for it := e.Key(); it.Next(); {
		w.keys++
		line := w.lineOf(it.Node())
		path = join(path, string(it.Node().Data))
		if it.IsLast() && e.Kind == unstable.ArrayTable {
			w.tables[path]++
		}
		w.note(path, line)
		if n := w.tables[path]; n > 0 {
			path = fmt.Sprintf("%s[%d]", path, n-1)
			w.note(path, line)
		}
	}
	return path
}

func (w *lineWalker) keyValue(table string, e *unstable.Node) {
	path, line := table, 0
	for it := e.Key(); it.Next(); {
		w.keys++
		line = w.lineOf(it.Node())
		path = join(path, string(it.Node().Data))
		w.note(path, line)
	}
	w.value(path, line, e.Value())
}

// value notes the keys of inline tables, also inside an array.
func (w *lineWalker) value(path string, line int, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				w.keyValue(path, it.Node())
			}
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); {
			if k := it.Node().Kind; k == unstable.Comment {
				continue
			}
			if it.Node().Kind == unstable.InlineTable {
				element := fmt.Sprintf("%s[%d]", path, i)
				w.note(element, line)
				w.value(element, line, it.Node())
			}
			i++
		}
	}
}

// maxPath bounds the dotted paths that are kept; no key of a recipe comes near it.
const maxPath = 1000

// join is path.key; a path that becomes too long stays as it is.
func join(path, key string) string {
	if path != "" {
		key = path + "." + key
	}
	if len(key) > maxPath {
		return path
	}
	return key
}

// utf8BOM is what some editors put before a text.
var utf8BOM = []byte("\xef\xbb\xbf")

// withoutBOM is data without a byte order mark at its start, in memory of its own: the
// positions of the parser need a slice without spare capacity.
func withoutBOM(data []byte) []byte {
	data = bytes.TrimPrefix(data, utf8BOM)
	return append(make([]byte, 0, len(data)), data...)
}
