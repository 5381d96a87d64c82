package weights

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

// Parameter describes the key "weights" with a method's own default. "image" is an oracle.
func Parameter(byDefault string) parameter.Parameter {
	return parameter.Parameter{
		Key: "weights", Name: "Weights", Symbol: "w", Kind: parameter.Variant, Default: byDefault,
		Choices: []string{"image", "phantom", "none"},
		Tables: []parameter.TableKey{
			{Key: "sparsities", Kind: parameter.Numbers, Help: "Local sparsities s_j, coarsest first; the weight is sqrt(s/s_j)."},
			{Key: "values", Kind: parameter.Numbers, Help: "The weights themselves, coarsest first; inf holds a level at 0."},
		},
		Help: "Weights per wavelet level from local sparsities; \"image\" counts them in the truth: an oracle, and marked so.",
	}
}

// Oracle says whether the values count sparsities in the true image.
func Oracle(v parameter.Values) bool { return v.String("weights") == "image" }

// Of turns the parameter "weights" of a setup into one weight per level, nil for
// none. Notes are for the result.
func Of(s reconstruct.Setup, wavelet string, levels int) (w []float64, notes []string, err error) {
	if t, ok := s.Values.Table("weights"); ok {
		w, err = given(t, levels)
		return w, nil, err
	}
	var source *array.Complex
	switch s.Values.String("weights") {
	case "none":
		return nil, nil, nil
	case "phantom":
		source = s.Phantom()
	default:
		if s.Truth == nil {
			return nil, nil, errors.New(`there is no true image to count in; take "phantom", "none" or {sparsities = [...]}`)
		}
		source = s.Truth
		notes = append(notes, "The weights are counted from the true image: an oracle.")
	}
	counts, err := countOnce(s, source, wavelet, levels)
	if err != nil {
		return nil, nil, err
	}
	counts, floored := AtLeastOne(counts)
	if floored {
		notes = append(notes, "A level without large coefficients counts as one.")
	}
	return FromSparsities(counts), notes, nil
}

// countOnce is CountSparsities, remembered.
func countOnce(s reconstruct.Setup, image *array.Complex, wavelet string, levels int) ([]float64, error) {
	if s.Remember == nil {
		return CountSparsities(image, wavelet, levels)
	}
	key := fmt.Sprint("sparsities ", s.Values.String("weights"), wavelet, levels)
	counts, err := s.Remember(key, func() (any, error) { return CountSparsities(image, wavelet, levels) })
	if err != nil {
		return nil, err
	}
	return counts.([]float64), nil
}

func given(t parameter.Table, levels int) ([]float64, error) {
	if slices.ContainsFunc(t.Numbers, func(x float64) bool { return x < 0 }) {
		return nil, errors.New("no number may be negative")
	}
	perLevel := t.Numbers
	if t.Key == "sparsities" {
		if !slices.ContainsFunc(t.Numbers, func(x float64) bool { return x > 0 }) ||
			slices.ContainsFunc(t.Numbers, func(x float64) bool { return math.IsInf(x, 0) }) {
			return nil, errors.New("sparsities must be finite and at least one above 0")
		}
		perLevel = FromSparsities(t.Numbers)
	}
	_, err := PerBand(perLevel, levels)
	return perLevel, err
}
