package stability

import (
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// player is what lies below the curve of a search: a slider over its steps, and below
// that one over growing norms, each with a button that plays. What is shown of them is
// computed on demand: each picture waits for the one before.
type player struct {
	view   *View
	object *fyne.Container
	Steps  *track
	norms  *track
	text   *canvas.Text
}

// track is one of the two sliders.
type track struct {
	button *form.Button
	Slider *form.Slider
	show   func(at int) // shows a position
	quiet  bool
	at     int
	viewer.Playback
}

// NormFrames is how many norms the film of growing norms has where there is no noise curve:
// from none to the one found.
const NormFrames = 20

func newPlayer(v *View) *player {
	p := &player{view: v, text: form.NewText("", form.Caption)}
	p.Steps = p.newTrack(form.Tip{
		Name: "Play through the search", Sentence: "Shows the perturbation after each step that was kept, and what every reconstructor makes of it.",
		Detail: "Esc goes back to what was found",
	}, p.showStep)
	p.norms = p.newTrack(form.Tip{
		Name: "Play growing norms", Sentence: "With a noise curve, what was found at each of its norms, every one attacked anew. Without one, what the search has found, scaled: from none to its norm.",
		Detail: "Space; Esc goes back to what was found",
	}, p.showNorm)
	line := func(name string, t *track) fyne.CanvasObject {
		label := form.NewText(name, form.Caption)
		return container.New(trackLine{}, t.button, label, t.Slider)
	}
	p.object = container.New(form.Stack{Gap: 0}, line("steps", p.Steps), line("norms", p.norms), p.text)
	return p
}

func (p *player) newTrack(tip form.Tip, shown func(int)) *track {
	t := &track{Slider: form.NewSlider(0, 1), show: shown, Playback: viewer.Playback{After: p.view.frame.After}}
	t.Slider.OnChanged = func(x float64) {
		if !t.quiet {
			p.pause()
			t.at = int(x + 0.5)
			t.show(t.at)
		}
	}
	t.button = form.NewSmallButton("", look.Play, tip, p.view.frame.Tips, func() { p.toggle(t) })
	t.button.Style.Role = theme.ColorNameForeground
	return t
}

// attack is the attack whose perturbations are played; nil: there is nothing to play.
func (p *player) attack() *control.Attack {
	a := p.view.perturbation.Current()
	if a == nil || a.Output == nil || a.Phase == control.Active {
		return nil
	}
	return a
}

// showStep shows the perturbation after one of the steps that were kept.
func (p *player) showStep(i int) {
	a := p.attack()
	if a == nil {
		return
	}
	kept := p.view.open.Control.StepsKept(a.Name)
	if i < 0 || i >= len(kept) {
		return
	}
	if err := p.view.open.Control.TryStep(a.Name, kept[i]); err != nil {
		p.view.voice.Say(err)
	}
}

// isStep says whether a step of the search is shown, and not another norm. That of what was
// found itself is never asked for.
func isStep(t *control.Trial) bool { return t.Step > 0 || t.Factor == 1 }

// normsAnew are the norms of the noise curve, of which each was attacked anew; nil: none are
// kept, and what was found is scaled.
func (p *player) normsAnew() []float64 {
	if a := p.attack(); a != nil {
		return p.view.open.Control.NormsKept(a.Name)
	}
	return nil
}

// showNorm shows a picture of the film of growing norms, the first of which is at none.
func (p *player) showNorm(i int) {
	a := p.attack()
	if a == nil {
		return
	}
	var err error
	switch anew := p.normsAnew(); {
	case len(anew) > 0 && i > 0:
		err = p.view.open.Control.TryPoint(a.Name, i)
	case len(anew) == 0 && i >= NormFrames:
		p.Stop()
	default:
		err = p.view.open.Control.TryNorm(a.Name, a.Output.Relative*float64(i)/NormFrames)
	}
	if err != nil {
		p.view.voice.Say(err)
	}
}

// normAt is where the film of norms stands, and its last position. Where every norm was
// attacked anew, what the search has found stands at the nearest of them.
func (p *player) normAt(t *control.Trial) (at, last int) {
	anew := p.normsAnew()
	switch {
	case len(anew) == 0 && t == nil:
		return NormFrames, NormFrames
	case len(anew) == 0:
		return int(t.Factor*NormFrames + 0.5), NormFrames
	case t != nil:
		return t.Point, len(anew)
	}
	found := p.attack().Output.Relative
	for i, norm := range anew {
		if at == 0 || math.Abs(norm-found) < math.Abs(anew[at-1]-found) {
			at = i + 1
		}
	}
	return at, len(anew)
}

// show draws sliders and buttons.
func (p *player) show() {
	kept, a := []int(nil), p.attack()
	if a != nil {
		kept = p.view.open.Control.StepsKept(a.Name)
	}
	p.text.Text = ""
	trial := p.view.open.Control.Trial()
	step := len(kept) - 1
	norm, norms := p.normAt(nil)
	if trial != nil && a != nil && trial.Attack == a.Name {
		switch {
		case trial.Err != nil:
			p.text.Text = model.FirstLine(trial.Err.Error())
			p.view.voice.Fault(trial.Err)
		case isStep(trial):
			step = slices.Index(kept, trial.Step)
			p.text.Text = fmt.Sprintf("step %d · ‖e‖/‖y‖ %s", trial.Step, model.Sig(trial.Output.Relative))
		case trial.Point > 0:
			norm, norms = p.normAt(trial)
			p.text.Text = "attacked anew at ‖e‖/‖y‖ " + model.Sig(trial.Output.Relative)
		default:
			norm, norms = p.normAt(trial)
			p.text.Text = "what was found, at ‖e‖/‖y‖ " + model.Sig(trial.Output.Relative)
		}
		if trial.Ready && trial.Err == nil {
			p.advance()
		}
	}
	p.Steps.draw(step, len(kept)-1, len(kept) > 1)
	p.norms.draw(norm, norms, a != nil)
	form.Restyle(p.text, form.Caption)
	p.object.Refresh()
}

// draw moves the slider.
func (t *track) draw(at, last int, can bool) {
	t.quiet = true
	defer func() { t.quiet = false }()
	last = max(last, 1)
	if !t.Running {
		t.at = at
	}
	if t.Slider.Max != float64(last) || t.Slider.Value != float64(at) {
		t.Slider.Max, t.Slider.Value = float64(last), float64(max(0, at))
		t.Slider.Refresh()
	}
	icon := look.Play
	if t.Running {
		icon = look.Stop
	}
	t.button.Icon = icon
	t.button.SetEnabled(can)
	t.button.Refresh()
}

// toggle plays a track from its begin, or from where it stands, or pauses it.
func (p *player) toggle(t *track) {
	if t.Running {
		p.pause()
		p.show()
		return
	}
	p.pause()
	if p.attack() == nil {
		return
	}
	if t.at >= int(t.Slider.Max) || p.view.open.Control.Trial() == nil {
		t.at = 0
	}
	t.Running = true
	t.show(t.at)
	p.show()
}

// advance arms the next picture of what is playing, once the one before is there.
func (p *player) advance() {
	for _, t := range []*track{p.Steps, p.norms} {
		t.Next(func() {
			if t.at >= int(t.Slider.Max) {
				p.Stop()
				return
			}
			t.at++
			t.show(t.at)
		})
	}
}

func (p *player) pause() {
	p.Steps.Pause()
	p.norms.Pause()
}

// Stop goes back to what was found.
func (p *player) Stop() {
	p.pause()
	p.view.open.Control.CloseTrial()
	p.show()
}

// trackLine puts a button, a name and a slider into a line.
type trackLine struct{}

// Layout is part of fyne.Layout.
func (trackLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const name = 40
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(look.Row, look.Row))
	m := o[1].MinSize()
	o[1].Move(fyne.NewPos(look.Row+2, (s.Height-m.Height)/2))
	o[1].Resize(m)
	h := o[2].MinSize().Height
	o[2].Move(fyne.NewPos(look.Row+name-4, (s.Height-h)/2))
	o[2].Resize(fyne.NewSize(s.Width-look.Row-name+8, h))
}

// MinSize is part of fyne.Layout.
func (trackLine) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, look.Row) }
