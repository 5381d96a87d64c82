package gui

import (
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/array"
)

// perturbed is a reconstruction under the perturbation that the view Stability shows; nil
// in the other views, and where there is none.
func (w *Window) perturbed(name string) *array.Complex {
	if w.view != labName {
		return nil
	}
	c, _ := w.perturbedCell(name)
	return c.Sight.Image
}

// perturbedCell is the cell of a reconstruction under the perturbation of the view
// Stability; ok is false if there is no such reconstructor.
func (w *Window) perturbedCell(name string) (c model.StabilityCell, ok bool) {
	s := w.lab.shownFor(w.control.Tracks())
	for i, t := range s.Tested {
		if t.Name == name {
			return s.Cell(model.PerturbedRow, i), true
		}
	}
	return c, false
}

// perturbedSubject is that reconstruction for the other views.
func (w *Window) perturbedSubject(name string) subject {
	c, ok := w.perturbedCell(name)
	title := name + ", perturbed"
	switch {
	case !ok:
		return missing(title, "No such reconstructor any more", "Choose another picture by the name above.")
	case c.Missing != "":
		return missing(title, c.Missing, "The view Stability searches for a perturbation.")
	}
	facts := "f(y + e)"
	switch s := w.lab.shownFor(nil); {
	case s.Noise:
		facts += ", Gaussian e"
	case s.Singular:
		facts += ", singular vector e"
	}
	return subject{name: title, facts: facts, key: keyOf(c.Sight), slot: w.slotOf(name)}
}

// pair are the clean and the perturbed picture of the focused column, that of the focused
// pane first; nil where there are not both.
func (v *lab) pair() *blinking {
	clean, perturbed := v.rows[model.CleanRow].panes, v.rows[model.PerturbedRow].panes
	for i := range clean {
		first, second := clean[i], perturbed[i]
		if v.focused == second {
			first, second = second, first
		}
		if v.focused != first || first.Picture() == nil || second.Picture() == nil {
			continue
		}
		b := &blinking{pane: first, pictures: [2]*model.Picture{first.Picture(), second.Picture()}}
		b.names = [2]viewer.Badge{{Name: first.Name()}, {Name: second.Name()}}
		return b
	}
	return nil
}

// saved is what a session keeps of the view.
func (v *lab) saved() model.StabilityLayout {
	return model.StabilityLayout{
		Attack: v.attack, Shown: v.chosen, Noise: v.noise, Singular: v.singular, Spectral: v.spectral, Magnified: v.magnified,
		LogAxes: v.w.labSide.noise.Log(),
	}
}

func (v *lab) restore(l model.StabilityLayout) {
	v.attack, v.chosen, v.noise, v.spectral, v.magnified = l.Attack, l.Shown, l.Noise, l.Spectral, l.Magnified
	v.singular = l.Singular && !l.Noise
	v.w.labSide.setLog(l.LogAxes)
}
