package gui

import (
	"fmt"
	"io"
	"math"

	"firenet/gui/figure"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// labPlot is one of the plots of the view Stability, as it goes into files and figures.
type labPlot struct {
	name, file string // what it is called, and in names of files
	height     float32
	some       bool // there is something to see
	still      func() plots.Still
	write      func(io.Writer, string, float32) error
	title      string // in a figure
	about      string // in its caption
	data       []namedData
}

// namedData is what is plotted, as a table.
type namedData struct {
	name  string
	write func(io.Writer) error
}

// plots are those of the attack that is shown and of all of them, whether or not the tab has
// been seen since they changed.
func (s *labSide) plots() []labPlot {
	v := s.w.lab.shown()
	s.showSearch(v)
	s.showNoise()
	r := s.w.control.Result()
	if r == nil {
		r = &result.Result{}
	} else {
		s.showTables(r)
	}
	table := func(name string, write func(io.Writer) error) []namedData { return []namedData{{name + ".csv", write}} }
	search, off := s.searchData(), offAxes(r, s.w.shortNames())
	if off != "" {
		off = "; " + off
	}
	return []labPlot{
		{
			"Noise curve", "noise-curve", noiseHeight, s.noiseLines() != nil, s.noise.Still, s.noise.Write,
			"Noise curve, " + s.noiseQuantity(), s.noiseWords(), s.curveData(),
		},
		{
			"Search", "search", searchHeight, len(search) > 0, s.search.Still, s.search.Write,
			"Search, " + s.search.Quantity().String(), s.searchWords(v), search,
		},
		{
			"Transfer table", "transfer", s.transfer.Height(), len(r.Transfer().Rows) > 0, s.transfer.Still, s.transfer.Write,
			"Transfer, amplification", "amplification of each perturbation (row; the reconstructor it was found for has a border) by each reconstructor (column)" + normsOf(r),
			table("transfer", r.WriteTransfer),
		},
		{
			"Accuracy against stability", "accuracy-stability", tradeoffHeight, len(model.Tradeoffs(r)) > 0, s.tradeoff.Still, s.tradeoff.Write,
			"Amplification against clean error", "largest amplification found for each reconstructor against its error without a perturbation; bars below: Gaussian noise of equal norm" + normsOf(r) + off,
			table("stability", r.WriteStability),
		},
		{
			"Can you see it?", "visibility", visibleHeight, len(r.Visibility) > 0, s.visible.Still, s.visible.Write,
			"Share of a detail that is shown", "share of the contrast of an inserted detail that each reconstruction shows; dashed: what its error reaches where there is nothing; line: half",
			table("visibility", r.WriteVisibility),
		},
	}
}

// inFigure is the plot as a part of a figure. All plots have one height there, but for tables,
// which have that of their rows.
func (p labPlot) inFigure() figure.Plot {
	height := float32(figurePlotHeight)
	if p.file == "transfer" {
		height = p.height
	}
	return figure.Plot{Title: p.title, About: p.about, Height: float64(height), TextSize: float64(plots.TextSize), Draw: p.still()}
}

// figurePlotHeight is that of a plot in a figure, in units of the screen.
const figurePlotHeight = 210

func (s *labSide) noiseQuantity() string {
	if s.noise.PlotsErrors() {
		return "rel. ℓ²"
	}
	return "amplification"
}

// noiseWords say in a caption what the noise curve shows.
func (s *labSide) noiseWords() string {
	words := fmt.Sprintf("%s against the norm ‖e‖/‖y‖, each norm attacked anew: solid the largest found, dashed Gaussian noise of equal norm (mean; bars: 95 %% of draws)", s.noiseQuantity())
	if s.noise.Bounded() {
		words += ", dotted a proven bound"
	}
	if a := s.w.lab.found(); a != nil {
		words += "; vertical line: ‖e‖/‖y‖" + equals(a.Relative)
	}
	return words
}

// searchWords say in a caption what the curve of the search shows.
func (s *labSide) searchWords(v model.Stability) string {
	a := s.w.lab.found()
	if a == nil {
		return "the search"
	}
	words := fmt.Sprintf("%s for %s (%s), ‖e‖/‖y‖%s at its end", s.search.Quantity(), v.For, model.Spent(a), equals(a.Relative))
	if len(a.Ends) > 1 {
		words += "; a line for each restart"
	}
	if s.search.Quantity() == plots.Amplified && v.Target() >= 0 {
		words += "; dashed: Gaussian noise of equal norm"
	}
	return words
}

// equals is " = 0.05" as a caption has it.
func equals(v float64) string { return "\u00a0=\u00a0" + model.Sig(v) }

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
		return "; ‖e‖/‖y‖" + equals(lo)
	}
	return fmt.Sprintf("; ‖e‖/‖y‖ from %s to %s", model.Sig(lo), model.Sig(hi))
}

// curveData are the noise curves, one for each attack that has one.
func (s *labSide) curveData() (list []namedData) {
	for _, a := range s.w.control.Attacks() {
		if o := a.Output; o != nil && len(o.Curve) > 0 {
			list = append(list, namedData{recipe.FolderName(o.Name) + "-curve.csv", func(w io.Writer) error { return result.WriteCurve(w, o.Curve) }})
		}
	}
	return list
}

// searchData are the steps of the attack that is shown.
func (s *labSide) searchData() []namedData {
	a := s.w.lab.found()
	if a == nil || len(a.Steps) == 0 {
		return nil
	}
	return []namedData{{recipe.FolderName(a.Name) + "-trajectory.csv", func(w io.Writer) error { return result.WriteTrajectory(w, a.Steps) }}}
}
