package stability

import (
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// Pair are the clean and the perturbed picture of the focused column, that of the focused
// pane first; nil where there are not both.
func (v *View) Pair() *viewer.Pair {
	clean, perturbed := v.Rows[model.CleanRow].Panes, v.Rows[model.PerturbedRow].Panes
	for i := range clean {
		first, second := clean[i], perturbed[i]
		if v.Focus == second {
			first, second = second, first
		}
		if v.Focus != first || first.Picture() == nil || second.Picture() == nil {
			continue
		}
		b := &viewer.Pair{Pane: first, Pictures: [2]*model.Picture{first.Picture(), second.Picture()}}
		b.Names = [2]viewer.Badge{{Name: first.Name()}, {Name: second.Name()}}
		return b
	}
	return nil
}

// Save is part of view.Keeper.
func (v *View) Save(l *model.Layout) {
	l.Stability = model.StabilityLayout{
		Attack: v.perturbation.Attack, Shown: v.perturbation.Chosen, Noise: v.perturbation.Noise, Singular: v.perturbation.Singular, Spectral: v.perturbation.Spectral, Magnified: v.perturbation.Magnified,
		LogAxes: v.Numbers.Noise.Log(),
	}
}

// Restore is part of view.Keeper.
func (v *View) Restore(layout model.Layout) {
	l := layout.Stability
	v.perturbation.Attack, v.perturbation.Chosen, v.perturbation.Noise, v.perturbation.Spectral, v.perturbation.Magnified = l.Attack, l.Shown, l.Noise, l.Spectral, l.Magnified
	v.perturbation.Singular = l.Singular && !l.Noise
	v.Numbers.SetLog(l.LogAxes)
}
