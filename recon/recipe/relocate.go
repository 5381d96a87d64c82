package recipe

import (
	"path/filepath"

	"firenet/recon/parameter"
)

// Path is where a file that the recipe names lies: relative names start from Dir.
func (r Recipe) Path(file string) string {
	file = filepath.FromSlash(file)
	if file == "" || filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(r.Dir, file)
}

// Relocate returns the recipe for a file in dir: names of files are rewritten to mean the
// same files from there. Relative names stay relative where that is possible, so that a
// folder with recipes, data and results can be moved as a whole.
func (r Recipe) Relocate(dir string) (Recipe, error) {
	to, err := filepath.Abs(dir)
	if err != nil {
		return Recipe{}, err
	}
	from, err := filepath.Abs(r.Dir)
	if err != nil {
		return Recipe{}, err
	}
	move := func(file string) string {
		name := filepath.FromSlash(file)
		if file == "" || filepath.IsAbs(name) {
			return file
		}
		target := filepath.Join(from, name)
		if rel, err := filepath.Rel(to, target); err == nil {
			return filepath.ToSlash(rel)
		}
		return target
	}
	c := r.MapFiles(move)
	c.Dir = dir
	return c, nil
}

// MapFiles returns the recipe with every name of a file in it replaced by what rename
// makes of it. Dir stays.
func (r Recipe) MapFiles(rename func(string) string) Recipe {
	c := r.Clone()
	for _, s := range c.sections() {
		s.moveFiles(rename)
	}
	return c
}

// moveFiles applies move to every name of a file in the section.
func (s named) moveFiles(move func(string) string) {
	for _, d := range s.fixed() {
		if file, ok := s.get(d.Key).(string); ok && d.Kind == parameter.Path {
			s.put(d.Key, move(file))
		}
	}
	if v := s.values(); v != nil {
		described, _ := s.described()
		parameter.MapFiles(described, *v, move)
	}
}
