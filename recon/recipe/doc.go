// Package recipe holds an experiment as plain data, and its text.
//
//	recipe.toml -> Recipe -> experiment.NewPlan
//
// [Parse] reads the text, [Recipe.Set] changes one key, [Recipe.Complete] fills in the
// defaults and checks everything that can be said without opening another file,
// [Recipe.Encode] writes the text again. Wrong keys are [FieldError]s with file and line.
//
// It computes nothing. It depends on the registries of what a recipe can name (phantoms,
// sampling, reconstruct, stability, question) and on parameter. Start reading at [Recipe], then
// at kinds, the list of its sections.
package recipe
