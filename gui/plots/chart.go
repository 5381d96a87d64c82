package plots

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"firenet/gui/look"
)

// Margins are left free around the area of the data, in Fyne's units.
type Margins struct{ Left, Right, Top, Bottom float32 }

// Scene is what a chart hands to the function that draws it. Lengths are Fyne's units.
type Scene struct {
	Plot    *plot.Plot
	Palette look.Palette
	Canvas  draw.Canvas // all of the chart
	Area    draw.Canvas // that of the data

	labels []vg.Rectangle // texts that others should stay away from
}

// Chart is a plot in one raster, drawn at the resolution of the screen.
type Chart struct {
	widget.BaseWidget
	margins Margins
	raster  *canvas.Raster
	min     fyne.Size

	// setUp gives the plot its axes and plotters; it returns a text to show instead if
	// there is nothing to plot.
	setUp func(*Scene) (empty string)
}

// NewChart returns a chart with margins. setUp is called for each drawing: it sets the
// ranges of the axes and adds plotters, or returns the text that an empty chart shows.
func NewChart(m Margins, setUp func(*Scene) (empty string)) *Chart {
	c := &Chart{}
	c.init(m, setUp)
	c.ExtendBaseWidget(c)
	return c
}

func (c *Chart) init(m Margins, setUp func(*Scene) string) {
	c.margins, c.setUp, c.min = m, setUp, fyne.NewSize(160, 80)
	c.raster = canvas.NewRaster(c.draw)
	c.raster.ScaleMode = canvas.ImageScalePixels
}

// CreateRenderer is part of fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer { return &renderer{c} }

// MinSize is the smallest size at which the chart can be read.
func (c *Chart) MinSize() fyne.Size { return c.min }

type renderer struct{ chart *Chart }

func (r *renderer) Layout(s fyne.Size)           { r.chart.raster.Resize(s) }
func (r *renderer) MinSize() fyne.Size           { return r.chart.min }
func (r *renderer) Refresh()                     { r.chart.raster.Refresh() }
func (r *renderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.chart.raster} }
func (r *renderer) Destroy()                     {}

// draw is called by Fyne for w x h device pixels. A unit of gonum/plot, a point, is one of
// Fyne's here.
func (c *Chart) draw(w, h int) image.Image {
	size := c.raster.Size()
	if w <= 0 || h <= 0 || size.Width <= 0 {
		return image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	}
	dpi := max(1, int(math.Round(72*float64(w)/float64(size.Width))))
	points := func(n int) vg.Length { return vg.Length(n) / vg.Length(dpi) * vg.Inch }
	palette := look.Current()
	img := vgimg.NewWith(vgimg.UseWH(points(w), points(h)), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(palette.Panel))
	c.paint(draw.New(img), palette)
	return img.Image()
}

// paint draws the chart, or says in it what there is to say in place of a plot.
func (c *Chart) paint(on draw.Canvas, palette look.Palette) (empty string) {
	p := plot.New()
	p.HideAxes()
	p.X.Padding, p.Y.Padding = 0, 0
	p.BackgroundColor = nil
	s := &Scene{Plot: p, Palette: palette, Canvas: on}
	s.Area = draw.Crop(s.Canvas, vg.Length(c.margins.Left), -vg.Length(c.margins.Right),
		vg.Length(c.margins.Bottom), -vg.Length(c.margins.Top))
	if empty := c.setUp(s); empty != "" {
		write(s.Canvas, caption(palette.Muted, false, draw.XCenter), s.Canvas.Center(), empty)
		return empty
	}
	if s.Area.Size().X > 1 && s.Area.Size().Y > 1 {
		p.Draw(s.Area)
	}
	return ""
}
