package recipe

import (
	"fmt"
	"math"
	"slices"

	"firenet/recon/parameter"
	"firenet/recon/stability"
)

// AttackSection is one [[attack]].
type AttackSection struct {
	Name   string
	Values parameter.Values
}

func (s *AttackSection) fixed() []parameter.Parameter { return AttackParameters()[:1] }

func (s *AttackSection) described() ([]parameter.Parameter, bool) {
	return AttackParameters()[1:], true
}

func (s *AttackSection) whose() string             { return "" }
func (s *AttackSection) values() *parameter.Values { return &s.Values }

func (s *AttackSection) get(string) any          { return s.Name }
func (s *AttackSection) put(_ string, value any) { s.Name = value.(string) }

func (s *AttackSection) title() string { return "Attack" }

func (s *AttackSection) check(r *Recipe, section string, p *problems) {
	s.checkTarget(r, section, p)
	kind := s.Values.String("kind")
	if kind == "" {
		kind = stability.Momentum
	}
	if radius := s.Values.Float("radius"); math.IsInf(radius, 1) && kind != stability.Momentum {
		r.complain(p, section, "radius", radius, "must be a number in (0, 1]: only the momentum ascent can go without a bound")
	}
	if s.Values.Has("momentum") && s.Values.Float("momentum") == 1 {
		r.complain(p, section, "momentum", 1.0, "must be below 1, or steps never fade")
	}
	if v, ok := s.Values["start"].(float64); ok && v == 0 {
		r.complain(p, section, "start", v, "must be above 0: a search from zero has no direction")
	}
}

func (s *AttackSection) checkTarget(r *Recipe, section string, p *problems) {
	names := r.namesOf("reconstructor")
	switch target := s.Values.String("target"); {
	case target == TargetAll && slices.Contains(names, TargetAll):
		r.complain(p, section, "target", target, `means every reconstructor; give the one that is called "all" another name`)
	case target != TargetAll && !slices.Contains(names, target):
		r.complain(p, section, "target", optional(target), "must be the name of a reconstructor"+Listed(names)+`; or "all"`)
	}
}

// claim takes what target "all" leaves: a folder for each reconstructor.
func (s *AttackSection) claim(r *Recipe, folders map[string]string, p *problems) {
	if s.Values.String("target") != TargetAll {
		return
	}
	for _, m := range r.Reconstructors {
		name := NameOfAll(s.Name, m.Name)
		if other, taken := folders[FolderName(name)]; taken {
			r.complain(p, "attack."+s.Name, "name", s.Name, fmt.Sprintf("leaves a folder %q for its attack on %s, which %q has too; choose another name",
				FolderName(name), m.Name, other))
		}
		folders[FolderName(name)] = name
	}
}

// NameOfAll is the name of an attack with target "all" on one reconstructor.
func NameOfAll(attack, target string) string { return attack + " " + target }
