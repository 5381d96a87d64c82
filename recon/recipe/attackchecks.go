package recipe

import (
	"fmt"
	"math"
	"slices"

	"firenet/recon/stability"
)

// checkAttacks checks what the keys of an attack mean together.
func (r *Recipe) checkAttacks(p *problems) {
	names := make([]string, len(r.Reconstructors))
	for i, s := range r.Reconstructors {
		names[i] = s.Name
	}
	for _, a := range r.Attacks {
		section := "attack." + a.Name
		switch target := a.Values.String("target"); {
		case target == TargetAll && slices.Contains(names, TargetAll):
			r.complain(p, section, "target", target, `means every reconstructor; give the one that is called "all" another name`)
		case target != TargetAll && !slices.Contains(names, target):
			r.complain(p, section, "target", optional(target), "must be the name of a reconstructor"+Listed(names)+`; or "all"`)
		}
		kind := a.Values.String("kind")
		if kind == "" {
			kind = stability.Momentum
		}
		if radius := a.Values.Float("radius"); math.IsInf(radius, 1) && kind != stability.Momentum {
			r.complain(p, section, "radius", radius, "must be a number in (0, 1]: only the momentum ascent can go without a bound")
		}
		if a.Values.Has("momentum") && a.Values.Float("momentum") == 1 {
			r.complain(p, section, "momentum", 1.0, "must be below 1, or steps never fade")
		}
		if v, ok := a.Values["start"].(float64); ok && v == 0 {
			r.complain(p, section, "start", v, "must be above 0: a search from zero has no direction")
		}
	}
	if r.Visibility.Contrasts != nil && r.Image.Phantom == "" && r.Image.File == "" {
		r.complain(p, "visibility", "contrasts", r.Visibility.Contrasts, "needs a true image, in which a detail can be inserted")
	}
}

// checkFoldersOfAll checks the names of what target "all" leaves: a folder for each
// reconstructor.
func (r *Recipe) checkFoldersOfAll(folders map[string]string, p *problems) {
	for _, a := range r.Attacks {
		if a.Values.String("target") != TargetAll {
			continue
		}
		for _, s := range r.Reconstructors {
			name := NameOfAll(a.Name, s.Name)
			if other, taken := folders[FolderName(name)]; taken {
				r.complain(p, "attack."+a.Name, "name", a.Name, fmt.Sprintf("leaves a folder %q for its attack on %s, which %q has too; choose another name",
					FolderName(name), s.Name, other))
			}
			folders[FolderName(name)] = name
		}
	}
}

// nameOfAll is the name of an attack with target "all" on one reconstructor.
func NameOfAll(attack, target string) string { return attack + " " + target }
