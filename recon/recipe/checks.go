package recipe

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"firenet/recon/parameter"
)

// checkAll adds everything that is wrong with the recipe, all of whose sections are given, as
// far as that can be said without a file.
func (r *Recipe) checkAll(all []named, p *problems) {
	if r.Format != FormatVersion {
		r.complain(p, "", "format", r.Format, fmt.Sprintf("must be %d", FormatVersion))
	}
	if r.Seed > maxSeed {
		r.complain(p, "", "seed", r.Seed, seedRange)
	}
	for _, s := range all {
		r.checkValues(p, s)
	}
	namesChecked := false
	for _, s := range all {
		if s.kind.array() && !namesChecked {
			r.checkNames(all, p) // before what refers to them
			namesChecked = true
		}
		s.check(r, s.key, p)
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
func (r *Recipe) checkNames(all []named, p *problems) {
	folders := map[string]string{}
	count := map[*kind]int{}
	for _, s := range all {
		if s.kind.array() {
			r.checkName(s, count[s.kind], folders, p)
			count[s.kind]++
		}
	}
	for _, s := range all {
		if c, ok := s.fields.(claimant); ok {
			c.claim(r, folders, p)
		}
	}
	for i := range kinds {
		if k := &kinds[i]; count[k] > maxSections {
			r.complain(p, "", k.key, count[k], fmt.Sprintf("must be at most %d sections", maxSections))
		}
	}
}

// checkName checks the name of a section, the n-th of its kind, and takes its folder.
func (r *Recipe) checkName(s named, n int, folders map[string]string, p *problems) {
	section, name := s.key, nameOf(s)
	want, folder := checkName(name), FolderName(name)
	other, taken := folders[folder]
	switch {
	case want != "":
		section = fmt.Sprintf("%s[%d]", s.kind.key, n)
	case taken:
		want = fmt.Sprintf("must be unique; %q has the same folder %q", other, folder)
	case slices.Contains(s.kind.beside, folder):
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
