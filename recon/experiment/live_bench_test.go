package experiment_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
)

// BenchmarkLive is what a drag of the slider of lambda asks for: plan and run with the cache
// of the window, a new lambda each time, history and metrics included. It reports the least
// and the mean of the seconds.
func BenchmarkLive(b *testing.B) {
	for _, size := range []int{256, 512} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("N=%d/threads=%d", size, threads), func(b *testing.B) {
				recipe := recipe.Default()
				recipe.Image.Size = size
				cache := experiment.NewCache()
				least, k := math.Inf(1), 0
				for b.Loop() {
					k++
					recipe = recipe.Clone()
					recipe.Reconstructors[1].Values["lambda"] = 0.00025 * (1 + float64(k)/1000)
					begin := time.Now()
					plan, err := experiment.NewPlan(context.Background(), recipe, experiment.Options{Threads: threads, Cache: cache})
					if err != nil {
						b.Fatal(err)
					}
					result, err := experiment.Run(context.Background(), plan, experiment.Options{Threads: threads, Cache: cache})
					if err != nil {
						b.Fatal(err)
					}
					if result.Outputs[1].Metrics == nil || len(result.Outputs[1].History) == 0 {
						b.Fatal("no metrics or no history")
					}
					least = min(least, time.Since(begin).Seconds())
				}
				b.ReportMetric(1e3*least, "ms-least")
			})
		}
	}
}
