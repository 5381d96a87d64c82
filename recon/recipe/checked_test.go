package recipe

import (
	"strings"
	"sync"
	"testing"

	"firenet/recon/parameter"
)

// countChecks counts how often the contrasts of a recipe are checked until the test ends.
func countChecks(t *testing.T) *int {
	n, before := new(int), visibilityChecks["contrasts"]
	visibilityChecks["contrasts"] = func(p parameter.Parameter, v any) (any, error) {
		*n++
		return before(p, v)
	}
	t.Cleanup(func() { visibilityChecks["contrasts"] = before })
	return n
}

// TestChecksRunOnce for what is read, and once for each edit, however often it is completed.
func TestChecksRunOnce(t *testing.T) {
	n := countChecks(t)
	r := mustParse(t, "format = 1\nvisibility.contrasts = [0.1]\n")
	*n = 0 // reading a value checks it before the recipe is checked as a whole
	for range 3 {
		c, err := r.Complete() // what the window has, what a plan gets
		must(t, err)
		_, err = c.Complete() // what a folder is written from
		must(t, err)
	}
	if *n != 0 {
		t.Errorf("a recipe that was read is checked %d more times", *n)
	}
	r, err := r.Set("sampling.fraction", "0.3")
	must(t, err)
	for range 3 {
		_, err = r.Complete()
		must(t, err)
	}
	if *n != 1 {
		t.Errorf("one edit is checked %d times", *n)
	}
}

// TestChangesAreChecked: whatever is written to a recipe that was found right, and to lists in
// it, is checked again.
func TestChangesAreChecked(t *testing.T) {
	for want, change := range map[string]func(r *Recipe){
		"format = 2":        func(r *Recipe) { r.Format = 2 },
		"seed":              func(r *Recipe) { r.Seed = 1 << 63 },
		"image.size":        func(r *Recipe) { r.Image.Size = 1 },
		"image.slice":       func(r *Recipe) { i := 1; r.Image.Slice = &i },
		"image.insert":      func(r *Recipe) { r.Image.Values["insert"] = 3 },
		"sampling.fraction": func(r *Recipe) { r.Sampling.Fraction = 2 },
		"noise.level":       func(r *Recipe) { r.Noise.Level = -1 },
		"FIRENET.tau":       func(r *Recipe) { r.Reconstructors[1].Values["tau"] = 0.0 },
		"FIRENET.weights":   func(r *Recipe) { r.Reconstructors[1].Values["weights"] = map[string]any{"x": 1} },
		"zero filled":       func(r *Recipe) { r.Reconstructors[1].Name = "zero filled" },
		"Attack.target":     func(r *Recipe) { r.Attacks[0].Values["target"] = "nobody" },
		"Attack 2.target":   func(r *Recipe) { r.Attacks = append(r.Attacks, AttackSection{}) },
		"Attack.norms":      func(r *Recipe) { r.Attacks[0].Values.Numbers("norms")[0] = 2 },
		"contrasts":         func(r *Recipe) { r.Visibility.Contrasts[0] = 0 },
		"question.Question": func(r *Recipe) { r.Questions = append(r.Questions, QuestionSection{}) },
	} {
		r, err := mustParse(t, "format = 1\nvisibility.contrasts = [0.1]\n[[attack]]\ntarget = \"FIRENET\"\nnorms = [0.1]\n").Complete()
		must(t, err)
		_, err = r.Complete()
		must(t, err)
		change(&r)
		if _, err = r.Complete(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestChangedValuesAreConverted: a value of the wrong type that would do is not kept as it is.
func TestChangedValuesAreConverted(t *testing.T) {
	r := Default()
	r.Reconstructors[1].Values["tau"] = 1
	c, err := r.Complete()
	must(t, err)
	if c.Reconstructors[1].Values["tau"] != 1.0 {
		t.Errorf("%T", c.Reconstructors[1].Values["tau"])
	}
}

// TestCompleteInGoroutines: a window and its planner have copies of one recipe.
func TestCompleteInGoroutines(*testing.T) {
	r := Default()
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			mine := r.Clone()
			for k := range 50 {
				mine.Sampling.Fraction = 0.1 + float64(i*k)/1000
				_, _ = mine.Complete()
				_, _ = r.Complete()
			}
		})
	}
	all.Wait()
}

// TestDefaultsAreRight: they are filled in without being asked for.
func TestDefaultsAreRight(t *testing.T) {
	r := mustParse(t, twoQuestions)
	for _, s := range r.sections() {
		described, _ := s.described()
		for _, d := range append(s.fixed(), described...) {
			if _, err := check(s.kind, d, d.Default); d.Default != nil && err != nil {
				t.Errorf("%s: %v", s.key, err)
			}
		}
	}
}
