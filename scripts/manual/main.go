// Command manual writes the tables of the documentation that follow from the program:
// the parameters of phantoms, sampling patterns and reconstruction methods from their
// registries, and the rooms of the engine from the import test.
//
//	go run ./scripts/manual docs/recipe.md docs/architecture.md
//
// A table stands between the lines "<!-- begin NAME -->" and "<!-- end NAME -->". The
// test of this package fails when a committed page is not what this command would write.
package main

import (
	"fmt"
	"os"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := rewrite(name); err != nil {
			fmt.Fprintln(os.Stderr, "manual:", err)
			os.Exit(1)
		}
	}
}

func rewrite(name string) error {
	page, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	filled, err := fill(string(page))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, []byte(filled), 0o644)
}
