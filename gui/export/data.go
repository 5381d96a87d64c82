package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/result"
)

// Data is what a pane shows, as computed.
type Data struct {
	Array  *array.Complex
	Mask   *array.Mask // in place of the array
	Single bool        // every number is one of single precision
	Shown  *model.Picture
}

// NPY writes the numbers as they were computed: complex; real where they are a real image.
func (e Data) NPY(out io.Writer) error {
	switch {
	case e.Mask != nil:
		return imagefile.WriteNPYMask(out, e.Mask)
	case !e.Single && e.Array.IsReal():
		return imagefile.WriteNPYReal(out, e.Array.Shape, e.Array.RealParts())
	}
	return imagefile.WriteNPY(out, e.Array, e.Single)
}

// TIFF writes the values that are shown, in single precision, without a window.
func (e Data) TIFF(out io.Writer) error {
	values := make([]float64, 0, e.Shown.Len())
	for row := range e.Shown.H {
		values = append(values, e.Shown.Row(row)...)
	}
	return imagefile.WriteTIFF(out, e.Shown.Shape, values)
}

// WriteCurves writes the layers of all reconstructors below one another.
func WriteCurves(out io.Writer, tracks []*control.Track) error {
	c := csv.NewWriter(out)
	rows := [][]string{{"reconstructor", "layer", "block", "relative_l2", "objective", "residual"}}
	for _, t := range tracks {
		for _, p := range t.Points {
			rows = append(rows, []string{
				t.Name, strconv.Itoa(p.Layer), strconv.Itoa(p.Block), number(p.RelativeL2), number(p.Objective), number(p.Residual),
			})
		}
	}
	return c.WriteAll(rows)
}

// WriteMetrics writes the table of metrics, as a run in a folder has it.
func WriteMetrics(out io.Writer, tracks []*control.Track) error {
	var r result.Result
	for _, t := range tracks {
		if t.Output != nil {
			r.Outputs = append(r.Outputs, t.Output)
		}
	}
	return r.WriteMetrics(out)
}

// number is the shortest text that reads back as x; empty for what is not known.
func number(x float64) string {
	if x != x {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
