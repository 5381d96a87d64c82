package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
)

// toolbar is the line at the top of the window.
type toolbar struct {
	w      *Window
	object *fyne.Container
	ground *canvas.Rectangle
	name   *canvas.Text
	state  *canvas.Text

	menu    *form.Button
	buttons map[string]*form.Button // by the ids of their commands

	live *form.Check
	run  *form.Button
}

// icons are those of the commands that have a button.
var icons = map[string]look.Icon{
	"open": look.Open, "save": look.Save, "undo": look.Undo, "redo": look.Redo,
	"link": look.Chain, "crosshair": look.Crosshairs, "profile": look.Profile, "region": look.Region, "fit": look.Fit,
	"manual": look.Help, "settings": look.Settings,
}

// The groups of buttons, by the ids of their commands. What no part of the window offers
// has no button.
var (
	fileButtons    = []string{"open", "save", "undo", "redo"}
	pictureButtons = []string{"link", "crosshair", "profile", "region", "fit", "one"}
	helpButtons    = []string{"manual", "settings"}
)

func newToolbar(w *Window) *toolbar {
	t := &toolbar{w: w, ground: canvas.NewRectangle(nil), buttons: map[string]*form.Button{}}
	t.name, t.state = form.NewText("", form.Strong), form.NewText("", form.Caption)
	t.menu = form.NewToolButton(look.Menu, form.Tip{Name: "Menu"}, w.tips, func() { w.overlays.popUp(w.commands.Menu(), t.menu) })
	t.live = form.NewCheck("Live", func(on bool) {
		if on != w.control.Live {
			w.control.SetLive(on)
		}
	})
	t.run = form.NewActionButton(w.tips, func() {
		if w.control.Status().State == control.Running {
			w.control.Cancel()
			return
		}
		w.control.Run()
	})
	lay := &toolbarLayout{zones: w.zones, name: []fyne.CanvasObject{t.menu, t.name, t.state}}
	lay.file = t.group(fileButtons)
	for _, v := range w.views {
		lay.views = append(lay.views, t.button(tabID(v)))
	}
	lay.pictures = t.group(pictureButtons)
	lay.right = append([]fyne.CanvasObject{t.live, t.run, form.Spacer(4)}, t.group(helpButtons)...)
	t.object = container.NewStack(t.ground, container.New(lay, lay.objects()...))
	return t
}

// group makes the buttons of those commands that there are.
func (t *toolbar) group(ids []string) []fyne.CanvasObject {
	var list []fyne.CanvasObject
	for _, id := range ids {
		if _, ok := t.w.commands.ByID(id); ok {
			list = append(list, t.button(id))
		}
	}
	return list
}

// button is the button of a command: a tab for a view, an icon if it has one, else its name.
func (t *toolbar) button(id string) *form.Button {
	c, _ := t.w.commands.ByID(id)
	var b *form.Button
	switch icon := icons[id]; {
	case icon != nil:
		b = form.NewToolButton(icon, c.Tip(), t.w.tips, c.Run)
	case id == "one":
		b = form.NewTextButton(c.Name, form.Strong, c.Tip(), t.w.tips, c.Run)
	default:
		b = form.NewTabButton(c.Name, toolbarHeight, c.Tip(), t.w.tips, c.Run)
	}
	t.buttons[id] = b
	return b
}

// show draws what the toolbar says of the recipe and of the run.
func (t *toolbar) show() {
	form.Restyle(t.name, form.Strong)
	form.Restyle(t.state, form.Caption)
	t.name.Text = form.Fit(t.w.title(), form.Strong, 260)
	t.state.Text = "saved"
	switch {
	case t.w.control.Modified():
		t.state.Text = "edited"
	case t.w.control.Path == "":
		t.state.Text = "default recipe"
	}
	if title := t.w.title() + " – " + t.w.control.Status().State.String() + " – FIRENET Workbench"; title != t.w.win.Title() {
		t.w.win.SetTitle(title)
	}
	for id, b := range t.buttons {
		c, _ := t.w.commands.ByID(id)
		b.SetOn(c.Checked != nil && c.Checked())
		b.SetEnabled(c.Can())
		b.Tip = c.Tip()
	}
	if t.live.Checked != t.w.control.Live {
		t.live.SetChecked(t.w.control.Live)
	}
	t.showRun()
	t.object.Refresh()
}

// showRun makes the button say Run, or Cancel while something runs.
func (t *toolbar) showRun() {
	id := "run"
	t.run.Text, t.run.Icon, t.run.Ground, t.run.Border = "Run", look.Play, theme.ColorNamePrimary, ""
	t.run.Style.Role = theme.ColorNameForegroundOnPrimary
	if t.w.control.Status().State == control.Running {
		id = "cancel"
		t.run.Text, t.run.Icon, t.run.Ground, t.run.Border = "Cancel", look.Stop, theme.ColorNameHeaderBackground, theme.ColorNameError
		t.run.Style.Role = theme.ColorNameError
	}
	c, _ := t.w.commands.ByID(id)
	t.run.Tip = c.Tip()
	t.run.Refresh()
}

// toolbarLayout puts name and files above the left column, the views above the left edge
// of the panes, the buttons of the pictures above their right edge, the rest at the right.
type toolbarLayout struct {
	zones                              *zones
	name, file, views, pictures, right []fyne.CanvasObject
}

func (l *toolbarLayout) objects() []fyne.CanvasObject {
	var list []fyne.CanvasObject
	for _, g := range [][]fyne.CanvasObject{l.name, l.file, l.views, l.pictures, l.right} {
		list = append(list, g...)
	}
	return list
}

// Layout is part of fyne.Layout.
func (l *toolbarLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const margin, gap, apart = 8, 4, 12
	for _, o := range l.file {
		form.SetVisible(o, s.Width >= filesInMenu)
	}
	x := form.PlaceRow(l.name, margin, gap, s.Height)
	room := float32(leftWidth - apart)
	if !l.zones.hideLeft {
		room = l.zones.leftSize - apart
	}
	x = form.PlaceRow(l.file, max(x+gap, min(room-form.RowWidth(l.file, gap), 156)), gap, s.Height)
	x = form.PlaceRow(l.views, max(x+apart, room+apart), apart, s.Height)
	right := s.Width - margin - form.RowWidth(l.right, gap)
	form.PlaceRow(l.right, right, gap, s.Height)
	edge := right - apart
	showFitting(l.pictures, gap, edge-x-apart)
	if !l.zones.hideRight && (s.Width >= narrow || l.zones.beside) {
		edge = min(edge, s.Width-l.zones.rightNow()-margin)
	}
	form.PlaceRow(l.pictures, max(x+apart, edge-form.RowWidth(l.pictures, gap)), gap, s.Height)
}

// showFitting shows as many of the buttons as there is room for; the others are in the menu.
func showFitting(buttons []fyne.CanvasObject, gap, room float32) {
	for _, o := range buttons {
		room -= o.MinSize().Width
		form.SetVisible(o, room >= 0)
		room -= gap
	}
}

// MinSize is part of fyne.Layout.
func (l *toolbarLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 24) }
