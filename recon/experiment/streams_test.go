package experiment_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/rng"
	"firenet/recon/sampling"
)

// outcome is the result of a recipe whose files lie in dir.
func outcome(t *testing.T, dir, text string, cache *experiment.Cache) *result.Result {
	t.Helper()
	r, err := recipe.Parse("r.toml", []byte("format = 1\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	r.Dir = dir
	o := experiment.Options{Threads: 1, Cache: cache}
	plan, err := experiment.NewPlan(t.Context(), r, o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := experiment.Run(context.Background(), plan, o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// store writes an array to a file of dir, as if at a given second: what the program knows of
// the file does not depend on the clock.
func store(t *testing.T, dir, name string, second int64, a *array.Complex) {
	t.Helper()
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := imagefile.WriteNPY(f, a, false); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, time.Time{}, time.Unix(second, 0)); err != nil {
		t.Fatal(err)
	}
}

// Old recipes give the bits of old only while mask and noise are drawn from the streams "mask"
// and "noise" of the seed, in the order of rows, real part first. The noise is drawn here
// once more and scaled by level ||y|| / ||e||; 1e-12 of it is the rounding of 1024 terms.
func TestMaskAndNoiseComeFromTheirStreams(t *testing.T) {
	const text = "seed = 11\nimage.size = 32\nsampling.pattern = \"uniform\"\nsampling.fraction = 0.3\n" +
		"[[reconstructor]]\nmethod = \"zero-filled\"\n[noise]\nlevel = "
	clean, noisy := outcome(t, "", text+"0\n", nil), outcome(t, "", text+"0.25\n", nil)

	pattern, _ := sampling.Lookup("uniform")
	mask, err := pattern.Draw(sampling.Request{
		Context: t.Context(), Shape: array.Shape{H: 32, W: 32}, Transform: "fourier", Fraction: 0.3,
		Values: noisy.Recipe.Sampling.Values, Rand: rng.Stream(11, "mask"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(mask.Data, noisy.Mask.Data) {
		t.Error("the mask is not that of the stream \"mask\"")
	}

	stream, e := rng.Stream(11, "noise"), array.NewComplex(mask.Shape)
	for i, on := range noisy.Mask.Data {
		if on {
			re := stream.NormFloat64()
			e.Data[i] = complex(re, stream.NormFloat64())
		}
	}
	scale := 0.25 * clean.Samples.Norm() / e.Norm()
	for i, z := range e.Data {
		d := noisy.Samples.Data[i] - clean.Samples.Data[i] - complex(scale, 0)*z
		if math.Hypot(real(d), imag(d)) > 1e-12*clean.Samples.Norm() {
			t.Fatalf("the noise at %d is %v away from that of the stream \"noise\"", i, d)
		}
	}
}
