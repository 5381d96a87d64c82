package sampling

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firenet/internal/npytest"
	"firenet/recon/array"
	"firenet/recon/rng"
)

// TestRadialReference compares pixel by pixel.
func TestRadialReference(t *testing.T) {
	for _, convention := range []string{byDistance, lineMask} {
		want := npytest.Mask(t, "testdata/radial_"+convention+"_64_L16.npy").Data
		got := draw(t, "radial", request(Fourier, 64, 64).with("lines", 16).with("convention", convention))
		for i, on := range got.Data {
			if on != want[i] {
				t.Fatalf("%s: pixel (%d, %d) is %v", convention, i/64, i%64, on)
			}
		}
	}
}

// By definition, for any shape: within half a pixel of a line. Ties at exactly half a
// pixel are left out.
func TestRadialDistance(t *testing.T) {
	r := request(Fourier, 30, 47).with("lines", 9)
	got := draw(t, "radial", r)
	for i, on := range got.Data {
		v, u := float64(i/47-15), float64(i%47-23)
		nearest := math.Inf(1)
		for l := range 9 {
			sin, cos := math.Sincos(math.Pi * float64(l) / 9)
			nearest = min(nearest, math.Abs(u*sin-v*cos))
		}
		if math.Abs(nearest-0.5) > 1e-6 && on != (nearest < 0.5) {
			t.Errorf("(%v, %v): %v from a line, sampled: %v", v, u, nearest, on)
		}
	}
}

// No number of lines comes closer to the fraction than the one that is taken.
func TestRadialClosest(t *testing.T) {
	for _, convention := range []string{byDistance, lineMask} {
		for _, fraction := range []float64{0.001, 0.1, 0.33, 0.7, 0.97} {
			r := request(Fourier, 40, 32).with("convention", convention)
			r.Fraction = fraction
			got := distanceTo(r.Count(), draw(t, "radial", r))
			for lines := 1; lines <= 200; lines++ {
				if d := distanceTo(r.Count(), draw(t, "radial", r.with("lines", lines))); d < got {
					t.Errorf("%s, fraction %v: %d lines are %d off, taken: %d off", convention, fraction, lines, d, got)
				}
			}
		}
	}
}

func distanceTo(m int, mask *array.Mask) int {
	n := mask.Count()
	return max(n-m, m-n)
}

// A spiral comes within 0.5 % (or 3 samples) of the fraction, its pixels within half a
// diagonal of the curve, and stays in the ellipse.
func TestSpiral(t *testing.T) {
	for _, c := range []struct {
		h, w, arms int
		growth     float64
		fraction   float64
	}{
		{64, 64, 1, 2, 0.15}, {128, 128, 8, 1, 0.3}, {96, 64, 3, 1.5, 0.2}, {65, 63, 1, 4, 0.05}, {64, 64, 2, 2, 0.7},
	} {
		r := request(Fourier, c.h, c.w).with("interleaves", c.arms).with("growth", c.growth)
		r.Fraction = c.fraction
		mask := draw(t, "spiral", r)
		if d := distanceTo(r.Count(), mask); d > max(3, r.Count()/200) {
			t.Errorf("%+v: %d samples, want %d", c, mask.Count(), r.Count())
		}
		if !mask.At(c.h/2, c.w/2) {
			t.Errorf("%+v: zero frequency is not sampled", c)
		}
		for i, on := range mask.Data {
			v, u := float64(i/c.w-c.h/2)/(float64(c.h)/2), float64(i%c.w-c.w/2)/(float64(c.w)/2)
			if on && math.Hypot(u, v) > 1+math.Sqrt2/float64(min(c.h, c.w)) {
				t.Errorf("%+v: (%v, %v) is outside", c, v, u)
			}
		}
	}
	r := request(Fourier, 64, 64)
	r.Fraction = 0.9
	if _, err := pattern(t, "spiral").Draw(r); err == nil {
		t.Error("a spiral reaches the corners")
	}
}

// Archimedes' spiral of 8 turns crosses the positive axis at equal distances.
func TestSpiralTurns(t *testing.T) {
	mask := draw(t, "spiral", request(Fourier, 128, 128).with("turns", 8.0).with("growth", 1.0))
	for turn := range 8 {
		if !mask.At(64, 64+turn*8) {
			t.Errorf("turn %d does not cross at column %d", turn, 64+turn*8)
		}
	}
	if mask.At(64, 64+4) || mask.At(64, 64+12) {
		t.Error("samples between turns")
	}
}

// Lines are whole, as many as asked for, with the centre full.
func TestLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		transform := rapid.SampledFrom(both).Draw(t, "transform")
		h, w := rapid.IntRange(8, 70).Draw(t, "H"), rapid.IntRange(8, 70).Draw(t, "W")
		direction := rapid.SampledFrom([]string{columns, rows}).Draw(t, "direction")
		r := request(transform, h, w).with("direction", direction).
			with("variant", rapid.SampledFrom([]string{randomLines, equispacedLines, densityLines}).Draw(t, "variant"))
		r.Rand = rng.Stream(rapid.Uint64().Draw(t, "seed"), "mask")
		r.Fraction = rapid.Float64Range(0.01, 1).Draw(t, "fraction")
		n := w
		if direction == rows {
			n = h
		}
		total := max(1, int(math.Round(float64(n)*r.Fraction)))
		centre := min(total, int(math.Round(0.32*float64(n)*r.Fraction)))
		if rapid.Bool().Draw(t, "given") {
			centre = rapid.IntRange(1, total).Draw(t, "centre")
			r = r.with("calibration", float64(centre))
		}
		p, _ := Lookup("lines")
		mask, err := p.Draw(r)
		if err != nil {
			t.Fatal(err)
		}
		lines := linesOf(t, mask, direction)
		if len(lines) != total {
			t.Fatalf("%d lines of %d, want %d", len(lines), n, total)
		}
		first := 0
		if transform == Fourier {
			first = n/2 - centre/2
		}
		for i := first; i < first+centre; i++ {
			if !slices.Contains(lines, i) {
				t.Fatalf("line %d of the centre is missing: %v", i, lines)
			}
		}
	})
}

// linesOf lists the sampled lines, all of which must be whole.
func linesOf(t *rapid.T, mask *array.Mask, direction string) []int {
	n, length := mask.W, mask.H
	at := func(line, i int) bool { return mask.At(i, line) }
	if direction == rows {
		n, length = mask.H, mask.W
		at = func(line, i int) bool { return mask.At(line, i) }
	}
	var lines []int
	for line := range n {
		for i := range length {
			if at(line, i) != at(line, 0) {
				t.Fatalf("line %d is not whole", line)
			}
		}
		if at(line, 0) {
			lines = append(lines, line)
		}
	}
	return lines
}

// The published settings of fastMRI on 320 columns: 8 % of them at acceleration 4 and 4 %
// at 8; acceleration takes the place of the fraction; equispaced lines have its spacing.
func TestLinesFastMRI(t *testing.T) {
	for _, c := range []struct {
		acceleration  float64
		total, centre int
	}{{4, 80, 26}, {8, 40, 13}} {
		r := request(Fourier, 16, 320).with("acceleration", c.acceleration).with("variant", equispacedLines)
		r.Values = r.Values.Clone()
		values := r
		for _, calibration := range []any{nil, float64(c.centre), 0.32 / c.acceleration} {
			if calibration != nil {
				values = r.with("calibration", calibration)
			}
			mask := draw(t, "lines", values)
			if got := mask.Count(); got != c.total*16 {
				t.Fatalf("%d samples, want %d lines", got, c.total)
			}
			for i := range c.centre {
				if !mask.At(0, 160-c.centre/2+i) {
					t.Errorf("centre line %d is missing", i)
				}
			}
			spacing := float64(320-c.centre) / float64(c.total-c.centre)
			last := -1
			for i := range 160 - c.centre/2 {
				if !mask.At(0, i) {
					continue
				}
				if last >= 0 && math.Abs(float64(i-last)-spacing) >= 1 {
					t.Errorf("lines %d and %d, want a spacing of %v", last, i, spacing)
				}
				last = i
			}
		}
	}
}

// No two samples outside the centre are closer than the smaller of their rho, whatever
// the rho that the draw ended with: it is bounded from the draw itself. The pair that
// comes closest in units of 1 + b|k| gives the largest rho0 for which the statement
// holds, and that must explain the density: a packing of m discs.
func TestPoissonDiscDistance(t *testing.T) {
	for _, c := range []struct {
		transform string
		h, w      int
		slope     float64
		fraction  float64
	}{
		{Fourier, 64, 64, 4, 0.15}, {Fourier, 96, 64, 0, 0.05}, {Walsh, 64, 64, 2, 0.1}, {Fourier, 65, 65, 8, 0.02},
	} {
		r := request(c.transform, c.h, c.w).with("slope", c.slope).with("centre", 0.1)
		r.Fraction = c.fraction
		mask := draw(t, "poisson-disc", r)
		k := r.distances()
		var samples []int
		for i, on := range mask.Data {
			if on && k[i] > 0.1*(1+1e-9) {
				samples = append(samples, i)
			}
		}
		rho0 := math.Inf(1)
		for a, i := range samples {
			for _, j := range samples[:a] {
				dy, dx := float64(i/c.w-j/c.w), float64(i%c.w-j%c.w)
				rho0 = min(rho0, math.Hypot(dx, dy)/(1+c.slope*min(k[i], k[j])))
			}
		}
		// The rho0 of a saturated random packing: the discs of radius rho/2 cover about
		// 0.55 of the plane, of a draw that stopped early less. A pattern without
		// distances would have a neighbouring pair and rho0 near 1/(1 + b sqrt 2).
		covered := 0.0
		for _, i := range samples {
			rho := rho0 * (1 + c.slope*k[i])
			covered += math.Pi * rho * rho / 4
		}
		if share := covered / float64(len(mask.Data)); share < 0.3 || share > 0.91 {
			t.Errorf("%+v: rho0 = %.3f: discs cover %.2f of the mask", c, rho0, share)
		}
	}
}

// A dart blocks exactly the frequencies that are too close to it.
func TestDartsKeepDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := request(Fourier, rapid.IntRange(4, 40).Draw(t, "H"), rapid.IntRange(4, 40).Draw(t, "W"))
		r = r.with("slope", rapid.Float64Range(0, 6).Draw(t, "slope"))
		rho0 := rapid.Float64Range(0.5, 5).Draw(t, "rho0")
		r.Rand = rng.Stream(rapid.Uint64().Draw(t, "seed"), "mask")
		distance := r.distances()
		d := newDarts(r, array.NewMask(r.Shape), distance)
		if d.throw(rho0, r.Shape.Len()+1) {
			t.Fatal("more darts than frequencies")
		}
		rho := func(i int) float64 { return rho0 * (1 + r.Values.Float("slope")*distance[i]) }
		apart := func(i, j int) float64 {
			return math.Hypot(float64(i/d.W-j/d.W), float64(i%d.W-j%d.W))
		}
		const rounding = 1e-5 // of float32
		for i := range distance {
			free, taken := true, slices.Contains(d.taken, i)
			for _, j := range d.taken {
				limit := min(rho(i), rho(j))
				if i != j && taken && apart(i, j) < limit*(1-rounding) {
					t.Fatalf("%d and %d are %v apart, less than %v", i, j, apart(i, j), limit)
				}
				free = free && (i == j || apart(i, j) > limit*(1+rounding))
			}
			if free && !taken {
				t.Fatalf("there is room at %d", i)
			}
		}
	})
}

// Density falls with frequency: the inner half of the radii is sampled more densely.
func TestPoissonDiscVariableDensity(t *testing.T) {
	r := request(Fourier, 128, 128)
	mask, k := draw(t, "poisson-disc", r), r.distances()
	var sampled, all [4]float64
	for i, on := range mask.Data {
		ring := min(3, int(k[i]/0.25))
		all[ring]++
		if on {
			sampled[ring]++
		}
	}
	for ring := 1; ring < 4; ring++ {
		if sampled[ring]/all[ring] >= sampled[ring-1]/all[ring-1] {
			t.Errorf("ring %d: %v of %v, ring %d: %v of %v", ring, sampled[ring], all[ring], ring-1, sampled[ring-1], all[ring-1])
		}
	}
}

// The half space never holds both k and -k unless there are more samples than pairs.
func TestGaussianHalfSpace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := request(Fourier, rapid.IntRange(1, 33).Draw(t, "H"), rapid.IntRange(1, 33).Draw(t, "W"))
		r.Fraction = rapid.Float64Range(0.001, 1).Draw(t, "fraction")
		r.Rand = rng.Stream(rapid.Uint64().Draw(t, "seed"), "mask")
		p, _ := Lookup("gaussian")
		mask, err := p.Draw(r)
		if err != nil {
			t.Fatal(err)
		}
		pairs, complete, selfPaired := 0, 0, 0
		for row := range r.Shape.H {
			for col := range r.Shape.W {
				mr := mod(-(row - r.Shape.H/2), r.Shape.H, r.Shape.H/2)
				mc := mod(-(col - r.Shape.W/2), r.Shape.W, r.Shape.W/2)
				if mr == row && mc == col {
					selfPaired++
				} else if mask.At(row, col) {
					pairs++
					if mask.At(mr, mc) {
						complete++
					}
				}
			}
		}
		half := (r.Shape.Len() + selfPaired) / 2
		if want := max(0, r.Count()-half); complete != 2*want {
			t.Fatalf("%d frequencies together with their mirror image, want %d", complete, 2*want)
		}
	})
}

// mod is the index, with zero frequency at centre, of frequency k modulo n.
func mod(k, n, centre int) int { return ((k+centre)%n + n) % n }

// The centre is the disc of integer points: the counts of Gauss's circle problem on
// u, v = -32 .. 31.
func TestCentreCountsDisk(t *testing.T) {
	for r2, want := range map[int]int{0: 1, 1: 5, 25: 81, 100: 317, 256: 797, 1024: 3207} {
		r := request(Fourier, 64, 64).with("centre", math.Sqrt(float64(r2))/32)
		r.Fraction = 1
		mask := array.NewMask(r.Shape)
		if got, err := fillCentre(mask, r, r.distances(), 0.5); err != nil || got != want || mask.Count() != want {
			t.Errorf("u^2 + v^2 <= %d: %d points, %v, want %d", r2, got, err, want)
		}
	}
}

// On sides whose frequencies are rounded the circle still belongs to the disc.
func TestCentreHoldsItsCircle(t *testing.T) {
	for side := 12; side <= 120; side += 2 {
		r := request(Fourier, side, side).with("centre", 5/(float64(side)/2))
		r.Fraction = 1
		mask := array.NewMask(r.Shape)
		if got, err := fillCentre(mask, r, r.distances(), 0.5); err != nil || got != 81 {
			t.Errorf("%d x %d: %d points within 5, %v, want 81", side, side, got, err)
		}
	}
}
