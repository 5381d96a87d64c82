package recipe

import (
	"fmt"
	"slices"
	"strings"

	"firenet/recon/parameter"
	"firenet/recon/sampling"
)

// SamplingSection says what is measured.
type SamplingSection struct {
	Operator string
	Pattern  string
	Fraction float64
	File     string           // for pattern "file"
	Values   parameter.Values // the pattern's own parameters, by recipe key; wavelet and sparsities among them
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

func (s *SamplingSection) fixed() []parameter.Parameter { return SamplingParameters() }
func (s *SamplingSection) values() *parameter.Values    { return &s.Values }

func (s *SamplingSection) whose() string { return fmt.Sprintf("pattern %q", s.Pattern) }

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

func (s *SamplingSection) check(r *Recipe, section string, p *problems) {
	if p.in(section) {
		return
	}
	pattern, _ := sampling.Lookup(s.Pattern)
	if len(pattern.Transforms) > 0 && !slices.Contains(pattern.Transforms, s.Operator) {
		r.complain(p, section, "pattern", s.Pattern, fmt.Sprintf("is not defined for operator %q, only for %q; choose another pattern",
			s.Operator, strings.Join(pattern.Transforms, ", ")))
	}
	if s.Pattern == patternFile && s.File == "" {
		r.complain(p, section, "file", nil, `missing; pattern = "file" needs the name of a mask, for example file = "mask.npy"`)
	}
	if s.Pattern != patternFile && s.File != "" {
		r.complain(p, section, "file", s.File, `is read only with pattern = "file"`)
	}
}

// patternFile is the pattern that is read from a file.
const patternFile = "file"
