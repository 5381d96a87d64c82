package sampling

import (
	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:         "two-level",
		Title:        "Two levels",
		Help:         "A fully sampled centre, and uniform random samples outside it.",
		Exact:        true,
		UsesFraction: true,
		Transforms:   both,
		Parameters:   []parameter.Parameter{centreParameter("half of the samples are in the centre")},
		Draw:         drawTwoLevel,
	})
}

// drawTwoLevel draws "two-level": all m0 frequencies with |k| <= centre, and of the n - m0
// others each set of m - m0 with equal probability, so that the density outside is
// (m - m0)/(n - m0). Known as "half-half" from V. Studer et al., "Compressive fluorescence
// microscopy", PNAS 109 (2012), and as a two-level scheme from B. Adcock, A. C. Hansen, C.
// Poon, B. Roman, "Breaking the coherence barrier", Forum Math. Sigma 5 (2017). The shape of
// the centre, a disc (for Walsh a quarter disc), is this program's.
func drawTwoLevel(r Request) (*array.Mask, error) {
	mask := array.NewMask(r.Shape)
	inside, err := fillCentre(mask, r, r.distances(), 0.5)
	if err != nil {
		return nil, err
	}
	for _, i := range choose(unsampled(mask), r.Count()-inside, r.Rand) {
		mask.Data[i] = true
	}
	return mask, nil
}
