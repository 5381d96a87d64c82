package recipe

import (
	"os"
	"path/filepath"
	"testing"
)

const recipes = "../../assets/recipes"

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
