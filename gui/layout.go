package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/form"
)

// Measures of the window.
const (
	toolbarHeight = 40
	statusHeight  = 28
	leftWidth     = 296
	railWidth     = 56 // of the left column when it is folded
	rightWidth    = 344
	leftMin       = 264
	leftMax       = 400
	rightMin      = 300
	besideWidth   = 264 // of the right column beside a view with a side of its own
	rightMax      = 480
	belowHeight   = 208  // of the right column when it stands under the panes
	narrow        = 1200 // below this width it does
	filesInMenu   = 1100 // below this width the buttons of files are in the menu only
	minWidth      = 1024
	minHeight     = 700

	stripHeight     = 100 // of the strip under the panes
	stripTallHeight = 154 // in a window of tallWindow or more
	tallWindow      = 1000
	stripWindow     = 740 // in a lower window it is hidden unless it is asked for
)

// zones lays out the window: tool bar, left column, panes, right column, status bar. The
// right column moves under the panes in a narrow window; either column can be hidden, and
// the strip under the panes.
type zones struct {
	toolbar, left, panes, right, status fyne.CanvasObject
	rail                                fyne.CanvasObject // in place of the left column when that is folded
	strip                               fyne.CanvasObject // nil: there is none
	choices                             fyne.CanvasObject // at the left in place of the experiment, of a view that has some; it also takes the room of strip and right column
	leftEdge, rightEdge                 *edge
	lines                               [3]*canvas.Rectangle // below the tool bar, above the status bar, beside the right column

	leftSize, rightSize float32
	beside              bool    // the view has a side of its own: the right column is narrower
	besideStrip         bool    // there is a strip then
	besideSize          float32 // of the right column then
	hideLeft, hideRight bool
	stripChosen         bool // by the user: stripShown counts, not the height
	stripShown          bool
	below               bool       // as laid out last
	moved               func(bool) // told when the right column has moved
}

// Layout is part of fyne.Layout.
func (z *zones) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	put(z.toolbar, 0, 0, s.Width, toolbarHeight)
	put(z.lines[0], 0, toolbarHeight, s.Width, 1)
	put(z.status, 0, s.Height-statusHeight, s.Width, statusHeight)
	put(z.lines[1], 0, s.Height-statusHeight-1, s.Width, 1)
	top, height := float32(toolbarHeight+1), s.Height-toolbarHeight-statusHeight-2
	x, w := float32(0), s.Width
	left, hideLeft, hideRight := z.left, z.hideLeft, z.hideRight
	if z.choices != nil {
		left, hideLeft, hideRight = z.choices, false, true
		form.SetVisible(z.left, false)
	}
	form.SetVisible(left, !hideLeft)
	form.SetVisible(z.leftEdge, !hideLeft)
	if !hideLeft {
		put(left, 0, top, z.leftSize, height)
		put(z.leftEdge, z.leftSize-3, top, 6, height)
		x, w = z.leftSize, w-z.leftSize
	} else {
		put(z.rail, 0, top, railWidth, height)
		x, w = railWidth, w-railWidth
	}
	form.SetVisible(z.rail, z.hideLeft)
	below := s.Width < narrow && !z.beside // three rows of pictures need the height
	if below != z.below {
		z.below = below
		z.moved(below)
	}
	form.SetVisible(z.right, !hideRight)
	form.SetVisible(z.rightEdge, !hideRight && !below)
	form.SetVisible(z.lines[2], !hideRight)
	switch {
	case hideRight:
	case below:
		height -= belowHeight + 1
		put(z.lines[2], x, top+height, w, 1)
		put(z.right, x, top+height+1, w, belowHeight)
	default:
		right := z.rightNow()
		w -= right + 1
		put(z.lines[2], x+w, top, 1, height)
		put(z.right, x+w+1, top, right, height)
		put(z.rightEdge, x+w-3, top, 6, height)
	}
	if z.strip != nil {
		on := z.choices == nil && z.showsStrip(s.Height)
		form.SetVisible(z.strip, on)
		if on {
			h := float32(stripHeight)
			if s.Height >= tallWindow {
				h = stripTallHeight
			}
			height -= h
			put(z.strip, x, top+height, w, h)
		}
	}
	put(z.panes, x, top, w, height)
}

// rightNow is the width of the right column.
func (z *zones) rightNow() float32 {
	if z.beside {
		return z.besideSize
	}
	return z.rightSize
}

// showsStrip says whether there is a strip in a window of this height.
func (z *zones) showsStrip(height float32) bool {
	switch {
	case z.beside:
		return z.besideStrip
	case z.stripChosen:
		return z.stripShown
	}
	return height >= stripWindow
}

// MinSize is part of fyne.Layout.
func (z *zones) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(minWidth, minHeight) }

func (z *zones) objects() []fyne.CanvasObject {
	// In the order in which Tab goes through them.
	var list []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{z.toolbar, z.choices, z.left, z.rail, z.panes, z.strip, z.right, z.status} {
		if o != nil {
			list = append(list, o)
		}
	}
	list = append(list, z.lines[0], z.lines[1], z.lines[2], z.leftEdge, z.rightEdge)
	return list
}

// edge is the border of a column, which is dragged to make it wider or narrower.
type edge struct {
	widget.BaseWidget
	dragged func(by float32)
}

func newEdge(dragged func(by float32)) *edge {
	e := &edge{dragged: dragged}
	e.ExtendBaseWidget(e)
	return e
}

// Dragged moves the border.
func (e *edge) Dragged(d *fyne.DragEvent) { e.dragged(d.Dragged.DX) }

// DragEnd does nothing.
func (e *edge) DragEnd() {}

// Cursor shows that the border can be moved.
func (e *edge) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// CreateRenderer makes the renderer.
func (e *edge) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
