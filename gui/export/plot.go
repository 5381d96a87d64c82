package export

import (
	"io"

	"firenet/gui/figure"
	"firenet/gui/plots"
)

// Plot is one of the plots of the view Stability, as it goes into files and figures.
type Plot struct {
	Name, File string // what it is called, and in names of files
	Height     float32
	Rows       bool // it has the height of its rows everywhere
	Some       bool // there is something to see
	Still      func() plots.Still
	Write      func(io.Writer, string, float32) error
	Title      string // in a figure
	About      string // in its caption
	Data       []Table
}

// Table is what is plotted, as a table.
type Table struct {
	Name  string
	Write func(io.Writer) error
}

// inFigureHeight is that of a plot in a figure, in units of the screen.
const inFigureHeight = 210

// InFigure is the plot as a part of a figure. All plots have one height there, but for tables,
// which have that of their rows.
func (p Plot) InFigure() figure.Plot {
	height := float32(inFigureHeight)
	if p.Rows {
		height = p.Height
	}
	return figure.Plot{Title: p.Title, About: p.About, Height: float64(height), TextSize: float64(plots.TextSize), Draw: p.Still()}
}
