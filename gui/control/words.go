package control

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"firenet/gui/model"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// Difference is one key in which two recipes differ.
type Difference struct {
	Name  string // of the key, for "Undo sparsity λ"
	Short string // name and new value, for the card of a run: "λ 1e-3", "noise 0.05"
}

// Differences says in words what of a recipe differs from the one before, in the order of
// the recipe. Titles make no difference to a run and come last.
func Differences(before, after recipe.Recipe) []Difference {
	list := append(sections(before, after), attackSections(before, after)...)
	several := iterating(after) > 1
	var titles []Difference
	for _, k := range after.Keys() {
		name, inReconstructor := reconstructorOf(k.Path, after)
		if inReconstructor && index(before, name) < 0 {
			continue // all of it is new
		}
		attack, inAttack := sectionOf("attack", k.Path, attackNames(after))
		if inAttack && !slices.Contains(attackNames(before), attack) {
			continue
		}
		old, now := before.Get(k.Path), after.Get(k.Path)
		if reflect.DeepEqual(old, now) || absent(k.Parameter, old) && absent(k.Parameter, now) {
			continue
		}
		d := describe(k, now)
		if inReconstructor && several {
			d.Short = name + " " + d.Short
		}
		if inAttack && len(after.Attacks) > 1 {
			d.Short = attack + " " + d.Short
		}
		if k.Path == "title" {
			titles = append(titles, d)
			continue
		}
		list = append(list, d)
	}
	return append(list, titles...)
}

// absent says whether a value is what stands for none.
func absent(p parameter.Parameter, v any) bool {
	return v == nil || p.Default != nil && reflect.DeepEqual(v, p.Default)
}

// sections are the reconstructors that are new, gone, or in another place.
func sections(before, after recipe.Recipe) (list []Difference) {
	var stayed []string
	for _, s := range after.Reconstructors {
		if index(before, s.Name) < 0 {
			list = append(list, Difference{Name: "add " + s.Name, Short: "with " + s.Name})
		}
	}
	for _, s := range before.Reconstructors {
		if index(after, s.Name) < 0 {
			list = append(list, Difference{Name: "remove " + s.Name, Short: "without " + s.Name})
			continue
		}
		stayed = append(stayed, s.Name)
	}
	if len(list) == 2 && len(before.Reconstructors) == len(after.Reconstructors) {
		if d, ok := renamed(before, after); ok {
			return d
		}
	}
	at := -1
	for _, name := range stayed {
		i := index(after, name)
		if i < at {
			return append(list, Difference{Name: "order of the reconstructors", Short: "another order"})
		}
		at = i
	}
	return list
}

// renamed recognises one reconstructor under another name at the same place.
func renamed(before, after recipe.Recipe) ([]Difference, bool) {
	for i, s := range after.Reconstructors {
		if old := before.Reconstructors[i]; old.Name != s.Name {
			same := old.Method == s.Method && reflect.DeepEqual(old.Values, s.Values)
			return []Difference{{Name: "name of " + s.Name, Short: old.Name + " is " + s.Name}}, same
		}
	}
	return nil, false
}

// attackSections are the attacks that are new or gone.
func attackSections(before, after recipe.Recipe) (list []Difference) {
	old, now := attackNames(before), attackNames(after)
	for i, name := range now {
		if slices.Contains(old, name) {
			continue
		}
		if len(old) == len(now) && !slices.Contains(now, old[i]) && reflect.DeepEqual(before.Attacks[i].Values, after.Attacks[i].Values) {
			return []Difference{{Name: "name of the attack " + name, Short: old[i] + " is " + name}}
		}
		list = append(list, Difference{Name: "add attack " + name, Short: "with attack " + name})
	}
	for _, name := range old {
		if !slices.Contains(now, name) {
			list = append(list, Difference{Name: "remove attack " + name, Short: "without attack " + name})
		}
	}
	return list
}

func attackNames(r recipe.Recipe) []string {
	names := make([]string, len(r.Attacks))
	for i, s := range r.Attacks {
		names[i] = s.Name
	}
	return names
}

func index(r recipe.Recipe, name string) int {
	return slices.IndexFunc(r.Reconstructors, func(s recipe.ReconstructorSection) bool { return s.Name == name })
}

// iterating is the number of reconstructors that have parameters.
func iterating(r recipe.Recipe) (n int) {
	for _, s := range r.Reconstructors {
		if len(s.Values) > 0 {
			n++
		}
	}
	return n
}

// reconstructorOf is the reconstructor that a path of [experiment.Recipe.Keys] lies in.
func reconstructorOf(path string, r recipe.Recipe) (string, bool) {
	names := make([]string, len(r.Reconstructors))
	for i, s := range r.Reconstructors {
		names[i] = s.Name
	}
	return sectionOf("reconstructor", path, names)
}

// sectionOf is the element of an array of tables that a path lies in.
func sectionOf(array, path string, names []string) (string, bool) {
	rest, ok := strings.CutPrefix(path, array+".")
	if !ok {
		return "", false
	}
	quoted := rest[:strings.LastIndexByte(rest, '.')]
	name := strings.Trim(quoted, `"`)
	if slices.Contains(names, name) {
		return name, true
	}
	if s, err := strconv.Unquote(quoted); err == nil {
		name = s
	}
	return name, true
}

// describe puts one key into words.
func describe(k recipe.Key, value any) Difference {
	name := lower(k.Name)
	d := Difference{Name: name}
	if k.Symbol != "" {
		d.Name += " " + k.Symbol
	}
	short := name
	if n := utf8.RuneCountInString(k.Symbol); n > 0 && n <= 2 {
		short = k.Symbol
	}
	switch {
	case k.Path == "noise.level":
		d.Name, short = "noise "+k.Symbol, "noise"
	case k.Path == "sampling.fraction":
		f, _ := value.(float64)
		d.Short = model.Short(100*f) + " %"
		return d
	case k.Path == "image.size", k.Path == "seed", k.Path == "title":
	case k.Kind == parameter.Choice && k.Key != "wavelet" && k.Key != "precision", k.Key == "insert":
		short = "" // the value says what it is of
	case k.Kind == parameter.Path:
		d.Name = strings.SplitN(k.Path, ".", 2)[0] + " file"
	}
	d.Short = strings.TrimSpace(short + " " + word(value))
	return d
}

// word is a value as a card has room for it.
func word(v any) string {
	switch x := v.(type) {
	case nil:
		return "by itself"
	case bool:
		return map[bool]string{true: "on", false: "off"}[x]
	case float64:
		return model.Field(x)
	case string:
		if strings.ContainsAny(x, `/\`) {
			return filepath.Base(x)
		}
		return x
	case parameter.Table:
		if x.Numbers == nil {
			return filepath.Base(x.Text)
		}
		return "given"
	case []float64:
		return "given"
	}
	return fmt.Sprint(v)
}

func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(first)) + s[n:]
}

// nameOf is the name of a step from one recipe to another, for the list of what can be
// undone.
func nameOf(before, after recipe.Recipe) string {
	list := Differences(before, after)
	switch len(list) {
	case 0:
		return "change"
	case 1:
		return list[0].Name
	}
	return fmt.Sprintf("%s and %d more", list[0].Name, len(list)-1)
}
