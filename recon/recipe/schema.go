package recipe

import (
	"fmt"
	"math"

	"firenet/phantoms"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// FormatVersion is the version of the recipe format that this program reads and writes.
const FormatVersion = 1

// The sides that an image may have.
const (
	MinSize = 16
	MaxSize = 4096
)

// maxSeed is the largest whole number of TOML.
const maxSeed = math.MaxInt64

// ImageParameters describes the fixed keys of [image]. A phantom adds its own, and every
// image those of an inserted detail.
func ImageParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "phantom", Name: "Phantom", Kind: parameter.Choice, Choices: phantoms.Names(), Default: "shepp-logan",
			Help: "Analytic test image; not together with file.",
		},
		{
			Key: "file", Name: "File", Kind: parameter.Path, Absent: "the phantom",
			Help: "Picture or array to use instead of a phantom; relative to the recipe.",
		},
		{
			Key: "size", Name: "Size", Symbol: "N", Unit: "pixels", Kind: parameter.Integer, Min: MinSize, Max: MaxSize, Default: 256,
			Absent: "256 for a phantom, the file's own size for a file",
			Help:   "Side of a phantom; a file is resampled so that its shorter side has it, then cropped to the centre.",
		},
		{
			Key: "slice", Name: "Slice", Kind: parameter.Integer, Min: 0, Max: math.Inf(1), Absent: "the middle one",
			Help: "Which image of a stack, volume or multi-page file, counted from 0.",
		},
	}
}

// SamplingParameters describes the fixed keys of [sampling]. A pattern adds its own.
func SamplingParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "operator", Name: "Operator", Symbol: "U", Kind: parameter.Choice, Choices: []string{"fourier", "walsh"}, Default: "fourier",
			Help: "What is measured: centred unitary Fourier coefficients, or Walsh-Hadamard coefficients in sequency order.",
		},
		{
			Key: "pattern", Name: "Pattern", Symbol: "Ω", Kind: parameter.Choice, Choices: sampling.Names(), Default: "levels",
			Help: "Which frequencies are measured.",
		},
		{
			Key: "fraction", Name: "Fraction", Symbol: "m/N²", Kind: parameter.Real, MinOpen: true, Max: 1, Scale: parameter.Log, From: 0.01, To: 1, Default: 0.15,
			Help: "Share of all frequencies that is measured.",
		},
		{
			Key: "file", Name: "Mask file", Kind: parameter.Path, Absent: "for the pattern \"file\" only",
			Help: "Mask of bool or 0 and 1; centred for Fourier, in sequency order for Walsh. The file of the measured data stands for where they are not zero.",
		},
	}
}

// NoiseParameters describes the keys of [noise].
func NoiseParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "level", Name: "Level", Symbol: "‖e‖/‖y‖", Kind: parameter.Real, Min: 0, Max: 1, Scale: parameter.Log, From: 1e-4, To: 1, Default: 0.0,
			Help: "Complex Gaussian noise on the samples, relative to them.",
		},
		{
			Key: "file", Name: "Measured data", Kind: parameter.Path, Absent: "samples are simulated",
			Help: "Measured samples to use instead, complex, zero off the mask.",
		},
	}
}

// ReconstructorParameters describes the fixed keys of [[reconstructor]]. A method adds
// its own.
func ReconstructorParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "name", Name: "Name", Kind: parameter.Text, Absent: "the title of the method, numbered where it is taken",
			Help: "Unique; the folder of the results is its lower-case form.",
		},
		{
			Key: "method", Name: "Method", Kind: parameter.Choice, Choices: reconstruct.Names(), Default: "firenet",
			Help: "How the image is reconstructed.",
		},
	}
}

// fields is one section of a recipe, seen through its keys: some are fields of the
// section's struct, the others are values that a phantom, a pattern or a method describes.
type fields interface {
	fixed() []parameter.Parameter
	// described are the parameters of what the section names; ok is false when the name
	// is not known, and nothing can be said about the keys.
	described() (list []parameter.Parameter, ok bool)
	// whose says in words who described them.
	whose() string
	get(key string) any        // of a fixed key; nil: absent
	put(key string, value any) // of a fixed key; a checked value
	values() *parameter.Values // nil: fixed keys only
}

func (s *ImageSection) fixed() []parameter.Parameter { return ImageParameters() }
func (s *ImageSection) values() *parameter.Values    { return &s.Values }

func (s *ImageSection) described() ([]parameter.Parameter, bool) {
	switch {
	case s.Phantom == "" && s.File == "":
		return nil, true // measured samples without a truth
	case s.Phantom == "":
		return phantoms.InsertParameters(), true
	}
	p, ok := phantoms.Lookup(s.Phantom)
	return append(p.Parameters[:len(p.Parameters):len(p.Parameters)], phantoms.InsertParameters()...), ok
}

func (s *ImageSection) whose() string {
	switch {
	case s.Phantom == "" && s.File == "":
		return "measured samples, no image"
	case s.Phantom == "":
		return "a file"
	}
	return fmt.Sprintf("phantom %q", s.Phantom)
}

func (s *ImageSection) get(key string) any {
	switch key {
	case "phantom":
		return optional(s.Phantom)
	case "file":
		return optional(s.File)
	case "size":
		if s.Size != 0 {
			return s.Size
		}
	case "slice":
		if s.Slice != nil {
			return *s.Slice
		}
	}
	return nil
}

func (s *ImageSection) put(key string, value any) {
	switch key {
	case "phantom":
		s.Phantom = value.(string)
	case "file":
		s.File = value.(string)
	case "size":
		s.Size = value.(int)
	case "slice":
		i := value.(int)
		s.Slice = &i
	}
}

func (s *SamplingSection) fixed() []parameter.Parameter { return SamplingParameters() }
func (s *SamplingSection) values() *parameter.Values    { return &s.Values }
func (s *SamplingSection) whose() string                { return fmt.Sprintf("pattern %q", s.Pattern) }

func (s *SamplingSection) described() ([]parameter.Parameter, bool) {
	p, ok := sampling.Lookup(s.Pattern)
	return p.Parameters, ok
}

func (s *SamplingSection) get(key string) any {
	switch key {
	case "operator":
		return s.Operator
	case "pattern":
		return s.Pattern
	case "fraction":
		return s.Fraction
	case "file":
		return optional(s.File)
	}
	return nil
}

func (s *SamplingSection) put(key string, value any) {
	switch key {
	case "operator":
		s.Operator = value.(string)
	case "pattern":
		s.Pattern = value.(string)
	case "fraction":
		s.Fraction = value.(float64)
	case "file":
		s.File = value.(string)
	}
}

func (s *NoiseSection) fixed() []parameter.Parameter             { return NoiseParameters() }
func (s *NoiseSection) described() ([]parameter.Parameter, bool) { return nil, true }
func (s *NoiseSection) whose() string                            { return "" }
func (s *NoiseSection) values() *parameter.Values                { return nil }

func (s *NoiseSection) get(key string) any {
	if key == "file" {
		return optional(s.File)
	}
	return s.Level
}

func (s *NoiseSection) put(key string, value any) {
	if key == "file" {
		s.File = value.(string)
		return
	}
	s.Level = value.(float64)
}

func (s *ReconstructorSection) fixed() []parameter.Parameter { return ReconstructorParameters() }
func (s *ReconstructorSection) values() *parameter.Values    { return &s.Values }
func (s *ReconstructorSection) whose() string                { return fmt.Sprintf("method %q", s.Method) }

func (s *ReconstructorSection) described() ([]parameter.Parameter, bool) {
	m, ok := reconstruct.Lookup(s.Method)
	return m.Parameters, ok
}

func (s *ReconstructorSection) get(key string) any {
	if key == "name" {
		return s.Name
	}
	return s.Method
}

func (s *ReconstructorSection) put(key string, value any) {
	if key == "name" {
		s.Name = value.(string)
		return
	}
	s.Method = value.(string)
}

// optional is a text whose absence is an empty one.
func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}
