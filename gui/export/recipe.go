package export

import (
	"path/filepath"

	"firenet/recon/recipe"
)

// Absolute is the recipe with full names of files, so that it means the same anywhere.
func Absolute(r recipe.Recipe) recipe.Recipe {
	return r.MapFiles(func(file string) string {
		path := r.Path(file)
		if path == "" {
			return ""
		}
		if full, err := filepath.Abs(path); err == nil {
			return full
		}
		return path
	})
}
