package recipe

import (
	"maps"

	"firenet/recon/parameter"
)

// SetValue is [Recipe.Set] with a value in place of its text. Numbers, as a slider gives
// many of them in a second, are checked and stored as they are.
func (r Recipe) SetValue(path string, value any) (Recipe, error) {
	keys, err := splitKey(path)
	if err != nil {
		return Recipe{}, err
	}
	_, isReal := value.(float64)
	_, isWhole := value.(int)
	if !isReal && !isWhole || len(keys) == 1 {
		return r.Set(path, parameter.Format(value))
	}
	c := r.Clone()
	s, key, err := c.find(path, keys)
	if err != nil {
		return Recipe{}, err
	}
	d, isFixed := parameter.Find(s.fixed(), key)
	if !isFixed {
		described, _ := s.described()
		d, _ = parameter.Find(described, key)
	}
	if d.Kind != parameter.Real && d.Kind != parameter.Integer || d.Key != key {
		return r.Set(path, parameter.Format(value))
	}
	checked, err := check(s.kind, d, value)
	if err != nil {
		return Recipe{}, r.At(s.key, err)
	}
	c.source.assigned = maps.Clone(r.source.assigned)
	if c.source.assigned == nil {
		c.source.assigned = map[string]bool{}
	}
	c.source.assigned[s.key+"."+key] = true
	if isFixed {
		s.put(key, checked)
		c.follow(s, key)
		return c, nil
	}
	if *s.values() == nil {
		*s.values() = parameter.Values{}
	}
	(*s.values())[key] = checked
	return c, nil
}
