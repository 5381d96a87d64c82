package recipe

import (
	"fmt"
	"maps"
	"math"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"firenet/recon/parameter"
)

// Set returns the recipe with one key changed: path is dotted, as in
//
//	sampling.fraction    title    reconstructor.FIRENET.inner    reconstructor."p = 20".inner
//
// where names are quoted as TOML quotes keys. value is written as in a recipe; the quotes
// of a text may be left out. A reconstructor is found by its name, or by its folder's.
//
// Choosing another phantom, pattern or method drops the parameters that the new one does
// not have; image.file takes the place of image.phantom and the other way round, and
// noise.file that of a phantom which is there by default only. What the keys mean together
// is checked by [Recipe.Complete]. Errors are *[FieldError].
func (r Recipe) Set(path, value string) (Recipe, error) {
	return r.assign(path, func() string { return value }, func(d parameter.Parameter) any { return valueFor(d, value) })
}

// assign gives a key the value that its description makes of what was given; text is that for
// the keys outside the sections.
func (r Recipe) assign(path string, text func() string, value func(parameter.Parameter) any) (Recipe, error) {
	keys, err := splitKey(path)
	if err != nil {
		return Recipe{}, err
	}
	c := r.Clone()
	c.source.assigned = maps.Clone(r.source.assigned)
	if c.source.assigned == nil {
		c.source.assigned = map[string]bool{}
	}
	if len(keys) == 1 {
		return c, c.setTop(keys[0], text())
	}
	s, key, err := c.find(path, keys)
	if err != nil {
		return Recipe{}, err
	}
	if err := c.setKey(s, key, value); err != nil {
		return Recipe{}, err
	}
	return c, nil
}

// SplitAssignment splits key=value at the first "=" outside quotes.
func SplitAssignment(s string) (path, value string, err error) {
	var quote rune
	for i, c := range s {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == '=':
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:]), nil
		}
	}
	return "", "", &FieldError{Key: s, Want: "must have the form key=value, for example sampling.fraction=0.2"}
}

// splitKey reads a dotted key of TOML.
func splitKey(path string) ([]string, error) {
	var p unstable.Parser
	p.Reset([]byte(path + " = 0"))
	var keys []string
	if p.NextExpression() && p.Expression().Kind == unstable.KeyValue {
		for it := p.Expression().Key(); it.Next(); {
			keys = append(keys, string(it.Node().Data))
		}
	}
	if len(keys) == 0 || p.NextExpression() || p.Error() != nil {
		return nil, &FieldError{Key: path, Want: `is not a key; write for example sampling.fraction or reconstructor."my name".inner`}
	}
	return keys, nil
}

// parseValue reads a value as TOML writes it; what is not TOML is a text.
func parseValue(text string) any {
	var doc map[string]any
	if err := toml.Unmarshal([]byte("value = "+text), &doc); err == nil && len(doc) == 1 {
		return doc["value"]
	}
	return text
}

func (r *Recipe) setTop(key, value string) error {
	switch key {
	case "title":
		r.Title = asText(value)
	case "seed":
		n, whole := parseValue(value).(int64)
		if !whole || n < 0 {
			return &FieldError{Key: key, Found: shorten(value), Want: seedRange}
		}
		r.Seed = uint64(n)
	case "format":
		return &FieldError{Key: key, Want: "cannot be changed"}
	default:
		if _, ok := kindOf(key); ok {
			return &FieldError{Key: key, Want: "is a section; name a key of it, for example " + exampleKey(*r, key)}
		}
		return &FieldError{Key: key, Want: unknown(key, topKeys(), "")}
	}
	r.source.assigned[key] = true
	return nil
}

func exampleKey(r Recipe, section string) string {
	for _, k := range r.Keys() {
		if strings.HasPrefix(k.Path, section+".") {
			return k.Path
		}
	}
	return section + ".name"
}

// asText is a TOML string, or the text itself.
func asText(value string) string {
	if s, ok := parseValue(value).(string); ok {
		return s
	}
	return value
}

// find returns the section of a path, and the key in it.
func (r *Recipe) find(path string, keys []string) (named, string, error) {
	k, known := kindOf(keys[0])
	array := known && k.array()
	if n := len(keys); array && n != 3 || !array && n != 2 {
		want := "there is no such key"
		if array {
			want = fmt.Sprintf("must be %s.name.key, names with other characters than letters, digits, - and _ in quotes", keys[0])
		}
		return named{}, "", &FieldError{Key: path, Want: want}
	}
	section := keys[0]
	if array {
		section += "." + keys[1]
	}
	all := r.sections()
	for _, s := range all {
		if s.key == section {
			return s, keys[len(keys)-1], nil
		}
	}
	var names []string
	for _, s := range all {
		a, name, ok := strings.Cut(s.key, ".")
		if !ok || a != keys[0] {
			continue
		}
		names = append(names, name)
		if FolderName(name) == FolderName(keys[1]) {
			return s, keys[2], nil
		}
	}
	if !array {
		return named{}, "", &FieldError{Key: path, Want: unknown(keys[0], topKeys(), "")}
	}
	return named{}, "", &FieldError{Key: path, Want: fmt.Sprintf("there is no %s %q", keys[0], keys[1]) + Listed(names)}
}

// setKey checks and stores one value.
func (r *Recipe) setKey(s named, key string, value func(parameter.Parameter) any) error {
	fixed := s.fixed()
	d, isFixed := parameter.Find(fixed, key)
	if !isFixed {
		described, _ := s.described()
		var ok bool
		if d, ok = parameter.Find(described, key); !ok {
			return &FieldError{Key: s.key + "." + key, Want: unknown(key, keysOf(fixed, described), s.whose())}
		}
	}
	checked, err := check(s.kind, d, value(d))
	full := s.key + "." + key
	r.source.assigned[full] = true
	if err != nil {
		return r.At(s.key, err)
	}
	if !isFixed {
		if *s.values() == nil {
			*s.values() = parameter.Values{}
		}
		(*s.values())[key] = checked
		return nil
	}
	if old, ok := s.get(key).(string); ok && key == "name" {
		r.rename(s.kind.key, old, checked.(string))
	}
	s.put(key, checked)
	r.follow(s, key)
	return nil
}

// valueFor reads text as a value of d's kind: the quotes of texts may be left out.
func valueFor(d parameter.Parameter, text string) any {
	value := parseValue(text)
	switch d.Kind {
	case parameter.Text, parameter.Choice, parameter.Path:
		return asText(text)
	case parameter.Variant:
		if _, isTable := value.(map[string]any); !isTable && d.Default != nil {
			if _, number := d.Default.(float64); !number {
				return asText(text)
			}
		}
	}
	return value
}

// given says whether a key stands in the file or has been set.
func (r *Recipe) Given(key string) bool {
	_, inFile := r.source.lines[key]
	return inFile || r.source.assigned[key]
}

// follow changes what depends on a fixed key that has been set.
func (r *Recipe) follow(s named, key string) {
	if f, ok := s.fields.(follower); ok {
		f.follow(r, key)
	}
	if d, _ := parameter.Find(s.fixed(), key); d.Kind == parameter.Choice {
		dropUnknown(s)
	}
}

// dropUnknown takes out the values that nothing describes any more.
func dropUnknown(s fields) {
	v := s.values()
	if v == nil {
		return
	}
	described, _ := s.described()
	maps.DeleteFunc(*v, func(k string, _ any) bool {
		_, ok := parameter.Find(described, k)
		return !ok
	})
}

// Key is one key of a recipe that can be [Recipe.Set], with its description.
type Key struct {
	Path string
	parameter.Parameter
}

// Keys lists the keys of the recipe's sections, for completion on the command line.
func (r Recipe) Keys() []Key {
	r = r.Clone()
	list := []Key{
		{"title", parameter.Parameter{Key: "title", Name: "Title", Kind: parameter.Text, Help: "A name for the experiment."}},
		{"seed", parameter.Parameter{Key: "seed", Name: "Seed", Kind: parameter.Integer, Min: 0, Max: math.Inf(1), Help: "All randomness derives from it."}},
	}
	for _, s := range r.sections() {
		described, _ := s.described()
		prefix := s.key
		if array, name, ok := strings.Cut(s.key, "."); ok {
			prefix = array + "." + QuoteKey(name)
		}
		seen := map[string]bool{}
		for _, d := range append(s.fixed(), described...) {
			if !seen[d.Key] {
				seen[d.Key] = true
				list = append(list, Key{prefix + "." + d.Key, d})
			}
		}
	}
	return list
}

// quoteKey quotes a part of a dotted key where TOML needs it.
func QuoteKey(name string) string {
	bare := strings.IndexFunc(name, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_')
	}) < 0
	if bare && name != "" {
		return name
	}
	return quoteTOML(name)
}
