package gui

import (
	"slices"

	"firenet/gui/export"
	"firenet/gui/figure"
	"firenet/gui/form"
)

// somePlots are the plots of the view Stability that there is something to see in.
func (v *figureView) somePlots() []export.Plot {
	return slices.DeleteFunc(v.w.labSide.plots(), func(p export.Plot) bool { return !p.Some })
}

// showPlotChecks lists them.
func (v *figureView) showPlotChecks() {
	var names []string
	for _, p := range v.somePlots() {
		names = append(names, p.Name)
	}
	form.SetVisible(v.plotCard, len(names) > 0)
	if slices.Equal(names, v.plotted) {
		return
	}
	v.plotted = names
	v.plots.Objects = nil
	for _, name := range names {
		c := form.NewCheck(name, func(on bool) {
			v.on[name] = on
			v.show()
		})
		c.Checked = v.on[name]
		v.plots.Objects = append(v.plots.Objects, c)
	}
	v.plots.Refresh()
	v.left.Refresh()
}

// onPlots are those that are chosen.
func (v *figureView) onPlots() []export.Plot {
	return slices.DeleteFunc(v.somePlots(), func(p export.Plot) bool { return !v.on[p.Name] })
}

func (v *figureView) chosenPlots() (list []figure.Plot) {
	for _, p := range v.onPlots() {
		list = append(list, p.InFigure())
	}
	return list
}

// plotData are the tables behind them, for beside the figure.
func (v *figureView) plotData() (list []export.Table) {
	for _, p := range v.onPlots() {
		list = append(list, p.Data...)
	}
	return list
}
