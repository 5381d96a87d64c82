package recipe

import (
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

const (
	defaultSeed = 1
	seedRange   = "must be a whole number in [0, 9223372036854775807]"
	// maxSections bounds the reconstructors, and the attacks, of one recipe.
	maxSections = 64
)

// Default is the recipe of a file that says only format = 1, completed: the Shepp-Logan
// phantom at 256 x 256, 15 % of its Fourier coefficients in levels, no noise,
// reconstructed by zero-filling and by FIRENET as in [CAH22].
func Default() Recipe {
	r := Recipe{Format: FormatVersion, Seed: defaultSeed, Reconstructors: defaultReconstructors()}
	for _, s := range []fields{&r.Image, &r.Sampling, &r.Noise} {
		for _, d := range s.fixed() {
			if d.Default != nil {
				s.put(d.Key, d.Default)
			}
		}
	}
	if c, err := r.Complete(); err == nil {
		return c
	}
	return r
}

func defaultReconstructors() []ReconstructorSection {
	r := Recipe{Reconstructors: []ReconstructorSection{
		{Method: "zero-filled", Values: parameter.Values{}},
		{Method: "firenet", Values: parameter.Values{}},
	}}
	r.fillNames()
	return r.Reconstructors
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
// It checks everything that can be said without opening a file. Errors are *[FieldError],
// all of them joined; a recipe that was read from a file has their lines.
func (r Recipe) Complete() (Recipe, error) {
	c := r.Clone()
	c.fillNames()
	var p problems
	c.checkAll(&p)
	if err := p.err(); err != nil {
		return Recipe{}, err
	}
	for _, s := range c.sections() {
		fill(s.fields)
	}
	return c, nil
}

// fill puts in the defaults of s, which has been checked.
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

// named is a section with the name that errors give it.
type named struct {
	key string
	fields
}

// sections are all sections of the recipe, in the order of the file.
func (r *Recipe) sections() []named {
	list := []named{{"image", &r.Image}, {"sampling", &r.Sampling}, {"noise", &r.Noise}}
	for i := range r.Reconstructors {
		s := &r.Reconstructors[i]
		list = append(list, named{"reconstructor." + s.Name, s})
	}
	for i := range r.Attacks {
		s := &r.Attacks[i]
		list = append(list, named{"attack." + s.Name, s})
	}
	return append(list, named{"visibility", &r.Visibility})
}

// title is the title of a reconstructor's method, or its name if it is not known.
func (s ReconstructorSection) title() string {
	if m, ok := reconstruct.Lookup(s.Method); ok && m.Title != "" {
		return m.Title
	}
	return s.Method
}
