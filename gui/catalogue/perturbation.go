package catalogue

import (
	"slices"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Perturbation is which attack is shown, and what stands for its perturbation of the
// samples. The view Stability chooses it; what other views show of it follows.
type Perturbation struct {
	c *Catalogue

	Attack    string // section of the recipe whose card is open; empty: the first one
	Chosen    string // name of the attack that is shown; empty: the first one of the section
	Noise     bool   // Gaussian noise of equal norm in place of the worst case
	Singular  bool   // the singular vector in its place, where there is one
	Spectral  bool   // e in the spectrum in place of r
	Magnified float64

	// seen says that a view shows it at this moment: values are read out under it then.
	Seen bool
}

// Current is the attack that is shown, nil if there is none.
func (p *Perturbation) Current() *control.Attack {
	list := p.c.control.Attacks()
	if i := slices.IndexFunc(list, func(a *control.Attack) bool { return a.Name == p.Chosen }); i >= 0 {
		return list[i]
	}
	section := p.Section()
	if i := slices.IndexFunc(list, func(a *control.Attack) bool { return a.Section == section }); i >= 0 {
		return list[i]
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// Section is the attack of the recipe whose card is open, empty if there is none.
func (p *Perturbation) Section() string {
	list := p.c.control.Recipe().Attacks
	if slices.ContainsFunc(list, func(a recipe.AttackSection) bool { return a.Name == p.Attack }) {
		return p.Attack
	}
	if len(list) == 0 {
		return ""
	}
	return list[0].Name
}

// Asks says whether the attack of the recipe that is shown asks for a noise curve, or for the
// largest singular value, by the key that does.
func (p *Perturbation) Asks(key string) bool {
	for _, a := range p.c.control.Recipe().Attacks {
		if a.Name == p.Section() {
			return a.Values.Int(key) > 0 || len(a.Values.Numbers(key)) > 0
		}
	}
	return false
}

// Columns are the reconstructors that are shown.
func (p *Perturbation) Columns() []*control.Track {
	var list []*control.Track
	for _, t := range p.c.control.Tracks() {
		if !p.c.Hidden[t.Name] {
			list = append(list, t)
		}
	}
	return list
}

// Shown is what the view shows of the attack, without toolkit.
func (p *Perturbation) Shown() model.Stability { return p.ShownFor(p.Columns()) }

// ShownFor is the same for given columns.
func (p *Perturbation) ShownFor(columns []*control.Track) model.Stability {
	s := model.Stability{Noise: p.Noise, Magnified: p.Magnified, Spectral: p.Spectral}
	d := p.c.control.Data()
	if d != nil {
		s.Truth, s.Mask = d.Truth, d.Mask
	}
	if found := p.Found(); found != nil {
		s.Attack, s.For = found, p.Current().Target
		if l := p.Local(found); p.Singular && l != nil {
			s.Attack, s.Singular = l, true
		}
	}
	for _, t := range columns {
		c := model.Tested{Name: t.Name}
		if t.Picture != nil {
			c.Clean = t.Picture.Image
		}
		if t.Output != nil {
			c.Metrics = t.Output.Metrics
		}
		if i := slices.Index(p.c.control.Tracks(), t); s.Attack != nil {
			c.Target = s.Attack.Target == i
			if i < len(s.Attack.Exposed) {
				c.Exposed = s.Attack.Exposed[i]
			}
		}
		s.Tested = append(s.Tested, c)
	}
	return s
}

// Found is what the search has found, or what of it is tried out; nil: nothing yet.
func (p *Perturbation) Found() *result.AttackOutput {
	a, d := p.Current(), p.c.control.Data()
	if d == nil || a == nil || a.Output == nil || a.Output.Samples == nil || a.Output.Samples.Shape != d.Shape() {
		return nil
	}
	if t := p.c.control.Trial(); t != nil && t.Attack == a.Name {
		return t.Output
	}
	return a.Output
}

// Local is the same with the singular vector in its place; nil where there is none, and
// while something is tried out.
func (p *Perturbation) Local(found *result.AttackOutput) *result.AttackOutput {
	if found == nil || p.c.control.Trial() != nil {
		return nil
	}
	return found.Local()
}

// perturbed is a reconstruction under the perturbation that the view Stability shows; nil
// in the other views, and where there is none.
func (c *Catalogue) perturbed(name string) *array.Complex {
	if !c.Perturbation.Seen {
		return nil
	}
	cell, _ := c.PerturbedCell(name)
	return cell.Sight.Image
}

// PerturbedCell is the cell of a reconstruction under the perturbation of the view
// Stability; ok is false if there is no such reconstructor.
func (c *Catalogue) PerturbedCell(name string) (cell model.StabilityCell, ok bool) {
	s := c.Perturbation.ShownFor(c.control.Tracks())
	for i, t := range s.Tested {
		if t.Name == name {
			return s.Cell(model.PerturbedRow, i), true
		}
	}
	return cell, false
}

// perturbedSubject is that reconstruction for the other views.
func (c *Catalogue) perturbedSubject(name string) Subject {
	cell, ok := c.PerturbedCell(name)
	title := name + ", perturbed"
	switch {
	case !ok:
		return missing(title, "No such reconstructor any more", "Choose another picture by the name above.")
	case cell.Missing != "":
		return missing(title, cell.Missing, "The view Stability searches for a perturbation.")
	}
	facts := "f(y + e)"
	switch s := c.Perturbation.ShownFor(nil); {
	case s.Noise:
		facts += ", Gaussian e"
	case s.Singular:
		facts += ", singular vector e"
	}
	return Subject{Name: title, Facts: facts, Key: KeyOf(cell.Sight), Slot: c.SlotOf(name)}
}

// KeyOf is the key of a picture of the view.
func KeyOf(s model.Sight) Key {
	return Key{Kind: s.Kind, Image: s.Image, Reference: s.Minus, Mask: s.Mask, plus: s.Plus, realPart: s.RealPart, Times: s.Times}
}
