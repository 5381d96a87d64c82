package recipe

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"firenet/recon/parameter"
)

// checkAll adds everything that is wrong with the recipe, as far as that can be said
// without a file.
func (r *Recipe) checkAll(p *problems) {
	if r.Format != FormatVersion {
		r.complain(p, "", "format", r.Format, fmt.Sprintf("must be %d", FormatVersion))
	}
	if r.Seed > maxSeed {
		r.complain(p, "", "seed", r.Seed, seedRange)
	}
	for _, s := range r.sections() {
		r.checkValues(p, s)
	}
	named := false
	for i := range kinds {
		k := &kinds[i]
		if k.array() && !named {
			r.checkNames(p) // before what refers to them
			named = true
		}
		for _, s := range k.list(r) {
			s.check(r, k.named(s).key, p)
		}
	}
}

// complain adds an error of section.key.
func (r *Recipe) complain(p *problems, section, key string, found any, want string) {
	e := &parameter.Error{Key: key, Want: want}
	if found != nil {
		e.Found = parameter.Format(found)
	}
	p.addError(r.At(section, e))
}

// checkValues checks each key of a section by its description.
func (r *Recipe) checkValues(p *problems, s named) {
	fixed := s.fixed()
	for _, d := range fixed {
		value := s.get(d.Key)
		if value == nil || d.Key == "name" {
			continue
		}
		if _, err := check(s.kind, d, value); err != nil {
			p.addError(r.At(s.key, err))
		}
	}
	v := s.values()
	described, known := s.described()
	if v == nil || !known {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(*v)) {
		d, ok := parameter.Find(described, key)
		if !ok {
			r.complain(p, s.key, key, nil, unknown(key, keysOf(fixed, described), s.whose()))
			continue
		}
		if (*v)[key] == nil {
			continue
		}
		checked, err := check(s.kind, d, (*v)[key])
		if err != nil {
			p.addError(r.At(s.key, err))
			continue
		}
		(*v)[key] = checked
	}
}

// checkNames checks that the names of reconstructors, attacks and questions can be folders,
// or files, side by side.
func (r *Recipe) checkNames(p *problems) {
	folders := map[string]string{}
	for i := range kinds {
		if k := &kinds[i]; k.array() {
			for n, s := range k.list(r) {
				r.checkName(k, n, nameOf(s), folders, p)
			}
		}
	}
	for _, s := range r.sections() {
		if c, ok := s.fields.(claimant); ok {
			c.claim(r, folders, p)
		}
	}
	for _, k := range kinds {
		if n := len(k.list(r)); k.array() && n > maxSections {
			r.complain(p, "", k.key, n, fmt.Sprintf("must be at most %d sections", maxSections))
		}
	}
}

// checkName checks the name of section n of a kind, and takes its folder.
func (r *Recipe) checkName(k *kind, n int, name string, folders map[string]string, p *problems) {
	section, folder := k.key+"."+name, FolderName(name)
	want := checkName(name)
	other, taken := folders[folder]
	switch {
	case want != "":
		section = fmt.Sprintf("%s[%d]", k.key, n)
	case taken:
		want = fmt.Sprintf("must be unique; %q has the same folder %q", other, folder)
	case slices.Contains(k.beside, folder):
		want = "would be the name of a file that the output folder has already; choose another name"
	}
	if want != "" {
		r.complain(p, section, "name", name, want)
		return
	}
	folders[folder] = name
}

// Listed is the end of a sentence that asks for one of these names.
func Listed(names []string) string {
	if len(names) == 0 {
		return "; there is none"
	}
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = fmt.Sprintf("%q", n)
	}
	return ": " + strings.Join(parts, ", ")
}

// check is p.Check, but that some keys of a kind of section are checked in a way of their own,
// that a name must do as the name of a folder, and that that of a file must not be empty.
func check(k *kind, p parameter.Parameter, value any) (any, error) {
	if special := k.special[p.Key]; special != nil {
		return special(p, value)
	}
	checked, err := p.Check(value)
	if err != nil {
		return nil, err
	}
	want := ""
	switch {
	case p.Kind == parameter.Path && checked == "":
		want = p.Range()
	case p.Key == "name":
		want = checkName(checked.(string))
	}
	if want != "" {
		return nil, &parameter.Error{Key: p.Key, Found: parameter.Format(value), Want: want}
	}
	return checked, nil
}
