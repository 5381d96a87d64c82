package recipe

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
	Questions      []QuestionSection

	// Dir is the folder that relative paths start from: that of the recipe file. It is
	// not part of the file.
	Dir string

	source  source   // where the keys stand in the file it was read from
	checked *checked // shared with its copies; may be nil
}

// Clone returns a copy that can be edited without touching r. Lists of numbers are shared
// and must not be written.
func (r Recipe) Clone() Recipe {
	for _, k := range kinds {
		k.own(&r)
	}
	return r
}
