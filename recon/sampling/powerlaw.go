package sampling

import (
	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:         "power-law",
		Title:        "Power law",
		Help:         "Random samples whose density falls with a power of the distance from zero frequency.",
		Exact:        true,
		UsesFraction: true,
		Transforms:   both,
		Parameters:   []parameter.Parameter{exponentParameter(2)},
		Draw:         drawPowerLaw,
	})
}

// exponentParameter describes the exponent of a density that falls as a power.
func exponentParameter(standard float64) parameter.Parameter {
	return parameter.Parameter{
		Key: "exponent", Name: "Exponent of the density", Symbol: "a", Kind: parameter.Real,
		Min: 0, Max: 10, Default: standard,
		Help: "The density falls as distance^-a; 0 is uniform.",
	}
}

// drawPowerLaw draws "power-law": frequency k is sampled with probability
//
//	min( 1, C max(1, d)^-a )
//
// where d is |k| in steps of one frequency of the shorter side, and C makes the
// probabilities add up to m. Densities that fall with a power of the distance are those of
// M. Lustig, D. Donoho, J. M. Pauly, "Sparse MRI", MRM 58 (2007); a = 2 is the one for
// which F. Krahmer, R. Ward, "Stable and robust sampling strategies for compressive
// imaging", IEEE Trans. Image Process. 23 (2014), prove recovery in two dimensions. The
// exact number and the cut at 1 are this program's, see [selectExactly].
func drawPowerLaw(r Request) (*array.Mask, error) {
	return drawWeighted(r.Shape, r.powerWeights(), r.Count(), r.Rand), nil
}

// powerWeights is max(1, d)^-a of every frequency.
func (r Request) powerWeights() []float64 {
	a, step := r.Values.Float("exponent"), r.step()
	w := r.distances()
	for i, d := range w {
		w[i] = powerOf(d/step, a)
	}
	return w
}
