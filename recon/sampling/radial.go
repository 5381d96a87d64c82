package sampling

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// The conventions of which pixels are on a line.
const (
	byDistance = "distance"
	lineMask   = "linemask"
)

func init() {
	add(Pattern{
		Name:         "radial",
		Title:        "Radial lines",
		Help:         "Straight lines through zero frequency at equal angles; as many as come closest to the fraction.",
		UsesFraction: true,
		Transforms:   []string{Fourier},
		Parameters: []parameter.Parameter{
			{
				Key: "lines", Name: "Number of lines", Symbol: "L", Kind: parameter.Integer,
				Min: 1, Max: 20000, Absent: "as many as come closest to the fraction",
				Help: "Lines (diameters) through zero frequency; takes the place of the fraction.",
			},
			{
				Key: "convention", Name: "Pixels of a line", Kind: parameter.Choice,
				Choices: []string{byDistance, lineMask}, Default: byDistance,
				Help: "distance: all pixels within half a pixel of the line; linemask: one pixel per column or row, as l1-magic's LineMask.",
			},
		},
		Draw: drawRadial,
	})
}

// drawRadial draws "radial": L lines at the angles t = pi l / L, l = 0 .. L-1, through
// [H/2, W/2]. With u = column - W/2 and v = row - H/2, pixels are sampled by one of two
// conventions:
//
//	distance  where |u sin t - v cos t| <= 1/2 for some line
//	linemask  for t <= pi/4 or t > 3 pi/4 at v = round(u tan t) in each column, else at
//	          u = round(v / tan t) in each row; halves away from zero; row 0 and column 0 of
//	          even sides stay empty
//
// The second is LineMask of l1-magic (E. J. Candes, J. Romberg, 2005), whose 22 lines on
// 256 x 256 are a standard test. Angles are those of the mask as a picture. Nothing is
// random.
//
// The number of samples is not exact: without L given, L is the one whose number of
// samples is closest to what the fraction asks for, the smaller of two that tie.
func drawRadial(r Request) (*array.Mask, error) {
	rays := starOf(r.Shape, r.Values.String("convention"))
	lines := r.Values.Int("lines")
	if !r.Values.Has("lines") {
		lines = rays.closest(r.Count())
	}
	return rays.draw(lines), nil
}

// star draws radial lines of one convention.
type star struct {
	array.Shape
	convention string
}

func starOf(s array.Shape, convention string) star { return star{s, convention} }

// draw marks the pixels of the given number of lines.
func (s star) draw(lines int) *array.Mask {
	mask := array.NewMask(s.Shape)
	for l := range lines {
		s.line(mask, math.Pi*float64(l)/float64(lines))
	}
	return mask
}

// line marks the line at angle t, walking along the axis that it is closer to.
func (s star) line(mask *array.Mask, t float64) {
	sin, cos := math.Sincos(t)
	steep := t > math.Pi/4 && t <= 3*math.Pi/4
	if steep {
		s.walk(s.H, s.W, cos/sin, math.Abs(sin), func(along, across int) { mask.Set(along, across, true) })
	} else {
		s.walk(s.W, s.H, sin/cos, math.Abs(cos), func(along, across int) { mask.Set(across, along, true) })
	}
}

// walk visits the pixels of a line with the given slope (at most 1) along an axis of n
// pixels, across one of m; tilt is the cosine of its angle to the first.
func (s star) walk(n, m int, slope, tilt float64, visit func(along, across int)) {
	if s.convention == lineMask {
		for a := -(n - 1) / 2; a <= (n-1)/2; a++ {
			if b := int(math.Round(float64(a)*slope)) + m/2; b >= 0 && b < m {
				visit(a+n/2, b)
			}
		}
		return
	}
	// |a sin t - b cos t| <= 1/2 is |b - a slope| <= 1/(2 tilt); pixels that are half a
	// pixel away up to rounding are in.
	reach := (0.5 + 1e-9) / tilt
	for a := -(n / 2); a < n-n/2; a++ {
		at := float64(a) * slope
		for b := int(math.Ceil(at - reach)); b <= int(math.Floor(at+reach)); b++ {
			if i := b + m/2; i >= 0 && i < m {
				visit(a+n/2, i)
			}
		}
	}
}

// closest is the number of lines whose number of samples is closest to m. The number of
// samples grows with that of the lines but for a few pixels, so the neighbours of where
// halving ends are tried as well.
func (s star) closest(m int) int {
	const neighbours = 4
	most := 4 * max(s.H, s.W) // more lines add next to nothing
	lo, hi := 1, min(most, 1+m/max(s.H, s.W))
	for hi < most && s.draw(hi).Count() < m {
		lo, hi = hi, min(most, 2*hi)
	}
	for lo < hi {
		mid := (lo + hi) / 2
		if s.draw(mid).Count() >= m {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	best, gap := lo, math.MaxInt
	for lines := max(1, lo-neighbours); lines <= min(most, lo+neighbours); lines++ {
		count := s.draw(lines).Count()
		if d := max(count-m, m-count); d < gap {
			best, gap = lines, d
		}
	}
	return best
}
