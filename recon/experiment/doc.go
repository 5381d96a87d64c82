// Package experiment is the one way from a recipe to results.
//
//	recipe.Recipe -> Plan -> Run -> result.Result
//
// [NewPlan] looks everything up that a recipe names and checks it, so that what can be wrong
// is said before anything is computed. [Run] computes; an [Observer] watches; a [Cache] keeps
// the steps whose inputs did not change.
//
// It depends on recipe, result, and on all that computes. Start reading at [NewPlan].
package experiment
