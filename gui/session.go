package gui

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"firenet/gui/control"
	"firenet/gui/files"
	"firenet/gui/model"
	"firenet/recon/session"
)

// background does work that may take long, such as reading and writing files, on another
// goroutine, and what it returns on that of the window.
func (w *Window) background(work func() (then func())) {
	w.work.Add(1)
	go func() {
		defer w.work.Done()
		w.guard(func() {
			then := work()
			w.options.Post(func() {
				if !w.closed {
					then()
				}
			})
		})
	}()
}

// session is what is open at this moment. Arrays are shared, since nothing writes to them.
func (w *Window) session() *session.Session {
	s := &session.Session{Recipe: w.control.Recipe().Clone()}
	for _, r := range w.control.Runs() {
		if r.State != control.Running {
			s.Runs = append(s.Runs, kept(r))
		}
	}
	// A run under way is not kept, nor is one of another history that is shown until the
	// first result of this one: whoever opens the session runs its recipe.
	if r := w.control.Shown(); r != nil && r.State != control.Running && slices.Contains(w.control.Runs(), r) {
		s.Shown = r.Number
	}
	if l, err := json.Marshal(w.layout()); err == nil { // it fails for numbers that are not finite
		s.Layout = l
	}
	return s
}

// kept is a run as sessions keep it.
func kept(r *control.Run) *session.Run {
	k := &session.Run{
		Number: r.Number, Pinned: r.Pinned, Changes: r.Changes, Recipe: r.Recipe,
		State: r.State.String(), Elapsed: r.Elapsed, Layers: r.Layers,
	}
	if r.Err != nil {
		k.Message = r.Err.Error()
	}
	if d := r.Data; d != nil {
		k.Start = &session.Start{
			Recipe: d.Recipe, Truth: d.Truth, Mask: d.Mask, Samples: d.Samples, Spectrum: d.Spectrum, ZeroFilled: d.ZeroFilled,
		}
	}
	for _, t := range r.Tracks {
		track := session.Track{
			Name: t.Name, Method: t.Method, Layer: t.Layer, Block: t.Block, Layers: t.Layers, Blocks: t.Blocks, History: t.Points,
		}
		if p := t.Picture; p != nil && r.Data != nil {
			track.PictureLayer, track.PictureLayers, track.RelativeL2 = p.Layer, p.Layers, p.RelativeL2
			track.Image, track.Output = p.Image, t.Output
		}
		k.Tracks = append(k.Tracks, track)
	}
	k.Attacks, k.Reports, k.Timings = r.Found(), r.Reports(), r.Timings
	return k
}

// revived is a run that a session has kept.
func revived(k *session.Run) *control.Run {
	r := &control.Run{
		Number: k.Number, Pinned: k.Pinned, Changes: k.Changes, Recipe: k.Recipe,
		State: control.Stopped, Elapsed: k.Elapsed, Layers: k.Layers,
	}
	for _, s := range []control.State{control.Done, control.Failed} {
		if s.String() == k.State {
			r.State = s
		}
	}
	if k.Message != "" {
		r.Err = errors.New(k.Message)
	}
	if s := k.Start; s != nil {
		r.Data = &control.Data{
			Recipe: s.Recipe, Truth: s.Truth, Mask: s.Mask, Samples: s.Samples, Spectrum: s.Spectrum, ZeroFilled: s.ZeroFilled,
		}
	}
	for _, t := range k.Tracks {
		track := &control.Track{
			Name: t.Name, Method: t.Method, Phase: control.Halted, Layer: t.Layer, Block: t.Block,
			Layers: t.Layers, Blocks: t.Blocks, Points: t.History, Output: t.Output,
		}
		if t.Output != nil {
			track.Phase = control.Finished
		}
		if t.Image != nil {
			track.Picture = &control.Picture{
				Image: t.Image, Truth: k.Start.Truth, Layer: t.PictureLayer, Layers: t.PictureLayers, RelativeL2: t.RelativeL2,
			}
		}
		r.Tracks = append(r.Tracks, track)
	}
	r.Keep(k.Attacks, k.Reports, k.Timings)
	return r
}

// restore shows a session without computing what it has kept. path is the file that is
// saved to from now on.
func (w *Window) restore(s *session.Session, path string) {
	var runs []*control.Run
	for _, r := range s.Runs {
		runs = append(runs, revived(r))
	}
	w.control.Restore(s.Recipe, path, runs, s.Shown)
	var l model.Layout
	if len(s.Layout) > 0 && json.Unmarshal(s.Layout, &l) == nil {
		w.setLayout(l)
	}
	if s.Modified {
		w.control.Unsaved()
	}
}

// openSession reads a session and shows it.
func (w *Window) openSession(path string) {
	w.status.tell("Opening " + filepath.Base(path))
	w.background(func() func() {
		s, err := ReadSession(path)
		return func() {
			if err != nil {
				w.status.say(err)
				return
			}
			w.restore(s, path)
			w.recent.Note(path)
			w.status.tell(fmt.Sprintf("Opened  **%s**  with %s", filepath.Base(path), model.Plural(len(s.Runs), "run")))
		}
	})
}

// ReadSession reads a session and fills in the defaults of its recipe.
func ReadSession(path string) (*session.Session, error) {
	s, err := session.Read(path)
	if err != nil {
		return nil, err
	}
	if s.Recipe, err = s.Recipe.Complete(); err != nil {
		return nil, err
	}
	return s, nil
}

// saveSession writes what is open to a file, on another goroutine.
func (w *Window) saveSession(path string) {
	s := w.session()
	w.status.tell("Saving " + filepath.Base(path))
	w.background(func() func() {
		written, err := session.Write(path, s)
		return func() {
			if err != nil {
				w.failed(err)
				return
			}
			w.control.SavedAs(path, s.Recipe)
			w.recent.Note(path)
			text := "Saved  **" + filepath.Base(path) + "**"
			if f := written.String(); f != "" {
				text += "  " + f
			}
			w.status.tell(text)
		}
	})
}

// hold tells other windows which session is open here, and says so if one of them has it
// too.
func (w *Window) hold() {
	path := w.control.Path
	if !files.HasExtension(path, session.Extension) {
		path = ""
	}
	if path == w.heldPath || w.closed {
		return
	}
	w.holding.Release()
	w.holding, w.heldPath = nil, path
	if path == "" {
		return
	}
	held, err := session.HoldFile(path)
	w.holding = held
	if errors.Is(err, session.ErrHeld) {
		w.notice.ask(filepath.Base(path)+" is open in another window too; who saves last replaces what the other has saved.",
			answer{"Save as …", w.saveSessionAs}, answer{"Go on", func() {}})
	}
}
