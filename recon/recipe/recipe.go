package recipe

import "firenet/recon/parameter"

// Recipe is one experiment as plain data. The zero value is not valid: start from
// [Default]. Its file form is TOML, see [Parse] and [Recipe.Encode].
type Recipe struct {
	Format         int // version of the file format, 1
	Title          string
	Seed           uint64
	Image          ImageSection
	Sampling       SamplingSection
	Noise          NoiseSection
	Reconstructors []ReconstructorSection
	Attacks        []AttackSection
	Visibility     VisibilitySection

	// Dir is the folder that relative paths start from: that of the recipe file. It is
	// not part of the file.
	Dir string

	source source // where the keys stand in the file it was read from
}

// ImageSection says where the true image comes from. Exactly one of Phantom and File is
// set; neither is, when Noise.File gives measured samples and no truth is known.
type ImageSection struct {
	Phantom string
	File    string
	Size    int  // side of a phantom; shorter side of a file; 0: keep the file's
	Slice   *int // of stacks and volumes; nil: the middle one
	// Values are the phantom's own parameters and those of an inserted detail
	// (phantoms.Insert), by recipe key.
	Values parameter.Values
}

// SamplingSection says what is measured.
type SamplingSection struct {
	Operator string
	Pattern  string
	Fraction float64
	File     string           // for pattern "file"
	Values   parameter.Values // the pattern's own parameters, by recipe key; wavelet and sparsities among them
}

// NoiseSection says what is added to the samples, or which samples take their place.
type NoiseSection struct {
	Level float64 // ||e|| / ||y||; 0: none
	File  string  // measured samples
}

// ReconstructorSection is one [[reconstructor]].
type ReconstructorSection struct {
	Name   string
	Method string
	Values parameter.Values // the method's parameters, by recipe key
}

// AttackSection is one [[attack]].
type AttackSection struct {
	Name   string
	Values parameter.Values
}

// VisibilitySection says which contrasts of a detail are shown to the reconstructors.
type VisibilitySection struct {
	Contrasts []float64 // nil: the question is not asked
}

// Clone returns a copy that can be edited without touching r.
func (r Recipe) Clone() Recipe {
	c := r
	if r.Image.Slice != nil {
		s := *r.Image.Slice
		c.Image.Slice = &s
	}
	c.Image.Values = r.Image.Values.Clone()
	c.Sampling.Values = r.Sampling.Values.Clone()
	c.Reconstructors = append([]ReconstructorSection(nil), r.Reconstructors...)
	for i := range c.Reconstructors {
		c.Reconstructors[i].Values = c.Reconstructors[i].Values.Clone()
	}
	c.Attacks = append([]AttackSection(nil), r.Attacks...)
	for i := range c.Attacks {
		c.Attacks[i].Values = c.Attacks[i].Values.Clone()
	}
	return c
}
