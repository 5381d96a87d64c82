package figure

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"firenet/recon/imagefile"
)

// Image draws the page at a resolution.
func (p *Page) Image(dpi int) *image.RGBA {
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(p.Width), vg.Length(p.Height)), vgimg.UseDPI(dpi))
	m, _ := c.Image().(*image.RGBA) // what vgimg makes
	p.drawOn(&raster{canvas: c, image: m, scale: float64(dpi) / 72, height: p.Height})
	return m
}

// PNG writes the page as an RGB picture with its resolution, the notes in text chunks.
func (p *Page) PNG(w io.Writer) error {
	m := p.Image(p.dpi)
	var b bytes.Buffer
	// Paper is opaque: both forms of RGBA are the same.
	opaque := &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
	if err := imagefile.WritePNGRGBA(&b, opaque, p.Notes); err != nil {
		return err
	}
	const header = 8 + 25 // signature and IHDR
	for _, part := range [][]byte{b.Bytes()[:header], resolution(p.dpi), b.Bytes()[header:]} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// resolution is a pHYs chunk: pixels per metre [ISO/IEC 15948, 11.3.5.3].
func resolution(dpi int) []byte {
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	body := append([]byte("pHYs"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, perMetre), perMetre)...)
	body = append(body, 1)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
}

// raster draws on gonum/plot's canvas, whose origin is at the lower left. Pictures are put
// into its image directly, so that their pixels are not smoothed.
type raster struct {
	canvas *vgimg.Canvas
	image  *image.RGBA
	scale  float64 // pixels in a point
	height float64
}

func (r *raster) at(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(r.height - y)}
}

func (r *raster) text(t text) {
	r.canvas.SetColor(t.colour)
	x := t.x
	for _, part := range t.runs {
		r.canvas.FillString(face(t.size, part.bold), r.at(x, t.y), part.s)
		x += part.width
	}
}

func (r *raster) box(b box) {
	r.shape(shape{
		[]point{{b.x, b.y}, {b.x + b.w, b.y}, {b.x + b.w, b.y + b.h}, {b.x, b.y + b.h}},
		b.line, b.fill, b.stroke,
	})
}

func (r *raster) shape(s shape) {
	var path vg.Path
	for i, p := range s.points {
		if i == 0 {
			path.Move(r.at(p.x, p.y))
			continue
		}
		path.Line(r.at(p.x, p.y))
	}
	path.Close()
	r.paint(path, s.line, s.fill, s.stroke)
}

func (r *raster) paint(path vg.Path, line float64, fill, stroke color.RGBA) {
	if fill.A > 0 {
		r.canvas.SetColor(fill)
		r.canvas.Fill(path)
	}
	if stroke.A > 0 {
		r.canvas.SetColor(stroke)
		r.canvas.SetLineWidth(vg.Length(math.Max(line, 1/r.scale)))
		r.canvas.Stroke(path)
	}
}

func (r *raster) stroke(s stroke) {
	var path vg.Path
	path.Move(r.at(s.points[0].x, s.points[0].y))
	for _, p := range s.points[1:] {
		path.Line(r.at(p.x, p.y))
	}
	dashes := make([]vg.Length, len(s.dashes))
	for i, length := range s.dashes {
		dashes[i] = vg.Length(length)
	}
	r.canvas.SetLineDash(dashes, 0)
	r.paint(path, s.width, color.RGBA{}, s.colour)
	r.canvas.SetLineDash(nil, 0)
}

func (r *raster) picture(p picture) {
	round := func(v float64) int { return int(math.Round(v * r.scale)) }
	x, y := round(p.x), round(p.y)
	w, h := max(1, round(p.x+p.w)-x), max(1, round(p.y+p.h)-y)
	if p.of != nil { // no row of pixels more than the picture has
		h = max(1, int(float64(w)*float64(p.part.h)/float64(p.part.w)+0.5))
	}
	m := p.pixels(w, h)
	for row := range h {
		if y+row >= r.image.Rect.Max.Y {
			break
		}
		copy(r.image.Pix[r.image.PixOffset(x, y+row):r.image.PixOffset(0, y+row)+4*r.image.Rect.Dx()], m.Pix[m.PixOffset(0, row):m.PixOffset(0, row)+4*w])
	}
}
