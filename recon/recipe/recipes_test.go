package recipe

import (
	"os"
	"path/filepath"
	"testing"
)

const recipes = "../../assets/recipes"

// TestRecipesOfTheProgram are read, and stay the same when they are written.
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
