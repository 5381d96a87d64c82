package recipe

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
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
	// What follows would only repeat an error of the same section in other words.
	if !p.in("image") && !p.in("noise") {
		r.checkImage(p)
	}
	if !p.in("sampling") {
		r.checkSampling(p)
	}
	r.checkNames(p)
	r.checkStarts(p)
	r.checkAttacks(p)
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
		if _, err := check(s.fields, d, value); err != nil {
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
		checked, err := check(s.fields, d, (*v)[key])
		if err != nil {
			p.addError(r.At(s.key, err))
			continue
		}
		(*v)[key] = checked
	}
}

func (r *Recipe) checkImage(p *problems) {
	s := &r.Image
	switch {
	case s.Phantom != "" && s.File != "":
		r.complain(p, "image", "file", s.File, "give either phantom or file, not both")
	case s.Phantom == "" && s.File == "" && r.Noise.File == "":
		r.complain(p, "image", "phantom", nil, "missing; give a phantom or a file")
	case s.Phantom == "" && s.File == "" && s.Size != 0:
		r.complain(p, "image", "size", s.Size, "there is no image: the size is that of the measured samples in noise.file")
	case s.Phantom != "" && s.Size == 0:
		r.complain(p, "image", "size", nil, fmt.Sprintf("missing; a phantom needs a size in [%d, %d]", MinSize, MaxSize))
	}
	if s.Slice != nil && s.File == "" {
		r.complain(p, "image", "slice", *s.Slice, "there is no file of which to take a slice")
	}
	if r.Noise.File != "" && r.Noise.Level > 0 {
		r.complain(p, "noise", "level", r.Noise.Level, "give either level or file, not both: measured samples have their own noise")
	}
}

func (r *Recipe) checkSampling(p *problems) {
	s := &r.Sampling
	pattern, _ := sampling.Lookup(s.Pattern)
	if len(pattern.Transforms) > 0 && !slices.Contains(pattern.Transforms, s.Operator) {
		r.complain(p, "sampling", "pattern", s.Pattern, fmt.Sprintf("is not defined for operator %q, only for %q; choose another pattern",
			s.Operator, strings.Join(pattern.Transforms, ", ")))
	}
	if s.Pattern == patternFile && s.File == "" {
		r.complain(p, "sampling", "file", nil, `missing; pattern = "file" needs the name of a mask, for example file = "mask.npy"`)
	}
	if s.Pattern != patternFile && s.File != "" {
		r.complain(p, "sampling", "file", s.File, `is read only with pattern = "file"`)
	}
}

// patternFile is the pattern that is read from a file.
const patternFile = "file"

// checkNames checks that the names of reconstructors and attacks can be folders side by
// side.
func (r *Recipe) checkNames(p *problems) {
	folders := map[string]string{}
	one := func(array string, i int, name string) {
		section := array + "." + name
		want := checkName(name)
		if want != "" {
			section = fmt.Sprintf("%s[%d]", array, i)
		} else if other, taken := folders[FolderName(name)]; taken {
			want = fmt.Sprintf("must be unique; %q has the same folder %q", other, FolderName(name))
		}
		if want != "" {
			r.complain(p, section, "name", name, want)
			return
		}
		folders[FolderName(name)] = name
	}
	for i, s := range r.Reconstructors {
		one("reconstructor", i, s.Name)
	}
	for i, s := range r.Attacks {
		one("attack", i, s.Name)
	}
	r.checkFoldersOfAll(folders, p)
	if len(r.Reconstructors) > maxSections {
		r.complain(p, "", "reconstructor", len(r.Reconstructors), fmt.Sprintf("must be at most %d sections", maxSections))
	}
	if len(r.Attacks) > maxSections {
		r.complain(p, "", "attack", len(r.Attacks), fmt.Sprintf("must be at most %d sections", maxSections))
	}
}

// checkStarts checks the names that parameters like "start" of FIRENET may hold: those of
// other reconstructors, which must come earlier.
func (r *Recipe) checkStarts(p *problems) {
	var earlier []string
	for _, s := range r.Reconstructors {
		m, _ := reconstruct.Lookup(s.Method)
		for _, d := range m.Parameters {
			name, ok := s.Values[d.Key].(string)
			if d.Kind != parameter.Variant || !d.Free || !ok || slices.Contains(d.Choices, name) {
				continue
			}
			if !slices.Contains(earlier, name) {
				r.complain(p, "reconstructor."+s.Name, d.Key, name, d.Range()+" of an earlier reconstructor"+Listed(earlier))
			}
		}
		earlier = append(earlier, s.Name)
	}
}

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
