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
	palette := look.Light()
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
	if empty := c.paint(draw.NewCanvas(canvas, size[0], size[1]), palette); empty != "" {
		return fmt.Errorf("there is nothing to write: %s", empty)
	}
	_, err := canvas.WriteTo(w)
	return err
}
