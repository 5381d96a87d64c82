package plots

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/look"
	"firenet/gui/model"
)

// typeface is Fyne's font under the name by which gonum/plot finds it.
const typeface = "Noto Sans"

// fonts are Fyne's regular and bold text fonts; gonum/plot's own where they cannot be read.
var fonts = sync.OnceValue(func() *font.Cache {
	var faces font.Collection
	for weight, resource := range map[xfont.Weight]fyne.Resource{
		xfont.WeightNormal: theme.DefaultTextFont(), xfont.WeightBold: theme.DefaultTextBoldFont(),
	} {
		face, err := opentype.Parse(resource.Content())
		if err != nil {
			return font.DefaultCache
		}
		faces = append(faces, font.Face{Font: font.Font{Typeface: typeface, Weight: weight}, Face: face})
	}
	return font.NewCache(faces)
})

// caption is the style of every text in a plot.
func caption(c color.Color, bold bool, x text.XAlignment) text.Style {
	f := font.Font{Typeface: typeface, Size: vg.Length(look.CaptionSize)}
	if bold {
		f.Weight = xfont.WeightBold
	}
	return text.Style{Color: c, Font: f, XAlign: x, YAlign: draw.YBottom, Handler: text.Plain{Fonts: fonts()}}
}

// digits is the height of digits and capitals of the font as a share of its size.
const digits = 0.714

// write writes one line of text whose digits are vertically centred at p.
func write(c draw.Canvas, style text.Style, p vg.Point, txt string) {
	// gonum/plot has the baseline lower than the point by the ascent less the size.
	size := style.Font.Size
	p.Y += style.FontExtents().Ascent - size - digits/2*size
	c.FillText(style, p, txt)
}

// Slots of curves that have a look of their own; reconstructors other than the zero-filled
// one have the slots from 0 on, in their order.
const (
	Truth      = model.TruthSlot
	ZeroFilled = model.BaselineSlot
)

// Colour is that of a slot.
func Colour(p look.Palette, slot int) color.NRGBA {
	switch {
	case slot == Truth:
		return p.Foreground
	case slot < 0:
		return p.ZeroFilled
	}
	return p.Curve(slot)
}

// stroke is the line of a slot: the truth is thin, the zero-filled dashed.
func stroke(p look.Palette, slot int) draw.LineStyle {
	s := draw.LineStyle{Color: Colour(p, slot), Width: 2}
	switch {
	case slot == Truth:
		s.Width = 1
	case slot < 0:
		s.Width, s.Dashes = 1.5, []vg.Length{5, 3}
	}
	return s
}

// marker is the shape at the end of a slot's curve; shapes repeat after the fourth.
func marker(slot int) draw.GlyphDrawer {
	shapes := [...]draw.GlyphDrawer{draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.RingGlyph{}}
	return shapes[max(0, slot)%len(shapes)]
}
