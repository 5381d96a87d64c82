package sampling_test

import (
	"fmt"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/rng"
	"firenet/recon/sampling"
)

// A mask of 15 % of the frequencies of a 256 x 256 image, in levels.
func Example() {
	levels, _ := sampling.Lookup("levels")
	mask, err := levels.Draw(sampling.Request{
		Shape:      array.Shape{H: 256, W: 256},
		Transform:  "fourier",
		Fraction:   0.15,
		Values:     parameter.Values{"wavelet": "db4"},
		Sparsities: []float64{317, 252, 291, 172},
		Rand:       rng.Stream(1, "mask"),
	})
	fmt.Println(mask.Count(), mask.At(128, 128), err)
	// Output: 9830 true <nil>
}

// Errors say which key is wrong and what would do.
func ExamplePattern() {
	spiral, _ := sampling.Lookup("spiral")
	_, err := spiral.Draw(sampling.Request{
		Shape: array.Shape{H: 64, W: 64}, Transform: "walsh", Fraction: 0.15, Rand: rng.Stream(1, "mask"),
	})
	fmt.Println(err)
	// Output:
	// pattern = "spiral": is defined for fourier only; patterns for walsh are file, full, gaussian, levels, lines, poisson-disc, power-law, two-level, uniform
}

// How many of 1024 samples each level receives.
func ExampleLevelCounts() {
	counts, _ := sampling.LevelCounts(array.Shape{H: 64, W: 64}, "fourier", 1, []float64{16, 20, 60, 150, 300}, 1024)
	for _, row := range counts {
		fmt.Println(row)
	}
	// Output:
	// [16 16 22 28 29]
	// [16 12 20 27 28]
	// [22 20 32 49 54]
	// [28 27 49 78 98]
	// [29 28 54 98 144]
}

// 5 % noise on samples.
func ExampleAddNoise() {
	shape := array.Shape{H: 1, W: 4}
	samples := array.FromReal(shape, []float64{3, 0, 4, 0})
	mask := &array.Mask{Shape: shape, Data: []bool{true, false, true, false}}
	clean := samples.Clone()
	err := sampling.AddNoise(samples, measure.Model{Mask: mask}, 0.05, rng.Stream(1, "noise"))
	fmt.Printf("%.4f %v\n", array.Distance(samples, clean)/clean.Norm(), err)
	// Output: 0.0500 <nil>
}
