package gui

import (
	"strings"

	"fyne.io/fyne/v2"
)

// view is one way in which the centre of the window shows the pictures. It is built when
// it is shown for the first time.
type view struct {
	name, sentence string
	key            fyne.KeyName             // with Ctrl
	build          func() fyne.CanvasObject // called once
	show           func()                   // draws it anew, when it appears and when something has changed
	leave          func()                   // lets go of its pictures when another view appears; nil: it keeps them
}

// id is its name in ids of commands.
func (v view) id() string { return strings.ToLower(v.name) }

// allViews are the views in the order of the tool bar.
func (w *Window) allViews() []view {
	return []view{
		{
			name: "Compare", sentence: "Pictures side by side.", key: fyne.Key1,
			build: func() fyne.CanvasObject { return w.paneArea }, show: w.showPanes,
		},
		{
			name: labName, sentence: "A worst-case perturbation beside Gaussian noise, for all reconstructors.", key: fyne.Key2,
			build: func() fyne.CanvasObject { return w.lab.object }, show: func() { w.lab.show() },
			leave: func() { w.lab.leave() },
		},
		{
			name: swipeName, sentence: "Two pictures in one pane with a divider.", key: fyne.Key3,
			build: func() fyne.CanvasObject { return w.swipe.object }, show: func() { w.swipe.show() },
			leave: func() { w.swipe.leave() },
		},
		{
			name: figureName, sentence: "A figure for a paper, as it will be written.", key: fyne.Key4,
			build: func() fyne.CanvasObject { return w.figure.object }, show: func() { w.figure.show() },
			leave: func() { w.figure.leave() },
		},
	}
}

// showView shows one of the views in the centre of the window.
func (w *Window) showView(name string) {
	for _, v := range w.views {
		if v.name != name {
			continue
		}
		object, ok := w.built[name]
		if !ok {
			object = v.build()
			w.built[name] = object
		}
		w.tips.Hide()
		w.leaveView(name)
		w.view = name
		w.centre.Objects = []fyne.CanvasObject{object}
		w.centre.Refresh()
		w.zones.figure, w.zones.lab = nil, name == labName
		if name == figureName {
			w.zones.figure = w.figure.left
		}
		w.root.Objects = w.zones.objects()
		w.root.Refresh()
		if w.side.turn(name == labName) {
			w.left.swapFolds()
		}
		v.show()
		w.side.showHistogram()
		w.side.showProfile() // the divider of Swipe is marked in it
		w.toolbar.show()
		w.status.showReadOut()
	}
}

// leaveView lets the view that is shown let go of its pictures, since another one appears.
// They may be of runs that are forgotten while it is not seen.
func (w *Window) leaveView(next string) {
	for _, v := range w.views {
		if v.name == w.view && v.name != next && v.leave != nil {
			v.leave()
		}
	}
}

// redrawView draws the view that is shown anew.
func (w *Window) redrawView() {
	for _, v := range w.views {
		if v.name == w.view {
			v.show()
		}
	}
}
