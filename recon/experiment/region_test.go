package experiment_test

import (
	"testing"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
)

// A region is [row, column, height, width]: on an image that is wider than high, rows end at
// its height and columns at its width, each by itself and to the pixel.
func TestARegionEndsWithTheImage(t *testing.T) {
	dir, x := t.TempDir(), array.NewComplex(array.Shape{H: 16, W: 40})
	for i := range x.Data {
		x.Data[i] = complex(float64(i%7)/7, 0)
	}
	store(t, dir, "x.npy", 1000, x)
	for region, inside := range map[string]bool{
		"[0, 0, 16, 40]": true, "[12, 36, 4, 4]": true, "[0, 20, 4, 20]": true,
		"[13, 0, 4, 4]": false, "[0, 37, 4, 4]": false, "[16, 0, 4, 4]": false, "[0, 0, 40, 16]": false,
	} {
		text := "image.file = \"x.npy\"\n[[reconstructor]]\nmethod = \"zero-filled\"\n[[attack]]\ntarget = \"Zero-filled\"\nkind = \"localised\"\nregion = " + region + "\n"
		r, err := recipe.Parse("r.toml", []byte("format = 1\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		r.Dir = dir
		if _, err := experiment.NewPlan(t.Context(), r, experiment.Options{}); (err == nil) != inside {
			t.Errorf("region %s of 16 x 40: %v", region, err)
		}
	}
}
