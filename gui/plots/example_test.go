package plots_test

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2/test"

	"firenet/gui/plots"
	"firenet/recon/result"
)

// A convergence plot that grows: call SetCurves with all points so far.
func ExampleConvergence() {
	test.NewApp()
	c := plots.NewConvergence(plots.RelativeError)
	var points []result.HistoryPoint
	for layer := 1; layer <= 25; layer++ {
		points = append(points, result.HistoryPoint{Layer: layer, Block: (layer-1)/5 + 1, RelativeL2: math.Exp(-float64(layer) / 5)})
		c.SetCurves([]plots.Curve{{Name: "p 5", Points: points, Running: layer < 25, Layers: 25}}, 0.32)
	}
	fmt.Println(plots.RelativeError)
	// Output: rel. ℓ² error over layers
}

func ExampleTicks() {
	fmt.Println(plots.Ticks(0, 100, 6), plots.Ticks(-0.1, 1.1, 4))
	// Output: [0 20 40 60 80 100] [0 0.5 1]
}
