package experiment_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// The way from a recipe to a folder of results.
func Example() {
	recipe, err := recipe.Parse("recipe.toml", []byte(`
format = 1
[image]
size = 64
[sampling]
fraction = 0.25
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := experiment.NewPlan(context.Background(), recipe, experiment.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	computed, err := experiment.Run(context.Background(), plan, experiment.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	parent, err := os.MkdirTemp("", "example-*")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(parent)
	out := filepath.Join(parent, "out")
	if err := computed.Write(context.Background(), out, false, result.Environment{}); err != nil {
		fmt.Println(err)
		return
	}
	entries, _ := os.ReadDir(out)
	for _, e := range entries {
		fmt.Println(e.Name())
	}
	// Output:
	// environment.toml
	// firenet
	// image.npy
	// mask.npy
	// measurements.npy
	// metrics.csv
	// recipe.toml
	// zero-filled
}

// Errors say where, what was found and what would do, all of them at once.
func ExampleParse() {
	_, err := recipe.Parse("recipe.toml", []byte(`format = 1
[sampling]
fraction = 1.5
operater = "walsh"
`))
	fmt.Println(err)
	// Output:
	// recipe.toml:3: sampling.fraction = 1.5: must be a number in (0, 1]
	// recipe.toml:4: sampling.operater: unknown key; did you mean "operator"?
}

func ExampleRecipe_Set() {
	recipe, err := recipe.Default().Set("reconstructor.FIRENET.inner", "20")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(recipe.Reconstructors[1].Values.Int("inner"))
	_, err = recipe.Set("sampling.pattern", "spirals")
	fmt.Println(err)
	// Output:
	// 20
	// sampling.pattern = "spirals": must be one of "file", "full", "gaussian", "levels", "lines", "poisson-disc", "power-law", "radial", "spiral", "two-level", "uniform"
}
