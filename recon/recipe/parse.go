package recipe

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/parameter"
)

// MaxRecipe is how many bytes a recipe may have.
const MaxRecipe = 1 << 20

// ReadFile reads a recipe. Relative names of files in it start from its folder.
func ReadFile(path string) (Recipe, error) {
	f, err := os.Open(path)
	if err != nil {
		return Recipe{}, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return Recipe{}, err
	}
	r, err := Read(path, filepath.Dir(path), f)
	// A recipe that ends early may be a whole one by accident.
	if now, e := f.Stat(); e == nil && before.Mode().IsRegular() && (now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime())) {
		return Recipe{}, fmt.Errorf("%s: it changed while it was read; try again when it has been written", path)
	}
	return r, err
}

// Read reads a recipe from a stream. name is what errors call it, dir is where relative
// names of files start from.
func Read(name, dir string, in io.Reader) (Recipe, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxRecipe+1))
	if err != nil {
		return Recipe{}, fmt.Errorf("%s: %w", name, err)
	}
	r, err := Parse(name, data)
	if err != nil {
		return Recipe{}, err
	}
	r.Dir = dir
	return r, nil
}

// Parse reads a recipe from its TOML form. name is the file that errors name; it may be
// empty. Keys that are absent get their default where a field of [Recipe] holds them;
// Values hold what was given, and [Recipe.Complete] fills in the rest.
//
// Everything that can be said without opening another file is checked: errors are
// *[FieldError], joined in the order of their lines.
func Parse(name string, data []byte) (Recipe, error) {
	if len(data) > MaxRecipe {
		return Recipe{}, &FieldError{File: name, Want: fmt.Sprintf("is larger than %d bytes: this is not a recipe", MaxRecipe)}
	}
	data = withoutBOM(data)
	lines, ok := keyLines(data)
	if !ok {
		return Recipe{}, &FieldError{File: name, Want: fmt.Sprintf("has more than %d keys: this is not a recipe", maxKeys)}
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return Recipe{}, syntaxError(name, err)
	}
	p := parser{tree: tree, recipe: Recipe{source: source{file: name, lines: lines}}}
	if !p.format() {
		return Recipe{}, p.problems.err()
	}
	p.top()
	p.recipe.checkAll(&p.problems)
	if err := p.problems.err(); err != nil {
		return Recipe{}, err
	}
	return p.recipe, nil
}

func syntaxError(name string, err error) error {
	e := &FieldError{File: name, Want: strings.TrimPrefix(err.Error(), "toml: "), Err: err}
	var d *toml.DecodeError
	if errors.As(err, &d) {
		e.Line, e.Column = d.Position()
		e.Key = strings.Join(d.Key(), ".")
	}
	return e
}

// parser turns the tree of a TOML document into a recipe.
type parser struct {
	tree     map[string]any
	recipe   Recipe
	problems problems
}

// fail adds an error of the value at path; shown is how the message calls the key.
func (p *parser) fail(path, shown string, found any, want string) {
	e := &FieldError{File: p.recipe.source.file, Line: p.recipe.source.line(path), Key: shown, Want: want}
	if found != nil {
		e.Found = shorten(parameter.Format(found))
	}
	p.problems.add(e)
}

// format says whether the version of the format is one that can be read.
func (p *parser) format() bool {
	v, ok := p.tree["format"]
	switch n, whole := v.(int64); {
	case !ok:
		p.fail("format", "format", nil, fmt.Sprintf("missing; a recipe begins with format = %d", FormatVersion))
	case !whole || n != FormatVersion:
		p.fail("format", "format", v, fmt.Sprintf("must be %d, the version that this program reads", FormatVersion))
	default:
		p.recipe.Format = FormatVersion
		return true
	}
	return false
}

// topKeys are the keys of a recipe outside its sections, and the sections.
func topKeys() []string {
	return []string{"format", "title", "seed", "image", "sampling", "noise", "reconstructor", "attack", "visibility"}
}

func (p *parser) top() {
	r := &p.recipe
	for _, key := range slices.Sorted(maps.Keys(p.tree)) {
		if !slices.Contains(topKeys(), key) {
			p.fail(key, key, nil, unknown(key, topKeys(), ""))
		}
	}
	if v, ok := p.tree["title"]; ok {
		if r.Title, ok = v.(string); !ok {
			p.fail("title", "title", v, "must be a text")
		}
	}
	r.Seed = defaultSeed
	if v, ok := p.tree["seed"]; ok {
		n, whole := v.(int64)
		if !whole || n < 0 {
			p.fail("seed", "seed", v, seedRange)
		}
		r.Seed = uint64(max(n, 0))
	}
	p.noise()
	p.image()
	p.sampling()
	p.reconstructors()
	p.attacks()
	p.section("visibility", p.table("visibility"), &p.recipe.Visibility)
}

// table is the section at key; an absent one is empty.
func (p *parser) table(key string) map[string]any {
	v, ok := p.tree[key]
	if !ok {
		return nil
	}
	t, ok := v.(map[string]any)
	if !ok {
		p.fail(key, key, v, "must be a table, ["+key+"]")
	}
	return t
}

// tables are the elements of an array of tables; given is false when it is absent.
func (p *parser) tables(key string) (list []map[string]any, given bool) {
	v, given := p.tree[key]
	if !given {
		return nil, false
	}
	elements, ok := v.([]any)
	if !ok {
		p.fail(key, key, v, "must be a list of tables, [["+key+"]]")
	}
	if len(elements) > maxSections {
		p.fail(key, key, nil, fmt.Sprintf("has %d sections; must be at most %d", len(elements), maxSections))
		elements = elements[:maxSections]
	}
	for i, e := range elements {
		t, ok := e.(map[string]any)
		if !ok {
			p.fail(fmt.Sprintf("%s[%d]", key, i), key, e, "must be a table, [["+key+"]]")
		}
		list = append(list, t)
	}
	return list, true
}

func (p *parser) noise() { p.section("noise", p.table("noise"), &p.recipe.Noise) }

// image reads [image]. A phantom is the default, but not of measured samples, which may
// have no truth, unless a size is given.
func (p *parser) image() {
	s, t := &p.recipe.Image, p.table("image")
	asked := t["phantom"] != nil || t["size"] != nil
	if t["file"] == nil && (asked || p.recipe.Noise.File == "") {
		s.Phantom = defaultOf(s, "phantom").(string)
		s.Size = defaultOf(s, "size").(int)
	}
	p.section("image", t, s)
}

func (p *parser) sampling() {
	s := &p.recipe.Sampling
	s.Operator = defaultOf(s, "operator").(string)
	s.Pattern = defaultOf(s, "pattern").(string)
	s.Fraction = defaultOf(s, "fraction").(float64)
	p.section("sampling", p.table("sampling"), s)
}

func (p *parser) reconstructors() {
	list, given := p.tables("reconstructor")
	if !given {
		p.recipe.Reconstructors = defaultReconstructors()
		return
	}
	r := &p.recipe
	r.Reconstructors = make([]ReconstructorSection, len(list))
	for i, t := range list {
		s := &r.Reconstructors[i]
		s.Method = defaultOf(s, "method").(string)
		if m, ok := t["method"].(string); ok {
			s.Method = m
		}
		s.Name = usableName(t)
	}
	r.fillNames()
	for i, t := range list {
		s := &r.Reconstructors[i]
		s.Method = defaultOf(s, "method").(string)
		p.moveLines("reconstructor", i, s.Name)
		p.section("reconstructor."+s.Name, t, s)
	}
}

func (p *parser) attacks() {
	list, _ := p.tables("attack")
	r := &p.recipe
	for _, t := range list {
		r.Attacks = append(r.Attacks, AttackSection{Name: usableName(t)})
	}
	r.fillNames()
	for i, t := range list {
		s := &r.Attacks[i]
		p.moveLines("attack", i, s.Name)
		p.section("attack."+s.Name, t, s)
	}
}

// usableName is the name that a table gives; "" if it gives none that will do.
func usableName(table map[string]any) string {
	if n, ok := table["name"].(string); ok && checkName(n) == "" {
		return n
	}
	return ""
}

// moveLines makes the lines of the i-th element of an array of tables known under its
// name. Of two with one name, the second is wrong, and its lines are those that count.
func (p *parser) moveLines(array string, i int, name string) {
	lines := p.recipe.source.lines
	from, to := fmt.Sprintf("%s[%d]", array, i), array+"."+name
	moved := map[string]int{}
	for key, line := range lines {
		if rest, ok := strings.CutPrefix(key, from); ok && (rest == "" || rest[0] == '.') {
			moved[to+rest] = line
		}
	}
	maps.Copy(lines, moved)
}

// section checks the keys of one table and stores them in s: fixed keys first, because
// they decide which others there are.
func (p *parser) section(name string, table map[string]any, s fields) {
	if v := s.values(); v != nil && *v == nil {
		*v = parameter.Values{}
	}
	understood := true
	for _, d := range s.fixed() {
		value, given := table[d.Key]
		if !given {
			continue
		}
		checked, err := check(s, d, value)
		if err != nil {
			p.problems.addError(p.recipe.At(name, err))
			// Without a phantom, a pattern or a method nothing can be said of other keys.
			understood = understood && d.Kind != parameter.Choice
			continue
		}
		s.put(d.Key, checked)
	}
	if understood {
		p.ownKeys(name, table, s)
	}
}

func (p *parser) ownKeys(name string, table map[string]any, s fields) {
	fixed := s.fixed()
	described, _ := s.described()
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if _, ok := parameter.Find(fixed, key); ok {
			continue
		}
		d, ok := parameter.Find(described, key)
		if !ok {
			p.fail(name+"."+key, name+"."+key, nil, unknown(key, keysOf(fixed, described), s.whose()))
			continue
		}
		checked, err := check(s, d, table[key])
		if err != nil {
			p.problems.addError(p.recipe.At(name, err))
			continue
		}
		(*s.values())[key] = checked
	}
}

func keysOf(lists ...[]parameter.Parameter) []string {
	var keys []string
	for _, l := range lists {
		for _, d := range l {
			if !slices.Contains(keys, d.Key) {
				keys = append(keys, d.Key)
			}
		}
	}
	return keys
}
