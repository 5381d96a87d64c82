package sampling

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// The variants of "lines" and the directions of its lines.
const (
	randomLines     = "random"
	equispacedLines = "equispaced"
	densityLines    = "variable-density"

	columns = "columns"
	rows    = "rows"
)

// calibrationShare is the share of the sampled lines that fastMRI puts into the centre:
// center_fraction 0.08 at acceleration 4 and 0.04 at 8.
const calibrationShare = 0.32

func init() {
	add(Pattern{
		Name:         "lines",
		Title:        "Cartesian lines",
		Help:         "Whole phase-encode lines, with a fully sampled centre; the number of lines is exact, round(fraction * lines).",
		UsesFraction: true,
		Transforms:   both,
		Parameters: []parameter.Parameter{
			{
				Key: "variant", Name: "Choice of lines", Kind: parameter.Choice,
				Choices: []string{randomLines, equispacedLines, densityLines}, Default: randomLines,
				Help: "Outside the centre: uniformly random, equally spaced with a random offset, or random with a density that falls as a power.",
			},
			{
				Key: "direction", Name: "Direction of the lines", Kind: parameter.Choice,
				Choices: []string{columns, rows}, Default: columns,
				Help: "Whether whole columns or whole rows of the spectrum are sampled.",
			},
			{
				Key: "acceleration", Name: "Acceleration", Symbol: "R", Kind: parameter.Real,
				Min: 1, Max: 1000, Absent: "1 / fraction",
				Help: "One line in R is sampled, the centre included; takes the place of the fraction.",
			},
			{
				Key: "calibration", Name: "Calibration lines", Kind: parameter.Real,
				Min: 0, Max: 100000, Absent: "0.32 of the sampled lines, as in fastMRI (8 % of all lines at R = 4)",
				Help: "Lines of the fully sampled centre: a whole number of lines, or below 1 a fraction of all lines.",
			},
			moreParameter(exponentParameter(1)),
		},
		Draw: drawLines,
	})
}

func moreParameter(p parameter.Parameter) parameter.Parameter {
	p.More = true
	return p
}

// drawLines draws "lines": of the n columns (or rows), the c lowest, -floor(c/2) ..
// ceil(c/2)-1 (Walsh: the first c), and round(n/R) - c others, R = acceleration or
// 1/fraction:
//
//	random            each set of others equally likely
//	equispaced        every ((n-c) / (round(n/R)-c))-th of the others, random offset
//	variable-density  with probability min( 1, C max(1, d)^-a ), d = distance in lines
//
// random and equispaced are the masks of J. Zbontar et al., "fastMRI: An Open Dataset and
// Benchmarks for Accelerated MRI", arXiv:1811.08839, in their number of centre lines and
// their density outside. There random draws each line independently, so that the
// number of lines is right on average only, and equispaced takes the spacing across the
// centre; here both have the exact number of lines. Variable density is the power law of
// [drawPowerLaw] in one dimension.
func drawLines(r Request) (*array.Mask, error) {
	alongRows := r.Values.String("direction") == rows
	n := r.Shape.W
	if alongRows {
		n = r.Shape.H
	}
	total, centre, err := r.lineCounts(n)
	if err != nil {
		return nil, err
	}
	first := 0
	if r.Transform == Fourier {
		first = n/2 - centre/2
	}
	sampled := make([]bool, n)
	var others []int
	for i := range n {
		if i >= first && i < first+centre {
			sampled[i] = true
		} else {
			others = append(others, i)
		}
	}
	for _, i := range r.otherLines(others, total-centre, n) {
		sampled[i] = true
	}
	mask := array.NewMask(r.Shape)
	for i := range mask.Data {
		line := i % r.Shape.W
		if alongRows {
			line = i / r.Shape.W
		}
		mask.Data[i] = sampled[line]
	}
	return mask, nil
}

// lineCounts returns how many of n lines are sampled, and how many of these are the centre.
func (r Request) lineCounts(n int) (total, centre int, err error) {
	perLine := 1 / r.Fraction
	if r.Values.Has("acceleration") {
		perLine = r.Values.Float("acceleration")
	}
	lines := float64(n) / perLine
	total = min(n, max(1, int(math.Round(lines))))
	if !r.Values.Has("calibration") {
		return total, min(total, int(math.Round(calibrationShare*lines))), nil
	}
	calibration := r.Values.Float("calibration")
	count := calibration
	if calibration < 1 {
		count = math.Round(calibration * float64(n))
	}
	fail := func(want string) (int, int, error) {
		return 0, 0, &parameter.Error{Key: "calibration", Found: parameter.Format(calibration), Want: want}
	}
	if count != math.Trunc(count) {
		return fail("must be a whole number of lines, or a fraction of all lines below 1")
	}
	if count > float64(n) {
		return fail(fmt.Sprintf("must be at most the %d sampled of %d lines", total, n))
	}
	if int(count) > total {
		return fail(fmt.Sprintf("is %v of %d lines, more than the %d that are sampled; at most %d lines, or an acceleration of at most %v (a fraction of at least %v) would do",
			count, n, total, total, math.Floor(1e4*float64(n)/count)/1e4, math.Ceil(1e4*count/float64(n))/1e4))
	}
	return total, int(count), nil
}

// otherLines chooses k of the lines outside the centre.
func (r Request) otherLines(others []int, k, n int) []int {
	if k == 0 {
		return nil
	}
	switch r.Values.String("variant") {
	case equispacedLines:
		spacing := float64(len(others)) / float64(k)
		offset := r.Rand.Float64() * spacing
		chosen := make([]int, k)
		for j := range chosen {
			at := int(offset + float64(j)*spacing)
			chosen[j] = others[min(at, len(others)-1)]
		}
		return chosen
	case densityLines:
		w := make([]float64, len(others))
		for j, i := range others {
			d := float64(i)
			if r.Transform == Fourier {
				d = math.Abs(float64(i - n/2))
			}
			w[j] = powerOf(d, r.Values.Float("exponent"))
		}
		chosen := make([]int, 0, k)
		selectExactly(inclusion(w, k), k, r.Rand, func(j int) { chosen = append(chosen, others[j]) })
		return chosen
	}
	return choose(others, k, r.Rand)
}
