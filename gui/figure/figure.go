package figure

import (
	"fmt"
	"image/color"

	"firenet/gui/model"
	"firenet/recon/colormap"
)

// Figure is what is drawn.
type Figure struct {
	Rows    [][]Cell // a cell without a picture stays free
	Plots   []Plot   // below the pictures
	Caption string   // below; empty: none
	Title   string   // of the file
	// Notes travel in the file: keyword to content, such as the recipe. Keywords are
	// ASCII.
	Notes map[string]string
}

// Cell is one picture of the grid.
type Cell struct {
	Picture  *model.Picture
	Title    string
	Measures []model.Measure
	Window   model.Window
	Map      *colormap.Map
	About    string // in the caption
	Plain    bool   // neither inset nor a share in the colour bar of its row: a spectrum, a mask
	NoInset  bool
}

// Bars says where colour bars stand.
type Bars int

// The choices of colour bars.
const (
	NoBars Bars = iota
	RowBars
	CellBars
)

// Inset is a part of each picture that is shown larger in a corner.
type Inset struct {
	Size     int // side of the part in pixels; 0: no inset
	Factor   int // magnification over the picture
	Row, Col int // its middle
}

// Options are how the figure is drawn.
type Options struct {
	Width    float64 // in millimetres
	DPI      int     // of a PNG; in SVG and PDF it limits how finely pictures are embedded
	FontSize float64 // of the titles, in points
	Titles   bool    // with letters a, b, c
	Metrics  bool
	Bars     Bars
	Inset    Inset
	ScaleBar int // length in pixels; 0: none
}

// Widths of columns in journals, in millimetres.
const (
	OneColumn  = 89.0
	OneAndHalf = 120.0
	TwoColumns = 183.0
)

// DefaultOptions are those of a figure over two columns.
func DefaultOptions() Options {
	return Options{
		Width: TwoColumns, DPI: 600, FontSize: 7, Titles: true, Metrics: true, Bars: RowBars,
		Inset: Inset{Factor: 2},
	}
}

// Limits of options.
const (
	MinWidth, MaxWidth = 30, 500 // mm
	MinDPI, MaxDPI     = 50, 2400
	MinFont, MaxFont   = 4, 20
	maxPixels          = 200 << 20
)

// Check says what cannot be drawn.
func (o Options) Check() error {
	switch {
	case !(o.Width >= MinWidth && o.Width <= MaxWidth):
		return fmt.Errorf("width %g mm: use %d to %d mm, for example 89 for one column", o.Width, MinWidth, MaxWidth)
	case o.DPI < MinDPI || o.DPI > MaxDPI:
		return fmt.Errorf("resolution %d dpi: use %d to %d dpi, for example 600 for print", o.DPI, MinDPI, MaxDPI)
	case !(o.FontSize >= MinFont && o.FontSize <= MaxFont):
		return fmt.Errorf("font size %g pt: use %d to %d pt, for example 7", o.FontSize, MinFont, MaxFont)
	}
	return nil
}

// Compose arranges images in so many columns, and what belongs to each in a row below:
// below is empty, or as long as images.
func Compose(images, below []Cell, columns int) [][]Cell {
	columns = max(1, min(columns, len(images)))
	var rows [][]Cell
	for from := 0; from < len(images); from += columns {
		to := min(from+columns, len(images))
		rows = append(rows, images[from:to])
		if len(below) > 0 {
			rows = append(rows, below[from:to])
		}
	}
	return rows
}

// Colours of a figure, on white.
var (
	ink   = color.RGBA{0x16, 0x19, 0x1D, 0xFF}
	hair  = color.RGBA{0xB4, 0xBB, 0xC3, 0xFF}
	mark  = color.RGBA{0xFF, 0xD5, 0x4A, 0xFF}
	white = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	black = color.RGBA{0, 0, 0, 0xFF}
)
