// Package experiment is the one way from a recipe to results.
//
//	recipe.toml -> Recipe -> Plan -> Run -> Result -> folder or window
//
// A [Recipe] is plain data. [NewPlan] looks everything up and checks it, so that what can
// be wrong is said before anything is computed. [Run] computes; an [Observer] watches.
// [Result.Write] leaves the output folder. The window holds a Recipe and the last Result
// and nothing else of the engine's.
package experiment
