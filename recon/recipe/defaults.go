package recipe

import "firenet/recon/parameter"

const (
	defaultSeed = 1
	seedRange   = "must be a whole number in [0, 9223372036854775807]"
	// maxSections bounds each array of a recipe: its reconstructors, its attacks, its questions.
	maxSections = 64
)

// Default is the recipe of a file that says only format = 1, completed: the Shepp-Logan
// phantom at 256 x 256, 15 % of its Fourier coefficients in levels, no noise,
// reconstructed by zero-filling and by FIRENET as in [CAH22].
func Default() Recipe {
	r := Recipe{Format: FormatVersion, Seed: defaultSeed}
	for _, k := range kinds {
		switch {
		case k.absent != nil:
			k.absent(&r)
		case !k.array():
			setDefaults(k.list(&r)[0])
		}
	}
	if c, err := r.Complete(); err == nil {
		return c
	}
	return r
}

// setDefaults puts in the defaults of the fixed keys; a choice that has none is absent.
func setDefaults(s fields) {
	for _, d := range s.fixed() {
		switch {
		case d.Default != nil:
			s.put(d.Key, d.Default)
		case d.Kind == parameter.Choice:
			s.put(d.Key, "")
		}
	}
}

// defaultOf is the default of a fixed key.
func defaultOf(s fields, key string) any {
	d, _ := parameter.Find(s.fixed(), key)
	return d.Default
}

// Complete returns the recipe with every default filled in that depends on no file and no
// image. What depends on the image (levels, counted sparsities, the slice) is filled in
// by experiment.NewPlan.
//
// It checks everything that can be said without opening a file, unless that has been done for
// a copy of the recipe that says the same. Errors are *[FieldError],
// all of them joined; a recipe that was read from a file has their lines.
func (r Recipe) Complete() (Recipe, error) {
	c := r.Clone()
	var p problems
	c.complete(&p)
	if err := p.err(); err != nil {
		return Recipe{}, err
	}
	return c, nil
}

// fill puts in the defaults of s.
func fill(s fields) {
	v := s.values()
	if v == nil {
		return
	}
	if *v == nil {
		*v = parameter.Values{}
	}
	described, _ := s.described()
	for _, d := range described {
		if d.Default != nil && !v.Has(d.Key) {
			(*v)[d.Key] = d.Default
		}
	}
}
