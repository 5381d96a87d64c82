package figureview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/command"
	"firenet/gui/model"
	"firenet/gui/view"
)

// View is the view of a figure for a paper.
type View struct {
	*Choices
	centre *fyne.Container
}

// New makes the view.
func New(open view.Open, frame view.Frame, voice view.Voice, files view.Files) *View {
	p := &View{centre: container.NewStack()}
	var begin func()
	begin = func() {
		p.Choices = newChoices(open, frame, voice, files)
		p.Begin = func() {
			begin()
			frame.Show(p.Name())
		}
		p.centre.Objects = []fyne.CanvasObject{p.object}
	}
	begin()
	return p
}

// Name is part of view.View.
func (v *Choices) Name() string { return "Figure" }

// Sentence is part of view.View.
func (p *View) Sentence() string { return "A figure for a paper, as it will be written." }

// Centre is the preview.
func (p *View) Centre() fyne.CanvasObject { return p.centre }

// Side is part of view.View: there is none, as a Chooser has its room.
func (p *View) Side() fyne.CanvasObject { return nil }

// Left are the choices.
func (p *View) Left() fyne.CanvasObject { return p.Cards }

// Show draws choices and preview.
func (p *View) Show() { p.Draw() }

// Leave lets go of the figure and of its preview.
func (p *View) Leave() { p.letGo() }

// Recolour takes the colours of the theme.
func (p *View) Recolour() { p.recolour() }

// Follow is part of view.Follower: windows, the marked pixel and the region are in the figure.
func (p *View) Follow(c model.Change) {
	if c&(model.WindowChanged|model.CursorChanged|model.RegionChanged) != 0 {
		p.Draw()
	}
}

// Commands are those of figures.
func (p *View) Commands() []command.Command {
	return []command.Command{{
		ID: "export-figure", Name: "Export figure …", Sentence: "For a paper, as PNG, SVG or PDF.", Menu: "File",
		Keys: []command.Key{command.Ctrl(fyne.KeyE)}, Do: p.exportFigure,
	}}
}

// exportFigure shows the view and asks for a file. Asked for while a perturbation is seen, the
// figure has its rows.
func (p *View) exportFigure() {
	if !p.frame.Shown(p.Name()) {
		p.takeAttack(p.open.Catalogue.Perturbation.Seen)
		p.frame.Show(p.Name())
	}
	p.ask()
}
