package gui

import (
	"time"

	"firenet/gui/command"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// blinkTime is how long each of two pictures is seen while B is held.
const blinkTime = 400 * time.Millisecond

// blinking is two pictures that alternate in a pane.
type blinking struct {
	pane     *viewer.Pane
	pictures [2]*model.Picture
	names    [2]viewer.Badge
	turn     int
	stop     func() // of the timer
}

// blinkCommands are those that alternate two pictures.
func (w *Window) blinkCommands() []command.Command {
	return []command.Command{{
		ID: "blink", Name: "Blink", Menu: "View", Keys: []command.Key{command.Letter('B')}, Shown: "B, held",
		Sentence: "Alternates two pictures in the focused pane: the two of Swipe, or this one and the one chosen before it.",
		Do:       w.startBlink, Release: w.stopBlink,
	}}
}

// startBlink shows the other picture at once, and then both in turn.
func (w *Window) startBlink() {
	if w.blink != nil {
		return
	}
	b := w.pair()
	if b == nil {
		return
	}
	w.blink = b
	w.blinkOn()
}

func (w *Window) blinkOn() {
	b := w.blink
	if b == nil {
		return
	}
	b.turn = 1 - b.turn
	b.pane.SetBlink(b.pictures[b.turn], b.names[b.turn])
	b.stop = w.after(blinkTime, w.blinkOn)
}

// stopBlink shows the pane's own picture again.
func (w *Window) stopBlink() {
	if w.blink == nil {
		return
	}
	w.blink.stop()
	w.blink.pane.SetBlink(nil, viewer.Badge{})
	w.blink = nil
}

// pair are the pictures that alternate: both of the view Swipe, or that of the focused
// pane and the one that it showed before; nil if they are not both there.
func (w *Window) pair() *blinking {
	d := w.control.Data()
	if d == nil {
		return nil
	}
	b := &blinking{pane: w.focusedPane()}
	if w.view == labName {
		return w.lab.pair()
	}
	var contents [2]model.Content
	part := model.DefaultPart
	if w.view == swipeName {
		contents = [2]model.Content{w.swipe.sides[0].content, w.swipe.sides[1].content}
	} else {
		s := w.panes[w.focused]
		contents, part = [2]model.Content{s.content, s.before()}, s.part
	}
	for i, c := range contents {
		s := w.catalogue.Subject(c, part, d)
		if s.Empty {
			return nil
		}
		if b.pictures[i] = w.catalogue.Pictures.Get(s.Key); b.pictures[i] == nil {
			return nil
		}
		b.names[i] = badge(s)
	}
	return b
}

// before is what B shows: what the pane showed before, at first the truth, and in the pane
// of the truth the selected reconstructor.
func (s *slot) before() model.Content {
	switch truth := model.Show(model.ShowTruth, ""); {
	case s.previous.Valid():
		return s.previous
	case s.content != truth:
		return truth
	}
	return model.Show(model.ShowReconstruction, "")
}
