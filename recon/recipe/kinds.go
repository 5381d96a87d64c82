package recipe

import (
	"slices"

	"firenet/recon/parameter"
)

// kinds are the sections that a recipe can have, in the order of its text. What is read,
// copied, checked, completed, set, listed and written follows from this list: a new section is
// an entry here, a field of [Recipe], and the type of that field.
var kinds = []kind{
	{key: "image", access: one(func(r *Recipe) *ImageSection { return &r.Image })},
	{key: "sampling", access: one(func(r *Recipe) *SamplingSection { return &r.Sampling })},
	{key: "noise", access: one(func(r *Recipe) *NoiseSection { return &r.Noise })},
	{
		key: "reconstructor", access: many(func(r *Recipe) *[]ReconstructorSection { return &r.Reconstructors }),
		absent: defaultReconstructors, none: "No reconstruction.",
	},
	{key: "attack", access: many(func(r *Recipe) *[]AttackSection { return &r.Attacks }), special: attackChecks},
	{
		key: "visibility", access: one(func(r *Recipe) *VisibilitySection { return &r.Visibility }),
		special: visibilityChecks, silent: true,
	},
	{key: "question", access: many(func(r *Recipe) *[]QuestionSection { return &r.Questions }), beside: outputFiles},
}

// kind is what all sections of one key have in common.
type kind struct {
	key string
	access
	// special are the keys whose values are checked in a way of their own.
	special map[string]func(parameter.Parameter, any) (any, error)

	// Of a single section. One that says nothing is not written.
	silent bool

	// Of an array. What it holds when a recipe does not mention it, where that is something, and
	// the comment on an empty one, which has to be written then.
	absent func(*Recipe)
	none   string
	// beside are the names that none of its sections may have, because the output folder has
	// files of that name.
	beside []string
}

// access is how the sections of a kind are reached.
type access struct {
	list   func(*Recipe) []fields // pointers into the recipe
	own    func(*Recipe)          // copies what the recipe shares with the one it was copied from
	same   func(a, b *Recipe) bool
	resize func(*Recipe, int) // makes so many empty ones; nil: there is exactly one
}

// array says whether there can be several, each with a name.
func (k *kind) array() bool { return k.resize != nil }

// fields is one section of a recipe, seen through its keys: some are fields of the
// section's struct, the others are values that a phantom, a pattern or a method describes.
type fields interface {
	fixed() []parameter.Parameter
	// described are the parameters of what the section names; ok is false when the name
	// is not known, and nothing can be said about the keys.
	described() (list []parameter.Parameter, ok bool)
	// whose says in words who described them.
	whose() string
	get(key string) any        // of a fixed key; nil: absent
	put(key string, value any) // of a fixed key; a checked value
	values() *parameter.Values // nil: fixed keys only
	// check adds what is wrong with the keys together, each of which has been checked by itself.
	// section is what errors call it.
	check(r *Recipe, section string, p *problems)
}

// titled is a section of an array: it has a fixed key "name".
type titled interface {
	fields
	title() string // names it when nobody else does
}

// What a section may have beside that.
type (
	// detacher holds more than its values that a copy must not share.
	detacher interface{ detach() }
	// undecided takes its defaults only in some documents.
	undecided interface {
		takesDefaults(document map[string]any) bool
	}
	// follower changes what depends on a fixed key that has been set.
	follower interface{ follow(r *Recipe, key string) }
	// claimant takes more folders than that of its name. folders are those taken, with their
	// owners.
	claimant interface {
		claim(r *Recipe, folders map[string]string, p *problems)
	}
)

// one is a section that every recipe has.
func one[S any, P interface {
	*S
	fields
}](at func(*Recipe) P,
) access {
	return access{
		list: func(r *Recipe) []fields { return []fields{at(r)} },
		own:  func(r *Recipe) { detach(at(r)) },
		same: func(a, b *Recipe) bool { return sameSection[S, P](*at(a), *at(b)) },
	}
}

// many is an array of sections.
func many[S any, P interface {
	*S
	titled
}](at func(*Recipe) *[]S,
) access {
	list := func(r *Recipe) []fields {
		all := *at(r)
		list := make([]fields, len(all))
		for i := range all {
			list[i] = P(&all[i])
		}
		return list
	}
	return access{
		list: list,
		own: func(r *Recipe) {
			*at(r) = append([]S(nil), *at(r)...)
			for _, s := range list(r) {
				detach(s)
			}
		},
		same:   func(a, b *Recipe) bool { return slices.EqualFunc(*at(a), *at(b), sameSection[S, P]) },
		resize: func(r *Recipe, n int) { *at(r) = make([]S, n) },
	}
}

func detach(s fields) {
	if v := s.values(); v != nil {
		*v = v.Clone()
	}
	if d, ok := s.(detacher); ok {
		d.detach()
	}
}

// kindOf is the kind of a key; ok is false when no section has it.
func kindOf(key string) (k *kind, ok bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.key == key })
	if i < 0 {
		return nil, false
	}
	return &kinds[i], true
}

// topKeys are the keys of a recipe outside its sections, and the sections.
func topKeys() []string {
	keys := []string{"format", "title", "seed"}
	for _, k := range kinds {
		keys = append(keys, k.key)
	}
	return keys
}

// named is a section with its kind and the name that errors give it.
type named struct {
	key  string
	kind *kind
	fields
}

// sections are all sections of the recipe, in the order of the file.
func (r *Recipe) sections() []named {
	list := make([]named, 0, 2*len(kinds))
	for i := range kinds {
		k := &kinds[i]
		for _, s := range k.list(r) {
			list = append(list, k.named(s))
		}
	}
	return list
}

// named is a section of the kind with its name.
func (k *kind) named(s fields) named {
	if k.array() {
		return named{k.key + "." + nameOf(s), k, s}
	}
	return named{k.key, k, s}
}

// nameOf is the name of a section of an array.
func nameOf(s fields) string {
	name, _ := s.get("name").(string)
	return name
}
