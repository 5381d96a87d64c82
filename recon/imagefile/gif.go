package imagefile

import (
	"bufio"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"io"
	"strings"
)

// decodeGIF reads the first frame, or the one asked for as it is seen after the frames
// before it. The picture is the logical screen; what no frame covers is transparent.
func decodeGIF(src source, o Options) (*samples, error) {
	screen, frames, err := gifFrames(src)
	if err != nil {
		return nil, decodeError("GIF", err)
	}
	if err := o.within("GIF", int64(screen.Y), int64(screen.X)); err != nil {
		return nil, err
	}
	first := 0
	if o.Slice == nil {
		o.Slice = &first
	}
	k, err := o.choose(len(frames))
	if err != nil {
		return nil, err
	}
	area := int64(0)
	for _, f := range frames[:k+1] {
		area += f.area
	}
	if limit := o.limit(); area > 4*limit {
		return nil, tooLarge("choose an earlier frame", "GIF: the %d frames up to this one have %d pixels", k+1, area)
	}
	// The stream is ended behind the frame wanted: later ones are not decoded.
	r := io.MultiReader(io.NewSectionReader(src, 0, frames[k].end), strings.NewReader(";"))
	g, err := gif.DecodeAll(bufio.NewReader(r))
	if err != nil {
		return nil, decodeError("GIF", err)
	}
	s, err := raster("GIF", compose(g, screen))
	if err != nil {
		return nil, err
	}
	s.slices, s.slice = len(frames), k
	return s, nil
}

// compose draws the frames over each other and returns what is seen at the last one. A
// single frame that covers the screen stays paletted.
func compose(g *gif.GIF, screen image.Point) image.Image {
	bounds := image.Rectangle{Max: screen}
	if len(g.Image) == 1 && g.Image[0].Rect == bounds {
		return g.Image[0]
	}
	canvas := image.NewNRGBA(bounds)
	var before *image.NRGBA
	for i, frame := range g.Image {
		last := i == len(g.Image)-1
		if !last && g.Disposal[i] == gif.DisposalPrevious {
			before = &image.NRGBA{Pix: append([]byte(nil), canvas.Pix...), Stride: canvas.Stride, Rect: canvas.Rect}
		}
		draw.Draw(canvas, frame.Rect, frame, frame.Rect.Min, draw.Over)
		if last {
			break
		}
		switch g.Disposal[i] {
		case gif.DisposalBackground:
			draw.Draw(canvas, frame.Rect, image.NewUniform(color.Transparent), image.Point{}, draw.Src)
		case gif.DisposalPrevious:
			canvas = before
		}
	}
	return canvas
}

type gifFrame struct {
	area int64 // pixels
	end  int64 // offset behind its last block
}

// gifFrames walks the blocks [GIF89a, appendix A] without decompressing anything.
func gifFrames(src source) (screen image.Point, frames []gifFrame, err error) {
	r := &gifBlocks{w: newWindow(src, 1)}
	head := r.next(13)
	if r.err != nil {
		return screen, nil, r.err
	}
	le := binary.LittleEndian
	screen = image.Pt(int(le.Uint16(head[6:])), int(le.Uint16(head[8:])))
	r.table(head[10])
	for r.err == nil {
		kind := r.next(1)
		if r.err != nil {
			break
		}
		switch kind[0] {
		case ',': // image descriptor, colour table, code size, data
			d := r.next(9)
			if r.err != nil {
				break
			}
			area := int64(le.Uint16(d[4:])) * int64(le.Uint16(d[6:]))
			r.table(d[8])
			r.next(1)
			r.blocks()
			frames = append(frames, gifFrame{area, r.off})
		case '!': // extension
			r.next(1)
			r.blocks()
		case ';':
			if len(frames) == 0 {
				return screen, nil, malformed(damaged, "GIF: no frames")
			}
			return screen, frames, nil
		default:
			return screen, nil, malformed(damaged, "GIF: unknown block 0x%02x", kind[0])
		}
	}
	return screen, nil, r.err
}

// gifBlocks reads on and keeps the first error.
type gifBlocks struct {
	w   *window
	off int64
	err error
}

func (r *gifBlocks) next(n int64) []byte {
	if r.err != nil {
		return nil
	}
	b, err := r.w.at(r.off, n)
	r.off, r.err = r.off+n, err
	return b
}

// table passes over a colour table if flags announce one.
func (r *gifBlocks) table(flags byte) {
	if flags&0x80 != 0 {
		r.off += 3 << (flags&7 + 1)
	}
}

// blocks passes over sub-blocks up to their end.
func (r *gifBlocks) blocks() {
	for {
		n := r.next(1)
		if r.err != nil || n[0] == 0 {
			return
		}
		r.off += int64(n[0])
	}
}
