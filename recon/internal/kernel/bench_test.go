package kernel

import (
	"fmt"
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/internal/panel"
)

// The DFT of one panel, whose cost per element and per log2 of the length should not
// depend on the length.
func BenchmarkFourier(b *testing.B) {
	for _, n := range []int{256, 320, 384, 400, 480, 512, 640, 750, 768, 1000, 1024, 1536} {
		benchmarkFourier[float32](b, n)
		benchmarkFourier[float64](b, n)
	}
}

func benchmarkFourier[F array.Real](b *testing.B, n int) {
	f := NewFourier[F](n, nil)
	x, y := make([]panel.Row[F], n), make([]panel.Row[F], n)
	b.Run(fmt.Sprintf("%d/%T", n, x[0][0]), func(b *testing.B) {
		for b.Loop() {
			f.Transform(0, y, x)
		}
		perElement := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(n*panel.Lanes)
		b.ReportMetric(perElement/math.Log2(float64(n)), "ns/element/log2")
	})
}
