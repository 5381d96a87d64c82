package recipe

import (
	"slices"
	"testing"

	"firenet/recon/parameter"
)

// Whom an attack is on, and what it leaves: the plan and the window take both from here.
func TestTargets(t *testing.T) {
	r := mustParse(t, "format = 1\n[[reconstructor]]\nmethod = \"zero-filled\"\n[[reconstructor]]\nname = \"A\"\n[[reconstructor]]\nname = \"B\"\nstart = \"A\"\n")
	attack := func(target, kind string) AttackSection {
		return AttackSection{Name: "worst", Values: parameter.Values{"target": target, "kind": kind}}
	}
	for _, c := range []struct {
		target, kind string
		want         []int
	}{{"all", "pgd", []int{0, 1, 2}}, {"B", "pgd", []int{2}}, {"nobody", "pgd", nil}, {"all", "random", []int{0, 1, 2}}} {
		if got := r.Targets(attack(c.target, c.kind)); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %v, want %v", c.target, c.kind, got, c.want)
		}
	}
	if k, ok := r.StartOf(2); !ok || k != 1 {
		t.Errorf("B starts from %d, %v", k, ok)
	}
	if _, ok := r.StartOf(1); ok {
		t.Error("A starts from nobody")
	}
	// A method of another name has no derivative that is known; what starts from it has none.
	r.Reconstructors[1].Method = "unknown"
	if got := r.Targets(attack("all", "pgd")); !slices.Equal(got, []int{0}) {
		t.Errorf("without a derivative: %v", got)
	}
	if got := r.Targets(attack("A", "random")); !slices.Equal(got, []int{1}) {
		t.Errorf("a random perturbation needs none: %v", got)
	}
	if one, all := r.OutputOf(attack("A", ""), 1), r.OutputOf(attack("all", ""), 1); one != "worst" || all != "worst A" {
		t.Errorf("outputs %q and %q", one, all)
	}
}
