package recipe

import (
	"slices"

	"firenet/recon/parameter"
)

// reference is the name of another section that a value holds, as its description says.
func reference(d parameter.Parameter, v parameter.Values) (name string, ok bool) {
	name, ok = v[d.Key].(string)
	return name, ok && d.Refers != "" && !slices.Contains(d.Choices, name)
}

// namesOf are the names of the sections of an array.
func (r *Recipe) namesOf(array string) []string {
	k, ok := kindOf(array)
	if !ok {
		return nil
	}
	var names []string
	for _, s := range k.list(r) {
		names = append(names, nameOf(s))
	}
	return names
}

// rename follows the new name of a section where another refers to it.
func (r *Recipe) rename(array, old, name string) {
	for _, s := range r.sections() {
		described, _ := s.described()
		for _, d := range described {
			if v := s.values(); v == nil || d.Refers != array {
				continue
			} else if held, refers := reference(d, *v); refers && held == old {
				(*v)[d.Key] = name
			}
		}
	}
}
