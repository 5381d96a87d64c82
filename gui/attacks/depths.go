package attacks

import (
	"fmt"
	"slices"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// WithDepths puts one method with several depths side by side, in place of the
// reconstructors of that method that are there: the first one whose depth can be chosen,
// with its settings, or else that of the default recipe with none. Each starts from nothing, since
// what it would start from may be gone.
func WithDepths(r *recipe.Recipe, depths ...int) {
	base, method, ok := firstWithDepth(r.Reconstructors)
	if !ok {
		_, method, ok = firstWithDepth(recipe.Default().Reconstructors)
	}
	if !ok {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(r.Reconstructors), func(s recipe.ReconstructorSection) bool { return s.Method == method.Name })
	depth, _ := parameter.Find(method.Parameters, method.Depth)
	_, starts := parameter.Find(method.Parameters, "start")
	for _, n := range depths {
		values := base.Values.Clone()
		values[method.Depth] = n
		if starts {
			values["start"] = "none"
		}
		kept = append(kept, recipe.ReconstructorSection{Name: fmt.Sprintf("%s %s %d", method.Title, depth.Symbol, n), Method: method.Name, Values: values})
	}
	r.Reconstructors = kept
}

// firstWithDepth is the first reconstructor whose method has a depth.
func firstWithDepth(list []recipe.ReconstructorSection) (recipe.ReconstructorSection, reconstruct.Method, bool) {
	for _, s := range list {
		if m, ok := reconstruct.Lookup(s.Method); ok && m.Depth != "" {
			return s, m, true
		}
	}
	return recipe.ReconstructorSection{}, reconstruct.Method{}, false
}
