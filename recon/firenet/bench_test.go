package firenet_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/firenet"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
	"firenet/recon/rng"
	"firenet/recon/sampling"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// headline is the program's default experiment at side n.
func headline(b testing.TB, n, threads int, single bool) (*firenet.Network, reconstruct.Problem) {
	b.Helper()
	return headlineOf(b, array.Shape{H: n, W: n}, threads, single)
}

// headlineOf is the same for any shape: Shepp-Logan, 15 % Fourier samples in levels, Haar,
// weights, 5 blocks of 5 layers.
func headlineOf(b testing.TB, shape array.Shape, threads int, single bool) (*firenet.Network, reconstruct.Problem) {
	b.Helper()
	x := phantoms.SheppLogan(shape)
	levels := transform.DefaultLevels(shape)
	counts, err := weights.CountSparsities(x, "db1", levels)
	if err != nil {
		b.Fatal(err)
	}
	pattern, _ := sampling.Lookup("levels")
	mask, err := pattern.Draw(sampling.Request{
		Shape: shape, Transform: "fourier", Fraction: 0.15,
		Values: map[string]any{"wavelet": "db1"}, Rand: rng.Stream(1, "mask"), Sparsities: counts,
	})
	if err != nil {
		b.Fatal(err)
	}
	u, err := transform.New[complex128]("fourier", shape, nil)
	if err != nil {
		b.Fatal(err)
	}
	full, y := array.NewComplex(shape), array.NewComplex(shape)
	u.Forward(full, x)
	transform.NewMask[complex128](mask).Forward(y, full)
	floored, _ := weights.AtLeastOne(counts)
	return &firenet.Network{
		Settings: firenet.Settings{Lambda: 0.00025, Tau: 1, Sigma: 1, Inner: 5, Restarts: 5, Delta: 1e-9},
		Shape:    shape, Wavelet: "db1", Levels: levels, Weights: weights.FromSparsities(floored), Single: single,
	}, reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Threads: threads}
}

// BenchmarkLayers reports the least seconds of 25 layers, without history, all memory being
// there.
func BenchmarkLayers(b *testing.B) {
	for _, precision := range []string{"float32", "float64"} {
		for _, n := range []int{128, 256, 512, 1024, 2048, 4096} {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/N=%d/threads=%d", precision, n, threads), func(b *testing.B) {
					benchmarkLayers(b, array.Shape{H: n, W: n}, threads, precision == "float32")
				})
			}
		}
	}
}

// BenchmarkShapes is the same for sides with the factors 3 and 5.
func BenchmarkShapes(b *testing.B) {
	for _, s := range []array.Shape{{H: 320, W: 320}, {H: 384, W: 384}, {H: 640, W: 320}, {H: 480, W: 400}, {H: 768, W: 768}} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("%dx%d/threads=%d", s.H, s.W, threads), func(b *testing.B) {
				benchmarkLayers(b, s, threads, true)
			})
		}
	}
}

func benchmarkLayers(b *testing.B, shape array.Shape, threads int, single bool) {
	network, problem := headlineOf(b, shape, threads, single)
	workers := parallel.New(context.Background(), threads)
	defer workers.Close()
	run, err := network.Ready(problem, workers)
	if err != nil {
		b.Fatal(err)
	}
	// Memory that nobody has touched is not there yet.
	if err := run(); err != nil {
		b.Fatal(err)
	}
	least := math.Inf(1)
	for b.Loop() {
		begin := time.Now()
		if err := run(); err != nil {
			b.Fatal(err)
		}
		least = min(least, time.Since(begin).Seconds())
	}
	pixels := float64(shape.Len())
	b.ReportMetric(least, "s/25layers")
	b.ReportMetric(1e9*least/pixels*2/math.Log2(pixels), "ns/(N²·log2N)")
	b.ReportMetric(0, "ns/op")
}
