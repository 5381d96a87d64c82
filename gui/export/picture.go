package export

import (
	"image"
	"image/color"
	"image/draw"
	"io"
	"strconv"

	"firenet/gui/model"
	"firenet/recon/colormap"
	"firenet/recon/imagefile"
)

// WritePicture writes a picture as a PNG of its size, in the colours that it is shown in. The
// window travels in the file.
func WritePicture(out io.Writer, p *model.Picture, w model.Window, m *colormap.Map) error {
	drawn := image.NewRGBA(image.Rect(0, 0, p.W, p.H))
	var r model.Renderer
	r.Render(drawn, p, model.Fitted().Frame(p.Shape, p.W, p.H), w, m, color.RGBA{255, 255, 255, 255})
	opaque := image.NewNRGBA(drawn.Rect)
	draw.Draw(opaque, drawn.Rect, drawn, image.Point{}, draw.Src)
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	return imagefile.WritePNGRGBA(out, opaque, map[string]string{imagefile.WindowLow: number(w.Lo), imagefile.WindowHigh: number(w.Hi)})
}
