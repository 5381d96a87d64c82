package viewer

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
	"firenet/gui/model"
)

// RowBar is the colour bar of a row of panes: the map from left to right between the ends
// of the window, and a chain that links the panes of the row or gives each its own bar.
type RowBar struct {
	widget.BaseWidget
	panes  []*Pane
	scale  model.Scale
	group  *model.Group
	raster *canvas.Raster
	img    *image.RGBA
	ends   [2]*canvas.Text
	chain  *canvas.Image
	link   *hotspot
}

// NewRowBar is the bar of the pictures on a scale.
func NewRowBar(g *model.Group, s model.Scale) *RowBar {
	b := &RowBar{group: g, scale: s, chain: &canvas.Image{FillMode: canvas.ImageFillContain}}
	b.raster = canvas.NewRaster(b.draw)
	b.raster.ScaleMode = canvas.ImageScalePixels
	for i := range b.ends {
		b.ends[i] = canvas.NewText("", theme.Color(theme.ColorNamePlaceHolder))
		b.ends[i].TextSize = look.CaptionSize
	}
	b.link = newHotspot(b.Toggle)
	g.Listen(func(c model.Change) {
		if c&model.WindowChanged != 0 {
			b.Refresh()
		}
	})
	b.ExtendBaseWidget(b)
	return b
}

// Scale is that of the pictures that the bar is for.
func (b *RowBar) Scale() model.Scale { return b.scale }

// SetPanes says which panes the bar is for.
func (b *RowBar) SetPanes(p []*Pane) {
	b.panes = p
	b.Refresh()
}

// Linked says whether all panes of the row share the scale.
func (b *RowBar) Linked() bool {
	for _, p := range b.panes {
		if !p.ScaleLinked() {
			return false
		}
	}
	return true
}

// Toggle links all panes of the row, or gives each its own scale.
func (b *RowBar) Toggle() {
	on := !b.Linked()
	for _, p := range b.panes {
		p.SetScaleLinked(on)
	}
	b.Refresh()
}

const (
	rowBarWidth  = 112
	rowBarHeight = 8
	rowBarLabel  = 30 // room for a label
)

// MinSize is part of fyne.Widget.
func (b *RowBar) MinSize() fyne.Size {
	return fyne.NewSize(rowBarLabel+rowBarWidth+rowBarLabel+18, 20)
}

// CreateRenderer is part of fyne.Widget.
func (b *RowBar) CreateRenderer() fyne.WidgetRenderer { return &rowBarRenderer{b} }

type rowBarRenderer struct{ bar *RowBar }

func (r *rowBarRenderer) Destroy()           {}
func (r *rowBarRenderer) MinSize() fyne.Size { return r.bar.MinSize() }

func (r *rowBarRenderer) Objects() []fyne.CanvasObject {
	b := r.bar
	return []fyne.CanvasObject{b.ends[0], b.raster, b.ends[1], b.link, b.chain}
}

func (r *rowBarRenderer) Layout(s fyne.Size) {
	b := r.bar
	middle := func(o fyne.CanvasObject, x float32, size fyne.Size) {
		o.Move(fyne.NewPos(x, (s.Height-size.Height)/2))
		o.Resize(size)
	}
	low, high := b.ends[0].MinSize(), b.ends[1].MinSize()
	middle(b.ends[0], rowBarLabel-4-low.Width, low)
	middle(b.raster, rowBarLabel, fyne.NewSize(rowBarWidth, rowBarHeight))
	middle(b.ends[1], rowBarLabel+rowBarWidth+4, high)
	x := rowBarLabel + rowBarWidth + 8 + high.Width
	middle(b.chain, x, fyne.NewSquareSize(14))
	middle(b.link, x-3, fyne.NewSquareSize(20))
}

func (r *rowBarRenderer) Refresh() {
	b := r.bar
	w := b.group.Window(b.scale)
	for i, v := range []float64{w.Lo, w.Hi} {
		b.ends[i].Text = scaleLabel(v, b.scale)
		b.ends[i].Color = theme.Color(theme.ColorNamePlaceHolder)
		b.ends[i].Refresh()
	}
	b.chain.Resource = look.Chain(theme.ColorNamePrimary)
	if !b.Linked() {
		b.chain.Resource = look.ChainOpen(theme.ColorNameWarning)
	}
	b.chain.Refresh()
	b.raster.Refresh()
	r.Layout(b.Size())
}

// draw fills the bar from its smallest value to the right.
func (b *RowBar) draw(w, h int) image.Image {
	b.img = resized(b.img, max(w, 1), max(h, 1))
	palette := look.Current()
	m := b.group.Map(b.scale).Map(palette.Dark)
	rim := opaque(palette.Separator)
	for x := range w {
		c := m.At((float64(x) + 0.5) / float64(w))
		for y := range h {
			at := c
			if x == 0 || x == w-1 || y == 0 || y == h-1 {
				at = rim
			}
			b.img.SetRGBA(x, y, at)
		}
	}
	return b.img
}
