package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

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

	menu, open, save, link, cross, fit, one, help, settings *form.Button

	live *widget.Check
	run  *form.Button
}

func newToolbar(w *Window) *toolbar {
	t := &toolbar{w: w, ground: canvas.NewRectangle(nil)}
	t.name, t.state = form.NewText("", form.Strong), form.NewText("", form.Caption)
	button := func(icon look.Icon, name, sentence, key string, do func()) *form.Button {
		return form.NewToolButton(icon, form.Tip{Name: name, Sentence: sentence, Detail: key}, w.tips, do)
	}
	t.menu = button(look.Menu, "Menu", "", "", func() { w.popUp(w.mainMenu(), t.menu) })
	t.open = button(look.Open, "Open", "A picture, an array or a recipe.", "Ctrl+O", w.openDialog)
	t.save = button(look.Save, "Save the recipe", "Everything that is needed to repeat the experiment.", "Ctrl+S", w.save)
	t.link = button(look.Chain, "Link the panes", "Zoom and position are shared by all panes.", "", func() {
		w.group.SetViewsLinked(!w.group.ViewsLinked())
	})
	t.cross = button(look.Crosshairs, "Cross-hair", "Marks the same pixel in all panes; a click pins it.", "C", w.toggleCrosshair)
	t.fit = button(look.Fit, "Fit", "Shows whole pictures.", "F, or a double click", w.fit)
	t.one = form.NewTextButton("1:1", form.Strong, form.Tip{Name: "1:1", Sentence: "One pixel of the picture on one of the screen.", Detail: "1"}, w.tips, w.oneToOne)
	t.help = button(look.Help, "Keys", "All keys.", "?", w.showKeys)
	t.settings = button(look.Settings, "Settings", "Light or dark.", "", func() { w.popUp(w.themeMenu(), t.settings) })
	t.live = widget.NewCheck("Live", func(on bool) {
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
	lay := &line{
		left:  []fyne.CanvasObject{t.menu, t.name, t.state, spacer(8), t.open, t.save},
		right: []fyne.CanvasObject{t.link, t.cross, t.fit, t.one, spacer(40), t.live, t.run, spacer(4), t.help, t.settings},
		gap:   4, margin: 8,
	}
	t.object = container.NewStack(t.ground, container.New(lay, append(append([]fyne.CanvasObject{}, lay.left...), lay.right...)...))
	return t
}

// spacer is room between two groups of buttons.
func spacer(width float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, 1))
	return r
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
	t.link.SetOn(t.w.group.ViewsLinked())
	t.cross.SetOn(t.w.group.Crosshair())
	if t.live.Checked != t.w.control.Live {
		t.live.SetChecked(t.w.control.Live)
	}
	t.run.Text, t.run.Icon, t.run.Ground, t.run.Border = "Run", look.Play, theme.ColorNamePrimary, ""
	t.run.Style.Role = theme.ColorNameForegroundOnPrimary
	t.run.Tip = form.Tip{Name: "Run", Sentence: "In live mode every change runs by itself.", Detail: "F5"}
	if t.w.control.Status().State == control.Running {
		t.run.Text, t.run.Icon, t.run.Ground, t.run.Border = "Cancel", look.Stop, theme.ColorNameHeaderBackground, theme.ColorNameError
		t.run.Style.Role = theme.ColorNameError
		t.run.Tip = form.Tip{Name: "Cancel", Sentence: "What was computed stays.", Detail: "Esc"}
	}
	t.run.Refresh()
	t.object.Refresh()
}
