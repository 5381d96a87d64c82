package colormap

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

func lightness(c color.RGBA) float64 { return fromRGB(c).L }

// Reference values computed from the published definition of OKLab for the primaries.
func TestOKLabOfPrimaries(t *testing.T) {
	cases := []struct {
		c    uint32
		want lab
	}{
		{0xFFFFFF, lab{1, 0, 0}},
		{0x000000, lab{0, 0, 0}},
		{0xFF0000, lab{0.62796, 0.22486, 0.12585}},
		{0x00FF00, lab{0.86644, -0.23389, 0.17950}},
		{0x0000FF, lab{0.45201, -0.03246, -0.31153}},
	}
	for _, c := range cases {
		if got := fromRGB(hex(c.c)); got.distance(c.want) > 2e-5 {
			t.Errorf("%06X: %v, want %v", c.c, got, c.want)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 17 {
			for b := 0; b < 256; b += 5 {
				c := color.RGBA{uint8(r), uint8(g), uint8(b), 255}
				if got := fromRGB(c).toRGB(); got != c {
					t.Fatalf("%v comes back as %v", c, got)
				}
			}
		}
	}
}

func TestEnds(t *testing.T) {
	cases := []struct {
		m      *Map
		lo, hi uint32
	}{
		{Gray, 0x000000, 0xFFFFFF},
		{Viridis, 0x440154, 0xFDE725},
		{Magma, 0x000004, 0xFCFDBF},
		{Inferno, 0x000004, 0xFCFFA4},
		{DivergingLight, 0x0A3A75, 0x7A2E00},
		{DivergingDark, 0xA6DCFF, 0xFFCF9E},
	}
	for _, c := range cases {
		for _, lo := range []float64{0, -3, math.Inf(-1), math.NaN()} {
			if got := c.m.At(lo); got != hex(c.lo) {
				t.Errorf("%s at %g: %v, want %06X", c.m.Name(), lo, got, c.lo)
			}
		}
		for _, hi := range []float64{1, 7, math.Inf(1)} {
			if got := c.m.At(hi); got != hex(c.hi) {
				t.Errorf("%s at %g: %v, want %06X", c.m.Name(), hi, got, c.hi)
			}
		}
	}
}

// Anchors that fall on an entry come out as published.
func TestPublishedColours(t *testing.T) {
	if got, want := Viridis.At(0.5), hex(0x21908C); got != want {
		t.Errorf("viridis at 1/2: %v, want %v", got, want)
	}
	if got, want := Inferno.At(0.25), hex(0x56106E); got != want {
		t.Errorf("inferno at 1/4: %v, want %v", got, want)
	}
}

func TestSequentialMapsGetLighter(t *testing.T) {
	for _, m := range []*Map{Gray, Viridis, Magma, Inferno} {
		for i := 1; i < Size; i++ {
			// Rounding to bytes may take back a little.
			if lightness(m.table[i]) < lightness(m.table[i-1])-0.003 {
				t.Fatalf("%s gets darker at entry %d", m.Name(), i)
			}
		}
		if lightness(m.table[Size-1])-lightness(m.table[0]) < 0.6 {
			t.Errorf("%s hardly gets lighter", m.Name())
		}
	}
}

func TestDivergingMapsAreSymmetric(t *testing.T) {
	cases := []struct {
		m      *Map
		centre uint32
		sign   float64 // of the change of lightness away from the centre
	}{{DivergingLight, 0xF7F7F7, -1}, {DivergingDark, 0x101214, 1}}
	const half = Size / 2
	for _, c := range cases {
		if got := c.m.At(0.5); got != hex(c.centre) {
			t.Errorf("%s: centre %v, want %06X", c.m.Name(), got, c.centre)
		}
		for i := 1; i <= half; i++ {
			neg, pos := fromRGB(c.m.table[half-i]), fromRGB(c.m.table[half+i])
			if math.Abs(neg.L-pos.L) > 0.08 { // the chosen anchors are apart by up to 0.07
				t.Fatalf("%s: lightness %.3f and %.3f at -/+%d", c.m.Name(), neg.L, pos.L, i)
			}
			if i > 8 && !(neg.b < 0 && pos.b > 0 && pos.a > 0) {
				t.Fatalf("%s: not blue and orange at -/+%d", c.m.Name(), i)
			}
			in := fromRGB(c.m.table[half+i-1])
			if c.sign*(pos.L-in.L) < -0.003 {
				t.Fatalf("%s: lightness turns at +%d", c.m.Name(), i)
			}
		}
	}
}

func TestCyclicMapIsClosedAndEven(t *testing.T) {
	if Cyclic.table[0] != Cyclic.table[Size-1] {
		t.Errorf("ends %v and %v differ", Cyclic.table[0], Cyclic.table[Size-1])
	}
	// Steps of 16 entries, so that rounding to bytes does not dominate.
	var steps []float64
	sum := 0.0
	for i := 16; i < Size; i += 16 {
		d := fromRGB(Cyclic.table[i]).distance(fromRGB(Cyclic.table[i-16]))
		steps, sum = append(steps, d), sum+d
	}
	mean := sum / float64(len(steps))
	for i, d := range steps {
		if math.Abs(d-mean) > 0.1*mean {
			t.Errorf("step %d is %.4f, mean %.4f", i, d, mean)
		}
	}
}

func TestLookup(t *testing.T) {
	if len(Names()) != 7 {
		t.Errorf("names: %v", Names())
	}
	for _, n := range Names() {
		if m, ok := Lookup(n); !ok || m.Name() != n {
			t.Errorf("lookup of %q fails", n)
		}
	}
	if _, ok := Lookup("jet"); ok {
		t.Error("there is a map jet")
	}
}

func ExampleMap_At() {
	c := DivergingLight.At(0.5)
	fmt.Printf("%02X%02X%02X\n", c.R, c.G, c.B)
	// Output: F7F7F7
}
