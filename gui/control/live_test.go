package control

import (
	"fmt"
	"testing"
	"time"

	"firenet/recon/recipe"
)

// BenchmarkLive is the delay from an edit of lambda to the delivered result of the default
// experiment, with the real engine on two threads: planning, the run, the metrics and the
// way through the controller, without drawing.
func BenchmarkLive(b *testing.B) {
	for _, size := range []int{256, 512} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			r := recipe.Default()
			r.Image.Size = size
			calls := make(chan func(), 4096)
			c := New(r, Options{Engine: NewExperiments(2), Post: func(f func()) { calls <- f }})
			defer c.Close()
			done := func() {
				for before := c.shown; c.shown == before || c.Status().State != Done; {
					(<-calls)()
				}
			}
			c.Run()
			done()
			least := time.Hour
			for i := 0; b.Loop(); i++ {
				begin := time.Now()
				lambda := 1e-4 * (1 + float64(i%997)/997)
				_ = c.Drag("reconstructor.FIRENET.lambda", func(r recipe.Recipe) (recipe.Recipe, error) {
					return r.Set("reconstructor.FIRENET.lambda", fmt.Sprint(lambda))
				})
				done()
				least = min(least, time.Since(begin))
			}
			b.ReportMetric(float64(least.Microseconds())/1000, "least-ms")
		})
	}
}
