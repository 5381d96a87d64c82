package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/model"
)

// Pane shows one picture with everything that belongs to it: name, facts and read-out
// above, colour bar beside, measures below, and the progress of what computes it.
type Pane struct {
	widget.BaseWidget

	// Bare leaves out the header.
	Bare bool
	// Barless leaves out the colour bar as long as the scale is linked: a bar beside the pane
	// is that of a whole row. The read-out then stands on the picture.
	Barless bool
	// OnMenu is asked for a menu of what to show; at is where it should open, in absolute
	// coordinates. Without it there is no chevron.
	OnMenu func(at fyne.Position)
	// OnFocus is told when the pane gets the focus.
	OnFocus func()
	// OnDivider is told when the divider has been moved.
	OnDivider func()
	// OnKey and OnRune get what is typed while the pane has the focus.
	OnKey  func(*fyne.KeyEvent)
	OnRune func(rune)
	// OnKeyDown and OnKeyUp are told when a key is pressed and let go.
	OnKeyDown, OnKeyUp func(*fyne.KeyEvent)

	group *model.Group
	stop  func()

	name, facts string
	picture     *model.Picture
	measures    []model.Measure
	label       string // on the picture

	secondMeasures []model.Measure // of the picture right of a divider

	progress float64
	running  bool
	badge    string
	stopped  bool
	note     *Message
	focused  bool
	target   bool

	display *model.Display  // while the scale is unlinked
	ownView *model.Viewport // while the views are unlinked

	second  *model.Picture // right of a divider; nil: none
	divider float64        // share of the visible picture that is left of it
	names   [2]Badge       // of the two, in the corners
	blink   *model.Picture // in place of the picture, while a key is held

	watch func(model.Change) // the histogram; a new picture counts as OptionChanged

	parts *parts
}

// NewPane returns an empty pane of a group.
func NewPane(g *model.Group) *Pane {
	p := &Pane{group: g}
	p.parts = newParts(p)
	p.ExtendBaseWidget(p)
	p.stop = g.Listen(p.changed)
	return p
}

// Close takes the pane out of its group; it must not be shown any more.
func (p *Pane) Close() {
	p.stop()
	p.group.Show(p, nil)
}

// Group is the state that the pane shares with others.
func (p *Pane) Group() *model.Group { return p.group }

// SetTitle sets the name and the muted facts behind it.
func (p *Pane) SetTitle(name, facts string) {
	p.name, p.facts = name, facts
	p.parts.header()
}

// Name is the name in the title.
func (p *Pane) Name() string { return p.name }

// SetPicture shows a picture; nil empties the pane. Zoom, position, cross-hair, window and
// map stay. A message goes away.
func (p *Pane) SetPicture(picture *model.Picture) {
	p.picture = picture
	if picture != nil {
		p.note = nil
	}
	p.register()
	p.parts.message()
	p.parts.scale()
	p.parts.readOut()
	p.parts.surface.redraw(false)
	if p.watch != nil {
		p.watch(model.OptionChanged)
	}
}

// Picture is what is shown, nil for nothing.
func (p *Pane) Picture() *model.Picture { return p.picture }

// SetMeasures sets the numbers under the picture.
func (p *Pane) SetMeasures(m []model.Measure) {
	p.measures = m
	p.parts.footer()
}

// Measures are the numbers under the picture.
func (p *Pane) Measures() []model.Measure { return p.measures }

// SetLabel writes what is shown on the picture itself, in its upper left corner; empty for
// nothing. A badge takes its place. In a bare pane a click on it opens the menu.
func (p *Pane) SetLabel(text string) {
	if text != p.label {
		p.label = text
		p.parts.status()
	}
}

// Label is what is written on the picture.
func (p *Pane) Label() string { return p.label }

// SetSecondMeasures sets the numbers of the picture right of the divider.
func (p *Pane) SetSecondMeasures(m []model.Measure) {
	p.secondMeasures = m
	p.parts.footer()
}

// SetProgress shows the bar at the top of the picture and a badge; the picture stays.
// Text between pairs of ** is bold: "block **3** of 5 · layer **47** of 100".
func (p *Pane) SetProgress(fraction float64, badge string) {
	p.progress, p.running, p.badge, p.stopped = max(0, min(1, fraction)), true, badge, false
	p.parts.status()
	p.parts.footer()
}

// ClearProgress takes bar and badge away: the picture is final.
func (p *Pane) ClearProgress() {
	p.running, p.stopped, p.badge = false, false, ""
	p.parts.status()
	p.parts.footer()
}

// SetStopped says that the picture is the last iterate of a run that was cut short
// ("stopped at layer 47 of 100"); the numbers are muted.
func (p *Pane) SetStopped(badge string) {
	p.running, p.stopped, p.badge = false, true, badge
	p.parts.status()
	p.parts.footer()
}

// SetMessage shows a message in place of the picture until the next picture.
func (p *Pane) SetMessage(m Message) {
	p.note = &m
	p.parts.message()
	p.parts.scale()
	p.parts.readOut()
}

// SetDropTarget marks the pane while something that it would take is dragged over it.
func (p *Pane) SetDropTarget(on bool) {
	p.target = on
	p.parts.border()
}

// Window is the range of values over which the map is spread.
func (p *Pane) Window() model.Window {
	return p.windowOf(p.scale())
}

func (p *Pane) windowOf(s model.Scale) model.Window {
	if p.display != nil {
		own := *p.display
		own.Data = p.group.Data()
		return own.WindowOf(s)
	}
	return p.group.Window(s)
}

// SetWindow changes it, for all linked panes if this one is linked.
func (p *Pane) SetWindow(w model.Window) {
	if p.display == nil {
		p.group.SetWindow(p.scale(), w)
		return
	}
	p.display.SetWindow(p.scale(), w)
	p.changed(model.WindowChanged)
}

// Map is the colour map of the picture.
func (p *Pane) Map() model.MapKind {
	return p.mapOf(p.scale())
}

func (p *Pane) mapOf(s model.Scale) model.MapKind {
	if p.display != nil {
		return p.display.MapOf(s)
	}
	return p.group.Map(s)
}

// SetMap changes it, for all linked panes if this one is linked.
func (p *Pane) SetMap(k model.MapKind) {
	if p.display == nil {
		p.group.SetMap(p.scale(), k)
		return
	}
	p.display.SetMap(p.scale(), k)
	p.changed(model.WindowChanged)
}

// ScaleLinked says whether the pane shares window and map.
func (p *Pane) ScaleLinked() bool { return p.display == nil }

// SetScaleLinked shares window and map with the other panes, or gives the pane its own,
// which begin as the shared ones.
func (p *Pane) SetScaleLinked(on bool) {
	switch {
	case on == p.ScaleLinked():
		return
	case on:
		p.display = nil
	default:
		d := p.group.Display()
		p.display = &d
	}
	p.register()
	p.changed(model.WindowChanged)
}

// Save writes what the pane does not share into a layout.
func (p *Pane) Save(l *model.PaneLayout) {
	l.Display, l.Viewport = nil, nil
	if p.display != nil {
		d := *p.display
		l.Display = &d
	}
	if p.ownView != nil {
		v := *p.ownView
		l.Viewport = &v
	}
}

// Restore takes it from there.
func (p *Pane) Restore(l model.PaneLayout) {
	p.display, p.ownView = nil, nil
	if l.Display != nil {
		d := *l.Display
		p.display = &d
	}
	if !p.group.ViewsLinked() {
		v := p.group.Viewport()
		if l.Viewport != nil {
			v = *l.Viewport
		}
		p.ownView = &v
	}
	p.register()
	p.changed(model.WindowChanged | model.ViewChanged)
}

// AutoWindow makes the window hold all values: of all linked pictures on the same scale,
// or of this one if it is unlinked.
func (p *Pane) AutoWindow() {
	switch {
	case p.picture == nil:
	case p.ScaleLinked():
		p.group.AutoWindow(p.scale())
	default:
		p.SetWindow(model.RangeWindow(p.picture))
	}
}

// ResetWindow gives the window its default.
func (p *Pane) ResetWindow() {
	if p.display == nil {
		p.group.ResetWindow(p.scale())
		return
	}
	p.display.SetWindow(p.scale(), p.group.DefaultWindow(p.scale()))
	p.changed(model.WindowChanged)
}

// Frame is what is seen of the picture; ok is false without a picture.
func (p *Pane) Frame() (f model.Frame, ok bool) {
	if p.picture == nil {
		return f, false
	}
	return p.parts.surface.frame(), true
}

// Fit shows the whole picture.
func (p *Pane) Fit() { p.setViewport(model.Fitted()) }

// ZoomBy zooms in by steps about the middle, out if negative.
func (p *Pane) ZoomBy(steps int) {
	if f, ok := p.Frame(); ok {
		p.setViewport(f.ZoomCentre(model.Step(f.Zoom, steps)))
	}
}

// OneToOne shows one pixel on one pixel of the screen.
func (p *Pane) OneToOne() {
	if f, ok := p.Frame(); ok {
		p.setViewport(f.ZoomCentre(1))
	}
}

func (p *Pane) scale() model.Scale {
	if p.picture == nil {
		return model.ImageScale
	}
	return p.picture.Kind().Scale()
}

func (p *Pane) viewport() model.Viewport {
	if p.ownView != nil {
		return *p.ownView
	}
	return p.group.Viewport()
}

func (p *Pane) setViewport(v model.Viewport) {
	if p.ownView == nil {
		p.group.SetViewport(v)
		return
	}
	*p.ownView = v
	p.changed(model.ViewChanged)
}

// register tells the group what a linked pane shows.
func (p *Pane) register() {
	if p.ScaleLinked() {
		p.group.Show(p, p.picture)
	} else {
		p.group.Show(p, nil)
	}
}

// changed follows the group.
func (p *Pane) changed(c model.Change) {
	if c&model.OptionChanged != 0 {
		p.followViews()
	}
	if c&model.WindowChanged != 0 {
		p.parts.scale()
		if p.watch != nil {
			p.watch(model.WindowChanged)
		}
	}
	if c&(model.CursorChanged|model.ViewChanged) != 0 {
		p.parts.readOut()
	}
	if c&model.ViewChanged != 0 {
		p.parts.placeBar()
		p.parts.status()
	}
	p.parts.surface.redraw(c&(model.ViewChanged|model.WindowChanged) == 0)
}

// followViews gives the pane its own viewport when views are unlinked, and takes it away
// when they are linked again.
func (p *Pane) followViews() {
	switch {
	case p.group.ViewsLinked():
		p.ownView = nil
	case p.ownView == nil:
		v := p.group.Viewport()
		p.ownView = &v
	}
}

// FocusGained is part of fyne.Focusable.
func (p *Pane) FocusGained() {
	p.focused = true
	p.parts.border()
	if p.OnFocus != nil {
		p.OnFocus()
	}
}

// FocusLost is part of fyne.Focusable.
func (p *Pane) FocusLost() {
	p.focused = false
	p.parts.border()
}

// TypedKey is part of fyne.Focusable.
func (p *Pane) TypedKey(e *fyne.KeyEvent) {
	if p.OnKey != nil {
		p.OnKey(e)
	}
}

// TypedRune is part of fyne.Focusable.
func (p *Pane) TypedRune(r rune) {
	if p.OnRune != nil {
		p.OnRune(r)
	}
}

// KeyDown is part of desktop.Keyable.
func (p *Pane) KeyDown(e *fyne.KeyEvent) {
	if p.OnKeyDown != nil {
		p.OnKeyDown(e)
	}
}

// KeyUp is part of desktop.Keyable.
func (p *Pane) KeyUp(e *fyne.KeyEvent) {
	if p.OnKeyUp != nil {
		p.OnKeyUp(e)
	}
}

func (p *Pane) requestFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}
