package viewer

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"firenet/gui/model"
)

// grab is what a drag of the mouse moves.
type grab struct {
	what  grabbed
	end   int        // of the line
	x, y  float64    // where on the picture the mouse was pressed
	begin model.Line // the line as it was then
}

type grabbed int

const (
	grabPicture grabbed = iota
	grabEnd
	grabLine
	grabRegion
	grabDivider
)

// How near the mouse must come, in units of the screen.
const (
	nearEnd  = model.Handle + 4
	nearLine = 5
)

// gripDown is how far down the divider's grip is, as a share of the visible picture.
const gripDown = 0.585

// at is what a press of the mouse would take hold of.
func (s *surface) at(e *desktop.MouseEvent) grab {
	g := grab{}
	if s.pane.picture == nil {
		return g
	}
	f := s.frame()
	x, y := s.device(e.Position)
	g.x, g.y = f.At(x, y)
	group, ratio := s.pane.group, s.ratio()
	if s.draws(e) {
		g.what = grabRegion
		return g
	}
	if l := group.Line(); l.Shown {
		g.begin = l
		x0, y0 := f.Screen(l.X0, l.Y0)
		x1, y1 := f.Screen(l.X1, l.Y1)
		switch {
		case math.Hypot(x-x1, y-y1) <= nearEnd*ratio:
			g.what, g.end = grabEnd, 1
		case math.Hypot(x-x0, y-y0) <= nearEnd*ratio:
			g.what, g.end = grabEnd, 0
		case distanceTo(x, y, x0, y0, x1, y1) <= nearLine*ratio:
			g.what = grabLine
		}
		if g.what != grabPicture {
			return g
		}
	}
	if s.pane.divided() && s.overDivider(f, x, y) {
		g.what = grabDivider
	}
	return g
}

// draws says whether a drag draws a region: with the tool, with Shift, or with the right
// button.
func (s *surface) draws(e *desktop.MouseEvent) bool {
	return s.pane.group.RegionTool() || e.Modifier&fyne.KeyModifierShift != 0 || e.Button == desktop.MouseButtonSecondary
}

func (s *surface) overDivider(f model.Frame, x, y float64) bool {
	d := s.dividerAt(f)
	return math.Abs(x-d) <= nearLine*s.ratio() || math.Hypot(x-d, y-s.gripAt(f)) <= model.Grip*s.ratio()
}

// distanceTo is how far a point is from a segment.
func distanceTo(x, y, x0, y0, x1, y1 float64) float64 {
	dx, dy := x1-x0, y1-y0
	t := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		t = math.Max(0, math.Min(1, ((x-x0)*dx+(y-y0)*dy)/n))
	}
	return math.Hypot(x-x0-t*dx, y-y0-t*dy)
}

// Cursor is part of desktop.Cursorable.
func (s *surface) Cursor() desktop.Cursor {
	switch s.over.what {
	case grabEnd, grabLine:
		return desktop.PointerCursor
	case grabDivider:
		return desktop.HResizeCursor
	}
	return desktop.CrosshairCursor
}

// MouseIn is part of desktop.Hoverable.
func (s *surface) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved marks the pixel under the pointer in all panes. With the right button held it
// draws a region.
func (s *surface) MouseMoved(e *desktop.MouseEvent) {
	if row, col, inside := s.pixel(e.Position); inside {
		s.pane.group.Point(row, col)
	} else {
		s.pane.group.Leave()
	}
	s.over = s.at(&desktop.MouseEvent{PointEvent: e.PointEvent, Modifier: e.Modifier})
	if e.Button == desktop.MouseButtonSecondary && s.held.what == grabRegion {
		s.drag(e.Position, fyne.Delta{})
	}
}

// MouseOut is part of desktop.Hoverable.
func (s *surface) MouseOut() { s.pane.group.Leave() }

// MouseDown gives the pane the focus and takes hold of what is under the pointer.
func (s *surface) MouseDown(e *desktop.MouseEvent) {
	s.moved = false
	s.held = s.at(e)
	s.pane.requestFocus()
}

// MouseUp pins the mark, unless something was dragged. A click with the tool for regions
// takes the region away.
func (s *surface) MouseUp(e *desktop.MouseEvent) {
	held := s.held
	s.held = grab{}
	group := s.pane.group
	if held.what == grabRegion {
		if !s.moved {
			group.SetRegion(model.Region{})
		}
		group.SetRegionTool(false)
		return
	}
	if s.moved || e.Button != desktop.MouseButtonPrimary || held.what != grabPicture {
		return
	}
	if row, col, inside := s.pixel(e.Position); inside {
		group.TogglePin(row, col)
	}
}

// Dragged moves what the mouse has taken hold of: the picture, if nothing else.
func (s *surface) Dragged(e *fyne.DragEvent) { s.drag(e.Position, e.Dragged) }

// DragEnd is part of fyne.Draggable.
func (s *surface) DragEnd() {}

func (s *surface) drag(at fyne.Position, by fyne.Delta) {
	s.moved = true
	p := s.pane
	if p.picture == nil {
		return
	}
	f := s.frame()
	dx, dy := s.device(at)
	x, y := f.At(dx, dy)
	switch s.held.what {
	case grabEnd:
		p.group.SetLine(p.group.Line().WithEnd(s.held.end, pixelMiddle(x, f.W), pixelMiddle(y, f.H), f.Shape))
	case grabLine:
		p.group.SetLine(s.held.begin.Moved(math.Round(x-s.held.x), math.Round(y-s.held.y), f.Shape))
	case grabRegion:
		p.group.SetRegion(regionOf(f, s.held.x, s.held.y, x, y))
	case grabDivider:
		p.moveDivider(f, dx)
	default:
		r := s.ratio()
		p.setViewport(f.Pan(float64(by.DX)*r, float64(by.DY)*r))
	}
}

// pixelMiddle is the middle of the pixel at a coordinate, on a side of n pixels.
func pixelMiddle(x float64, n int) float64 {
	return math.Max(0, math.Min(float64(n-1), math.Floor(x))) + 0.5
}

// regionOf is the rectangle with two points at its corners, on the picture.
func regionOf(f model.Frame, xa, ya, xb, yb float64) model.Region {
	row := func(y float64) int { return int(pixelMiddle(y, f.H)) }
	col := func(x float64) int { return int(pixelMiddle(x, f.W)) }
	return model.RegionBetween(row(ya), col(xa), row(yb), col(xb))
}
