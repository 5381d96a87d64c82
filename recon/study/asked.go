package study

import (
	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// Asked is one question of a recipe.
type Asked struct {
	Section string // of the recipe, where its values stand
	Name    string // of its report
	Kind    string
	Values  parameter.Values
}

// Of are the questions of a recipe in the order of their reports: that of [visibility] comes
// first.
func Of(r recipe.Recipe) []Asked {
	var list []Asked
	if c := r.Visibility.Contrasts; c != nil {
		list = append(list, Asked{"visibility", Visibility, Visibility, parameter.Values{"contrasts": c}})
	}
	for _, q := range r.Questions {
		list = append(list, Asked{"question." + q.Name, q.Name, q.Kind, q.Values})
	}
	return list
}
