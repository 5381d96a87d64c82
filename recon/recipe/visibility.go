package recipe

import (
	"slices"

	"firenet/recon/parameter"
)

// VisibilitySection says which contrasts of a detail are shown to the reconstructors.
type VisibilitySection struct {
	Contrasts []float64 // nil: the question is not asked
}

// VisibilityParameters describes the keys of [visibility].
func VisibilityParameters() []parameter.Parameter {
	return []parameter.Parameter{{
		Key: "contrasts", Name: "Contrasts", Kind: parameter.Numbers, Absent: "not asked", Example: exampleNorms,
		Help: "Can you see it? The inserted detail of [image], a disc where there is none, is shown with each contrast to every reconstructor.",
	}}
}

func (s *VisibilitySection) fixed() []parameter.Parameter             { return VisibilityParameters() }
func (s *VisibilitySection) described() ([]parameter.Parameter, bool) { return nil, true }

func (s *VisibilitySection) whose() string             { return "" }
func (s *VisibilitySection) values() *parameter.Values { return nil }

func (s *VisibilitySection) put(_ string, value any) { s.Contrasts = value.([]float64) }

func (s *VisibilitySection) get(string) any {
	if s.Contrasts == nil {
		return nil
	}
	return s.Contrasts
}

// visibilityChecks are the keys whose values are checked in a way of their own.
var visibilityChecks = map[string]func(parameter.Parameter, any) (any, error){
	"contrasts": func(p parameter.Parameter, v any) (any, error) {
		return checkList(p, v, "contrasts in [-1, 1], none of them 0", func(x float64) bool { return x >= -1 && x <= 1 && x != 0 })
	},
}

// detach copies the list, which the window may edit.
func (s *VisibilitySection) detach() { s.Contrasts = slices.Clone(s.Contrasts) }

func (s *VisibilitySection) check(r *Recipe, section string, p *problems) {
	if s.Contrasts != nil && r.Image.Phantom == "" && r.Image.File == "" {
		r.complain(p, section, "contrasts", s.Contrasts, "needs a true image, in which a detail can be inserted")
	}
}
