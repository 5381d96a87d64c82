package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
)

// playFor is in how many pictures the layers are played at most.
const playFor = 100

// player is the line below the convergence curve: a slider over the layers, and a button
// that plays through them.
type player struct {
	object *fyne.Container
	button *form.Button
	slider *form.Slider
	text   *canvas.Text

	quiet  bool
	wanted int // layer to be shown as soon as the film is there
	w      *Window
	viewer.Playback
}

func newPlayer(w *Window) *player {
	p := &player{w: w, Playback: viewer.Playback{After: w.after}, slider: form.NewSlider(0, 1), text: form.NewText("", form.Caption)}
	p.slider.OnChanged = func(x float64) {
		if !p.quiet {
			p.Pause()
			p.seek(int(x + 0.5))
		}
	}
	p.button = form.NewSmallButton("", look.Play, form.Tip{Name: "Play through the layers", Sentence: "Shows the iterate after each layer in the panes. The slider shows a single one.", Detail: "Space; Esc goes back to the result"}, w.tips, p.toggle)
	p.object = container.New(playerLayout{p}, p.button, p.slider, p.text)
	return p
}

// show draws the state of the film.
func (p *player) show() {
	t := p.w.control.Track(p.w.catalogue.Selected)
	layers := 0
	for _, u := range p.w.control.Tracks() {
		if len(u.Points) > 0 || u.Phase == control.Active {
			layers = max(layers, u.Layers)
		}
	}
	p.quiet = true
	defer func() { p.quiet = false }()
	at, text := 0, ""
	can := t != nil && t.Layers > 1 && p.w.control.Status().State == control.Done
	if t != nil {
		at = t.Layers
		if t.Phase == control.Active {
			at = t.Layer
		}
		if t.Seeking > 0 {
			at = t.Seeking
			text = fmt.Sprintf("layer %d of %d · rel. ℓ² %s", at, t.Layers, model.Sig(t.Picture.RelativeL2))
			if t.Picture.RelativeL2 != t.Picture.RelativeL2 {
				text = fmt.Sprintf("layer %d of %d", at, t.Layers)
			}
		}
	}
	if f := p.w.control.Film(); f != nil && !f.Ready {
		text = "computing the layers"
	}
	if f := p.w.control.Film(); f != nil && f.Stride > 1 {
		text += fmt.Sprintf(" · every %d. layer", f.Stride)
	}
	if p.slider.Max != float64(max(layers, 1)) || p.slider.Value != float64(at) {
		p.slider.Max, p.slider.Value = float64(max(layers, 1)), float64(at)
		p.slider.Refresh()
	}
	p.button.SetEnabled(can)
	icon := look.Play
	if p.Running {
		icon = look.Stop
	}
	p.button.Icon = icon
	p.button.Style.Role = theme.ColorNameForeground
	p.button.Refresh()
	if p.text.Text != text {
		p.text.Text = text
		form.Restyle(p.text, form.Caption)
		p.object.Refresh()
	}
	mark := 0
	if t != nil {
		mark = t.Seeking
	}
	p.w.side.convergence.SetMark(mark)
}

// seek shows the iterate at a layer, as soon as it is there.
func (p *player) seek(layer int) {
	f := p.w.control.Film()
	if f != nil && f.Name == p.w.catalogue.Selected {
		p.wanted = layer
		if f.Ready {
			p.w.control.Seek(layer)
		}
		return
	}
	p.wanted = layer
	err := p.w.control.OpenFilm(p.w.catalogue.Selected, func(f *control.Film) {
		if f.Err != nil {
			p.stop()
			p.w.status.say(f.Err)
			p.w.faultIn(f.Err)
			return
		}
		p.w.control.Seek(p.wanted)
		if p.Running {
			p.next()
		}
	})
	if err != nil {
		p.Running = false
		p.w.status.say(err)
	}
	p.show()
}

// toggle plays from the layer that is shown, or from the first, or pauses.
func (p *player) toggle() {
	if p.Running {
		p.Pause()
		p.show()
		return
	}
	p.Running = true
	from := 1
	if t := p.w.control.Track(p.w.catalogue.Selected); t != nil && t.Seeking > 0 && t.Seeking < t.Layers {
		from = t.Seeking
	}
	ready := p.w.control.Film() != nil && p.w.control.Film().Ready && p.w.control.Film().Name == p.w.catalogue.Selected
	p.seek(from)
	if ready {
		p.next()
	}
	p.show()
}

// next arms the next step. Behind the last layer the result is shown again.
func (p *player) next() {
	p.Playback.Next(func() {
		f := p.w.control.Film()
		if f == nil {
			return
		}
		if f.Layer() >= f.Layers {
			p.stop()
			return
		}
		step := max(1, f.Stride, f.Layers/playFor)
		p.w.control.Seek(min(f.Layers, f.Layer()+step))
		p.next()
	})
}

// stop goes back to the result.
func (p *player) stop() {
	p.Pause()
	p.w.control.CloseFilm()
	p.show()
}

// playCommands are those of the layers.
func (w *Window) playCommands() []command.Command {
	return []command.Command{{
		ID: "play", Name: "Play through the layers, or growing norms", Sentence: "Shows the iterate after each layer, in the view Stability the perturbation at growing norms; Escape goes back to the result.",
		Menu: "Run", Keys: []command.Key{command.Named(fyne.KeySpace)}, Do: w.play,
		Enabled: func() bool {
			if v, ok := w.shown.(view.Player); ok {
				return v.CanPlay()
			}
			t := w.control.Track(w.catalogue.Selected)
			return t != nil && t.Layers > 1 && w.control.Status().State == control.Done
		},
	}}
}

// play plays or pauses what the view has to play.
func (w *Window) play() {
	if v, ok := w.shown.(view.Player); ok {
		v.Play()
		return
	}
	w.side.player.toggle()
}

// playerLayout puts the slider below the axis of the curve: its ends stand below layer 0
// and the last.
type playerLayout struct{ p *player }

// Layout is part of fyne.Layout.
func (l playerLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left, right, thumb = 36, 14, 10 // margins of the plot, and half the slider's knob
	p := l.p
	p.button.Move(fyne.NewPos(0, 0))
	p.button.Resize(fyne.NewSize(look.Row, look.Row))
	h := p.slider.MinSize().Height
	p.slider.Move(fyne.NewPos(left-thumb, (look.Row-h)/2))
	p.slider.Resize(fyne.NewSize(s.Width-left-right+2*thumb, h))
	p.text.Move(fyne.NewPos(left, look.Row-2))
	p.text.Resize(fyne.NewSize(s.Width-left, 16))
}

// MinSize is part of fyne.Layout.
func (l playerLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	h := float32(look.Row)
	if l.p.text.Text != "" {
		h += 16
	}
	return fyne.NewSize(120, h)
}
