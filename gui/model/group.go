package model

import "firenet/recon/array"

// Change says what of a [Group] has changed.
type Change uint

// What can change.
const (
	ViewChanged   Change = 1 << iota // zoom or position
	WindowChanged                    // a window of values, or a colour map
	CursorChanged                    // the marked pixel
	OptionChanged                    // linking of the views, cross-hair on or off
	LineChanged                      // the line of the profiles
	RegionChanged                    // the rectangle in which pictures are measured
)

// Cursor is the marked pixel.
type Cursor struct {
	Row    int  `json:"row" toml:"row"`
	Col    int  `json:"col" toml:"col"`
	Shown  bool `json:"shown" toml:"shown"`   // false: the pointer is outside of every picture and nothing is pinned
	Pinned bool `json:"pinned" toml:"pinned"` // stays although the pointer moves
}

// Group is the state that linked panes share. All calls come from the window's goroutine.
type Group struct {
	view      Viewport
	display   Display
	cursor    Cursor
	line      Line
	region    Region
	crosshair bool
	unlinked  bool
	drawing   bool // the next drag draws a region
	shown     map[any]*Picture
	listeners map[int]func(Change)
	next      int
}

// NewGroup returns a group that is fitted, has the default windows, and shows the
// cross-hair.
func NewGroup() *Group {
	return &Group{
		view: Fitted(), crosshair: true, shown: map[any]*Picture{},
		listeners: map[int]func(Change){},
	}
}

// Listen calls f after each change until stop is called.
func (g *Group) Listen(f func(Change)) (stop func()) {
	id := g.next
	g.next++
	g.listeners[id] = f
	return func() { delete(g.listeners, id) }
}

func (g *Group) tell(c Change) {
	for id := range g.next { // in the order of registration
		if f := g.listeners[id]; f != nil {
			f(c)
		}
	}
}

// Viewport is what linked panes show.
func (g *Group) Viewport() Viewport { return g.view }

// SetViewport changes what linked panes show.
func (g *Group) SetViewport(v Viewport) {
	if v != g.view {
		g.view = v
		g.tell(ViewChanged)
	}
}

// Window is the window of all linked pictures on scale s.
func (g *Group) Window(s Scale) Window { return g.display.WindowOf(s) }

// SetWindow changes it. Ends are put in order; windows of residuals are made symmetric.
func (g *Group) SetWindow(s Scale, w Window) {
	if w.Valid(s) != g.Window(s) {
		g.display.SetWindow(s, w)
		g.tell(WindowChanged)
	}
}

// ResetWindow gives the window of a scale its default, which follows the data.
func (g *Group) ResetWindow(s Scale) {
	if d := g.display; g.display.reset(s) != d {
		g.tell(WindowChanged)
	}
}

// FollowData makes images be seen in the window of the data that are open, and residuals in
// a share of it. Windows that were set stay, unless they were set for data with which these
// have nothing in common.
func (g *Group) FollowData(w Window) {
	before := g.display
	if w == g.Data() {
		return
	}
	if before.Data != (Window{}) && !w.alike(before.Data) {
		g.display.reset(ImageScale)
		g.display.reset(ResidualScale)
	}
	g.display.Data = w
	g.tell(WindowChanged)
}

// DefaultWindow is the window of a scale that none was set for.
func (g *Group) DefaultWindow(s Scale) Window { return g.display.defaultOf(s) }

// Data is the window of the data that are open.
func (g *Group) Data() Window {
	if g.display.Data == (Window{}) {
		return DefaultWindow(ImageScale)
	}
	return g.display.Data
}

// Display is how linked pictures are shown.
func (g *Group) Display() Display { return g.display }

// Map is the colour map of all linked pictures on scale s.
func (g *Group) Map(s Scale) MapKind { return g.display.MapOf(s) }

// SetMap changes it.
func (g *Group) SetMap(s Scale, k MapKind) {
	before := g.display
	if g.display.SetMap(s, k); g.display != before {
		g.tell(WindowChanged)
	}
}

// Line is the line of the profiles.
func (g *Group) Line() Line { return g.line }

// SetLine changes it.
func (g *Group) SetLine(l Line) {
	if l != g.line {
		g.line = l
		g.tell(LineChanged)
	}
}

// Region is the rectangle in which pictures are measured.
func (g *Group) Region() Region { return g.region }

// SetRegion changes it.
func (g *Group) SetRegion(r Region) {
	if r != g.region {
		g.region = r
		g.tell(RegionChanged)
	}
}

// Show says which picture a linked pane shows, nil for none; key is the pane.
func (g *Group) Show(key any, p *Picture) {
	if p == nil {
		delete(g.shown, key)
		return
	}
	g.shown[key] = p
}

// AutoWindow makes the window of a scale hold all values of all linked pictures on it.
func (g *Group) AutoWindow(s Scale) {
	var pictures []*Picture
	for _, p := range g.shown {
		if p.kind.Scale() == s {
			pictures = append(pictures, p)
		}
	}
	if len(pictures) > 0 {
		g.SetWindow(s, RangeWindow(pictures...))
	}
}

// Cursor is the marked pixel.
func (g *Group) Cursor() Cursor { return g.cursor }

// Point moves the mark to the pixel under the pointer, unless it is pinned.
func (g *Group) Point(row, col int) {
	if !g.cursor.Pinned {
		g.setCursor(Cursor{Row: row, Col: col, Shown: true})
	}
}

// Leave takes the mark away, unless it is pinned.
func (g *Group) Leave() {
	if !g.cursor.Pinned {
		g.setCursor(Cursor{Row: g.cursor.Row, Col: g.cursor.Col})
	}
}

// Pin keeps the mark at a pixel.
func (g *Group) Pin(row, col int) {
	g.setCursor(Cursor{Row: row, Col: col, Shown: true, Pinned: true})
}

// TogglePin is a click at a pixel: it pins the mark there, or lets a pinned one go.
func (g *Group) TogglePin(row, col int) {
	if g.cursor.Pinned {
		g.setCursor(Cursor{Row: row, Col: col, Shown: true})
		return
	}
	g.Pin(row, col)
}

// MoveCursor moves the mark by pixels within a picture of shape s and pins it. Without a
// mark it begins in the middle.
func (g *Group) MoveCursor(s array.Shape, rows, cols int) {
	c := g.cursor
	if !c.Shown {
		c.Row, c.Col = s.H/2, s.W/2
	}
	g.Pin(max(0, min(s.H-1, c.Row+rows)), max(0, min(s.W-1, c.Col+cols)))
}

func (g *Group) setCursor(c Cursor) {
	if c != g.cursor {
		g.cursor = c
		g.tell(CursorChanged)
	}
}

// Crosshair says whether the mark is drawn as a cross-hair.
func (g *Group) Crosshair() bool { return g.crosshair }

// SetCrosshair turns the drawing of the cross-hair on or off; the read-out stays.
func (g *Group) SetCrosshair(on bool) {
	if on != g.crosshair {
		g.crosshair = on
		g.tell(OptionChanged)
	}
}

// ViewsLinked says whether zoom and position are shared.
func (g *Group) ViewsLinked() bool { return !g.unlinked }

// SetViewsLinked shares zoom and position, or gives each pane its own.
func (g *Group) SetViewsLinked(on bool) {
	if on == g.unlinked {
		g.unlinked = !on
		g.tell(OptionChanged | ViewChanged)
	}
}

// RegionTool says whether the next drag draws a region.
func (g *Group) RegionTool() bool { return g.drawing }

// SetRegionTool takes the tool that draws a region, or puts it away.
func (g *Group) SetRegionTool(on bool) {
	if on != g.drawing {
		g.drawing = on
		g.tell(OptionChanged)
	}
}
