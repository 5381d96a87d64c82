package plots

import (
	"fmt"
	"image/color"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"firenet/gui/look"
)

// Sizes of a chart in a file: that of a column of a journal.
const (
	fileWidth = 252 // points, 89 mm
	fileDPI   = 600
)

// Write writes the chart as it is, in light colours on white, one column of a journal wide:
// as PNG of 600 dpi, or as SVG. height is in points. A chart that has nothing to show is an
// error.
func (c *Chart) Write(w io.Writer, format string, height float32) error {
	size := [2]vg.Length{fileWidth, vg.Length(height)}
	var canvas vg.CanvasWriterTo
	switch format {
	case "png":
		canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(size[0], size[1]), vgimg.UseDPI(fileDPI), vgimg.UseBackgroundColor(color.White))}
	case "svg":
		canvas = vgsvg.New(size[0], size[1])
	default:
		return fmt.Errorf("plots are written as png or svg, not as %q", format)
	}
	if err := c.onPaper(draw.NewCanvas(canvas, size[0], size[1])); err != nil {
		return err
	}
	_, err := canvas.WriteTo(w)
	return err
}

// TextSize is the size of the texts of every chart, in the units of its canvas.
const TextSize = look.CaptionSize

// Still is a chart as it was when it was asked for. It draws it in light colours on a canvas
// of any size and on any goroutine, whatever the chart shows by then; a chart that has
// nothing to show is an error.
type Still func(draw.Canvas) error

func (c *Chart) onPaper(on draw.Canvas) error {
	if empty := c.paint(on, look.Light()); empty != "" {
		return fmt.Errorf("there is nothing to draw: %s", empty)
	}
	return nil
}

// still is a chart that only draws.
func still(m Margins, setUp func(*Scene) string) Still {
	c := &Chart{margins: m, setUp: setUp}
	return c.onPaper
}
