package figureview

import (
	"fmt"
	"math"
	"slices"

	"firenet/gui/catalogue"
	"firenet/gui/figure"
	"firenet/gui/model"
	"firenet/recon/array"
)

// attackRows are the rows of a figure below the clean images: each picture under the
// perturbation that the view Stability shows, and what that has changed.
func (v *Choices) attackRows(clean []cell) (rows [][]figure.Cell, err error) {
	s := v.open.Catalogue.Perturbation.ShownFor(v.open.Control.Tracks())
	if s.Attack == nil {
		return nil, nil
	}
	for _, row := range []model.StabilityRow{model.PerturbedRow, model.DifferenceRow} {
		var cells []figure.Cell
		for i, c := range clean {
			cell, err := v.attackCell(s, row, c, string(rune('a'+i%26)))
			if err != nil {
				return nil, err
			}
			cells = append(cells, cell)
		}
		rows = append(rows, cells)
	}
	return rows, nil
}

// attackCell is one picture of these rows; free where there is none, as of a pinned run.
// letter is that of the clean picture above.
func (v *Choices) attackCell(s model.Stability, row model.StabilityRow, c cell, letter string) (figure.Cell, error) {
	cell := model.StabilityCell{Missing: "not shown the perturbation"}
	title := ""
	if c.image == s.Truth {
		cell = s.First(row)
		title = map[model.StabilityRow]string{model.PerturbedRow: "x + r", model.DifferenceRow: cell.Label}[row]
	} else if i := slices.IndexFunc(s.Tested, func(t model.Tested) bool { return t.Name == c.name && t.Clean == c.image }); i >= 0 {
		cell = s.Cell(row, i)
		title = map[model.StabilityRow]string{model.PerturbedRow: c.Title + ", perturbed", model.DifferenceRow: "difference to " + letter}[row]
	}
	if cell.Missing != "" {
		return figure.Cell{}, nil
	}
	p := v.open.Catalogue.Pictures.Get(catalogue.KeyOf(cell.Sight))
	if p == nil {
		return figure.Cell{}, errNotPrepared
	}
	f := figure.Cell{Title: title, Measures: cell.Measures, About: attackWords(s, row), NoInset: row == model.DifferenceRow, Plain: p.Kind() == model.Spectrum}
	v.displayOf(&f, p)
	return f, nil
}

// attackWords say in a caption what a row shows.
func attackWords(s model.Stability, row model.StabilityRow) string {
	a := s.Attack
	if row == model.DifferenceRow {
		return "what it has changed" + perturbationWords(s)
	}
	if s.Singular {
		state := "converged"
		if !a.Singular.Converged {
			state = "not converged"
		}
		return fmt.Sprintf("the same under the singular vector of %s (%s after %d power iterations, %s), ‖e‖/‖y‖\u00a0=\u00a0%s",
			s.For, model.SingularValue(a.Singular), a.Singular.Iterations, state, model.Sig(a.Relative))
	}
	if s.Noise {
		return fmt.Sprintf("the same under Gaussian noise on the samples, ‖e‖/‖y‖\u00a0=\u00a0%s", model.Sig(a.Relative))
	}
	return fmt.Sprintf("the same under one perturbation that was sought for %s, ‖e‖/‖y‖\u00a0=\u00a0%s (%s; Gaussian: mean of draws of equal norm)",
		s.For, model.Sig(a.Relative), model.Spent(a))
}

// perturbationWords say how the perturbation is shown below the truth.
func perturbationWords(s model.Stability) string {
	cell := s.First(model.DifferenceRow)
	switch {
	case cell.Missing != "" || s.Truth == nil:
		return ""
	case cell.Sight.Kind == model.Spectrum:
		return "; below the truth e in the spectrum, on a logarithmic scale"
	case math.IsNaN(s.Attack.RelativeImage):
		return fmt.Sprintf("; below the truth r, magnified %s times", model.Short(cell.Sight.Times))
	}
	return fmt.Sprintf("; below the truth r, magnified %s times, ‖r‖/‖x‖%s", model.Short(cell.Sight.Times), model.Equals(s.Attack.RelativeImage))
}

// attackData are the arrays behind these rows, for beside the figure.
func (v *Choices) attackData() (list []cell) {
	s := v.open.Catalogue.Perturbation.ShownFor(v.open.Control.Tracks())
	if s.Attack == nil {
		return nil
	}
	add := func(name string, a *array.Complex) {
		if a != nil {
			list = append(list, cell{name: name, image: a})
		}
	}
	add("perturbation", s.Attack.Start())
	for i, t := range s.Tested {
		add(t.Name+" perturbed", s.Cell(model.PerturbedRow, i).Sight.Image)
	}
	return list
}
