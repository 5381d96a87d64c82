package gui

import (
	"firenet/gui/model"
	"firenet/gui/viewer"
)

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
		Attack: v.perturbation.Attack, Shown: v.perturbation.Chosen, Noise: v.perturbation.Noise, Singular: v.perturbation.Singular, Spectral: v.perturbation.Spectral, Magnified: v.perturbation.Magnified,
		LogAxes: v.w.labSide.noise.Log(),
	}
}

func (v *lab) restore(l model.StabilityLayout) {
	v.perturbation.Attack, v.perturbation.Chosen, v.perturbation.Noise, v.perturbation.Spectral, v.perturbation.Magnified = l.Attack, l.Shown, l.Noise, l.Spectral, l.Magnified
	v.perturbation.Singular = l.Singular && !l.Noise
	v.w.labSide.setLog(l.LogAxes)
}
