package study

import (
	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// Ask adds a question of a kind to a recipe, with its defaults. The first "can you see it?" goes
// into the section that it has.
func Ask(r *recipe.Recipe, kind string) {
	if kind == Visibility && r.Visibility.Contrasts == nil {
		r.Visibility.Contrasts = defaults(kind).Numbers("contrasts")
		return
	}
	r.Questions = append(r.Questions, recipe.QuestionSection{Kind: kind, Values: parameter.Values{}})
}

// Askable is nil, or says why a question of a kind with its defaults cannot be asked of a recipe.
func Askable(r recipe.Recipe, kind string, image array.Shape) error {
	s, ok := studies.Lookup(kind)
	if !ok || s.Check == nil {
		return nil
	}
	return s.Check(r, defaults(kind), image)
}

func defaults(kind string) parameter.Values {
	s, _ := studies.Lookup(kind)
	v, err := parameter.Complete(s.Parameters, parameter.Values{})
	if err != nil { // a description whose default does not pass its own check
		return parameter.Values{}
	}
	return v
}
