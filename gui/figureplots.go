package gui

import (
	"slices"

	"firenet/gui/figure"
	"firenet/gui/form"
)

// somePlots are the plots of the view Stability that there is something to see in.
func (v *figureView) somePlots() []labPlot {
	return slices.DeleteFunc(v.w.labSide.plots(), func(p labPlot) bool { return !p.some })
}

// showPlotChecks lists them.
func (v *figureView) showPlotChecks() {
	var names []string
	for _, p := range v.somePlots() {
		names = append(names, p.name)
	}
	show(v.plotCard, len(names) > 0)
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
func (v *figureView) onPlots() []labPlot {
	return slices.DeleteFunc(v.somePlots(), func(p labPlot) bool { return !v.on[p.name] })
}

func (v *figureView) chosenPlots() (list []figure.Plot) {
	for _, p := range v.onPlots() {
		list = append(list, p.inFigure())
	}
	return list
}

// plotData are the tables behind them, for beside the figure.
func (v *figureView) plotData() (list []namedData) {
	for _, p := range v.onPlots() {
		list = append(list, p.data...)
	}
	return list
}
