package experiment_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
)

// TestRecipesOfTheProgram are read, stay the same when they are written, and can be planned.
func TestRecipesOfTheProgram(t *testing.T) {
	files, err := filepath.Glob("../../assets/recipes/*.toml")
	if err != nil || len(files) < 6 {
		t.Fatalf("only %d recipes: %v", len(files), err)
	}
	for _, f := range files {
		r, err := recipe.ReadFile(f)
		if err != nil {
			t.Error(err)
			continue
		}
		if r.Title == "" && filepath.Base(f) != "default.toml" {
			t.Errorf("%s has no title", f)
		}
		text := r.Encode()
		back, err := recipe.Parse("", text)
		if err != nil || !bytes.Equal(back.Encode(), text) {
			t.Errorf("%s: written, read and written again it differs: %v", f, err)
		}
		if _, err := experiment.NewPlan(t.Context(), r, experiment.Options{Threads: 1}); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// TestStartFromOneThatCannotBeMade: the second of two reconstructors starts from the first,
// which is wrong; only that is said.
func TestStartFromOneThatCannotBeMade(t *testing.T) {
	r, err := recipe.Parse("test.toml", []byte("format = 1\nimage.size = 32\n[[reconstructor]]\nname = \"A\"\ntau = 2\n[[reconstructor]]\nstart = \"A\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = experiment.NewPlan(t.Context(), r, experiment.Options{Threads: 1})
	if err == nil || !strings.Contains(err.Error(), "tau*sigma") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
}
