package recipe

import "firenet/recon/parameter"

// Get is the value at a dotted key as [Recipe.Set] takes it, nil where there is none.
func (r Recipe) Get(path string) any {
	keys, err := splitKey(path)
	if err != nil {
		return nil
	}
	if len(keys) == 1 {
		switch keys[0] {
		case "title":
			return optional(r.Title)
		case "seed":
			return r.Seed
		}
		return nil
	}
	s, key, err := r.find(path, keys)
	if err != nil {
		return nil
	}
	if _, fixed := parameter.Find(s.fixed(), key); fixed {
		return s.get(key)
	}
	if v := s.values(); v != nil {
		return (*v)[key]
	}
	return nil
}
