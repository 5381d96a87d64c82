package view

import (
	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/export"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// View fills the centre of the window, and if it wants the right side. All methods are
// called on the window's goroutine.
type View interface {
	Name() string     // in the bar and in settings
	Sentence() string // in the tip of its button
	Centre() fyne.CanvasObject
	Side() fyne.CanvasObject     // a tab before those of the plots; nil: there is none
	Commands() []command.Command // with keys

	Show()     // draws it anew, when it appears and when something has changed
	Leave()    // lets go of its pictures, if they may be forgotten while it is not seen
	Recolour() // takes the colours of the theme
}

// Pictures is a view with panes, which keys and menus act on. While a view without panes is
// shown they act on those of the first one that has some.
type Pictures interface {
	View
	Panes() []*viewer.Pane
	Focused() *viewer.Pane

	// Pair are the two pictures that alternate in the focused pane while B is held; nil if
	// there are not both.
	Pair() *viewer.Pair
}

// Chooser is a view whose choices stand at the left in place of the experiment. It also has
// the room of the strip and of the right column.
type Chooser interface{ Left() fyne.CanvasObject }

// Carded is a view beside which some cards of the experiment are open, by the sections of the
// recipe, until the user folds it. What is edited there is seen in the view.
type Carded interface{ Cards() []string }

// Keeper is a view of which a session keeps something.
type Keeper interface {
	Save(*model.Layout)
	Restore(model.Layout)
}

// Follower is a view that draws something anew when what the panes share has changed.
type Follower interface{ Follow(model.Change) }

// Contents is a view that shows pictures of the user's choice. Where they name a
// reconstructor they follow its new name.
type Contents interface{ Contents() []*model.Content }

// Divided is a view with a divider between two pictures.
type Divided interface {
	// DividerOn is where it crosses a line, on the axis of the profiles.
	DividerOn(model.Line) (at float64, ok bool)
}

// Player is a view with a film of its own.
type Player interface {
	Play()             // or pause
	CanPlay() bool     // there is something to play
	StopPlaying() bool // goes back to what was there; false: it was shown already
}

// Exporter is a view that offers files of its own.
type Exporter interface{ Exports() *fyne.MenuItem }

// Plotter is a view whose plots can stand in figures.
type Plotter interface{ Plots() []export.Plot }

// Source is a view that says what of it is exported as data.
type Source interface {
	// Data is what the focused pane shows, as it was computed, with its name.
	Data() (d export.Data, name string, ok bool)
}

// Menus is a view whose panes have menus.
type Menus interface{ Menu(pane int) *fyne.Menu }
