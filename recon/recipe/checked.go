package recipe

import (
	"reflect"
	"slices"
	"sync/atomic"

	"firenet/recon/parameter"
)

// checked remembers the last recipe, completed, in which nothing was wrong. The copies of a
// recipe share it, so that reading, editing, planning and writing check once what they hand on
// to each other. It holds what the recipe said, because a window edits the fields: a recipe that
// says something else is checked again. Goroutines may share it.
type checked struct{ last atomic.Pointer[Recipe] }

// complete fills in names and defaults, and adds what is wrong then.
func (r *Recipe) complete(p *problems) {
	if r.checked == nil {
		r.checked = new(checked)
	}
	if r.wasRight() { // and complete
		return
	}
	r.fillNames()
	all := r.sections()
	for _, s := range all {
		fill(s.fields)
	}
	if r.wasRight() {
		return
	}
	r.checkAll(all, p)
	if len(p.list) == 0 {
		c := r.Clone()
		for _, k := range kinds {
			for _, s := range k.list(&c) {
				ownLists(s.values())
			}
		}
		c.checked = nil
		r.checked.last.Store(&c)
	}
}

// wasRight says whether the recipe is the one in which nothing was wrong last.
func (r *Recipe) wasRight() bool {
	last := r.checked.last.Load()
	return last != nil && r.same(last)
}

// same says whether two recipes say the same in everything that checks look at.
func (r *Recipe) same(other *Recipe) bool {
	return r.Format == other.Format && r.Seed == other.Seed &&
		!slices.ContainsFunc(kinds, func(k kind) bool { return !k.same(r, other) })
}

// sameSection compares the values by hand: by reflection it would take as long as the checks.
func sameSection[S any, P interface {
	*S
	fields
}](a, b S,
) bool {
	if v, w := P(&a).values(), P(&b).values(); v != nil {
		if !sameValues(*v, *w) {
			return false
		}
		*v, *w = nil, nil
	}
	return reflect.DeepEqual(a, b)
}

// sameValues may say no of values that no check returns.
func sameValues(v, w parameter.Values) bool {
	if len(v) != len(w) {
		return false
	}
	for key, value := range v {
		same := false
		switch x := value.(type) {
		case float64, int, bool, string:
			same = w[key] == x
		case []float64:
			y, ok := w[key].([]float64)
			same = ok && slices.Equal(x, y)
		case parameter.Table:
			y, ok := w[key].(parameter.Table)
			same = ok && x.Key == y.Key && x.Text == y.Text && slices.Equal(x.Numbers, y.Numbers)
		}
		if !same {
			return false
		}
	}
	return true
}

// ownLists copies the lists that copies of values share.
func ownLists(v *parameter.Values) {
	if v == nil {
		return
	}
	for key, value := range *v {
		switch x := value.(type) {
		case []float64:
			(*v)[key] = slices.Clone(x)
		case parameter.Table:
			x.Numbers = slices.Clone(x.Numbers)
			(*v)[key] = x
		}
	}
}
