// Package goldentest compares captures of widgets with pictures kept under testdata.
//
// Run the tests of a package with -update to write its pictures anew, and look at them
// before they are kept. It depends on nothing of the program.
package goldentest

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// Level is by how much a channel may differ before a pixel counts as different; Share is
// how many of the pixels may. Rasterisers round differently on different machines.
const (
	Level = 24
	Share = 0.002
)

// Compare checks got against testdata/<name>.png. On a failure the capture is written
// beside it as <name>.got.png.
func Compare(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		write(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds().Size() != got.Bounds().Size() {
		write(t, filepath.Join("testdata", name+".got.png"), got)
		t.Fatalf("%s: size %v, want %v", name, got.Bounds().Size(), want.Bounds().Size())
	}
	if share := different(got, want); share > Share {
		write(t, filepath.Join("testdata", name+".got.png"), got)
		t.Errorf("%s: %.2f %% of the pixels differ; compare with %s.got.png", name, 100*share, name)
	}
}

// different is the share of pixels that are apart by more than Level in some channel.
func different(a, b image.Image) float64 {
	n := 0
	size := a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			p := color.NRGBAModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.NRGBA)
			q := color.NRGBAModel.Convert(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)).(color.NRGBA)
			if apart(p.R, q.R) || apart(p.G, q.G) || apart(p.B, q.B) || apart(p.A, q.A) {
				n++
			}
		}
	}
	return float64(n) / float64(size.X*size.Y)
}

func apart(a, b uint8) bool { return math.Abs(float64(a)-float64(b)) > Level }

func write(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
