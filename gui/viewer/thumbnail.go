package viewer

import (
	"image"
	"image/color"

	"firenet/gui/look"
	"firenet/gui/model"
)

// Thumbnail draws a picture into a small square.
func Thumbnail(p *model.Picture, window model.Window, side int) image.Image {
	if p == nil {
		return nil
	}
	dst := image.NewRGBA(image.Rect(0, 0, side, side))
	var r model.Renderer
	palette := look.Current()
	surround := palette.Surround
	f := model.Fitted().Frame(p.Shape, side, side)
	r.Render(dst, p, f, window, p.Kind().DefaultMap().Map(palette.Dark), rgba(surround))
	return dst
}

func rgba(c color.NRGBA) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }
