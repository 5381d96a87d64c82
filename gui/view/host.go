package view

import (
	"io"
	"time"

	"fyne.io/fyne/v2"

	"firenet/gui/attacks"
	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/export"
	"firenet/gui/form"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// Open is what is open, which views show.
type Open struct {
	Control   *control.Controller
	Catalogue *catalogue.Catalogue
	Group     *model.Group // what the panes of all views share
	Attacks   *attacks.Editor

	Title   func() string // of the experiment
	Version string        // of the program
}

// Frame is the window around a view.
type Frame struct {
	Tips  *form.Tips
	Keys  *command.Keyboard
	PopUp func(m *fyne.Menu, at fyne.Position)
	After func(time.Duration, func()) (stop func())
	Scale func() float32 // pixels of the screen for a unit

	Show     func(name string)      // brings a view to the front
	Shown    func(name string) bool // that view is seen
	Pictured func(name string) bool // keys act on the panes of that view

	// What stands around a view follows it.
	Focused  func() // another pane has the focus, or it shows something else
	Profiled func() // other values lie along the line of the profiles
	Chosen   func() // another attack is shown

	Absent func(catalogue.Absence) viewer.Message // in place of a picture
	Plots  func() []export.Plot                   // of all views
	Panes  func() []*viewer.Pane                  // of the first view that has some
}

// Below opens a menu below a button.
func (f Frame) Below(m *fyne.Menu, o fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	f.PopUp(m, at.AddXY(0, o.Size().Height+2))
}

// Watch makes the keys of the window act while a pane has the focus.
func (f Frame) Watch(p *viewer.Pane) {
	p.OnKey, p.OnRune, p.OnKeyDown, p.OnKeyUp = f.Keys.TypedKey, f.Keys.TypedRune, f.Keys.KeyDown, f.Keys.KeyUp
}

// Voice is how a view says what has happened.
type Voice struct {
	Say    func(error)  // what went wrong and belongs to no field
	Tell   func(string) // what was done; bold is what stands between ** and **
	Fault  func(error)  // handles the programming error that an error stands for, if it is one
	Failed func(error)  // a file could not be written
}

// Files is how a view writes files.
type Files struct {
	Stem   func() string                                    // of the names of files
	Ask    func(name string, write func(path string))       // where to write one
	Export func(path string, content func(io.Writer) error) // writes one, whole or not at all
	Copy   func(text, what string)                          // onto the clipboard
	Now    func() time.Time
	// Background does work that may take long, and what it returns on the window's goroutine.
	Background func(work func() (then func()))
}
