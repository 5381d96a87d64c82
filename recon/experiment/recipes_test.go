package experiment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const recipes = "../../assets/recipes"

// TestRecipesOfTheProgram can all be planned.
func TestRecipesOfTheProgram(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(recipes, "*.toml"))
	must(t, err)
	if len(files) < 6 {
		t.Fatalf("only %d recipes in %s", len(files), recipes)
	}
	for _, f := range files {
		r, err := ReadFile(f)
		if err != nil {
			t.Error(err)
			continue
		}
		if r.Title == "" && filepath.Base(f) != "default.toml" {
			t.Errorf("%s has no title", f)
		}
		if _, err := NewPlan(t.Context(), r, Options{Threads: 1}); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		r.Dir = "" // not part of the text
		checkRoundTrip(t, r)
	}
}

// TestDefaultRecipeFile is what "firenet new" prints.
func TestDefaultRecipeFile(t *testing.T) {
	file, err := os.ReadFile(filepath.Join(recipes, "default.toml"))
	must(t, err)
	text, err := Default().Commented()
	must(t, err)
	if string(file) != string(text) {
		t.Error("assets/recipes/default.toml is old; write it with: go run ./cmd/firenet new > assets/recipes/default.toml")
	}
}

// TestStartFromOneThatCannotBeMade: the second of two reconstructors starts from the first,
// which is wrong; only that is said.
func TestStartFromOneThatCannotBeMade(t *testing.T) {
	r := mustParse(t, "format = 1\nimage.size = 32\n[[reconstructor]]\nname = \"A\"\ntau = 2\n[[reconstructor]]\nstart = \"A\"\n")
	_, err := NewPlan(t.Context(), r, Options{Threads: 1})
	if err == nil || !strings.Contains(err.Error(), "tau*sigma") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
}
