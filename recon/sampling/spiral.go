package sampling

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:         "spiral",
		Title:        "Spiral",
		Help:         "Interleaved spirals from zero frequency to the edge; as many turns as come closest to the fraction.",
		UsesFraction: true,
		Transforms:   []string{Fourier},
		Parameters: []parameter.Parameter{
			{
				Key: "interleaves", Name: "Interleaved spirals", Kind: parameter.Integer,
				Min: 1, Max: 1000, Default: 1,
				Help: "Number of equal spirals, turned against each other by equal angles.",
			},
			{
				Key: "turns", Name: "Turns of each spiral", Symbol: "T", Kind: parameter.Real,
				Min: 0, MinOpen: true, Max: 10000, Absent: "as many as come closest to the fraction",
				Help: "How often each spiral goes around; takes the place of the fraction.",
			},
			{
				Key: "growth", Name: "Growth of the radius", Symbol: "α", Kind: parameter.Real,
				Min: 1, Max: 4, Default: 2.0,
				Help: "The radius grows as angle^α: 1 is Archimedes' spiral with equally spaced turns, more is denser in the centre.",
			},
		},
		Draw: drawSpiral,
	})
}

// drawSpiral draws "spiral": the frequencies whose pixel one of the curves
//
//	k(s) = s^α exp( 2 pi i ( T s + j / interleaves ) ),   0 <= s <= 1,  j = 0 .. interleaves-1
//
// goes through, where 1 is the highest frequency along each axis and pixels are taken every
// half pixel of the curve. The turns are s^(α-1) α / (T interleaves) apart: Archimedes'
// spiral for α = 1, variable density for α > 1, as in D. H. Kim, E. Adalsteinsson, D. M.
// Spielman, "Simple analytic variable density spiral design", MRM 50 (2003), without its
// limits on gradients. Nothing is random.
//
// The number of samples is not exact: T is searched so that it comes to what the fraction
// asks for, to within 0.1 % where a number of turns has that. A spiral covers the ellipse
// in the mask and not its corners; a fraction above that, some 0.78, is an error.
func drawSpiral(r Request) (*array.Mask, error) {
	c := coil{Shape: r.Shape, arms: r.Values.Int("interleaves"), growth: r.Values.Float("growth")}
	if r.Values.Has("turns") {
		turns := r.Values.Float("turns")
		if most := c.most(); turns > most {
			return nil, &parameter.Error{
				Key: "turns", Found: parameter.Format(turns),
				Want: fmt.Sprintf("%d spirals of %v turns fill %v already: must be at most that", c.arms, most, r.Shape),
			}
		}
		return c.draw(turns), nil
	}
	return c.closest(r)
}

// coil is a set of spirals on a mask.
type coil struct {
	array.Shape
	arms   int
	growth float64
}

// draw marks the pixels of spirals of the given number of turns.
func (c coil) draw(turns float64) *array.Mask {
	mask := array.NewMask(c.Shape)
	halfH, halfW := float64(c.H)/2, float64(c.W)/2
	half := max(halfH, halfW)
	for s := 0.0; ; {
		radius := math.Pow(s, c.growth)
		for arm := range c.arms {
			sin, cos := math.Sincos(2 * math.Pi * (turns*s + float64(arm)/float64(c.arms)))
			c.mark(mask, radius*sin*halfH, radius*cos*halfW)
		}
		if s == 1 {
			return mask
		}
		s = min(1, s+c.step(s, turns, half))
	}
}

// mark samples the pixel nearest to the frequency (v, u) counted from the centre.
func (c coil) mark(mask *array.Mask, v, u float64) {
	row, col := c.H/2+int(math.Round(v)), c.W/2+int(math.Round(u))
	// Frequency +n/2 of an even side does not exist, and the curve just touches it.
	if row >= 0 && row < c.H && col >= 0 && col < c.W {
		mask.Set(row, col, true)
	}
}

// step is how far s may go for the curve to move by at most half a pixel.
func (c coil) step(s, turns, half float64) float64 {
	const pixel, longest = 0.5, 0.01
	// The speed grows with s (growth >= 1): that at the end of a first guess bounds it.
	guess := min(longest, pixel/(half*c.speed(s, turns)))
	return min(guess, pixel/(half*c.speed(min(1, s+guess), turns)))
}

// speed is |dk/ds|.
func (c coil) speed(s, turns float64) float64 {
	return math.Hypot(c.growth*math.Pow(s, c.growth-1), 2*math.Pi*turns*math.Pow(s, c.growth))
}

// closest draws spirals whose number of samples is within 0.1 % of the request's, or as
// close as the search comes. The number grows with the turns, nearly in proportion.
func (c coil) closest(r Request) (*array.Mask, error) {
	m, most := r.Count(), c.most()
	best, gap := (*array.Mask)(nil), math.MaxInt
	count := func(turns float64) int {
		mask := c.draw(turns)
		n := mask.Count()
		if d := max(n-m, m-n); d < gap {
			best, gap = mask, d
		}
		return n
	}
	lo, least := 0.0, count(0)
	hi := min(most, c.turnsOfLength(float64(m)))
	largest := count(hi)
	for largest < m && hi < most {
		lo, least = hi, largest
		hi = min(most, 2*hi)
		largest = count(hi)
	}
	if largest < m-m/1000 {
		return nil, &parameter.Error{
			Key: "fraction", Found: parameter.Format(r.Fraction),
			Want: fmt.Sprintf("a spiral does not reach the corners of the spectrum: must be at most %v",
				math.Floor(1e4*float64(largest)/float64(r.Shape.Len()))/1e4),
		}
	}
	const steps = 40
	for i := 0; i < steps && gap > m/1000 && least < m && largest > m; i++ {
		part := float64(m-least) / float64(largest-least)
		turns := lo + (hi-lo)*min(0.9, max(0.1, part))
		if n := count(turns); n < m {
			lo, least = turns, n
		} else {
			hi, largest = turns, n
		}
	}
	return best, nil
}

// most is a number of turns with which the curves are at most half a pixel apart, so that
// more of them add nothing.
func (c coil) most() float64 {
	return math.Ceil(c.growth * float64(max(c.H, c.W)) / float64(c.arms))
}

// turnsOfLength is about the number of turns of curves that are n pixels long together.
func (c coil) turnsOfLength(n float64) float64 {
	half := float64(max(c.H, c.W)) / 2
	return n * (c.growth + 1) / (2 * math.Pi * half * float64(c.arms))
}
