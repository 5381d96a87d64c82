package recipe

import (
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
)

// Differentiable says whether reconstructor i has a derivative, with all that it starts from.
func (r Recipe) Differentiable(i int) bool {
	m, ok := reconstruct.Lookup(r.Reconstructors[i].Method)
	if !ok || m.LinearisationMemory == nil {
		return false
	}
	if k, ok := r.StartOf(i); ok {
		return r.Differentiable(k)
	}
	return true
}

// StartOf is the earlier reconstructor that reconstructor i starts from; ok is false where it
// starts from something else.
func (r Recipe) StartOf(i int) (k int, ok bool) {
	start := r.Reconstructors[i].Values.String("start")
	for k, earlier := range r.Reconstructors[:i] {
		if earlier.Name == start {
			return k, true
		}
	}
	return 0, false
}

// Targets are the reconstructors that an attack is on, ascending: for target "all" each that can
// be attacked. Those without a derivative can only be shown random perturbations.
func (r Recipe) Targets(a AttackSection) (list []int) {
	target := a.Values.String("target")
	random := a.Values.String("kind") == stability.Random
	for i, s := range r.Reconstructors {
		if (target == TargetAll || target == s.Name) && (random || r.Differentiable(i)) {
			list = append(list, i)
		}
	}
	return list
}

// OutputOf is the name of what an attack on reconstructor i leaves: its own, followed by that of
// the target where there is one for each.
func (r Recipe) OutputOf(a AttackSection, i int) string {
	if a.Values.String("target") != TargetAll {
		return a.Name
	}
	return NameOfAll(a.Name, r.Reconstructors[i].Name)
}
