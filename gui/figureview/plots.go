package figureview

import (
	"slices"

	"firenet/gui/export"
	"firenet/gui/figure"
	"firenet/gui/form"
)

// somePlots are the plots of the view Stability that there is something to see in.
func (v *Choices) somePlots() []export.Plot {
	return slices.DeleteFunc(v.frame.Plots(), func(p export.Plot) bool { return !p.Some })
}

// showPlotChecks lists them, and the pictures of the answers.
func (v *Choices) showPlotChecks() {
	var names []string
	for _, p := range v.somePlots() {
		names = append(names, p.Name)
	}
	for _, p := range v.reportPictures() {
		names = append(names, p.Title)
	}
	form.SetVisible(v.plotCard, len(names) > 0)
	if slices.Equal(names, v.PlotNames) {
		return
	}
	v.PlotNames = names
	v.PlotChecks.Objects = nil
	for _, name := range names {
		c := form.NewCheck(name, func(on bool) {
			v.on[name] = on
			v.Draw()
		})
		c.Checked = v.on[name]
		v.PlotChecks.Objects = append(v.PlotChecks.Objects, c)
	}
	v.PlotChecks.Refresh()
	v.Cards.Refresh()
}

// onPlots are those that are chosen.
func (v *Choices) onPlots() []export.Plot {
	return slices.DeleteFunc(v.somePlots(), func(p export.Plot) bool { return !v.on[p.Name] })
}

func (v *Choices) chosenPlots() (list []figure.Plot) {
	for _, p := range v.onPlots() {
		list = append(list, p.InFigure())
	}
	return list
}

// plotData are the tables behind them, for beside the figure.
func (v *Choices) plotData() (list []export.Table) {
	for _, p := range v.onPlots() {
		list = append(list, p.Data...)
	}
	return list
}
