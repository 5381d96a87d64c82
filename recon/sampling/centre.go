package sampling

import (
	"fmt"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// slack makes |k| <= radius hold on the circle whatever the rounding of |k|.
const slack = 1e-12

// centreParameter describes the fully sampled centre of two-level and poisson-disc.
func centreParameter(absent string) parameter.Parameter {
	return parameter.Parameter{
		Key: "centre", Name: "Radius of the centre", Symbol: "ρ", Kind: parameter.Real,
		Min: 0, Max: 1.5, Absent: absent,
		Help: "All frequencies with |k| up to this are sampled; 1 is the highest frequency along an axis.",
	}
}

// fillCentre marks all frequencies with |k| <= centre and returns how many there are. When
// centre is absent its radius is the largest with at most share * m frequencies, and at
// least one. A centre of more than m frequencies is a *[parameter.Error].
func fillCentre(mask *array.Mask, r Request, distance []float64, share float64) (int, error) {
	m := r.Count()
	radius := r.Values.Float("centre")
	if !r.Values.Has("centre") {
		sorted := slices.Sorted(slices.Values(distance))
		radius = radiusFor(sorted, max(1, int(share*float64(m))))
	}
	count := 0
	for i, d := range distance {
		if d <= radius*(1+slack) {
			mask.Data[i] = true
			count++
		}
	}
	if count > m {
		return 0, centreTooLarge(r, distance, radius, count, m)
	}
	return count, nil
}

// radiusFor is the largest of the sorted distances, up to which there are at most n of
// them; n >= 1.
func radiusFor(sorted []float64, n int) float64 {
	if n >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	// Distances that differ by rounding only are one circle: all of it or nothing.
	for n > 1 && sorted[n-1] >= sorted[n]*(1-2*slack) {
		n--
	}
	return sorted[n-1]
}

func centreTooLarge(r Request, distance []float64, radius float64, count, m int) error {
	sorted := slices.Sorted(slices.Values(distance))
	// Any radius below sorted[m] holds at most m frequencies: the next of four digits does.
	fits := (math.Ceil(sorted[m]*(1-2*slack)*1e4) - 1) / 1e4
	fraction := math.Ceil(float64(count)/float64(len(distance))*1e4) / 1e4
	return &parameter.Error{
		Key: "centre", Found: parameter.Format(radius),
		Want: fmt.Sprintf("holds %d frequencies, more than the %d samples of fraction = %v; a centre of at most %v or a fraction of at least %v would do",
			count, m, parameter.Format(r.Fraction), fits, fraction),
	}
}
