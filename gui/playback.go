package gui

import "time"

// playing is how long a picture of a film is shown: a layer, a step of a search, a norm.
const playing = 80 * time.Millisecond

// playback is whether a film plays, and what shows its next picture.
type playback struct {
	w       *Window
	running bool
	stopped func() // takes the next picture back; nil: none is armed
}

// next arms the next picture, unless there is one or nothing plays.
func (b *playback) next(show func()) {
	if !b.running || b.stopped != nil {
		return
	}
	b.stopped = b.w.after(playing, func() {
		b.stopped = nil
		if b.running {
			show()
		}
	})
}

func (b *playback) pause() {
	b.running = false
	if b.stopped != nil {
		b.stopped()
		b.stopped = nil
	}
}
