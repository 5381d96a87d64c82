package sampling

import (
	"firenet/recon/array"
)

func init() {
	add(Pattern{
		Name:         "uniform",
		Title:        "Uniform random",
		Help:         "Every frequency is sampled with the same probability.",
		Exact:        true,
		UsesFraction: true,
		Transforms:   both,
		Draw:         drawUniform,
	})
	add(Pattern{
		Name:       "full",
		Title:      "Full",
		Help:       "Every frequency is sampled.",
		Transforms: both,
		Draw:       drawFull,
	})
}

// drawUniform draws "uniform": each set of m of the n = H W frequencies is equally likely,
// density m/n everywhere. Incoherent with the identity, as in E. J. Candes, J. Romberg,
// T. Tao, "Robust uncertainty principles", IEEE Trans. Inf. Theory 52 (2006); with wavelets
// it misses the low frequencies and is here for comparison.
func drawUniform(r Request) (*array.Mask, error) {
	mask := array.NewMask(r.Shape)
	for _, i := range choose(unsampled(mask), r.Count(), r.Rand) {
		mask.Data[i] = true
	}
	return mask, nil
}

// drawFull draws "full", whatever the fraction.
func drawFull(r Request) (*array.Mask, error) {
	mask := array.NewMask(r.Shape)
	for i := range mask.Data {
		mask.Data[i] = true
	}
	return mask, nil
}
