package stability

import (
	"fmt"
	"io"
	"math"

	"firenet/gui/export"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// plots are those of the attack that is shown and of all of them, whether or not the tab has
// been seen since they changed.
func (s *numbers) plots() []export.Plot {
	v := s.view.perturbation.Shown()
	s.showSearch(v)
	s.showNoise()
	r := s.view.open.Control.Result()
	if r == nil {
		r = &result.Result{}
	} else {
		s.showTables(r)
	}
	table := func(name string, write func(io.Writer) error) []export.Table {
		return []export.Table{{Name: name + ".csv", Write: write}}
	}
	search, off := s.searchData(), OffAxes(r, s.view.open.Catalogue.ShortNames())
	if off != "" {
		off = "; " + off
	}
	s.reports.show()
	return apart(append([]export.Plot{
		{
			Name: "Noise curve", File: "noise-curve", Height: NoiseHeight, Some: s.noiseLines() != nil, Still: s.Noise.Still, Write: s.Noise.Write,
			Title: "Noise curve, " + s.noiseQuantity(),
			About: s.noiseWords(),
			Data:  s.curveData(),
		},
		{
			Name: "Search", File: "search", Height: searchHeight, Some: len(search) > 0, Still: s.search.Still, Write: s.search.Write,
			Title: "Search, " + s.search.Quantity().String(),
			About: s.searchWords(v),
			Data:  search,
		},
		{
			Name: "Transfer table", File: "transfer", Rows: true, Height: s.transfer.Height(), Some: len(r.Transfer().Rows) > 0, Still: s.transfer.Still, Write: s.transfer.Write,
			Title: "Transfer, amplification",
			About: "amplification of each perturbation (row; the reconstructor it was found for has a border) by each reconstructor (column)" + normsOf(r),
			Data:  table("transfer", r.WriteTransfer),
		},
		{
			Name: "Accuracy against stability", File: "accuracy-stability", Height: tradeoffHeight, Some: len(model.Tradeoffs(r)) > 0, Still: s.tradeoff.Still, Write: s.tradeoff.Write,
			Title: "Amplification against clean error",
			About: "largest amplification found for each reconstructor against its error without a perturbation; bars below: Gaussian noise of equal norm" + normsOf(r) + off,
			Data:  table("stability", r.WriteStability),
		},
	}, s.reports.plots()...))
}

func (s *numbers) noiseQuantity() string {
	if s.Noise.PlotsErrors() {
		return "rel. ℓ²"
	}
	return "amplification"
}

// noiseWords say in a caption what the noise curve shows.
func (s *numbers) noiseWords() string {
	words := fmt.Sprintf("%s against the norm ‖e‖/‖y‖, each norm attacked anew: solid the largest found, dashed Gaussian noise of equal norm (mean; bars: 95 %% of draws)", s.noiseQuantity())
	if s.Noise.Bounded() {
		words += ", dotted a proven bound"
	}
	if a := s.view.perturbation.Found(); a != nil {
		words += "; vertical line: ‖e‖/‖y‖" + model.Equals(a.Relative)
	}
	return words
}

// searchWords say in a caption what the curve of the search shows.
func (s *numbers) searchWords(v model.Stability) string {
	a := s.view.perturbation.Found()
	if a == nil {
		return "the search"
	}
	words := fmt.Sprintf("%s for %s (%s), ‖e‖/‖y‖%s at its end", s.search.Quantity(), v.For, model.Spent(a), model.Equals(a.Relative))
	if len(a.Ends) > 1 {
		words += "; a line for each restart"
	}
	if s.search.Quantity() == plots.Amplified && v.Target() >= 0 {
		words += "; dashed: Gaussian noise of equal norm"
	}
	return words
}

// normsOf says which norms the perturbations of the tables have.
func normsOf(r *result.Result) string {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, row := range r.Transfer().Rows {
		lo, hi = math.Min(lo, row.Relative), math.Max(hi, row.Relative)
	}
	switch {
	case lo > hi:
		return ""
	case model.Sig(lo) == model.Sig(hi):
		return "; ‖e‖/‖y‖" + model.Equals(lo)
	}
	return fmt.Sprintf("; ‖e‖/‖y‖ from %s to %s", model.Sig(lo), model.Sig(hi))
}

// curveData are the noise curves, one for each attack that has one.
func (s *numbers) curveData() (list []export.Table) {
	for _, a := range s.view.open.Control.Attacks() {
		if o := a.Output; o != nil && len(o.Curve) > 0 {
			list = append(list, export.Table{Name: recipe.FolderName(o.Name) + "-curve.csv", Write: func(w io.Writer) error { return result.WriteCurve(w, o.Curve) }})
		}
	}
	return list
}

// searchData are the steps of the attack that is shown.
func (s *numbers) searchData() []export.Table {
	a := s.view.perturbation.Found()
	if a == nil || len(a.Steps) == 0 {
		return nil
	}
	return []export.Table{{Name: recipe.FolderName(a.Name) + "-trajectory.csv", Write: func(w io.Writer) error { return result.WriteTrajectory(w, a.Steps) }}}
}
