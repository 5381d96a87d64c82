package viewer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/look"
	"firenet/gui/model"
)

// Measures of a pane; with them a pane of 308 x 304 shows 256 x 256.
const (
	barRow    float32 = 24 // header and footer
	inset     float32 = 4  // beside the picture
	barGap    float32 = 6  // between picture and colour bar
	rightSide         = barGap + barWidth + labelSpace + 2
	barHeight float32 = 4 // of the progress
)

// parts are the objects of a pane and their layout.
type parts struct {
	pane     *Pane
	ground   *canvas.Rectangle
	edge     *canvas.Rectangle
	title    *line
	value    *line
	caret    *canvas.Image
	menu     *hotspot
	surface  *surface
	bar      *colorBar
	chain    *canvas.Image
	link     *hotspot
	numbers  *line
	others   *line
	track    *canvas.Rectangle
	fill     *canvas.Rectangle
	plate    *canvas.Rectangle
	badge    *line
	reading  *canvas.Rectangle // behind a read-out on the picture
	corners  [2]*corner
	note     *fyne.Container
	noteText string
	objects  []fyne.CanvasObject
}

func newParts(p *Pane) *parts {
	w := &parts{
		pane: p, ground: &canvas.Rectangle{CornerRadius: look.Radius},
		edge:  &canvas.Rectangle{CornerRadius: look.Radius, FillColor: color.Transparent},
		title: &line{}, value: &line{}, numbers: &line{}, others: &line{}, badge: &line{},
		caret: &canvas.Image{FillMode: canvas.ImageFillContain},
		chain: &canvas.Image{FillMode: canvas.ImageFillContain},
		bar:   newColorBar(), surface: newSurface(p),
		track: &canvas.Rectangle{}, fill: &canvas.Rectangle{},
		plate:   &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1},
		reading: &canvas.Rectangle{CornerRadius: look.Radius, StrokeWidth: 1},
		note:    container.NewStack(),
	}
	w.menu = newHotspot(w.openMenu)
	w.link = newHotspot(func() { p.SetScaleLinked(!p.ScaleLinked()) })
	w.objects = append([]fyne.CanvasObject{w.ground, w.surface}, w.bar.objects()...)
	// In a pane without header and bar the menu and the read-out stand on the picture.
	w.objects = append(w.objects, w.link, w.chain, &w.numbers.Container, &w.others.Container, w.track, w.fill, w.plate,
		w.menu, &w.title.Container, w.caret, &w.badge.Container, w.reading, &w.value.Container)
	for i := range w.corners {
		w.corners[i] = newCorner()
		w.objects = append(w.objects, w.corners[i].objects()...)
	}
	w.objects = append(w.objects, w.note, w.edge)
	return w
}

// CreateRenderer is part of fyne.Widget.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer {
	p.parts.Refresh()
	return p.parts
}

// Destroy is part of fyne.WidgetRenderer. Fyne calls it when the pane has not been seen for
// a minute; it makes the renderer anew when it is.
func (w *parts) Destroy() { w.surface.forget() }

// Objects is part of fyne.WidgetRenderer.
func (w *parts) Objects() []fyne.CanvasObject { return w.objects }

// MinSize leaves room for a picture of 64 x 64.
func (w *parts) MinSize() fyne.Size {
	return fyne.NewSize(inset+64+rightSide, 2*barRow+64)
}

// Layout is part of fyne.WidgetRenderer.
func (w *parts) Layout(size fyne.Size) {
	w.ground.Resize(size)
	at, picture := w.picture(size)
	w.surface.Move(at)
	w.surface.Resize(picture)
	w.note.Move(at)
	w.note.Resize(picture)
	w.placeBar()
	w.border()
	w.header()
	w.readOut()
	w.footer()
	w.status()
}

// picture is where the picture stands in a pane of a size.
func (w *parts) picture(size fyne.Size) (fyne.Position, fyne.Size) {
	head, right := w.headRow(), float32(rightSide)
	if !w.hasBar() {
		right = inset
	}
	return fyne.NewPos(inset, head),
		fyne.NewSize(max(1, size.Width-inset-right), max(1, size.Height-head-barRow))
}

// headRow is the height of the header: a bare pane has none.
func (w *parts) headRow() float32 {
	switch {
	case w.pane.Barless:
		return 0
	case w.pane.Bare:
		return inset
	}
	return barRow
}

// hasBar says whether the pane has a colour bar of its own.
func (w *parts) hasBar() bool { return !w.pane.Barless || !w.pane.ScaleLinked() }

// Refresh is called by Fyne when the theme changes.
func (w *parts) Refresh() {
	palette := look.Current()
	w.ground.FillColor = palette.Panel
	w.ground.Refresh()
	w.caret.Resource = look.Caret(theme.ColorNamePlaceHolder)
	w.caret.Refresh()
	w.track.FillColor, w.fill.FillColor, w.plate.FillColor = palette.Button, palette.Primary, palette.Panel
	w.plate.StrokeColor = palette.Separator
	w.reading.FillColor, w.reading.StrokeColor = palette.Panel, palette.Separator
	for _, r := range []*canvas.Rectangle{w.track, w.fill, w.plate, w.reading} {
		r.Refresh()
	}
	w.noteText = "" // its colours may have changed
	w.message()
	w.scale()
	w.Layout(w.pane.Size())
	w.surface.redraw(false)
}

// border marks the focus and a pane that something is dragged over.
func (w *parts) border() {
	palette := look.Current()
	w.edge.StrokeWidth, w.edge.StrokeColor, w.edge.FillColor = 0, color.Transparent, color.Transparent
	if w.pane.focused || w.pane.target {
		w.edge.StrokeWidth, w.edge.StrokeColor = 2, palette.Primary
	}
	if w.pane.target {
		ground := palette.Primary
		ground.A = 0x30
		w.edge.FillColor = ground
	}
	w.edge.Move(fyne.NewPos(0, 0))
	w.edge.Resize(w.pane.Size())
	w.edge.Refresh()
}

// header writes name and facts, and places the chevron behind them.
func (w *parts) header() {
	palette := look.Current()
	w.title.set([]run{
		{text: w.pane.name, color: palette.Foreground, bold: true, size: look.TextSize},
		{text: w.pane.facts, color: palette.Muted, size: look.CaptionSize, gap: 4, elide: true},
	})
	if w.pane.Bare {
		w.title.Hide()
		if !w.pane.Barless { // there it stands on the picture
			w.value.Hide()
		}
	}
	if w.pane.Barless {
		return // its menu is that of the label
	}
	room := w.pane.Size().Width - 8 - 24 - 104 // of the chevron, and of the widest read-out
	end := w.title.place(8, 0, barRow, room)
	w.menu.Move(fyne.NewPos(4, 2))
	w.menu.Resize(fyne.NewSize(end+22-4, barRow-4))
	w.caret.Move(fyne.NewPos(end+4, (barRow-look.IconSize)/2))
	w.caret.Resize(fyne.NewSquareSize(look.IconSize))
	if w.pane.OnMenu == nil || w.pane.Bare {
		w.caret.Hide()
		w.menu.Hide()
	} else {
		w.caret.Show()
		w.menu.Show()
	}
}

func (w *parts) openMenu() {
	if w.pane.OnMenu != nil {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.pane)
		w.pane.OnMenu(at.AddXY(4, barRow))
	}
}

// readOut writes the value at the marked pixel, aligned to the right.
func (w *parts) readOut() {
	palette, p := look.Current(), w.pane
	var value, argument string
	if c := p.group.Cursor(); c.Shown && p.picture != nil && p.note == nil {
		value, argument = p.picture.ReadOut(c.Row, c.Col)
	}
	runs := []run{{text: value, color: palette.Foreground, monospace: true, size: look.CaptionSize}}
	if argument != "" {
		runs = append(runs, run{text: argument, color: palette.Muted, monospace: true, size: look.CaptionSize, gap: 6})
	}
	w.value.set(runs)
	width := w.value.width(0, len(runs))
	w.reading.Hide()
	if !p.Barless {
		w.value.place(p.Size().Width-4-width, 0, barRow, width+1)
		return
	}
	at, size := w.picture(p.Size())
	if value != "" {
		left := at.X + size.Width - width - 10
		w.reading.Move(fyne.NewPos(left, at.Y+4))
		w.reading.Resize(fyne.NewSize(width+6, 18))
		w.reading.Show()
		w.value.place(left+3, at.Y+4, 18, width+1)
	}
}

// scale brings colour bar and chain up to date.
func (w *parts) scale() {
	p := w.pane
	on := p.picture != nil && p.note == nil && w.hasBar()
	w.bar.show(on)
	if !on {
		w.chain.Hide()
		w.link.Hide()
		return
	}
	w.bar.set(p.picture, p.Map(), p.Window(), look.Current())
	w.chain.Resource = look.Chain(theme.ColorNamePlaceHolder)
	if !p.ScaleLinked() {
		w.chain.Resource = look.ChainOpen(theme.ColorNameWarning)
	}
	w.chain.Show()
	w.link.Show()
	w.chain.Refresh()
	w.placeBar()
}

// placeBar puts the colour bar beside what is seen of the picture, and the chain below its
// upper label.
func (w *parts) placeBar() {
	at, size := w.picture(w.pane.Size())
	x := at.X + size.Width + barGap
	at, size = w.seen(at, size)
	w.bar.place(x, at.Y, size.Height)
	iconAt := fyne.NewPos(x+barWidth+4, at.Y+20)
	w.chain.Move(iconAt)
	w.chain.Resize(fyne.NewSquareSize(14))
	w.link.Move(iconAt.SubtractXY(3, 3))
	w.link.Resize(fyne.NewSquareSize(20))
}

// leastBar is the smallest height at which a colour bar can be read.
const leastBar = 96

// seen is the part of the picture's place where there is picture, at least as high as a
// colour bar.
func (w *parts) seen(at fyne.Position, size fyne.Size) (fyne.Position, fyne.Size) {
	if w.pane.picture == nil {
		return at, size
	}
	f, ratio := w.surface.frame(), float32(w.surface.ratio())
	e := seen(f)
	height := float32(e.bottom-e.top) / ratio
	if height < leastBar {
		return at, size
	}
	return at.AddXY(float32(e.left)/ratio, float32(e.top)/ratio), fyne.NewSize(float32(e.right-e.left)/ratio, height)
}

// footer writes the measures: those of a second picture at the right.
func (w *parts) footer() {
	p, size := w.pane, w.pane.Size()
	w.numbers.set(w.measures(p.measures))
	w.others.set(w.measures(p.secondMeasures))
	room := size.Width - 2*inset
	if len(p.secondMeasures) > 0 {
		at, picture := w.picture(size)
		right := at.X + picture.Width
		width := min(w.others.width(0, len(w.others.runs)), room/2)
		w.others.place(right-width, size.Height-barRow, barRow, width+1)
		room = right - width - 12 - inset
	}
	w.numbers.place(inset, size.Height-barRow, barRow, room)
}

func (w *parts) measures(list []model.Measure) []run {
	palette := look.Current()
	var runs []run
	for i, m := range list {
		runs = append(runs, measureRuns(m, palette, w.pane.stopped, i > 0)...)
	}
	return runs
}

func measureRuns(m model.Measure, palette look.Palette, stopped, more bool) []run {
	name := run{text: m.Name, color: palette.Muted, size: look.CaptionSize}
	if more {
		name.gap = 11
	}
	runs := []run{name}
	if m.Value != "" {
		value := run{text: m.Value, color: palette.Foreground, bold: true, size: look.CaptionSize, gap: 4, keep: true}
		if m.Alarm {
			value.color = palette.Error
		}
		if stopped {
			value.color = palette.Muted
		}
		runs = append(runs, value)
	}
	if m.Unit != "" {
		runs = append(runs, run{text: m.Unit, color: palette.Muted, size: look.CaptionSize, gap: 3, keep: true})
	}
	return runs
}

// status shows or hides progress, badge and the names in the corners.
func (w *parts) status() {
	p, palette := w.pane, look.Current()
	at, size := w.picture(p.Size())
	named := w.showCorners(at, size)
	if p.running {
		w.track.Move(at)
		w.track.Resize(fyne.NewSize(size.Width, barHeight))
		w.fill.Move(at)
		w.fill.Resize(fyne.NewSize(size.Width*float32(p.progress), barHeight))
		w.track.Show()
		w.fill.Show()
	} else {
		w.track.Hide()
		w.fill.Hide()
	}
	if p.Barless {
		w.menu.Hide()
		w.caret.Hide()
	}
	if p.badge == "" && (p.label == "" || p.note != nil) {
		w.plate.Hide()
		w.badge.Hide()
		return
	}
	w.badge.set(marked(p.badge, palette.Foreground, palette.Foreground))
	left, top := at.X+8, at.Y+12
	if named {
		top += 22 // below the name
	}
	if p.badge == "" {
		left, top = at.X+4, at.Y+4
		if named {
			top += 28
		}
		w.badge.set([]run{{text: p.label, color: palette.Foreground, bold: true, size: look.CaptionSize}})
	}
	end := w.badge.place(left+8, top, 18, size.Width-32)
	if p.badge == "" && p.OnMenu != nil {
		w.caret.Move(fyne.NewPos(end+2, top+1))
		w.caret.Resize(fyne.NewSquareSize(look.IconSize))
		w.caret.Show()
		end += look.IconSize - 2
		w.menu.Move(fyne.NewPos(left, top))
		w.menu.Resize(fyne.NewSize(end+8-left, 18))
		w.menu.Show()
	}
	w.plate.Move(fyne.NewPos(left, top))
	w.plate.Resize(fyne.NewSize(end+8-left, 18))
	w.plate.Show()
	w.badge.Show()
}

// message shows or hides what takes the place of the picture. It is built anew only if it
// reads otherwise: while a run is under way the same one is set many times a second.
func (w *parts) message() {
	m := w.pane.note
	if m == nil {
		w.note.Hide()
		w.noteText = ""
		w.note.RemoveAll()
		return
	}
	if text := m.key(); text != w.noteText {
		w.noteText = text
		w.note.RemoveAll()
		w.note.Add(canvas.NewRectangle(look.Current().Surround))
		w.note.Add(messageBody(*m, func(i int) { w.pane.note.Actions[i].Do() }))
	}
	w.note.Show()
	w.note.Refresh()
}
